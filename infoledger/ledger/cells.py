"""Whether each cell of the ledger holds what its column is for: a day, a number, a text, JSON.

What was put there by hand may stop a command that reads it; here it is read as it is, and told.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Integer, LargeBinary, String, Table, Time, select
from sqlalchemy import type_coerce as taken_as
from sqlalchemy.types import NullType

from infoledger.dates import within_reach
from infoledger.errors import Finding
from infoledger.i18n import N_, _
from infoledger.ledger.models import Base, Exact

_CHUNK = 1000


def odd_cells(connection: Connection) -> Iterator[Finding]:
    """The cells that hold something else than their column is for."""
    for table in Base.metadata.sorted_tables:
        yield from _odd_cells(connection, table)


def _odd_cells(connection: Connection, table: Table) -> Iterator[Finding]:
    columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
    judges = [_judge(column) for column in columns]
    keys = [place for place, column in enumerate(columns) if column.primary_key]
    query = select(*(taken_as(column, NullType()).label(column.name) for column in columns))
    for rows in connection.execute(query, execution_options={"yield_per": _CHUNK}).partitions():
        for row in rows:
            for place, (is_right, wanted) in enumerate(judges):
                if row[place] is not None and not is_right(row[place]):
                    where = f"{columns[place]} {' '.join(str(row[key]) for key in keys)}"
                    yield Finding(
                        where, _("“{value}” is no {wanted}.").format(value=_short(row[place]), wanted=_(wanted))
                    )


def _judge(column: Column[Any]) -> tuple[Callable[[Any], bool], str]:
    return next(judged for kind, judged in _JUDGES.items() if isinstance(column.type, kind))


def _is_day(value: Any) -> bool:
    return within_reach(value if isinstance(value, date) else date.fromisoformat(value))


def _is_time(value: Any) -> bool:
    return isinstance(value, time) or time.fromisoformat(value) is not None


def _is_json(value: Any) -> bool:
    held = json.loads(value) if isinstance(value, str) else value
    return isinstance(held, dict) or (isinstance(held, list) and all(isinstance(each, str) for each in held))


def _unless_it_fails(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def judge(value: Any) -> bool:
        try:
            return is_right(value)
        except (ValueError, TypeError, InvalidOperation, RecursionError):
            return False

    return judge


def _short(value: Any) -> str:
    said = str(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


_LONGEST = 40
# The first kind that a column's type is of.
_JUDGES: Mapping[type, tuple[Callable[[Any], bool], str]] = {
    Date: (_unless_it_fails(_is_day), N_("day between 1900 and 2199")),
    Time: (_unless_it_fails(_is_time), N_("time")),
    JSON: (_unless_it_fails(_is_json), N_("list or mapping in JSON")),
    Boolean: (lambda value: value in (0, 1), N_("yes or no")),
    Integer: (lambda value: isinstance(value, int), N_("whole number")),
    Exact: (_unless_it_fails(lambda value: Decimal(value).is_finite()), N_("number")),
    String: (lambda value: isinstance(value, str), N_("text")),
}
