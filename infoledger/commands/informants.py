"""``informant``: the register of those who write for the units (信息员)."""

from typing import Annotated, Any

import typer

from infoledger.commands.done import say_done, show_recorded
from infoledger.commands.options import Form, On, Output, fields_of
from infoledger.commands.showing import show_records
from infoledger.commands.taking import option, taking
from infoledger.console import show
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk

app = typer.Typer(help=_("Keep the register of informants."))

Person = Annotated[str, typer.Argument(metavar="NAME", help=_("The informant; one of two namesakes as 姓名(单位)."))]
#: What can be said of an informant, by the names of an import's columns.
INFORMANT = {
    "role": option("--role", "ROLE", _("专职, 兼职, 特约 …")),
    "phone": option("--phone", "NUMBER", _("The telephone number.")),
    "joined": option("--joined", "DATE", _("The first day as informant.")),
    "left": option("--left", "DATE", _("The last day as informant.")),
}


@app.command()
@taking(INFORMANT)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What the informant is called."))],
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_("The unit written for."))],
    **given: Any,
) -> None:
    """Register an informant of a unit.

    Example: infoledger informant add 李晓明 --unit 青泉镇 --role 兼职
    """
    from infoledger.office.registering import add_informant

    show_recorded(add_informant(ctx.obj, fields_of(ctx), {"name": name, "unit": unit, **given}))


@app.command("list")
def list_(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("Only those of this unit."))] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("Only who was an informant on this day, where then."))
    ] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """List all who ever were informants, as they are now; or those of a day, as they were.

    Example: infoledger informant list --unit 青泉镇
    """
    desk: Desk = ctx.obj
    window = desk.config.calendar.holding("day", desk.day(on)) if on else None
    show_records(desk, KINDS["informants"], window, unit, form, output)


@app.command("show")
def show_(ctx: typer.Context, person: Person, form: Form = None, output: Output = None) -> None:
    """Show all that is known of an informant, and where the informant worked before.

    Example: infoledger informant show 马思远
    """
    from infoledger.office.records import informant_card

    show(*informant_card(ctx.obj, person), form, output)


@app.command()
@taking(
    {
        "name": option("--name", "NAME", _("The name, had it been misspelt.")),
        "unit": option("--unit", "UNIT", _("The unit, had it been wrong; else “transfer”.")),
        **INFORMANT,
    }
)
def edit(ctx: typer.Context, person: Person, **given: Any) -> None:
    """Correct what is known of an informant; an empty text ('') empties.

    Example: infoledger informant edit 马思远 --role 专职
    """
    from infoledger.office.registering import edit_informant

    say_done(edit_informant(ctx.obj, fields_of(ctx), person, given))


@app.command()
def retire(ctx: typer.Context, person: Person, on: On = None) -> None:
    """End an informant's work with a day, which is the last.

    Example: infoledger informant retire 马思远 --on 2026-12-31
    """
    from infoledger.office.registering import retire_informant

    say_done(retire_informant(ctx.obj, fields_of(ctx), person, ctx.obj.day(on)))


@app.command()
def merge(
    ctx: typer.Context,
    person: Person,
    into: Annotated[str, typer.Option("--into", metavar="NAME", help=_("The informant who goes on."))],
    on: On = None,
) -> None:
    """Let an informant who was registered twice be one from a day on, with all done since.

    From a day not after the first as informant, nothing is left of the other.

    Example: infoledger informant merge 曹振华 --into 马思远 --on 2026-07-01
    """
    from infoledger.office.registering import merge_informant

    say_done(merge_informant(ctx.obj, fields_of(ctx), person, into, ctx.obj.day(on)))


@app.command()
def transfer(
    ctx: typer.Context,
    person: Person,
    unit: Annotated[str, typer.Option("--to", metavar="UNIT", help=_("The unit written for from then on."))],
    on: On = None,
) -> None:
    """Let an informant write for another unit from a day on; the past stays with the old one.

    Example: infoledger informant transfer 曹振华 --to 县审计局 --on 2026-07-01
    """
    from infoledger.office.registering import transfer_informant

    say_done(transfer_informant(ctx.obj, fields_of(ctx), person, unit, ctx.obj.day(on)))
