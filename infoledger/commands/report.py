"""``report``: the figures of a year-end summary, and a page for each unit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.figures import Summary
from infoledger.commands.forms import LISTED, PRINTED, PrintedForm, write_document
from infoledger.commands.options import Output, PeriodText
from infoledger.console import Column, choose_form, say, show, write_file, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _

if TYPE_CHECKING:
    from infoledger.documents.report import Line
    from infoledger.documents.statement import Statement

EachUnit = Annotated[
    bool, typer.Option("--each-unit", help=_("A Word document of one page for each unit, into the folder of -o."))
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
    if each_unit:
        if output is None:
            raise UsageError(_("Where to?"), _("Name a folder: infoledger report 2026 --each-unit -o DIR"))
        _write_pages(Summary(desk, window), output)
        return
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    summary = Summary(desk, window)
    if chart:
        write_out(_charts(summary.statement()), output)
    elif chosen in ("csv", "json"):
        show(_columns(), [_cells(line) for line in summary.lines()], chosen, output)
    else:
        from infoledger.documents.rendering import render

        as_form = "txt" if chosen == "table" else chosen
        write_document(render(summary.statement(), as_form), as_form, output)


def _write_pages(summary: "Summary", folder: Path) -> None:
    from infoledger.commands.folders import file_names, new_folder
    from infoledger.documents.rendering import render

    new_folder(folder)
    pages = list(summary.pages())
    for name, page in zip(file_names([row.member.name for row, _page in pages]), pages, strict=True):
        write_file(folder / f"{name}.docx", render(page[1], "docx"))
    say(_("Wrote {count} pages into {folder}.").format(count=len(pages), folder=folder))


def _charts(statement: "Statement") -> str:
    from infoledger.documents.charts import listing_bars, text_bars

    charted = [table for table in statement.tables if table.charted is not None]
    return "\n".join(f"{table.title}\n{text_bars(listing_bars(table))}" for table in charted)


def _columns() -> list[Column]:
    return [
        Column("section", _("Section")),
        Column("name", _("Name")),
        Column("figure", _("Figure")),
        Column("value", _("This period"), numeric=True),
        Column("before", _("Before"), numeric=True),
        Column("change", _("Change"), numeric=True),
        Column("change_percent", _("Change %"), numeric=True),
        Column("year_before", _("A year ago"), numeric=True),
    ]


def _cells(line: "Line") -> list[Any]:
    figures = [line.value, line.before, line.change, line.change_percent, line.year_before]
    return [line.section, line.name, line.figure, *figures]
