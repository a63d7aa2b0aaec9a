"""When things happened to the items of a window: the event, the report, and what was first made of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, func, select

from infoledger.analysis.spans import Courses
from infoledger.ledger.models import (
    Adoption,
    AdoptionItem,
    Forward,
    Instruction,
    InstructionItem,
    Item,
    ItemSource,
    Review,
)
from infoledger.ledger.seals import table_of
from infoledger.rules.lateness import Moment

_ITEMS = table_of(Item)
_TEXT = ("id", "title", "body", "category", "characters")
_AT_ONCE = 5000  # rows held at a time
_COMBINED = select(table_of(ItemSource).c.item)


class Returned(NamedTuple):
    """An item that was sent back (退稿) or turned down, and why."""

    item: int
    verdict: str
    note: str


class Text(NamedTuple):
    """What an editor looks at of an item."""

    item: int
    title: str
    body: str
    category: str
    characters: int


def load_courses(connection: Connection, first: date, last: date) -> Courses:
    """What became to this day of the items submitted from ``first`` to ``last``."""
    forwards, adoptions, instructions = table_of(Forward), table_of(Adoption), table_of(Instruction)
    adopted, instructed = table_of(AdoptionItem), table_of(InstructionItem)
    pieces = adopted.join(adoptions, adopted.c.adoption == adoptions.c.id)
    written = instructed.join(instructions, instructed.c.instruction == instructions.c.id)
    columns = (_ITEMS.c.id, _ITEMS.c.occurred, _ITEMS.c.occurred_time, _ITEMS.c.submitted, _ITEMS.c.submitted_time)
    known = _within(select(*columns), first, last).where(_ITEMS.c.occurred.is_not(None))
    return Courses(
        {id: (Moment(day, at), Moment(*came)) for id, day, at, *came in connection.execute(known)},
        _first(connection, forwards, forwards.c.item, forwards, first, last),
        _first(connection, pieces, adopted.c.item, adoptions, first, last),
        _first(connection, written, instructed.c.item, instructions, first, last),
    )


def load_titles_between(connection: Connection, first: date, last: date) -> Iterator[tuple[date, str]]:
    """Days and titles of the items submitted from ``first`` to ``last``, by day."""
    query = _within(select(_ITEMS.c.submitted, _ITEMS.c.title), first, last).order_by(_ITEMS.c.submitted)
    for rows in connection.execute(query).partitions(_AT_ONCE):
        yield from (tuple(row) for row in rows)


def load_returned(connection: Connection, first: date, last: date) -> list[Returned]:
    """The items submitted from ``first`` to ``last`` that were returned or turned down, each time with its reason."""
    reviews = table_of(Review)
    query = select(reviews.c.item, reviews.c.verdict, reviews.c.note).join(_ITEMS, reviews.c.item == _ITEMS.c.id)
    query = query.where(reviews.c.voided.is_(None), reviews.c.verdict.in_(("return", "reject")))
    return [Returned(row.item, row.verdict, row.note or "") for row in connection.execute(_within(query, first, last))]


def load_texts(connection: Connection, first: date, last: date) -> Iterator[Text]:
    """Title and text of the items submitted from ``first`` to ``last`` that have a text."""
    query = select(*(_ITEMS.c[name] for name in _TEXT)).where(_ITEMS.c.characters > 0)
    for row in connection.execution_options(yield_per=1000).execute(_within(query, first, last)):
        yield Text(row.id, row.title, row.body or "", row.category or "", row.characters)


def _first(
    connection: Connection, source: FromClause, item: ColumnElement[int], dated: Table, first: date, last: date
) -> dict[int, date]:
    """The first day of each item's facts in ``dated``."""
    query = select(item, func.min(dated.c.day)).select_from(source.join(_ITEMS, item == _ITEMS.c.id))
    found = connection.execute(_within(query.where(dated.c.voided.is_(None)), first, last).group_by(item))
    return {row[0]: row[1] for row in found}


def _within(query: Any, first: date, last: date) -> Select[Any]:
    """Narrow ``query`` to items that count as submitted from ``first`` to ``last``."""
    live = _ITEMS.c.voided.is_(None), _ITEMS.c.id.not_in(_COMBINED)
    chosen: Select[Any] = query.where(*live, _ITEMS.c.submitted.between(first, last))
    return chosen
