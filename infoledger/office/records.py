"""The records as they stand, as a list or one on a card; and how one of them is taken back."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from infoledger.config.names import resolve
from infoledger.config.outlets import outlet_names
from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.i18n import N_, _, screen_language
from infoledger.kinds import KINDS, STATUSES, Kind, title
from infoledger.ledger.listing import MODELS, Listing, item_text
from infoledger.ledger.references import find_item
from infoledger.listings import Column, Listed, Word
from infoledger.numbers import plain
from infoledger.office.desk import Desk
from infoledger.office.referring import items_meant
from infoledger.office.sentences import sentence

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.ledger.roll import Cells
    from infoledger.periods import Period

#: Headings of columns that the import does not have.
_HEADINGS: Mapping[str, str] = {
    "id": N_("id"),
    "title": N_("title"),
    "characters": N_("characters"),
    "sources": N_("combined from"),
}
#: The words for where an item stands.
_STATUSES = {word: Word(word) for word in STATUSES}
_NUMBERS = ("number", "whole", "yuan", "fen")


def records(
    desk: Desk, kind: Kind, window: "Period | None" = None, unit: str | None = None, *, whole: bool = True
) -> Listed:
    """The records of ``kind`` dated in ``window``, only those of ``unit`` if it is given.

    Of units and informants those who were members in the window. Unless they are wanted ``whole``,
    columns in which nothing stands are left out.
    """
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        day = window.last if window else None
        found = list(listing.within(kind.english, window, listing.register.unit(unit, day) if unit else None))
    shown = [name for name in kind.listed if whole or any(cells[name] not in (None, "") for cells in found)]
    columns = [Column(name, _heading(kind, name), numeric=_numeric(kind, name)) for name in shown]
    return columns, [[_shown(name, cells[name]) for name in shown] for cells in found]


def sheet(desk: Desk, kind: Kind, window: "Period | None" = None, unit: str | None = None) -> bytes:
    """The records of ``kind`` as ``records`` gives them, in a workbook (.xlsx) with the columns of an import."""
    from infoledger.intake.sheets import text_workbook

    columns, rows = records(desk, kind, window, unit)
    places = [place for place, column in enumerate(columns) if kind.column(column.key)]
    heads = [title(known) for place in places if (known := kind.column(columns[place].key))]
    lines = [[_written(row[place]) for place in places] for row in rows]
    return text_workbook([(title(kind), [heads, *lines])])


def unit_card(desk: Desk, word: str) -> Listed:
    """All that is known of the unit that ``word`` means, and what it was called before."""
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        unit = listing.register.unit(word)
        known = listing.register.units[unit]
        (cells,) = (each for each in listing.within("units") if each["name"] == known.states[-1].name)
        cells["informants"] = ";".join(each["name"] for each in listing.within("informants", unit=unit))
    for state, later in pairwise(known.states):
        cells[f"…{later.since - timedelta(1)}"] = f"{state.name} ({state.group})"
    return _card(KINDS["units"], cells)


def informant_card(desk: Desk, word: str) -> Listed:
    """All that is known of the informant that ``word`` means, and the units written for before."""
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        units = listing.register.units
        known = listing.register.informants[listing.register.informant(word)]
        here = listing.within("informants", unit=known.states[-1].unit)
        cells = next(each for each in here if each["name"] == known.name)
    for state, later in pairwise(known.states):
        last = later.since - timedelta(1)
        cells[f"…{last}"] = units[state.unit].on(last).name
    return _card(KINDS["informants"], cells)


def item_card(desk: Desk, ref: str) -> Listed:
    """The item ``ref`` with its text, and everything that became of it."""
    with desk.reading() as connection:
        item = items_meant(desk, connection, [ref])[ref]
        listing = Listing(connection, desk.config)
        cells = listing.one("items", item)
        for kind in MODELS:
            for fact in listing.about(kind, item):
                cells[f"{title(KINDS[kind])} {fact['id']}"] = sentence(kind, fact)
        cells |= _from_elsewhere(desk, connection, item)
        cells["body"] = item_text(connection, item)
    return _card(KINDS["items"], cells)


def _from_elsewhere(desk: Desk, connection: "Connection", item: int) -> dict[str, str]:
    """From which office an item came and what it is called there, and what a body wrote of one that was sent up."""
    from infoledger.documents.words import became
    from infoledger.ledger.exchange import origins
    from infoledger.ledger.fates import fates

    above = [event for event in fates(connection, desk.config, [item], desk.today)[item].events if event.from_above]
    return {
        N_("origin"): "; ".join(f"{office} {ref}" for office, ref in origins(connection, item)),
        N_("word from above"): "; ".join(f"{event.day} {became(event, _)}" for event in above),
    }


def void(desk: Desk, kind: Kind, which: str, reason: str, outlet: str | None) -> str:
    """Take back the record of ``kind`` that ``which`` means, an id or an item's reference; say what was taken back.

    Of an item's adoptions, the one in ``outlet`` is meant, if it is given. Raises ``InfoledgerError``.
    """
    if kind.enrolled:
        raise UsageError(
            _("Units and informants are not taken back."),
            _("Their membership ends by “infoledger unit retire” or “infoledger informant retire”."),
        )
    name = kind.english
    with desk.recording("void") as pen:
        listing = Listing(pen.connection, desk.config)
        identity = _identity(desk, pen.connection, listing, name, which, outlet)
        told = sentence(name, listing.one(name, identity))
        pen.sentence = _("took back: {sentence} ({reason})").format(sentence=told, reason=reason)
        pen.void(MODELS[name], identity, reason)
    return pen.sentence


def _card(kind: Kind, cells: Mapping[str, Any]) -> Listed:
    """What is known of one record: a line for each of ``cells`` in which something stands."""
    rows = [(_heading(kind, name), _shown(name, value)) for name, value in cells.items() if value not in (None, "")]
    return [Column("field", _("field")), Column("value", _("value"))], rows


def _heading(kind: Kind, name: str) -> str:
    known = kind.column(name)
    return title(known) if known else _(_HEADINGS.get(name, name))


def _numeric(kind: Kind, name: str) -> bool:
    known = kind.column(name)
    return known.holds in _NUMBERS if known else name in ("id", "characters")


def _shown(name: str, value: Any) -> Any:
    return _STATUSES.get(value, value) if name == "status" else value


def _written(value: Any) -> str:
    """A cell as an import reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Word):
        return STATUSES[value] if screen_language() == "zh" else value
    return "" if value is None else plain(value) if isinstance(value, Decimal) else str(value)


def _identity(
    desk: Desk, connection: "Connection", listing: "Listing", kind: str, which: str, outlet: str | None
) -> int:
    """The id of the one record meant by ``which``. Raises ``InfoledgerError`` if there is none, or several."""
    number = which.removeprefix("#")
    if number.isdecimal() and not outlet and kind != "items":
        if number == which and find_item(connection, which) is not None:
            what = _("{number} is the reference of an item, and could be an id.").format(number=which)
            raise InfoledgerError(what, _("Write #{number} for the id.").format(number=which))
        return int(number)
    item = items_meant(desk, connection, [which])[which]
    if kind == "items":
        return item
    found = list(listing.about(kind, item))
    if found and outlet:
        found = _in_outlet(desk, found, outlet)
    if not found:
        told = _("None of the {kind} that stand concerns {ref}.")
        raise InfoledgerError(told.format(ref=which, kind=title(KINDS[kind])))
    if len(found) > 1:
        raise InfoledgerError(
            _("Several {kind} of {ref} stand.").format(ref=which, kind=title(KINDS[kind])),
            _("Say which by its id."),
            [Finding(str(cells["id"]), sentence(kind, cells)) for cells in found],
        )
    return int(found[0]["id"])


def _in_outlet(desk: Desk, found: "list[Cells]", outlet: str) -> "list[Cells]":
    known = outlet_names(desk.config)
    chosen = resolve(outlet, {name: known.get(name, ()) for cells in found if (name := cells.get("outlet"))})
    return [cells for cells in found if cells.get("outlet") == chosen]
