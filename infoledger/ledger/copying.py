"""A ledger moved from one database to another: every row as it is, journal and seals included."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Connection, ForeignKey, Table, bindparam, func, select, type_coerce, update
from sqlalchemy.types import NullType

from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.journal import Head, head
from infoledger.ledger.models import Base
from infoledger.ledger.seals import canonical, plain, write_rows
from infoledger.ledger.verification import verify

_CHUNK = 500  # rows at once; a draft may have some megabytes


class Holding(NamedTuple):
    """What a ledger holds: how many rows of each table, the end of the journal, what ``verify`` finds."""

    rows: Mapping[str, int]
    head: Head
    findings: tuple[Finding, ...]


def holding(connection: Connection) -> Holding:
    """What the ledger holds, every row of it checked."""
    tables = Base.metadata.sorted_tables
    rows = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
    return Holding(rows, head(connection), tuple(verify(connection)))


def copy_rows(source: Connection, target: Connection) -> Holding:
    """Copy all that ``source`` holds into the empty ledger ``target``, and prove that it holds the same.

    Raises ``InfoledgerError`` if ``target`` holds something already, or does not hold the same in the end.
    """
    if any(holding(target).rows.values()):
        raise InfoledgerError(
            _("The ledger to copy to is not empty."), _("Name one that is not there yet, or an empty database.")
        )
    for table in Base.metadata.sorted_tables:
        _copy_table(source, target, table)
    before, after = holding(source), holding(target)
    if before != after:
        raise InfoledgerError(
            _("The copy does not hold what the ledger holds; nothing was copied."), findings=after.findings
        )
    return after


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    # A row may name one of its own table that comes later; that is filled in when all are there.
    own = [column.name for column in table.columns if any(_names(key, table) for key in column.foreign_keys)]
    later: list[dict[str, Any]] = []
    for rows in _rows(source, table):
        for row in rows:
            forward = {name: row[name] for name in own if row[name] is not None and row[name] > row["id"]}
            if forward:
                later.append({"row": row["id"], **{name: row[name] for name in own}})
                row.update(dict.fromkeys(forward))
        write_rows(target, table, rows)
    if later:
        target.execute(update(table).where(table.c.id == bindparam("row")), later)


def _names(key: ForeignKey, table: Table) -> bool:
    return key.column.table is table


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows as ``write_rows`` takes them, past the types of the models."""
    columns = list(table.columns)
    query = select(*(type_coerce(column, NullType()).label(column.name) for column in columns))
    query = query.order_by(*table.primary_key.columns)
    for rows in source.execute(query, execution_options={"yield_per": _CHUNK}).partitions():
        yield [
            {column.name: _stored(column.type, value) for column, value in zip(columns, row, strict=True)}
            for row in rows
        ]


def _stored(kind: Any, value: Any) -> Any:
    """``value`` as either database takes it: days, times and JSON as text."""
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(kind, JSON):
        return value if isinstance(value, str) else canonical(value)
    if isinstance(kind, Boolean):
        return bool(value)
    return plain(value)
