"""Figures of parties over a window: members, counts, points and ranks, and conditions on them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, cast

from infoledger.periods import Calendar, Period
from infoledger.rules.actions import Ratio
from infoledger.rules.counts import Counts
from infoledger.rules.details import Months
from infoledger.rules.facts import Book
from infoledger.rules.figures import FIGURES, FigureName, Figures
from infoledger.rules.kinds import Currency, PartyKind
from infoledger.rules.measured import Condition, Conditions, Measured
from infoledger.rules.postings import ZERO, Party, Posting
from infoledger.rules.ratios import Share, Taker, shares
from infoledger.rules.regulation import Column, Quota, Regulation
from infoledger.rules.whens import When

#: The figures that are unknown where nothing tells them; others are then 0.
_UNKNOWN = frozenset(("adoption_rate", "headcount"))
_Merits = tuple[tuple[bool, Decimal | int], ...]


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
    """What a party owed under a quota in a sub-period, and what it did; ``over`` once finished.

    ``party`` is None where the office itself owes. ``months`` are those of a member for part of it.
    """

    quota: Quota
    party: Party | None
    period: Period
    least: Decimal
    done: Decimal
    over: bool
    months: Months | None = None

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
        self,
        book: Book,
        postings: Sequence[Posting] = (),
        quotas: Sequence[QuotaResult] = (),
        groups: Sequence[str] = (),
        calendar: Calendar | None = None,
    ) -> None:
        self.book = book
        self.calendar = calendar or Calendar()
        self.counts = Counts(book)
        self._postings = postings
        self._quotas = quotas
        self._groups = groups
        self._totals: dict[Hashable, Figures] = {}

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
        """Sums of postings by party's id, of all clauses or of the named ones, then also where they are a basis."""
        # Postings are only ever added: as long as there are no more of them their sums stay.
        asked = (of, window.first, window.last, roll_up, currency, tuple(clauses), len(self._postings))
        found = self._totals.get(asked)
        if found is None:
            found = self._totals[asked] = self._sum(of, window, roll_up, currency, clauses)
        return found

    def _sum(self, of: PartyKind, window: Period, roll_up: bool, currency: Currency, clauses: Sequence[str]) -> Figures:
        totals: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
        named, posted = frozenset(clauses), {currency, "basis"} if clauses and currency == "points" else {currency}
        for posting in self.in_window(window):
            party = posting.party
            if party.kind == of and posting.currency in posted and (not named or posting.clause in named):
                totals[party.id] += posting.amount
                if roll_up and of == "unit":
                    for parent in self.counts.ancestors(party.id, window.last):
                        totals[parent] += posting.amount
        return totals

    def figures(
        self,
        name: FigureName,
        of: PartyKind,
        window: Period,
        roll_up: bool = False,
        where: When = When(),
        kind: str = "",
    ) -> Figures:
        """A counted figure, or points, by party's id; who is missing has 0.

        ``adoption_rate`` is in per cent and missing where nothing was submitted. Raises ``ValueError``
        for a figure that is none of these.
        """
        counts = self.counts
        match name:
            case "points" | "points_to_date":
                return self.total(of, window if name == "points" else self._to_date(window), roll_up)
            case "violations":
                return counts.violations(of, window, kind, roll_up)
            case "missed_solicitations":
                return counts.missed_solicitations(of, window, roll_up)
            case "adoption_rate":
                adopted = counts.items("adoption", of, window, where, roll_up)
                submitted = counts.items("submission", of, window, where, roll_up)
                return {id: Decimal(adopted.get(id, 0) * 100) / count for id, count in submitted.items()}
        count, kind_counted = (counts.items if FIGURES[name].distinct else counts.pieces), FIGURES[name].counts
        if kind_counted is None:
            raise ValueError(name)
        return count(kind_counted, of, window, where, roll_up)

    def column(self, column: Column, of: PartyKind, window: Period, regulation: Regulation) -> Figures:
        """A column of the notice by party's id; None or missing where it is empty."""
        roll_up = regulation.ranking.roll_up
        if column.ratio is not None:
            takers = [Taker(member.party.id) for member in self.members(of, window)]
            found = self.shares(column.ratio, takers, of, window, regulation, regulation.decimals)
            return {taker.id: found[taker.id].amount if taker.id in found else None for taker in takers}
        if column.clauses:
            return self.total(of, window, roll_up, clauses=column.clauses)
        assert column.count
        return self.counts.items(column.count, of, window, column.where, roll_up)

    def shares(
        self,
        ratio: Ratio,
        takers: Sequence[Taker],
        of: PartyKind,
        window: Period,
        regulation: Regulation,
        places: int,
    ) -> dict[int, Share]:
        """What each of ``takers`` gets by ``ratio``, by id."""
        together = ratio.within == "all"
        groups = {member.party.id: "" if together else member.group for member in self.members(of, window)}
        return shares(ratio, takers, lambda asked: self.measured(asked, of, window, regulation), groups, places)

    def places(
        self, of: PartyKind, window: Period, regulation: Regulation, members: Sequence[Member] | None = None
    ) -> list[Place]:
        """Members by group (in printing order) and rank; equal ones in the order of registration."""
        ranking = regulation.ranking
        columns = [self._ranked(name, of, window, regulation) for name in ranking.by]
        groups: dict[str, list[tuple[_Merits, Member]]] = {group: [] for group in self._groups}
        for member in self.members(of, window) if members is None else members:
            merits = tuple(_merit(figures.get(member.party.id, default)) for figures, default in columns)
            groups.setdefault(member.group, []).append((merits, member))
        return [place for rows in groups.values() for place in _number(rows, ranking.ties)]

    def holding(self, conditions: Conditions, of: PartyKind, window: Period, regulation: Regulation) -> set[int]:
        """The ids of the members for whom ``conditions`` hold over ``window``."""
        holding = {member.party.id for member in self.members(of, window)}
        for condition in conditions.all:
            holding &= self._meeting(condition, of, window, regulation)
        if conditions.any:
            holding &= set[int]().union(
                *(self._meeting(condition, of, window, regulation) for condition in conditions.any)
            )
        return holding

    def measured(self, asked: Measured, of: PartyKind, window: Period, regulation: Regulation) -> Figures:
        """A figure by party's id, for every member of ``window``; None where it is unknown."""
        found = self._measured(asked, of, window, regulation)
        default = None if asked.measure in _UNKNOWN else 0
        return {member.party.id: found.get(member.party.id, default) for member in self.members(of, window)}

    def _meeting(self, condition: Condition, of: PartyKind, window: Period, regulation: Regulation) -> set[int]:
        values = self.measured(condition.measured, of, window, regulation)
        return {id for id, value in values.items() if value is not None and condition.range.holds(value)}

    def _measured(self, asked: Measured, of: PartyKind, window: Period, regulation: Regulation) -> Figures:
        name, roll_up = asked.measure, regulation.ranking.roll_up
        match name:
            case "missed" | "shortfall":
                return self._quota_sums(name, of, window, asked.quota)
            case "rank" | "rank_from_last":
                return {place.member.party.id: getattr(place, name) for place in self.places(of, window, regulation)}
            case "headcount":
                units = self.book.units.values() if of == "unit" else ()
                return {unit.id: unit.on(window.last).headcount for unit in units}
            case "points":
                return self.total(of, window, roll_up, clauses=asked.clauses)
            case _:
                return self.figures(name, of, window, roll_up, asked.where, asked.kind)

    def _ranked(
        self, name: str, of: PartyKind, window: Period, regulation: Regulation
    ) -> tuple[Figures, Decimal | int | None]:
        """A figure or a column to rank by, and what who is missing in it has."""
        if name in FIGURES:
            figure = cast("FigureName", name)
            return self.figures(figure, of, window, regulation.ranking.roll_up), None if name in _UNKNOWN else 0
        column = next(column for column in regulation.columns if column.name == name)
        return self.column(column, of, window, regulation), None if column.ratio else 0

    def _to_date(self, window: Period) -> Period:
        """From the beginning of the assessment year to the last day of ``window``."""
        return Period(self.calendar.year_of(window.last).first, window.last)

    def _quota_sums(self, name: str, of: PartyKind, window: Period, quota: str) -> Figures:
        sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
        for result in self._quotas:
            if (
                result.party is not None
                and result.party.kind == of
                and quota in ("", result.quota.name)
                and result.over
                and result.period.last in window
            ):
                sums[result.party.id] += result.shortfall if name == "shortfall" else Decimal(not result.met)
        return sums


def _day(posting: Posting) -> date:
    return posting.day


def _merit(value: Decimal | int | None) -> tuple[bool, Decimal | int]:
    # What is unknown stands below everything.
    return (value is not None, value or 0)


def _number(rows: Sequence[tuple[_Merits, Member]], ties: str) -> list[Place]:
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


def _key(row: tuple[_Merits, Member]) -> _Merits:
    return row[0]
