"""``submit``: one item, as it comes in by telephone, on paper or as a file."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.desk import Desk
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
from infoledger.commands.sentences import say_done, sentence
from infoledger.console import at_terminal, show_line
from infoledger.errors import UsageError
from infoledger.i18n import _


def submit(
    ctx: typer.Context,
    title: Title = None,
    units: Units = None,
    informants: Informants = None,
    category: Category = None,
    submitted: Submitted = None,
    ref: Reference = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help=_("The draft, .docx, .txt or .md; it is kept."))
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", help=_("A folder of drafts: unit and date are in their names.")),
    ] = None,
    occurred: Occurred = None,
    solicitation: Solicitation = None,
    follows: Follows = None,
    secrecy: Secrecy = None,
    source: Source = None,
    tags: Tags = None,
    quality: Quality = None,
    body: Body = None,
) -> None:
    """Record an item that a unit submitted, and print its reference.

    At a terminal, a missing title or unit is asked for. With --folder, an item is recorded for each
    draft in it, all or none: 单位-2026-10-05-标题.docx says unit and day.

    Example: infoledger submit --title 青泉镇完成早稻收割 --unit 青泉镇 --category 工作动态

    Example: infoledger submit --folder 来稿 --unit 青泉镇
    """
    from infoledger.commands.drafts import submit_folder
    from infoledger.commands.duplicates import point_out
    from infoledger.commands.keyboard import typed_fact, typed_moment
    from infoledger.intake.drafts import keep_draft, read_draft
    from infoledger.ledger.listing import Listing
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.recording import record_items

    desk: Desk = ctx.obj
    given = {
        "informants": informants,
        "category": category,
        "submitted": typed_moment(submitted, desk.today) if submitted else desk.today,
        "ref": ref,
        "occurred": typed_moment(occurred, desk.today) if occurred else None,
        "solicitation": solicitation,
        "follows": follows,
        "secrecy": secrecy,
        "source": source,
        "tags": tags,
        "quality": quality,
    }
    if folder:
        if file or title or ref or body:
            raise UsageError(_("--folder takes titles and texts from its drafts."))
        submit_folder(ctx, folder, {**given, "units": units})
        return
    draft = read_draft(file) if file else None
    given |= {
        "title": title or (draft.title if draft else _ask("--title", _("Title"))),
        "units": units or _ask("--unit", _("Unit")),
        "body": body or (draft.under(title) if draft else None),
    }
    with desk.recording("submit") as pen:
        (number,) = record_items(pen, [typed_fact(ctx, pen, "items", given)], desk.config.calendar)
        item = item_ids(pen.connection, [number])[number]
        if draft:
            keep_draft(pen, item, draft)
        pen.sentence = sentence("items", Listing(pen.connection, desk.config).one("items", item))
    show_line(number)
    point_out(desk, pen.entry)
    say_done(pen.sentence)


def _ask(option: str, question: str) -> str:
    """What a person at the terminal answers. Raises ``UsageError`` where there is none."""
    if not at_terminal():
        raise UsageError(
            _("{name} is missing.").format(name=option), _("“infoledger submit --help” shows what is allowed.")
        )
    answer: str = typer.prompt(question, err=True)
    return answer
