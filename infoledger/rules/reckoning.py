"""The reckoning: facts in order, sub-periods closed as they end, everything posted.

``reckon`` is the one door: a book of facts and a rulebook in, postings, quota results and outcomes
out. The order within a day: facts, then, where a sub-period ends, quotas on counts, period clauses,
floor, ceiling, quotas on points, outcomes.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import NamedTuple

from infoledger.periods import SIZES, Calendar, Period
from infoledger.rules import quotas
from infoledger.rules.actions import Ratio
from infoledger.rules.clauses import Engine, multiplier
from infoledger.rules.conditions import View
from infoledger.rules.decisions import Decision, Rules, compile_rules
from infoledger.rules.details import Outcome as OutcomeDetails
from infoledger.rules.details import Period as PeriodDetails
from infoledger.rules.facts import Book, Fact
from infoledger.rules.kinds import PARTY_KINDS
from infoledger.rules.measured import Condition, Measured
from infoledger.rules.measures import Measures, QuotaResult
from infoledger.rules.notes import offered
from infoledger.rules.postings import Party, Posting
from infoledger.rules.ratios import RatioKey, Share, Taker, ratio_key
from infoledger.rules.regulation import Clause, Outcome, Quota, Regulation
from infoledger.rules.whens import FieldTest, parts_of
from infoledger.rules.worth import named_clauses
from infoledger.workdays import Workdays

_LENGTH = {"workday": 1, "week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}


@dataclass(frozen=True)
class Rulebook:
    """The regulations by effective date, oldest first, and the calendars that they are read by.

    ``deadlines_in_workdays``: whether it hangs on workdays which items are late. ``office`` is what it is called.
    """

    regulations: tuple[Regulation, ...]
    calendar: Calendar
    unit_groups: tuple[str, ...] = ()
    workdays: Workdays = field(default_factory=Workdays)
    deadlines_in_workdays: bool = False
    office: str = ""

    def on(self, day: date) -> Regulation | None:
        """The regulation in force on ``day``."""
        return next((each for each in reversed(self.regulations) if each.effective <= day), None)

    def ended_in(self, sizes: Iterable[str], window: Period) -> Iterator[tuple[Regulation, Period]]:
        """The sub-periods of ``sizes`` that end in ``window``, each with the regulation in force on its last day.

        Where none is in force there is none; a day that is no workday is no sub-period.
        """
        for size in sizes:
            for period in self.calendar.ending_in(size, window):
                regulation = self.on(period.last)
                if regulation and (size != "workday" or period.last in self.workdays):
                    yield regulation, period

    def guessed_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years from ``first`` to ``last`` whose workdays are asked for but not known."""
        asked = self.deadlines_in_workdays or any(
            quota.per == "workday" for each in self.regulations for quota in each.quotas
        )
        return self.workdays.unknown(first, last) if asked else ()

    @property
    def clauses(self) -> Iterator[Clause]:
        """The clauses of all regulations."""
        return (clause for each in self.regulations for clause in (*each.scoring, *each.rewards))

    @property
    def asks_whole_life(self) -> bool:
        """Whether a rule asks what an item was ever worth or whether it went up, so that its whole life is needed."""
        tests = parts_of(self.regulations, FieldTest)
        return bool(named_clauses(self.clauses)) or any(test.field == "forwarded" for test in tests)

    @property
    def asks_informants(self) -> bool:
        """Whether anything in a rule, if only a word, may have to do with who wrote an item."""
        return not {"informant", "both", "role"}.isdisjoint(parts_of(self.regulations, str))

    @property
    def judges_each_alone(self) -> bool:
        """Whether the postings of a party follow from the facts that concern it.

        They do not where a sub-unit's facts count for its parent, or where a clause hangs on what others
        have: on a rank, its own or that of an outcome, or on their best, mean or total. All else is kept
        by party: what items are worth to it, caps, counts and quotas.
        """
        clauses = tuple(self.clauses)
        outcomes = tuple(outcome for each in self.regulations for outcome in each.outcomes)
        judged = (clauses, outcomes if any(clause.fact == "outcome" for clause in clauses) else ())
        measures = {each.measure for each in parts_of(judged, Condition)}
        measures |= {each.measure for each in parts_of(judged, Measured)}
        on_rank = not measures.isdisjoint(("rank", "rank_from_last"))
        on_peers = any(ratio.over in ("best", "mean", "total") for ratio in parts_of(clauses, Ratio))
        return not on_rank and not on_peers and not any(each.ranking.roll_up for each in self.regulations)

    def first_day(self, window: Period) -> date:
        """From which day on facts are needed to reckon ``window`` exactly.

        The assessment year's first; earlier where an outcome looks back over a streak, or where a
        week that ends in the year began before it.
        """
        day = self.calendar.year_of(window.first).first
        if self._look_back:
            day = self.calendar.year_of(day - timedelta(self._look_back)).first
        return self.calendar.holding("week", day).first if "week" in self.sizes else day

    @cached_property
    def _look_back(self) -> int:
        streaks = (
            (outcome.running - 1) * _LENGTH[outcome.per]
            for regulation in self.regulations
            for outcome in regulation.outcomes
        )
        judged = {per for regulation in self.regulations for per in _judged_by_points(regulation)}
        return sum(streaks) + (7 if "week" in judged else 0)

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        """The sizes of sub-period at whose end something is judged, short to long."""
        used = {per for regulation in self.regulations for per in _judged_by_points(regulation)}
        used |= {quota.per for regulation in self.regulations for quota in regulation.quotas}
        return tuple(size for size in SIZES if size in used)


def _judged_by_points(regulation: Regulation) -> Iterator[str]:
    yield from (outcome.per for outcome in regulation.outcomes)
    yield from (quota.per for quota in regulation.quotas if quota.count == "points")
    yield from (clause.per for clause in regulation.scoring + regulation.rewards if clause.per)
    yield from (bound.per for bound in (regulation.floor, regulation.ceiling) if bound)


class Owner(NamedTuple):
    """Who owes or is judged, by name, with the unit where it has one."""

    name: str
    unit: str = ""


class Held(NamedTuple):
    """An outcome that holds for a party in a sub-period."""

    outcome: Outcome
    party: Party
    period: Period


@dataclass(frozen=True)
class Reckoning:
    """All that follows from a book under a rulebook, up to the last day of ``window``."""

    rulebook: Rulebook
    window: Period
    today: date
    measures: Measures
    postings: Sequence[Posting]
    quotas: Sequence[QuotaResult]
    outcomes: Sequence[Held]

    def owner(self, result: QuotaResult) -> Owner:
        """Who owes a quota, as it stood when the sub-period ended: a member, or the office itself."""
        if result.party is None:
            return Owner(self.rulebook.office)
        member = self.measures.member(result.party, result.period.last)
        return Owner(member.name, member.unit)

    def counted_for(self, party: Party) -> set[Party]:
        """Whose postings make up the points of ``party``: itself and, where the ranking rolls up, its sub-units."""
        regulation = self.rulebook.on(self.window.last)
        if party.kind == "informant" or not regulation or not regulation.ranking.roll_up:
            return {party}
        ancestors, last = self.measures.counts.ancestors, self.window.last
        return {party, *(Party("unit", unit) for unit in self.book.units if party.id in ancestors(unit, last))}

    @property
    def book(self) -> Book:
        """The facts that were reckoned."""
        return self.measures.book


def reckon(book: Book, rulebook: Rulebook, window: Period, today: date, first: date | None = None) -> Reckoning:
    """Reckon everything up to the end of ``window``; sub-periods not over by ``today`` stay open.

    ``book`` must hold the facts from ``first`` on, which is ``rulebook.first_day(window)`` or,
    if the windows before are asked for too, an earlier day of that kind.
    """
    return _Run(book, rulebook, window, today, first or rulebook.first_day(window)).result()


class _Run:
    def __init__(self, book: Book, rulebook: Rulebook, window: Period, today: date, first: date) -> None:
        self._rulebook, self._window, self._today, self._first = rulebook, window, today, first
        self._engine = Engine(book, rulebook.calendar, rulebook.regulations)
        self._quotas: list[QuotaResult] = []
        self._outcomes: list[Held] = []
        self._measures = Measures(book, self._engine.postings, self._quotas, rulebook.unit_groups, rulebook.calendar)
        self._streaks: defaultdict[str, dict[Period, set[int]]] = defaultdict(dict)
        self._compiled = {regulation.effective: compile_rules(regulation) for regulation in rulebook.regulations}
        self._numbers = count(1)

    def result(self) -> Reckoning:
        judged = frozenset(("adjustment",)).union(*self._compiled.values())
        facts: defaultdict[date, list[Fact]] = defaultdict(list)
        for fact in self._measures.book.facts:
            if fact.kind in judged:
                facts[fact.day].append(fact)
        closings = self._closings()
        for day in sorted(facts.keys() | closings.keys()):
            self._take(day, facts.get(day, ()))
            if day in closings:
                self._close(day, closings[day])
        return Reckoning(
            self._rulebook,
            self._window,
            self._today,
            self._measures,
            self._engine.postings,
            self._quotas,
            self._outcomes,
        )

    def _run(self, regulation: Regulation, fact: Fact) -> None:
        rules = self._compiled[regulation.effective].get(fact.kind)
        if rules:
            self._engine.run(rules, fact)

    def _closings(self) -> Mapping[date, Mapping[str, Period]]:
        """The sub-periods that are over by today, by the day on which they end and their size."""
        first = self._first
        days: defaultdict[date, dict[str, Period]] = defaultdict(dict)
        for _regulation, period in self._rulebook.ended_in(self._rulebook.sizes, Period(first, self._window.last)):
            if period.first >= first and period.over(self._today):
                days[period.last][period.size] = period
        return days

    def _take(self, day: date, facts: Sequence[Fact]) -> None:
        regulation = self._rulebook.on(day)
        rules = self._compiled[regulation.effective] if regulation else {}
        for fact in facts:
            if fact.kind == "adjustment":
                self._engine.adjust(fact, regulation)
            elif fact.kind in rules:
                self._engine.run(rules[fact.kind], fact)

    def _close(self, day: date, periods: Mapping[str, Period]) -> None:
        regulation = self._rulebook.on(day)
        if regulation is None:
            return
        self._judge_quotas(regulation, periods, [quota for quota in regulation.quotas if quota.count != "points"])
        self._judge_periods(regulation, periods)
        self._keep_within_bounds(regulation, periods)
        self._judge_quotas(regulation, periods, [quota for quota in regulation.quotas if quota.count == "points"])
        for size, period in periods.items():
            self._judge_outcomes(
                regulation, period, [outcome for outcome in regulation.outcomes if outcome.per == size]
            )

    def _judge_quotas(self, regulation: Regulation, periods: Mapping[str, Period], owed: Sequence[Quota]) -> None:
        rules = self._compiled[regulation.effective].get("quota")
        for size, period in periods.items():
            results = [
                result
                for quota in owed
                if quota.per == size
                for result in quotas.judge(quota, period, period, True, self._measures, regulation)
            ]
            self._quotas.extend(results)
            facts = [quotas.as_fact(result, next(self._numbers)) for result in results]
            if rules:
                self._run_all(rules, [fact for fact in facts if fact], period, regulation)

    def _judge_periods(self, regulation: Regulation, periods: Mapping[str, Period]) -> None:
        for clause in (*regulation.scoring, *regulation.rewards):
            period = periods.get(clause.per or "")
            if period is None:
                continue
            holding = self._measures.holding(clause.conditions, clause.by, period, regulation)
            facts = []
            for member, months in quotas.takers(self._measures, clause.by, period, clause.part):
                if member.party.id in holding:
                    unit, informant = quotas.owner(member.party)
                    details: PeriodDetails = {"months": months} if months else {}
                    facts.append(Fact("period", next(self._numbers), period.last, (), unit, informant, details))
            self._run_all(Rules([clause], regulation), facts, period, regulation)

    def _run_all(self, rules: Rules, facts: Sequence[Fact], period: Period, regulation: Regulation) -> None:
        """Post for ``facts`` of one sub-period; what ratios give is reckoned before anything is posted."""
        self._engine.ratios = self._ratios(rules, facts, period, regulation) if rules.have_ratios else {}
        for fact in facts:
            self._engine.run(rules, fact)

    def _ratios(
        self, rules: Rules, facts: Sequence[Fact], period: Period, regulation: Regulation
    ) -> dict[RatioKey, Share]:
        """What ratios give for ``facts``: to all whom one case of a clause admits for one quota or period at once."""
        admitted: defaultdict[Hashable, list[tuple[Decision, View]]] = defaultdict(list)
        for fact in facts:
            for decision, view in self._engine.decisions(rules, fact):
                if isinstance(decision.action, Ratio):
                    case = (id(decision.action), decision.clause.name, fact.details.get("quota"), view.party.kind)
                    admitted[case].append((decision, view))
        found: dict[RatioKey, Share] = {}
        for pairs in admitted.values():
            decision, view = pairs[0]
            assert isinstance(decision.action, Ratio)
            of, places = view.party.kind, decision.source.decimals
            takers = [Taker(each.party.id, multiplier(one, each), each.fact) for one, each in pairs]
            given = self._measures.shares(decision.action, takers, of, period, regulation, places)
            for one, each in pairs:
                if each.party.id in given:
                    found[ratio_key(one, each.fact)] = given[each.party.id]
        return found

    def _keep_within_bounds(self, regulation: Regulation, periods: Mapping[str, Period]) -> None:
        """Raise totals to the floor, then lower them to the ceiling."""
        for clause, bound in (("floor", regulation.floor), ("ceiling", regulation.ceiling)):
            period = periods.get(bound.per) if bound else None
            if bound and period:
                note = offered("raised" if clause == "floor" else "lowered", bound.points)
                for party, change in self._beyond(bound.points, clause == "floor", period):
                    posting = Posting(party, period.last, change, "points", clause, "", regulation.called, None, note)
                    self._engine.postings.append(posting)

    def _beyond(self, bound: Decimal, is_floor: bool, period: Period) -> Iterator[tuple[Party, Decimal]]:
        """What brings the totals of ``period`` that lie beyond ``bound`` to it."""
        for of in PARTY_KINDS:
            totals = self._measures.total(of, period)
            for member in self._measures.members(of, period):
                # Regulations that score units alone owe informants no floor.
                if of == "unit" or member.party.id in totals:
                    change = bound - (totals.get(member.party.id) or 0)
                    if (change > 0) if is_floor else (change < 0):
                        yield member.party, change

    def _judge_outcomes(self, regulation: Regulation, period: Period, outcomes: Sequence[Outcome]) -> None:
        """All outcomes of one sub-period are judged before any clause posts for one of them."""
        met = {outcome.name: self._held(outcome, period, regulation) for outcome in outcomes}
        held = dict(met)
        for outcome in outcomes:
            for name in outcome.replaces:
                if name in held:
                    held[name] = held[name] - met[outcome.name]
        judged = [
            Held(outcome, member.party, period)
            for outcome in outcomes
            for member in self._measures.members(outcome.of, period)
            if member.party.id in held[outcome.name]
        ]
        self._outcomes.extend(judged)
        for each in judged:
            unit, informant = quotas.owner(each.party)
            details: OutcomeDetails = {"outcome": each.outcome.name}
            fact = Fact("outcome", next(self._numbers), period.last, (), unit, informant, details)
            self._run(regulation, fact)

    def _held(self, outcome: Outcome, period: Period, regulation: Regulation) -> set[int]:
        """For whom the conditions hold now and in each of the ``running`` − 1 sub-periods before."""
        streak = self._streaks[outcome.name]
        streak[period] = self._measures.holding(outcome.conditions, outcome.of, period, regulation)
        held = set(streak[period])
        for _before in range(outcome.running - 1):
            period = self._rulebook.calendar.before(period)
            held &= streak.get(period, set())
        return held
