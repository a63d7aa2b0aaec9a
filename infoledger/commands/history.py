"""What was recorded, by whom and when, and how the last of it is taken back."""

from typing import Annotated

import typer

from infoledger.commands.options import Form, Output, Yes
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.office.desk import Desk


def undo(ctx: typer.Context, yes: Yes = False) -> None:
    """Take back the last command that recorded something, after showing what it did.

    A whole import is one command. Once more takes back the one before. What issued a number or a
    notice stays.

    Example: infoledger undo --yes
    """
    from infoledger.commands.questions import agree
    from infoledger.office.undoing import last_recorded, undo_recorded

    desk: Desk = ctx.obj
    entry = last_recorded(desk)
    say(entry.told)
    if not entry.final and not yes:
        unasked = _("To take it back without being asked: infoledger undo --yes")
        agree(_("Take this back?"), unasked, enter=False)
    undo_recorded(desk, entry)
    say(_("Taken back."))


def log(
    ctx: typer.Context,
    about: Annotated[
        str | None, typer.Argument(metavar="REF|UNIT", help=_("Only what concerns this item or unit."))
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help=_("Only from this day on."))] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show what was recorded: when, by whom, and what, the oldest first.

    Example: infoledger log 2026-0001

    Example: infoledger log --since 昨天
    """
    from infoledger.office.history import history

    desk: Desk = ctx.obj
    listing, head = history(desk, about, desk.day(since) if since else None)
    say(head.sentence)
    show(*listing, form, output)
