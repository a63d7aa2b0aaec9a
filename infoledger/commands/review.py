"""``review``: drafts on their way through the office, step by step."""

from typing import Annotated, Any, Literal

import typer

from infoledger.commands.done import show_recorded
from infoledger.commands.options import On
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk


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
    from infoledger.commands.asking import ask_draft, ask_missing, ask_verdict
    from infoledger.office.reviewing import judge_draft

    desk: Desk = ctx.obj
    given: dict[str, Any] = {"ref": ref, "verdict": verdict}
    agree = ask_missing(ctx, given, ref=ask_draft, verdict=ask_verdict)
    if override and given["verdict"] != "pass":
        raise UsageError(_("--override goes with “pass” alone."))
    show_recorded(judge_draft(desk, **given, by=by, day=desk.day(date), note=note, override=override, agree=agree))
