"""``quota``: done, owed, days left, and who has reported nothing."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from infoledger.commands.guessed import say_guessed
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import say, show
from infoledger.i18n import N_, _, listed
from infoledger.listings import Word
from infoledger.office.columns import columns
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.rules.measures import QuotaResult
    from infoledger.rules.reckoning import Reckoning


_COLUMNS = ("quota", "party", "unit", "period", "least", "count", "shortfall", "met")


def quota(ctx: typer.Context, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """Show what each party owed and did under each quota.

    A sub-period that is not over is open: it shows progress and is not missed.

    Example: infoledger quota last-month
    """
    from infoledger.office.reckoning import reckoned
    from infoledger.rules.progress import quota_rows

    desk: Desk = ctx.obj
    reckoning = reckoned(desk, desk.period(period))
    results = list(quota_rows(reckoning))
    drawn = (form or "table") == "table" and output is None
    rows = [[*_cells(result, reckoning), *([_bar(result)] if drawn else [])] for result in results]
    show(columns(*_COLUMNS, *(["progress"] if drawn else [])), rows, form, output)
    _summarise(results, reckoning)
    if any(result.quota.per == "workday" for result in results):
        say_guessed(reckoning.rulebook.workdays, reckoning.window)


def _cells(result: "QuotaResult", reckoning: "Reckoning") -> list[Any]:
    """A quota result as the cells of ``_COLUMNS``."""
    member = reckoning.measures.member(result.party, result.period.last)
    met = result.met if result.over else Word(N_("open"))
    return [
        result.quota.name,
        member.name,
        member.unit,
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


def _summarise(results: "list[QuotaResult]", reckoning: "Reckoning") -> None:
    for period in dict.fromkeys(result.period for result in results if not result.over):
        left = (period.last - reckoning.today).days
        if left >= 0:
            say(_("{period} is open: {days} days left.").format(period=period.name, days=left))
    nothing = [result for result in results if not result.done and result.least]
    for name, period in dict.fromkeys((result.quota.name, result.period) for result in nothing):
        idle = [_cells(each, reckoning)[1] for each in nothing if (each.quota.name, each.period) == (name, period)]
        say(_("{quota} {period}, nothing yet: {names}").format(quota=name, period=period.name, names=listed(idle)))
