"""``item``: the items that were submitted, and how they are corrected."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.drafts import draft
from infoledger.commands.duplicates import duplicates
from infoledger.commands.item_options import (
    Body,
    Category,
    Follows,
    Informants,
    Occurred,
    Quality,
    Reference,
    Secrecy,
    Solicitation,
    Source,
    Submitted,
    Tags,
    Title,
    Units,
)
from infoledger.commands.options import Form, OptionalPeriod, Output, Reason
from infoledger.commands.sentences import say_done, sentence, sentence_of_edit
from infoledger.i18n import _

app = typer.Typer(help=_("Look at items and correct them; “submit” adds one, “void item” takes one back."))

Ref = Annotated[str, typer.Argument(metavar="REF", help=_("The reference of an item."))]


app.command()(draft)
app.command()(duplicates)


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
    from infoledger.commands.records import kind_called, show_records

    desk: Desk = ctx.obj
    show_records(desk, kind_called("items"), desk.period(period) if period else None, form, output, unit)


@app.command("show")
def show_(ctx: typer.Context, ref: Ref, form: Form = None, output: Output = None) -> None:
    """Show an item with its text, and everything that became of it.

    Example: infoledger item show 2026-0001
    """
    from infoledger.commands.records import kind_called, show_card
    from infoledger.ledger.listing import MODELS, Listing, item_text
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        item = item_ids(connection, [ref])[ref]
        listing = Listing(connection, desk.config)
        cells = listing.one("items", item)
        for kind in MODELS:
            for fact in listing.about(kind, item):
                cells[f"{kind} {fact['id']}"] = sentence(kind, fact)
        cells["body"] = item_text(connection, item)
    show_card(kind_called("items"), cells, form, output)


@app.command()
def edit(
    ctx: typer.Context,
    item: Ref,
    reason: Reason,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help=_("The draft as it came back, .docx, .txt or .md; it is kept.")),
    ] = None,
    title: Title = None,
    units: Units = None,
    informants: Informants = None,
    category: Category = None,
    submitted: Submitted = None,
    ref: Reference = None,
    occurred: Occurred = None,
    solicitation: Solicitation = None,
    follows: Follows = None,
    secrecy: Secrecy = None,
    source: Source = None,
    tags: Tags = None,
    quality: Quality = None,
    body: Body = None,
) -> None:
    """Correct an item from its own dates on; an empty text ('') empties.

    The log keeps what it said before.

    Example: infoledger item edit 2026-0001 --category 经验做法 --reason 类别报错
    """
    from infoledger.commands.keyboard import typed_corrections, typed_moment
    from infoledger.intake.drafts import keep_draft, read_draft
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.recording import edit_item

    desk: Desk = ctx.obj
    sent = read_draft(file) if file else None
    given = {
        "title": title or (sent.title if sent else title),
        "units": units,
        "informants": informants,
        "category": category,
        "submitted": typed_moment(submitted, desk.today) if submitted else submitted,
        "ref": ref,
        "occurred": typed_moment(occurred, desk.today) if occurred else occurred,
        "solicitation": solicitation,
        "follows": follows,
        "secrecy": secrecy,
        "source": source,
        "tags": tags,
        "quality": quality,
        "body": body or (sent.under(title) if sent else body),
    }
    with desk.recording("item edit") as pen:
        identity = item_ids(pen.connection, [item])[item]
        edit_item(pen, identity, reason, **typed_corrections(ctx, pen, identity, given))
        if sent:
            keep_draft(pen, identity, sent)
        pen.sentence = f"{sentence_of_edit(item, given)} ({reason})"
    say_done(pen.sentence)
