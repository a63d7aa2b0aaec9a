"""``late``: items past their deadline, proposed as violations; the clerk decides."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.commands.done import say_done
from infoledger.commands.guessed import say_guessed
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import say, show, show_line
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.listings import Column
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.ledger.lateness import Late
    from infoledger.periods import Period
    from infoledger.rules.facts import Item


def late(
    ctx: typer.Context,
    period: PeriodText,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="REF", help=_("Put this one down; may be repeated."))
    ] = None,
    everything: Annotated[bool, typer.Option("--accept-all", help=_("Put all of them down."))] = False,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("Only this unit."))] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show the items that came late and were not put down yet; put them down.

    Each unit of a joint item is proposed; with --unit only that one is put down, on the day the item
    came. Nothing is put down by itself.

    Example: infoledger late last-month

    Example: infoledger late last-month --accept-all
    """
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    window = desk.period(period)
    if accept or everything:
        _put_down(desk, window, accept or [], unit)
        return
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
        [
            register.units[unit].on(item.submitted).name,
            item.ref,
            item.title,
            item.category,
            item.submitted,
            item.hours_late,
        ]
        for item, unit in found
    ]
    show(columns, rows, form, output)
    if desk.config.deadlines_in_workdays:
        say_guessed(desk.config.workdays, window)
    if rows:
        ref = found[0].item.ref
        say(_("To put one down: infoledger late {period} --accept {ref}").format(period=window.name, ref=ref))
    else:
        say(_("No late item is left to put down."))


def _proposed(desk: Desk, connection: "Connection", window: "Period", unit: str | None) -> "list[Late]":
    from infoledger.ledger.lateness import late_items
    from infoledger.ledger.register import load_register

    only = load_register(connection).unit(unit) if unit else None
    return [each for each in late_items(connection, desk.config, window, desk.today) if only in (None, each.unit)]


def _put_down(desk: Desk, window: "Period", refs: list[str], unit: str | None) -> None:
    """Record a violation for each late item (of ``unit``), or only for those of ``refs``."""
    from infoledger.ledger.lateness import kind_of_lateness
    from infoledger.ledger.recording import record
    from infoledger.ledger.shapes import NewViolation

    kind = kind_of_lateness(desk.config)
    with desk.recording("late") as pen:
        found = _proposed(desk, pen.connection, window, unit)
        known = {each.item.ref for each in found}
        for ref in refs:
            if ref not in known:
                raise InfoledgerError(
                    _("{ref} is not among the late items of {period}.").format(ref=ref, period=window.name)
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
    for id in ids:
        show_line(str(id))
    if ids:
        say_done(pen.sentence)
    else:
        say(_("No late item is left to put down."))


def _hours(item: "Item") -> str:
    from infoledger.numbers import plain, rounded

    return plain(rounded(item.hours_late or Decimal(0), 1))
