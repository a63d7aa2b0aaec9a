"""Rows of units and informants: they enrol whom the register lacks, and correct the others.

A column that the table does not have leaves the register as it is; an empty cell empties.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, select

from infoledger.config.names import ambiguity
from infoledger.errors import InfoledgerError
from infoledger.folding import fold, refuse_separator, seen
from infoledger.i18n import _
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells
from infoledger.ledger import models
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Recorded
from infoledger.ledger.registration import add_informants, add_units, edit_informant, edit_unit
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewInformant, NewUnit

_UNIT = ("group", "headcount", "head", "supervisor", "sponsor", "aliases", "joined", "left")
_INFORMANT = ("role", "phone", "joined", "left")


def take_units(pen: Pen, rows: Sequence[Cells], lookup: Lookup) -> None:
    """Enrol and correct units by name."""
    for cells in rows:
        cells.identify("group", lookup.declared(lookup.config.unit_groups, models.UnitState.group))
        cells.identify("name", lookup.unit_name)
    distinct = _distinct(rows, lambda cells: cells.get("name"))
    new = [cells for cells in distinct if not lookup.has_unit(cells.get("name"))]
    # Without their parents, which may stand further down.
    add_units(pen, [NewUnit(name=cells.get("name"), **_values(cells, _UNIT)) for cells in new])
    lookup.reload()
    present = _present(pen, models.Unit, models.UnitState, "unit")
    parents = {unit: state["parent"] for unit, state in present.items()}
    for cells in distinct:
        unit = cells.find("name", lookup.unit)
        wanted = _values(cells, _UNIT)
        if unit and "parent" in cells:
            wanted["parent"] = parents[unit] = cells.find("parent", lookup.unit)
            if _above_itself(unit, parents):
                cells.refuse("parent", _("The unit would stand above itself."))
        if not cells.wrong and _correct(pen, unit, present[unit], wanted, edit_unit):
            cells.outcome = "changed"
    for cells in new:
        cells.outcome = "new"
    lookup.reload()


def take_informants(pen: Pen, rows: Sequence[Cells], lookup: Lookup) -> None:
    """Enrol and correct informants by name and unit."""
    spell = _person_speller(lookup)
    for cells in rows:
        cells.identify("role", lookup.declared(None, models.InformantState.role))
        cells.identify("unit", lookup.unit)
        cells.identify("name", partial(spell, cells.get("unit")))
    present = _present(pen, models.Informant, models.InformantState, "informant")
    known = {(state["name"], state["unit"]): person for person, state in present.items()}
    # Whoever went to another unit since is not enrolled anew by an old list, nor changed by it.
    gone = {(person.name, state.unit) for person in lookup.register.informants.values() for state in person.states[:-1]}
    new = []
    for cells in _distinct(rows, lambda cells: (cells.get("name"), cells.get("unit"))):
        key = cells.get("name"), cells.get("unit")
        wanted = _values(cells, _INFORMANT)
        if key in known:
            if _correct(pen, known[key], present[known[key]], wanted, edit_informant):
                cells.outcome = "changed"
        elif key not in gone:
            new.append(NewInformant(*key, **wanted))
            cells.outcome = "new"
    add_informants(pen, new)
    lookup.reload()


def _person_speller(lookup: Lookup) -> Callable[[int, str], str]:
    """What spells a name as the unit's informant has it who bears it, now or before, or an earlier row."""
    spelt: dict[tuple[str, int], dict[str, None]] = {}
    for person in lookup.register.informants.values():
        for state in person.states:
            spelt.setdefault((fold(person.name), state.unit), {})[person.name] = None

    def spell(unit: int, name: str) -> str:
        there = spelt.setdefault((fold(name), unit), {})
        if name in there:
            return name
        if len(there) > 1:
            raise InfoledgerError(_("“{word}” can mean several.").format(word=name), ambiguity(there))
        if not there:
            refuse_separator(name)
            there[seen(name)] = None
        return next(iter(there))

    return spell


def _distinct(rows: Sequence[Cells], key: Callable[[Cells], Hashable]) -> list[Cells]:
    """The first row of each party; one that says otherwise than an earlier one is refused."""
    first: dict[Hashable, Cells] = {}
    for cells in rows:
        if not cells.wrong and first.setdefault(key(cells), cells).values != cells.values:
            earlier = first[key(cells)].row.number
            cells.refuse("name", _("Row {row} says otherwise of “{name}”.").format(row=earlier, name=cells.get("name")))
    return list(first.values())


def _values(cells: Cells, columns: Sequence[str]) -> dict[str, Any]:
    empty = {"aliases": ()}
    return {name: cells.values.get(name, empty.get(name)) for name in columns if name in cells}


def _correct(
    pen: Pen, party: int, present: Mapping[str, Any], wanted: Mapping[str, Any], edit: Callable[..., None]
) -> bool:
    """Whether anything of ``wanted`` differs from what is ``present``; it is corrected."""
    other = {name: value for name, value in wanted.items() if value != _plain(present[name])}
    if other:
        edit(pen, party, **other)
    return bool(other)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _present(pen: Pen, model: type[Recorded], states: type[Recorded], owner: str) -> dict[int, dict[str, Any]]:
    """By id, the columns of every party and of its present state."""
    found = {row["id"]: dict(row) for row in _live(pen, model)}
    for state in sorted(_live(pen, states), key=lambda state: (state["since"] or date.min, state["id"])):
        found[state[owner]].update(state)
    return found


def _live(pen: Pen, model: type[Recorded]) -> Sequence[RowMapping]:
    table = table_of(model)
    return pen.connection.execute(select(table).where(table.c.voided.is_(None))).mappings().all()


def _above_itself(unit: int, parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    above = parents.get(unit)
    while above is not None and above != unit and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == unit
