"""``submit``: one item, as it comes in by telephone, on paper or as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.item_options import ITEM
from infoledger.commands.sentences import say_done, sentence
from infoledger.commands.taking import taking
from infoledger.console import show_line
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen


@taking(ITEM)
def submit(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help=_("The draft, .docx, .txt or .md; it is kept."))
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", help=_("A folder of drafts: unit and date are in their names.")),
    ] = None,
    **given: Any,
) -> None:
    """Record an item that a unit submitted, and print its reference.

    At a terminal, a missing title or unit is asked for. With --folder, an item is recorded for each
    draft in it, all or none: 单位-2026-10-05-标题.docx says unit and day.

    Example: infoledger submit --title 青泉镇完成早稻收割 --unit 青泉镇 --category 工作动态

    Example: infoledger submit --folder 来稿 --unit 青泉镇
    """
    from infoledger.commands.choices import choose_units
    from infoledger.commands.duplicates import point_out
    from infoledger.commands.keyboard import recorded, typed_fact
    from infoledger.commands.questions import ask, refuse_unasked
    from infoledger.ledger.listing import Listing
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.recording import record_items

    desk: Desk = ctx.obj
    given["submitted"] = given["submitted"] or desk.today
    if folder:
        if file or given["title"] or given["ref"] or given["body"]:
            raise UsageError(_("--folder takes titles and texts from its drafts."))
        from infoledger.commands.drafts import submit_folder

        submit_folder(ctx, folder, given)
        return
    draft = None
    if file:
        from infoledger.intake.drafts import keep_draft, read_draft

        draft = read_draft(file)
        given["body"] = given["body"] or draft.under(given["title"])
        given["title"] = given["title"] or draft.title
    missing = [option for option, name in (("--title", "title"), ("--unit", "units")) if not given[name]]
    for option in missing:
        refuse_unasked(ctx, option)
    given["title"] = given["title"] or ask(_("Title"))
    given["units"] = given["units"] or choose_units(desk)

    def write(pen: "Pen") -> str:
        (ref,) = record_items(pen, [typed_fact(ctx, pen, "items", given)], desk.config.calendar)
        item = item_ids(pen.connection, [ref])[ref]
        if draft:
            keep_draft(pen, item, draft)
        pen.sentence = sentence("items", Listing(pen.connection, desk.config).one("items", item))
        return ref

    ref, pen = recorded(desk, "submit", write, asked=bool(missing))
    show_line(ref)
    point_out(desk, pen.entry)
    say_done(pen.sentence)
