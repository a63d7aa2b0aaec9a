"""``analysis``: what came in over a period, what became of it, and what it means (研判)."""

from typing import Annotated

import typer

from infoledger.commands.forms import PrintedForm, publish_form, write_document
from infoledger.commands.options import Output, PeriodText, UpTo
from infoledger.console import say, show, show_line, wrapped, write_out
from infoledger.i18n import _
from infoledger.office.analysing import Analysis
from infoledger.office.desk import Desk

Part = Annotated[
    str | None,
    typer.Option(
        "--part",
        metavar="NAME",
        help=_("Only this table, by its title or a part of it, or as csv calls it: funnel, themes, several …"),
    ),
]
Chart = Annotated[bool, typer.Option("--chart", help=_("Draw bars and heat maps instead of listing figures."))]
Focus = Annotated[
    bool, typer.Option("--focus", help=_("Give the themes as lines for the next focus: a file for “notice --focus”."))
]


def analysis(
    ctx: typer.Context,
    period: PeriodText,
    part: Part = None,
    chart: Chart = False,
    focus: Focus = False,
    up_to: UpTo = None,
    form: PrintedForm = None,
    output: Output = None,
) -> None:
    """Analyse what came in over a period: how far it came, from where, how fast, what grew, what several report.

    As docx, xlsx, html, md or txt it is a written analysis (研判报告) with room for a judgement. Rates say
    below what is divided by what. Several at once (苗头) are items of three units or more on one matter,
    with the command that combines them.

    Example: infoledger analysis last-month -o 研判.docx
    """
    desk: Desk = ctx.obj
    window = desk.period(period)
    chosen = publish_form(form, output)
    made = Analysis(desk, window, up_to)
    if focus:
        lines = made.focus()
        write_out(lines, output)
        if not lines:
            say(_("Nothing to point to: no theme grew, and no matter came from several units at once."))
        return
    if chart:
        write_out(made.bars(), output)
    elif chosen not in {"table", "csv", "json"}:
        write_document(made.file(chosen), chosen, output)
    elif part or chosen != "table":
        show(*made.listing(part or ""), chosen, output)
    else:
        for title, listing, more in made.shown():
            show_line(title)
            show(*listing)
            show_line(_("… and {count} more").format(count=more) if more else "")
        for line in made.told():  # a command is copied whole
            show_line(line if line.startswith("infoledger ") else wrapped(line))
    for sentence in made.sentences(chosen):
        say(wrapped(sentence))
