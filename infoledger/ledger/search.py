"""Items found by words: in all titles, and within a period in the texts as well.

A title is looked through from its beginning to its end, so that two Chinese characters are found
as well as ten; an index of words would not know where a Chinese word begins. The newest come
first, so that a page of a common word is full after few rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from infoledger.ledger.links import linked
from infoledger.ledger.models import Item, ItemUnit
from infoledger.ledger.register import load_register
from infoledger.ledger.seals import table_of
from infoledger.periods import Period

_ITEMS = table_of(Item)


class Hit(NamedTuple):
    """An item that was found; ``units`` are called as they were that day."""

    ref: str
    submitted: date
    units: tuple[str, ...]
    title: str
    status: str


def search_items(
    connection: Connection, words: Sequence[str], window: Period | None = None, most: int | None = None
) -> Iterator[Hit]:
    """The items that hold each of ``words`` in their title, the newest first, at most ``most``.

    Within ``window``, if there is one, also those that hold them in their text. Case is no
    difference, and no character has a meaning of its own. What was taken back is left out.
    """
    searched = [_ITEMS.c.title, _ITEMS.c.body] if window else [_ITEMS.c.title]
    query = select(_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.submitted, _ITEMS.c.title, _ITEMS.c.status).where(
        _ITEMS.c.voided.is_(None),
        *(or_(*(column.icontains(word, autoescape=True) for column in searched)) for word in words),
    )
    if window:
        query = query.where(_ITEMS.c.submitted.between(window.first, window.last))
    found = connection.execute(query.order_by(_ITEMS.c.submitted.desc(), _ITEMS.c.id.desc()).limit(most)).all()
    units = linked(connection, ItemUnit, [row.id for row in found])
    register = load_register(connection)
    for row in found:
        names = tuple(register.units[unit].on(row.submitted).name for unit in units[row.id])
        yield Hit(row.ref, row.submitted, names, row.title, row.status)
