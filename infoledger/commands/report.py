"""``report``: the figures of a year-end summary, and a page for each unit."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.folders import write_files
from infoledger.commands.forms import PrintedForm, publish_form, write_document
from infoledger.commands.options import Output, PeriodText
from infoledger.console import show, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk
from infoledger.office.printing import PRINTED
from infoledger.office.summing_up import Summary
from infoledger.periods import Period

EachUnit = Annotated[
    bool, typer.Option("--each-unit", help=_("A page for each unit (docx, or --format), into the folder of -o."))
]
Chart = Annotated[bool, typer.Option("--chart", help=_("Draw outlets and months as bars instead of listing figures."))]


def report(
    ctx: typer.Context,
    period: PeriodText,
    each_unit: EachUnit = False,
    chart: Chart = False,
    form: PrintedForm = None,
    output: Output = None,
) -> None:
    """Give the figures of a summary: totals, by level, outlet and month, by unit with rank before and now.

    Beside them stand those of the period before and of a year ago, where anything is recorded.

    Example: infoledger report last-year -o 总结数据.docx
    """
    desk: Desk = ctx.obj
    window = desk.period(period)
    if each_unit and not chart:
        _write_pages(desk, window, form or "docx", output)
        return
    chosen = publish_form(form, output)
    summary = Summary(desk, window)
    if chart:
        write_out(summary.bars(each_unit=each_unit), output)
    elif chosen in ("csv", "json"):
        show(*summary.listing(), chosen, output)
    else:
        as_form = "txt" if chosen == "table" else chosen
        write_document(summary.file(as_form), as_form, output)


def _write_pages(desk: Desk, window: Period, form: str, folder: Path | None) -> None:
    if folder is None:
        raise UsageError(_("Where to?"), _("Name a folder: infoledger report 2026 --each-unit -o DIR"))
    if form not in PRINTED:
        raise UsageError(
            _("There is no format “{form}” for this document.").format(form=form),
            _("Allowed: {forms}").format(forms=" ".join(PRINTED)),
        )
    write_files(folder, Summary(desk, window).page_files(form))
