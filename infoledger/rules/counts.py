"""Counts of facts by party and window: what notices print and quotas and measures test."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from functools import cache

from infoledger.periods import DAY, Period
from infoledger.rules.clauses import parties
from infoledger.rules.conditions import Predicate, View, compile_when
from infoledger.rules.facts import Book, Fact
from infoledger.rules.postings import Party
from infoledger.rules.regulation import When


class Counts:
    """Counts over one book. With ``roll_up`` a sub-unit's facts count for its parents too."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_kind: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in book.facts:
            self._by_kind[fact.kind].append(fact)
        self._days = {kind: [fact.day for fact in facts] for kind, facts in self._by_kind.items()}
        self.items = cache(self._items)
        self.pieces = cache(self._pieces)
        self.violations = cache(self._violations)
        self.missed_solicitations = cache(self._missed_solicitations)

    def facts(self, kind: str, window: Period) -> Sequence[Fact]:
        """The facts of ``kind`` dated in ``window``."""
        days = self._days.get(kind, [])
        return self._by_kind[kind][bisect_left(days, window.first) : bisect_left(days, window.last + DAY)]

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
        matches = compile_when(where)
        found: dict[str, None] = {}
        for fact in self._countable(kind, window):
            own = {item for id, item in self._credits(fact, party.kind, matches) if id == party.id}
            found |= {item.ref: None for item in fact.items if item.id in own}
        return list(found)

    def _countable(self, kind: str, window: Period) -> Sequence[Fact]:
        """The facts that a count of ``kind`` looks at; those of ``issue`` are this office's adoptions."""
        if kind != "issue":
            return self.facts(kind, window)
        return [fact for fact in self.facts("adoption", window) if fact.details.get("own")]

    def _items(self, kind: str, of: str, window: Period, where: When = When(), roll_up: bool = False) -> dict[int, int]:
        """Distinct items by party's id; each item is judged by its own fields.

        ``kind`` ``issue`` counts this office's issues with an item of the party.
        """
        credited: set[tuple[int, Hashable]] = set()
        matches = compile_when(where)
        for fact in self._countable(kind, window):
            for party, item_id in self._credits(fact, of, matches):
                thing = issue_of(fact) if kind == "issue" else item_id
                credited.update((each, thing) for each in self._up(party, of, window.last, roll_up))
        return _tally(credited)

    def _pieces(
        self, kind: str, of: str, window: Period, where: When = When(), roll_up: bool = False
    ) -> dict[int, int]:
        """Facts by party's id: an adopted piece or an instruction counts once for each party."""
        matches = compile_when(where)
        credited: set[tuple[int, Hashable]] = set()
        for fact in self.facts(kind, window):
            for party, _item in self._credits(fact, of, matches):
                credited.update((each, fact.id) for each in self._up(party, of, window.last, roll_up))
        return _tally(credited)

    def _violations(self, of: str, window: Period, kind: str = "", roll_up: bool = False) -> dict[int, int]:
        return self._own("violation", of, window, roll_up, "kind", kind)

    def _missed_solicitations(self, of: str, window: Period, roll_up: bool = False) -> dict[int, int]:
        return self._own("solicitation", of, window, roll_up, "answered", "missed")

    def _own(self, fact_kind: str, of: str, window: Period, roll_up: bool, field: str, value: str) -> dict[int, int]:
        credited: set[tuple[int, Hashable]] = {
            (each, (fact.id, fact.unit))
            for fact in self.facts(fact_kind, window)
            if not value or fact.details.get(field) == value
            for party, _item in parties(self._book, fact, of)
            for each in self._up(party.id, of, window.last, roll_up)
        }
        return _tally(credited)

    def _credits(self, fact: Fact, of: str, matches: Predicate) -> Iterator[tuple[int, int]]:
        for item in fact.items:
            for id in item.units if of == "unit" else item.informants:
                if matches(View(self._book, fact, item, Party(of, id))):
                    yield id, item.id

    def _up(self, party: int, of: str, day: date, roll_up: bool) -> Iterator[int]:
        yield party
        if roll_up and of == "unit":
            yield from self.ancestors(party, day)


def issue_of(fact: Fact) -> Hashable:
    """Which issue an adoption stands in; without a number, that of its day."""
    number = fact.details.get("issue")
    return (fact.details["outlet"], number, fact.day.year) if number else (fact.details["outlet"], fact.day)


def _tally(credited: set[tuple[int, Hashable]]) -> dict[int, int]:
    counts: defaultdict[int, int] = defaultdict(int)
    for party, _thing in credited:
        counts[party] += 1
    return counts
