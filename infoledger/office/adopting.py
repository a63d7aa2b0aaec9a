"""Adopting a list of printed titles: the items behind them are proposed, picked by a person, and recorded."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from infoledger.config.model import Outlet
from infoledger.config.outlets import outlet_key
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.intake.answers import NONE, described, key, read_answers, sheet
from infoledger.intake.candidates import load_matcher
from infoledger.intake.lists import read_list
from infoledger.intake.matching import Match, Printed
from infoledger.ledger.reading import item_ids
from infoledger.office.agreeing import Recorded
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.recording import record_facts
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

    def answer(self, typed: str) -> tuple[str, ...] | None:
        """What was ``typed``: numbers of guesses, references, 0 for none of ours; nothing, which leaves it open."""
        words = typed.replace(",", " ").replace("，", " ").replace(";", " ").split()
        if not words:
            return None
        if words[0] in ("0", *NONE):
            return ()
        numbered = {str(number): guess.candidate.ref for number, guess in enumerate(self.match.guesses, 1)}
        return tuple(dict.fromkeys(numbered.get(word, word) for word in words))


#: Asks a person which items are behind a title; None leaves it open. The text says which of how many it is.
Pick = Callable[[Open, str], tuple[str, ...] | None]


class Proposal(NamedTuple):
    """What a list of titles comes to: ``sure`` matches, those ``there`` already, those ``open``, likest first."""

    outlet: Outlet
    unused: Sequence[str]
    sure: Sequence[Match]
    there: int
    open: Sequence[Open]


def propose(desk: Desk, file: Path, outlet: str, day: date) -> Proposal:
    """Match the titles in ``file``, printed in ``outlet``, on ``day`` where a line says none, with the items.

    ``unused`` are the columns of the file that mean nothing here. Raises ``InfoledgerError``.
    """
    lines = read_list(file, day)
    with desk.reading() as connection:
        where = Keyboard(connection, desk).outlet(outlet)
        matcher = load_matcher(connection, desk.config, where, [line.day for line in lines])
    matches = [matcher.match(line) for line in lines]
    sure = [match for match in matches if match.refs and not match.there]
    # Those that are like some item first, then those that are like none.
    open_ = sorted((match for match in matches if not match.refs), key=lambda match: not match.guesses)
    unused = list(dict.fromkeys(header for line in lines for header in line.unused))
    return Proposal(
        where, unused, sure, len(matches) - len(sure) - len(open_), [Open(match, described(match)) for match in open_]
    )


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
            refs = pick(each, f"{place}/{len(open_)}")
        if refs:
            answered.append((each.match.printed, refs))
        elif refs is None:
            left.append(each)
    return answered, left


def record_chosen(
    desk: Desk, fields: Fields, outlet: Outlet, common: Mapping[str, str], chosen: Sequence[Chosen]
) -> Recorded:
    """Record the adoption of all that was ``chosen``; ``common`` are further columns of lines that say nothing else.

    Raises ``InfoledgerError`` that names the line of a reference that there is not.
    """
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
    return record_facts(desk, fields, "adoptions", rows)
