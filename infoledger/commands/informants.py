"""``informant``: the register of those who write for the units (信息员)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.done import say_done
from infoledger.commands.options import Form, On, Output, fields_of
from infoledger.commands.taking import option, taking
from infoledger.console import show_line
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk
from infoledger.office.sentences import sentence_of_edit

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen

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
    from infoledger.ledger.registration import add_informants
    from infoledger.ledger.shapes import NewInformant

    desk: Desk = ctx.obj
    with desk.recording("informant add") as pen:
        new = NewInformant(**_values(ctx, pen, {"name": name, "unit": unit, **given}))
        (identity,) = add_informants(pen, [new])
        called = _called(pen, identity)
        pen.sentence = _("registered the informant {name}").format(name=called)
    show_line(called)
    say_done(pen.sentence)


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
    from infoledger.commands.records import show_records

    desk: Desk = ctx.obj
    window = desk.config.calendar.holding("day", desk.day(on)) if on else None
    show_records(desk, KINDS["informants"], window, form, output, unit)


@app.command("show")
def show_(ctx: typer.Context, person: Person, form: Form = None, output: Output = None) -> None:
    """Show all that is known of an informant, and where the informant worked before.

    Example: infoledger informant show 马思远
    """
    from infoledger.commands.records import show_card
    from infoledger.ledger.listing import Listing

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        units = listing.register.units
        known = listing.register.informants[listing.register.informant(person)]
        here = listing.within("informants", unit=known.states[-1].unit)
        cells = next(each for each in here if each["name"] == known.name)
    for state, later in pairwise(known.states):
        cells[f"…{later.since - timedelta(1)}"] = units[state.unit].on(later.since - timedelta(1)).name
    show_card(KINDS["informants"], cells, form, output)


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
    from infoledger.ledger.registration import edit_informant

    with _changing(ctx, person) as (pen, identity, called):
        values = _values(ctx, pen, given)
        edit_informant(pen, identity, **values)
        pen.sentence = sentence_of_edit("informants", called, given, values)


@app.command()
def retire(ctx: typer.Context, person: Person, on: On = None) -> None:
    """End an informant's work with a day, which is the last.

    Example: infoledger informant retire 马思远 --on 2026-12-31
    """
    from infoledger.ledger.registration import edit_informant

    day = ctx.obj.day(on)
    with _changing(ctx, person) as (pen, identity, called):
        edit_informant(pen, identity, left=day)
        pen.sentence = _("{name} is an informant until {day}").format(name=called, day=day)


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
    from infoledger.ledger.registration import change_informant

    day = ctx.obj.day(on)
    with _changing(ctx, person) as (pen, identity, called):
        change_informant(pen, identity, day, **_values(ctx, pen, {"unit": unit}))
        pen.sentence = _("{name} becomes {new} on {day}").format(name=called, new=_called(pen, identity), day=day)


@contextmanager
def _changing(ctx: typer.Context, word: str) -> "Iterator[tuple[Pen, int, str]]":
    """The pen, and id and name of the informant that ``word`` means."""
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    with desk.recording(f"informant {ctx.info_name}") as pen:
        identity = load_register(pen.connection).informant(word)
        yield pen, identity, _called(pen, identity)
    say_done(pen.sentence)


def _values(ctx: typer.Context, pen: "Pen", given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns ``given``, read and looked up. Raises ``InfoledgerError``."""
    from infoledger.office.typed import Keyboard, Typed

    cells, lookup = Typed(fields_of(ctx), "informants", given, ctx.obj.today), Keyboard(pen.connection, ctx.obj.config)
    unit = cells.find("unit", lookup.unit)
    cells.settle()
    return {**cells.typed(), **({"unit": unit} if "unit" in cells else {})}


def _called(pen: "Pen", informant: int) -> str:
    from infoledger.ledger.register import load_register

    register = load_register(pen.connection)
    return register.full_name(register.informants[informant])
