"""``quota``: done, owed, days left, and who has reported nothing."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import Column, Word, say, show
from infoledger.i18n import N_, _

if TYPE_CHECKING:
    from infoledger.rules.measures import QuotaResult
    from infoledger.rules.reckoning import Reckoning


def quota(ctx: typer.Context, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """Show what each party owed and did under each quota.

    A sub-period that is not over is open: it shows progress and is not missed.

    Example: infoledger quota last-month
    """
    from infoledger.commands.reckoned import reckoned
    from infoledger.rules.progress import quota_rows

    desk: Desk = ctx.obj
    reckoning = reckoned(desk, desk.period(period))
    results = list(quota_rows(reckoning))
    bars = [Column("progress", _("Progress"))] if (form or "table") == "table" and output is None else []
    rows = [[*cells(result, reckoning), *([_bar(result)] if bars else [])] for result in results]
    show([*columns(), *bars], rows, form, output)
    _summarise(results, reckoning)


def columns() -> list[Column]:
    """The columns of ``quota``."""
    return [
        Column("quota", _("Quota")),
        Column("party", _("Party")),
        Column("unit", _("Unit")),
        Column("period", _("Period")),
        Column("least", _("Owed"), numeric=True),
        Column("count", _("Done"), numeric=True),
        Column("shortfall", _("Shortfall"), numeric=True),
        Column("met", _("Met")),
    ]


def cells(result: "QuotaResult", reckoning: "Reckoning") -> list[Any]:
    """A quota result as the cells of ``columns``."""
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


def _bar(result: "QuotaResult", width: int = 20) -> str:
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
        idle = [cells(each, reckoning)[1] for each in nothing if (each.quota.name, each.period) == (name, period)]
        say(_("{quota} {period}, nothing yet: {names}").format(quota=name, period=period.name, names="、".join(idle)))
