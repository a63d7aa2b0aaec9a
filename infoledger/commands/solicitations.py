"""``solicitation``: what was asked of units (约稿), who has answered, who is late, and the letter that asks."""

from typing import Annotated

import typer

from infoledger.commands.options import Form, OptionalPeriod, Output
from infoledger.commands.showing import LetterFile, is_whole, show_listing, write_letter
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.office.desk import Desk

app = typer.Typer(help=_("See who has answered a solicitation (约稿), and print it; “solicit” records one."))

Which = Annotated[str, typer.Argument(metavar="ID|TITLE", help=_("Its id, or its title; of several the newest."))]

Several = Annotated[
    list[str], typer.Argument(metavar="ID|TITLE…", help=_("Ids or titles; of several of one the newest."))
]


@app.command("list")
def list_(ctx: typer.Context, period: OptionalPeriod = None, form: Form = None, output: Output = None) -> None:
    """List the solicitations issued in a period (default: the assessment year), with how many units answered.

    Example: infoledger solicitation list
    """
    from infoledger.office.soliciting import list_solicitations

    desk: Desk = ctx.obj
    window = desk.period(period) if period else desk.config.calendar.year_of(desk.today)
    show_listing(list_solicitations(desk, window), form, output)


@app.command("show")
def show_(ctx: typer.Context, which: Which, form: Form = None, output: Output = None) -> None:
    """Show for each unit asked whether it has answered, and with which item.

    Example: infoledger solicitation show 1
    """
    from infoledger.office.soliciting import answers_to

    listing, told = answers_to(ctx.obj, which, whole=is_whole(form, output))
    show(*listing, form, output)
    say(told)


@app.command("print")
def print_(ctx: typer.Context, which: Several, output: LetterFile) -> None:
    """Write the letter that asks the units (约稿通知) as a Word document; several topics stand in one letter.

    Example: infoledger solicitation print 1 -o 约稿通知.docx

    Example: infoledger solicitation print 1 2 -o 约稿通知.docx
    """
    from infoledger.office.soliciting import solicitation_letter

    write_letter(solicitation_letter(ctx.obj, which), output)
