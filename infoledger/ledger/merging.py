"""Joining what is one: a unit or an informant goes up in another from a day on, with all that it does since.

What was before that day stays with it. If it was a member on no day before, nothing is left of it:
that is how twins are joined, which were registered twice.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from infoledger.folding import fold
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import (
    LINKS,
    Adjustment,
    Informant,
    InformantState,
    Item,
    Recorded,
    Solicitation,
    Unit,
    UnitState,
    Violation,
)
from infoledger.ledger.register import Register, load_register
from infoledger.ledger.registration import change_informant, change_unit
from infoledger.ledger.seals import link_columns, table_of

#: From when on a member is one of whom no first day is known.
BEGINNING = date(1900, 1, 1)

#: The day from which a fact that names its party belongs to the other.
_NAMING: Mapping[type[Recorded], str] = {Violation: "day", Adjustment: "day"}
_LINKED: Mapping[type[Recorded], str] = {Item: "submitted", Solicitation: "issued"}


def merge_units(pen: Pen, unit: int, into: int, on: date) -> None:
    """Let ``unit`` go up in ``into`` from ``on`` on, with its facts since, its informants and its sub-units.

    Of two informants of one name, who are one now, the one of ``unit`` goes up in the other.
    """
    register = load_register(pen.connection)
    whole = on <= max(register.units[unit].joined, BEGINNING)
    _hand_over(pen, "unit", unit, into, date.min if whole else on)
    if whole:
        _replace(pen, UnitState, "parent", unit, into)
        _replace(pen, InformantState, "unit", unit, into)
        _take_out(pen, Unit, UnitState, unit)
        _widen(pen, Unit, register.units[into], register.units[unit])
    else:
        pen.alter(Unit, unit, left=on - timedelta(days=1))
        _move_below(pen, register, unit, into, on)
    for person, twin in _namesakes(register, unit, into, on):
        merge_informants(pen, person, twin, on)


def merge_informants(pen: Pen, informant: int, into: int, on: date) -> None:
    """Let ``informant`` be the same person as ``into`` from ``on`` on, who has done what either did since."""
    people = load_register(pen.connection).informants
    whole = on <= max(people[informant].joined, BEGINNING)
    _hand_over(pen, "informant", informant, into, date.min if whole else on)
    if whole:
        _take_out(pen, Informant, InformantState, informant)
        _widen(pen, Informant, people[into], people[informant])
    else:
        pen.alter(Informant, informant, left=on - timedelta(days=1))


def _move_below(pen: Pen, register: Register, unit: int, into: int, on: date) -> None:
    """Let the informants and sub-units of ``unit`` be those of ``into`` from ``on`` on."""
    for person in register.informants.values():
        if person.left >= on and person.on(on).unit == unit:
            change_informant(pen, person.id, on, unit=into)
    for other in register.units.values():
        if other.on(on).parent == unit:
            change_unit(pen, other.id, on, parent=into if other.id != into else None)


def _namesakes(register: Register, unit: int, into: int, on: date) -> Iterator[tuple[int, int]]:
    """The informants of ``unit`` of whom ``into`` has one of the same name, each with that one."""
    there = {
        fold(person.name): person.id
        for person in register.informants.values()
        if person.left >= on and person.states[-1].unit == into
    }
    for person in register.informants.values():
        if person.left >= on and person.states[-1].unit == unit and fold(person.name) in there:
            yield person.id, there[fold(person.name)]


def _hand_over(pen: Pen, kind: str, old: int, new: int, since: date) -> None:
    """Let what ``old``, a unit or an informant, did or suffered ``since`` a day be that of ``new``."""
    for model, day in _NAMING.items():
        table = table_of(model)
        query = select(table.c.id).where(table.c[kind] == old, table.c[day] >= since, table.c.voided.is_(None))
        pen.alter(model, pen.connection.execute(query).scalars().all(), **{kind: new})
    for model, day in _LINKED.items():
        _relink(pen, model, day, kind, old, new, since)


def _relink(pen: Pen, model: type[Recorded], day: str, kind: str, old: int, new: int, since: date) -> None:
    link = LINKS[model].get(f"{kind}s")
    if link is None:
        return
    owner, _values = link_columns(link)
    table, tied = table_of(model), table_of(link)
    named = select(tied.c[owner]).where(tied.c[kind] == old)
    live = table.c.id.in_(named), table.c[day] >= since, table.c.voided.is_(None)
    query = select(tied.c[owner], tied.c[kind]).join(table, tied.c[owner] == table.c.id).where(*live)
    parties: dict[int, list[int]] = {}
    for fact, party in pen.connection.execute(query.order_by(tied.c[owner], tied.c.position)):
        parties.setdefault(fact, []).append(new if party == old else party)
    alike: dict[tuple[int, ...], list[int]] = {}
    for fact, several in parties.items():
        alike.setdefault(tuple(dict.fromkeys(several)), []).append(fact)
    for kept, facts in alike.items():
        pen.alter(model, facts, **{f"{kind}s": kept})


def _replace(pen: Pen, states: type[Recorded], name: str, old: int, new: int) -> None:
    table = table_of(states)
    query = select(table.c.id, table.c.unit).where(table.c[name] == old, table.c.voided.is_(None))
    for row in pen.connection.execute(query).all():
        # Nothing stands above itself.
        pen.alter(states, row.id, **{name: None if name == "parent" and row.unit == new else new})


def _take_out(pen: Pen, model: type[Recorded], states: type[Recorded], identity: int) -> None:
    table = table_of(states)
    owner = table.c["unit" if model is Unit else "informant"]
    query = select(table.c.id).where(owner == identity, table.c.voided.is_(None))
    pen.void(states, pen.connection.execute(query).scalars().all(), "merge")
    pen.void(model, identity, "merge")


def _widen(pen: Pen, model: type[Recorded], kept: Any, gone: Any) -> None:
    """Let who is ``kept`` be a member also while the other was."""
    joined, left = min(kept.joined, gone.joined), max(kept.left, gone.left)
    pen.alter(
        model,
        kept.id,
        joined=None if joined == date.min else joined,
        left=None if left == date.max else left,
    )
