"""``review``: drafts on their way through the office, step by step."""

from typing import Annotated, Literal

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.options import On
from infoledger.commands.sentences import say_done
from infoledger.console import show_line
from infoledger.errors import UsageError
from infoledger.i18n import _


def review(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help=_("The reference of an item."))],
    verdict: Annotated[
        Literal["pass", "return", "reject"],
        typer.Argument(metavar="pass|return|reject", help=_("What becomes of it at the step that it waits for.")),
    ],
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

    What is through can still be returned or rejected.

    Example: infoledger review 2026-0001 return --by 王某 --note 请补充原因
    """
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.review import judge

    desk: Desk = ctx.obj
    if override and verdict != "pass":
        raise UsageError(_("--override goes with “pass” alone."))
    with desk.recording("review") as pen:
        item = item_ids(pen.connection, [ref])[ref]
        identity = judge(
            pen,
            desk.config,
            item,
            verdict,
            by=by or desk.clerk,
            day=desk.day(date),
            note=note,
            override=override,
        )
    show_line(str(identity))
    say_done(pen.sentence)
