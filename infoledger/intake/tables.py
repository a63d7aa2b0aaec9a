"""Tables as people keep them, CSV and workbooks alike, turned into rows with headers.

What a file is, its content decides and not its name. The header is looked for below title lines;
everything that would silently lose a cell is told instead.
"""

import csv
import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from infoledger import textfiles
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.intake import guard

Cell = str | int | Decimal | bool | date | datetime | None
Record = tuple[int, list[Cell]]

#: How far down the header may stand, in rows that hold something.
_HEADER_WITHIN = 20
_NONE: Mapping[str, Cell] = {}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DELIMITERS = (",", "\t", ";", "，")
# The apostrophe by which spreadsheets, and CSV written here, keep text from becoming a formula.
_APOSTROPHE = re.compile("^'(?='*[\\s\u200b-\u200f\u2060\ufeff]*[=+\\-@|%＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header; ``number`` as a spreadsheet counts it.

    ``cells`` by header; ``stray`` by column letter what stands where the header row has nothing.
    """

    number: int
    cells: Mapping[str, Cell]
    stray: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a CSV file under its name without ending.

    ``year`` is the one that its title lines or its name tell, for days written without.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    year: int | None = None


def fold(header: str) -> str:
    """``header`` as it is compared: without case, spaces, width, ``_`` and the ``*`` of a must."""
    return "".join(unicodedata.normalize("NFKC", header).casefold().split()).replace("_", "").replace("*", "")


def read_tables(path: Path, encoding: str | None = None, known: Collection[str] = ()) -> list[Table]:
    """The tables of the CSV, .xlsx, .xls or .ods file at ``path``; empty and hidden sheets are left out.

    ``known`` are the headers, folded, that a caller can use: they tell the header row from others.
    Raises ``UsageError`` for a file that cannot be read, ``InfoledgerError`` for a header given twice.
    """
    content = textfiles.read_bytes(path)
    if guard.is_workbook(content):
        guard.check_workbook(content, path.name)
        sheets = _sheets(content, path.name)
    else:
        guard.refuse_other_files(content, path.name)
        sheets = [(path.stem, _csv(textfiles.decode(content, path.name, encoding), path.name, known))]
    tables = [to_table(name, records, known, path.stem) for name, records in sheets if records]
    if not tables:
        raise UsageError(_("{file} holds no table.").format(file=path.name))
    return tables


def to_table(name: str, records: Sequence[Record], known: Collection[str], file: str = "") -> Table:
    """Numbered rows of cells of ``file`` as a table, its header found among them.

    Raises ``InfoledgerError`` as ``read_tables``.
    """
    place = _header(records, known)[1]
    header_row, titles = records[place]
    headers = {column: " ".join(str(title).split()) for column, title in enumerate(titles) if title is not None}
    twice = next((title for title, times in Counter(headers.values()).items() if times > 1), None)
    if twice is not None:
        raise InfoledgerError(
            _("{table}, row {row}: there are two columns “{column}”.").format(table=name, row=header_row, column=twice)
        )
    rows = tuple(_row(number, cells, headers) for number, cells in records[place + 1 :])
    above = [str(cell) for _number, cells in records[:place] for cell in cells if cell is not None]
    return Table(name, header_row, tuple(headers.values()), rows, _year(*above, name, file))


def _year(*texts: str) -> int | None:
    """The first year that one of ``texts`` tells."""
    found = next((match for text in texts if (match := _YEAR.search(text))), None)
    return int(found[0]) if found else None


def _row(number: int, cells: Sequence[Cell], headers: Mapping[int, str]) -> Row:
    stray = {
        guard.letters(column + 1): cell
        for column, cell in enumerate(cells)
        if cell is not None and column not in headers
    }
    wide = len(cells)
    named = {title: cells[column] if column < wide else None for column, title in headers.items()}
    return Row(number, named, stray or _NONE)


def _header(records: Iterable[Record], known: Collection[str]) -> tuple[tuple[int, int], int]:
    """How much like a header the likeliest row is (known names, then filled cells), and its place."""
    best, place = (0, 0), 0
    for number, (_row_number, cells) in enumerate(islice(records, _HEADER_WITHIN)):
        titles = [fold(str(cell)) for cell in cells if cell is not None]
        likeness = sum(title in known for title in titles), len(titles)
        if likeness > best:
            best, place = likeness, number
    return best, place


def _csv(text: str, name: str, known: Collection[str]) -> list[Record]:
    # The text of an item may be long; what bounds a field is the size of the file.
    csv.field_size_limit(textfiles.LARGEST_FILE)

    def reader(delimiter: str, strict: bool) -> Any:
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)

    delimiter = max(_DELIMITERS, key=lambda mark: _header(_records(reader(mark, strict=False)), known)[0])
    rows = reader(delimiter, strict=True)
    records = []
    line = 1
    try:
        for record in _records(rows):
            records.append(record)
            line = rows.line_num + 1
    except csv.Error:
        raise UsageError(
            _("{file}: the row on line {line} has a quotation mark that is not closed, or amid its text.").format(
                file=name, line=line
            ),
            _('Inside a quoted cell write "" for a quotation mark.'),
        ) from None
    return records


def _records(rows: Iterable[Sequence[Any]], first_column: int = 0) -> Iterator[Record]:
    """The rows that hold something, with their numbers."""
    padding: list[Cell] = [None] * first_column
    texts = _Texts()
    for number, row in enumerate(rows, 1):
        cells = padding + [texts[value] if type(value) is str else _cell(value) for value in row]
        if cells.count(None) < len(cells):
            yield number, cells


class _Texts(dict[str, str | None]):
    """The texts of a file as cells, cleaned and kept once each: most stand there in many rows."""

    def __missing__(self, text: str) -> str | None:
        cell = self[text] = _APOSTROPHE.sub("", textfiles.clean(text).strip(), count=1) or None
        return cell


def _sheets(content: bytes, name: str) -> list[tuple[str, list[Record]]]:
    sheets = []
    try:
        with _without_stderr(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for place, sheet in enumerate(workbook.sheets_metadata):
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                    cells = workbook.get_sheet_by_index(place)
                    if cells.start is not None:
                        sheets.append((sheet.name, list(_records(cells.iter_rows(), cells.start[1]))))
    except PasswordError:
        raise guard.encrypted(name) from None
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  a cut .xls makes the reader panic, which is no Exception
        raise guard.damaged(name) from None
    return sheets


@contextmanager
def _without_stderr() -> Iterator[None]:
    """Keep a panic of the reader, which writes to the descriptor itself, from the clerk's terminal."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device, and no path on Windows
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _cell(value: object) -> Cell:
    """``value``, no text, as the reader gave it, as a cell: no float."""
    if isinstance(value, float):
        number = Decimal(format(value, ".15g"))  # as many digits as Excel itself shows
        return int(number) if number == number.to_integral_value() else number
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    if isinstance(value, (bool, int, date)):
        return value
    return None if value is None else str(value)
