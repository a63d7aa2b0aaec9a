"""What is odd about facts just typed: told at once and recorded all the same, for it may be true."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from infoledger.i18n import _
from infoledger.ledger.models import Adoption, AdoptionItem, Award, Item
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewAdoption, NewAward

_ITEMS, _ADOPTIONS, _BEHIND, _AWARDS = map(table_of, (Item, Adoption, AdoptionItem, Award))


def oddities(connection: Connection, fact: Any, today: date) -> Iterator[str]:
    """Sentences about a fact that is not recorded yet: days that do not fit, and what is there already."""
    if fact.day > today:
        yield _("It is dated {day}, which is yet to come.").format(day=fact.day)
    for ref, submitted in _submitted(connection, _items(fact)):
        if submitted > fact.day:
            yield _("{ref} was submitted only on {day}.").format(ref=ref, day=submitted)
    if isinstance(fact, NewAdoption | NewAward) and _there(connection, fact):
        yield _("The ledger has it already; it counts once more.")


def _items(fact: Any) -> Sequence[int]:
    item = getattr(fact, "item", None)
    return getattr(fact, "items", ()) if item is None else (item,)


def _submitted(connection: Connection, items: Sequence[int]) -> Iterator[tuple[str, date]]:
    query = select(_ITEMS.c.ref, _ITEMS.c.submitted).where(_ITEMS.c.id.in_(items))
    yield from ((ref, day) for ref, day in connection.execute(query))


def _there(connection: Connection, fact: NewAdoption | NewAward) -> bool:
    """Whether the outlet has adopted one of the items on another day, or the item has the award, already."""
    if isinstance(fact, NewAward):
        wanted = (_AWARDS.c.item == fact.item, _AWARDS.c.kind == fact.kind, _AWARDS.c.voided.is_(None))
        query = select(func.count()).select_from(_AWARDS).where(*wanted)
    else:
        # One of the same day is told, or asked about, as recorded twice.
        here = (_ADOPTIONS.c.outlet == fact.outlet, _ADOPTIONS.c.body == fact.body, _ADOPTIONS.c.voided.is_(None))
        query = select(func.count()).select_from(_ADOPTIONS).join(_BEHIND, _BEHIND.c.adoption == _ADOPTIONS.c.id)
        query = query.where(*here, _ADOPTIONS.c.day != fact.day, _BEHIND.c.item.in_(fact.items))
    return bool(connection.execute(query).scalar_one())
