"""The ledger's database: where it is, how it is opened, read, written and brought up to date.

All that only one database knows is here and in ``files``: SQLite's locks, permissions and
read-only files, PostgreSQL's isolation and lock.
"""

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
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from infoledger.console import say
from infoledger.errors import LedgerUnavailableError, reason_of
from infoledger.i18n import _
from infoledger.ledger.complaints import shown, spoken
from infoledger.ledger.files import (
    PATIENCE,
    SIDE_FILES,
    copy_file,
    doubt_of,
    file_address,
    new_file,
    read_only,
    writable,
)
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Base, Entry
from infoledger.ledger.seals import canonical

#: The schema that this version reads and writes: the newest of ``migrations/versions``.
SCHEMA = "0001"

#: Where the migrations are that lead to it.
MIGRATIONS = Path(__file__).parent / "migrations"

_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

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


class Ledger:
    """An open ledger. Every way into it raises ``LedgerUnavailableError`` if the database fails."""

    def __init__(self, address: URL, create: bool) -> None:
        self._address = address
        self._create = create
        self._file = _file(address)
        self._made = False
        self._bare = False
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
        with spoken(self._address), self._begun(_READ) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, options: _Options = _WRITE) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is kept if the block ends well."""
        try:
            with spoken(self._address), self._alone(options) as connection:
                yield connection
        except BaseException:
            self._unmake()
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
        self._unmake()

    def bring_up_to_date(self) -> None:
        """Make or migrate the tables where need be; those on a server are made with what is written first."""
        if self._file:
            self._made = _check_file(self._file, self._address, self._create) or self._made
        with self.reading() as connection:
            version = _version(connection, self._address)
        if version == SCHEMA:
            return
        if version is None:
            if not self._create:
                raise _absent(self._address)
            self._bare = True
            if self._file:
                self._keep_log()
                with self.writing():
                    pass
        elif version > SCHEMA:
            raise LedgerUnavailableError(
                _("The ledger {ledger} was written by a newer version of infoledger.").format(
                    ledger=shown(self._address)
                ),
                _("Update infoledger."),
            )
        else:
            self._migrate()

    def _migrate(self) -> None:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with self.writing(_MIGRATE) as connection:
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
                self.bring_up_to_date()
                continue
            with self._begun(options) as connection, connection.begin():
                if _identity(self._file) == before:
                    # Another command may have been faster.
                    if self._bare and _version(connection, self._address) is None:
                        _make_tables(connection)
                    yield connection
                    return

    def _unmake(self) -> None:
        """Remove the file that was made by this opening if nothing was recorded in it after all."""
        if not self._file or not self._made:
            return
        self._made = False
        with suppress(LedgerUnavailableError), spoken(self._address), self._alone() as connection:
            if connection.execute(select(Entry.id).limit(1)).first() is None:
                # Windows removes no open file; there the empty ledger stays.
                with suppress(OSError):
                    self._file.unlink()
                    for ending in SIDE_FILES:
                        self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def open_ledger(url: str, *, create: bool = False) -> Ledger:
    """The ledger at ``url``, a file or a SQLAlchemy URL, its schema brought up to date.

    Whoever may ``create`` it is about to record, and is warned where the place makes that unsafe.
    Raises ``LedgerUnavailableError`` if it is not there (unless ``create``), cannot be opened, is
    damaged, locked too long, no ledger, or from a newer version.
    """
    ledger = Ledger(_address(url), create)
    try:
        ledger.bring_up_to_date()
    except BaseException:
        ledger.close()
        raise
    file = ledger_file(url)
    if create and file and (doubt := doubt_of(file)):
        say(str(doubt))
    return ledger


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
            _("“{url}” is not the address of a ledger.").format(url=url),
            _("Allowed: a file, or a URL like postgresql+psycopg://user@host/name."),
        )
    return address


def _file(address: URL) -> Path | None:
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Which file bears the name now; None if none does, or one in which no ledger was made yet."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found and found.st_size else None


def _check_file(file: Path, address: URL, create: bool) -> bool:
    """Make the file if it is not there and may be made; whether it was."""
    if file.is_dir():
        raise LedgerUnavailableError(_("{ledger} is a folder, not a ledger.").format(ledger=file))
    if not file.exists():
        if not create:
            raise _absent(address)
        if not file.parent.is_dir():
            raise LedgerUnavailableError(
                _("There is no folder {folder} to make the ledger in.").format(folder=file.parent)
            )
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            message = _("The ledger {ledger} cannot be made: {reason}").format(ledger=file, reason=reason_of(error))
            raise LedgerUnavailableError(message) from error
        return True
    return False


def _engine(address: URL, file: Path | None) -> Engine:
    options: dict[str, Any] = {"poolclass": NullPool, "json_serializer": canonical}
    if file:
        options["connect_args"] = {"timeout": PATIENCE, "isolation_level": None}
        if not writable(file):
            address = read_only(file)
    try:
        engine = create_engine(address, **options)
    except ModuleNotFoundError as error:
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
    return LedgerUnavailableError(
        _("There is no ledger at {ledger}.").format(ledger=shown(address)),
        _("Any command that records makes it, or `infoledger init`."),
    )
