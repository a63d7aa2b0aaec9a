"""``late``: items past their deadline, proposed as violations; the clerk decides."""

from typing import Annotated

import typer

from infoledger.commands.done import show_recorded
from infoledger.commands.guessed import say_guessed
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.office.desk import Desk


def late(
    ctx: typer.Context,
    period: PeriodText,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="REF", help=_("Put this one down; may be repeated."))
    ] = None,
    everything: Annotated[bool, typer.Option("--accept-all", help=_("Put all of them down."))] = False,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("Only this unit."))] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show the items that came late and were not put down yet; put them down.

    Each unit of a joint item is proposed; with --unit only that one is put down, on the day the item
    came. Nothing is put down by itself.

    Example: infoledger late last-month

    Example: infoledger late last-month --accept-all
    """
    from infoledger.office import lateness

    desk: Desk = ctx.obj
    window = desk.period(period)
    nothing = _("No late item is left to put down.")
    if accept or everything:
        put_down = lateness.put_down(desk, window, accept or [], unit)
        if put_down.names:
            show_recorded(put_down)
        else:
            say(nothing)
        return
    columns, rows = lateness.late(desk, window, unit)
    show(columns, rows, form, output)
    if desk.config.deadlines_in_workdays:
        say_guessed(desk.config.workdays, window)
    put_one_down = _("To put one down: infoledger late {period} --accept {ref}")
    say(put_one_down.format(period=window.words, ref=rows[0][1]) if rows else nothing)
