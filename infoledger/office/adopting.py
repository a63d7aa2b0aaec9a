"""Adopting a list of printed titles: the items behind them are proposed, picked by a person, and recorded."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from infoledger.config.model import Outlet
from infoledger.config.outlets import find_outlet, outlet_key, outlets_in_headings
from infoledger.errors import InfoledgerError
from infoledger.folding import fold
from infoledger.i18n import _
from infoledger.intake.answers import NONE, described, key, read_answers, sheet
from infoledger.intake.candidates import load_matcher
from infoledger.intake.lists import read_list
from infoledger.intake.matching import Match, Printed
from infoledger.office.agreeing import Agree, Recorded
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.recording import record_facts
from infoledger.office.referring import items_meant
from infoledger.office.typed import Keyboard

#: A printed title with the references of the items behind it; with none, it is none of ours.
Chosen = tuple[Printed, tuple[str, ...]]


class Open(NamedTuple):
    """A title behind which no item is sure, and the guesses, if there are any, as a person reads them."""

    match: Match
    guesses: Sequence[str]

    @property
    def title(self) -> str:
        """The title as it was printed."""
        return self.match.printed.title

    def answer(self, typed: str, desk: Desk) -> tuple[str, ...] | None:
        """What was ``typed``: numbers of guesses, references, 0 for none of ours; nothing, which leaves it open.

        Raises ``InfoledgerError`` if a word is neither.
        """
        words = re.sub("[,;、]", " ", unicodedata.normalize("NFKC", typed)).split()
        if not words:
            return None
        if words[0] in ("0", *NONE):
            return ()
        numbered = {str(number): guess.candidate.ref for number, guess in enumerate(self.match.guesses, 1)}
        refs = tuple(dict.fromkeys(numbered.get(word, word) for word in words))
        with desk.reading() as connection:
            items_meant(desk, connection, refs)
        return refs


class StoppedError(Exception):
    """Raised by a person who answers no more; what was answered is kept."""


#: Asks a person which items are behind a title; None leaves it open. The text says which of how many it is.
#: Raises ``StoppedError``.
Pick = Callable[[Open, str], tuple[str, ...] | None]


class Proposal(NamedTuple):
    """What a list of titles comes to: ``sure`` matches, those ``there`` already, those ``open``, likest first.

    ``elsewhere`` are titles printed in outlets that the config does not have, each with what is wrong, ``notes``
    what was read in the list as one may not expect, or not read.
    """

    notes: Sequence[str]
    sure: Sequence[Match]
    there: int
    open: Sequence[Open]
    elsewhere: Sequence[tuple[Printed, str]]


def propose(
    desk: Desk, file: Path, day: date, outlet: str | None, ask: Callable[[], str], *, visible: bool = False
) -> Proposal:
    """Match the titles in ``file``, printed on ``day`` where a line says none, with the items.

    Each is in the outlet that the list names for it, else in ``outlet``, for which ``ask`` is called if it
    is wanted and None. With ``visible``, rows that a filter hides are left out. Raises ``InfoledgerError``
    for what cannot be read, or if ``outlet`` is none.
    """
    lines, notes = read_list(file, day, outlets_in_headings(desk.config), visible=visible)
    if not outlet and not all(line.outlet for line in lines):
        outlet = ask()
    with desk.reading() as connection:
        lookup = Keyboard(connection, desk)
        usual = lookup.outlet(outlet) if outlet else None
        printed, elsewhere = _placed(lookup, lines, usual)
        matches = [
            match
            for where, those in printed.items()
            for matcher in [load_matcher(connection, desk.config, where, [line.day for line in those])]
            for match in map(matcher.match, those)
        ]
    sure = [match for match in matches if match.refs and not match.there]
    # Those that are like some item first, then those that are like none.
    open_ = sorted((match for match in matches if not match.refs), key=lambda match: not match.guesses)
    there = len(matches) - len(sure) - len(open_)
    return Proposal(
        [*notes, *_ahead(lines, desk.today)], sure, there, [Open(match, described(match)) for match in open_], elsewhere
    )


def _ahead(lines: Sequence[Printed], today: date) -> Iterator[str]:
    """What is said of titles printed after ``today``."""
    ahead = [line for line in lines if line.day > today]
    if ahead:
        told = _("{count} titles have a day after today, the first in row {row}: {day}.")
        yield told.format(count=len(ahead), row=ahead[0].row, day=ahead[0].day)


def _placed(
    lookup: Keyboard, lines: Sequence[Printed], usual: Outlet | None
) -> tuple[dict[Outlet, list[Printed]], list[tuple[Printed, str]]]:
    """The lines by outlet, each naming its own as rules do, and those whose outlet is not known."""
    placed: dict[Outlet, list[Printed]] = {}
    elsewhere = []
    for line in lines:
        try:
            outlet = _outlet(lookup, line.outlet, usual)
        except InfoledgerError as error:
            elsewhere.append((line, error.message))
            continue
        placed.setdefault(outlet, []).append(replace(line, outlet=outlet_key(lookup.config, outlet)))
    return placed, elsewhere


def _outlet(lookup: Keyboard, named: str, usual: Outlet | None) -> Outlet:
    """The outlet ``named`` in the list, whole; the ``usual`` one where it names none, or its body, or the same name."""
    if usual and (not named or fold(named.strip("《》 ")) in map(fold, (usual.name, *usual.aliases, usual.body))):
        return usual
    if (body := lookup.config.bodies.get(named)) and body.outlets:
        if len(body.outlets) == 1:
            return body.outlets[0]
        raise InfoledgerError(_("“{body}” has several outlets, and the list does not say which.").format(body=named))
    return find_outlet(lookup.config, named)


def answer_sheet(open_: Sequence[Open], form: str) -> str | bytes:
    """The content of a sheet, ``xlsx`` or ``csv``, in which a person answers what is open."""
    return sheet([each.match for each in open_], form)


def settle(open_: Sequence[Open], answers: Path | None, pick: Pick | None) -> tuple[list[Chosen], list[Open]]:
    """What is answered of the open titles, in the sheet ``answers`` or else by ``pick``, and what is left."""
    given = read_answers(answers) if answers else {}
    answered: list[Chosen] = []
    left = []
    for place, each in enumerate(open_, 1):
        refs = given.get(key(each.match.printed))
        if refs is None and pick and each.guesses and not answers:
            try:
                refs = pick(each, f"{place}/{len(open_)}")
            except StoppedError:
                pick = None
        if refs:
            answered.append((each.match.printed, refs))
        elif refs is None:
            left.append(each)
    return answered, left


def record_chosen(
    desk: Desk,
    fields: Fields,
    common: Mapping[str, str],
    chosen: Sequence[Chosen],
    agree_again: Agree | None = None,
) -> Recorded:
    """Record the adoption of all that was ``chosen``; ``common`` are further columns of lines that say nothing else.

    Raises ``InfoledgerError`` that names the line of a reference that there is not.
    """
    with desk.reading() as connection:
        for printed, refs in chosen:
            try:
                items_meant(desk, connection, refs)
            except InfoledgerError as error:
                told = _("Row {row}, “{title}”: {what}")
                raise InfoledgerError(
                    told.format(row=printed.row, title=printed.title, what=error.message), error.hint
                ) from None
    rows = [
        {
            **common,
            **line.more,
            "refs": ";".join(refs),
            "outlet": line.outlet,
            "date": line.day,
            "published_title": line.title,
        }
        for line, refs in chosen
    ]
    return record_facts(desk, fields, "adoptions", rows, None, agree_again)
