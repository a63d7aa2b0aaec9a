"""The numbers of issues: the next of the year and the next of all, above what was issued elsewhere.

An office that begins in the middle of a year imports the adoptions of the issues that it printed
before; the numbers go on above theirs (期号).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import select

from infoledger.config.model import Config, Publication
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Adoption
from infoledger.ledger.recording import last_number, set_last_number
from infoledger.ledger.seals import table_of
from infoledger.periods import Period

_ADOPTIONS = table_of(Adoption)
_OWN = re.compile(r"(?<!总)第\s*(\d+)\s*期|^\s*(\d+)\s*期?\s*(?:[(（]|$)")
_TOTAL = re.compile(r"总第?\s*(\d+)")


def next_numbers(pen: Pen, config: Config, publication: Publication, year: Period) -> dict[str, int | None]:
    """The next number of the assessment ``year`` and the next running number, as the publication counts them."""
    numbers: dict[str, int | None] = {"year": int(year.name), "number": None, "running": None}
    if publication.numbering != "running":
        series = f"bulletin {publication.name} {year.name}"
        numbers["number"] = _next(pen, series, _recorded(pen, config, publication, _OWN, year))
    if publication.numbering != "yearly":
        # Where both are counted, a bare number is that of the year.
        written = _OWN if publication.numbering == "running" else _TOTAL
        series = f"bulletin {publication.name}"
        # Of all issues there are at least as many as of one year.
        least = (numbers["number"] or 1) - 1
        numbers["running"] = _next(pen, series, chain(_recorded(pen, config, publication, written), [least]))
    return numbers


def _next(pen: Pen, series: str, recorded: Iterable[int]) -> int:
    number = max(last_number(pen.connection, series), *recorded, 0) + 1
    set_last_number(pen, series, number)
    return number


def _recorded(
    pen: Pen, config: Config, publication: Publication, written: re.Pattern[str], year: Period | None = None
) -> Iterator[int]:
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
    for issue in pen.connection.execute(query.distinct()).scalars():
        if match := written.search(issue):
            yield int(next(filter(None, match.groups())))
