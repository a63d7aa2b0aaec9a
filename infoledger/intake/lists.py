"""Lists of printed titles as outlets send them: tables under any of the usual headings, or a title to a line."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake import values
from infoledger.intake.matching import Printed
from infoledger.intake.tables import Cell, Table, fold, read_tables, to_table
from infoledger.intake.word import Words, read_words
from infoledger.textfiles import decode, read_bytes

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "title": ("刊发标题", "标题", "信息标题", "采用标题", "题目", "篇名", "信息名称", "title", "published_title"),
    "date": ("日期", "刊发日期", "采用日期", "刊发时间", "采用时间", "时间", "date"),
    "unit": ("单位", "报送单位", "来源单位", "供稿单位", "上报单位", "unit", "units"),
    "issue": ("期号", "期数", "刊期", "期次", "issue"),
    "form": ("方式", "采用方式", "form"),
    "section": ("栏目", "section"),
    "fee": ("稿酬", "稿费", "fee"),
}
#: Over numbers that only count the lines.
_PLACE = "序号"
#: Lines of one list; whatever is longer is none.
MOST_TITLES = 5000
_TEXTS = (".txt", ".md")
_COLUMNS = {fold(header): name for name, headers in _HEADERS.items() for header in headers}
_NUMBER = re.compile(
    r"\s*(?:\d{1,3}(?:[、)）]|[.．](?!\d))|[(（]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]|[-•·●*])\s*"
)
_MONTH_AND_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日|(\d{1,2})[.\-/](\d{1,2})")


def read_list(path: Path, day: date, encoding: str | None = None) -> list[Printed]:
    """The printed titles in the .xlsx, .xls, .ods, .csv, .docx, .txt or .md file at ``path``.

    A line without a date is of ``day``; one with month and day alone is of the year that brings
    it nearest before ``day``. Raises ``UsageError`` if the file cannot be read or says nothing.
    """
    ending = path.suffix.lower()
    if ending == ".docx":
        found = _of_document(read_words(read_bytes(path), path.name), path.stem, day)
    elif ending in _TEXTS and not _is_table(lines := decode(read_bytes(path), path.name, encoding).splitlines()):
        found = _of_lines(lines, day)
    else:
        found = [line for table in read_tables(path, encoding, _COLUMNS) for line in _of_table(table, day)]
    if not found:
        raise UsageError(_("{file} lists no titles.").format(file=path.name))
    if len(found) > MOST_TITLES:
        raise UsageError(_("{file} has more than {count} titles.").format(file=path.name, count=MOST_TITLES))
    return found


def _of_document(words: Words, name: str, day: date) -> list[Printed]:
    """The titles in the tables of a document, or, if there is no table of titles, in its paragraphs."""
    tables = []
    for grid in words.tables:
        cells: list[list[Cell]] = [[cell.strip() or None for cell in row] for row in grid]
        tables.append(to_table(name, [(number, row) for number, row in enumerate(cells, 1) if any(row)], _COLUMNS))
    titled = [table for table in tables if "title" in _columns(table).values()]
    if titled:
        return [line for table in titled for line in _of_table(table, day)]
    return _of_lines(words.lines, day)


def _is_table(lines: Iterable[str]) -> bool:
    """Whether the lines were copied from a table: there are tabs in them, and not only after a number."""
    return any("\t" in _NUMBER.sub("", line, count=1).strip() for line in lines)


def _of_lines(lines: Iterable[str], day: date) -> list[Printed]:
    titles = ((row, " ".join(_NUMBER.sub("", line, count=1).split())) for row, line in enumerate(lines, 1))
    return [Printed(row, title, day) for row, title in titles if title]


def _of_table(table: Table, day: date) -> Iterator[Printed]:
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
    unused = tuple(header for header in table.headers if header not in columns and header != _PLACE)
    for row in table.rows:
        said = {name: row.cells[header] for header, name in columns.items() if row.cells.get(header) is not None}
        if "title" in said:
            title, unit = values.line(said.pop("title")), values.line(said.pop("unit", ""))
            on = _day(said.pop("date", None), day, table.name, row.number)
            yield Printed(row.number, title, on, unit, {name: values.line(cell) for name, cell in said.items()}, unused)


def _columns(table: Table) -> dict[str, str]:
    """What each header of ``table`` that is known means; of two that mean the same, the first."""
    found: dict[str, str] = {}
    for header in table.headers:
        name = _COLUMNS.get(fold(header))
        if name and name not in found.values():
            found[header] = name
    return found


def _day(cell: Cell, day: date, table: str, row: int) -> date:
    if cell is None:
        return day
    try:
        return _nearest_before(day, str(cell)) or values.day(cell)
    except values.UnreadableError as error:
        raise UsageError(
            _("{table}, row {row}: “{text}” is not a date.").format(table=table, row=row, text=cell),
            _("Expected: {expected}.").format(expected=error),
        ) from None


def _nearest_before(day: date, text: str) -> date | None:
    """The last day not after ``day`` of the month and day that ``text`` names; None if it names anything else."""
    found = _MONTH_AND_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found:
        month, on = (int(part) for part in found.groups() if part)
        for year in (day.year, day.year - 1):
            with suppress(ValueError):  # 29 February
                if (named := date(year, month, on)) <= day:
                    return named
    return None
