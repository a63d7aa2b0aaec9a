"""``ledger copy``: the ledger moved to another database, and the proof that nothing changed by that."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.backup import counted, tell_findings
from infoledger.console import say
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.periods import Period
    from infoledger.rules.facts import Book

app = typer.Typer(help=_("Move the ledger from one database to another."))


@app.command()
def copy(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help=_("A ledger: a file or a database URL."))],
    target: Annotated[str, typer.Argument(metavar="TO", help=_("A new file, or the URL of an empty database."))],
) -> None:
    """Copy a ledger with its whole journal, also from a file to PostgreSQL or back.

    The copy is kept only if it holds the same rows, the same hashes, and gives the same notices.

    Example: infoledger ledger copy ledger.db postgresql+psycopg://clerk@server/infoledger
    """
    from infoledger.ledger.copying import copy_rows
    from infoledger.ledger.database import open_ledger

    desk: Desk = ctx.obj
    with (
        open_ledger(source) as old,
        open_ledger(target, create=True) as new,
        old.reading() as here,
        new.writing() as there,
    ):
        held = copy_rows(here, there)
        notices = _compare_notices(desk, here, there)
    say(
        _("Copied the ledger ({counts}); years of notices found the same: {years}.").format(
            counts=counted(held), years=notices
        )
    )
    say(_("To use it, write its address under `ledger` in the config."))
    tell_findings(held)


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
    from datetime import date

    from infoledger.ledger.reading import load_book

    book: Book = load_book(connection, desk.config, date.min, date.max, desk.today)
    return sorted({desk.config.calendar.year_of(fact.day) for fact in book.facts}, key=lambda year: year.first)


def _figures(desk: Desk, connection: "Connection", year: "Period") -> "tuple[Any, ...]":
    from infoledger.office.reckoning import reckoned_on

    reckoning = reckoned_on(connection, desk, year)
    return reckoning.book, [*reckoning.postings], [*reckoning.quotas], [*reckoning.outcomes]
