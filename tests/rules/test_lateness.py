"""How late an item is, by hours, days and workdays."""

from datetime import date, time
from decimal import Decimal

import pytest

from infoledger.rules.lateness import Deadline, Moment, hours_late
from infoledger.workdays import Workdays

MONDAY = Moment(date(2026, 11, 2))


def late(deadline: Deadline, submitted: Moment, occurred: Moment = MONDAY) -> Decimal | None:
    return hours_late(deadline, occurred, submitted, Workdays())


@pytest.mark.parametrize(
    ("day", "hours"),
    [(2, 0), (4, 0), (5, 0), (6, 24), (7, 24), (8, 24), (9, 48)],
    ids=["Mo", "We", "Th", "Fr", "Sa", "Su", "Mo"],
)
def test_workdays_are_counted_from_the_day_after_it_occurred(day, hours):
    assert late(Deadline(3, "wd"), Moment(date(2026, 11, day))) == hours


def test_what_occurred_on_a_weekend_has_its_first_workday_on_monday():
    saturday = Moment(date(2026, 10, 31))
    assert late(Deadline(1, "wd"), MONDAY, saturday) == 0
    assert late(Deadline(1, "wd"), Moment(date(2026, 11, 3)), saturday) == 24


def test_hours_need_the_time_of_day_on_both_sides():
    begun = Moment(MONDAY.day, time(8))
    assert late(Deadline(2, "h"), Moment(MONDAY.day, time(10, 30)), begun) == Decimal("0.5")
    assert late(Deadline(2, "h"), MONDAY, begun) == 0
    assert late(Deadline(2, "h"), Moment(date(2026, 11, 3)), begun) == 22
    assert hours_late(Deadline(2, "h"), None, MONDAY, Workdays()) is None
