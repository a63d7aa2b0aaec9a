"""Tables as people keep them, CSV and workbooks alike, turned into rows with headers.

What a file is, its content decides and not its name. The header, of one row or two, is looked for
below title lines; what is no record is passed over with a word, and nothing is lost in silence.
"""

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from infoledger import textfiles
from infoledger.config.model import Profile
from infoledger.errors import UsageError
from infoledger.folding import fold_heading
from infoledger.i18n import _, listed
from infoledger.intake import guard, passing
from infoledger.intake.cells import Cell, Faulty, Record, fault_of, letters, plain
from infoledger.intake.values import Days
from infoledger.intake.workbooks import read_sheets
from infoledger.intake.workbooks.sheet import MOST_CELLS, Sheet, too_many_cells

#: How far down the header may stand, in rows that hold something.
_HEADER_WITHIN = 20
_NONE: Mapping[str, Cell] = {}
_ANY_DAY = Days()
_NOWHERE: frozenset[str] = frozenset()
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DELIMITERS = (",", "\t", ";", "，")
#: Rows or columns that a sentence names, and characters that it says of one.
_NAMED, _SHORT = 8, 16
#: Columns that a cell of a header of two rows may stand over.
_WIDEST = 64
#: What a title or a line that says who made the table holds, and no heading.
_SENTENCE = re.compile(r"[:：]|20\d\d|[。！？]")


class Row(NamedTuple):
    """One row below the header; ``number`` as a spreadsheet counts it.

    ``cells`` by header; ``stray`` by column letter what stands in a text file beyond the last column.
    ``spread`` are headers whose value a cell merged with one further up or to the left gives. A row of
    a text file that ends before the last column is ``short``.
    """

    number: int
    cells: Mapping[str, Cell]
    stray: Mapping[str, Cell]
    spread: frozenset[str] = _NOWHERE
    short: bool = False


class Spread(NamedTuple):
    """A merged cell that stands for several rows: its column's header, its value, and their numbers."""

    header: str
    value: Cell
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a CSV file under its name without ending.

    ``days`` tells how days are read that lack something. ``above`` are the words above a heading of
    a header of two rows (采用 above 采用/刊物), ``twice`` the headings whose words stand over an earlier
    column already, ``letters`` what a spreadsheet calls each column. ``merged`` are cells that stand
    for several rows, ``notes`` sentences on what was passed over, ``passed`` the rows that are no records with
    what their first filled cell says, ``titles`` what stands above the header. ``profile`` says what the
    office's own headings mean.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    days: Days = _ANY_DAY
    above: Mapping[str, str] = field(default_factory=dict)
    twice: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[Spread, ...] = ()
    notes: tuple[str, ...] = ()
    passed: tuple[tuple[int, str], ...] = ()
    titles: tuple[str, ...] = ()
    profile: Profile | None = None


class Reading(NamedTuple):
    """How a clerk wants a file read.

    ``encoding`` is that of a text file, ``year`` that of days without one, whatever the file says; with
    ``visible``, hidden rows are left out.
    """

    encoding: str | None = None
    year: int | None = None
    visible: bool = False


_AS_IT_IS = Reading()


def read_tables(path: Path, known: Collection[str] = (), reading: Reading = _AS_IT_IS) -> list[Table]:
    """The tables of the CSV, .xlsx, .xls or .ods file at ``path``; empty and hidden sheets are left out.

    ``known`` are the headers, folded, that a caller can use: they tell the header row from others.
    Raises ``UsageError`` for a file that cannot be read.
    """
    content = textfiles.read_bytes(path)
    if guard.is_workbook(content):
        sheets = (sheet for sheet in read_sheets(content, path.name) if sheet.rows)
        tables = [to_table(sheet, known, path.stem, visible=reading.visible) for sheet in sheets]
    else:
        guard.refuse_other_files(content, path.name)
        tables = _of_text(textfiles.decode(content, path.name, reading.encoding), path, known)
    if not tables:
        raise UsageError(_("{file} holds no table.").format(file=path.name))
    year = reading.year
    return [replace(table, days=table.days._replace(year=year)) for table in tables] if year else tables


def _of_text(text: str, path: Path, known: Collection[str]) -> list[Table]:
    delimiter, records = _csv(text, path.name, known)
    if not records:
        return []
    wide = delimiter if delimiter != "\t" else ""  # what is copied from a table often loses its empty ends
    return [to_table(Sheet(path.stem, records), known, path.stem, delimiter=wide or "\t")]


class _Head(NamedTuple):
    """The header of a table: how many rows of the sheet end with it, and the headings by column.

    ``rows`` are its own one or two rows, as they stand there.
    """

    end: int
    headings: Mapping[int, str]
    above: Mapping[int, str]
    rows: tuple[Mapping[int, str], ...]

    @property
    def words(self) -> frozenset[str]:
        """All that its rows say."""
        return frozenset(text for row in self.rows for text in row.values())


def to_table(
    sheet: Sheet, known: Collection[str], file: str = "", *, delimiter: str = "", visible: bool = False
) -> Table:
    """The ``sheet`` of ``file`` as a table, its header found among its rows; ``delimiter`` that of a text file."""
    head = _head(sheet, known)
    headers, twice = _named(head.headings)
    body = sheet.rows[head.end :]
    above = sheet.rows[: head.end - len(head.rows)]
    titles = dict.fromkeys(str(cell) for _number, cells in above for cell in cells if cell is not None)
    hidden = [number for number, _cells in body if number in sheet.hidden]
    if visible and hidden:
        body = [record for record in body if record[0] not in sheet.hidden]
    passed: list[tuple[int, str]] = []
    words = head.words
    kept = [record for record in body if not _is_beside(record, head, words, titles, passed)]
    spread = _spread(sheet, kept, headers) if sheet.merged else {}
    make = _row_maker(headers, delimiter)
    rows = [row for number, cells in kept if (row := make(number, cells, spread.get(number, _NONE))) is not None]
    notes = (
        *_hidden_note(sheet.name, hidden, left_out=visible),
        *_notes(sheet, kept, head, text=bool(delimiter)),
    )
    return Table(
        sheet.name,
        sheet.rows[head.end - 1][0],
        tuple(headers.values()),
        tuple(rows),
        Days(_year(sheet.name, file, *titles), sheet.first_day, retyped=bool(delimiter)),
        {headers[column]: text for column, text in head.above.items() if column in headers},
        twice,
        {} if delimiter else {name: letters(column + 1) for column, name in headers.items()},
        _merged(sheet, rows, headers),
        notes,
        tuple(passed),
        tuple(titles),
    )


def _year(*texts: str) -> int | None:
    """The year that the first of ``texts`` tells that speaks of any; None if it speaks of several."""
    years = next((found for text in texts if (found := set(_YEAR.findall(text)))), set[str]())
    return int(years.pop()) if len(years) == 1 else None


def _is_beside(
    record: Record, head: _Head, words: Collection[str], titles: Collection[str], passed: list[tuple[int, str]]
) -> bool:
    """Whether a row below the header, which says ``words``, is no record; then it is noted in ``passed``."""
    number, cells = record
    first = cells[0]
    if first is None:
        first = next((cell for cell in cells if cell is not None), None)
    if type(first) is not str:
        return False
    coded = passing.is_number_or_code(first)
    beside = (
        (not coded and (passing.is_total(first) or passing.is_signature(cells, len(head.headings))))
        or (first in words and passing.is_header(cells, head.rows))
        or (first in titles and passing.is_title(cells, titles))
    )
    if beside:
        passed.append((number, first))
    return beside


def _named(headings: Mapping[int, str]) -> tuple[dict[int, str], dict[str, str]]:
    """A name for each column, the heading or, where an earlier one bears that, with its letter; and which do."""
    headers: dict[int, str] = {}
    twice: dict[str, str] = {}
    for column, heading in headings.items():
        name = heading if heading not in headers.values() else f"{heading} ({letters(column + 1)})"
        if name != heading:
            twice[name] = heading
        headers[column] = name
    return headers, twice


def _row_maker(
    headers: Mapping[int, str], delimiter: str
) -> Callable[[int, list[Cell], Mapping[str, Cell]], Row | None]:
    """What makes a row of its number, its cells and those that merged cells give it; None where it says nothing."""
    columns, names = tuple(headers), tuple(headers.values())
    wide = max(columns, default=-1) + 1
    whole = columns == tuple(range(wide))

    def make(number: int, cells: list[Cell], given: Mapping[str, Cell]) -> Row | None:
        count = len(cells)
        if count < wide:
            cells = cells + [None] * (wide - count)
        named = dict(zip(names, cells if whole else [cells[column] for column in columns], strict=False))
        stray = _NONE
        if delimiter and count > wide:
            stray = {letters(place + 1): cell for place, cell in enumerate(cells[wide:], wide) if cell is not None}
        if not stray and not any(named.values()) and all(cell is None for cell in named.values()):
            return None
        if given:
            named.update(given)
        short = bool(delimiter) and delimiter != "\t" and count < wide
        return Row(number, named, stray or _NONE, frozenset(given) if given else _NOWHERE, short)

    return make


def _spread(sheet: Sheet, records: Sequence[Record], headers: Mapping[int, str]) -> dict[int, dict[str, Cell]]:
    """By row number and header, what merged cells give to the rows that they cover."""
    everywhere = [number for number, _cells in sheet.rows]
    numbers = [number for number, _cells in records]
    found: dict[int, dict[str, Cell]] = {}
    covered = 0
    for area in sheet.merged:
        place = bisect_left(everywhere, area.top)
        here = numbers[bisect_left(numbers, area.top) : bisect_left(numbers, area.bottom + 1)]
        if not here or everywhere[place] != area.top or area.top < numbers[0]:
            continue  # of the title or the header, or of nothing
        first = sheet.rows[place][1]
        value = first[area.left - 1] if area.left <= len(first) else None
        names = [name for column, name in headers.items() if area.left <= column + 1 <= area.right]
        covered += len(here) * len(names)
        if covered > MOST_CELLS:
            raise too_many_cells(sheet.name)
        own = headers.get(area.left - 1)
        for number in here:
            given = {name: value for name in names if (number, name) != (area.top, own)}
            if given:
                found.setdefault(number, {}).update(given)
    return found


def _merged(sheet: Sheet, rows: Sequence[Row], headers: Mapping[int, str]) -> tuple[Spread, ...]:
    """The cells that stand for several of ``rows``."""
    numbers = [row.number for row in rows]
    spreads = []
    covered = 0
    for area in sheet.merged:
        start, end = bisect_left(numbers, area.top), bisect_left(numbers, area.bottom + 1)
        header = headers.get(area.left - 1)
        covered += end - start
        if covered > MOST_CELLS:
            raise too_many_cells(sheet.name)
        if end - start > 1 and header is not None:
            spreads.append(Spread(header, rows[start].cells[header], tuple(numbers[start:end])))
    return tuple(spreads)


def _hidden_note(name: str, hidden: Sequence[int], *, left_out: bool) -> Iterator[str]:
    if hidden:
        told = (
            _("{table}: {count} hidden rows were left out ({rows}).")
            if left_out
            else _("{table}: {count} hidden rows were read too ({rows}); --visible leaves them out.")
        )
        yield told.format(table=name, count=len(hidden), rows=_some(hidden))


def _some(words: Iterable[object]) -> str:
    named = [str(word) for word in islice(words, _NAMED + 1)]
    return listed(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")


def passed_rows_notes(tables: Iterable[Table]) -> Iterator[str]:
    """What is said of rows of ``tables`` that are no records: once, however many sheets have some."""
    having = [table for table in tables if table.passed]
    if len(having) == 1:
        (table,) = having
        rows = _some(_("{row} ({text})").format(row=number, text=_short(words)) for number, words in table.passed)
        yield _("{table}: passed over, for they are no records: rows {rows}.").format(table=table.name, rows=rows)
    elif having:
        words = dict.fromkeys(_short(text) for table in having for _number, text in table.passed)
        told = _("{table} and {more} more sheets: passed over, for they are no records: {count} rows ({texts}).")
        count = sum(len(table.passed) for table in having)
        yield told.format(table=having[0].name, more=len(having) - 1, count=count, texts=_some(words))


def _notes(sheet: Sheet, kept: Sequence[Record], head: _Head, *, text: bool) -> Iterator[str]:
    """What is said of columns that were not read."""
    most = max(head.headings, default=-1) + 1 if text else None
    without = {
        column
        for _number, cells in kept
        if len(cells) > len(head.headings)
        for column, cell in enumerate(cells[:most])
        if cell is not None and column not in head.headings
    }
    if without:
        without -= {
            column for area in sheet.merged for column in range(area.left, min(area.right, area.left + _WIDEST))
        }
    if without:
        columns = _some(letters(column + 1) for column in sorted(without))
        yield _("{table}: passed over, for they have no heading: columns {columns}.").format(
            table=sheet.name, columns=columns
        )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"


def _head(sheet: Sheet, known: Collection[str]) -> _Head:
    """The header of a sheet: the row most like one, with the row above or below it if they belong together."""
    place = _header(sheet.rows, known)[1]
    for upper in (place, place - 1):
        if 0 <= upper < len(sheet.rows) - 1 and (found := _of_two(sheet, upper, known, likeliest=place)):
            return found
    row = _texts(sheet.rows[place])
    return _Head(place + 1, row, {}, (row,))


def _texts(record: Record) -> dict[int, str]:
    return {column: " ".join(str(cell).split()) for column, cell in enumerate(record[1]) if cell is not None}


def _of_two(sheet: Sheet, upper: int, known: Collection[str], likeliest: int) -> _Head | None:
    """The header that two rows make, of which the upper one's cells may stand over several of the lower one's."""
    (top_row, top_cells), (low_row, low_cells) = sheet.rows[upper : upper + 2]
    top, low = _texts((top_row, top_cells)), _texts((low_row, low_cells))
    if low_row != top_row + 1 or any(cell is not None and type(cell) is not str for cell in (*top_cells, *low_cells)):
        return None
    if len(set(top.values())) == 1 or any(_SENTENCE.search(text) for text in top.values()):
        return None  # a title
    above = _above(sheet, top_row, top, low)
    names = {fold_heading(text) for text in low.values()}
    if upper == likeliest:
        # Below the likeliest row: only what stands under its wide cells, and some of it must be known.
        joined = {fold_heading(above.get(column, "") + text) for column, text in low.items()}
        if not low.keys() <= above.keys() or not (names | joined) & set(known):
            return None
    elif not (low.keys() >= above.keys() and (top.keys() - low.keys() or len(names) < len(low))):
        return None
    headings = {
        column: f"{above[column]}/{low[column]}" if column in above else low.get(column) or top[column]
        for column in sorted(top.keys() | low.keys())
        if column in low or column not in above
    }
    return _Head(upper + 2, headings, above, (top, low))


def _above(sheet: Sheet, row: int, top: Mapping[int, str], low: Mapping[int, str]) -> dict[int, str]:
    """By column, the text of the upper row that stands over one of the lower: wide cells, and others beside them."""
    merged = {area.left - 1: area.right - 1 for area in sheet.merged if area.top == row == area.bottom}
    wide: dict[int, str] = {}
    for column, text in top.items():
        last = merged.get(column, column)
        while not sheet.merged and last + 1 not in top and last + 1 in low and column in low:
            last += 1
        if last > column:
            wide.update((under, text) for under in range(column, min(last, column + _WIDEST) + 1) if under in low)
    beside = {column: top[column] for column in top.keys() & low.keys() if top[column] != low[column]} if wide else {}
    return beside | wide


def _header(records: Iterable[Record], known: Collection[str]) -> tuple[tuple[int, int], int]:
    """How much like a header the likeliest row is (known names, then filled cells), and its place."""
    best, place = (0, 0), 0
    for number, (_row_number, cells) in enumerate(islice(records, _HEADER_WITHIN)):
        titles = [fold_heading(str(cell)) for cell in cells if cell is not None]
        likeness = sum(title in known for title in titles), len(titles)
        if likeness > best:
            best, place = likeness, number
    return best, place


def _csv(text: str, name: str, known: Collection[str]) -> tuple[str, list[Record]]:
    """What separates the cells of a text file, and its rows."""
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
    return delimiter, records


def _records(rows: Iterable[Sequence[str]]) -> Iterator[Record]:
    """The rows that hold something, with their numbers."""
    texts = _Texts()
    for number, row in enumerate(rows, 1):
        cells: list[Cell] = list(map(texts.__getitem__, row))
        if texts.faulty:
            for column, cell in enumerate(cells):
                if isinstance(cell, Faulty):
                    cells[column] = cell._replace(address=f"{letters(column + 1)}{number}")
        if cells.count(None) < len(cells):
            yield number, cells


class _Texts(dict[str, str | Faulty | None]):
    """The texts of a file as cells, cleaned and kept once each: most stand there in many rows."""

    faulty = False

    def __missing__(self, text: str) -> str | Faulty | None:
        what = fault_of(text)
        self.faulty = self.faulty or bool(what)
        cell = self[text] = Faulty("", text, what) if what else plain(text)
        return cell
