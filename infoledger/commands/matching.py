"""The talk of ``adopt --from``: what is sure is agreed to, of what is doubtful one is picked, what is left is told."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from infoledger.commands.done import agree_again, show_recorded
from infoledger.commands.options import fields_of
from infoledger.console import ask, at_terminal, choose_form, confirm, say, write_out
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.office.adopting import Chosen, Open, Proposal


def adopt_list(
    ctx: typer.Context,
    file: Path,
    outlet: str | None,
    day: date,
    common: Mapping[str, str],
    yes: bool,
    answers: Path | None,
    visible: bool = False,
) -> None:
    """Record what the list ``file`` says was adopted; ends with 1 if titles are left without an item.

    ``outlet`` is that of lines for which the list names none: asked for where it is missing. ``day``
    and ``common``, further columns of an adoption, are those of lines that say nothing else. ``answers``
    is a sheet of doubtful titles: read if it is there, written if it is not. With ``visible``, rows that a
    filter hides are left out.
    """
    from infoledger.commands.asking import ask_missing, ask_outlet
    from infoledger.office.adopting import answer_sheet, propose, record_chosen, settle

    desk: Desk = ctx.obj

    def missing() -> str:
        said: dict[str, Any] = {"outlet": None}
        ask_missing(ctx, said, outlet=ask_outlet)
        return str(said["outlet"])

    proposal = propose(desk, file, day, outlet, missing, visible=visible)
    _tell(proposal)
    agreed = bool(proposal.sure) and _agreed(len(proposal.sure), yes)
    chosen = [(match.printed, match.refs) for match in proposal.sure] if agreed else []
    if answers and not answers.exists():
        if proposal.open:
            write_out(answer_sheet(proposal.open, choose_form(None, answers, ("xlsx", "csv"))), answers)
        answered: list[Chosen] = []
        left = list(proposal.open)
    else:
        answered, left = settle(proposal.open, answers, partial(_pick, desk) if at_terminal() and not yes else None)
    if chosen or answered:
        show_recorded(record_chosen(desk, fields_of(ctx), common, [*chosen, *answered], agree_again()))
    _tell_left(left, answers)
    if left or proposal.elsewhere or (proposal.sure and not agreed):
        raise typer.Exit(1)


def _tell(proposal: "Proposal") -> None:
    for note in proposal.notes:
        say(note)
    for printed, what in proposal.elsewhere:
        told = _("Row {row}, “{title}”: {what}")
        say(told.format(row=printed.row, title=printed.title, what=what))
    if proposal.there:
        say(_("{count} titles are recorded already.").format(count=proposal.there))
    if proposal.sure:
        say(_("Sure ({count}):").format(count=len(proposal.sure)))
    for match in proposal.sure:
        say(f"  《{match.printed.outlet}》 {match.printed.title} → {'、'.join(match.refs)}")


def _agreed(count: int, yes: bool) -> bool:
    if yes or not at_terminal():
        return yes
    return confirm(_("Record these {count}?").format(count=count), enter=True)


def _pick(desk: Desk, doubt: "Open", place: str) -> tuple[str, ...] | None:
    """What the clerk picks: one of the three, several, a reference; nothing, or None to leave it.

    Ctrl-C ends the questions; what was answered before is kept.
    """
    from infoledger.office.adopting import StoppedError

    say(f"\n[{place}] 《{doubt.match.printed.outlet}》 {doubt.title}")
    for number, guess in enumerate(doubt.guesses, 1):
        say(f"  {number}  {guess}")
    question = _("1 to {count}, several as 1 2, a reference, 0 for none of ours, Enter to leave it").format(
        count=len(doubt.guesses)
    )
    while True:
        try:
            return doubt.answer(ask(question), desk)
        except InfoledgerError as error:
            say(" ".join(filter(None, (error.message, error.hint))))
        except (KeyboardInterrupt, EOFError, typer.Abort) as stop:
            raise StoppedError from stop


def _tell_left(left: "Sequence[Open]", answers: Path | None) -> None:
    if left and answers:
        told = _("{count} titles are left; in {file} fill 编号 and run this again.")
        say(told.format(count=len(left), file=answers))
        return
    doubtful = [each for each in left if each.guesses]
    if doubtful:
        say(_("Doubtful ({count}), not recorded; --answers FILE writes a sheet to fill:").format(count=len(doubtful)))
    for each in doubtful:
        say("\n    ? ".join((f"  {each.title}", *each.guesses)))
    unknown = [each for each in left if not each.guesses]
    if unknown:
        say(_("Unknown ({count}), like no item:").format(count=len(unknown)))
    for each in unknown:
        say(f"  {each.title}")
