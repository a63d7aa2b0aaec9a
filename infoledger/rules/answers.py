"""Solicitations (约稿) as facts: who answered in time, late, or not at all."""

from collections.abc import Iterable
from datetime import date

from infoledger.periods import Calendar
from infoledger.rules.facts import Fact, Item


def answer(id: int, unit: int, due: date, named_by: Iterable[Item], calendar: Calendar, today: date) -> Fact | None:
    """The fact of one asked unit, or None while it may still answer.

    ``named_by`` are the items that name the solicitation, of whatever unit, in the order
    submitted. It is dated the day of the first answer, or the due day if missed; an answer after
    the due day counts only within the due day's assessment year.
    """
    year = calendar.year_of(due)
    first = next((item for item in named_by if unit in item.units), None)
    if first is not None and first.submitted <= max(due, year.last):
        answered = "on_time" if first.submitted <= due else "late"
        return Fact("solicitation", id, first.submitted, (first,), unit, None, {"answered": answered})
    if today > due:
        return Fact("solicitation", id, due, (), unit, None, {"answered": "missed"})
    return None
