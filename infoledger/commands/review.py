"""``review``: drafts on their way through the office, step by step."""

from typing import Annotated

import typer

from infoledger.commands.done import show_recorded
from infoledger.commands.options import FIXED_WORDS, On, Verdict, fields_of, in_words
from infoledger.console import ask, at_terminal, say
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, listed
from infoledger.office.desk import Desk

_VERDICTS: dict[str, Verdict] = {"pass": "pass", "return": "return", "reject": "reject"}
_SAID = "pass|return|reject"


def review(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=f"REF…|{_SAID}",
            help=_("References of items, then what becomes of them at the step that each waits for."),
        ),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("Who read it (default: the clerk)."))] = None,
    note: Annotated[
        str | None, typer.Option("--note", "--reason", metavar="TEXT", help=_("What was found, or asked for."))
    ] = None,
    override: Annotated[
        str | None,
        typer.Option("--override", metavar="REASON", help=_("Pass all steps that are left, for this reason.")),
    ] = None,
    waiting: Annotated[
        str | None, typer.Option("--waiting", metavar="STEP", help=_("All drafts that wait for this step."))
    ] = None,
    date: On = None,
) -> None:
    """Pass, return or reject drafts at the step of review that each waits for.

    Alone at a terminal it walks through the drafts that wait: each is shown with what might be
    wanting, and one key passes, returns or rejects it. With --waiting and no verdict it walks through
    those of one step.

    The steps are those of the config. A returned draft comes back as a new version and passes all
    steps anew; only what is through all of them can be forwarded or put in an issue. What is through
    can still be returned or rejected; if its title or text is edited, the last step reads it again.

    Example: infoledger review 2026-0001 return --by 王某 --note 请补充原因

    Example: infoledger review --waiting 初审 pass
    """
    from infoledger.commands.asking import agree_to, ask_draft, ask_verdict
    from infoledger.office.reviewing import drafts_waiting, judge_drafts

    desk: Desk = ctx.obj
    refs, verdict = _parted(words or [])
    if waiting and refs:
        raise UsageError(_("Say references of items, or --waiting STEP: one of the two."))
    if not refs and not verdict and at_terminal():
        from infoledger.commands.walking import walk

        walk(desk, fields_of(ctx), waiting, by, desk.day(date))
        return
    asked = not verdict or not (refs or waiting)
    if asked and not at_terminal():
        what = in_words(_SAID if refs or waiting else "REF")
        further = _("“{command} --help” shows what is allowed.").format(command=ctx.command_path)
        raise UsageError(_("{name} is missing.").format(name=what), further)
    if waiting:
        refs = [draft.ref for draft in drafts_waiting(desk, waiting)]
        if not refs:
            say(_("No draft waits for {step}.").format(step=waiting))
            return
    refs, verdict = refs or [ask_draft(desk)], verdict or _VERDICTS[ask_verdict(desk)]
    if override and verdict != "pass":
        raise UsageError(_("--override goes with “pass” alone."))
    if verdict == "return" and not note and at_terminal():
        note = _opinion()
    day, agree = desk.day(date), agree_to if asked else None
    show_recorded(judge_drafts(desk, refs, verdict, by=by, day=day, note=note, override=override, agree=agree))


def _opinion() -> str:
    """Why drafts are returned, as their units will read it."""
    opinion = ask(_("Why (Enter to go back)"))
    if not opinion:
        raise InfoledgerError(_("Nothing was changed."))
    return opinion


def _parted(words: list[str]) -> tuple[list[str], Verdict | None]:
    """The references, and the verdict that ends them, if one does. Raises ``UsageError`` for one misspelt."""
    from difflib import get_close_matches

    names = {word: verdict for verdict in _VERDICTS for word in (verdict, FIXED_WORDS[verdict])}
    *refs, last = words or [""]
    if last in names:
        return refs, _VERDICTS[names[last]]
    if refs and get_close_matches(last, names, cutoff=0.5):
        raise UsageError(
            _("{name} cannot be “{value}”.").format(name=in_words(_SAID), value=last),
            _("Allowed: {allowed}").format(allowed=listed(map(in_words, _VERDICTS))),
        )
    return words, None
