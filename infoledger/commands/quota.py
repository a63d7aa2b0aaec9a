"""``quota``: done, owed, days left, and who has reported nothing."""

import typer

from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import show_answer
from infoledger.office import owing
from infoledger.office.desk import Desk


def quota(ctx: typer.Context, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """Show what each party owed and did under each quota.

    A sub-period that is not over is open: it shows progress and is not missed.

    Example: infoledger quota last-month
    """
    desk: Desk = ctx.obj
    drawn = (form or "table") == "table" and output is None
    show_answer(owing.quotas(desk, desk.period(period), bars=drawn), form, output)
