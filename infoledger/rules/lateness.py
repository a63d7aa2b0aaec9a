"""How late an item came, by the deadline of its category."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

_HOUR = timedelta(hours=1)


class Deadline(NamedTuple):
    """How long after it occurred an item may come: ``2h``, ``3d``, ``3wd`` (workdays)."""

    amount: int
    unit: str


class Moment(NamedTuple):
    """A day and, where it is known, the time of day."""

    day: date
    at: time | None = None


def hours_late(
    deadline: Deadline | None, occurred: Moment | None, submitted: Moment, workdays: Container[date]
) -> Decimal | None:
    """Hours past the deadline; 0 in time or without a deadline; None if that cannot be told.

    Where a time of day is missing on either side, whole days are compared. Workdays are counted
    from the day after the occurrence, a day being 24 hours.
    """
    if deadline is None:
        return Decimal(0)
    if occurred is None:
        return None
    if deadline.unit == "wd":
        days = (occurred.day + timedelta(n) for n in range(1, (submitted.day - occurred.day).days + 1))
        over = timedelta(days=sum(day in workdays for day in days) - deadline.amount)
    else:
        allowed = timedelta(hours=deadline.amount * (24 if deadline.unit == "d" else 1))
        over = _elapsed(occurred, submitted) - allowed
    return max(Decimal(0), Decimal(over // timedelta(seconds=1)) / (_HOUR // timedelta(seconds=1)))


def _elapsed(occurred: Moment, submitted: Moment) -> timedelta:
    if occurred.at is None or submitted.at is None:
        return submitted.day - occurred.day
    return datetime.combine(submitted.day, submitted.at) - datetime.combine(occurred.day, occurred.at)
