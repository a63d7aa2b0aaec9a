"""``report``: the figures of a year-end summary, and a page for each unit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.forms import LISTED, PRINTED, PrintedForm, write_document
from infoledger.commands.options import Output, PeriodText
from infoledger.console import choose_form, say, show, write_file, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.summing_up import Summary

if TYPE_CHECKING:
    from infoledger.documents.report import Line
    from infoledger.periods import Period

_COLUMNS = ("section", "name", "figure", "value", "before", "change", "change_percent", "year_before")

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
    from infoledger.documents.charts import text_charts

    desk: Desk = ctx.obj
    window = desk.period(period)
    if each_unit and not chart:
        _write_pages(desk, window, form or "docx", output)
        return
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    summary = Summary(desk, window)
    if chart:
        drawn = [page for _row, page in summary.pages()] if each_unit else [summary.statement()]
        write_out("\n".join(f"{each.called}\n\n{text_charts(each.tables)}" for each in drawn), output)
    elif chosen in ("csv", "json"):
        show(columns(*_COLUMNS), [_cells(line) for line in summary.lines()], chosen, output)
    else:
        from infoledger.documents.rendering import render

        as_form = "txt" if chosen == "table" else chosen
        write_document(render(summary.statement(), as_form, layout=desk.config.layout), as_form, output)


def _write_pages(desk: Desk, window: "Period", form: str, folder: Path | None) -> None:
    from infoledger.commands.folders import file_names, new_folder
    from infoledger.documents.rendering import render

    if folder is None:
        raise UsageError(_("Where to?"), _("Name a folder: infoledger report 2026 --each-unit -o DIR"))
    if form not in PRINTED:
        raise UsageError(
            _("There is no format “{form}” for this document.").format(form=form),
            _("Allowed: {forms}").format(forms=" ".join(PRINTED)),
        )
    pages = list(Summary(desk, window).pages())
    new_folder(folder)
    for name, (_row, page) in zip(file_names([row.member.name for row, _page in pages]), pages, strict=True):
        write_file(folder / f"{name}.{form}", render(page, form, layout=desk.config.layout))
    say(_("Wrote {count} pages into {folder}.").format(count=len(pages), folder=folder))


def _cells(line: "Line") -> list[Any]:
    figures = [line.value, line.before, line.change, line.change_percent, line.year_before]
    return [line.section, line.name, line.figure, *figures]
