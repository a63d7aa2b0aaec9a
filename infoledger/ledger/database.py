"""The ledger's database: where it is, how it is opened, read, written and brought up to date.

All that only one database knows is here and in ``files``: SQLite's locks, permissions and
read-only files, PostgreSQL's isolation and lock.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from infoledger.errors import Finding, LedgerUnavailableError, reason_of
from infoledger.i18n import _
from infoledger.ledger.complaints import InUseError, damaged, masked, shown, spoken
from infoledger.ledger.files import (
    PATIENCE,
    SIDE_FILES,
    copy_file,
    file_address,
    is_cut_short,
    new_doubt_of,
    new_file,
    orphaned_log,
    read_only,
    writable,
)
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Base, Entry
from infoledger.ledger.remains import bring_back, former_ledger, way_back
from infoledger.ledger.seals import canonical, table_of

#: The schema that this version reads and writes: the newest of ``migrations/versions``.
SCHEMA = "0004"

#: Where the migrations are that lead to it.
MIGRATIONS = Path(__file__).parent / "migrations"

_SMALL = 16 * 2**20  # bytes, some 50 ms

_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

_ENTRIES = table_of(Entry)

_Options = Mapping[str, Mapping[str, Any]]

# What begins a transaction that only reads, and one that holds the lock of the only writer.
_READ: _Options = {
    "sqlite": {"begin": ("BEGIN",)},
    "postgresql": {"begin": (), "isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_WRITE: _Options = {
    "sqlite": {"begin": ("BEGIN IMMEDIATE",)},
    "postgresql": {"begin": (f"SET LOCAL lock_timeout = '{PATIENCE}s'", "SELECT pg_advisory_xact_lock(7064)")},
}
# SQLite changes a table by writing it anew, which may not look like the loss of all that its rows are named in.
_MIGRATE: _Options = {**_WRITE, "sqlite": {"begin": ("PRAGMA foreign_keys=OFF", "BEGIN IMMEDIATE")}}


# What the pool complains of while a command is stopped is told by whoever stops it.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())


class Ledger:
    """An open ledger. Every way into it raises ``LedgerUnavailableError`` if the database fails.

    ``remarks`` are what a person who recorded in it should be told: that it was begun by that, and
    that it lies on a network share.
    """

    def __init__(self, address: URL, create: bool) -> None:
        self._address = address
        self._create = create
        self._file = _file(address)
        self._found: int | None = None  # the size of the file before tables were made in it; -1 where none was there
        self.remarks: list[Finding] = []
        self.engine = _engine(address, self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger and writes nothing."""
        while True:
            with self._looking() as connection:
                if _version(connection, self._address) == SCHEMA:
                    yield connection
                    return
            self.bring_up_to_date()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is kept if the block ends well."""
        try:
            while True:
                with spoken(self._address), self._alone() as connection:
                    if self._is_ready(connection):
                        yield connection
                        return
                self.bring_up_to_date()
        except BaseException:
            self.unmake()
            raise

    @contextmanager
    def entry(self, clerk: str, command: str, now: datetime | None = None) -> Iterator[Pen]:
        """The pen for one journal entry: all of it is kept, or on an error nothing.

        A ledger that was made for it is kept if something was recorded.
        """
        with self.writing() as connection:
            pen = Pen(connection, clerk, command, now or datetime.now(UTC))
            yield pen
            pen.close()
        self.unmake()

    def find(self) -> None:
        """Look for the file; make it, with its tables, where it is not there or empty and may be made."""
        if self._file:
            there = _check_file(self._file, self._address, self._create)
            size = self._file.stat().st_size
            self._found = None if size else 0 if there else -1
            if not size:
                self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Make or migrate the tables where need be; those on a server are made with what is written first."""
        with self._looking() as connection:
            version = _version(connection, self._address)
        if version == SCHEMA:
            self._found = None
        elif version is None:
            if not (self._create and self._file):
                raise _absent(self._address)
            with spoken(self._address), self._begun(_WRITE) as connection, connection.begin():
                self._make_tables(connection)
            with suppress(InUseError):  # by another command that begins it, and then does this
                self._keep_log()
        elif version.isdecimal() and version > SCHEMA:
            raise LedgerUnavailableError(
                _("The ledger {ledger} was written by a newer version of infoledger.").format(
                    ledger=shown(self._address)
                ),
                _("Update infoledger."),
            )
        elif version and version not in _schemas():
            raise LedgerUnavailableError(
                _("The ledger {ledger} says that it is of version “{version}”, which there never was.").format(
                    ledger=shown(self._address), version=version
                ),
                _("It was changed by hand.") + " " + bring_back(self._file),
            )
        else:
            self._migrate()

    def unmake(self) -> None:
        """Undo the making of the file, or of the tables in an empty one, if nothing was recorded in it after all."""
        found, self._found = self._found, None
        file, before = self._file, _inode(self._file)
        if file is None or found is None or before is None:
            return
        with suppress(LedgerUnavailableError, OSError):
            if not file.stat().st_size:
                self._take_away(file, found)
                return
            with spoken(self._address), self._begun(_WRITE) as connection, connection.begin():
                if _inode(file) == before and not _recorded(connection):
                    self._take_away(file, found)

    def _take_away(self, file: Path, found: int) -> None:
        _take_away(file, found)
        lost = _lost(self._address)
        self.remarks[:] = [lost] if lost else []

    def _is_ready(self, connection: Connection) -> bool:
        """Whether the tables are those of this version; on a server they are made with what is written first."""
        version = _version(connection, self._address)
        if version is None and self._create and not self._file:
            self._make_tables(connection)
            return True
        return version == SCHEMA

    def _make_tables(self, connection: Connection) -> None:
        """Make the tables, unless another command was faster."""
        if _version(connection, self._address) is None:
            _make_tables(connection)
            self.remarks.append(_beginning(self._address, self._file))

    def _migrate(self) -> None:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with spoken(self._address), self._alone(_MIGRATE) as connection:
            version = _version(connection, self._address)
            if self._file and version != SCHEMA:  # else another command was faster
                with new_file(self._file.with_name(f"{self._file.name}.{version or '0000'}.backup")) as copy:
                    copy_file(self._file, copy)
            config.attributes["connection"] = connection
            command.upgrade(config, SCHEMA)

    def _keep_log(self) -> None:
        """Let readers and a writer not wait for each other (WAL); the file says so from then on."""
        with spoken(self._address), closing(self.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA journal_mode=WAL")

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        """A connection that sees one state of a database of whatever version."""
        with spoken(self._address), self._begun(_READ) as connection, connection.begin():
            yield connection

    def _begun(self, options: _Options) -> Connection:
        return self.engine.connect().execution_options(**options[self.engine.dialect.name])

    @contextmanager
    def _alone(self, options: _Options = _WRITE) -> Iterator[Connection]:
        """A connection with the lock of the only writer, to a file that is still the ledger's.

        While it waited, the command that had made the file may have taken it away again.
        """
        while True:
            before = _identity(self._file)
            if self._file and not before:
                self.find()
                continue
            with self._begun(options) as connection, connection.begin():
                if _identity(self._file) == before:
                    if self._file and _is_damaged(connection, self._file):
                        raise damaged(self._address)
                    yield connection
                    return


def open_ledger(url: str, *, create: bool = False) -> Ledger:
    """The ledger at ``url``, a file or a SQLAlchemy URL; its schema is brought up to date when it is first used.

    Whoever may ``create`` it is about to record: its ``remarks`` say where the place makes that unsafe.
    Raises ``LedgerUnavailableError`` if it is not there (unless ``create``); and where it is used, if it
    cannot be opened, is damaged, locked too long, no ledger, or from a newer version.
    """
    ledger = Ledger(_address(url), create)
    try:
        ledger.find()
    except BaseException:
        ledger.unmake()
        ledger.close()
        raise
    file = ledger_file(url)
    if create and file and (doubt := new_doubt_of(file)):
        ledger.remarks.append(doubt)
    return ledger


@contextmanager
def passing_ledger() -> Iterator[Connection]:
    """A connection to an empty ledger in memory, for what is to be recorded as in any ledger, but not kept."""
    engine = create_engine("sqlite://", connect_args={"isolation_level": None}, json_serializer=canonical)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect().execution_options(**_READ["sqlite"]) as connection:
            with connection.begin():
                _make_tables(connection)
            yield connection
    finally:
        engine.dispose()


def _is_damaged(connection: Connection, file: Path) -> bool:
    """Whether a file that is looked through in an instant is broken; larger ones are by ``check`` and ``backup``."""
    small = file.stat().st_size <= _SMALL
    return small and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok"


def damages(connection: Connection) -> list[str]:
    """What the database finds broken in itself; a server looks after that on its own."""
    if connection.dialect.name != "sqlite":
        return []
    whole = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return whole + [
        _("{table} {row} refers to a row of {parent} that is not there.").format(
            table=row[0], row=row[1], parent=row[2]
        )
        for row in loose
    ]


def ledger_file(url: str) -> Path | None:
    """The file of the ledger at ``url``; None for one that a server keeps."""
    return _file(_address(url))


def _address(url: str) -> URL:
    if "://" not in url:
        return file_address(url)
    try:
        address = make_url(url)
        known = address.get_backend_name() in _READ
    except ArgumentError:
        known = False
    if not known:
        raise LedgerUnavailableError(
            _("“{url}” is not the address of a ledger.").format(url=masked(url)),
            _("Allowed: a file, or a URL like postgresql+psycopg://user@host/name."),
        )
    return address


def _file(address: URL) -> Path | None:
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Which file bears the name now; None if none does, or one in which no ledger was made yet."""
    return _inode(file) if file and file.exists() and file.stat().st_size else None


def _inode(file: Path | None) -> tuple[int, int] | None:
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _check_file(file: Path, address: URL, create: bool) -> bool:
    """Make the file if it is not there and may be made; whether it was there."""
    if file.is_dir():
        raise LedgerUnavailableError(_("{ledger} is a folder, not a ledger.").format(ledger=file))
    if orphaned_log(file):
        raise LedgerUnavailableError(
            _("The ledger {ledger} is gone or empty, but its log, {log}, is still there.").format(
                ledger=file, log=f"{file.name}{SIDE_FILES[0]}"
            ),
            _("Put the ledger back beside it.") + " " + bring_back(file),
        )
    if file.exists():
        if is_cut_short(file):
            raise damaged(address)
        return True
    if not create:
        raise _absent(address)
    if not file.parent.is_dir():
        raise LedgerUnavailableError(_("There is no folder {folder} to make the ledger in.").format(folder=file.parent))
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        message = _("The ledger {ledger} cannot be made: {reason}").format(ledger=file, reason=reason_of(error))
        raise LedgerUnavailableError(message) from error
    return False


def _take_away(file: Path, found: int) -> None:
    """Remove the file with what is beside it; leave an empty one where one was ``found``.

    Windows removes no open file; there the empty ledger stays.
    """
    mode = file.stat().st_mode & 0o777
    file.unlink()
    for ending in SIDE_FILES:
        file.with_name(file.name + ending).unlink(missing_ok=True)
    if found == 0:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, mode))


def _recorded(connection: Connection) -> bool:
    """Whether there is a journal entry."""
    tables = inspect(connection).get_table_names()
    return _ENTRIES.name in tables and connection.execute(select(_ENTRIES.c.id).limit(1)).first() is not None


def _beginning(address: URL, file: Path | None) -> Finding:
    """That a ledger was begun, and aloud where one seems to have been here before."""
    former = former_ledger(file) if file else None
    if former is None:
        return Finding(shown(address), _("A new ledger was begun here."))
    return Finding(
        shown(address),
        _("ATTENTION! A new ledger was begun here, but {file} is of one that was here before.").format(
            file=former.name
        ),
        way_back(former),
    )


def _schemas() -> set[str]:
    """All schemas that there ever were."""
    return {file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _engine(address: URL, file: Path | None) -> Engine:
    options: dict[str, Any] = {"poolclass": NullPool, "json_serializer": canonical}
    if file:
        options["connect_args"] = {"timeout": PATIENCE, "isolation_level": None}
        if not writable(file):
            address = read_only(file)
    try:
        engine = create_engine(address, **options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerUnavailableError(
            _("The driver for {ledger} is not installed.").format(ledger=shown(address)),
            _("Install it with: pip install 'infoledger[postgres]'"),
        ) from error
    if file:
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA temp_store=MEMORY")  # what is sorted is nobody's business in /tmp


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get("begin", ()):
        connection.exec_driver_sql(statement)


def _version(connection: Connection, address: URL) -> str | None:
    """The schema of the database: None if it is empty, ``""`` if it is one without any version."""
    if inspect(connection).has_table(_VERSION.name):
        return connection.execute(select(_VERSION.c.version_num)).scalar() or ""
    if inspect(connection).get_table_names():
        raise LedgerUnavailableError(_("{ledger} is a database, but not a ledger.").format(ledger=shown(address)))
    return None


def _make_tables(connection: Connection) -> None:
    for table in Base.metadata.tables.values():
        for index in table.indexes:  # the models name the condition of a partial index for SQLite alone
            index.dialect_options[connection.dialect.name]["where"] = index.dialect_options["sqlite"]["where"]
    Base.metadata.create_all(connection)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION), [{"version_num": SCHEMA}])


def _absent(address: URL) -> LedgerUnavailableError:
    message = _("There is no ledger at {ledger}.").format(ledger=shown(address))
    if lost := _lost(address):
        return LedgerUnavailableError(f"{message} {lost.what}", lost.hint)
    return LedgerUnavailableError(message, _("Any command that records makes it, or `infoledger init`."))


def _lost(address: URL) -> Finding | None:
    """That there was a ledger where there is none now, if anything is left of it."""
    file = _file(address)
    former = former_ledger(file) if file else None
    if former is None:
        return None
    return Finding(
        shown(address), _("But {file} is of one that was here before.").format(file=former.name), way_back(former)
    )
