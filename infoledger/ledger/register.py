"""The register: who the units and informants are, were, and what people call them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Row, RowMapping, and_, select

from infoledger.config.names import ambiguity, like, meant, resolve, suggestion
from infoledger.errors import InfoledgerError
from infoledger.folding import fold
from infoledger.i18n import _
from infoledger.ledger import models
from infoledger.ledger.models import Recorded
from infoledger.ledger.seals import table_of
from infoledger.rules.facts import Informant, InformantState, Unit, UnitState
from infoledger.rules.postings import Party

_UNIT = table_of(models.Unit).c
_UNIT_STATE = table_of(models.UnitState).c
_INFORMANT = table_of(models.Informant).c
_INFORMANT_STATE = table_of(models.InformantState).c

# What is read of a unit and of an informant, each with a state.
_UNITS = (
    *(_UNIT.id, _UNIT.aliases, _UNIT.joined, _UNIT.left),
    *(_UNIT_STATE.since, _UNIT_STATE.name, _UNIT_STATE.group, _UNIT_STATE.parent, _UNIT_STATE.headcount),
)
_INFORMANTS = (
    *(_INFORMANT.id, _INFORMANT.name, _INFORMANT.joined, _INFORMANT.left),
    *(_INFORMANT_STATE.since, _INFORMANT_STATE.unit, _INFORMANT_STATE.role),
)


@dataclass(frozen=True)
class Register:
    """Units and informants by id, in the order in which they were registered.

    ``aliases`` are the further names of each unit, not those it bore before a renaming.
    """

    units: Mapping[int, Unit]
    informants: Mapping[int, Informant]
    aliases: Mapping[int, tuple[str, ...]]

    def unit(self, text: str, day: date | None = None) -> int:
        """The unit that ``text`` means: by its present or a former name, an alias, or a part of one.

        A name that several units bore means the one that bore it on ``day``, if it is given. Raises
        ``InfoledgerError`` that names the nearest, or the several that it could be.
        """
        self.refuse_empty()
        found = (
            (day and self.bearer(text, day))
            or self._ids.get(text)
            or self._ids.get(resolve(text, self.names, several=_("“{word}” can mean several units; write it in full.")))
        )
        assert found is not None  # resolve answers with a key of names
        return found

    @cached_property
    def reused(self) -> Collection[str]:
        """The names, folded, that more than one unit bears or bore."""
        borne = Counter(name for unit in self.units.values() for name in {fold(state.name) for state in unit.states})
        return {name for name, units in borne.items() if units > 1}

    def bearer(self, name: str, day: date) -> int | None:
        """The unit that bore the reused ``name`` on ``day``; None where no one did, several, or it is not reused."""
        folded = fold(name)
        members = self.members(day) if folded in self.reused else ()
        found = [unit for unit in members if fold(self.units[unit].on(day).name) == folded]
        return found[0] if len(found) == 1 else None

    def refuse_empty(self) -> None:
        """Raise ``InfoledgerError`` that says how units are registered, if none is."""
        if not self.units:
            raise InfoledgerError(
                _("No unit is registered yet."),
                _("Register the units first: infoledger unit add NAME --group GROUP, or infoledger import units.csv"),
            )

    def informant(self, text: str, units: Collection[int] | None = None, day: date | None = None) -> int:
        """The informant that ``text`` names among those of ``units`` (of all, if not given).

        Namesakes are told apart as ``姓名(单位)``. A person who moved is found at each unit; on
        ``day``, if given, whoever worked there then goes first. Raises ``InfoledgerError``.
        """
        among = set(self.units if units is None else units)
        found = self.called(text.strip(), among) or self._namesake(text.strip(), among, day)
        present = [person for person in found if day and person.on(day).unit in among]
        found = present or found
        if not found:
            raise self._unknown_person(text, units)
        if len(found) > 1:
            raise InfoledgerError(
                _("“{word}” can mean several.").format(word=text), ambiguity(map(self.full_name, found))
            )
        return found[0].id

    def is_person(self, name: str) -> bool:
        """Whether some informant is called ``name``, at whatever unit."""
        return name in self._people or fold(name) in self._folded

    def called(self, name: str, among: Collection[int]) -> list[Informant]:
        """Who of the units ``among`` bears the name, spelt so, or else the same to the eye."""
        for people in (self._people.get(name, ()), self._folded.get(fold(name), ())):
            found = [person for person in people if any(state.unit in among for state in person.states)]
            if found:
                return found
        return []

    def _namesake(self, text: str, among: Collection[int], day: date | None) -> list[Informant]:
        """Who is meant by ``姓名(单位)``; either may hold brackets of its own."""
        ways = [(name, unit) for name, unit in _namesakes(text) if self.is_person(name)]
        # Where none of the units is known, the last, shortest one tells what is wrong with it.
        for name, unit in [way for way in ways if meant(way[1], self.names)] or ways[-1:]:
            if found := self.called(name, {self.unit(unit, day)} & set(among)):
                return found
        return []

    def party(self, text: str, day: date | None = None) -> Party:
        """The unit or else the informant that ``text``, or a part, means on ``day``. Raises ``InfoledgerError``."""
        self.refuse_empty()
        word = text.strip()
        if meant(word, self.names):
            return Party("unit", self.unit(word, day))
        if any(map(self.is_person, (word, *(name for name, _unit in _namesakes(word))))):
            return Party("informant", self.informant(word))
        units = like(word, self.names)
        people = [person for person in self.informants.values() if like(word, {person.name: ()})]
        if len(units) + len(people) > 1:
            found = [*units, *map(self.full_name, people)]
            raise InfoledgerError(_("“{word}” can mean several.").format(word=word), ambiguity(found))
        if people:
            return Party("informant", people[0].id)
        if units:
            return Party("unit", self._ids[units[0]])
        raise InfoledgerError(
            _("“{word}” is not known.").format(word=word), suggestion(word, {**self.names, **self._all_people})
        )

    def members(self, day: date) -> list[int]:
        """The units that are members on ``day``."""
        return [unit.id for unit in self.units.values() if unit.joined <= day <= unit.left]

    def full_name(self, person: Informant) -> str:
        """``姓名(单位)``, by the present unit."""
        return f"{person.name}({self.units[person.states[-1].unit].states[-1].name})"

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {unit.states[-1].name: unit.id for unit in self.units.values()}

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The present name of each unit, with its aliases and former names."""
        return {
            unit.states[-1].name: (*self.aliases[unit.id], *(state.name for state in unit.states[:-1]))
            for unit in self.units.values()
        }

    @cached_property
    def _people(self) -> dict[str, list[Informant]]:
        people: dict[str, list[Informant]] = {}
        for person in self.informants.values():
            people.setdefault(person.name, []).append(person)
        return people

    @cached_property
    def _folded(self) -> dict[str, list[Informant]]:
        people: dict[str, list[Informant]] = {}
        for person in self.informants.values():
            people.setdefault(fold(person.name), []).append(person)
        return people

    def _unknown_person(self, text: str, units: Collection[int] | None) -> InfoledgerError:
        if units is None:
            return InfoledgerError(
                _("No informant is called “{word}”.").format(word=text), suggestion(text, self._all_people)
            )
        where = "、".join(self.units[unit].states[-1].name for unit in units)
        here = {person.name: () for person in self.informants.values() if person.states[-1].unit in units}
        return InfoledgerError(
            _("“{word}” is no informant of {units}.").format(word=text, units=where), suggestion(text, here)
        )

    @property
    def _all_people(self) -> dict[str, tuple[str, ...]]:
        return dict.fromkeys(self._people, ())


def _namesakes(text: str) -> Iterator[tuple[str, str]]:
    """Every way in which ``text`` may be a name and, in brackets, a unit."""
    for form in dict.fromkeys((text, fold(text))):
        for place, letter in enumerate(form) if form.endswith((")", "）")) else ():
            name, unit = form[:place].strip(), form[place + 1 : -1].strip()
            if letter in "(（" and name and unit:
                yield name, unit


def load_register(connection: Connection) -> Register:
    """The register as it stands."""
    units = list(_each(connection, _UNITS, _UNIT_STATE.unit))
    people = _each(connection, _INFORMANTS, _INFORMANT_STATE.informant)
    return Register(
        {rows[0].id: Unit(rows[0].id, tuple(map(_unit_state, rows)), *_term(rows[0])) for rows in units},
        {
            rows[0].id: Informant(rows[0].id, rows[0].name, tuple(map(_informant_state, rows)), *_term(rows[0]))
            for rows in people
        },
        {rows[0].id: tuple(rows[0].aliases) for rows in units},
    )


def states_of(connection: Connection, model: type[Recorded], owner: str, identity: int) -> Sequence[RowMapping]:
    """The states of one unit or informant, the oldest first."""
    table = table_of(model)
    query = select(table).where(table.c.voided.is_(None), table.c[owner] == identity).order_by(table.c.id)
    return sorted(connection.execute(query).mappings().all(), key=lambda row: row["since"] or date.min)


def _each(connection: Connection, columns: Sequence[Column[Any]], owner: Column[Any]) -> Iterator[list[Row[Any]]]:
    """Of each unit or informant a row for each of its states, the oldest first."""
    id, states = columns[0], owner.table
    query = (
        select(*columns)
        .outerjoin_from(id.table, states, and_(owner == id, states.c.voided.is_(None)))
        .where(id.table.c.voided.is_(None))
        .order_by(id, states.c.id)
    )
    for _id, rows in groupby(connection.execute(query), itemgetter(0)):
        yield sorted(rows, key=lambda row: row.since or date.min)


def _unit_state(row: Row[Any]) -> UnitState:
    return UnitState(row.since or date.min, row.name, row.group, row.parent, row.headcount)


def _informant_state(row: Row[Any]) -> InformantState:
    return InformantState(row.since or date.min, row.unit, row.role or "")


def _term(row: Row[Any]) -> Iterator[date]:
    yield row.joined or date.min
    yield row.left or date.max
