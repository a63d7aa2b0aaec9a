from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.dates import parse_day, parse_moment
from infoledger.errors import UsageError

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-05", (date(2026, 10, 5), None)),
        ("2026-10-5", (date(2026, 10, 5), None)),
        ("2026/10/5", (date(2026, 10, 5), None)),
        ("2026.10.5", (date(2026, 10, 5), None)),
        ("2026年10月5日", (date(2026, 10, 5), None)),
        ("２０２６－１０－０５", (date(2026, 10, 5), None)),
        (" 2026-10-05 14:30 ", (date(2026, 10, 5), time(14, 30))),
        ("2026-10-05T14:30:05", (date(2026, 10, 5), time(14, 30, 5))),
        ("2026年10月5日9:05", (date(2026, 10, 5), time(9, 5))),
        ("2026/10/5 00:00", (date(2026, 10, 5), time(0, 0))),
        ("今天", (date(2026, 3, 1), None)),
        ("昨天", (date(2026, 2, 28), None)),
        ("Yesterday", (date(2026, 2, 28), None)),
        ("前天", (date(2026, 2, 27), None)),
        ("03-01", (date(2026, 3, 1), None)),
        ("3-2", (date(2025, 3, 2), None)),
        ("11月5日", (date(2025, 11, 5), None)),
        ("11月5日9:05", (date(2025, 11, 5), time(9, 5))),
        ("11-05 14:30", (date(2025, 11, 5), time(14, 30))),
        ("2月29日", (date(2024, 2, 29), None)),
    ],
)
def test_day_is_read_as_clerks_write_it(text, moment):
    assert parse_moment(text, TODAY) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "5", "02-30", "13-05", "2026-10", "26-10-05", "2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01"),
        *("2026-10/05", "2026年10-5", "2026-10-05 25:00", "2026-10-05 14:60", "2026-10-0514:30", "明天", "20261005"),
    ],
)
def test_anything_else_is_refused_with_the_forms_allowed(text):
    with pytest.raises(UsageError) as refused:
        parse_day(text, TODAY)
    assert f"“{text}”" in refused.value.message
    assert "2026年10月5日" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-1", date(2026, 3, 1)),
        ("11月5日", date(2026, 11, 5)),
        ("2-28", date(2027, 2, 28)),
        ("2-29", date(2028, 2, 29)),
        ("2025-02-28", date(2025, 2, 28)),
    ],
)
def test_a_day_without_a_year_that_lies_ahead_is_the_next_one(text, day):
    assert parse_day(text, TODAY, since=TODAY) == day


@given(st.dates(date(1912, 1, 1), date(2100, 1, 1)), st.dates(date(1912, 1, 1), date(2100, 1, 1)))
def test_a_day_without_a_year_is_the_nearest_such_day_on_its_side_of_today(day, today):
    text = f"{day.month}月{day.day}日"
    before, after = parse_day(text, today), parse_day(text, today, since=today)
    assert before <= today <= after
    assert (before.month, before.day) == (after.month, after.day) == (day.month, day.day)
    assert (after - before).days in ((0, 365, 366) if text != "2月29日" else (0, 1461, 2921))


@pytest.mark.parametrize("text", ["10-05", "10月5日"])
def test_a_day_without_a_year_means_nothing_without_a_today(text):
    with pytest.raises(UsageError):
        parse_day(text)


def test_yesterday_means_nothing_without_a_today():
    with pytest.raises(UsageError) as refused:
        parse_day("昨天")
    assert "昨天" not in refused.value.hint


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日", "{0}"]),
)
def test_every_day_is_read_back(day, form):
    assert parse_day(form.format(day)) == day


@pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01", "9999年12月31日", "0026-10-05"])
def test_days_outside_1900_to_2199_are_refused(text):
    with pytest.raises(UsageError, match="outside the years 1900 to 2199"):
        parse_day(text)
    assert parse_day("1900-01-01").year == 1900
    assert parse_day("2199-12-31").year == 2199
