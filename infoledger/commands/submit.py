"""``submit``: one item, as it comes in by telephone, on paper or as a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from infoledger.commands.done import say_recorded, show_recorded
from infoledger.commands.item_options import ITEM
from infoledger.commands.options import fields_of
from infoledger.commands.taking import taking
from infoledger.console import at_terminal, say, show_line
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk


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

    At a terminal, a missing title, unit or category is asked for. With --folder, an item is recorded for each
    draft in it, all or none: 单位-2026-10-05-标题.docx says unit and day.

    Example: infoledger submit --title 青泉镇完成早稻收割 --unit 青泉镇 --category 工作动态

    Example: infoledger submit --folder 来稿 --unit 青泉镇
    """
    from infoledger.commands.asking import ask_category, ask_missing, ask_title, ask_units
    from infoledger.office.submitting import drafted, submit_item

    desk: Desk = ctx.obj
    given["submitted"] = given["submitted"] or desk.today
    if folder:
        if file or given["title"] or given["ref"] or given["body"]:
            raise UsageError(_("--folder takes titles and texts from its drafts."))
        _submit_folder(ctx, folder, given)
        return
    item, draft = drafted(given, file)
    agree = ask_missing(ctx, item, title=ask_title, units=ask_units)
    if agree and not item["category"]:
        item["category"] = ask_category(desk)
    show_recorded(submit_item(desk, fields_of(ctx), item, draft, agree))


def _submit_folder(ctx: typer.Context, folder: Path, common: Mapping[str, Any]) -> None:
    from infoledger.commands.asking import ask_units_among
    from infoledger.office.submitting import submit_folder

    ask = ask_units_among if at_terminal() else None
    came, before, left, recorded = submit_folder(ctx.obj, fields_of(ctx), folder, common, ask)
    for name, ref in before:
        say(_("{file} was submitted before, as {ref}.").format(file=name, ref=ref))
    for each in came:
        show_line(each.ref)
        say(f"{each.ref}  {each.units}  {each.submitted}  {each.title}")
    if came:
        say_recorded(recorded)
    if left:
        raise InfoledgerError(_("Left out; all others are recorded:"), findings=left)
