"""How long things took: the middle, nine of ten, and the days on which nothing came."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.periods import DAY
from infoledger.rules.facts import Item
from infoledger.rules.lateness import Moment

_HOUR = 60
_DAY = 24 * _HOUR  # minutes


@dataclass(frozen=True, slots=True)
class Courses:
    """What became of items, by their ids.

    ``events`` are the moments at which their matter occurred and they came, where the former is known; the
    others are the days of their first forward, adoption and instruction.
    """

    events: Mapping[int, tuple[Moment, Moment]]
    forwarded: Mapping[int, date]
    adopted: Mapping[int, date]
    instructed: Mapping[int, date]

    def to_report(self, item: Item) -> int | None:
        """Minutes from the event to the report; whole days where a time of day is missing."""
        if item.id not in self.events:
            return None
        begun, came = self.events[item.id]
        days = _DAY * (came.day - begun.day).days
        if begun.at is None or came.at is None:
            return days
        return days + _HOUR * (came.at.hour - begun.at.hour) + came.at.minute - begun.at.minute

    def to_adoption(self, item: Item) -> int | None:
        """Minutes of the days from the report to the first adoption."""
        day = self.adopted.get(item.id)
        return None if day is None else _DAY * (day - item.submitted).days

    def to_instruction(self, item: Item) -> int | None:
        """Minutes of the days from the first adoption to the first instruction, if it was written thereafter."""
        adopted, instructed = self.adopted.get(item.id), self.instructed.get(item.id)
        if adopted is None or instructed is None or instructed < adopted:
            return None
        return _DAY * (instructed - adopted).days


class Span(NamedTuple):
    """How many were ``measured``, the days of the middle one, and within how many days nine of ten were done."""

    measured: int
    median: Decimal
    nine_of_ten: Decimal


def span(minutes: Iterable[int | None]) -> Span | None:
    """The span of what is known of ``minutes``, in days with one decimal; None where nothing is."""
    known = sorted(each for each in minutes if each is not None)
    if not known:
        return None
    middle = Decimal(known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    return Span(len(known), _days(middle), _days(Decimal(known[-(-9 * len(known) // 10) - 1])))


class Silence(NamedTuple):
    """In how many ``weeks`` of so many a party sent nothing, and its longest run of days without a report."""

    weeks: int
    of: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """The length of the longest run."""
        return (self.last - self.first).days + 1


def silence(reported: Collection[date], first: date, last: date) -> Silence | None:
    """What was silent from ``first`` to ``last``; None where something came on every day.

    A week belongs to the window if its Sunday lies in it; one begun before counts by its days in the window.
    """
    days = sorted({day for day in reported if first <= day <= last})
    run = longest_gap(days, first, last)
    weeks = range(_week(first), _week(last + DAY))
    return (
        Silence(len(weeks) - len({_week(day) for day in days}.intersection(weeks)), len(weeks), *run) if run else None
    )


def longest_gap(days: Sequence[date], first: date, last: date) -> tuple[date, date] | None:
    """The longest run of days from ``first`` to ``last`` that lies between ``days``, the earliest of equal ones."""
    edges = [first - DAY, *days, last + DAY]
    gaps = [(one + DAY, other - DAY) for one, other in pairwise(edges) if (other - one).days > 1]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _days(minutes: Decimal) -> Decimal:
    return rounded(minutes / _DAY, 1)
