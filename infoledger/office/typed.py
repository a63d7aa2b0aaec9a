"""What a person typed: read, looked up and checked as the rows of an import are.

The values are named as the columns of an import, so that whatever would be said of a cell is said of them.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from infoledger.config.names import resolve
from infoledger.config.outlets import outlet_names
from infoledger.dates import parse_moment
from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.intake.correcting import strangers
from infoledger.intake.facts import BUILDERS
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells
from infoledger.intake.tables import Row, Table
from infoledger.kinds import KINDS, Column, title
from infoledger.ledger.models import Item
from infoledger.ledger.seals import records, table_of
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.referring import in_full

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Outlet
    from infoledger.ledger.journal import Pen

_MOMENTS: Mapping[str, Sequence[str]] = {
    "submitted": ("submitted", "submitted_time"),
    "occurred": ("occurred", "occurred_time"),
}
_LOOSELY = re.compile(r"[,，\s]+")
_EMPTY: Mapping[str, Any] = {"aliases": (), "tags": (), "informants": ()}


class Typed(Cells):
    """What was typed, by column: ``given`` without what is None; an empty text empties."""

    def __init__(self, fields: Fields, kind: str, given: Mapping[str, Any], today: date) -> None:
        columns = {
            fields.labels.get(column.english, title(column)): column
            for column in KINDS[kind].columns
            if given.get(column.english) is not None
        }
        row = {
            label: None if given[column.english] == "" else given[column.english] for label, column in columns.items()
        }
        self._misread = False
        self._today = today
        self._day: date = given.get("issued") or given.get("date") or self._today
        super().__init__(Table(fields.command, 0, tuple(row), ()), Row(0, row, {}), columns)

    def typed(self) -> dict[str, Any]:
        """All that was typed, by column; None, or no names, for what is to be emptied."""
        return {name: self.values.get(name, _EMPTY.get(name)) for name in self._headers}

    def settle(self) -> None:
        """Raise if anything that was typed is wrong: ``UsageError`` where it could not even be read."""
        error = UsageError if self._misread else InfoledgerError
        if len(self.wrong) == 1:
            (finding,) = self.wrong
            raise error(f"{finding.where}: {finding.what}", finding.hint)
        if self.wrong:
            raise error(_("Nothing was recorded:"), findings=self.wrong)

    def each(
        self, name: str, look_up: Callable[[str], Any], known: Callable[[str], bool] = lambda _whole: False
    ) -> tuple[Any, ...]:
        """As of a cell; units may also be parted by commas and blanks, where none bears such a name."""
        if name == "units" and self.values.get(name):
            parts = ([word] if known(word) else _LOOSELY.split(word) for word in self.values[name])
            self.values[name] = tuple(part for words in parts for part in words if part)
        return super().each(name, look_up, known)

    def _read(self, header: str, column: Column) -> None:
        right = len(self.wrong)
        cell = self.row.cells[header]
        if cell is None and column.required:
            self._refuse(header, _("The {column} may not be empty.").format(column=title(column)), "")
        elif isinstance(cell, str) and column.holds in ("day", "moment"):
            self._read_moment(header, column, cell)
        else:
            super()._read(header, column)
        self._misread |= len(self.wrong) > right

    def _read_moment(self, header: str, column: Column, text: str) -> None:
        """A day as it is typed, which may be 昨天 or lack its year; what is due lies ahead of the fact's own day."""
        try:
            on, at = parse_moment(text, self._today, since=self._day if column.english == "due" else None)
        except UsageError as error:
            self._refuse(header, error.message, error.hint)
        else:
            self.values[column.english] = on if column.holds == "day" else (on, at)

    def _refuse(self, column: str, what: str, hint: str) -> None:
        self.wrong += (Finding(column or self.table.name, what, hint),)


class Keyboard(Lookup):
    """Finds by name as a clerk types it: also by a part that only one unit, outlet or declared word has."""

    parts = True

    def __init__(self, connection: "Connection", desk: Desk) -> None:
        super().__init__(connection, desk.config)
        self.today = desk.today
        self._desk = desk

    def item(self, ref: str) -> int:
        return super().item(in_full(self._desk, self._connection, ref))

    def unit(self, name: str) -> int:
        return self.register.unit(name)

    def outlet(self, name: str) -> "Outlet":
        bare = name.strip().removeprefix("《").removesuffix("》")
        return super().outlet(resolve(bare, outlet_names(self.config)))


def typed_fact(pen: "Pen", lookup: Keyboard, fields: Fields, kind: str, given: Mapping[str, Any]) -> Any:
    """The fact of ``kind`` that the columns ``given`` make. Raises ``InfoledgerError`` that tells all mistakes."""
    cells = Typed(fields, kind, given, lookup.today)
    fact = _build(cells, lookup, kind)
    if kind == "awards" and not cells.wrong:
        from infoledger.intake.importing import refuse_too_many

        refuse_too_many(pen, [(cells, fact)], lookup.config)
    cells.settle()
    return fact


def typed_corrections(
    pen: "Pen", lookup: Keyboard, fields: Fields, item: int, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What the columns ``given`` make of the columns of ``item``. Raises as ``typed_fact`` does."""
    changed = {name: value for name, value in given.items() if value is not None}
    ((present, _seal),) = records(pen.connection, Item, table_of(Item).c.id == item)
    day = date.fromisoformat(present["submitted"])
    units = ";".join(lookup.register.units[unit].on(day).name for unit in present["units"])
    cells = Typed(fields, "items", {"units": units, "submitted": present["submitted"], **changed}, lookup.today)
    made = asdict(_build(cells, lookup, "items"))
    if "units" in changed and "informants" not in changed:
        _refuse_strangers(cells, lookup, present.get("informants", ()), made["units"])
    if made["follows"] == item:
        cells.refuse("follows", _("An item cannot follow itself."))
    cells.settle()
    return {field: made[field] for name in changed for field in _MOMENTS.get(name, (name,))}


def _build(cells: Typed, lookup: Lookup, kind: str) -> Any:
    fact = BUILDERS[kind](cells, lookup)
    return replace(fact, follows=cells.find("follows", lookup.item)) if kind == "items" else fact


def _refuse_strangers(cells: Typed, lookup: Lookup, informants: Collection[int], units: Collection[int]) -> None:
    for name in strangers(lookup.register, informants, units):
        what = _("{name}, who wrote it, is no informant of these units.").format(name=name)
        cells.refuse("units", what, _("Say by whom it is, too: --by NAMES, or --by '' for nobody."))
