"""Quotas of a period as a clerk asks for them: finished, open, and longer ones under way."""

from collections import defaultdict
from collections.abc import Iterator

from infoledger.periods import Period
from infoledger.rules.measures import Member, QuotaResult
from infoledger.rules.quotas import judge, unbound
from infoledger.rules.reckoning import Reckoning
from infoledger.rules.regulation import Quota


def quota_rows(reckoning: Reckoning) -> Iterator[QuotaResult]:
    """Results by quota, sub-period and registration.

    Each sub-period that ends in the window has its results; a quota whose sub-periods are longer
    than the window shows its progress up to the window's end, open.
    """
    judged: defaultdict[tuple[str, Period], list[QuotaResult]] = defaultdict(list)
    for result in reckoning.quotas:
        judged[result.quota.name, result.period].append(result)
    names = dict.fromkeys(quota.name for each in reckoning.rulebook.regulations for quota in each.quotas)
    for name in names:
        for period in _periods(reckoning, name):
            if period.last in reckoning.window and period.over(reckoning.today):
                yield from judged[name, period]
            else:
                yield from _progress(reckoning, name, period)


def newcomers(reckoning: Reckoning) -> Iterator[tuple[Quota, Period, list[Member]]]:
    """Whom a quota of a quarter or longer does not bind in a sub-period, since they were members for part of it."""
    names = dict.fromkeys(quota.name for each in reckoning.rulebook.regulations for quota in each.quotas)
    for name in names:
        for period in _periods(reckoning, name):
            quota = _quota(reckoning, name, period)
            if quota:
                yield quota, period, unbound(quota, period, reckoning.measures)


def _periods(reckoning: Reckoning, name: str) -> list[Period]:
    rulebook, window = reckoning.rulebook, reckoning.window
    sizes = {quota.per for each in rulebook.regulations for quota in each.quotas if quota.name == name}
    ended = [period for size in sizes for period in rulebook.calendar.ending_in(size, window)]
    if not ended:
        ended = [rulebook.calendar.holding(size, window.last) for size in sizes]
    return sorted(
        period
        for period in ended
        if _quota(reckoning, name, period) and (period.size != "workday" or period.last in rulebook.workdays)
    )


def _quota(reckoning: Reckoning, name: str, period: Period) -> Quota | None:
    """The quota of that name in the regulation in force when ``period`` ends."""
    regulation = reckoning.rulebook.on(period.last)
    quotas = regulation.quotas if regulation else ()
    return next((quota for quota in quotas if quota.name == name and quota.per == period.size), None)


def _progress(reckoning: Reckoning, name: str, period: Period) -> Iterator[QuotaResult]:
    quota, regulation = _quota(reckoning, name, period), reckoning.rulebook.on(period.last)
    if quota and regulation:
        until = Period(period.first, min(period.last, reckoning.window.last))
        yield from judge(quota, period, until, False, reckoning.measures, regulation)
