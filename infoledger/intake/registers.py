"""Rows of units and informants: they enrol whom the register lacks, and correct the others.

A column that the table does not have leaves the register as it is; an empty cell empties, but where a
sheet of corrections is imported.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, select

from infoledger.config.names import ambiguity
from infoledger.errors import InfoledgerError
from infoledger.folding import fold, refuse_separator, seen
from infoledger.i18n import _
from infoledger.intake.correcting import Change, Correcting, demand_all, shown
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells
from infoledger.kinds import KINDS
from infoledger.ledger import models
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Recorded
from infoledger.ledger.registration import add_informants, add_units, edit_informant, edit_unit, refuse_early_end
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewInformant, NewUnit

_UNIT = ("group", "headcount", "head", "supervisor", "sponsor", "aliases", "joined", "left")
_INFORMANT = ("role", "phone", "joined", "left")


def take_units(pen: Pen, rows: Sequence[Cells], lookup: Lookup, correcting: Correcting | None = None) -> list[Change]:
    """Enrol and correct units by name; what was changed."""
    changes: list[Change] = []
    for cells in rows:
        cells.identify("group", lookup.declared(lookup.config.unit_groups, table_of(models.UnitState).c.group))
        cells.identify("name", lookup.unit_name)
        if not lookup.has_unit(cells.get("name") or ""):
            demand_all("units", cells)
        _judge_membership(cells, cells.values)
    distinct = _distinct(rows, lambda cells: cells.get("name"))
    new = [cells for cells in distinct if not lookup.has_unit(cells.get("name"))]
    # Without their parents, which may stand further down.
    add_units(pen, [NewUnit(name=cells.get("name"), **_values(cells, _UNIT)) for cells in new])
    lookup.reload()
    present = _present(pen, models.Unit, models.UnitState, "unit")
    parents = {unit: state["parent"] for unit, state in present.items()}
    for cells in distinct:
        unit = cells.find("name", lookup.unit)
        wanted = _values(cells, _UNIT, correcting)
        if unit and "parent" in cells and (cells.get("parent") or not correcting):
            wanted["parent"] = parents[unit] = cells.find("parent", lookup.unit)
            if _above_itself(unit, parents):
                cells.refuse("parent", _("The unit would stand above itself."))
        if unit:
            _judge_membership(cells, {**present[unit], **wanted})
        other = _other(present[unit], wanted) if not cells.wrong else {}
        if other:
            edit_unit(pen, unit, **other, **_why(correcting))
            cells.outcome = "changed"
            changes += [] if cells in new else _changes(cells, "units", present[unit], other, lookup)
    for cells in new:
        cells.outcome = "new"
    lookup.reload()
    return changes


def take_informants(
    pen: Pen, rows: Sequence[Cells], lookup: Lookup, correcting: Correcting | None = None
) -> list[Change]:
    """Enrol and correct informants by name and unit; what was changed."""
    changes: list[Change] = []
    spell = _person_speller(lookup)
    for cells in rows:
        cells.identify("role", lookup.declared(None, table_of(models.InformantState).c.role))
        cells.identify("unit", lookup.unit)
        cells.identify("name", partial(spell, cells.get("unit")))
        _judge_membership(cells, cells.values)
    present = _present(pen, models.Informant, models.InformantState, "informant")
    known = {(state["name"], state["unit"]): person for person, state in present.items()}
    # Whoever went to another unit since is not enrolled anew by an old list, nor changed by it.
    gone = {(person.name, state.unit) for person in lookup.register.informants.values() for state in person.states[:-1]}
    new = []
    for cells in _distinct(rows, lambda cells: (cells.get("name"), cells.get("unit"))):
        key = cells.get("name"), cells.get("unit")
        if key in known:
            state, wanted = present[known[key]], _values(cells, _INFORMANT, correcting)
            _judge_membership(cells, {**state, **wanted})
            other = _other(state, wanted) if not cells.wrong else {}
            if other:
                edit_informant(pen, known[key], **other, **_why(correcting))
                cells.outcome = "changed"
                changes += _changes(cells, "informants", state, other, lookup)
        elif key not in gone:
            new.append(NewInformant(*key, **_values(cells, _INFORMANT)))
            cells.outcome = "new"
    add_informants(pen, new)
    lookup.reload()
    return changes


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


def _judge_membership(cells: Cells, said: Mapping[str, Any]) -> None:
    """Note where a membership ends before it begins, unless that is noted already."""
    try:
        refuse_early_end(said.get("joined"), said.get("left"))
    except InfoledgerError as error:
        if not cells.wrong:
            cells.refuse("left" if "left" in cells else "joined", error.message, error.hint)


def _distinct(rows: Sequence[Cells], key: Callable[[Cells], Hashable]) -> list[Cells]:
    """The first row of each party; one that says otherwise than an earlier one is refused."""
    first: dict[Hashable, Cells] = {}
    for cells in rows:
        if not cells.wrong and first.setdefault(key(cells), cells).values != cells.values:
            earlier = first[key(cells)].row.number
            cells.refuse("name", _("Row {row} says otherwise of “{name}”.").format(row=earlier, name=cells.get("name")))
    return list(first.values())


def _values(cells: Cells, columns: Sequence[str], correcting: Correcting | None = None) -> dict[str, Any]:
    """What a row says in ``columns``; an empty cell empties, but where it is to correct."""
    empty = {"aliases": ()}
    names = [name for name in columns if name in cells and (name in cells.values or not correcting)]
    return {name: cells.values.get(name, empty.get(name)) for name in names}


def _other(present: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What of ``wanted`` differs from what is ``present``."""
    return {name: value for name, value in wanted.items() if value != _plain(present[name])}


def _why(correcting: Correcting | None) -> dict[str, str]:
    return {"reason": correcting.reason} if correcting else {}


def _changes(
    cells: Cells, kind: str, present: Mapping[str, Any], other: Mapping[str, Any], lookup: Lookup
) -> Iterator[Change]:
    for column in KINDS[kind].columns:
        if (name := column.english) in other:
            old, new = present[name], other[name]
            if name == "parent":
                old, new = (each and lookup.register.units[each].states[-1].name for each in (old, new))
            yield Change(cells.table.name, cells.row.number, cells.get("name"), column, shown(old), shown(new))


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
