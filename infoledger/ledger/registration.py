"""The verbs that keep the register: adding, editing, and changes that begin on a day.

A change from a day on begins a new state and leaves the past as it was; an edit corrects what was
wrong from the beginning of the present state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from infoledger.errors import InfoledgerError
from infoledger.folding import fold, refuse_separator, seen
from infoledger.i18n import _
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Informant, InformantState, Recorded, Unit, UnitState
from infoledger.ledger.recording import cleaned
from infoledger.ledger.register import Register, load_register, states_of
from infoledger.ledger.seals import columns, table_of
from infoledger.ledger.shapes import NewInformant, NewUnit

_OWNER: Mapping[type[Recorded], str] = {UnitState: "unit", InformantState: "informant"}
_STATES: Mapping[type[Recorded], type[Recorded]] = {Unit: UnitState, Informant: InformantState}


def add_units(pen: Pen, new: Sequence[NewUnit]) -> range:
    """Register units and return their ids. Raises ``InfoledgerError`` if a name is taken."""
    _refuse_taken(pen, [unit.name for unit in new])
    for unit in new:
        refuse_early_end(unit.joined, unit.left)
    return _add(pen, Unit, [cleaned(replace(unit, name=seen(unit.name))) for unit in new])


def add_informants(pen: Pen, new: Sequence[NewInformant]) -> range:
    """Register informants and return their ids.

    Raises ``InfoledgerError`` if the unit has one of that name already.
    """
    register = load_register(pen.connection)
    taken = {(fold(person.name), person.states[-1].unit) for person in register.informants.values()}
    for person in new:
        refuse_separator(person.name)
        refuse_early_end(person.joined, person.left)
        if (fold(person.name), person.unit) in taken:
            raise _person_taken(register, person.name, person.unit)
        taken.add((fold(person.name), person.unit))
    return _add(pen, Informant, [cleaned(replace(person, name=seen(person.name))) for person in new])


def edit_unit(pen: Pen, unit: int, **values: Any) -> None:
    """Correct a unit's columns and those of its present state. Raises ``InfoledgerError``."""
    _refuse_taken(pen, [values["name"]] if "name" in values else [], unit)
    _refuse_early_end_of(pen, Unit, unit, values)
    _edit(pen, Unit, unit, values)


def edit_informant(pen: Pen, informant: int, **values: Any) -> None:
    """Correct an informant's columns and those of the present state.

    Raises ``InfoledgerError`` if the unit has another of that name.
    """
    register = load_register(pen.connection)
    present = register.informants[informant]
    name, unit = values.get("name", present.name), values.get("unit", present.states[-1].unit)
    if {"name", "unit"} & values.keys():
        refuse_separator(name)
        others = [other for other in register.informants.values() if other.id != informant]
        if any((fold(other.name), other.states[-1].unit) == (fold(name), unit) for other in others):
            raise _person_taken(register, name, unit)
    _refuse_early_end_of(pen, Informant, informant, values)
    _edit(pen, Informant, informant, values)


def change_unit(pen: Pen, unit: int, on: date, **values: Any) -> None:
    """Rename, regroup, or otherwise change a unit from the day ``on``. Raises ``InfoledgerError``."""
    _refuse_taken(pen, [values["name"]] if "name" in values else [], unit)
    _change(pen, UnitState, unit, on, values)


def change_informant(pen: Pen, informant: int, on: date, **values: Any) -> None:
    """Transfer an informant to another unit, or change the role, from the day ``on``."""
    _change(pen, InformantState, informant, on, values)


def refuse_early_end(joined: date | None, left: date | None) -> None:
    """Raise ``InfoledgerError`` for a membership that ends before it begins."""
    if joined and left and left < joined:
        raise InfoledgerError(
            _("The last day as a member, {left}, lies before the first, {joined}.").format(left=left, joined=joined)
        )


def _refuse_early_end_of(pen: Pen, model: type[Recorded], identity: int, values: Mapping[str, Any]) -> None:
    if {"joined", "left"} & values.keys():
        table = table_of(model)
        days = select(table.c.joined, table.c.left).where(table.c.id == identity)
        present = pen.connection.execute(days).mappings().one()
        refuse_early_end(*({**present, **values}[name] for name in ("joined", "left")))


def _add(pen: Pen, model: type[Recorded], rows: Sequence[Mapping[str, Any]]) -> range:
    ids = pen.insert(model, [_only(model, row) for row in rows])
    states = _STATES[model]
    pen.insert(states, [{**_only(states, row), _OWNER[states]: id} for id, row in zip(ids, rows, strict=True)])
    return ids


def _edit(pen: Pen, model: type[Recorded], identity: int, values: Mapping[str, Any]) -> None:
    states = _STATES[model]
    pen.alter(model, identity, **_only(model, values))
    present = states_of(pen.connection, states, _OWNER[states], identity)[-1]
    pen.alter(states, present["id"], **_only(states, values))


def _change(pen: Pen, states: type[Recorded], identity: int, on: date, values: Mapping[str, Any]) -> None:
    known = states_of(pen.connection, states, _OWNER[states], identity)
    past = [state for state in known if (state["since"] or date.min) <= on]
    old = past[-1]
    if old["since"] == on:
        pen.alter(states, old["id"], **values)
    else:
        kept = {name: old[name] for name in columns(states) if name not in ("id", "entry", "voided", "reason")}
        pen.insert(states, [{**kept, **values, "since": on}])
    # What was already known to change later is changed on top of this, not undone by it.
    for name, value in values.items():
        for state in known[len(past) :]:
            if state[name] != old[name]:
                break
            pen.alter(states, state["id"], **{name: value})


def _only(model: type[Recorded], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in columns(model)}


def _refuse_taken(pen: Pen, names: Sequence[str], but: int | None = None) -> None:
    units = load_register(pen.connection).units.values() if names else ()
    taken = {fold(unit.states[-1].name): unit.states[-1].name for unit in units if unit.id != but}
    for name in names:
        refuse_separator(name)
        if fold(name) in taken:
            raise InfoledgerError(_("There is already a unit “{name}”.").format(name=taken[fold(name)]))
        taken[fold(name)] = name


def _person_taken(register: Register, name: str, unit: int) -> InfoledgerError:
    called = register.units[unit].states[-1].name
    return InfoledgerError(_("{unit} already has an informant {name}.").format(unit=called, name=name))
