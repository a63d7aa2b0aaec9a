"""Quotas (任务数): what each party owed in a sub-period and what it did."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from infoledger.numbers import rounded
from infoledger.periods import Period
from infoledger.rules.conditions import View, compile_when
from infoledger.rules.details import Months
from infoledger.rules.details import Quota as QuotaDetails
from infoledger.rules.facts import Fact
from infoledger.rules.figures import Figures
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measures import Measures, Member, QuotaResult
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.regulation import Part, Quota, Regulation

#: The sub-periods that are made of months, of which one may be a member for a part.
_OF_MONTHS = ("quarter", "half", "year")


def judge(
    quota: Quota, period: Period, until: Period, over: bool, measures: Measures, regulation: Regulation
) -> Iterator[QuotaResult]:
    """Results of all who owe ``quota`` in ``period``, counting what is dated in ``until``.

    Only parties whose membership covers the whole sub-period owe it or, pro rata, those with a whole
    month of it; a unit without headcount has no quota by head.
    """
    if quota.by == "office":
        assert quota.count != "points"
        assert isinstance(quota.least, Decimal)
        done = measures.counts.whole(quota.count, until, quota.where, quota.weigh)
        yield QuotaResult(quota, None, period, quota.least, Decimal(done), over)
        return
    of = _owing(quota)
    counts = _counts(quota, of, until, measures, regulation)
    for member, months in takers(measures, of, period, quota.part):
        least = _least(quota, member.party, period, measures) if _owes(quota, member, period, measures) else None
        if least is not None:
            if months:
                places = regulation.decimals if quota.count == "points" else 0
                least = rounded(least * months.there / months.of, places)
            yield QuotaResult(
                quota, member.party, period, least, Decimal(counts.get(member.party.id) or ZERO), over, months
            )


def unbound(quota: Quota, period: Period, measures: Measures) -> list[Member]:
    """Whom ``quota`` does not bind in a ``period`` of a quarter or longer for not having been a member all through."""
    if quota.by == "office" or period.size not in _OF_MONTHS:
        return []
    of = _owing(quota)
    bound = {member.party for member, _months in takers(measures, of, period, quota.part)}
    return [
        member
        for member in measures.members(of, period)
        if member.party not in bound
        and _owes(quota, member, period, measures)
        and _least(quota, member.party, period, measures) is not None
    ]


def takers(measures: Measures, of: PartyKind, period: Period, part: Part) -> Iterator[tuple[Member, Months | None]]:
    """The members of all of ``period`` and, pro rata, those of a whole month of it, with their months."""
    whole = {member.party for member in measures.members(of, period, whole=True)}
    for member in measures.members(of, period):
        if member.party in whole:
            yield member, None
        elif part == "pro_rata" and period.size in _OF_MONTHS:
            months = _months(measures, member.party, period)
            if months.there:
                yield member, months


def binds_somebody(quota: Quota, period: Period, measures: Measures) -> bool:
    """Whether anybody who belonged on a day of ``period`` is among those whom ``quota`` is for."""
    named = quota.least if isinstance(quota.least, Mapping) else None
    return quota.by == "office" or any(
        _owes(quota, member, period, measures)
        and (named is None or any(name in named for name in _names(member.party, period, measures)))
        for member in measures.members(_owing(quota), period)
    )


def as_fact(result: QuotaResult, id: int) -> Fact | None:
    """The fact that a finished quota is, for the clauses that reward or punish it; the office's own is none."""
    if result.party is None:
        return None
    unit, informant = owner(result.party)
    details: QuotaDetails = {
        "quota": result.quota.name,
        "met": result.met,
        "count": result.done,
        "least": result.least,
        "shortfall": result.shortfall,
        "excess": result.excess,
    }
    return Fact("quota", id, result.period.last, (), unit, informant, details)


def owner(party: Party) -> tuple[int | None, int | None]:
    """The unit or the informant that a fact of ``party`` itself names."""
    return (party.id, None) if party.kind == "unit" else (None, party.id)


def _owing(quota: Quota) -> PartyKind:
    return "informant" if quota.by == "informant" else "unit"


def _owes(quota: Quota, member: Member, period: Period, measures: Measures) -> bool:
    return compile_when(quota.owed_by)(View(measures.book, Fact("quota", 0, period.last), None, member.party))


def _months(measures: Measures, party: Party, period: Period) -> Months:
    who = measures.book.units[party.id] if party.kind == "unit" else measures.book.informants[party.id]
    months = list(measures.calendar.ending_in("month", period))
    return Months(sum(who.joined <= month.first and who.left >= month.last for month in months), len(months))


def _counts(quota: Quota, of: PartyKind, until: Period, measures: Measures, regulation: Regulation) -> Figures:
    roll_up = regulation.ranking.roll_up
    if quota.count == "points":
        return measures.total(of, until, roll_up, clauses=quota.clauses)
    return measures.counts.items(quota.count, of, until, quota.where, roll_up, quota.weigh)


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
