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
from infoledger.commands.taking import taking
from infoledger.i18n import _
from infoledger.kinds import KINDS, title
from infoledger.office.desk import Desk
from infoledger.office.sentences import sentence, sentence_of_edit

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
    from infoledger.commands.records import show_records

    desk: Desk = ctx.obj
    show_records(desk, KINDS["items"], desk.period(period) if period else None, form, output, unit)


@app.command("show")
def show_(ctx: typer.Context, ref: Ref, form: Form = None, output: Output = None) -> None:
    """Show an item with its text, and everything that became of it.

    Example: infoledger item show 2026-0001
    """
    from infoledger.commands.records import show_card
    from infoledger.ledger.listing import MODELS, Listing, item_text
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        item = item_ids(connection, [ref])[ref]
        listing = Listing(connection, desk.config)
        cells = listing.one("items", item)
        for kind in MODELS:
            for fact in listing.about(kind, item):
                cells[f"{title(KINDS[kind])} {fact['id']}"] = sentence(kind, fact)
        cells["body"] = item_text(connection, item)
    show_card(KINDS["items"], cells, form, output)


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
    from infoledger.intake.drafts import keep_draft, read_draft
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.recording import edit_item
    from infoledger.ledger.review import reopen
    from infoledger.office.typed import typed_corrections

    desk: Desk = ctx.obj
    sent = read_draft(file) if file else None
    if sent:
        given["body"] = given["body"] or sent.under(given["title"])
        given["title"] = given["title"] or sent.title
    with desk.recording("item edit") as pen:
        identity = item_ids(pen.connection, [item])[item]
        corrections = typed_corrections(desk, pen, fields_of(ctx), identity, given)
        step = reopen(pen, desk.config, identity, corrections, by=desk.clerk, day=desk.today, note=reason)
        edit_item(pen, identity, reason, **corrections)
        if sent:
            keep_draft(pen, identity, sent)
        pen.sentence = f"{sentence_of_edit('items', item, given, corrections)} ({reason})"
        if step:
            pen.sentence += _("; it waits for {step} again").format(step=step)
    say_done(pen.sentence)
