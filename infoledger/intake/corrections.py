"""The wrong rows of an import as a file of their own, each with the reason, to be corrected and imported."""

from collections.abc import Sequence
from itertools import groupby

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.headings import REASON
from infoledger.intake.rows import Cells
from infoledger.intake.sheets import text_workbook
from infoledger.intake.values import Days
from infoledger.listings import Column
from infoledger.outfiles import csv_text


def corrections(wrong: Sequence[Cells], form: str) -> str | bytes:
    """The content of a file of ``wrong`` rows, ``csv`` or ``xlsx`` (a sheet for each of their tables).

    Raises ``UsageError`` if rows of several tables are wanted as csv.
    """
    sheets = [(headers, list(rows)) for headers, rows in groupby(wrong, lambda cells: cells.table)]
    if form == "xlsx":
        return text_workbook([(table.name, _lines(table.headers, rows, Days())) for table, rows in sheets])
    if len(sheets) > 1:
        raise UsageError(_("The wrong rows stand in several tables."), _("Name a file that ends in .xlsx."))
    ((table, rows),) = sheets
    head, *lines = _lines(table.headers, rows, Days(retyped=True))
    return csv_text([Column(name, name) for name in head], lines)


def _lines(headers: Sequence[str], rows: Sequence[Cells], days: Days) -> list[list[str]]:
    kept = [header for header in headers if header != REASON]
    lines = [[*kept, REASON]]
    for cells in rows:
        texts = [cells.as_text(header, days._replace(year=cells.table.days.year)) for header in kept]
        lines.append([*texts, "\n".join(map(str, cells.wrong))])
    return lines
