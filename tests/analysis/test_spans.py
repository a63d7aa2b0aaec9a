"""How long things took, and when nothing came."""

from datetime import date, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from infoledger.analysis.spans import Courses, longest_gap, silence, span
from infoledger.rules.facts import Item
from infoledger.rules.lateness import Moment

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
ITEM = Item(1, "1", "标题", date(2026, 10, 9), (1,))
DAY = timedelta(days=1)
HALF, TENTH = 720, 144  # minutes of half a day and of a tenth
days_of_october = st.sets(st.integers(1, 31).map(lambda day: date(2026, 10, day)))


def courses(begun=None, came=None, adopted=None, instructed=None):
    events = {1: (begun, came)} if begun else {}
    return Courses(events, {}, {1: adopted} if adopted else {}, {1: instructed} if instructed else {})


def test_between_two_times_of_day_minutes_are_counted_and_else_whole_days():
    begun, came = Moment(date(2026, 10, 8), time(23, 30)), Moment(date(2026, 10, 9), time(1, 0))
    assert courses(begun, came).to_report(ITEM) == 90
    assert courses(begun, Moment(date(2026, 10, 9))).to_report(ITEM) == 1440


def test_what_is_not_known_took_no_time():
    assert courses().to_report(ITEM) is None
    assert courses(instructed=date(2026, 10, 12)).to_instruction(ITEM) is None


def test_an_instruction_before_any_adoption_followed_from_none():
    read = courses(adopted=date(2026, 10, 12), instructed=date(2026, 10, 11))
    assert (read.to_adoption(ITEM), read.to_instruction(ITEM)) == (3 * 1440, None)


def test_the_middle_of_an_even_number_lies_between_two():
    assert span([1440, 2880, None]) == (2, Decimal("1.5"), Decimal(2))


def test_nine_of_ten_is_the_ninth_of_ten():
    assert span([1440 * day for day in range(1, 11)]) == (10, Decimal("5.5"), Decimal(9))


def test_of_nothing_there_is_no_span():
    assert span([None]) is None


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_at_least_nine_of_ten_were_done_by_then_and_half_by_the_middle(minutes):
    found = span(minutes)
    shown = Decimal("0.05") * 1440  # it is rounded to a tenth of a day
    assert sum(each <= found.nine_of_ten * 1440 + shown for each in minutes) * 10 >= 9 * len(minutes)
    assert sum(each <= found.median * 1440 + shown for each in minutes) * 2 >= len(minutes)


def test_a_unit_that_sent_nothing_was_silent_all_weeks():
    assert silence((), FIRST, LAST) == (4, 4, FIRST, LAST)


def test_a_week_belongs_to_the_window_in_which_it_ends():
    sunday = date(2026, 10, 4)
    assert silence([sunday], FIRST, LAST).weeks == 3
    assert silence([LAST], FIRST, LAST).weeks == 4  # Saturday, of a week that ends in November


@given(days_of_october)
def test_on_no_day_of_the_longest_run_anything_came_and_no_run_is_longer(days):
    found = longest_gap(sorted(days), FIRST, LAST)
    quiet = [day for n in range(31) if (day := FIRST + DAY * n) not in days]
    if not quiet:
        assert found is None
        return
    run = [found[0] + DAY * n for n in range((found[1] - found[0]).days + 1)]
    assert not days.intersection(run)
    longest = max(sum(1 for _day in iter_run(start, days)) for start in quiet)
    assert len(run) == longest


def iter_run(day, days):
    while day <= LAST and day not in days:
        yield day
        day += DAY


@given(days_of_october)
def test_every_week_was_silent_or_had_a_report(days):
    found = silence(days, FIRST, LAST)
    ends = [FIRST + DAY * n for n in range(31) if (FIRST + DAY * n).weekday() == 6]
    told = sum(any(end - DAY * n in days for n in range(7)) for end in ends)
    assert found is None or found.weeks == len(ends) - told
