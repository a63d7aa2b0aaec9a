"""Sheets of .xls and .et files, the binary format of Excel 5 to 2003, read by ``xlrd``."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from infoledger.intake.cells import (
    FIRST_DAY,
    FIRST_DAY_1904,
    Cell,
    Faulty,
    Record,
    Shown,
    an_error,
    fault_of,
    letters,
    moment_of,
    number,
    plain,
)
from infoledger.intake.workbooks import sheet as sheets
from infoledger.intake.workbooks.formats import is_date, shown
from infoledger.intake.workbooks.sheet import Merged, Sheet


def read_sheets(content: bytes, name: str) -> Iterator[Sheet]:
    """The visible sheets of the workbook ``content``, the file ``name``.

    Raises ``UsageError`` if it holds too many cells, and whatever ``xlrd`` raises for a damaged one.
    """
    import xlrd

    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
    )
    first_day = FIRST_DAY_1904 if book.datemode else FIRST_DAY
    left = sheets.MOST_CELLS
    for place in range(book.nsheets):
        page = book.sheet_by_index(place)
        rows = list(_rows(book, page)) if page.visibility == 0 else []
        left -= sum(len(cells) for _number, cells in rows)
        if left < 0:
            raise sheets.too_many_cells(name)
        merged = [Merged(top + 1, left_ + 1, bottom, right) for top, bottom, left_, right in page.merged_cells]
        hidden = frozenset(row + 1 for row, about in page.rowinfo_map.items() if about.hidden)
        if page.visibility == 0:
            yield Sheet(page.name, rows, merged, hidden, first_day)
        book.unload_sheet(place)


def _rows(book: Any, page: Any) -> Iterator[Record]:
    for row in range(page.nrows):
        cells = [_cell(book, cell, f"{letters(column)}{row + 1}") for column, cell in enumerate(page.row(row), 1)]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield row + 1, cells


def _cell(book: Any, cell: Any, address: str) -> Cell:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            what = fault_of(cell.value)
            return Faulty(address, cell.value, what) if what else plain(cell.value)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return _number_cell(book, cell, address)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return Faulty(address, xlrd.error_text_from_code.get(cell.value, "#"), an_error())
    return None


def _number_cell(book: Any, cell: Any, address: str) -> Cell:
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if is_date(code):
        moment = moment_of(cell.value, FIRST_DAY_1904 if book.datemode else FIRST_DAY)
        return Faulty(address, str(cell.value), an_error()) if moment is None else moment
    value = number(cell.value)
    text = shown(value, code)
    return value if text == str(value) else Shown(value, text)
