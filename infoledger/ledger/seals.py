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
from hashlib import sha256
from itertools import groupby, islice
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    LargeBinary,
    Table,
    Time,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from infoledger.ledger.models import LINKS, Exact, Link, Recorded

Record = dict[str, Any]

_CHUNK = 1000
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


def stored(model: type[Recorded], made: Record, sealed: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The columns of the record ``made`` of ``values`` and its seal, as ``write_tuples`` takes them."""
    row = made | {"seal": sealed}
    for name in _TEXTS[model]:
        if name in row:
            row[name] = canonical(row[name])
    for name in _CONTENTS[model]:
        row[name] = values[name]
    return tuple(map(row.get, _NAMES[model]))


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
    names = table.c.keys()
    write_tuples(connection, table, [tuple(map(row.get, names)) for row in rows])


def write_tuples(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert ``rows`` of plain values as ``write_rows``, each with all columns of ``table`` in their order.

    They go past the types of the models as they come, which halves the time of a large import.
    """
    statement = insert(table).compile(dialect=connection.dialect)
    names = table.c.keys()
    prepared = rows if statement.positiontup else [dict(zip(names, row, strict=True)) for row in rows]
    connection.exec_driver_sql(str(statement), prepared)


def batches(values: Iterable[Any], most: int = _CHUNK) -> Iterator[list[Any]]:
    """``values`` in lists of at most ``most``."""
    rest = iter(values)
    while batch := list(islice(rest, most)):
        yield batch


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


def table_of(model: type[Any]) -> Table:
    """The table of a model."""
    table: Table = model.__table__
    return table


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
# All columns in the order of the table.
_NAMES = {model: tuple(table_of(model).c.keys()) for model in Recorded.__subclasses__()}
# Columns whose plain value is not what the database holds: JSON is text there, content more than its digest.
_TEXTS = {
    model: {name for name, column in own.items() if isinstance(column.type, JSON)} for model, own in _COLUMNS.items()
}
_CONTENTS = {
    model: {name for name, column in own.items() if isinstance(column.type, LargeBinary)}
    for model, own in _COLUMNS.items()
}
