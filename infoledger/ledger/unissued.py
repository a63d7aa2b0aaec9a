"""What was not issued when its time came, in an office that issues such things: the one before was."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from infoledger.ledger.frozen import issued
from infoledger.periods import Calendar, Period


class Unissued(NamedTuple):
    """A notice, or a pay list, of a finished ``window`` that was not issued."""

    kind: Literal["notice", "pay"]
    window: Period


def unissued(connection: Connection, calendar: Calendar, today: date) -> Iterator[Unissued]:
    """The notice of last month, and the pay list of last quarter, if only those before them were issued."""
    kinds: tuple[tuple[Literal["notice", "pay"], str], ...] = (("notice", "month"), ("pay", "quarter"))
    for kind, size in kinds:
        window = calendar.before(calendar.holding(size, today))
        before = calendar.before(window)
        if issued(connection, kind, window=before) and not issued(connection, kind, window=window):
            yield Unissued(kind, window)
