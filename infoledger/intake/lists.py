"""Lists of printed titles as outlets send them: tables under any of the usual headings, or a title to a line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.folding import fold_heading
from infoledger.i18n import _, listed
from infoledger.intake import values
from infoledger.intake.cells import Cell, Faulty
from infoledger.intake.headings import PASSED_OVER, spoken
from infoledger.intake.lines import NUMBER, Outlets, TitleList, heading, nearest_before, titles
from infoledger.intake.matching import Printed
from infoledger.intake.tables import Reading, Row, Table, passed_rows_notes, read_tables, to_table
from infoledger.intake.word import Words, read_words
from infoledger.textfiles import decode, read_bytes

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "title": ("刊发标题", "标题", "信息标题", "采用标题", "题目", "篇名", "信息名称", "title", "published_title"),
    "date": ("日期", "刊发日期", "采用日期", "刊发时间", "采用时间", "时间", "date"),
    "outlet": ("刊物", "采用刊物", "刊登刊物", "刊发刊物", "刊载刊物", "outlet"),
    "unit": ("单位", "报送单位", "来源单位", "供稿单位", "上报单位", "unit", "units"),
    "issue": ("期号", "期数", "刊期", "期次", "issue"),
    "form": ("方式", "采用方式", "form"),
    "section": ("栏目", "section"),
    "fee": ("稿酬", "稿费", "fee"),
}
#: What a line may say beside title, unit and day.
_MORE = ("issue", "form", "section", "fee")
#: Lines of one list; whatever is longer is none.
MOST_TITLES = 5000
_SHOWN = 8  # rows that a sentence names
_TEXTS = (".txt", ".md")
_COLUMNS = {fold_heading(header): name for name, headers in _HEADERS.items() for header in headers}
_NONE: Outlets = MappingProxyType({})
_Read = TypeVar("_Read")


def read_list(
    path: Path, day: date, known: Outlets = _NONE, encoding: str | None = None, *, visible: bool = False
) -> TitleList:
    """The printed titles in the .xlsx, .xls, .ods, .csv, .docx, .txt or .md file at ``path``.

    Headings may name the ``known`` outlets. A line without a date is of ``day``; one with month and day
    alone is of the year that brings it nearest before ``day``. With ``visible``, hidden rows are left out.
    Raises ``UsageError`` if the file cannot be read or says nothing.
    """
    ending = path.suffix.lower()
    if ending == ".docx":
        found = _of_document(read_words(read_bytes(path), path.name), path.stem, day, known)
    elif ending in _TEXTS and not _is_table(lines := decode(read_bytes(path), path.name, encoding).splitlines()):
        found = titles(lines, day, known)
    else:
        tables = read_tables(path, _COLUMNS, Reading(encoding, visible=visible))
        found = _of_tables([(table, "") for table in tables], day, known)
    if not found.lines:
        raise UsageError(_("{file} lists no titles.").format(file=path.name))
    if len(found.lines) > MOST_TITLES:
        raise UsageError(_("{file} has more than {count} titles.").format(file=path.name, count=MOST_TITLES))
    return found


def _of_document(words: Words, name: str, day: date, known: Outlets) -> TitleList:
    """The titles in the tables of a document, or, if there is no table of titles, in its paragraphs."""
    outlet, titled = "", []
    for block in words.blocks:
        if isinstance(block, str):
            outlet = _outlet_named(block, known) or outlet
        elif block.sheet.rows:
            table = to_table(replace(block.sheet, name=name), _COLUMNS)
            titled += [(table, outlet)] if "title" in _columns(table).values() else []
    return _of_tables(titled, day, known) if titled else titles(words.lines, day, known)


def _outlet_named(line: str, known: Outlets) -> str:
    """The outlet that ``line`` names as a heading; empty if it is none, or that of a whole list."""
    found = heading(line, known)
    return "" if found is None or found.general or found.bare else found.outlet


def _of_tables(tables: Iterable[tuple[Table, str]], day: date, known: Outlets) -> TitleList:
    """The titles in ``tables``, each with the outlet that the text above it names."""
    lines: list[Printed] = []
    notes: list[str] = []
    for table, outlet in tables:
        above = (name for title in table.titles if (name := _outlet_named(title, known)))
        lines += _of_table(table, day, known, next(above, outlet))
        notes += _notes(table)
    return TitleList(lines, list(dict.fromkeys(notes)))


def _notes(table: Table) -> Iterator[str]:
    yield from table.notes
    yield from passed_rows_notes([table])
    columns, passed_over = _columns(table), {fold_heading(word) for word in PASSED_OVER}
    if "title" in columns.values():
        unused = [
            header for header in table.headers if header not in {*columns} and fold_heading(header) not in passed_over
        ]
        if unused:
            yield _("Not used: the columns {names}.").format(names=listed(unused))
    uneven = [str(row.number) for row in table.rows if row.short or row.stray]
    if uneven:
        yield _("{table}: {count} rows have fewer or more cells than the header: {rows}.").format(
            table=table.name, count=len(uneven), rows=listed(uneven[:_SHOWN]) + (" …" if uneven[_SHOWN:] else "")
        )


def _is_table(lines: Iterable[str]) -> bool:
    """Whether the lines were copied from a table: there are tabs in them, and not only after a number."""
    return any("\t" in NUMBER.sub("", line, count=1).strip() for line in lines)


def _of_table(table: Table, day: date, known: Outlets, outlet: str) -> Iterator[Printed]:
    columns = _columns(table)
    if "title" not in columns.values():
        if len(table.headers) != 1:
            raise UsageError(
                _("{table} has no column of titles.").format(table=table.name),
                _("Call it one of: {names}.").format(names="、".join(_HEADERS["title"])),
            )
        # A column of titles under no heading: what was taken for the heading is the first of them.
        (header,) = table.headers
        columns = {header: "title"}
        yield Printed(table.header_row, header, day)
    wrong: list[Finding] = []
    for row in table.rows:
        if found := _heading_row(row, known):
            outlet = found
            continue
        line = _Line(table, row, columns, wrong)
        if title := line.text("title"):
            on, unit, where = line.day(day), line.text("unit"), line.text("outlet") or outlet
            more = {name: said for name in _MORE if (said := line.text(name))}
            yield Printed(row.number, title, on, unit, more, where)
    if wrong:
        raise InfoledgerError(
            _("Nothing of the list was recorded, because something in it is wrong:"),
            _("Correct it and run this again."),
            wrong,
        )


def _heading_row(row: Row, known: Outlets) -> str:
    """The outlet that a row of a table names, if it says nothing else."""
    said = {str(cell) for cell in row.cells.values() if cell is not None}
    return _outlet_named(said.pop(), known) if len(said) == 1 else ""


class _Line:
    """A row of a table of titles, read by what its ``columns`` mean; what cannot be read is noted in ``wrong``."""

    def __init__(self, table: Table, row: Row, columns: Mapping[str, str], wrong: list[Finding]) -> None:
        self._table = table
        self._row = row
        self._headers = {name: header for header, name in columns.items()}
        self._wrong = wrong

    def text(self, name: str) -> str:
        """What the column ``name`` says on one line, empty if nothing or if there is none."""
        return self._read(name, values.line) or ""

    def day(self, usual: date) -> date:
        """The day of the row, or the ``usual`` one; without a year, that of the table or else the nearest before."""
        days = self._table.days
        if days.year:
            return self._read("date", lambda cell: values.day(cell, days)) or usual
        return self._read("date", lambda cell: nearest_before(usual, cell, days)) or usual

    def _read(self, name: str, parse: Callable[[Cell], _Read]) -> _Read | None:
        header = self._headers.get(name)
        cell = None if header is None else self._row.cells[header]
        if header is None or cell is None:
            return None
        if isinstance(cell, Faulty):
            self._refuse(header, cell.what, _("Write the value itself into the cell."))
            return None
        try:
            return parse(cell)
        except values.UnreadableError as error:
            what = _("It says “{text}”.").format(text=cell)
            self._refuse(header, what, _("Expected: {expected}.").format(expected=error))
            return None

    def _refuse(self, header: str, what: str, hint: str) -> None:
        letter = self._table.letters.get(header)
        place = (
            _("{table}, row {row}, column {column} ({cell})") if letter else _("{table}, row {row}, column {column}")
        )
        where = place.format(
            table=self._table.name, row=self._row.number, column=header, cell=f"{letter}{self._row.number}"
        )
        self._wrong.append(Finding(where, what, hint))


def _columns(table: Table) -> dict[str, str]:
    """What each header of ``table`` that is known means; of two that mean the same, the first."""
    found: dict[str, str] = {}
    for header in table.headers:
        words = spoken(table.twice.get(header, header), table.above)
        name = next((_COLUMNS[word] for word in words if word in _COLUMNS), None)
        if name and name not in found.values():
            found[header] = name
    return found
