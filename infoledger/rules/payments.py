"""Rewards to be paid: what follows from today's facts less what issued pay lists have paid already."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from infoledger.periods import Period
from infoledger.rules.postings import Party, Posting


class Line(NamedTuple):
    """What a party is paid for one posting; less than 0 where too much was paid before."""

    day: date
    party: Party
    yuan: Decimal
    clause: str
    cite: str
    ref: str
    title: str


def unpaid(postings: Iterable[Posting], windows: Sequence[Period], paid: Iterable[Line]) -> list[Line]:
    """The lines that remain of the yuan posted in any of ``windows``, by day.

    What was paid and is no longer due comes as a negative line; nothing is paid twice where
    windows overlap.
    """
    sums: dict[tuple[date, Party, str, str], Line] = {}
    due = (
        _line(each) for each in postings if each.currency == "yuan" and any(each.day in window for window in windows)
    )
    for line in (*due, *(line._replace(yuan=-line.yuan) for line in paid)):
        key = (line.day, line.party, line.clause, line.ref)
        known = sums.get(key)
        sums[key] = line if known is None else known._replace(yuan=known.yuan + line.yuan)
    return sorted((line for line in sums.values() if line.yuan), key=lambda line: line.day)


def _line(posting: Posting) -> Line:
    items = posting.fact.items if posting.fact else ()
    refs, titles = ";".join(item.ref for item in items), "；".join(item.title for item in items)
    return Line(posting.day, posting.party, posting.amount, posting.clause, posting.cite, refs, titles)
