"""``review``: drafts on their way through the office, step by step."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from infoledger.commands.options import On
from infoledger.commands.sentences import say_done
from infoledger.console import show_line
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen


def review(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="REF", help=_("The reference of an item."))] = None,
    verdict: Annotated[
        Literal["pass", "return", "reject"] | None,
        typer.Argument(metavar="pass|return|reject", help=_("What becomes of it at the step that it waits for.")),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("Who read it (default: the clerk)."))] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What was found, or asked for."))] = None,
    override: Annotated[
        str | None,
        typer.Option("--override", metavar="REASON", help=_("Pass all steps that are left, for this reason.")),
    ] = None,
    date: On = None,
) -> None:
    """Pass, return or reject a draft at the step of review that it waits for.

    The steps are those of the config. A returned draft comes back as a new version and passes all
    steps anew; only what is through all of them can be forwarded or put in an issue.

    What is through can still be returned or rejected; if its title or text is edited, the last step
    reads it again. At a terminal, a missing REF or verdict is asked for.

    Example: infoledger review 2026-0001 return --by 王某 --note 请补充原因
    """
    from infoledger.commands.choices import choose_draft, choose_verdict
    from infoledger.commands.keyboard import recorded
    from infoledger.commands.questions import refuse_unasked
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.review import judge

    desk: Desk = ctx.obj
    missing = [word for word, given in (("REF", ref), ("pass|return|reject", verdict)) if not given]
    for word in missing:
        refuse_unasked(ctx, word)
    chosen = ref or choose_draft(desk)
    found = verdict or choose_verdict()
    if override and found != "pass":
        raise UsageError(_("--override goes with “pass” alone."))

    def write(pen: "Pen") -> int:
        item = item_ids(pen.connection, [chosen])[chosen]
        day = desk.day(date)
        return judge(pen, desk.config, item, found, by=by or desk.clerk, day=day, note=note, override=override)

    identity, pen = recorded(desk, "review", write, asked=bool(missing))
    show_line(str(identity))
    say_done(pen.sentence)
