"""Marks: what columns beside an item say became of it. A √, a day, or the number of an issue.

Each mark that is set is a row of its own of the kind it speaks of, so that it is read, found and
recorded as any other row is.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from infoledger.config.model import Mark
from infoledger.i18n import _
from infoledger.intake.cells import Cell, Faulty
from infoledger.intake.headings import Matched
from infoledger.intake.rows import Cells
from infoledger.intake.tables import Row
from infoledger.kinds import KINDS, Column, Kind

_YES = ("√", "✓", "✔", "☑", "v", "是", "有", "已", "采用", "已采用", "上报", "已上报", "批示", "已批示", "yes", "true")
_NO = ("×", "✗", "✘", "x", "否", "无", "未", "未采用", "未上报", "未批示", "-", "—", "－", "/", "no", "false", "0")
_MEANS: Mapping[str, "Says"] = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no"), "": "no"}
_ISSUE = re.compile(r"\d{1,4}|\D*(\d{4}\s*年\s*)?[^\d月日]*\d+\s*期\D*")
_ONE = "1"
#: The kind of record that a mark makes, and the column with its name.
_MAKES: Mapping[str, tuple[Kind, str]] = {
    "adoption": (KINDS["adoptions"], "outlet"),
    "forward": (KINDS["forwards"], "body"),
    "instruction": (KINDS["instructions"], "leader"),
}
#: What a mark says: nothing, a √, its own day, the number of an issue, or what cannot be read.
Says = Literal["no", "yes", "day", "issue", "?"]


class Marked(NamedTuple):
    """A row that a mark makes, the row of the item that it is about, and whether it has a day of its ``own``."""

    kind: Kind
    cells: Cells
    item: Cells
    own: bool

    def name(self, ref: str) -> None:
        """Let it be about the item ``ref``."""
        key = self.kind.key
        self.cells.values[key] = (ref,) if key == "refs" else ref

    @property
    def named(self) -> bool:
        """Whether it is known what it is about."""
        return self.cells.get(self.kind.key) is not None

    def refuse(self) -> None:
        """Put what is wrong with it down to the row in which it stands."""
        self.item.wrong += self.cells.wrong
        self.item.yearless += self.cells.yearless


def marked(rows: Sequence[Cells], matched: Matched) -> Iterator[Marked]:
    """What the marks of ``rows``, of one table, make. What each is about is named later."""
    for header, mark in matched.marks.items():
        kind, named = _MAKES[mark.fact]
        ticks = _only_ticks(cells.row.cells[header] for cells in rows)
        for item in rows:
            says = meaning(item.row.cells[header], issues=mark.fact == "adoption", ticks=ticks)
            if says != "no":
                dated = matched.days.get(header)
                if dated and item.row.cells[dated] is None:
                    dated = None
                own = bool(dated) or says in ("day", "?")
                if own or _submitted(item):  # else its row is wrong for that already
                    yield Marked(kind, _row(item, kind, named, mark, header, dated, says), item, own)


def meaning(cell: Cell, *, issues: bool, ticks: bool) -> Says:
    """What a cell of marks says; a bare 1 is a √ among ``ticks`` alone, else an issue, where there are ``issues``."""
    if isinstance(cell, (date, Faulty)):
        return "day"
    word = _word(cell)
    if word == _ONE and (ticks or not issues):
        return "yes"
    if issues and word not in _MEANS and _ISSUE.fullmatch(word):
        return "issue"
    return _MEANS.get(word) or ("day" if any(sign.isdecimal() for sign in word) else "?")


def _only_ticks(cells: Iterator[Cell]) -> bool:
    """Whether nothing but √ and 1 stands in a column, so that a 1 is a √."""
    return all(word == _ONE or word in _MEANS for word in map(_word, cells))


def _word(cell: Cell) -> str:
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip().casefold()


def _row(item: Cells, kind: Kind, named: str, mark: Mark, header: str, dated: str | None, says: Says) -> Cells:
    """The row that ``mark`` makes of what stands under its ``header``, and ``dated`` if that says its day."""
    columns: dict[str, Column] = {}
    cells: dict[str, Cell] = dict(item.row.cells)

    def say(english: str, cell: Cell, at: str = "") -> None:
        column = _column(kind, english)
        place = at or f"{column.chinese}({header})"
        columns[place], cells[place] = column, cell

    say(named, mark.name)
    if says == "issue":
        say("issue", cells[header])
    if dated:
        say("date", cells[dated], dated)
    elif says in ("day", "?"):
        say("date", cells[header], header)
    else:
        say("date", _submitted(item))
    made = Cells(item.table, Row(item.row.number, cells, {}), columns)
    if says == "?":
        expected = _("Expected: {expected}.").format(expected=_("√, a day, or the number of an issue"))
        made.wrong = tuple(replace(finding, hint=expected) for finding in made.wrong)
    return made


def _submitted(item: Cells) -> date | None:
    said = item.get("submitted")
    return said[0] if said else None


def _column(kind: Kind, english: str) -> Column:
    column = kind.column(english)
    assert column is not None
    return column
