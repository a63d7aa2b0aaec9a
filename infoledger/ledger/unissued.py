"""What was not issued when its time came, in an office that issues such things: the one before was."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from infoledger.ledger.frozen import issued_windows
from infoledger.periods import Calendar, Period


class Unissued(NamedTuple):
    """A notice, or a pay list, of a finished ``window`` that was not issued."""

    kind: Literal["notice", "pay"]
    window: Period


#: How many sub-periods are looked back at: those of a year.
_BACK: Mapping[str, int] = {"month": 12, "quarter": 4}


def unissued(connection: Connection, calendar: Calendar, today: date) -> Iterator[Unissued]:
    """The notices of months, and pay lists of quarters, of a year back if only those before them were issued."""
    kinds: tuple[tuple[Literal["notice", "pay"], str], ...] = (("notice", "month"), ("pay", "quarter"))
    for kind, size in kinds:
        done = issued_windows(connection, kind)
        windows = [calendar.holding(size, today)]
        for _number in range(_BACK[size] + 1):
            windows.append(calendar.before(windows[-1]))
        finished = windows[:0:-1]
        yield from (
            Unissued(kind, window) for before, window in pairwise(finished) if before in done and window not in done
        )
