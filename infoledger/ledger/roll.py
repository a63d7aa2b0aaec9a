"""The register as it is listed: units and informants with all that is known of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from infoledger.ledger import models
from infoledger.ledger.models import Recorded
from infoledger.ledger.register import Register
from infoledger.ledger.seals import table_of
from infoledger.periods import Period
from infoledger.rules.facts import Informant, Unit

Cells = dict[str, Any]


def listed_units(
    connection: Connection, register: Register, window: Period | None, parent: int | None
) -> Iterator[Cells]:
    """The units as they are now, or the members in ``window`` as they were at its end; of ``parent``, if given."""
    known = _known(connection, models.Unit)
    for unit in register.units.values():
        state = unit.on(window.last) if window else unit.states[-1]
        if _present(unit, window) and parent in (None, state.parent):
            aliases = ";".join(register.aliases[unit.id])
            yield {
                **known[unit.id],
                **state._asdict(),
                "parent": _name(register, state.parent, window),
                "aliases": aliases,
            }


def listed_informants(
    connection: Connection, register: Register, window: Period | None, unit: int | None
) -> Iterator[Cells]:
    """The informants as ``listed_units`` lists units; of ``unit``, if given."""
    known = _known(connection, models.Informant)
    for person in register.informants.values():
        state = person.on(window.last) if window else person.states[-1]
        if _present(person, window) and unit in (None, state.unit):
            yield {**known[person.id], "unit": _name(register, state.unit, window), "role": state.role or None}


def _present(member: Unit | Informant, window: Period | None) -> bool:
    return window is None or (member.joined <= window.last and member.left >= window.first)


def _name(register: Register, unit: int | None, window: Period | None) -> str | None:
    if unit is None:
        return None
    states = register.units[unit]
    return (states.on(window.last) if window else states.states[-1]).name


def _known(connection: Connection, model: type[Recorded]) -> Mapping[int, RowMapping]:
    return {row["id"]: row for row in connection.execute(select(table_of(model))).mappings()}
