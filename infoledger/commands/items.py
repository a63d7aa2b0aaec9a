"""``item``: the items that were submitted, and how they are corrected."""

from pathlib import Path
from typing import Annotated, Any

import typer

from infoledger.commands.done import say_done
from infoledger.commands.drafts import draft
from infoledger.commands.duplicates import duplicates
from infoledger.commands.item_options import ITEM
from infoledger.commands.options import Form, OptionalPeriod, Output, Reason, fields_of
from infoledger.commands.search import search
from infoledger.commands.showing import show_records
from infoledger.commands.taking import taking
from infoledger.console import show
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk

app = typer.Typer(help=_("Look at items and correct them; “submit” adds one, “void item” takes one back."))

Ref = Annotated[str, typer.Argument(metavar="REF", help=_("The reference of an item."))]


app.command()(draft)
app.command()(duplicates)
app.command()(search)


@app.command("list")
def list_(
    ctx: typer.Context,
    period: OptionalPeriod = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("Only those of this unit."))] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the items submitted in a period, by day.

    Example: infoledger item list last-month --unit 青泉镇
    """
    desk: Desk = ctx.obj
    window = desk.period(period) if period else None
    show_records(desk, KINDS["items"], window, unit, form, output)


@app.command("show")
def show_(ctx: typer.Context, ref: Ref, form: Form = None, output: Output = None) -> None:
    """Show an item with its text, and everything that became of it.

    Example: infoledger item show 2026-0001
    """
    from infoledger.office.records import item_card

    show(*item_card(ctx.obj, ref), form, output)


@app.command()
@taking(ITEM)
def edit(
    ctx: typer.Context,
    item: Ref,
    reason: Reason,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help=_("The draft as it came back, .docx, .txt or .md; it is kept.")),
    ] = None,
    **given: Any,
) -> None:
    """Correct an item from its own dates on; an empty text ('') empties.

    The log keeps what it said before. What was through the review and has a new title or text waits
    for its last step again.

    Example: infoledger item edit 2026-0001 --category 经验做法 --reason 类别报错
    """
    from infoledger.office.editing import correct_item

    say_done(correct_item(ctx.obj, fields_of(ctx), item, given, file, reason))
