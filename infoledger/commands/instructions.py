"""``instruction`` and ``feedback``: what leaders wrote, who has to act on it, and what came of it."""

from typing import Annotated

import typer

from infoledger.commands.done import say_done
from infoledger.commands.options import Form, On, OptionalPeriod, Output
from infoledger.commands.showing import LetterFile, show_listing, write_letter
from infoledger.i18n import _
from infoledger.office.desk import Desk

app = typer.Typer(help=_("See which instructions (批示) wait for feedback, and print their slips."))

Which = Annotated[
    str, typer.Argument(metavar="ID|REF", help=_("The id of the instruction, or the reference of its item."))
]


@app.command("list")
def list_(
    ctx: typer.Context,
    period: OptionalPeriod = None,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Also those with feedback, or without a day for it."))
    ] = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the instructions that wait for feedback, the longest overdue first; only those of a period, if given.

    Example: infoledger instruction list

    Example: infoledger instruction list last-month --all
    """
    from infoledger.office.instructing import list_instructions

    desk: Desk = ctx.obj
    window = desk.period(period) if period else None
    show_listing(list_instructions(desk, window, everything=everything), form, output)


@app.command()
def slip(ctx: typer.Context, which: Which, output: LetterFile) -> None:
    """Write the slip that hands an instruction to the units concerned (批示办理通知) as a Word document.

    Example: infoledger instruction slip 1 -o 批示办理通知.docx
    """
    from infoledger.office.instructing import slip as letter

    write_letter(letter(ctx.obj, which), output)


def feedback(
    ctx: typer.Context,
    which: Which,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What was done."))],
    date: On = None,
) -> None:
    """Record the feedback on an instruction (批示反馈): what was done about it.

    Example: infoledger feedback 1 县农业农村局已完成整改
    """
    from infoledger.office.instructing import record_feedback

    say_done(record_feedback(ctx.obj, which, text, ctx.obj.day(date)))
