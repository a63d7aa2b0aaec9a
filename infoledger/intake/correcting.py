"""Corrections through a sheet: what a row says otherwise of an item that is there corrects it from its own dates.

An empty cell changes nothing. Where an item stands is for the review to say, and no sheet changes it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, NamedTuple

from infoledger.i18n import _
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells, read
from infoledger.intake.values import Days
from infoledger.kinds import KINDS, Column, Kind
from infoledger.ledger.journal import Pen
from infoledger.ledger.listing import Listing
from infoledger.ledger.models import Item
from infoledger.ledger.recording import cleaned, edit_item
from infoledger.ledger.register import Register
from infoledger.ledger.review import reopen
from infoledger.ledger.seals import record, records, table_of
from infoledger.ledger.shapes import NewItem

_MOMENTS: Mapping[str, tuple[str, ...]] = {
    "submitted": ("submitted", "submitted_time"),
    "occurred": ("occurred", "occurred_time"),
}
_NEVER = ("ref", "status")
#: By which columns a sheet of corrections names what is there.
_KEYS = {"items": ("ref",), "units": ("name",), "informants": ("name", "unit")}


class Correcting(NamedTuple):
    """Why what is there is corrected, by whom and on which day."""

    reason: str
    by: str
    day: date


class Change(NamedTuple):
    """What a cell changes: in which row of which table, of whom or what, and from what to what."""

    table: str
    row: int
    what: str
    column: Column
    old: str
    new: str


def by_key(kind: Kind) -> Kind:
    """``kind`` as a sheet of corrections needs it: what a row names must be said, and nothing else of it."""
    key = _KEYS.get(kind.english)
    return kind if key is None else replace(kind, columns=tuple(_needed(column, key) for column in kind.columns))


def _needed(column: Column, key: Collection[str]) -> Column:
    return replace(column, required=column.english in key)


def demand_all(kind: str, cells: Cells) -> None:
    """Note what a row of ``kind`` must say that is not there yet."""
    for column in KINDS[kind].columns:
        if column.required:
            cells.demand(column)


def complete_items(pen: Pen, rows: Sequence[Cells], lookup: Lookup) -> None:
    """Let rows keep what an item must have where they do not say it; a new item must say all of it."""
    listing = Listing(pen.connection, lookup.config, lookup.register)
    for cells in rows:
        ref = cells.get("ref")
        there = listing.one("items", lookup.item(ref)) if ref and lookup.has_item(ref) else {}
        for column in KINDS["items"].columns:
            if column.required and (value := there.get(column.english)):
                said = read(value, column, Days()) if isinstance(value, str) else value
                cells.values.setdefault(column.english, said)
        demand_all("items", cells)


def correct_items(
    pen: Pen, built: list[tuple[Cells, Any]], lookup: Lookup, correcting: Correcting
) -> tuple[list[tuple[Cells, Any]], list[Change]]:
    """Correct the items whose references ``built`` names; those of ``built`` that are new, and what was changed."""
    new, changes = [], list[Change]()
    rows: dict[int, Cells] = {}
    listing = Listing(pen.connection, lookup.config, lookup.register)
    for cells, item in built:
        if not item.ref or not lookup.has_item(item.ref):
            new.append((cells, item))
            continue
        there = lookup.item(item.ref)
        first = rows.setdefault(there, cells)
        if first is cells:
            changes += _correct(pen, there, cells, item, lookup, listing, correcting)
        elif first.values != cells.values:
            told = _("Row {row} says otherwise of “{name}”.")
            cells.refuse("ref", told.format(row=first.row.number, name=item.ref))
    return new, changes


def _correct(
    pen: Pen, there: int, cells: Cells, item: NewItem, lookup: Lookup, listing: Listing, correcting: Correcting
) -> list[Change]:
    before = listing.one("items", there)
    ((present, _seal),) = records(pen.connection, Item, table_of(Item).c.id == there)
    _judge(cells, item, there, present, lookup.register)
    if cells.wrong:
        return []
    made = asdict(item)
    said = [name for name in cells.values if name not in _NEVER and cells.get(name) != before.get(name)]
    wanted = {field: made[field] for name in said for field in _MOMENTS.get(name, (name,))}
    plain = record(Item, cleaned(item))
    other = {name: value for name, value in wanted.items() if plain.get(name) != present.get(name)}
    if not other:
        return []
    by, reason = correcting.by, correcting.reason
    reopen(pen, lookup.config, there, other, by=by, day=correcting.day, note=reason)
    edit_item(pen, there, reason, **other)
    cells.outcome = "changed"
    after = {**listing.one("items", there), "body": other.get("body")}
    old = {**before, "body": present.get("body")}
    old = {name: shown(value) for name, value in old.items()}
    return [
        Change(cells.table.name, cells.row.number, str(after["ref"]), column, old[name], new)
        for column in KINDS["items"].columns
        if (name := column.english) in said and old[name] != (new := shown(after[name]))
    ]


def _judge(cells: Cells, item: NewItem, there: int, present: Mapping[str, Any], register: Register) -> None:
    """Note what cannot be corrected by a sheet."""
    if item.follows == there:
        cells.refuse("follows", _("An item cannot follow itself."))
    if cells.get("status") not in (None, present["status"]):
        what = _("It says “{text}”.").format(text=cells.whole("status"))
        cells.refuse("status", what, _("Where an item stands is changed by `infoledger review`."))
    if not item.informants:
        for name in strangers(register, present.get("informants", ()), item.units):
            what = _("{name}, who wrote it, is no informant of these units.").format(name=name)
            cells.refuse("units", what, _("Correct the informants in the same row."))


def strangers(register: Register, informants: Collection[int], units: Collection[int]) -> list[str]:
    """The names of those ``informants`` who write, or wrote, for none of ``units``."""
    people = [register.informants[each] for each in informants]
    return [person.name for person in people if not {state.unit for state in person.states} & set(units)]


def shown(value: Any) -> str:
    """A value as a person reads it in a list of changes."""
    if isinstance(value, tuple | list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)
