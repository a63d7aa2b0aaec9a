"""The facts of a worked case as a book for the rules, recorded as an import would record them.

They go the way of every row, by the same columns, lookups and builders, into a ledger that holds
nothing else: what a case proves holds in the office's own. Units and informants need not be told
apart from what they do; whoever is named is registered first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from infoledger.config.model import Config, WorkedCase
from infoledger.config.names import suggestion
from infoledger.config.told import DAY, FEEDBACK, SAID, called, columns_known, columns_told, kind_told, named
from infoledger.config.words import to_choose
from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.intake.cells import Cell
from infoledger.intake.facts import EVERYBODY
from infoledger.intake.importing import take
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells
from infoledger.intake.tables import Row, Table
from infoledger.kinds import KINDS, Column, Kind, title
from infoledger.ledger.journal import Pen
from infoledger.ledger.reading import load_book
from infoledger.ledger.registration import add_informants, add_units
from infoledger.ledger.shapes import NewInformant, NewUnit
from infoledger.rules.facts import Book, Fact, Item

#: The group of a unit of which a case says none.
_NO_GROUP = "—"


def with_feedback(facts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """``facts`` in which feedback that is told by itself stands with the first instruction that waits for it.

    Raises ``InfoledgerError`` for one that no instruction waits for.
    """
    found: list[Mapping[str, Any]] = []
    for fact in facts:
        word = next((word for word in FEEDBACK if word in fact), "")
        if not word or named(fact):
            found.append(fact)
            continue
        place = next((place for place, each in enumerate(found) if _waits(each, fact[word])), None)
        if place is None:
            raise InfoledgerError(_("No instruction on {ref} waits for feedback.").format(ref=fact[word]))
        said = {"feedback_date" if key in DAY else key: value for key, value in fact.items() if key != word}
        found[place] = {**found[place], **said}
    return found


def _waits(fact: Mapping[str, Any], ref: Any) -> bool:
    answered = "feedback_date" in fact or "反馈日期" in fact
    return not answered and ref in (fact.get("instruction"), fact.get("批示"))


def told(connection: Connection, case: WorkedCase, config: Config) -> Book:
    """The book of a case's facts, which are recorded on ``connection``, an empty ledger.

    Raises ``InfoledgerError`` that tells everything that cannot be read.
    """
    facts = with_feedback(case.facts)
    rows = [_Told(case, number, kind_told(fact), fact) for number, fact in enumerate(facts, 1)]
    pen = Pen(connection, "", "config check", datetime.now(UTC))
    lookup = Lookup(connection, config)
    _register(pen, rows, lookup)
    for kind in KINDS.values():
        take(pen, kind, [row for row in rows if row.kind is kind], lookup)
    wrong = [finding for row in rows for finding in row.wrong]
    if wrong:
        raise InfoledgerError(_("The facts of “{case}” cannot be read:").format(case=case.name), findings=wrong)
    book = load_book(connection, config, date.min, date.max, date.max)
    said = {row.get("ref"): row.said for row in rows if row.kind.english == "items"}
    return replace(book, facts=[_as_said(fact, said) for fact in book.facts])


class _Told(Cells):
    """One fact of a case, its keys in place of headers."""

    __slots__ = ("_case", "kind")

    def __init__(self, case: WorkedCase, number: int, kind: Kind, fact: Mapping[str, Any]) -> None:
        self._case, self.kind = case, kind
        columns = columns_told(kind, fact)
        cells = {key: _cell(fact[key]) for key in fact if key in columns}
        for key, (column, cell) in _implied(kind, {columns[key].english: cells[key] for key in cells}).items():
            columns[key], cells[key] = column, cell
        super().__init__(Table(case.name, 0, tuple(cells), ()), Row(number, cells, {}), columns)
        words = {column.english: column.chinese for column in columns_known(kind)}
        for key in fact.keys() - cells.keys():
            what = _("A {kind} has no “{key}”.").format(kind=called(kind), key=key)
            self._refuse(key, what, suggestion(key, to_choose(words, words)))

    @property
    def said(self) -> Mapping[str, Any]:
        """The fields of an item that the case itself says."""
        return {column.english: self.get(column.english) for column in SAID if column.english in self.values}

    def _refuse(self, column: str, what: str, hint: str) -> None:
        fact = _("fact {number}").format(number=self.row.number)
        where = f"{self._case.where} {fact}" + (f" {column}" if column else "")
        self.wrong += (Finding(where, what, hint),)


def _cell(value: Any) -> Cell:
    return (";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)) or None


def _implied(kind: Kind, cells: Mapping[str, Cell]) -> dict[str, tuple[Column, Cell]]:
    """The columns that every row must fill and the fact leaves out, by title, with what stands there by itself."""
    alike = {"items": {"title": "ref"}, "solicitations": {"issued": "due"}}.get(kind.english, {})
    # A unit is registered beforehand, with a group.
    needed = [column for column in kind.columns if column.required and column.of != "group"]
    return {
        title(column): (column, cells.get(alike.get(column.english, "")))
        for column in needed
        if column.english not in cells
    }


def _register(pen: Pen, rows: Sequence[_Told], lookup: Lookup) -> None:
    """Register all units and informants that ``rows`` name, in the order in which they are told."""
    first = ("units", "informants", "items")
    ordered = sorted(rows, key=lambda row: (*first, row.kind.english).index(row.kind.english))
    own = {alias: row.get("name") for row in ordered for alias in row.get("aliases") or ()}
    named = {row: [own.get(unit, unit) for unit in _units(row)] for row in ordered}
    groups = {unit: "" for units in named.values() for unit in units}
    for row in ordered:
        group = row.find("group", lookup.declared(lookup.config.unit_groups)) if row.kind.english == "items" else None
        groups |= {unit: groups[unit] or group or "" for unit in named[row]}
    add_units(pen, [NewUnit(name, group or _NO_GROUP) for name, group in groups.items()])
    lookup.reload()
    told_apart = {row.get("name") for row in rows if row.kind.english == "informants"}
    roles: dict[tuple[str, str], str | None] = {}
    for row in ordered:
        for name, unit in _people(row, named[row]):
            if name not in told_apart:
                roles.setdefault((name, unit), row.get("role"))
    add_informants(pen, [NewInformant(name, lookup.unit(unit), role) for (name, unit), role in roles.items()])
    lookup.reload()


def _units(row: _Told) -> Iterator[str]:
    if row.kind.english == "units" and row.get("name"):
        yield row.get("name")
    for column in row.kind.columns:
        value = row.get(column.english)
        if column.of == "unit" and value and value not in EVERYBODY:
            yield from (value,) if isinstance(value, str) else value


def _people(row: _Told, units: list[str]) -> Iterator[tuple[str, str]]:
    """Informants with their ``units``: as many as units, one of each; else all of the first."""
    if row.kind.enrolled:
        return
    names = [name for name in chain(row.get("informants") or (), [row.get("informant")]) if name]
    homes = units if len(names) == len(units) else units[:1] * len(names)
    yield from zip(names, homes, strict=False)


def _as_said(fact: Fact, said: Mapping[str, Mapping[str, Any]]) -> Fact:
    return fact._replace(items=tuple(_item(item, said.get(item.ref, {})) for item in fact.items))


def _item(item: Item, said: Mapping[str, Any]) -> Item:
    return item._replace(traits=item.traits._replace(**said)) if said else item
