"""``assess``: outcomes, honours and marks of a period."""

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import Column, say, show
from infoledger.i18n import _


def assess(ctx: typer.Context, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """List outcomes, honours and marks whose sub-periods lie in a period.

    Example: infoledger assess last-year
    """
    from infoledger.commands.reckoned import reckoned
    from infoledger.rules import outcomes

    desk: Desk = ctx.obj
    window = desk.period(period)
    reckoning = reckoned(desk, window)
    rows = [
        [each.kind, each.name, each.member.name, each.member.unit, each.member.group, each.detail]
        for each in outcomes.assess(reckoning)
    ]
    show(_columns(), rows, form, output)
    if not window.over(desk.today):
        say(_("{period} is not over: what is judged at its end is not judged yet.").format(period=window.name))


def _columns() -> list[Column]:
    return [
        Column("kind", _("Kind")),
        Column("name", _("Name")),
        Column("party", _("Party")),
        Column("unit", _("Unit")),
        Column("group", _("Group")),
        Column("detail", _("Detail")),
    ]
