"""Sheets of .ods files. All of them stand in one part, which is passed through once.

Written after OpenDocument 1.3, part 3, chapters 9 and 19. What a cell shows stands there in words.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from infoledger.intake.cells import (
    FIRST_DAY,
    Cell,
    Faulty,
    Record,
    Shown,
    a_picture,
    an_error,
    fault_of,
    letters,
    never_calculated,
    number,
    plain,
    to_second,
)
from infoledger.intake.markup import bare, refuse_declaration
from infoledger.intake.workbooks import sheet as sheets
from infoledger.intake.workbooks.sheet import Merged, Sheet

_BLOCK = 2**20
_CELLS = ("table-cell", "covered-table-cell")
#: What stands in a cell beside its text.
_APART = ("annotation", "frame", "shapes", "custom-shape", "forms", "tracked-changes")
#: Characters that are elements of their own.
_WRITTEN = {"s": " ", "tab": "\t", "line-break": "\n"}
_MOST_BLANKS = 1000
_NUMBERS = ("float", "percentage", "currency")
_ERROR = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)|Err:\d+|错误:\d+")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def read_sheets(archive: zipfile.ZipFile, name: str) -> Iterator[Sheet]:
    """The visible sheets of the workbook in ``archive``, the file ``name``.

    Raises ``UsageError`` if it holds too many cells, and as ``zipfile`` and ``expat`` do for a damaged one.
    """
    reader = _Reader(name)
    with archive.open("content.xml") as stream:
        yield from reader.over(stream)


class _Reader:
    """Takes up cells as the parser passes them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = sheets.MOST_CELLS
        self._sheets: list[Sheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._first_day = FIRST_DAY
        self._apart = 0
        self._nested = 0
        self._title = ""
        self._shown = True
        self._row_visible = True
        self._row = self._column = self._repeats = 0
        self._rows: list[Record] = []
        self._merged: list[Merged] = []
        self._hidden: set[int] = set()
        self._cells: list[Cell] = []
        self._about: Mapping[str, str] = {}
        self._error = False
        self._text: list[str] | None = None

    def over(self, stream: Any) -> list[Sheet]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse_declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        while block := stream.read(_BLOCK):
            parser.Parse(block)
        parser.Parse(b"", True)
        return self._sheets

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = bare(name)
        if self._apart or tag in _APART:
            self._apart += 1
            return
        # LibreOffice says the type of a cell twice; only in a namespace of its own does it tell errors.
        said = {bare(key): value for key, value in attributes.items() if "calcext" not in key}
        if self._text is None:
            self._start_of_structure(tag, said)
            self._error = any(value == "error" for key, value in attributes.items() if "calcext" in key)
        elif tag == "p" and self._text:
            self._text.append("\n")
        elif tag in _WRITTEN:
            self._text.append(_WRITTEN[tag] * min(int(said.get("c", 1)), _MOST_BLANKS))

    def _start_of_structure(self, tag: str, said: Mapping[str, str]) -> None:
        match tag:
            case "style":
                self._style = said.get("name", "")
            case "table-properties" if said.get("display") == "false":
                self._hidden_styles.add(self._style)
            case "null-date":
                self._first_day = date.fromisoformat(said.get("date-value", str(FIRST_DAY)))
            case "table":
                self._start_table(said)
            case "table-row" if self._nested == 1:
                self._repeats = int(said.get("number-rows-repeated", 1))
                self._row_visible = said.get("visibility", "visible") == "visible"
                self._column, self._cells = 0, []
            case "table-cell" | "covered-table-cell" if self._nested == 1:
                self._about, self._text = said, []

    def _start_table(self, said: Mapping[str, str]) -> None:
        self._nested += 1
        if self._nested == 1:
            self._title = said.get("name", "")
            self._shown = said.get("style-name", "") not in self._hidden_styles
            self._row = 0
            self._rows, self._merged, self._hidden = [], [], set()

    def _take(self, text: str) -> None:
        if self._text is not None and not self._apart:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = bare(name)
        if self._apart:
            self._apart -= 1
        elif tag in _CELLS and self._nested == 1:
            self._end_cell()
        elif tag == "table-row" and self._nested == 1:
            self._end_row()
        elif tag == "table":
            self._nested -= 1
            if not self._nested and self._shown:
                rows, hidden = self._rows, frozenset(self._hidden)
                self._sheets.append(Sheet(self._title, rows, self._merged, hidden, self._first_day))

    def _end_cell(self) -> None:
        about, text = self._about, "".join(self._text or ())
        self._text = None
        times = int(about.get("number-columns-repeated", 1))
        cell = self._cell(about, text)
        wide, high = (int(about.get(f"number-{what}-spanned", 1)) for what in ("columns", "rows"))
        if wide > 1 or high > 1:
            top, left = self._row + 1, self._column + 1
            self._merged.append(Merged(top, left, top + high - 1, left + wide - 1))
        if cell is not None:
            if self._column + times > self._left:
                raise sheets.too_many_cells(self._name)
            self._cells += [None] * (self._column - len(self._cells)) + [cell] * times
        self._column += times

    def _end_row(self) -> None:
        if not self._row_visible and self._repeats <= sheets.MOST_CELLS:
            self._hidden.update(range(self._row + 1, self._row + self._repeats + 1))
        if self._cells:
            self._left -= len(self._cells) * self._repeats
            if self._left < 0:
                raise sheets.too_many_cells(self._name)
            self._rows += [(self._row + turn, list(self._cells)) for turn in range(1, self._repeats + 1)]
        self._row += self._repeats

    def _cell(self, about: Mapping[str, str], text: str) -> Cell:
        kind = about.get("value-type", "")
        what = self._fault(about.get("formula", ""), kind, text)
        if what:
            return Faulty(f"{letters(self._column + 1)}{self._row + 1}", text or "=", what)
        if kind in _NUMBERS and "value" in about:
            value = number(float(about["value"]))
            said = plain(text) or str(value)
            return value if said == str(value) else Shown(value, said)
        if kind == "boolean":
            return about.get("boolean-value") == "true"
        if kind == "date":
            return _moment(about.get("date-value", "")) or plain(text)
        if kind == "time" and (found := _DURATION.fullmatch(about.get("time-value", ""))):
            hours, minutes, seconds = map(int, found.groups())
            return time(hours % 24, minutes % 60, seconds % 60)
        return plain(text or about.get("string-value", ""))

    def _fault(self, formula: str, kind: str, text: str) -> str:
        """Why the cell has no value, empty if it has."""
        if "DISPIMG" in formula:
            return a_picture()
        if self._error or (formula and _ERROR.fullmatch(text)):
            return an_error()
        return never_calculated() if formula and not kind and not text else fault_of(text)


def _moment(written: str) -> date | datetime | None:
    try:
        exact = datetime.fromisoformat(written)
    except ValueError:
        return None
    at = to_second(exact.replace(tzinfo=None))
    return at if "T" in written and at.time() != time.min else at.date()
