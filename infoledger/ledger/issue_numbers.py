"""The numbers of issues: the next of the year and the next of all, above what was issued elsewhere.

An office that begins in the middle of a year imports the adoptions of the issues that it printed
before; the numbers go on above theirs (期号). Or it says the numbers of the first issue made here.
"""

import re
from collections.abc import Iterable
from itertools import chain

from sqlalchemy import Connection, select

from infoledger.config.model import Config, FirstIssue, Publication
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Adoption, Bulletin
from infoledger.ledger.recording import last_number, set_last_number
from infoledger.ledger.seals import table_of
from infoledger.periods import Period

_ADOPTIONS, _BULLETINS = table_of(Adoption), table_of(Bulletin)
_OWN = re.compile(r"(?<!总)第\s*(\d+)\s*期|^\s*(\d+)\s*期?\s*(?:[(（]|$)")
_TOTAL = re.compile(r"总第?\s*(\d+)")


def next_numbers(
    pen: Pen, config: Config, publication: Publication, year: Period, said: FirstIssue | None = None
) -> dict[str, int | None]:
    """The next number of the assessment ``year`` and the next running number, as the publication counts them.

    The first issue made here has at least the numbers ``said``, else those of the publication.
    """
    begins = FirstIssue() if has_issued(pen.connection, publication) else said or publication.first or FirstIssue()
    numbers: dict[str, int | None] = {"year": int(year.name), "number": None, "running": None}
    if publication.numbering != "running":
        series = f"bulletin {publication.name} {year.name}"
        recorded = recorded_numbers(pen.connection, config, publication, _OWN, year)
        numbers["number"] = _next(pen, series, chain(recorded, [(begins.number or 1) - 1]))
    if publication.numbering != "yearly":
        # Where both are counted, a bare number is that of the year.
        written = _OWN if publication.numbering == "running" else _TOTAL
        series = f"bulletin {publication.name}"
        # Of all issues there are at least as many as of one year.
        least = max((numbers["number"] or 1) - 1, (begins.running or 1) - 1)
        recorded = recorded_numbers(pen.connection, config, publication, written)
        numbers["running"] = _next(pen, series, chain(recorded, [least]))
    return numbers


def has_issued(connection: Connection, publication: Publication) -> bool:
    """Whether this ledger has made an issue of the publication."""
    query = select(_BULLETINS.c.id).where(
        _BULLETINS.c.publication == publication.name,
        _BULLETINS.c.voided.is_(None),
        _BULLETINS.c.year.is_not(None),
    )
    return connection.execute(query.limit(1)).first() is not None


def begins_unsaid(connection: Connection, config: Config, publication: Publication) -> bool:
    """Whether the next issue is the first made here, and nothing says what numbers went before."""
    if publication.first or has_issued(connection, publication):
        return False
    return not any(recorded_numbers(connection, config, publication, written) for written in (_OWN, _TOTAL))


def _next(pen: Pen, series: str, recorded: Iterable[int]) -> int:
    number = max(last_number(pen.connection, series), *recorded, 0) + 1
    set_last_number(pen, series, number)
    return number


def recorded_numbers(
    connection: Connection,
    config: Config,
    publication: Publication,
    written: re.Pattern[str],
    year: Period | None = None,
) -> list[int]:
    """The numbers that adoptions by the publication bear which no issue of this ledger made."""
    query = select(_ADOPTIONS.c.issue).where(
        _ADOPTIONS.c.outlet == publication.name,
        _ADOPTIONS.c.body == config.office.name,
        _ADOPTIONS.c.bulletin.is_(None),
        _ADOPTIONS.c.voided.is_(None),
        _ADOPTIONS.c.issue.is_not(None),
    )
    if year:
        query = query.where(_ADOPTIONS.c.day.between(year.first, year.last))
    found = map(written.search, connection.execute(query.distinct()).scalars())
    return [int(next(filter(None, match.groups()))) for match in found if match]
