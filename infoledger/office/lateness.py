"""Lateness: items past their deadline are proposed as violations, and put down once a person says so."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.ledger.lateness import Late, kind_of_lateness, late_items
from infoledger.ledger.recording import record
from infoledger.ledger.register import load_register
from infoledger.ledger.shapes import NewViolation
from infoledger.listings import Column, Listed
from infoledger.numbers import plain, rounded
from infoledger.office.agreeing import Recorded
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.periods import Period
    from infoledger.rules.facts import Item


def late(desk: Desk, window: "Period", unit: str | None) -> Listed:
    """The items of ``window`` that came late and were not put down yet, each for each of its units (or ``unit``)."""
    with desk.reading() as connection:
        register = load_register(connection)
        found = _proposed(desk, connection, window, unit)
    columns = [
        Column("unit", _("unit")),
        Column("ref", _("reference")),
        Column("title", _("title")),
        Column("category", _("category")),
        Column("submitted", _("submitted")),
        Column("hours_late", _("hours late"), numeric=True),
    ]
    rows = [
        (
            register.units[unit].on(item.submitted).name,
            item.ref,
            item.title,
            item.traits.category,
            item.submitted,
            item.traits.hours_late,
        )
        for item, unit in found
    ]
    return columns, rows


def put_down(desk: Desk, window: "Period", refs: Sequence[str], unit: str | None) -> Recorded:
    """Record a violation for each late item (of ``unit``), or only for those of ``refs``.

    Raises ``InfoledgerError`` for one that is not among them.
    """
    kind = kind_of_lateness(desk.config)
    with desk.recording("late") as pen:
        found = _proposed(desk, pen.connection, window, unit)
        known = {each.item.ref for each in found}
        for ref in refs:
            if ref not in known:
                raise InfoledgerError(
                    _("{ref} is not among the late items of {period}.").format(ref=ref, period=window.words)
                )
        chosen = [each for each in found if not refs or each.item.ref in refs]
        failures = [
            NewViolation(
                unit=unit,
                kind=kind,
                day=item.submitted,
                item=item.id,
                note=_("{hours} hours late").format(hours=_hours(item)),
            )
            for item, unit in chosen
        ]
        ids = record(pen, failures)
        refs_down = listed(dict.fromkeys(each.item.ref for each in chosen))
        pen.sentence = _("put down as {kind}: {refs}").format(kind=kind, refs=refs_down)
    return Recorded([str(id) for id in ids], pen.sentence)


def _proposed(desk: Desk, connection: "Connection", window: "Period", unit: str | None) -> list[Late]:
    only = load_register(connection).unit(unit, window.last) if unit else None
    return [each for each in late_items(connection, desk.config, window, desk.today) if only in (None, each.unit)]


def _hours(item: "Item") -> str:
    return plain(rounded(item.traits.hours_late or Decimal(0), 1))
