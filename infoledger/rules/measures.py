"""Figures of parties over a window: members, counts, points and ranks, and conditions on them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from infoledger.periods import Period
from infoledger.rules.counts import Counts
from infoledger.rules.facts import Book
from infoledger.rules.figures import FIGURES, FigureName
from infoledger.rules.kinds import Currency, PartyKind
from infoledger.rules.postings import ZERO, Party, Posting
from infoledger.rules.regulation import Condition, Conditions, Quota, Ranking, When

Figures = Mapping[int, Decimal | int | None]


class Member(NamedTuple):
    """A party that belonged on a day of a window, as it stood on the last of those days."""

    party: Party
    name: str
    group: str
    unit: str


class Place(NamedTuple):
    """Where a member stands in its group, counted from the first and from the last."""

    member: Member
    rank: int
    rank_from_last: int


class QuotaResult(NamedTuple):
    """What a party owed under a quota in a sub-period, and what it did; ``over`` once finished."""

    quota: Quota
    party: Party
    period: Period
    least: Decimal
    done: Decimal
    over: bool

    @property
    def shortfall(self) -> Decimal:
        """How much is missing, never below 0."""
        return max(ZERO, self.least - self.done)

    @property
    def excess(self) -> Decimal:
        """How much was done beyond the task, never below 0."""
        return max(ZERO, self.done - self.least)

    @property
    def met(self) -> bool:
        """Whether the task is done."""
        return self.done >= self.least


class Measures:
    """Reads the figures off a book and the postings and quota results so far."""

    def __init__(
        self, book: Book, postings: Sequence[Posting], quotas: Sequence[QuotaResult], groups: Sequence[str]
    ) -> None:
        self.book = book
        self.counts = Counts(book)
        self._postings = postings
        self._quotas = quotas
        self._groups = groups

    def members(self, of: PartyKind, window: Period, whole: bool = False) -> list[Member]:
        """Who belonged on a day of ``window`` (or on all its days), in the order of registration."""
        everybody: Iterable[tuple[int, date, date]] = (
            ((unit.id, unit.joined, unit.left) for unit in self.book.units.values())
            if of == "unit"
            else ((person.id, person.joined, person.left) for person in self.book.informants.values())
        )
        there = window.first if whole else window.last, window.last if whole else window.first
        return [
            self.member(Party(of, id), min(window.last, left))
            for id, joined, left in everybody
            if joined <= there[0] and left >= there[1]
        ]

    def member(self, party: Party, day: date) -> Member:
        """A party as it stood on ``day``."""
        if party.kind == "unit":
            state = self.book.units[party.id].on(day)
            return Member(party, state.name, state.group, state.name)
        person = self.book.informants[party.id]
        unit = self.book.units[person.on(day).unit].on(day)
        return Member(party, person.name, unit.group, unit.name)

    def in_window(self, window: Period) -> Sequence[Posting]:
        """The postings dated in ``window``."""
        first = bisect_left(self._postings, window.first, key=_day)
        return self._postings[first : bisect_right(self._postings, window.last, key=_day)]

    def total(
        self,
        of: PartyKind,
        window: Period,
        roll_up: bool = False,
        currency: Currency = "points",
        clauses: Sequence[str] = (),
    ) -> Figures:
        """Sums of postings by party's id, of all clauses or of the named ones."""
        totals: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
        for posting in self.in_window(window):
            party = posting.party
            if party.kind == of and posting.currency == currency and (not clauses or posting.clause in clauses):
                totals[party.id] += posting.amount
                if roll_up and of == "unit":
                    for parent in self.counts.ancestors(party.id, window.last):
                        totals[parent] += posting.amount
        return totals

    def figures(
        self, name: FigureName, of: PartyKind, window: Period, roll_up: bool = False, where: When = When()
    ) -> Figures:
        """A counted figure or ``points`` by party's id; who is missing has 0.

        ``adoption_rate`` is in per cent and missing where nothing was submitted. Raises ``ValueError``
        for a figure that is neither.
        """
        counts, figure = self.counts, FIGURES[name]
        if name == "points":
            return self.total(of, window, roll_up)
        if figure.counts is None or "where" not in figure.filters:
            raise ValueError(name)
        if name == "adoption_rate":
            adopted = counts.items("adoption", of, window, where, roll_up)
            submitted = counts.items("submission", of, window, where, roll_up)
            return {id: Decimal(adopted.get(id, 0) * 100) / count for id, count in submitted.items()}
        count = counts.items if figure.distinct else counts.pieces
        return count(figure.counts, of, window, where, roll_up)

    def places(
        self, of: PartyKind, window: Period, ranking: Ranking, members: Sequence[Member] | None = None
    ) -> list[Place]:
        """Members by group (in printing order) and rank; equal ones in the order of registration."""
        columns = [(name, self.figures(name, of, window, ranking.roll_up)) for name in ranking.by]
        groups: dict[str, list[tuple[tuple[Decimal | int, ...], Member]]] = {group: [] for group in self._groups}
        for member in self.members(of, window) if members is None else members:
            key = tuple(_comparable(figures.get(member.party.id), name) for name, figures in columns)
            groups.setdefault(member.group, []).append((key, member))
        return [place for rows in groups.values() for place in _number(rows, ranking.ties)]

    def holding(self, conditions: Conditions, of: PartyKind, window: Period, ranking: Ranking) -> set[int]:
        """The ids of the members for whom ``conditions`` hold over ``window``."""
        holding = {member.party.id for member in self.members(of, window)}
        for condition in conditions.all:
            holding &= self._meeting(condition, of, window, ranking)
        if conditions.any:
            holding &= set[int]().union(
                *(self._meeting(condition, of, window, ranking) for condition in conditions.any)
            )
        return holding

    def value(self, condition: Condition, of: PartyKind, window: Period, ranking: Ranking) -> Figures:
        """The measure of a condition by party's id, for every member of ``window``."""
        found = self._measure(condition, of, window, ranking)
        default = None if condition.measure == "adoption_rate" else 0
        return {member.party.id: found.get(member.party.id, default) for member in self.members(of, window)}

    def _meeting(self, condition: Condition, of: PartyKind, window: Period, ranking: Ranking) -> set[int]:
        values = self.value(condition, of, window, ranking)
        return {id for id, value in values.items() if value is not None and condition.range.holds(value)}

    def _measure(self, condition: Condition, of: PartyKind, window: Period, ranking: Ranking) -> Figures:
        name, roll_up = condition.measure, ranking.roll_up
        if name in ("missed", "shortfall"):
            return self._quota_sums(name, of, window, condition.quota)
        if name in ("rank", "rank_from_last"):
            return {place.member.party.id: getattr(place, name) for place in self.places(of, window, ranking)}
        if name == "violations":
            return self.counts.violations(of, window, condition.kind, roll_up)
        if name == "missed_solicitations":
            return self.counts.missed_solicitations(of, window, roll_up)
        return self.figures(name, of, window, roll_up, condition.where)

    def _quota_sums(self, name: str, of: PartyKind, window: Period, quota: str) -> Figures:
        sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
        for result in self._quotas:
            if (
                result.party.kind == of
                and quota in ("", result.quota.name)
                and result.over
                and result.period.last in window
            ):
                sums[result.party.id] += result.shortfall if name == "shortfall" else Decimal(not result.met)
        return sums


def _day(posting: Posting) -> date:
    return posting.day


def _comparable(value: Decimal | int | None, name: str) -> Decimal | int:
    # A rate of nothing submitted stands below every rate.
    return value if value is not None else (-1 if name == "adoption_rate" else 0)


def _number(rows: Sequence[tuple[tuple[Decimal | int, ...], Member]], ties: str) -> list[Place]:
    ordered = sorted(rows, key=_key, reverse=True)
    equal = [[member for _figures, member in run] for _figures, run in groupby(ordered, _key)]
    places: list[Place] = []
    for number, members in enumerate(equal):
        before, behind = len(places), len(ordered) - len(places) - len(members)
        for place, member in enumerate(members):
            if ties == "none":
                rank, from_last = before + place + 1, len(ordered) - before - place
            elif ties == "dense":
                rank, from_last = number + 1, len(equal) - number
            else:
                rank, from_last = before + 1, behind + 1
            places.append(Place(member, rank, from_last))
    return places


def _key(row: tuple[tuple[Decimal | int, ...], Member]) -> tuple[Decimal | int, ...]:
    return row[0]
