"""One row on its way into the ledger: its cells by column, and everything that is wrong with it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.intake.kinds import Column, title
from infoledger.intake.tables import Cell, Row, Table
from infoledger.intake.values import UnreadableError, day, moment

_MONTH_AND_DAY = re.compile(r"\s*\d{1,2}月\d{1,2}日")


class Cells:
    """The ``values`` of one row by the English names of their columns, empty ones left out.

    What cannot be read or found is noted in ``wrong`` and left out, so that one pass tells all.
    ``outcome`` says what became of a row that is right: the ledger had it unless told otherwise.
    """

    def __init__(self, table: Table, row: Row, columns: Mapping[str, Column]) -> None:
        self.table = table
        self.row = row
        self.wrong: list[Finding] = []
        self.outcome: Literal["new", "changed", "there"] = "there"
        self._headers = {column.english: header for header, column in columns.items()}
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

    def each(self, name: str, look_up: Callable[[str], Any]) -> tuple[Any, ...]:
        """What the names in the column ``name`` stand for, each once."""
        found = (self._look_up(name, word, look_up) for word in self.get(name) or ())
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def refuse(self, name: str, what: str, hint: str = "") -> None:
        """Note that the value of the column ``name`` is wrong, or the whole row if ``name`` is empty."""
        self._refuse(self._headers.get(name, ""), what, hint)

    def _look_up(self, name: str, word: str, look_up: Callable[[str], Any]) -> Any:
        try:
            return look_up(word)
        except InfoledgerError as error:
            self.refuse(name, error.message, error.hint)
            return None

    def _read(self, header: str, column: Column) -> None:
        cell = self.row.cells[header]
        try:
            value = None if cell is None else column.parse(self._with_year(cell, column))
        except UnreadableError as error:
            expected = _("Expected: {expected}.").format(expected=error)
            self._refuse(header, _("It says “{text}”.").format(text=cell), expected)
            return
        if value is not None and value != ():
            self.values[column.english] = value
        elif column.required:
            self._refuse(header, _("It is empty."), _("Every row needs its {column}.").format(column=title(column)))

    def _with_year(self, cell: Cell, column: Column) -> Cell:
        """``10月5日`` with the year of the table."""
        lacks_year = column.parse in (day, moment) and isinstance(cell, str) and _MONTH_AND_DAY.match(cell)
        return f"{self.table.year}年{cell}" if lacks_year and self.table.year else cell

    def _refuse(self, column: str, what: str, hint: str) -> None:
        row = _("{table}, row {row}, column {column}") if column else _("{table}, row {row}")
        where = row.format(table=self.table.name, row=self.row.number, column=column)
        self.wrong.append(Finding(where, what, hint))
