"""``unit``: the register of units (报送单位), whose past keeps its names and groups."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.done import say_done
from infoledger.commands.options import Form, On, Output, UnitName, fields_of
from infoledger.commands.taking import option, taking
from infoledger.console import show_line
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk
from infoledger.office.sentences import sentence_of_edit

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen
    from infoledger.ledger.register import Register

app = typer.Typer(help=_("Keep the register of units."))

#: What can be said of a unit, by the names of an import's columns.
UNIT = {
    "parent": option("--parent", "UNIT", _("The unit above it.")),
    "headcount": option("--headcount", "N", _("How many people it has.")),
    "head": option("--head", "NAME", _("Its head (第一责任人).")),
    "supervisor": option("--supervisor", "NAME", _("The deputy in charge (分管领导).")),
    "sponsor": option("--sponsor", "NAME", _("The office leader linked to it (挂钩领导).")),
    "aliases": option("--alias", "NAMES", _("Further names, separated by ;")),
    "joined": option("--joined", "DATE", _("Its first day as a member.")),
    "left": option("--left", "DATE", _("Its last day as a member.")),
}


@app.command()
@taking(UNIT)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What it is called."))],
    group: Annotated[str, typer.Option("--group", metavar="GROUP", help=_("The group in which it is ranked."))],
    **given: Any,
) -> None:
    """Register a unit.

    Example: infoledger unit add 县气象局 --group 县直部门 --headcount 12 --joined 2026-07-01
    """
    from infoledger.ledger.registration import add_units
    from infoledger.ledger.shapes import NewUnit

    desk: Desk = ctx.obj
    with desk.recording("unit add") as pen:
        unit = NewUnit(**_values(ctx, pen, {"name": name, "group": group, **given}))
        add_units(pen, [unit])
        pen.sentence = _("registered the unit {name} in {group}").format(name=unit.name, group=unit.group)
    show_line(unit.name)
    say_done(pen.sentence)


@app.command("list")
def list_(
    ctx: typer.Context,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help=_("Only the members on this day, as they were called then.")),
    ] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """List all units that ever were members, as they are now; or the members on a day, as they were.

    Example: infoledger unit list --on 2026-01-01
    """
    from infoledger.commands.records import show_records

    desk: Desk = ctx.obj
    show_records(desk, KINDS["units"], desk.config.calendar.holding("day", desk.day(on)) if on else None, form, output)


@app.command("show")
def show_(ctx: typer.Context, unit: UnitName, form: Form = None, output: Output = None) -> None:
    """Show all that is known of a unit, and what it was called before.

    Example: infoledger unit show 青泉镇
    """
    from infoledger.commands.records import show_card
    from infoledger.ledger.listing import Listing

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        identity = listing.register.unit(unit)
        known = listing.register.units[identity]
        (cells,) = (each for each in listing.within("units") if each["name"] == known.states[-1].name)
        people = [each["name"] for each in listing.within("informants", unit=identity)]
    cells["informants"] = ";".join(people)
    for state, later in pairwise(known.states):
        cells[f"…{later.since - timedelta(1)}"] = f"{state.name} ({state.group})"
    show_card(KINDS["units"], cells, form, output)


@app.command()
@taking(
    {
        "name": option("--name", "NAME", _("Its name, had it been misspelt (else “rename”).")),
        "group": option("--group", "GROUP", _("The group, had it been wrong.")),
        **UNIT,
    }
)
def edit(ctx: typer.Context, unit: UnitName, **given: Any) -> None:
    """Correct what is known of a unit; an empty text ('') empties.

    A change that began on a day is recorded by “unit rename” or “unit regroup”.

    Example: infoledger unit edit 青泉镇 --headcount 42
    """
    from infoledger.ledger.registration import edit_unit

    with _changing(ctx, unit) as (pen, register, identity):
        values = _values(ctx, pen, given)
        _refuse_circle(register, identity, values.get("parent"))
        edit_unit(pen, identity, **values)
        pen.sentence = sentence_of_edit("units", _called(register, identity), given, values)


@app.command()
def retire(ctx: typer.Context, unit: UnitName, on: On = None) -> None:
    """End a unit's membership with a day, which is its last.

    Example: infoledger unit retire 县数据局 --on 2026-12-31
    """
    from infoledger.ledger.registration import edit_unit

    day = ctx.obj.day(on)
    with _changing(ctx, unit) as (pen, register, identity):
        edit_unit(pen, identity, left=day)
        pen.sentence = _("{name} is a member until {day}").format(name=_called(register, identity), day=day)


@app.command()
def rename(
    ctx: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="OLD", help=_("What it was called."))],
    name: Annotated[str, typer.Argument(metavar="NEW", help=_("What it is called from then on."))],
    on: On = None,
) -> None:
    """Give a unit a new name from a day on; for the time before it keeps the old one.

    Example: infoledger unit rename 县数据局 县数据管理局 --on 2026-07-01
    """
    from infoledger.ledger.registration import change_unit

    day = ctx.obj.day(on)
    with _changing(ctx, unit) as (pen, register, identity):
        values = _values(ctx, pen, {"name": name})
        change_unit(pen, identity, day, **values)
        pen.sentence = _("{old} is called {new} from {day} on").format(
            old=_called(register, identity), new=values["name"], day=day
        )


@app.command()
def merge(
    ctx: typer.Context,
    unit: UnitName,
    into: Annotated[str, typer.Option("--into", metavar="UNIT", help=_("The unit that goes on."))],
    on: On = None,
) -> None:
    """Let a unit go up in another on a day, with its informants and sub-units; the past stays with it.

    Example: infoledger unit merge 县审计局 --into 县财政局 --on 2026-07-01
    """
    from infoledger.ledger.registration import merge_units

    day = ctx.obj.day(on)
    with _changing(ctx, unit) as (pen, register, identity):
        target = register.unit(into)
        if target == identity:
            raise InfoledgerError(_("{name} cannot go up in itself.").format(name=_called(register, identity)))
        merge_units(pen, identity, target, day)
        pen.sentence = _("{name} went up in {other} on {day}").format(
            name=_called(register, identity), other=_called(register, target), day=day
        )


@app.command()
def regroup(
    ctx: typer.Context,
    unit: UnitName,
    group: Annotated[str, typer.Argument(metavar="GROUP", help=_("The group in which it is ranked from then on."))],
    on: On = None,
) -> None:
    """Rank a unit in another group from a day on.

    Example: infoledger unit regroup 县数据局 乡镇 --on 2026-07-01
    """
    from infoledger.ledger.registration import change_unit

    day = ctx.obj.day(on)
    with _changing(ctx, unit) as (pen, register, identity):
        values = _values(ctx, pen, {"group": group})
        change_unit(pen, identity, day, **values)
        pen.sentence = _("{name} is ranked in {group} from {day} on").format(
            name=_called(register, identity), group=values["group"], day=day
        )


@contextmanager
def _changing(ctx: typer.Context, word: str) -> "Iterator[tuple[Pen, Register, int]]":
    """The pen, the register as it stood, and the id of the unit that ``word`` means."""
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    with desk.recording(f"unit {ctx.info_name}") as pen:
        register = load_register(pen.connection)
        yield pen, register, register.unit(word)
    say_done(pen.sentence)


def _values(ctx: typer.Context, pen: "Pen", given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns ``given``, read and looked up. Raises ``InfoledgerError``."""
    from infoledger.office.typed import Keyboard, Typed

    desk: Desk = ctx.obj
    cells, lookup = Typed(fields_of(ctx), "units", given, ctx.obj.today), Keyboard(pen.connection, desk.config)
    found = {
        "group": cells.find("group", lookup.declared(desk.config.unit_groups)),
        "parent": cells.find("parent", lookup.unit),
    }
    cells.settle()
    return {**cells.typed(), **{name: value for name, value in found.items() if name in cells}}


def _refuse_circle(register: "Register", unit: int, parent: int | None) -> None:
    above = parent
    while above is not None:
        if above == unit:
            raise InfoledgerError(_("{name} would stand above itself.").format(name=_called(register, unit)))
        above = register.units[above].states[-1].parent


def _called(register: "Register", unit: int) -> str:
    return register.units[unit].states[-1].name
