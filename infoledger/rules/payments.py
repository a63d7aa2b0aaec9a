"""Rewards to be paid: what follows from today's facts less what issued pay lists have paid already."""

from collections import Counter
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
    count: Counter[Line] = Counter()
    titles: dict[Line, str] = {}
    due = (_line(each) for each in postings if each.currency == "yuan" and any(each.day in one for one in windows))
    for line, times in (*((line, 1) for line in due), *((line, -1) for line in paid)):
        # A line taken back undoes one that was paid; a title may have been corrected since.
        key = line._replace(yuan=abs(line.yuan), title="")
        count[key] += times if line.yuan > 0 else -times
        titles.setdefault(key, line.title)
    remaining = (
        key._replace(yuan=key.yuan.copy_sign(Decimal(times)), title=titles[key])
        for key, times in count.items()
        for _one in range(abs(times))
    )
    return sorted(remaining, key=lambda line: line.day)


def _line(posting: Posting) -> Line:
    items = posting.fact.items if posting.fact else ()
    refs, titles = ";".join(item.ref for item in items), "；".join(item.title for item in items)
    return Line(posting.day, posting.party, posting.amount, posting.clause, posting.cite, refs, titles)
