"""Solicitations (约稿) and feedback on instructions (批示反馈) as facts: given in time, late, or not at all."""

from collections.abc import Iterable
from datetime import date

from infoledger.periods import Calendar
from infoledger.rules.details import Answer, Answered
from infoledger.rules.facts import Fact, Item


def answer(id: int, unit: int, due: date, named_by: Iterable[Item], calendar: Calendar, today: date) -> Fact | None:
    """The fact of one asked unit, or None while it may still answer.

    ``named_by`` are the items that name the solicitation, of whatever unit, in the order
    submitted. It is dated the day of the first answer, or the due day if missed; an answer after
    the due day counts only within the due day's assessment year.
    """
    first = next((item for item in named_by if unit in item.units), None)
    judged = _judged(due, first.submitted if first else None, calendar, today)
    if judged is None:
        return None
    day, answered = judged
    items = () if first is None or answered == "missed" else (first,)
    details: Answer = {"answered": answered}
    return Fact("solicitation", id, day, items, unit, None, details)


def feedback(instruction: Fact, due: date, given: date | None, calendar: Calendar, today: date) -> Fact | None:
    """The fact of the feedback on an instruction, or None while it may still be given.

    It says what its instruction does, and is dated as an answer to a solicitation is.
    """
    judged = _judged(due, given, calendar, today)
    if judged is None:
        return None
    day, answered = judged
    return instruction._replace(kind="feedback", day=day, details={**instruction.details, "answered": answered})


def _judged(due: date, given: date | None, calendar: Calendar, today: date) -> tuple[date, Answered] | None:
    """The day on which it counts, and as what; None while it may still be given."""
    if given is not None and given <= max(due, calendar.year_of(due).last):
        return given, "on_time" if given <= due else "late"
    return (due, "missed") if today > due else None
