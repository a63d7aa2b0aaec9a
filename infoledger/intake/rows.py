"""One row on its way into the ledger: its cells by column, and everything that is wrong with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from sys import intern
from typing import Any, Literal

from infoledger.columns import each
from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.intake.alike import WrongCell
from infoledger.intake.cells import NO_VALUE, Cell, Faulty, Shown, fault_of
from infoledger.intake.passing import may_be_footer
from infoledger.intake.tables import Row, Table
from infoledger.intake.values import PARSERS, Days, UnreadableError, YearlessError, line
from infoledger.kinds import Column, title

#: A leap year: whatever a day without one lacks, it is a day of this.
_ANY_YEAR = 2024


class Cells:
    """The ``values`` of one row by the English names of their columns, empty ones left out.

    What cannot be read or found is noted in ``wrong`` and left out, so that one pass tells all; of
    these, ``yearless`` are days that only lack their year.
    ``outcome`` says what became of a row that is right: the ledger had it unless told otherwise.
    One that is recorded ``again`` is the same as another fact of its day.
    """

    __slots__ = ("_columns", "again", "outcome", "row", "table", "values", "wrong", "yearless")

    def __init__(
        self, table: Table, row: Row, columns: Mapping[str, Column], values: dict[str, Any] | None = None
    ) -> None:
        self.table = table
        self.row = row
        self.wrong: tuple[Finding, ...] = ()
        self.yearless: tuple[Finding, ...] = ()
        self.outcome: Literal["new", "changed", "there"] = "there"
        self.again = False
        self._columns = columns
        self.values: dict[str, Any] = {} if values is None else values
        if values is None:
            self._read_row()

    def __contains__(self, name: str) -> bool:
        """Whether the table has the column ``name`` at all."""
        return name in self._headers

    def get(self, name: str) -> Any:
        """The value of the column ``name``, None if it is empty, missing or wrong."""
        return self.values.get(name)

    def find(self, name: str, look_up: Callable[[str], Any]) -> Any:
        """What the name in the column ``name`` stands for; where ``look_up`` refuses it, that is noted."""
        word = self.values.get(name)
        if word is None:
            return None
        try:
            return look_up(word)
        except InfoledgerError as error:
            self.refuse(name, error.message, error.hint)
            return None

    def identify(self, name: str, look_up: Callable[[str], Any]) -> None:
        """Let the column ``name`` hold what its name stands for."""
        found = self.find(name, look_up)
        if found is not None:
            self.values[name] = found

    def each(
        self, name: str, look_up: Callable[[str], Any], known: Callable[[str], bool] = lambda _whole: False
    ) -> tuple[Any, ...]:
        """What the names in the column ``name`` stand for, each once; a cell that as a whole is ``known`` is one."""
        words = self.values.get(name)
        if not words:
            return ()
        if len(words) > 1 and name in self and known(whole := self.whole(name)):
            words = (whole,)
        found = []
        for word in words:
            try:
                found.append(look_up(word))
            except InfoledgerError as error:
                self.refuse(name, error.message, error.hint)
        return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))

    def whole(self, name: str) -> str:
        """What the cell of the column ``name`` says before it is parted."""
        return line(self.row.cells[self._headers[name]])

    def as_text(self, header: str, days: Days) -> str:
        """A text that says in a table with ``days`` what the cell under ``header`` says here.

        Where it would say something else, or something at all though the cell cannot be taken, it is one
        that is always refused.
        """
        cell, column = self.row.cells[header], self._columns.get(header)
        said = "" if cell is None else str(cell)
        if cell is None or column is None:
            return said
        meant = _meaning(cell, column, self.table.days)
        texts = (said, str(cell.value)) if isinstance(cell, Shown) else (said, said.upper())
        return next((text for text in texts if _meaning(text, column, days) == meant), NO_VALUE)

    def demand(self, column: Column) -> None:
        """Note that the row says nothing in ``column``, unless it does or that is noted already."""
        header = self._headers.get(column.english, "")
        if column.english not in self.values and not (header and self._is_refused(header)):
            self._refuse(header, *_lacking(column))

    def _is_refused(self, header: str) -> bool:
        return any(isinstance(finding, WrongCell) and finding.column == header for finding in self.wrong)

    def recognise_footer(self) -> None:
        """Say of a wrong row that looks like a total or a note below the table only that it does."""
        cells = (*self.row.cells.values(), *self.row.stray.values())
        if may_be_footer(next((str(cell) for cell in cells if cell is not None), "")):
            self.wrong = ()
            self.refuse("", _("It looks like a total or a note below the table."), _("Delete the row."))

    def refuse(self, name: str, what: str, hint: str = "") -> None:
        """Note that the value of the column ``name`` is wrong, or the whole row if ``name`` is empty."""
        self._refuse(self._headers.get(name, ""), what, hint)

    @property
    def _headers(self) -> Mapping[str, str]:
        """The headers of the table by the English names of their columns."""
        return {column.english: header for header, column in self._columns.items()}

    def _read_row(self) -> None:
        for header, column in self._columns.items():
            self._read(header, column)
        if self.row.short:
            self._refuse("", _("It ends before the last column."), _("Give each row as many cells as the header has."))
        for letter, cell in self.row.stray.items():
            self._refuse(letter, _("“{text}” stands under no header.").format(text=cell), "")

    def _read(self, header: str, column: Column) -> None:
        cell = self.row.cells[header]
        if isinstance(cell, Faulty):
            self._refuse(header, cell.what, _("Write the value itself into the cell."))
            return
        try:
            value = None if cell is None else read(cell, column, self.table.days)
        except UnreadableError as error:
            expected = _("Expected: {expected}.").format(expected=error)
            self._refuse(header, _("It says “{text}”.").format(text=cell), expected)
            if isinstance(error, YearlessError):
                self.yearless += self.wrong[-1:]
            return
        if value is not None and value != ():
            self.values[column.english] = value
        elif column.required:
            self._refuse(header, *_lacking(column))

    def _refuse(self, column: str, what: str, hint: str) -> None:
        letter = self.table.letters.get(column)
        if letter:
            row = _("{table}, row {row}, column {column} ({cell})")
        else:
            row = _("{table}, row {row}, column {column}") if column else _("{table}, row {row}")
        where = row.format(table=self.table.name, row=self.row.number, column=column, cell=f"{letter}{self.row.number}")
        # Of a hundred thousand wrong rows, most say the same.
        self.wrong += (WrongCell(where, intern(what), intern(hint), self.table.name, self.row.number, column),)


def _lacking(column: Column) -> tuple[str, str]:
    return _("It is empty."), _("Every row needs its {column}.").format(column=title(column))


def read(cell: Cell, column: Column, days: Days) -> Any:
    """What ``cell`` says in ``column`` of a table with these ``days``. Raises ``UnreadableError``."""
    return _parser(column, days)(cell)


def _meaning(cell: Cell, column: Column, days: Days) -> Any:
    """What ``cell`` says, None if it cannot be taken; a day without a year is one of any."""
    if isinstance(cell, Faulty) or fault_of(str(cell)):
        return None
    try:
        return read(cell, column, days if days.year else days._replace(year=_ANY_YEAR))
    except UnreadableError:
        return None


def _parser(column: Column, days: Days) -> Callable[[Cell], Any]:
    parse = PARSERS[column.holds]
    return partial(parse, days=days) if column.holds in ("day", "moment", "period") else parse


def read_rows(table: Table, rows: Sequence[Row], columns: Mapping[str, Column]) -> Iterator[Cells]:
    """``rows`` of ``table`` by ``columns``.

    What is right is read column by column; a row in which anything is wrong by itself, so that it tells all.
    """
    names = [column.english for column in columns.values()]
    said = (
        each(_reader(column, table.days), [row.cells[header] for row in rows]) for header, column in columns.items()
    )
    for row, values in zip(rows, zip(*said, strict=True), strict=True):
        if row.short or row.stray or _WRONG in values:
            yield Cells(table, row, columns)
        else:
            found = {name: value for name, value in zip(names, values, strict=True) if value is not None}
            yield Cells(table, row, columns, found)


#: Stands for a cell that cannot be taken as it is.
_WRONG = object()


def _reader(column: Column, days: Days) -> Callable[[Cell], Any]:
    """What tells what a cell says, None for nothing, and ``_WRONG`` where something is to be said about it."""
    parse = _parser(column, days)
    empty = _WRONG if column.required else None

    def said(cell: Cell) -> Any:
        if cell is None:
            return empty
        try:
            value = _WRONG if type(cell) is Faulty else parse(cell)
        except UnreadableError:
            return _WRONG
        return empty if value is None or value == () else value

    return said


def records_of(table: Table, columns: Mapping[str, Column]) -> list[Row]:
    """The rows of ``table`` that say something in ``columns``, beside what merged cells give them."""
    return [
        row
        for row in table.rows
        if row.stray or any(row.cells[header] is not None and header not in row.spread for header in columns)
    ]
