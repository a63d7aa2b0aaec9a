"""``unit``: the register of units (报送单位), whose past keeps its names and groups."""

from typing import Annotated, Any

import typer

from infoledger.commands.done import say_done, show_recorded
from infoledger.commands.options import Form, On, Output, UnitName, fields_of
from infoledger.commands.showing import show_records
from infoledger.commands.taking import option, taking
from infoledger.console import show
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk

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
    from infoledger.office.registering import add_unit

    show_recorded(add_unit(ctx.obj, fields_of(ctx), {"name": name, "group": group, **given}))


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
    desk: Desk = ctx.obj
    window = desk.config.calendar.holding("day", desk.day(on)) if on else None
    show_records(desk, KINDS["units"], window, None, form, output)


@app.command("show")
def show_(ctx: typer.Context, unit: UnitName, form: Form = None, output: Output = None) -> None:
    """Show all that is known of a unit, and what it was called before.

    Example: infoledger unit show 青泉镇
    """
    from infoledger.office.records import unit_card

    show(*unit_card(ctx.obj, unit), form, output)


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
    from infoledger.office.registering import edit_unit

    say_done(edit_unit(ctx.obj, fields_of(ctx), unit, given))


@app.command()
def retire(ctx: typer.Context, unit: UnitName, on: On = None) -> None:
    """End a unit's membership with a day, which is its last.

    Example: infoledger unit retire 县数据局 --on 2026-12-31
    """
    from infoledger.office.registering import retire_unit

    say_done(retire_unit(ctx.obj, fields_of(ctx), unit, ctx.obj.day(on)))


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
    from infoledger.office.registering import rename_unit

    say_done(rename_unit(ctx.obj, fields_of(ctx), unit, name, ctx.obj.day(on)))


@app.command()
def merge(
    ctx: typer.Context,
    unit: UnitName,
    into: Annotated[str, typer.Option("--into", metavar="UNIT", help=_("The unit that goes on."))],
    on: On = None,
) -> None:
    """Let a unit go up in another on a day, with its informants and sub-units; the past stays with it.

    What it did since is the other's. From a day not after its first as a member, nothing is left of it.

    Example: infoledger unit merge 县审计局 --into 县财政局 --on 2026-07-01
    """
    from infoledger.office.registering import merge_unit

    say_done(merge_unit(ctx.obj, fields_of(ctx), unit, into, ctx.obj.day(on)))


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
    from infoledger.office.registering import regroup_unit

    say_done(regroup_unit(ctx.obj, fields_of(ctx), unit, group, ctx.obj.day(on)))
