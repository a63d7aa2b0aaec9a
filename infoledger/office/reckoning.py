"""From config and ledger to a reckoning, on which all use cases with figures build."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from infoledger.i18n import _
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.office.desk import Desk
    from infoledger.rules.facts import Book
    from infoledger.rules.postings import Party
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.regulation import Regulation
    from infoledger.workdays import Workdays


def reckoned(desk: "Desk", window: Period, regulations: "Sequence[Regulation] | None" = None) -> "Reckoning":
    """Everything that follows from the ledger up to the end of ``window``."""
    with desk.reading() as connection:
        return reckoned_on(connection, desk, window, regulations)


def reckoned_on(
    connection: "Connection",
    desk: "Desk",
    window: Period,
    regulations: "Sequence[Regulation] | None" = None,
    since: date | None = None,
    party: "Party | None" = None,
    *,
    names: bool = True,
    informants: bool = True,
) -> "Reckoning":
    """Everything that follows from the ledger as ``connection`` sees it, up to the end of ``window``.

    Give ``since``, a day before the window, if the figures of earlier windows are asked for too.

    Where only the postings of ``party`` are asked for, no more facts are read than they follow from. Without
    ``names`` the references and titles of items stay empty, without ``informants`` so does who wrote them, if no
    rule asks about it.
    """
    from infoledger.config.rulebook import rulebook_of
    from infoledger.ledger.reading import Extent, load_book
    from infoledger.rules.reckoning import reckon

    rulebook = rulebook_of(desk.config, regulations)
    first = rulebook.first_day(Period(min(since or window.first, window.first), window.last))
    alone = party if rulebook.judges_each_alone else None
    writers = informants or rulebook.asks_informants
    extent = Extent(life=rulebook.asks_whole_life, party=alone, names=names, informants=writers)
    book = load_book(connection, desk.config, first, window.last, desk.today, extent)
    return reckon(book, rulebook, window, desk.today, first)


def party_name(party: "Party", day: date, book: "Book") -> str:
    """What a party was called on ``day``."""
    return book.units[party.id].on(day).name if party.kind == "unit" else book.informants[party.id].name


def days_left(period: Period, today: date) -> str:
    """That ``period`` is open, and for how long."""
    return _("{period} is open: {days} days left.").format(period=period.words, days=(period.last - today).days)


def guessed_years(workdays: "Workdays", window: Period) -> list[str]:
    """Which years of ``window`` have workdays that are only guessed, and what to do about it; nothing if none has."""
    from infoledger.workdays import told_unknown

    years = workdays.unknown(window.first, window.last)
    hint = _("Write them under “holidays” and “makeup_days” in config.yaml.")
    return [f"{told_unknown(years)} {hint}"] if years else []
