"""Records as plain values, and the seal over each: what makes a change by hand show.

The record of a row is all its columns but ``seal``, and its links in order, as values that JSON
holds; what is missing is left out, so that a column added by a later version breaks no old seal.
Rows are read as the database holds them, past the types of the models: a value that was put there
by hand must neither be smoothed on the way nor stop the reading.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from itertools import chain, groupby, islice
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Dialect,
    LargeBinary,
    Table,
    Time,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType

from infoledger.columns import each
from infoledger.ledger.models import LINKS, Base, Exact, Link, Recorded

Record = dict[str, Any]
#: Rows by column and link: what each of them says there, None for nothing.
Columns = Mapping[str, Sequence[Any]]

_CHUNK = 1000
_IN = 10_000  # values in one IN (…): fewer than SQLite allows
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def seal(record: Record) -> str:
    """The SHA-256 of a record, in hexadecimal."""
    return sha256(canonical(record).encode()).hexdigest()


def record(model: type[Recorded], values: Mapping[str, Any]) -> Record:
    """The record of a row that holds ``values``, by column and link; links are tuples of ids, in order."""
    linked = links(model)
    return {
        name: convert(value) if (convert := _PLAIN.get(type(value))) else value
        for name, value in values.items()
        if value is not None and (value or name not in linked)
    }


def in_columns(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """``rows`` turned to columns."""
    names = dict.fromkeys(chain.from_iterable(rows))
    return {name: [row.get(name) for row in rows] for name in names}


def sealed(model: type[Recorded], values: Columns) -> Columns:
    """The columns of rows that hold ``values``, as the database keeps them, and their seals; what is empty is left out.

    Their records are written column by column, which takes a third of the time of one by one.
    """
    values = {name: column for name, column in values.items() if column.count(None) < len(column)}
    texts = [each(_saying(name, linked=name in links(model)), values[name]) for name in sorted(values)]
    seals = [sha256(f"{{{''.join(said)[:-1]}}}".encode()).hexdigest() for said in zip(*texts, strict=True)]
    kept = {
        name: each(_KEPT.get(type(column.type), plain), values[name])
        for name, column in columns(model).items()
        if name in values
    }
    return {**kept, "seal": seals}


def _saying(name: str, *, linked: bool) -> Callable[[Any], str]:
    """What writes a value under ``name``, as ``canonical`` does, with a comma behind it; of what is missing nothing."""
    key = f"{encode_basestring(name)}:"
    return lambda value: "" if value is None or (linked and not value) else f"{key}{_text(plain(value))},"


def _text(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is list:
        return f"[{','.join(map(_text, value))}]"
    return str(value) if kind is int else canonical(value)


def typed(model: type[Recorded], values: Mapping[str, Any]) -> Record:
    """Plain ``values`` as the models' types have them: ``record`` turned back."""
    convert = {name: _TYPED.get(type(column.type), _same) for name, column in columns(model).items()}
    return {name: None if value is None else convert.get(name, _same)(value) for name, value in values.items()}


def records(connection: Connection, model: type[Recorded], *where: ColumnElement[bool]) -> Iterator[tuple[Record, str]]:
    """The record and the stored seal of each row that ``where`` allows, by id."""
    for chunk in plain_rows(connection, table_of(model), *where):
        span = range(chunk[0]["id"], chunk[-1]["id"] + 1)
        linked = [(name, _linked(connection, link, span)) for name, link in links(model).items()]
        for row in chunk:
            stored = row.pop("seal")
            found = {name: value for name, value in row.items() if value is not None}
            found.update((name, owners[row["id"]]) for name, owners in linked if row["id"] in owners)
            yield found, stored


def plain_rows(
    connection: Connection, table: Table, *where: ColumnElement[bool], order: Sequence[str] = ("id",)
) -> Iterator[list[Record]]:
    """The rows of ``table`` that ``where`` allows as plain values, in lists of at most a thousand."""
    query = _plain_select(table).where(*where).order_by(*(table.c[name] for name in order))
    convert = [(name, _READ.get(type(column.type), plain)) for name, column in table.c.items()]
    for rows in connection.execute(query, execution_options={"yield_per": _CHUNK}).partitions():
        yield [{name: read(value) for (name, read), value in zip(convert, row, strict=True)} for row in rows]


def write_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert ``rows`` of plain values (texts for JSON, bytes as they are); what is left out is NULL."""
    names = tuple(table.c.keys())
    write_tuples(connection, table, names, [tuple(map(row.get, names)) for row in rows])


def write_tuples(connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert ``rows`` of plain values as ``write_rows``, each with the columns ``names``, in the order of ``table``.

    They go past the types of the models as they come, which halves the time of a large import; to
    PostgreSQL as COPY, which halves that of the server. A column named for nothing costs SQLite as
    much as one that says something.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_insertion(table, names, connection.dialect), list(rows))
    else:
        _copy_in(connection, table, names, rows)


@lru_cache(64)
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> str:
    """The statement that inserts the columns ``names`` of ``table``."""
    return str(insert(table).compile(dialect=dialect, column_keys=names))


def _copy_in(connection: Connection, table: Table, names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    quoted = connection.dialect.identifier_preparer
    statement = f"COPY {quoted.format_table(table)} ({', '.join(map(quoted.quote, names))}) FROM STDIN"
    raw: Any = connection.connection.driver_connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        with raw.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except errors as error:  # as SQLAlchemy has it from every other statement
        raise DBAPIError.instance(statement, None, error, errors, dialect=connection.dialect) from error


def batches(values: Iterable[Any], most: int = _CHUNK) -> Iterator[list[Any]]:
    """``values`` in lists of at most ``most``."""
    rest = iter(values)
    while batch := list(islice(rest, most)):
        yield batch


def in_parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """``values`` in lists short enough for one statement."""
    return batches(values, _IN)


def plain(value: Any) -> Any:
    """``value`` as JSON holds it."""
    convert = _PLAIN.get(type(value))
    return convert(value) if convert else value


def columns(model: type[Recorded]) -> Mapping[str, Column[Any]]:
    """The columns that belong to a record."""
    return _COLUMNS[model]


def links(model: type[Recorded]) -> Mapping[str, type[Link]]:
    """The links that belong to a record."""
    return LINKS.get(model, {})


def link_columns(link: type[Link]) -> tuple[str, tuple[str, ...]]:
    """The column of ``link`` that names the owner, and those that hold what is linked."""
    table = table_of(link)
    owner = next(iter(table.primary_key)).name
    return owner, tuple(name for name in table.c.keys() if name not in (owner, "position"))  # noqa: SIM118


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return model.__table__


def _linked(connection: Connection, link: type[Link], owners: range) -> Mapping[int, list[Any]]:
    """By owner, what it links to: plain ids, or lists where a link says more."""
    table = table_of(link)
    owner, values = link_columns(link)
    query = _plain_select(table, owner, "position", *values).where(
        table.c[owner] >= owners.start, table.c[owner] < owners.stop
    )
    rows = connection.execute(query.order_by(table.c[owner], table.c.position))
    return {
        key: [_link(place, row) for place, row in enumerate(group)] for key, group in groupby(rows, lambda row: row[0])
    }


def _link(place: int, row: Any) -> Any:
    _owner, position, *values = row
    value = values[0] if len(values) == 1 else values
    # A position moved by hand must not read like the original.
    return value if position == place else {"position": position, "value": value}


def _plain_select(table: Table, *names: str) -> Any:
    return select(*(type_coerce(table.c[name], NullType()).label(name) for name in names or table.c.keys()))


def _same(value: Any) -> Any:
    return value


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):  # PostgreSQL hands out what it has parsed itself
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _flag(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    date: date.isoformat,
    time: lambda at: at.strftime("%H:%M:%S.%f"),
    Decimal: lambda number: format(number, "f"),
    tuple: lambda values: [*map(list, values)] if values and type(values[0]) is tuple else [*values],
    bytes: _digest,
}
_READ: Mapping[type, Callable[[Any], Any]] = {JSON: _parsed, Boolean: _flag}
_TYPED: Mapping[type, Callable[[Any], Any]] = {Date: date.fromisoformat, Time: time.fromisoformat, Exact: Decimal}
_COLUMNS: Mapping[type[Recorded], Mapping[str, Column[Any]]] = {
    model: {name: column for name, column in table_of(model).c.items() if name != "seal"}
    for model in Recorded.__subclasses__()
}
# Columns whose plain value is not what the database holds: JSON is text there, content more than its digest.
_KEPT: Mapping[type, Callable[[Any], Any]] = {
    JSON: lambda value: None if value is None else canonical(plain(value)),
    LargeBinary: _same,
}
