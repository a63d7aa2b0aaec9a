"""Facts typed at the keyboard: read, looked up and checked as the rows of an import are.

The parameters of a command bear the names of the import's columns, so that whatever
would be said of a cell is said of an option.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from infoledger.commands.options import called
from infoledger.commands.questions import agree
from infoledger.commands.sentences import say_done, sentence, sentence_of_several
from infoledger.config.names import resolve
from infoledger.config.outlets import outlet_names
from infoledger.console import say, show_line
from infoledger.dates import parse_moment
from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.intake.facts import BUILDERS, of_sources, pieced
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells
from infoledger.intake.tables import Row, Table
from infoledger.kinds import KINDS, Column
from infoledger.ledger.combined import sources_of
from infoledger.ledger.listing import Listing
from infoledger.ledger.models import Item
from infoledger.ledger.oddities import oddities
from infoledger.ledger.recording import record
from infoledger.ledger.review import refuse_unreviewed
from infoledger.ledger.seals import records, table_of
from infoledger.ledger.secrecy import refuse_too_secret
from infoledger.ledger.shapes import NewAdoption, NewForward
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Body, Config, Outlet, Publication
    from infoledger.ledger.journal import Pen


_Written = TypeVar("_Written")

_MOMENTS: Mapping[str, Sequence[str]] = {
    "submitted": ("submitted", "submitted_time"),
    "occurred": ("occurred", "occurred_time"),
}
_EMPTY: Mapping[str, Any] = {"aliases": (), "tags": (), "informants": ()}


class Typed(Cells):
    """What was typed, by column: ``given`` without what is None; an empty text empties."""

    def __init__(self, ctx: typer.Context, kind: str, given: Mapping[str, Any]) -> None:
        labels = {parameter.name: called(parameter) for parameter in ctx.command.params}
        columns = {
            labels.get(column.english, column.english): column
            for column in KINDS[kind].columns
            if given.get(column.english) is not None
        }
        row = {
            label: None if given[column.english] == "" else given[column.english] for label, column in columns.items()
        }
        self._misread = False
        self._today: date = ctx.obj.today
        self._day: date = given.get("issued") or given.get("date") or self._today
        super().__init__(Table(ctx.info_name or "", 0, tuple(row), ()), Row(0, row, {}), columns)

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

    def _read(self, header: str, column: Column) -> None:
        right = len(self.wrong)
        cell = self.row.cells[header]
        if isinstance(cell, str) and column.holds in ("day", "moment"):
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
        self.wrong.append(Finding(column or self.table.name, what, hint))


class Keyboard(Lookup):
    """Finds by name as a clerk types it: also by a part that only one unit, outlet or declared word has."""

    parts = True

    def unit(self, name: str) -> int:
        return self.register.unit(name)

    def outlet(self, name: str) -> "Outlet":
        bare = name.strip().removeprefix("《").removesuffix("》")
        return super().outlet(resolve(bare, outlet_names(self.config)))


def typed_fact(ctx: typer.Context, pen: "Pen", kind: str, given: Mapping[str, Any]) -> Any:
    """The fact of ``kind`` that the columns ``given`` make. Raises ``InfoledgerError`` that tells all mistakes."""
    cells, lookup = Typed(ctx, kind, given), Keyboard(pen.connection, ctx.obj.config)
    fact = _build(cells, lookup, kind)
    if kind == "awards" and not cells.wrong:
        from infoledger.intake.importing import refuse_too_many

        refuse_too_many(pen, [(cells, fact)], lookup.config)
    cells.settle()
    return fact


def typed_corrections(ctx: typer.Context, pen: "Pen", item: int, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns ``given`` make of the columns of ``item``. Raises as ``typed_fact`` does."""
    changed = {name: value for name, value in given.items() if value is not None}
    ((present, _seal),) = records(pen.connection, Item, table_of(Item).c.id == item)
    lookup = Keyboard(pen.connection, ctx.obj.config)
    units = ";".join(lookup.register.units[unit].states[-1].name for unit in present["units"])
    cells = Typed(ctx, "items", {"units": units, "submitted": present["submitted"], **changed})
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
    for person in (lookup.register.informants[each] for each in informants):
        if not {state.unit for state in person.states} & set(units):
            what = _("{name}, who wrote it, is no informant of these units.").format(name=person.name)
            cells.refuse("units", what, _("Say by whom it is, too: --by NAMES, or --by '' for nobody."))


def recorded(desk: Desk, command: str, write: Callable[["Pen"], _Written], *, asked: bool) -> tuple[_Written, "Pen"]:
    """What ``write`` recorded, and its pen. Where the clerk was ``asked`` for it, it is shown first and agreed to.

    While the clerk thinks, nothing is held: what was shown is let go of, and written anew.
    """
    if asked:
        with desk.rehearsing(command) as pen:
            write(pen)
        say(pen.sentence)
        agree(_("Record this?"))
    with desk.recording(command) as pen:
        written = write(pen)
    return written, pen


def record_facts(ctx: typer.Context, kind: str, given: Sequence[Mapping[str, Any]], *, asked: bool = False) -> None:
    """Record facts of one kind, all or none, and print their ids."""
    desk: Desk = ctx.obj

    def write(pen: "Pen") -> tuple[range, list[str]]:
        facts = [typed_fact(ctx, pen, kind, each) for each in given]
        odd = [sentence for fact in facts for sentence in _oddities(pen, fact, desk.today)]
        sources = sources_of(pen.connection, {item for fact in facts for item in pieced(fact)})
        new = [
            each
            for fact, row in zip(facts, given, strict=True)
            for each in of_sources(fact, sources, desk.config, form_said=bool(row.get("form")))
        ]
        _refuse_kept_inside(pen.connection, facts, desk.config)
        ids = record(pen, new)
        listing = Listing(pen.connection, desk.config)
        pen.sentence = sentence_of_several([sentence(kind, listing.one(kind, id)) for id in ids])
        return ids, odd

    (ids, odd), pen = recorded(desk, ctx.info_name or kind, write, asked=asked)
    for id in ids:
        show_line(str(id))
    say_done(pen.sentence)
    for told in dict.fromkeys(odd):
        say(told)


def _refuse_kept_inside(connection: "Connection", facts: Sequence[Any], config: "Config") -> None:
    """Raise ``InfoledgerError`` if the review or the secrecy of an item keeps it from where ``facts`` let it go."""
    going = list(_going_out(facts, config))
    refuse_unreviewed(connection, config, [item for items, _taker in going for item in items])
    for items, taker in going:
        refuse_too_secret(connection, config, items, taker)


def _going_out(facts: Sequence[Any], config: "Config") -> "Iterator[tuple[Sequence[int], Body | Publication]]":
    """The items that ``facts`` send up or print in a publication of this office, and what takes them."""
    for fact in facts:
        if isinstance(fact, NewForward):
            yield (fact.item,), config.bodies[fact.body]
        elif isinstance(fact, NewAdoption) and fact.body == config.office.name and fact.outlet in config.publications:
            yield fact.items, config.publications[fact.outlet]


def _oddities(pen: "Pen", fact: Any, today: date) -> Iterator[str]:
    # A solicitation has no day of its own but two, which its builder has looked at.
    return oddities(pen.connection, fact, today) if hasattr(fact, "day") else iter(())
