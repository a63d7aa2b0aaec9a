"""The filled questionnaire read back: rows of values by sheet, or every cell that is wrong or empty."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infoledger.errors import Finding, UsageError
from infoledger.i18n import _, listed
from infoledger.intake import values
from infoledger.intake.cells import Cell, Faulty, Record, letters
from infoledger.intake.questionnaire.sheets import ARTICLE, MEASURES, OFFICE, SHEETS, Column, Sheet
from infoledger.intake.questionnaire.workbook import ANSWER, EXAMPLE
from infoledger.intake.workbooks import read_sheets
from infoledger.textfiles import read_bytes

_PARSERS: Mapping[str, values.Parser] = {
    "words": values.line,
    "choice": values.line,
    "whole": values.whole,
    "number": values.number,
    "day": values.day,
    "names": values.names,
}


class Answer(dict[str, Any]):
    """What a row says by the heading of its column, what was left empty or is wrong left out; ``row`` is its number."""

    row = 0
    filled: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the questionnaire says: the office line by line with the article of each, and rows by sheet."""

    office: Answer
    articles: Mapping[str, str]
    rows: Mapping[str, Sequence[Answer]]

    def of(self, sheet: Sheet) -> Sequence[Answer]:
        """The rows of ``sheet`` in their order."""
        return self.rows.get(sheet.name, ())


@dataclass(slots=True)
class _Reading:
    """What has been read so far and what is wrong with it."""

    findings: list[Finding] = field(default_factory=list)

    def cell(self, where: str, cell: Cell, column: Column) -> Any:
        """The value of a cell, None if it is empty or wrong."""
        if isinstance(cell, Faulty):
            self.findings.append(Finding(where, cell.what))
        elif cell is None and column.required:
            self.findings.append(Finding(where, _("“{column}” is empty.").format(column=column.name), column.note))
        elif cell is not None:
            return self._read(where, cell, column)
        return None

    def _read(self, where: str, cell: Cell, column: Column) -> Any:
        try:
            value = _PARSERS[column.holds](cell)
        except values.UnreadableError as error:
            expected = _("Expected: {expected}.").format(expected=error)
            self.findings.append(Finding(where, _("It says “{text}”.").format(text=cell), expected))
            return None
        if column.choices and value not in column.choices:
            allowed = _("Allowed: {allowed}").format(allowed=listed(column.choices))
            self.findings.append(Finding(where, _("It says “{text}”.").format(text=value), allowed))
            return None
        return value


def read_answers(path: Path) -> Answers:
    """What the questionnaire at ``path`` says. Raises ``UsageError`` with every wrong cell by sheet and address."""
    found = {sheet.name.strip(): sheet.rows for sheet in read_sheets(read_bytes(path), path.name)}
    reading = _Reading()
    if OFFICE.name not in found:
        raise UsageError(
            _("{file} has no sheet “{sheet}”.").format(file=path.name, sheet=OFFICE.name),
            _("Begin with the questionnaire: infoledger template office -o 本单位.xlsx"),
        )
    office, articles = _lines(reading, found[OFFICE.name])
    rows = {
        sheet.name: list(_rows(reading, sheet, found[sheet.name]))
        for sheet in SHEETS
        if not sheet.lines and sheet.name in found
    }
    answers = Answers(office, articles, rows)
    reading.findings += _across(answers)
    if reading.findings:
        raise UsageError(
            _("{file} cannot be made into rules yet:").format(file=path.name),
            _("Correct the cells and run it again; nothing was written."),
            reading.findings,
        )
    return answers


def _lines(reading: _Reading, records: Sequence[Record]) -> tuple[Answer, Mapping[str, str]]:
    by_name = {str(cells[0]).rstrip("*"): (row, cells) for row, cells in records if cells and cells[0]}
    office, articles = Answer(), {}
    for column in OFFICE.columns:
        row, cells = by_name.get(column.name, (0, []))
        where = _("{sheet}, cell {cell}").format(sheet=OFFICE.name, cell=f"B{row}" if row else ANSWER)
        value = reading.cell(where, cells[1] if len(cells) > 1 else None, column)
        if value is not None:
            office[column.name] = value
        if len(cells) > 2 and isinstance(cells[2], str):
            articles[column.name] = cells[2]
    return office, articles


def _rows(reading: _Reading, sheet: Sheet, records: Sequence[Record]) -> Iterator[Answer]:
    names = {column.name for column in sheet.columns}
    heads: dict[str, int] = {}
    seen: dict[tuple[Any, ...], str] = {}
    for number, cells in records:
        if not heads:
            titles = {str(cell).rstrip("*").strip(): place for place, cell in enumerate(cells) if cell is not None}
            heads = titles if len(names & titles.keys()) > 1 else {}
        elif not str(cells[0] if cells else "").startswith(EXAMPLE):
            here = {name: cells[at] for name, at in heads.items() if at < len(cells)}
            yield from _row(reading, sheet, number, here, heads, seen)


def _row(
    reading: _Reading,
    sheet: Sheet,
    number: int,
    cells: Mapping[str, Cell],
    heads: Mapping[str, int],
    seen: dict[tuple[Any, ...], str],
) -> Iterator[Answer]:
    if not any(cells.get(column.name) is not None for column in sheet.columns):
        return
    answer = Answer()
    answer.row = number
    answer.filled = [name for name, cell in cells.items() if cell is not None]
    for column in sheet.columns:
        address = f"{letters(heads.get(column.name, 0) + 1)}{number}"
        where = _("{sheet}, cell {cell}").format(sheet=sheet.name, cell=address)
        value = reading.cell(where, cells.get(column.name), column)
        if value is not None:
            answer[column.name] = value
    key = tuple(answer.get(name) for name in sheet.unique)
    where = _("{sheet}, row {row}").format(sheet=sheet.name, row=number)
    if key and key in seen:
        named = "、".join(str(word) for word in key if word is not None)
        told = _("{name} stands in {other} already.").format(name=named, other=seen[key])
        reading.findings.append(Finding(where, told))
    seen[key] = where
    yield answer


def _across(answers: Answers) -> Iterator[Finding]:
    """What is wrong between the sheets: a group, unit, body, task or result that no other sheet has."""
    groups = {row.get("组别") for row in answers.rows.get("单位", ())}
    known: Sequence[tuple[str, str, Iterable[Any]]] = (
        ("任务", "组别", groups),
        ("信息员", "单位", [row.get("单位") for row in answers.rows.get("单位", ())]),
        ("上报", "上级单位", [row.get("上级单位") for row in answers.rows.get("采用", ())]),
        ("采用", "类别", [row.get("类别") for row in answers.rows.get("类别", ())]),
        ("报送", "类别", [row.get("类别") for row in answers.rows.get("类别", ())]),
        ("评先与结果", "任务", [row.get("名称") for row in answers.rows.get("任务", ())]),
    )
    for sheet, column, allowed in known:
        words = sorted({str(word) for word in allowed if word})
        for row in answers.rows.get(sheet, ()):
            word = row.get(column)
            if word is not None and word not in words:
                yield Finding(
                    _("{sheet}, row {row}, {column}").format(sheet=sheet, row=row.row, column=column),
                    _("It says “{text}”.").format(text=word),
                    _("Allowed: {allowed}").format(allowed=listed(words)),
                )
    yield from _results(answers)


def _results(answers: Answers) -> Iterator[Finding]:
    for row in answers.rows.get("评先与结果", ()):
        where = _("{sheet}, row {row}").format(sheet="评先与结果", row=row.row)
        if row.get("条件") == "采用率" and 0 < row.get("数", 0) < 1:
            told = _("The adoption rate is in per cent: {number} would mean {number} %.").format(number=row["数"])
            yield Finding(where, told, _("Write 30 for 30 %, without the sign."))
        for column in _wanted(row):
            if column not in row.filled:
                yield Finding(where, _("“{column}” is empty.").format(column=column))


def _wanted(row: Answer) -> Iterator[str]:
    """The columns that a row of results must have by what stands in its others."""
    yield from {"评先": ("取前几名",), "结果": ("条件",), "加扣分": ("条件", "得分")}.get(row.get("种类", ""), ())
    if "条件" in row:
        yield from ("比较", "数")
    if row.get("条件") in ("没完成的期数", "一共欠多少"):
        yield "任务"


def measure(row: Answer) -> str:
    """The measure that a row of results looks at, as rules call it."""
    return MEASURES[row["条件"]]


def article(row: Answer) -> str:
    """The article of a row, empty if it says none."""
    return str(row.get(ARTICLE, ""))
