"""Copying the ledger: to a file or another database, and a copy back into the ledger's place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger import backup
from infoledger.ledger.copying import Holding, copy_rows
from infoledger.ledger.database import open_ledger
from infoledger.ledger.reading import load_book
from infoledger.office.desk import Desk
from infoledger.office.history import local
from infoledger.office.reckoning import reckoned_on

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.periods import Period


def back_up(desk: Desk, to: Path, now: datetime, keep: int | None) -> backup.Copied:
    """Copy the ledger to the file ``to``, or into the folder ``to``, with the config beside it; check the copy.

    Of the dated copies in a folder the newest ``keep`` stay. Raises ``UsageError``, ``LedgerUnavailableError``.
    """
    return backup.back_up(desk.ledger, to, now, keep, desk.config_files)


@contextmanager
def restoring(desk: Desk, copy: Path) -> Iterator[tuple[backup.Restoration, Sequence[str] | None]]:
    """The ``copy``, checked and ready to take the ledger's place, and what was recorded since, the oldest first.

    That is None where the ledger is too damaged to tell. Raises ``LedgerUnavailableError``.
    """
    with backup.restoring(copy, desk.ledger) as found:
        lost = found.lost
        yield found, None if lost is None else [f"{local(each.at)} {each.clerk}: {each.sentence}" for each in lost]


def move_ledger(desk: Desk, source: str, target: str) -> tuple[Holding, int]:
    """Copy the ledger ``source`` with its whole journal to the empty ``target``, both files or database URLs.

    Answer what it holds, and of how many years the notices were compared. The copy is kept only if
    it holds the same rows, the same hashes, and gives the same notices. Raises ``InfoledgerError``,
    ``LedgerUnavailableError``.
    """
    with (
        open_ledger(source) as old,
        open_ledger(target, create=True) as new,
        old.reading() as here,
        new.writing() as there,
    ):
        held = copy_rows(here, there)
        years = _compare_notices(desk, here, there)
    return held, years


def counted(holding: Holding) -> str:
    """How much a ledger holds, in words."""
    rows = holding.rows
    return _("journal entries: {entries}, items: {items}, adoptions: {adoptions}").format(
        entries=rows["entries"], items=rows["items"], adoptions=rows["adoptions"]
    )


def _compare_notices(desk: Desk, here: "Connection", there: "Connection") -> int:
    """How many years of facts both ledgers hold; every posting, quota and outcome must be the same.

    Raises ``InfoledgerError`` that names the first year that differs.
    """
    years = _years(desk, here)
    for year in years:
        if _figures(desk, here, year) != _figures(desk, there, year):
            raise InfoledgerError(
                _("The notices of {year} would not be the same; nothing was copied.").format(year=year.name)
            )
    return len(years)


def _years(desk: Desk, connection: "Connection") -> "list[Period]":
    book = load_book(connection, desk.config, date.min, date.max, desk.today)
    return sorted({desk.config.calendar.year_of(fact.day) for fact in book.facts}, key=lambda year: year.first)


def _figures(desk: Desk, connection: "Connection", year: "Period") -> "tuple[Any, ...]":
    reckoning = reckoned_on(connection, desk, year)
    return reckoning.book, [*reckoning.postings], [*reckoning.quotas], [*reckoning.outcomes]
