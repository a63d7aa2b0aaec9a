"""Counts of facts by party and window: what notices print and quotas and measures test."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from infoledger.periods import Period
from infoledger.rules.clauses import parties
from infoledger.rules.conditions import View, compile_when
from infoledger.rules.facts import Book, Fact, Item
from infoledger.rules.kinds import PartyKind
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.regulation import CountKind, Weight
from infoledger.rules.whens import When

Counted = Mapping[int, Decimal | int]
_ONE = Decimal(1)
#: What is counted for each party, by its id.
_Things = defaultdict[int, set[Hashable]]


class Counts:
    """Counts over one book. With ``roll_up`` a sub-unit's facts count for its parents too."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_kind: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in book.facts:
            self._by_kind[fact.kind].append(fact)
        self.items = cache(self._items)
        self.pieces = cache(self._pieces)
        self.violations = cache(self._violations)
        self.missed_solicitations = cache(self._missed_solicitations)

    def facts(self, kind: str, window: Period) -> Sequence[Fact]:
        """The facts of ``kind`` dated in ``window``."""
        facts = self._by_kind.get(kind, [])
        return facts[bisect_left(facts, window.first, key=_day) : bisect_right(facts, window.last, key=_day)]

    def ancestors(self, unit: int, day: date) -> Iterator[int]:
        """The unit's parent on ``day``, its parent's parent, and so on."""
        seen = {unit}
        parent = self._book.units[unit].on(day).parent
        while parent is not None and parent not in seen:
            yield parent
            seen.add(parent)
            parent = self._book.units[parent].on(day).parent

    def refs(self, kind: str, party: Party, window: Period, where: When = When()) -> list[str]:
        """The references of the items that ``items`` counts for ``party`` itself, in order."""
        credits = self._credits(self._countable(kind, window), party.kind, where, window.last)
        return list(dict.fromkeys(item.ref for _fact, id, item in credits if id == party.id))

    def _countable(self, kind: str, window: Period) -> Sequence[Fact]:
        """The facts that a count of ``kind`` looks at; those of ``issue`` are this office's adoptions."""
        if kind != "issue":
            return self.facts(kind, window)
        return [fact for fact in self.facts("adoption", window) if fact.details.get("own")]

    def _items(
        self,
        kind: CountKind,
        of: PartyKind,
        window: Period,
        where: When = When(),
        roll_up: bool = False,
        weigh: tuple[Weight, ...] = (),
    ) -> Counted:
        """Distinct items by party's id; each item is judged by its own fields.

        ``kind`` ``issue`` counts this office's issues with an item of the party, ``instruction`` the
        instructions on one. With ``weigh`` each counts the most that it weighs.
        """
        credits = self._credits(self._countable(kind, window), of, where, window.last)
        if weigh:
            return self._tally_weighed(self._weighed(kind, of, credits, weigh, window.last), of, window, roll_up)
        things: _Things = defaultdict(set)
        for fact, party, item in credits:
            things[party].add(_thing(kind, fact, item))
        return self._tally(things, of, window, roll_up)

    def whole(
        self, kind: CountKind, window: Period, where: When = When(), weigh: tuple[Weight, ...] = ()
    ) -> Decimal | int:
        """Distinct items of the whole office, as ``items`` counts them for one party."""
        weights: dict[Hashable, Decimal] = {}
        credits = self._credits(self._countable(kind, window), "unit", where, window.last)
        for _party, thing, weight in self._weighed(kind, "unit", credits, weigh, window.last):
            _heaviest(weights, thing, weight)
        return sum(weights.values(), ZERO)

    def together(self, kind: CountKind, parties: Sequence[Party], window: Period, where: When = When()) -> int:
        """Distinct items of ``parties``, all of one kind, as ``items`` counts them for one of them."""
        ids = {party.id for party in parties}
        credits = self._credits(
            self._countable(kind, window), parties[0].kind if parties else "unit", where, window.last
        )
        return len({_thing(kind, fact, item) for fact, id, item in credits if id in ids})

    def _pieces(
        self, kind: str, of: PartyKind, window: Period, where: When = When(), roll_up: bool = False
    ) -> dict[int, int]:
        """Facts by party's id: an adopted piece or an instruction counts once for each party."""
        things: _Things = defaultdict(set)
        for fact, party, _item in self._credits(self.facts(kind, window), of, where, window.last):
            things[party].add(fact.id)
        return self._tally(things, of, window, roll_up)

    def _violations(self, of: PartyKind, window: Period, kind: str = "", roll_up: bool = False) -> dict[int, int]:
        return self._own("violation", of, window, roll_up, "kind", kind)

    def _missed_solicitations(self, of: PartyKind, window: Period, roll_up: bool = False) -> dict[int, int]:
        return self._own("solicitation", of, window, roll_up, "answered", "missed")

    def _own(
        self, fact_kind: str, of: PartyKind, window: Period, roll_up: bool, field: str, value: str
    ) -> dict[int, int]:
        things: _Things = defaultdict(set)
        for fact in self.facts(fact_kind, window):
            if not value or fact.details.get(field) == value:
                for party, _item in parties(self._book, fact, of):
                    things[party.id].add((fact.id, fact.unit))
        return self._tally(things, of, window, roll_up)

    def _credits(
        self, facts: Iterable[Fact], of: PartyKind, where: When, until: date
    ) -> Iterator[tuple[Fact, int, Item]]:
        """Each fact with every party whose item ``where`` allows, and that item."""
        matches = None if where == When() else compile_when(where)
        for fact in facts:
            for item in fact.items:
                for id in item.units if of == "unit" else item.informants:
                    if matches is None or matches(View(self._book, fact, item, Party(of, id), until)):
                        yield fact, id, item

    def _weighed(
        self,
        kind: CountKind,
        of: PartyKind,
        credits: Iterable[tuple[Fact, int, Item]],
        weigh: Sequence[Weight],
        until: date,
    ) -> Iterator[tuple[int, Hashable, Decimal]]:
        """The party, what is counted, and its weight: by the first that matches, else one."""
        weights = [(compile_when(weight.when), weight.times) for weight in weigh]
        for fact, id, item in credits:
            view = View(self._book, fact, item, Party(of, id), until)
            weight = next((times for matches, times in weights if matches(view)), _ONE)
            yield id, _thing(kind, fact, item), weight

    def _tally(self, things: _Things, of: PartyKind, window: Period, roll_up: bool) -> dict[int, int]:
        """How many distinct ``things`` each party has, a parent also those of its sub-units."""
        if roll_up and of == "unit":
            own, things = things, defaultdict(set)
            for unit, theirs in own.items():
                for each in (unit, *self.ancestors(unit, window.last)):
                    things[each] |= theirs
        return {party: len(theirs) for party, theirs in things.items()}

    def _tally_weighed(
        self, weighed: Iterable[tuple[int, Hashable, Decimal]], of: PartyKind, window: Period, roll_up: bool
    ) -> dict[int, Decimal]:
        """The weights of the distinct things of each party, of a parent also those of its sub-units."""
        things: defaultdict[int, dict[Hashable, Decimal]] = defaultdict(dict)
        for party, thing, weight in weighed:
            parents = self.ancestors(party, window.last) if roll_up and of == "unit" else ()
            for each in (party, *parents):
                _heaviest(things[each], thing, weight)
        return {party: sum(theirs.values(), ZERO) for party, theirs in things.items()}


def _day(fact: Fact) -> date:
    return fact.day


def _heaviest(weights: dict[Hashable, Decimal], thing: Hashable, weight: Decimal) -> None:
    weights[thing] = max(weight, weights.get(thing, weight))


def _thing(kind: CountKind, fact: Fact, item: Item) -> Hashable:
    """What a count of ``kind`` counts once, however many facts there are of it."""
    match kind:
        case "issue":
            return issue_of(fact)
        case "instruction":
            return fact.id
    return item.id


def issue_of(fact: Fact) -> Hashable:
    """Which issue an adoption stands in; without a number, that of its day."""
    number = fact.details.get("issue")
    return (fact.details["outlet"], number, fact.day.year) if number else (fact.details["outlet"], fact.day)
