"""The ledger's database: where it is, how it is opened, read, written and brought up to date.

All that only one database knows is here: SQLite's locks, permissions and read-only files,
PostgreSQL's isolation and lock. What the databases complain of becomes a sentence here, too.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
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
from sqlalchemy.exc import ArgumentError, DatabaseError, InternalError, OperationalError
from sqlalchemy.pool import NullPool

from infoledger.errors import LedgerUnavailableError, UsageError
from infoledger.i18n import _
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Base
from infoledger.ledger.seals import canonical

#: The schema that this version reads and writes: the newest of ``migrations/versions``.
SCHEMA = "0001"

_WAIT = 30  # seconds for another command to finish
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

# Errors of the database itself; others of their kin are mistakes in a statement.
_FAILURES = (DatabaseError, OperationalError, InternalError, sqlite3.DatabaseError, sqlite3.OperationalError)

_Options = Mapping[str, Mapping[str, Any]]

# What begins a transaction that only reads, and one that holds the lock of the only writer.
_READ: _Options = {
    "sqlite": {"begin": ("BEGIN",)},
    "postgresql": {"begin": (), "isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_WRITE: _Options = {
    "sqlite": {"begin": ("BEGIN IMMEDIATE",)},
    "postgresql": {"begin": (f"SET LOCAL lock_timeout = '{_WAIT}s'", "SELECT pg_advisory_xact_lock(7064)")},
}


class Ledger:
    """An open ledger. Every way into it raises ``LedgerUnavailableError`` if the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

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
        with self._transaction(_READ) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is kept if the block ends well."""
        with self._transaction(_WRITE) as connection:
            yield connection

    @contextmanager
    def entry(self, clerk: str, command: str, now: datetime | None = None) -> Iterator[Pen]:
        """The pen for one journal entry: all of it is kept, or on an error nothing."""
        with self.writing() as connection:
            pen = Pen(connection, clerk, command, now or datetime.now(UTC))
            yield pen
            pen.close()

    @contextmanager
    def _transaction(self, options: _Options) -> Iterator[Connection]:
        dialect = self.engine.dialect.name
        with _spoken(self.engine.url), self.engine.connect() as connection:
            connection.execution_options(**options[dialect])
            with connection.begin():
                yield connection


def open_ledger(url: str, *, create: bool = False) -> Ledger:
    """The ledger at ``url``, a file or a SQLAlchemy URL, its schema brought up to date.

    Raises ``LedgerUnavailableError`` if it is not there (unless ``create``), cannot be opened, is
    damaged, locked too long, no ledger, or from a newer version.
    """
    address = _address(url)
    file = Path(address.database or "") if address.get_backend_name() == "sqlite" else None
    if file:
        _check_file(file, address, create)
    ledger = Ledger(_engine(address, file))
    try:
        _bring_up_to_date(ledger, address, file, create)
    except BaseException:
        ledger.close()
        raise
    return ledger


def ledger_file(url: str) -> Path:
    """The file of the ledger at ``url``. Raises ``UsageError`` for one that a server keeps."""
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        raise UsageError(
            _("The ledger {ledger} is no file.").format(ledger=_shown(address)),
            _("Copy it by the means of its server, such as pg_dump."),
        )
    return Path(address.database or "")


def copy_file(source: Path, target: Path) -> None:
    """Make ``target`` a whole copy of the ledger in ``source``, while either may be in use.

    Raises ``LedgerUnavailableError`` if one cannot be opened or the copy is damaged.
    """
    with _spoken(_address(str(target))):
        os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            if there.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise LedgerUnavailableError(_("The copy {file} is damaged.").format(file=target))


def _address(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=url)
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


def _check_file(file: Path, address: URL, create: bool) -> None:
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
            message = _("The ledger {ledger} cannot be made: {reason}").format(ledger=file, reason=error.strerror)
            raise LedgerUnavailableError(message) from error


def _engine(address: URL, file: Path | None) -> Engine:
    options: dict[str, Any] = {"poolclass": NullPool, "json_serializer": canonical}
    if file:
        options["connect_args"] = {"timeout": _WAIT, "isolation_level": None}
        if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
            address = _read_only(file)
    try:
        engine = create_engine(address, **options)
    except ModuleNotFoundError as error:
        raise LedgerUnavailableError(
            _("The driver for {ledger} is not installed.").format(ledger=_shown(address)),
            _("Install it with: pip install 'infoledger[postgres]'"),
        ) from error
    if file:
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _read_only(file: Path) -> URL:
    # Without a write-ahead log beside it the file is complete; SQLite would want to make one.
    complete = not Path(f"{file}-wal").exists()
    query = {"uri": "true", "mode": "ro", **({"immutable": "1"} if complete else {})}
    return URL.create("sqlite", database=file.absolute().as_uri(), query=query)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get("begin", ()):
        connection.exec_driver_sql(statement)


def _bring_up_to_date(ledger: Ledger, address: URL, file: Path | None, create: bool) -> None:
    with ledger.reading() as connection:
        version = _version(connection, address)
    if version == SCHEMA:
        return
    if version is None:
        if not create:
            raise _absent(address)
        _create(ledger, address, file)
    elif version > SCHEMA:
        raise LedgerUnavailableError(
            _("The ledger {ledger} was written by a newer version of infoledger.").format(ledger=_shown(address)),
            _("Update infoledger."),
        )
    else:
        if file:
            copy_file(file, file.with_name(f"{file.name}.{version or '0000'}.backup"))
        _migrate(ledger)


def _version(connection: Connection, address: URL) -> str | None:
    """The schema of the database: None if it is empty, ``""`` if it is one without any version."""
    if inspect(connection).has_table(_VERSION.name):
        return connection.execute(select(_VERSION.c.version_num)).scalar() or ""
    if inspect(connection).get_table_names():
        raise LedgerUnavailableError(_("{ledger} is a database, but not a ledger.").format(ledger=_shown(address)))
    return None


def _create(ledger: Ledger, address: URL, file: Path | None) -> None:
    if file:
        with _spoken(address), closing(ledger.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
    with ledger.writing() as connection:
        if _version(connection, address) is None:  # else another command was faster
            _make_tables(connection)
            _VERSION.create(connection)
            connection.execute(insert(_VERSION), [{"version_num": SCHEMA}])


def _make_tables(connection: Connection) -> None:
    for table in Base.metadata.tables.values():
        for index in table.indexes:  # the models name the condition of a partial index for SQLite alone
            index.dialect_options[connection.dialect.name]["where"] = index.dialect_options["sqlite"]["where"]
    Base.metadata.create_all(connection)


def _migrate(ledger: Ledger) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with ledger.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, SCHEMA)


def _absent(address: URL) -> LedgerUnavailableError:
    return LedgerUnavailableError(
        _("There is no ledger at {ledger}.").format(ledger=_shown(address)),
        _("Any command that records makes it, or `infoledger init`."),
    )


@contextmanager
def _spoken(address: URL) -> Iterator[None]:
    """Turn what the database complains of into a sentence; a mistake in a statement stays a bug."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if type(error) not in _FAILURES:
            raise
        message, hint = _complaint(getattr(error, "orig", error))
        raise LedgerUnavailableError(message.format(ledger=_shown(address)), hint) from error


def _complaint(error: BaseException) -> tuple[str, str]:
    # The low byte is SQLite's primary result code; PostgreSQL gives none and words it itself.
    reason = getattr(error, "sqlite_errorcode", 0) & 0xFF
    told = {
        sqlite3.SQLITE_BUSY: (_("The ledger {ledger} is in use by another command."), _("Try again in a moment.")),
        sqlite3.SQLITE_READONLY: (
            _("The ledger {ledger} can be read but not written here."),
            _("Ask for the right to write the file and its folder."),
        ),
        sqlite3.SQLITE_CANTOPEN: (_("The ledger {ledger} cannot be opened."), _("Ask for the right to read the file.")),
        sqlite3.SQLITE_NOTADB: (_("{ledger} is not a ledger."), _("Check the path under `ledger` in the config.")),
        sqlite3.SQLITE_CORRUPT: (
            _("The ledger {ledger} is damaged."),
            _("Bring back a copy by `infoledger restore FILE`."),
        ),
        sqlite3.SQLITE_FULL: (_("The disk of the ledger {ledger} is full."), ""),
    }
    return told.get(reason, (_("The ledger {ledger} cannot be used."), str(error).strip()))


def _shown(address: URL) -> str:
    """The address as a person knows it: the path of a file, a URL without its password."""
    return address.database or "" if address.get_backend_name() == "sqlite" else address.render_as_string()
