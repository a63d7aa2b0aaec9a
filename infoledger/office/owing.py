"""Owing: what each party owed and did under each quota, and who has done nothing yet."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from infoledger.i18n import N_, _, listed
from infoledger.listings import Answer, Word
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.reckoning import days_left, guessed_years, reckoned
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.rules.measures import QuotaResult
    from infoledger.rules.reckoning import Reckoning

_COLUMNS = ("quota", "party", "unit", "period", "least", "count", "shortfall", "met")


def quotas(desk: Desk, window: Period, *, bars: bool = False) -> Answer:
    """What each party owed and did in ``window``, and who has done nothing; with ``bars`` progress is drawn too."""
    from infoledger.rules.progress import quota_rows

    reckoning = reckoned(desk, window)
    results = list(quota_rows(reckoning))
    rows = [[*_cells(result, reckoning), *([_bar(result)] if bars else [])] for result in results]
    by_workday = any(result.quota.per == "workday" for result in results)
    guessed = guessed_years(reckoning.rulebook.workdays, window) if by_workday else []
    return Answer(
        (columns(*_COLUMNS, *(["progress"] if bars else [])), rows),
        [*_open(results, reckoning), *_idle(results, reckoning), *unbound(reckoning), *guessed],
    )


def unbound(reckoning: "Reckoning") -> Iterator[str]:
    """Whom a quota of a quarter or longer does not bind, since they were members for part of it only."""
    from infoledger.rules.progress import newcomers

    told = _("{quota} {period} does not bind, being members for part of it only: {names}")
    for quota, period, members in newcomers(reckoning):
        if members:
            names = listed(member.name for member in members)
            yield told.format(quota=quota.name, period=period.words, names=names)


def _cells(result: "QuotaResult", reckoning: "Reckoning") -> list[Any]:
    """A quota result as the cells of ``_COLUMNS``."""
    met = result.met if result.over else Word(N_("open"))
    return [
        result.quota.name,
        *reckoning.owner(result),
        result.period.name,
        result.least,
        result.done,
        result.shortfall,
        met,
    ]


def _bar(result: "QuotaResult", width: int = 10) -> str:
    """Progress as a bar that needs no character that an old console lacks."""
    done = width if result.met else int(width * max(result.done, Decimal(0)) / max(result.least, Decimal(1)))
    return "#" * done + "." * (width - done)


def _open(results: "Sequence[QuotaResult]", reckoning: "Reckoning") -> Iterator[str]:
    """How many days are left of each sub-period that is open."""
    for period in dict.fromkeys(result.period for result in results if not result.over):
        if period.last >= reckoning.today:
            yield days_left(period, reckoning.today)


def _idle(results: "Sequence[QuotaResult]", reckoning: "Reckoning") -> Iterator[str]:
    """Who has done nothing yet of what is owed."""
    nothing = [result for result in results if not result.done and result.least]
    for name, period in dict.fromkeys((result.quota.name, result.period) for result in nothing):
        idle = [_cells(each, reckoning)[1] for each in nothing if (each.quota.name, each.period) == (name, period)]
        yield _("{quota} {period}, nothing yet: {names}").format(quota=name, period=period.words, names=listed(idle))
