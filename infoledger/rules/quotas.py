"""Quotas (任务数): what each party owed in a sub-period and what it did."""

from collections.abc import Iterator
from decimal import Decimal

from infoledger.periods import Period
from infoledger.rules.conditions import View, compile_when
from infoledger.rules.facts import Fact
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measures import Figures, Measures, Member, QuotaResult
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.regulation import Quota, Ranking


def judge(
    quota: Quota, period: Period, until: Period, over: bool, measures: Measures, ranking: Ranking
) -> Iterator[QuotaResult]:
    """Results of all who owe ``quota`` in ``period``, counting what is dated in ``until``.

    Only parties whose membership covers the whole sub-period owe it; a unit without headcount has
    no quota by head.
    """
    of: PartyKind = "informant" if quota.by == "informant" else "unit"
    owes = compile_when(quota.owed_by)
    counts = _counts(quota, of, until, measures, ranking)
    for member in measures.members(of, period, whole=True):
        view = View(measures.book, Fact("quota", 0, period.last), None, member.party)
        least = _least(quota, member.party, period, measures) if owes(view) else None
        if least is not None:
            done = Decimal(counts.get(member.party.id) or ZERO)
            yield QuotaResult(quota, member.party, period, least, done, over)


def unbound(quota: Quota, period: Period, measures: Measures) -> list[Member]:
    """Who would owe ``quota`` in ``period`` but was a member for part of it only."""
    of: PartyKind = "informant" if quota.by == "informant" else "unit"
    owes = compile_when(quota.owed_by)
    bound = {member.party for member in measures.members(of, period, whole=True)}
    return [
        member
        for member in measures.members(of, period)
        if member.party not in bound
        and owes(View(measures.book, Fact("quota", 0, period.last), None, member.party))
        and _least(quota, member.party, period, measures) is not None
    ]


def as_fact(result: QuotaResult, id: int) -> Fact:
    """The fact that a finished quota is, for the clauses that reward or punish it."""
    unit, informant = _owner(result.party)
    details = {
        "quota": result.quota.name,
        "met": result.met,
        "count": result.done,
        "least": result.least,
        "shortfall": result.shortfall,
        "excess": result.excess,
    }
    return Fact("quota", id, result.period.last, (), unit, informant, details)


def _owner(party: Party) -> tuple[int | None, int | None]:
    return (party.id, None) if party.kind == "unit" else (None, party.id)


def _counts(quota: Quota, of: PartyKind, until: Period, measures: Measures, ranking: Ranking) -> Figures:
    if quota.count == "points":
        return measures.total(of, until, ranking.roll_up)
    return measures.counts.items(quota.count, of, until, quota.where, ranking.roll_up)


def _least(quota: Quota, party: Party, period: Period, measures: Measures) -> Decimal | None:
    if isinstance(quota.least, Decimal):
        least = quota.least
    else:
        names = _names(party, period, measures)
        found = next((name for name in names if name in quota.least), None)
        if found is None:
            return None
        least = quota.least[found]
    if quota.by == "head":
        headcount = measures.book.units[party.id].on(period.last).headcount
        return None if headcount is None else least * headcount
    return least


def _names(party: Party, period: Period, measures: Measures) -> tuple[str, ...]:
    if party.kind == "unit":
        return measures.book.names(party.id, period.last)
    return (measures.book.informants[party.id].name,)
