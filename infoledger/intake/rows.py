"""One row on its way into the ledger: its cells by column, and everything that is wrong with it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.intake.tables import Cell, Row, Table
from infoledger.intake.values import PARSERS, UnreadableError, line
from infoledger.kinds import Column, title

#: What the first cell of a row says that stands below the records: a total, or who made the table.
_FOOTER = re.compile(
    r"(本[页月季年])?[合小总共]\s*计.{0,10}|(sub)?total\W*|[制填编]\s*[表报制]\s*(人|单位|时间|日期)?\W.*|[制填]\s*[表报]"
    r"|(审核|审批|复核|负责|联系|统计)\s*人?\s*[:：].*",
    re.IGNORECASE,
)
_MONTH_AND_DAY = re.compile(r"\s*\d{1,2}月\d{1,2}日")


class Cells:
    """The ``values`` of one row by the English names of their columns, empty ones left out.

    What cannot be read or found is noted in ``wrong`` and left out, so that one pass tells all.
    ``outcome`` says what became of a row that is right: the ledger had it unless told otherwise.
    One that is recorded ``again`` is the same as another fact of its day.
    """

    __slots__ = ("_columns", "again", "outcome", "row", "table", "values", "wrong")

    def __init__(self, table: Table, row: Row, columns: Mapping[str, Column]) -> None:
        self.table = table
        self.row = row
        self.wrong: list[Finding] = []
        self.outcome: Literal["new", "changed", "there"] = "there"
        self.again = False
        self._columns = columns
        self.values: dict[str, Any] = {}
        for header, column in columns.items():
            self._read(header, column)
        for letter, cell in row.stray.items():
            self._refuse(letter, _("“{text}” stands under no header.").format(text=cell), "")

    def __contains__(self, name: str) -> bool:
        """Whether the table has the column ``name`` at all."""
        return name in self._headers

    def get(self, name: str) -> Any:
        """The value of the column ``name``, None if it is empty, missing or wrong."""
        return self.values.get(name)

    def find(self, name: str, look_up: Callable[[str], Any]) -> Any:
        """What the name in the column ``name`` stands for; where ``look_up`` refuses it, that is noted."""
        word = self.get(name)
        return None if word is None else self._look_up(name, word, look_up)

    def identify(self, name: str, look_up: Callable[[str], Any]) -> None:
        """Let the column ``name`` hold what its name stands for."""
        found = self.find(name, look_up)
        if found is not None:
            self.values[name] = found

    def each(
        self, name: str, look_up: Callable[[str], Any], known: Callable[[str], bool] = lambda _whole: False
    ) -> tuple[Any, ...]:
        """What the names in the column ``name`` stand for, each once; a cell that as a whole is ``known`` is one."""
        words = self.get(name) or ()
        if len(words) > 1 and known(whole := self.whole(name)):
            words = (whole,)
        found = (self._look_up(name, word, look_up) for word in words)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def whole(self, name: str) -> str:
        """What the cell of the column ``name`` says before it is parted."""
        return line(self.row.cells[self._headers[name]])

    def recognise_footer(self) -> None:
        """Say of a wrong row that looks like a total or a signature below the table only that it does."""
        cells = (*self.row.cells.values(), *self.row.stray.values())
        if _FOOTER.fullmatch(next((str(cell) for cell in cells if cell is not None), "")):
            self.wrong.clear()
            self.refuse("", _("It looks like a total or a note below the table."), _("Delete the row."))

    def refuse(self, name: str, what: str, hint: str = "") -> None:
        """Note that the value of the column ``name`` is wrong, or the whole row if ``name`` is empty."""
        self._refuse(self._headers.get(name, ""), what, hint)

    @property
    def _headers(self) -> Mapping[str, str]:
        """The headers of the table by the English names of their columns."""
        return {column.english: header for header, column in self._columns.items()}

    def _look_up(self, name: str, word: str, look_up: Callable[[str], Any]) -> Any:
        try:
            return look_up(word)
        except InfoledgerError as error:
            self.refuse(name, error.message, error.hint)
            return None

    def _read(self, header: str, column: Column) -> None:
        cell = self.row.cells[header]
        try:
            value = None if cell is None else PARSERS[column.holds](cell)
        except UnreadableError as error:
            try:
                value = PARSERS[column.holds](self._with_year(cell, column))
            except UnreadableError:
                expected = _("Expected: {expected}.").format(expected=error)
                self._refuse(header, _("It says “{text}”.").format(text=cell), expected)
                return
        if value is not None and value != ():
            self.values[column.english] = value
        elif column.required:
            self._refuse(header, _("It is empty."), _("Every row needs its {column}.").format(column=title(column)))

    def _with_year(self, cell: Cell, column: Column) -> Cell:
        """``10月5日`` with the year of the table."""
        lacks_year = column.holds in ("day", "moment") and isinstance(cell, str) and _MONTH_AND_DAY.match(cell)
        return f"{self.table.year}年{cell}" if lacks_year and self.table.year else cell

    def _refuse(self, column: str, what: str, hint: str) -> None:
        row = _("{table}, row {row}, column {column}") if column else _("{table}, row {row}")
        where = row.format(table=self.table.name, row=self.row.number, column=column)
        self.wrong.append(Finding(where, what, hint))
