"""``item duplicates``: items that were perhaps submitted before (重报)."""

import typer

from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import show
from infoledger.office.desk import Desk


def duplicates(ctx: typer.Context, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """List items of a period that are like one of the 90 days before, in title or text (重报).

    In square brackets stands where the titles differ: the earlier words, then the later ones.

    Example: infoledger item duplicates last-month
    """
    from infoledger.office.duplicates import duplicates as found

    desk: Desk = ctx.obj
    show(*found(desk, desk.period(period)), form, output)
