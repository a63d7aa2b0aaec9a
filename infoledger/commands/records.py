"""The facts as they stand, and how one of them is taken back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.done import say_done
from infoledger.commands.options import Form, OptionalPeriod, Output, Reason
from infoledger.console import say, show
from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.i18n import N_, _
from infoledger.kinds import KINDS, STATUSES, Kind, kind_named, title, words
from infoledger.listings import Column, Word
from infoledger.office.desk import Desk
from infoledger.office.sentences import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from infoledger.ledger.listing import Listing
    from infoledger.ledger.roll import Cells
    from infoledger.periods import Period

#: Headings of columns that the import does not have.
_HEADINGS: Mapping[str, str] = {
    "id": N_("id"),
    "title": N_("title"),
    "characters": N_("characters"),
    "sources": N_("combined from"),
    "feedback": N_("feedback"),
    "feedback_day": N_("feedback on"),
}
#: The words for where an item stands.
_STATUSES = {word: Word(word) for word in STATUSES}
_NUMBERS = ("number", "whole", "yuan", "fen")


def records(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=words())],
    period: OptionalPeriod = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the facts of a kind with their ids, by day; those taken back are left out.

    Units and informants of a period are those who were members in it.

    Example: infoledger records adoptions last-month

    Example: infoledger records 采用 2026Q3 -o adoptions.csv
    """
    desk: Desk = ctx.obj
    show_records(desk, kind_named(kind), desk.period(period) if period else None, form, output)


def void(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("item, forward, adoption … or 信息, 上报, 采用 …"))],
    which: Annotated[
        str, typer.Argument(metavar="ID|REF", help=_("The id that “records” shows, or the item's reference."))
    ],
    reason: Reason,
    outlet: Annotated[
        str | None, typer.Option("--in", metavar="OUTLET", help=_("Only an adoption in this outlet."))
    ] = None,
) -> None:
    """Take a fact back: it stays in the log and counts no more.

    An adoption is found by its item, too: “void adoption REF --in OUTLET”. With an item go all
    facts that concern it alone.

    Example: infoledger void adoption 1 --reason 市里撤稿
    """
    from infoledger.ledger.listing import MODELS, Listing

    desk: Desk = ctx.obj
    chosen = kind_named(kind).english
    if kind_named(kind).enrolled:
        raise UsageError(
            _("Units and informants are not taken back."),
            _("Their membership ends by “infoledger unit retire” or “infoledger informant retire”."),
        )
    with desk.recording("void") as pen:
        listing = Listing(pen.connection, desk.config)
        identity = _identity(desk, pen.connection, listing, chosen, which, outlet)
        pen.sentence = _("took back: {sentence} ({reason})").format(
            sentence=sentence(chosen, listing.one(chosen, identity)), reason=reason
        )
        pen.void(MODELS[chosen], identity, reason)
    say_done(pen.sentence)


def show_records(
    desk: Desk,
    kind: Kind,
    window: "Period | None",
    form: str | None,
    output: "Path | None",
    unit: str | None = None,
) -> None:
    """Print the records of ``kind``, only those of ``unit`` if it is given.

    A table for people leaves out the columns in which nothing stands.
    """
    from infoledger.ledger.listing import Listing

    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        found = list(listing.within(kind.english, window, listing.register.unit(unit) if unit else None))
    shown = [
        name
        for name in kind.listed
        if form in ("csv", "json") or output or any(cells[name] not in (None, "") for cells in found)
    ]
    columns = [Column(name, _heading(kind, name), numeric=_numeric(kind, name)) for name in shown]
    show(columns, [[_shown(name, cells[name]) for name in shown] for cells in found], form, output)
    if not found:
        say(_("There are none."))


def show_card(kind: Kind, cells: Mapping[str, Any], form: str | None, output: "Path | None") -> None:
    """Print what is known of one record: a line for each of ``cells`` in which something stands."""
    rows = [(_heading(kind, name), _shown(name, value)) for name, value in cells.items() if value not in (None, "")]
    show([Column("field", _("field")), Column("value", _("value"))], rows, form, output)


def _heading(kind: Kind, name: str) -> str:
    known = kind.column(name)
    return title(known) if known else _(_HEADINGS.get(name, name))


def _numeric(kind: Kind, name: str) -> bool:
    known = kind.column(name)
    return known.holds in _NUMBERS if known else name in ("id", "characters")


def _shown(name: str, value: Any) -> Any:
    return _STATUSES.get(value, value) if name == "status" else value


def _identity(
    desk: Desk, connection: "Connection", listing: "Listing", kind: str, which: str, outlet: str | None
) -> int:
    """The id of the one record meant by ``which``. Raises ``InfoledgerError`` if there is none, or several."""
    from infoledger.ledger.reading import find_item, item_ids

    number = which.removeprefix("#")
    if number.isdecimal() and not outlet and kind != "items":
        if number == which and find_item(connection, which) is not None:
            what = _("{number} is the reference of an item, and could be an id.").format(number=which)
            raise InfoledgerError(what, _("Write #{number} for the id.").format(number=which))
        return int(number)
    item = item_ids(connection, [which])[which]
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
    from infoledger.config.names import resolve
    from infoledger.config.outlets import outlet_names

    known = outlet_names(desk.config)
    chosen = resolve(outlet, {name: known.get(name, ()) for cells in found if (name := cells.get("outlet"))})
    return [cells for cells in found if cells.get("outlet") == chosen]
