"""Doubtful titles as a sheet with a column to fill, and the answers read back from it."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from infoledger.errors import Finding, InfoledgerError
from infoledger.folding import fold_heading
from infoledger.i18n import _, listed
from infoledger.intake import values
from infoledger.intake.matching import Match, Printed
from infoledger.intake.tables import Table, read_tables
from infoledger.listings import Column
from infoledger.outfiles import csv_text

_TITLE, _DAY, _REFS = "刊发标题", "日期", "编号"
_HEADERS = ("行", _TITLE, _DAY, "期号", "单位", _REFS, "候选一", "候选二", "候选三")
_WIDTHS = (6, 44, 12, 8, 14, 22, 44, 44, 44)
#: Put instead of a reference: the title is none of ours.
NONE = ("无", "none")

Answers = Mapping[tuple[str, str], tuple[str, ...]]


def key(printed: Printed) -> tuple[str, str]:
    """By what an answer is found again: title and day."""
    return printed.title, printed.day.isoformat()


def sheet(doubtful: Sequence[Match], form: str) -> str | bytes:
    """The content of a file to fill, ``xlsx`` or ``csv``: under 编号 the references, or 无."""
    lines = [_line(match) for match in doubtful]
    return _workbook(lines, doubtful) if form == "xlsx" else csv_text([Column(name, name) for name in _HEADERS], lines)


def read_answers(path: Path) -> Answers:
    """The references filled in, by title and day; none where the answer is 无, rows left empty left out.

    Raises ``InfoledgerError`` if the file is not such a sheet.
    """
    answers: dict[tuple[str, str], tuple[str, ...]] = {}
    for table in read_tables(path, {fold_heading(header) for header in _HEADERS}):
        _check(table, path)
        for row in table.rows:
            refs = values.names(row.cells[_REFS]) if row.cells[_REFS] is not None else ()
            if refs:
                place = values.line(row.cells[_TITLE]), values.day(row.cells[_DAY]).isoformat()
                answers[place] = () if refs[0].casefold() in NONE else refs
    return answers


def described(match: Match) -> list[str]:
    """The guesses of a match as a clerk reads them."""
    return [
        _("{ref} {title} ({units}, {day}, {likelihood}%{notes})").format(
            units=guess.candidate.called,
            ref=guess.candidate.ref,
            title=guess.candidate.title,
            likelihood=guess.likelihood,
            day=guess.candidate.submitted,
            notes=_notes(guess.candidate.forwarded, [day.isoformat() for day in guess.candidate.adopted]),
        )
        for guess in match.guesses
    ]


def _notes(forwarded: bool, adopted: Collection[str]) -> str:
    notes = [_("forwarded")] if forwarded else []
    if adopted:
        notes.append(_("adopted there on {days}").format(days=listed(adopted)))
    return "".join(f", {note}" for note in notes)


def _line(match: Match) -> list[str]:
    printed = match.printed
    line = [str(printed.row), *key(printed), printed.more.get("issue", ""), printed.unit, "", *described(match)]
    return line + [""] * (len(_HEADERS) - len(line))


def _workbook(lines: Sequence[Sequence[str]], doubtful: Sequence[Match]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        fill = book.add_format({"num_format": "@", "bg_color": "#FFF2CC", "valign": "top"})
        page = book.add_worksheet(_("doubtful titles"))
        page.freeze_panes(1, 2)
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        column = _HEADERS.index(_REFS)
        for number, line in enumerate((_HEADERS, *lines)):
            for place, cell in enumerate(line):
                page.write_string(number, place, cell, fill if place == column and number else text)
        for number, match in enumerate(doubtful, 1):
            choices = [guess.candidate.ref for guess in match.guesses]
            page.data_validation(
                *(number, column, number, column),
                {"validate": "list", "source": [*choices, NONE[0]], "show_error": False},
            )
    return target.getvalue()


def _check(table: Table, path: Path) -> None:
    missing = [header for header in (_TITLE, _DAY, _REFS) if header not in table.headers]
    if missing:
        raise InfoledgerError(
            _("{file} is not a sheet of answers.").format(file=path.name),
            _("Leave --answers without a file of that name to get a new one."),
            [Finding(table.name, _("The column “{column}” is missing.").format(column=header)) for header in missing],
        )
