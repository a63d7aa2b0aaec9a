"""``adopt --from``: a list of printed titles, matched with the items behind them, and recorded."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from infoledger.console import ask, at_terminal, choose_form, confirm, say, write_out
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.config.model import Outlet
    from infoledger.intake.matching import Match, Printed

    Chosen = tuple[Printed, tuple[str, ...]]


def adopt_list(
    ctx: typer.Context, file: Path, outlet: str, day: date, common: Mapping[str, str], yes: bool, answers: Path | None
) -> None:
    """Record what the list ``file`` says that ``outlet`` adopted; ends with 1 if titles are left without an item.

    ``day`` and ``common``, further columns of an adoption, are those of lines that say nothing
    else. ``answers`` is a sheet of doubtful titles: read if it is there, written if it is not.
    """
    from infoledger.commands.keyboard import Keyboard
    from infoledger.intake.candidates import load_matcher
    from infoledger.intake.lists import read_list

    desk: Desk = ctx.obj
    lines = read_list(file, day)
    if unused := dict.fromkeys(header for line in lines for header in line.unused):
        say(_("Not used: the columns {names}.").format(names=listed(unused)))
    with desk.reading() as connection:
        where = Keyboard(connection, desk.config).outlet(outlet)
        matcher = load_matcher(connection, desk.config, where, [line.day for line in lines])
    matches = [matcher.match(line) for line in lines]
    sure = [match for match in matches if match.refs and not match.there]
    # Those that are like some item first, then those that are like none.
    open_ = sorted((match for match in matches if not match.refs), key=lambda match: not match.guesses)
    _tell(sure, len(matches) - len(sure) - len(open_))
    agreed = bool(sure) and _agreed(len(sure), yes)
    chosen = [(match.printed, match.refs) for match in sure] if agreed else []
    answered, left = _settled(open_, answers, ask=at_terminal() and not yes)
    if chosen or answered:
        _record(ctx, where, common, [*chosen, *answered])
    _tell_left(left, answers)
    if left or (sure and not agreed):
        raise typer.Exit(1)


def _tell(sure: "Sequence[Match]", there: int) -> None:
    if there:
        say(_("{count} titles are recorded already.").format(count=there))
    if sure:
        say(_("Sure ({count}):").format(count=len(sure)))
    for match in sure:
        say(f"  {match.printed.title} → {'、'.join(match.refs)}")


def _agreed(count: int, yes: bool) -> bool:
    if yes or not at_terminal():
        return yes
    return confirm(_("Record these {count}?").format(count=count), enter=True)


def _settled(open_: "Sequence[Match]", answers: Path | None, ask: bool) -> "tuple[list[Chosen], list[Match]]":
    """What is answered, in the sheet or at the terminal, and what is left; a new sheet is written."""
    from infoledger.intake.answers import key, read_answers, sheet

    if answers and not answers.exists():
        if open_:
            write_out(sheet(open_, choose_form(None, answers, ("xlsx", "csv"))), answers)
        return [], list(open_)
    given = read_answers(answers) if answers else {}
    answered: list[Chosen] = []
    left = []
    for place, match in enumerate(open_, 1):
        refs = given.get(key(match.printed))
        if refs is None and ask and match.guesses and not answers:
            refs = _ask(match, f"{place}/{len(open_)}")
        if refs:
            answered.append((match.printed, refs))
        elif refs is None:
            left.append(match)
    return answered, left


def _ask(match: "Match", place: str) -> tuple[str, ...] | None:
    """What the clerk picks: one of the three, several, a reference; nothing, or None to leave it."""
    from infoledger.intake.answers import NONE, described

    say(f"\n[{place}] {match.printed.title}")
    for number, guess in enumerate(described(match), 1):
        say(f"  {number}  {guess}")
    question = _("1 to {count}, several as 1 2, a reference, 0 for none of ours, Enter to leave it").format(
        count=len(match.guesses)
    )
    words = ask(question).replace(",", " ").replace("，", " ").replace(";", " ").split()
    if not words:
        return None
    if words[0] in ("0", *NONE):
        return ()
    numbered = {str(number): guess.candidate.ref for number, guess in enumerate(match.guesses, 1)}
    return tuple(dict.fromkeys(numbered.get(word, word) for word in words))


def _record(ctx: typer.Context, outlet: "Outlet", common: Mapping[str, str], chosen: "Sequence[Chosen]") -> None:
    from infoledger.commands.keyboard import record_facts
    from infoledger.config.outlets import outlet_key
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        for printed, refs in chosen:
            try:
                item_ids(connection, refs)
            except InfoledgerError as error:
                told = _("Row {row}, “{title}”: {what}")
                raise InfoledgerError(
                    told.format(row=printed.row, title=printed.title, what=error.message), error.hint
                ) from None
    name = outlet_key(desk.config, outlet)
    rows = [
        {**common, **line.more, "refs": ";".join(refs), "outlet": name, "date": line.day, "published_title": line.title}
        for line, refs in chosen
    ]
    record_facts(ctx, "adoptions", rows)


def _tell_left(left: "Sequence[Match]", answers: Path | None) -> None:
    from infoledger.intake.answers import described

    if left and answers:
        told = _("{count} titles are left; in {file} fill 编号 and run this again.")
        say(told.format(count=len(left), file=answers))
        return
    doubtful = [match for match in left if match.guesses]
    if doubtful:
        say(_("Doubtful ({count}), not recorded; --answers FILE writes a sheet to fill:").format(count=len(doubtful)))
    for match in doubtful:
        say("\n    ? ".join((f"  {match.printed.title}", *described(match))))
    unknown = [match for match in left if not match.guesses]
    if unknown:
        say(_("Unknown ({count}), like no item:").format(count=len(unknown)))
    for match in unknown:
        say(f"  {match.printed.title}")
