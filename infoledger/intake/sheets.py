"""Sheets of text alone, which a person corrects and that are imported again as they are."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

_MOST_OF_NAME = 31  # characters that Excel allows


def text_workbook(sheets: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """A workbook (.xlsx) of ``sheets``: a name and lines, the header first. No cell becomes a number or a day."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True})
        for name, lines in sheets:
            sheet = book.add_worksheet(name[:_MOST_OF_NAME])
            sheet.set_column(0, len(lines[0]) - 1, 20, text)
            sheet.freeze_panes(1, 0)
            for number, line in enumerate(lines):
                for column, cell in enumerate(line):
                    sheet.write_string(number, column, cell, text)
    return target.getvalue()
