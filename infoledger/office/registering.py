"""Keeping the registers of units and of informants: who is added, corrected, renamed, moved, merged, retired.

Each use case records one journal entry and gives back the sentence that says what was done. All raise
``InfoledgerError``, or ``UsageError`` for what cannot be read.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger import merging, registration
from infoledger.ledger.register import load_register
from infoledger.ledger.shapes import NewInformant, NewUnit
from infoledger.office.agreeing import Recorded
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.sentences import sentence_of_edit
from infoledger.office.typed import Keyboard, Typed

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen
    from infoledger.ledger.register import Register


def add_unit(desk: Desk, fields: Fields, given: Mapping[str, Any]) -> Recorded:
    """Register a unit."""
    with desk.recording(fields.command) as pen:
        unit = NewUnit(**_unit_values(desk, pen, fields, given))
        registration.add_units(pen, [unit])
        pen.sentence = _("registered the unit {name} in {group}").format(name=unit.name, group=unit.group)
    return Recorded([unit.name], pen.sentence)


def edit_unit(desk: Desk, fields: Fields, word: str, given: Mapping[str, Any]) -> str:
    """Correct what is known of the unit that ``word`` means; an empty text empties."""
    with _unit(desk, fields, word) as (pen, register, unit):
        values = _unit_values(desk, pen, fields, given)
        _refuse_circle(register, unit, values.get("parent"))
        registration.edit_unit(pen, unit, **values)
        pen.sentence = sentence_of_edit("units", _unit_name(register, unit), given, values)
    return pen.sentence


def retire_unit(desk: Desk, fields: Fields, word: str, day: date) -> str:
    """End a unit's membership with ``day``, which is its last."""
    with _unit(desk, fields, word) as (pen, register, unit):
        registration.edit_unit(pen, unit, left=day)
        pen.sentence = _("{name} is a member until {day}").format(name=_unit_name(register, unit), day=day)
    return pen.sentence


def rename_unit(desk: Desk, fields: Fields, word: str, name: str, day: date) -> str:
    """Give a unit a new name from ``day`` on; for the time before it keeps the old one."""
    with _unit(desk, fields, word) as (pen, register, unit):
        values = _unit_values(desk, pen, fields, {"name": name})
        registration.change_unit(pen, unit, day, **values)
        told = _("{old} is called {new} from {day} on")
        pen.sentence = told.format(old=_unit_name(register, unit), new=values["name"], day=day)
    return pen.sentence


def merge_unit(desk: Desk, fields: Fields, word: str, into: str, day: date) -> str:
    """Let a unit go up in another on ``day``, with its informants and sub-units."""
    with _unit(desk, fields, word) as (pen, register, unit):
        target = register.unit(into)
        if target == unit:
            raise InfoledgerError(_("{name} cannot go up in itself.").format(name=_unit_name(register, unit)))
        merging.merge_units(pen, unit, target, day)
        pen.sentence = _("{name} went up in {other} on {day}").format(
            name=_unit_name(register, unit), other=_unit_name(register, target), day=day
        )
    return pen.sentence


def regroup_unit(desk: Desk, fields: Fields, word: str, group: str, day: date) -> str:
    """Rank a unit in another group from ``day`` on."""
    with _unit(desk, fields, word) as (pen, register, unit):
        values = _unit_values(desk, pen, fields, {"group": group})
        registration.change_unit(pen, unit, day, **values)
        pen.sentence = _("{name} is ranked in {group} from {day} on").format(
            name=_unit_name(register, unit), group=values["group"], day=day
        )
    return pen.sentence


def add_informant(desk: Desk, fields: Fields, given: Mapping[str, Any]) -> Recorded:
    """Register an informant of a unit."""
    with desk.recording(fields.command) as pen:
        new = NewInformant(**_informant_values(desk, pen, fields, given))
        (informant,) = registration.add_informants(pen, [new])
        name = _informant_name(pen, informant)
        pen.sentence = _("registered the informant {name}").format(name=name)
    return Recorded([name], pen.sentence)


def edit_informant(desk: Desk, fields: Fields, word: str, given: Mapping[str, Any]) -> str:
    """Correct what is known of the informant that ``word`` means; an empty text empties."""
    with _informant(desk, fields, word) as (pen, informant, name):
        values = _informant_values(desk, pen, fields, given)
        registration.edit_informant(pen, informant, **values)
        pen.sentence = sentence_of_edit("informants", name, given, values)
    return pen.sentence


def merge_informant(desk: Desk, fields: Fields, word: str, into: str, day: date) -> str:
    """Let an informant be the same person as another from ``day`` on."""
    with _informant(desk, fields, word) as (pen, informant, name):
        target = load_register(pen.connection).informant(into)
        if target == informant:
            raise InfoledgerError(_("{name} cannot go up in itself.").format(name=name))
        other = _informant_name(pen, target)
        merging.merge_informants(pen, informant, target, day)
        pen.sentence = _("{name} is {other} from {day} on").format(name=name, other=other, day=day)
    return pen.sentence


def retire_informant(desk: Desk, fields: Fields, word: str, day: date) -> str:
    """End an informant's work with ``day``, which is the last."""
    with _informant(desk, fields, word) as (pen, informant, name):
        registration.edit_informant(pen, informant, left=day)
        pen.sentence = _("{name} is an informant until {day}").format(name=name, day=day)
    return pen.sentence


def transfer_informant(desk: Desk, fields: Fields, word: str, unit: str, day: date) -> str:
    """Let an informant write for another unit from ``day`` on; the past stays with the old one."""
    with _informant(desk, fields, word) as (pen, informant, name):
        registration.change_informant(pen, informant, day, **_informant_values(desk, pen, fields, {"unit": unit}))
        told = _("{name} becomes {new} on {day}")
        pen.sentence = told.format(name=name, new=_informant_name(pen, informant), day=day)
    return pen.sentence


@contextmanager
def _unit(desk: Desk, fields: Fields, word: str) -> "Iterator[tuple[Pen, Register, int]]":
    """The pen, the register as it stood, and the id of the unit that ``word`` means."""
    with desk.recording(fields.command) as pen:
        register = load_register(pen.connection)
        yield pen, register, register.unit(word)


@contextmanager
def _informant(desk: Desk, fields: Fields, word: str) -> "Iterator[tuple[Pen, int, str]]":
    """The pen, and id and name of the informant that ``word`` means."""
    with desk.recording(fields.command) as pen:
        informant = load_register(pen.connection).informant(word)
        yield pen, informant, _informant_name(pen, informant)


def _unit_values(desk: Desk, pen: "Pen", fields: Fields, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns ``given`` of a unit, read and looked up."""
    cells, lookup = Typed(fields, "units", given, desk.today), Keyboard(pen.connection, desk)
    found = {
        "group": cells.find("group", lookup.declared(desk.config.unit_groups)),
        "parent": cells.find("parent", lookup.unit),
    }
    cells.settle()
    return {**cells.typed(), **{name: value for name, value in found.items() if name in cells}}


def _informant_values(desk: Desk, pen: "Pen", fields: Fields, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns ``given`` of an informant, read and looked up."""
    cells, lookup = Typed(fields, "informants", given, desk.today), Keyboard(pen.connection, desk)
    unit = cells.find("unit", lookup.unit)
    cells.settle()
    return {**cells.typed(), **({"unit": unit} if "unit" in cells else {})}


def _refuse_circle(register: "Register", unit: int, parent: int | None) -> None:
    above = parent
    while above is not None:
        if above == unit:
            raise InfoledgerError(_("{name} would stand above itself.").format(name=_unit_name(register, unit)))
        above = register.units[above].states[-1].parent


def _unit_name(register: "Register", unit: int) -> str:
    return register.units[unit].states[-1].name


def _informant_name(pen: "Pen", informant: int) -> str:
    register = load_register(pen.connection)
    return register.full_name(register.informants[informant])
