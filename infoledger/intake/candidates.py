"""What the ledger knows that bears on a list of printed titles: the items, and what became of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from infoledger.config.model import Config, Outlet
from infoledger.intake.likeness import Titles
from infoledger.intake.matching import WINDOW, Candidate, Matcher
from infoledger.ledger.models import Adoption, AdoptionItem, Forward, Item, ItemUnit
from infoledger.ledger.register import Register, load_register
from infoledger.ledger.seals import table_of

_ITEMS = table_of(Item)
_UNITS = table_of(ItemUnit)
_FORWARDS = table_of(Forward)
_ADOPTIONS = table_of(Adoption)
_PIECES = table_of(AdoptionItem)


def load_titles(connection: Connection, config: Config, register: Register | None = None) -> Titles:
    """How titles are compared in this office: with its county's name and its units' names."""
    register = register or load_register(connection)
    names = {
        unit.id: (*register.aliases[unit.id], *(state.name for state in unit.states))
        for unit in register.units.values()
    }
    return Titles(config.office.name, names)


def load_matcher(connection: Connection, config: Config, outlet: Outlet, days: Iterable[date]) -> Matcher:
    """A matcher for titles that ``outlet`` printed on ``days``."""
    days = list(days)
    window = _ITEMS.c.voided.is_(None), _ITEMS.c.submitted.between(min(days) - WINDOW, max(days))
    units = _sets(connection, select(_UNITS.c.item, _UNITS.c.unit).join(_ITEMS, _UNITS.c.item == _ITEMS.c.id), window)
    sent = select(_FORWARDS.c.item, _FORWARDS.c.body).join(_ITEMS, _FORWARDS.c.item == _ITEMS.c.id)
    sent = sent.where(_FORWARDS.c.voided.is_(None), _FORWARDS.c.body == outlet.body)
    forwarded = _sets(connection, sent, window)
    pieces = (
        select(_PIECES.c.item, _ADOPTIONS.c.day)
        .join(_ADOPTIONS, _PIECES.c.adoption == _ADOPTIONS.c.id)
        .join(_ITEMS, _PIECES.c.item == _ITEMS.c.id)
    )
    here = _ADOPTIONS.c.voided.is_(None), _ADOPTIONS.c.outlet == outlet.name, _ADOPTIONS.c.body == outlet.body
    adopted = _sets(connection, pieces.where(*here), window)
    query = select(_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.title, _ITEMS.c.submitted).where(*window).order_by(_ITEMS.c.id)
    names = {unit.id: unit.states[-1].name for unit in load_register(connection).units.values()}
    candidates = [
        Candidate(
            row.ref,
            row.title,
            row.submitted,
            frozenset(units.get(row.id, ())),
            row.id in forwarded,
            tuple(sorted(adopted.get(row.id, ()))),
            "、".join(names[unit] for unit in sorted(units.get(row.id, ())) if unit in names),
        )
        for row in connection.execute(query)
    ]
    answered = _answered(connection, min(days) - WINDOW, max(days) + WINDOW)
    return Matcher(candidates, load_titles(connection, config), answered)


def _answered(connection: Connection, first: date, last: date) -> Mapping[str, Collection[tuple[str, ...]]]:
    """By title printed from ``first`` to ``last``, the items of each piece that bore it."""
    query = (
        select(_ADOPTIONS.c.id, _ADOPTIONS.c.published_title, _ITEMS.c.ref)
        .join(_PIECES, _PIECES.c.adoption == _ADOPTIONS.c.id)
        .join(_ITEMS, _PIECES.c.item == _ITEMS.c.id)
        .where(_ADOPTIONS.c.voided.is_(None), _ADOPTIONS.c.published_title.is_not(None))
        .where(_ADOPTIONS.c.day.between(first, last), _ITEMS.c.voided.is_(None))
        .order_by(_ADOPTIONS.c.id, _PIECES.c.position)
    )
    pieces: dict[tuple[int, str], tuple[str, ...]] = defaultdict(tuple)
    for adoption, title, ref in connection.execute(query):
        pieces[adoption, title] += (ref,)
    answered: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for (_adoption, title), refs in pieces.items():
        answered[title].add(refs)
    return answered


def _sets(
    connection: Connection, query: Select[tuple[int, Any]], where: Collection[ColumnElement[bool]]
) -> Mapping[int, set[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for item, value in connection.execute(query.where(*where)):
        found[item].add(value)
    return found
