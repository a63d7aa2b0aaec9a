"""``explain``: every posting behind a number, with its clause and citation."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.folders import write_files
from infoledger.commands.forms import PrintedForm, Template, check_template, publish_form, write_document
from infoledger.commands.options import OptionalPeriod, Output
from infoledger.console import say, show_answer
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office import explaining
from infoledger.office.desk import Desk
from infoledger.office.printing import LISTED

Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO|REF",
        help=_("A unit, an informant, an item's reference, or the name of a quota, outcome or honour."),
    ),
]
EachUnit = Annotated[
    bool,
    typer.Option("--each-unit", help=_("Of the period alone: a slip (得分明细) for each unit, into the folder of -o.")),
]


def explain(
    ctx: typer.Context,
    who: Who,
    period: OptionalPeriod = None,
    each_unit: EachUnit = False,
    template: Template = None,
    form: PrintedForm = None,
    output: Output = None,
) -> None:
    """Show every posting behind a unit's, an informant's or an item's points.

    The sum of a unit's postings is the number that its notice prints. The name of a quota, an
    outcome or an honour shows what was counted and what was missing, party by party. As docx or
    xlsx it is a slip (得分明细), which also says what became of each item, and why one was returned.
    Without a period it is the assessment year, of an item all years since it came.

    Example: infoledger explain 财政局 this-year

    Example: infoledger explain 先进单位 last-year

    Example: infoledger explain last-month --each-unit -o 得分明细
    """
    desk: Desk = ctx.obj
    if each_unit:
        _write_slips(desk, who, period, form, output, template)
        return
    chosen = publish_form(form, output)
    check_template(template, chosen)
    window = desk.period(period) if period else explaining.whole_window(desk, who)
    if not period:
        say(_("From {first} to {last}.").format(first=window.first, last=window.last))
    if chosen in LISTED:
        show_answer(explaining.explain(desk, who, window), chosen, output)
    else:
        from infoledger.office.slips import slip_file

        write_document(slip_file(desk, who, window, chosen, template), chosen, output)


def _write_slips(
    desk: Desk, text: str, more: str | None, form: str | None, folder: Path | None, template: Path | None
) -> None:
    from infoledger.office.slips import unit_slips

    if more is not None:
        raise UsageError(_("--each-unit takes a period alone."), "infoledger explain 2026-10 --each-unit -o DIR")
    if folder is None:
        raise UsageError(_("Where to?"), _("Name a folder: infoledger explain 2026-10 --each-unit -o DIR"))
    chosen = form or "docx"
    if chosen in LISTED:
        raise UsageError(_("A slip is a document."), _("Allowed: {forms}").format(forms="docx xlsx html md txt"))
    check_template(template, chosen)
    write_files(folder, unit_slips(desk, desk.period(text), chosen, template))
