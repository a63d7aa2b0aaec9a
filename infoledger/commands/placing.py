"""``placing``: where this office stands in what its superiors make known (位次)."""

from typing import Annotated

import typer

from infoledger.commands.done import record
from infoledger.commands.options import Form, On, OptionalPeriod, Output, PeriodText
from infoledger.commands.showing import is_whole, show_listing
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk

app = typer.Typer(help=_("Record where this office stands in what a body makes known (位次), and list it."))


@app.command()
def add(
    ctx: typer.Context,
    period: PeriodText,
    body: Annotated[str, typer.Option("--by", metavar="BODY", help=_("The body that made it known."))],
    rank: Annotated[str | None, typer.Option("--rank", metavar="N", help=_("The rank."))] = None,
    of: Annotated[str | None, typer.Option("--of", metavar="N", help=_("Among how many offices."))] = None,
    points: Annotated[str | None, typer.Option("--points", metavar="POINTS", help=_("The points."))] = None,
    task: Annotated[str | None, typer.Option("--task", metavar="POINTS", help=_("The task in points."))] = None,
    date: On = None,
) -> None:
    """Record where this office stands in what a body made known of a period.

    Example: infoledger placing add 2026-10 --by 泽安市人民政府办公室 --rank 2 --of 13 --points 888 --task 900
    """
    desk: Desk = ctx.obj
    placing = {"period": desk.period(period).name, "body": body, "rank": rank, "of": of, "points": points, "task": task}
    record(ctx, "placings", [{**placing, "date": desk.day(date)}])


@app.command("list")
def list_(ctx: typer.Context, period: OptionalPeriod = None, form: Form = None, output: Output = None) -> None:
    """List the placings that were recorded, those made known in a period if one is given.

    Example: infoledger placing list
    """
    from infoledger.office.records import records

    desk: Desk = ctx.obj
    window = desk.period(period) if period else None
    show_listing(records(desk, KINDS["placings"], window, whole=is_whole(form, output)), form, output)
