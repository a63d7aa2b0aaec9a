"""The notice as an Excel workbook: a sheet a group, further tables, postings, and a chart of the points.

Numbers are numbers and text is text, whatever it begins with; every sheet prints on A4.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from infoledger.documents.notice import Notice
from infoledger.documents.ooxml import repackage
from infoledger.documents.text import Figure, display_width, figure, joined
from infoledger.i18n import translation

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_MADE = datetime(2000, 1, 1)
_WIDEST = 60
_GREY = "#D9D9D9"


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Figure]]


def workbook(notice: Notice) -> bytes:
    """The bytes of the workbook."""
    _ = translation(notice.language).gettext
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": notice.called, "author": notice.office, "created": _MADE})
    names = _names()
    rankings = [
        _Sheet(
            names(table.group or _("Ranking")),
            joined(notice.annex_title) + (f" {table.group}" if table.group else ""),
            notice.columns,
            [row.cells for row in table.rows],
        )
        for table in notice.tables
    ]
    listings = [*notice.listings, *([notice.postings] if notice.postings else [])]
    further = [_Sheet(names(listing.title), listing.title, listing.columns, listing.rows) for listing in listings]
    formats = _Formats(book)
    for sheet in (*rankings, *further):
        _write(book, formats, sheet)
    _write_basis(book, formats, names(_("Basis")), notice.basis)
    for sheet in rankings:
        if sheet.rows:
            _chart(book, names(_("Chart {name}").format(name=sheet.name)), sheet, notice.charted)
    book.close()
    return repackage(target.getvalue())


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        cell = {"border": 1, "font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_name": "黑体", "font_size": 14, "num_format": "@"})
        self.head = book.add_format(
            {**cell, "font_name": "黑体", "align": "center", "text_wrap": True, "bg_color": _GREY, "num_format": "@"}
        )
        # Text format, lest editing a cell makes a formula of it.
        self.text = book.add_format({**cell, "text_wrap": True, "num_format": "@"})
        self._cell = cell

    def number(self, places: int) -> Any:
        """A number with ``places`` decimal places."""
        if places not in self._numbers:
            pattern = "0." + "0" * places if places else "0"
            self._numbers[places] = self._book.add_format({**self._cell, "align": "center", "num_format": pattern})
        return self._numbers[places]


def _write(book: Any, formats: _Formats, sheet: _Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, formats.title)
    for place, column in enumerate(sheet.columns):
        page.write_string(1, place, column, formats.head)
    for line, row in enumerate(sheet.rows, 2):
        for place, value in enumerate(row):
            _write_cell(page, formats, line, place, value)
    for place, width in enumerate(_widths(sheet)):
        page.set_column(place, place, width)
    last = (len(sheet.rows) + 1, len(sheet.columns) - 1)
    page.freeze_panes(2, 2)
    page.autofilter(1, 0, *last)
    _set_up(page, landscape=len(sheet.columns) > 8)
    page.repeat_rows(0, 1)
    page.print_area(0, 0, *last)


def _write_cell(page: Any, formats: _Formats, line: int, place: int, value: Figure) -> None:
    if isinstance(value, str):
        page.write_string(line, place, value, formats.text)
    elif value is None:
        page.write_blank(line, place, None, formats.text)
    else:
        places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        page.write_number(line, place, value, formats.number(max(0, places)))


def _write_basis(book: Any, formats: _Formats, name: str, basis: Iterable[str]) -> None:
    page = book.add_worksheet(name)
    page.set_column(0, 0, 75)
    for line, sentence in enumerate(basis):
        page.write_string(line, 0, sentence, formats.text)
    _set_up(page, landscape=False)


def _set_up(page: Any, *, landscape: bool) -> None:
    page.set_paper(9)  # A4
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _chart(book: Any, name: str, sheet: _Sheet, charted: int) -> None:
    """Bars of the points on a sheet of their own: beside the table they would shrink its print."""
    page = book.add_chartsheet(name)
    chart = book.add_chart({"type": "bar"})
    last = len(sheet.rows) + 1
    font = {"name": "宋体", "size": 10}
    chart.add_series(
        {
            "name": [sheet.name, 1, charted],
            "categories": [sheet.name, 2, 1, last, 1],
            "values": [sheet.name, 2, charted, last, charted],
            "fill": {"color": "#C00000"},
            "data_labels": {"value": True, "font": font},
            "gap": 60,
        }
    )
    chart.set_title({"name": sheet.title, "name_font": {"name": "黑体", "size": 16}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": font, "interval_unit": 1})
    lines = {"visible": True, "line": {"color": _GREY}}
    chart.set_x_axis({"num_font": font, "major_gridlines": lines})
    page.set_chart(chart)
    page.set_paper(9)
    page.set_landscape()


def _widths(sheet: _Sheet) -> Iterator[int]:
    lines = [[figure(cell) for cell in row] for row in sheet.rows]
    for place, column in enumerate(sheet.columns):
        longest = max((display_width(line[place]) for line in lines), default=0)
        # A heading may be turned once.
        yield min(max(longest, -(-display_width(column) // 2)) + 3, _WIDEST)


def _names() -> Any:
    """A function that makes names which Excel takes for sheets: short, plain, each once."""
    taken: set[str] = set()

    def name(wanted: str) -> str:
        base = _FORBIDDEN.sub(" ", wanted).strip("' ")[:_LONGEST_NAME] or "-"
        candidate, count = base, 1
        while candidate.lower() in taken:
            count += 1
            candidate = f"{base[: _LONGEST_NAME - 4]} {count}"
        taken.add(candidate.lower())
        return candidate

    return name
