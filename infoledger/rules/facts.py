"""What happened, as the rules see it: small immutable records without database or clock."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from infoledger.rules.kinds import FactKind


class UnitState(NamedTuple):
    """How a unit stood from ``since`` on: a rename or regrouping begins a new state."""

    since: date
    name: str
    group: str
    parent: int | None = None
    headcount: int | None = None


class Unit(NamedTuple):
    """A unit; ``states`` in order of ``since``; ``joined`` and ``left`` both included."""

    id: int
    states: tuple[UnitState, ...]
    joined: date = date.min
    left: date = date.max

    def on(self, day: date) -> UnitState:
        """The state on ``day``; before the first one the first, after leaving the last."""
        return _state(self.states, min(day, self.left))


class InformantState(NamedTuple):
    """Where an informant (信息员) worked from ``since`` on."""

    since: date
    unit: int
    role: str = ""


class Informant(NamedTuple):
    """A person who writes for a unit; ``joined`` and ``left`` both included."""

    id: int
    name: str
    states: tuple[InformantState, ...]
    joined: date = date.min
    left: date = date.max

    def on(self, day: date) -> InformantState:
        """The state on ``day``; before the first one the first, after leaving the last."""
        return _state(self.states, min(day, self.left))


_State = TypeVar("_State", UnitState, InformantState)


class Traits(NamedTuple):
    """What rules may ask of an item beside its day and whose it is; items alike in all of it share one.

    ``hours_late`` is how far past the category's deadline it was submitted: 0 if in time, None if
    that cannot be told. ``characters`` counts the text, None if the ledger has none.
    """

    category: str | None = None
    urgent: bool = False
    solicited: bool = False
    follow_up: bool = False
    tags: tuple[str, ...] = ()
    quality: Decimal | None = None
    hours_late: Decimal | None = None
    characters: int | None = None
    status: str = "received"
    source: str | None = None


class Item(NamedTuple):
    """A submitted item (信息). ``units`` and ``informants`` are ids, the lead one first."""

    id: int
    ref: str
    title: str
    submitted: date
    units: tuple[int, ...]
    informants: tuple[int, ...] = ()
    traits: Traits = Traits()


class Fact(NamedTuple):
    """One fact of a kind on its day.

    ``items`` is empty for facts without one. ``unit`` and ``informant`` are set where the fact
    itself names its party (violation, solicitation, adjustment, quota, period, outcome).
    ``details`` holds the kind's own fields, by ``rules.details``.
    """

    kind: FactKind
    id: int
    day: date
    items: tuple[Item, ...] = ()
    unit: int | None = None
    informant: int | None = None
    details: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Book:
    """All that the rules need of a ledger for one reckoning.

    ``facts`` holds every fact from the first day reckoned to the last, and beside them the whole
    earlier life of the items that they concern, in order: by day, on one day
    in the order of ``FACT_ORDER``, then as recorded. Units and informants come in the order in
    which they were registered.
    """

    units: Mapping[int, Unit]
    informants: Mapping[int, Informant]
    facts: Sequence[Fact]

    @cached_property
    def forwards(self) -> Mapping[int, Sequence[Fact]]:
        """The forwards of each item, by its id, in order."""
        found: defaultdict[int, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.kind == "forward":
                for item in fact.items:
                    found[item.id].append(fact)
        return found

    def names(self, unit: int, day: date) -> tuple[str, ...]:
        """The names that mean ``unit`` on ``day``, its own first; another of its names if no unit bears that then.

        A regulation may still use an old name, and a unit founded later may bear it.
        """
        own = self.units[unit].on(day).name
        others = [name for name in dict.fromkeys(state.name for state in self.units[unit].states) if name != own]
        if not others:
            return (own,)
        borne = {other.on(day).name for other in self.units.values() if other.joined <= day <= other.left}
        return (own, *(name for name in others if name not in borne))


_ORDER: tuple[FactKind, ...] = (
    *("submission", "forward", "adoption", "instruction", "feedback", "violation"),
    *("solicitation", "award", "adjustment"),
)
#: Facts of one day come in this order.
FACT_ORDER: Mapping[FactKind, int] = {kind: place for place, kind in enumerate(_ORDER)}


def in_order(facts: Sequence[Fact]) -> list[Fact]:
    """``facts`` by day, then kind, then as recorded (``id``)."""
    # The least first: three sorts by what is there take half the memory of one by a tuple for each fact.
    ordered = sorted(facts, key=attrgetter("id"))
    ordered.sort(key=lambda fact: FACT_ORDER[fact.kind])
    ordered.sort(key=attrgetter("day"))
    return ordered


def _state(states: tuple[_State, ...], day: date) -> _State:
    for state in reversed(states):
        if state.since <= day:
            return state
    return states[0]
