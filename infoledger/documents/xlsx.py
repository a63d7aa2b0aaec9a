"""Notices and statements as Excel workbooks: a sheet a table, and charts of what is charted.

Numbers are numbers and text is text, whatever it begins with; every sheet prints on A4.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from infoledger.characters import display_width
from infoledger.documents.charts import title_of
from infoledger.documents.notice import Notice
from infoledger.documents.ooxml import repackage
from infoledger.documents.properties import made_on
from infoledger.documents.statement import Statement
from infoledger.documents.tables import Head, Listing, storeys
from infoledger.documents.text import Figure, figure, joined
from infoledger.i18n import translation

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_WIDEST = 60
#: Characters of 11 pt that an A4 page holds upright and across, and the width under which no column is pressed.
_PORTRAIT, _LANDSCAPE, _NARROWEST = 88, 132, 14
#: Columns that go onto a page upright, and the height of a line in pt.
_MANY, _LINE = 8, 16
#: Characters in a line of running text.
_TEXT = 75
_GREY = "#D9D9D9"
_HEAT = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": "#FFFFFF", "max_color": "#E06055"}
#: Size of a title, in pt.
_TITLE = 14
#: Of more bars than can be read only so many of the longest and of the shortest are drawn.
_READABLE, _ENDS = 40, 15
#: More bars than these have smaller names, or every other would be left out.
_AT_EASE = 24
#: Height of a row to sign in, in pt.
_TALL = 30

_Names = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table on a sheet; ``columns`` are called in full, ``lowest`` are the words of the lowest storey of the head."""

    name: str
    title: str
    columns: Sequence[str]
    lowest: Sequence[str]
    rows: Sequence[Sequence[Figure]]
    charted: tuple[int, ...] = ()
    to_sign: bool = False
    below: Sequence[str] = ()
    heated: tuple[int, ...] = ()
    sums: Sequence[Figure] = ()
    head: Sequence[Sequence[Head]] = ()

    @property
    def first(self) -> int:
        """The line of the first row, counted from 0: below the title and the storeys of the head."""
        return 1 + len(self.head)


def workbook(model: Notice | Statement) -> bytes:
    """The bytes of the workbook: the tables, the text beside them, and the charts last."""
    _ = translation(model.language).gettext
    names = _names()
    sheets = list(_notice(model, names) if isinstance(model, Notice) else _statement(model, names))
    said = model.basis if isinstance(model, Notice) else _beside(model)
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": model.called, "author": model.office, "created": made_on(model.date)})
    formats = _Formats(book)
    for sheet in sheets:
        _write(book, formats, sheet)
    if said:
        _write_text(book, formats, names(_("Basis") if isinstance(model, Notice) else _("Text")), said)
    for sheet in sheets:
        for place in sheet.charted if len(sheet.rows) > 1 else ():
            called = names(_("Chart {name}").format(name=_charted(sheet, sheet.name, place)))
            _chart(book, called, sheet, place, _(" (first and last {count})").format(count=_ENDS))
    book.close()
    return repackage(target.getvalue())


def _notice(notice: Notice, names: _Names) -> Iterator[_Sheet]:
    for annex in notice.annexes:
        called = joined(annex.title)
        for listing in annex.tables:
            title = f"{called} {listing.title}".rstrip()
            yield _listed(listing, names(listing.title or called), title)
    if notice.postings:
        yield _listed(notice.postings, names(notice.postings.title), notice.postings.title)


def _statement(statement: Statement, names: _Names) -> Iterator[_Sheet]:
    """The first table bears the title, and below it what is signed, if it is."""
    _ = translation(statement.language).gettext
    below = [*statement.closing, statement.signatures, *_made(statement)] if statement.signatures else []
    for place, listing in enumerate((*statement.tables, *statement.annexes)):
        first = not place
        title = " ".join(filter(None, (statement.called if first else "", listing.title)))
        sheet = _listed(listing, names(listing.title or _("List")), title)
        yield replace(sheet, below=below) if first else sheet


def _beside(statement: Statement) -> list[str]:
    """The sentences of a statement; also those about it, if nothing is signed below its first table."""
    told = [paragraph.whole for paragraph in statement.paragraphs]
    return told if statement.signatures else [*told, *statement.closing, *_made(statement)]


def _made(statement: Statement) -> tuple[str, str]:
    return statement.office, statement.date


def _listed(listing: Listing, name: str, title: str) -> _Sheet:
    below = [listing.note] if listing.note else []
    return _Sheet(
        name,
        title,
        listing.heads,
        listing.columns,
        listing.rows,
        listing.charted,
        listing.to_sign,
        below,
        listing.heated,
        listing.sums,
        storeys(listing.columns, listing.over),
    )


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        cell = {"border": 1, "font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        title = {"bold": True, "font_name": "黑体", "font_size": _TITLE, "num_format": "@"}
        self.title = book.add_format({**title, "align": "center", "valign": "vcenter", "text_wrap": True})
        self.head = book.add_format(
            {**cell, "font_name": "黑体", "align": "center", "text_wrap": True, "bg_color": _GREY, "num_format": "@"}
        )
        self.plain = book.add_format({"font_name": "宋体", "font_size": 11, "num_format": "@"})
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
    asked = _widths(sheet)
    landscape = len(asked) > _MANY or sum(asked) > _PORTRAIT
    widths = _fitted(asked, _LANDSCAPE if landscape else _PORTRAIT)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    _write_title(page, formats, sheet.title, widths)
    _write_head(page, formats, sheet, widths)
    lines = [*sheet.rows, *([sheet.sums] if sheet.sums else [])]
    places = [max(map(_places, column), default=0) for column in zip(*lines, strict=True)]
    for line, row in enumerate(lines, sheet.first):
        page.set_row(line, _TALL if sheet.to_sign else _height(row, widths))
        for place, value in enumerate(row):
            _write_cell(page, formats, (line, place), value, places[place])
    last = (sheet.first + len(lines) - 1, len(sheet.columns) - 1)
    end = sheet.first + len(sheet.rows) - 1
    page.freeze_panes(sheet.first, 2)
    if not sheet.to_sign:
        page.autofilter(sheet.first - 1, 0, end, last[1])
    if sheet.heated:
        # The row that sums up the others would leave them all pale.
        heated = (sheet.first, sheet.heated[0], end, sheet.heated[-1])
        page.conditional_format(*heated, _HEAT)
    for line, sentence in enumerate(sheet.below, last[0] + 2):
        page.write_string(line, 0, sentence, formats.plain)
    _set_up(page, landscape=landscape)
    page.repeat_rows(0, sheet.first - 1)
    page.print_area(0, 0, last[0] + (1 + len(sheet.below) if sheet.below else 0), last[1])


def _write_title(page: Any, formats: _Formats, title: str, widths: Sequence[int]) -> None:
    """The title in the middle above the table, in as many lines as it needs there."""
    lines = -(-display_width(title) * _TITLE // (11 * sum(widths)))
    page.set_row(0, lines * _LINE * 3 / 2)
    if len(widths) > 1:
        page.merge_range(0, 0, 0, len(widths) - 1, title, formats.title)
    else:
        page.write_string(0, 0, title, formats.title)


def _write_head(page: Any, formats: _Formats, sheet: _Sheet, widths: Sequence[int]) -> None:
    """The head in its storeys; a cell that covers several is one."""
    *upper, lowest = range(1, sheet.first)
    for line in upper:
        page.set_row(line, _LINE)
    page.set_row(lowest, _height(sheet.lowest, widths))
    covered: set[tuple[int, int]] = set()
    for line, heads in enumerate(sheet.head, 1):
        place = 0
        for head in heads:
            while (line, place) in covered:
                place += 1
            end = (line + head.storeys - 1, place + head.columns - 1)
            if end == (line, place):
                page.write_string(line, place, head.words, formats.head)
            else:
                page.merge_range(line, place, *end, head.words, formats.head)
            covered |= {(below, beside) for below in range(line, end[0] + 1) for beside in range(place, end[1] + 1)}
            place = end[1] + 1


def _write_cell(page: Any, formats: _Formats, at: tuple[int, int], value: Figure, places: int) -> None:
    if isinstance(value, str):
        page.write_string(*at, value, formats.text)
    elif value is None:
        page.write_blank(*at, None, formats.text)
    else:
        page.write_number(*at, value, formats.number(places))


def _places(value: Figure) -> int:
    """The decimal places of a number, which all of its column get."""
    return max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0


def _write_text(book: Any, formats: _Formats, name: str, text: Iterable[str]) -> None:
    page = book.add_worksheet(name)
    page.set_column(0, 0, _TEXT)
    for line, sentence in enumerate(text):
        page.set_row(line, _height([sentence], [_TEXT]))
        page.write_string(line, 0, sentence, formats.text)
    _set_up(page, landscape=False)


def _set_up(page: Any, *, landscape: bool) -> None:
    page.set_paper(9)  # A4
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _chart(book: Any, name: str, sheet: _Sheet, charted: int, ends: str) -> None:
    """Bars of the column ``charted`` on a sheet of their own: beside the table they would shrink its print.

    ``ends`` follows the title where only the longest and the shortest are drawn.
    """
    page = book.add_chartsheet(name)
    chart = book.add_chart({"type": "bar"})
    drawn = _drawn([row[charted] for row in sheet.rows])
    named = next(place for place, cell in enumerate(sheet.rows[0]) if isinstance(cell, str) and cell)
    font = {"name": "宋体", "size": 10 if len(drawn) <= _AT_EASE else 8}
    chart.add_series(
        {
            "name": sheet.columns[charted],
            "categories": _range(sheet, drawn, named),
            "values": _range(sheet, drawn, charted),
            # The writer itself looks up what one range holds, but not several.
            "categories_data": [figure(sheet.rows[place][named]) for place in drawn],
            "values_data": [_number(sheet.rows[place][charted]) for place in drawn],
            "fill": {"color": "#C00000"},
            "data_labels": {"value": True, "font": font},
            "gap": 60,
        }
    )
    title = _charted(sheet, sheet.title, charted) + (ends if len(drawn) < len(sheet.rows) else "")
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 16}})
    chart.set_legend({"none": True})
    # The first stands on top, the figures below, and the names beside the bars of what is below 0.
    chart.set_y_axis(
        {"reverse": True, "crossing": "max", "label_position": "low", "num_font": font, "interval_unit": 1}
    )
    lines = {"visible": True, "line": {"color": _GREY}}
    # Left to itself a program may begin at 39, and a bar be twice another that is nearly as long.
    from_nought = {} if any(_below_nought(row[charted]) for row in sheet.rows) else {"min": 0}
    chart.set_x_axis({"num_font": font, "major_gridlines": lines, **from_nought})
    page.set_chart(chart)
    page.set_paper(9)
    page.set_landscape()


def _drawn(values: Sequence[Figure]) -> list[int]:
    """The places of the ``values`` that are drawn: all, or of too many the largest and the smallest."""
    places = list(range(len(values)))
    known = [place for place in places if isinstance(values[place], (int, Decimal))]
    if len(known) <= _READABLE:
        return places
    ordered = sorted(known, key=lambda place: -Decimal(values[place] or 0))
    return sorted({*ordered[:_ENDS], *ordered[-_ENDS:]})


def _number(value: Figure) -> str | float | int:
    return "" if value is None or isinstance(value, str) else float(value)


def _range(sheet: _Sheet, places: Sequence[int], column: int) -> str:
    """The cells of a column in the rows ``places``, as a formula names them."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    name, letter = quote_sheetname(sheet.name), xl_col_to_name(column, col_abs=True)
    first = sheet.first + 1  # a formula counts lines from 1
    cells = (f"{name}!{letter}${run[0] + first}:{letter}${run[-1] + first}" for run in runs)
    joined_cells = ",".join(cells)
    return f"=({joined_cells})" if len(runs) > 1 else f"={joined_cells}"


def _below_nought(value: Figure) -> bool:
    return isinstance(value, (int, Decimal)) and value < 0


def _charted(sheet: _Sheet, name: str, place: int) -> str:
    return title_of(name, sheet.columns, place, sheet.charted)


def _widths(sheet: _Sheet) -> list[int]:
    """What the columns ask for, in characters of a digit's width."""
    lines = [[figure(cell) for cell in row] for row in sheet.rows]
    longest = (max((display_width(line[place]) for line in lines), default=0) for place in range(len(sheet.lowest)))
    # A heading may be turned once.
    return [
        min(max(cells, -(-display_width(column) // 2)) + 3, _WIDEST)
        for column, cells in zip(sheet.lowest, longest, strict=True)
    ]


def _fitted(widths: list[int], room: int) -> list[int]:
    """The widths with the widest made narrower until all of them go into ``room``; what stands there is turned."""
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _height(cells: Sequence[Figure], widths: Sequence[int]) -> int:
    """The height of a row in pt: only Excel would find it by itself for text that is turned."""
    lines = (-(-display_width(figure(cell)) // (width - 1)) for cell, width in zip(cells, widths, strict=True))
    return _LINE * max(1, *lines)


def _names() -> _Names:
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
