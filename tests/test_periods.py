from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.errors import UsageError
from infoledger.periods import SIZES, Calendar, Period, day_title, title

TODAY = date(2026, 10, 5)
DAY = timedelta(days=1)

calendars = st.builds(Calendar, st.integers(1, 12), st.integers(1, 31))
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
sizes = st.sampled_from(SIZES)


def parsed(text, calendar=None):
    period = (calendar or Calendar()).parse(text, TODAY)
    return f"{period.first} {period.last}", period.name, period.size


@pytest.mark.parametrize(
    ("text", "span", "name", "size"),
    [
        ("2026", "2026-01-01 2026-12-31", "2026", "year"),
        ("2026年", "2026-01-01 2026-12-31", "2026", "year"),
        ("2026H1", "2026-01-01 2026-06-30", "2026H1", "half"),
        ("2026h2", "2026-07-01 2026-12-31", "2026H2", "half"),
        ("2026年上半年", "2026-01-01 2026-06-30", "2026H1", "half"),
        ("2026年下半年", "2026-07-01 2026-12-31", "2026H2", "half"),
        ("2026Q3", "2026-07-01 2026-09-30", "2026Q3", "quarter"),
        ("2026-q4", "2026-10-01 2026-12-31", "2026Q4", "quarter"),
        ("2026年第三季度", "2026-07-01 2026-09-30", "2026Q3", "quarter"),
        ("2026年三季度", "2026-07-01 2026-09-30", "2026Q3", "quarter"),
        ("2026年第1季度", "2026-01-01 2026-03-31", "2026Q1", "quarter"),
        ("2026-02", "2026-02-01 2026-02-28", "2026-02", "month"),
        ("2024-02", "2024-02-01 2024-02-29", "2024-02", "month"),
        ("2026年2月", "2026-02-01 2026-02-28", "2026-02", "month"),
        ("2026年10月份", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("2026-W42", "2026-10-12 2026-10-18", "2026-W42", "week"),
        ("2026年第42周", "2026-10-12 2026-10-18", "2026-W42", "week"),
        ("2020-W53", "2020-12-28 2021-01-03", "2020-W53", "week"),
        ("2026-10-05", "2026-10-05 2026-10-05", "2026-10-05", "day"),
        ("2026年10月5日", "2026-10-05 2026-10-05", "2026-10-05", "day"),
        ("2026-07-01..2026-10-09", "2026-07-01 2026-10-09", "2026-07-01..2026-10-09", "window"),
        ("２０２６Ｑ３", "2026-07-01 2026-09-30", "2026Q3", "quarter"),
        (" 2026 年 10 月 ", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("2026—10", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("2026-1", "2026-01-01 2026-01-31", "2026-01", "month"),
        ("2026.10", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("2026.10.5", "2026-10-05 2026-10-05", "2026-10-05", "day"),
        ("2026年度", "2026-01-01 2026-12-31", "2026", "year"),
        ("2026年1-10月", "2026-01-01 2026-10-31", "2026-01-01..2026-10-31", "window"),
        ("2026年6月至10月", "2026-06-01 2026-10-31", "2026-06-01..2026-10-31", "window"),
        ("2026-01..2026-10", "2026-01-01 2026-10-31", "2026-01-01..2026-10-31", "window"),
        ("2026-10-01至2026-10-31", "2026-10-01 2026-10-31", "2026-10-01..2026-10-31", "window"),
        ("2025年12月至2026年2月", "2025-12-01 2026-02-28", "2025-12-01..2026-02-28", "window"),
        ("10月1日至3日", "2026-10-01 2026-10-03", "2026-10-01..2026-10-03", "window"),
        ("1-1月", "2026-01-01 2026-01-31", "2026-01", "month"),
        ("10月", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("11月", "2025-11-01 2025-11-30", "2025-11", "month"),
        ("1-10月", "2026-01-01 2026-10-31", "2026-01-01..2026-10-31", "window"),
        ("11-12月", "2025-11-01 2025-12-31", "2025-11-01..2025-12-31", "window"),
        ("三季度", "2026-07-01 2026-09-30", "2026Q3", "quarter"),
        ("第四季度", "2026-10-01 2026-12-31", "2026Q4", "quarter"),
        ("上半年", "2026-01-01 2026-06-30", "2026H1", "half"),
        ("这个月", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("上个月", "2026-09-01 2026-09-30", "2026-09", "month"),
        ("全年", "2026-01-01 2026-12-31", "2026", "year"),
        ("今天", "2026-10-05 2026-10-05", "2026-10-05", "day"),
        ("yesterday", "2026-10-04 2026-10-04", "2026-10-04", "day"),
        ("本周", "2026-10-05 2026-10-11", "2026-W41", "week"),
        ("last-week", "2026-09-28 2026-10-04", "2026-W40", "week"),
        ("本月", "2026-10-01 2026-10-31", "2026-10", "month"),
        ("上月", "2026-09-01 2026-09-30", "2026-09", "month"),
        ("Last-Month", "2026-09-01 2026-09-30", "2026-09", "month"),
        ("本季", "2026-10-01 2026-12-31", "2026Q4", "quarter"),
        ("上季度", "2026-07-01 2026-09-30", "2026Q3", "quarter"),
        ("last-half", "2026-01-01 2026-06-30", "2026H1", "half"),
        ("今年", "2026-01-01 2026-12-31", "2026", "year"),
        ("去年", "2025-01-01 2025-12-31", "2025", "year"),
    ],
)
def test_form_names_its_days(text, span, name, size):
    assert parsed(text) == (span, name, size)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "26",
            "0000",
            "9999",
            "2200",
            "1899-12",
            "20266",
            "2026-13",
            "2026-00",
            "2026H3",
            "2026Q0",
            "2026Q5",
        ),
        *("2200", "1899-12"),
        *("2026-W00", "2026-W54", "2025-W53", "2026-02-29", "2026-2-31", "2026-31-03", "2026年13月", "2026年五季度"),
        *(
            "2026-10-09..2026-07-01",
            "2026-07-01..",
            "..2026-07-01",
            "2026-09..2026-07",
            "2026Q1..2026Q2",
            "2026-07-01..2026-02-30",
        ),
        *("month", "month:1000", "next-month", "13月", "11-2月", "五季度", "至", "٢٠٢٦", "2026Q3 extra", "2026;drop"),
    ],
)
def test_anything_else_is_refused_with_the_forms_allowed(text):
    with pytest.raises(UsageError) as refused:
        Calendar().parse(text, TODAY)
    assert f"“{text}”" in refused.value.message
    assert "2026Q3" in refused.value.hint
    assert "上月" in refused.value.hint


def test_named_window_is_found_as_it_was_written():
    window = date(2020, 7, 1), date(2020, 10, 9)
    calendar = Calendar(windows={"2020三季度": window, "国庆 前后（全）": window})
    assert parsed("2020三季度", calendar) == ("2020-07-01 2020-10-09", "2020三季度", "window")
    assert parsed("国庆 前后（全）", calendar)[0] == "2020-07-01 2020-10-09"


def test_named_window_wins_over_a_form_without_a_year():
    window = date(2026, 7, 1), date(2026, 10, 9)
    assert parsed("三季度", Calendar(windows={"三季度": window}))[1:] == ("三季度", "window")


def test_forms_without_a_year_are_of_the_assessment_year_that_has_begun():
    office = Calendar(year_starts=9, month_ends=25)
    assert parsed("上半年", office)[1] == "2027H1"
    assert parsed("四季度", office)[1] == "2026Q4"
    assert parsed("1-10月", office) == ("2025-12-26 2026-10-25", "2026-01..2026-10", "window")
    assert title(office.parse("1-10月", TODAY), "zh") == "2026年1至10月"


@given(calendars, days, st.sampled_from(["1-10月", "10月", "三季度", "上半年", "全年", "上个月", "3月1日至5月2日"]))
def test_name_of_a_period_without_a_year_names_it_again(calendar, day, text):
    found = calendar.parse(text, day)
    assert calendar.parse(found.name, day) == found
    assert found.first <= day


def test_refusal_lists_the_named_windows():
    with pytest.raises(UsageError) as refused:
        Calendar(windows={"防汛": (TODAY, TODAY)}).parse("抗旱", TODAY)
    assert "防汛" in refused.value.hint


@pytest.mark.parametrize(
    ("month_ends", "text", "span"),
    [
        (25, "2026-10", "2026-09-26 2026-10-25"),
        (25, "2026-01", "2025-12-26 2026-01-25"),
        (25, "2026Q1", "2025-12-26 2026-03-25"),
        (25, "2026", "2025-12-26 2026-12-25"),
        (30, "2026-02", "2026-01-31 2026-02-28"),
        (30, "2026-03", "2026-03-01 2026-03-30"),
        (30, "2026-04", "2026-03-31 2026-04-30"),
        (1, "2026-03", "2026-02-02 2026-03-01"),
    ],
)
def test_month_ends_on_the_day_of_the_office(month_ends, text, span):
    assert parsed(text, Calendar(month_ends=month_ends))[0] == span


@pytest.mark.parametrize(
    ("year_starts", "text", "span"),
    [
        (7, "2025", "2025-07-01 2026-06-30"),  # 184 days of 2025, 181 of 2026
        (8, "2026", "2025-08-01 2026-07-31"),
        (12, "2026", "2025-12-01 2026-11-30"),
        (12, "2026Q1", "2025-12-01 2026-02-28"),
        (12, "2026H2", "2026-06-01 2026-11-30"),
        (4, "2026Q4", "2027-01-01 2027-03-31"),
    ],
)
def test_year_is_named_after_the_calendar_year_with_most_of_its_days(year_starts, text, span):
    assert parsed(text, Calendar(year_starts=year_starts))[0] == span


def test_this_month_follows_the_day_on_which_months_end():
    calendar = Calendar(month_ends=25)
    assert calendar.parse("本月", date(2026, 10, 25)).name == "2026-10"
    assert calendar.parse("本月", date(2026, 10, 26)).name == "2026-11"
    assert calendar.parse("今年", date(2026, 12, 26)).name == "2027"


@given(calendars, sizes, days)
def test_every_day_lies_in_one_sub_period_of_each_size(calendar, size, day):
    period = calendar.holding(size, day)
    assert day in period
    assert calendar.holding(size, period.first) == period == calendar.holding(size, period.last)
    assert calendar.holding(size, period.last + DAY).first == period.last + DAY


@given(calendars, days)
def test_months_tile_quarters_halves_and_the_year(calendar, day):
    year = calendar.year_of(day)
    for size, count in (("month", 12), ("quarter", 4), ("half", 2), ("year", 1)):
        parts = list(calendar.ending_in(size, year))
        assert len(parts) == count
        assert (parts[0].first, parts[-1].last) == (year.first, year.last)
        assert all(before.last + DAY == after.first for before, after in pairwise(parts))


@given(calendars, sizes.filter(lambda size: size != "workday"), days)
def test_name_of_a_period_is_read_back_as_the_period(calendar, size, day):
    period = calendar.holding(size, day)
    again = calendar.parse(period.name, TODAY)
    assert (again, again.size) == (period, size)


@given(calendars, sizes, days)
def test_period_before_ends_on_the_eve(calendar, size, day):
    period = calendar.holding(size, day)
    before = calendar.before(period)
    assert before.last + DAY == period.first
    assert before.size == size


@given(calendars, days)
def test_year_holds_most_of_its_days_in_the_calendar_year_of_its_name(calendar, day):
    year = calendar.year_of(day)
    named = int(year.name)
    inside = sum((year.first + DAY * n).year == named for n in range((year.last - year.first).days + 1))
    assert inside >= ((year.last - year.first).days + 1) / 2


def test_before_a_window_come_as_many_days():
    window = Calendar().parse("2026-07-01..2026-10-09", TODAY)
    before = Calendar().before(window)
    assert (before.first, before.last) == (date(2026, 3, 22), date(2026, 6, 30))
    assert before.name == "2026-03-22..2026-06-30"


def test_week_belongs_to_the_month_and_year_in_which_it_ends():
    calendar = Calendar()
    weeks = [week.name for week in calendar.ending_in("week", calendar.month(2026, 3))]
    assert weeks[0] == "2026-W09"  # 23 February to 1 March
    assert "2026-W14" not in weeks  # 30 March to 5 April
    assert next(calendar.ending_in("week", calendar.part("year", 2021))).name == "2020-W53"


def test_period_is_over_from_the_day_after_its_last():
    october = Calendar().month(2026, 10)
    assert not october.over(date(2026, 10, 31))
    assert october.over(date(2026, 11, 1))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2026", "2026年"),
        ("2026H2", "2026年下半年"),
        ("2026Q3", "2026年第三季度"),
        ("2026-01", "2026年1月"),
        ("2026-10", "2026年10月"),
        ("2026-W02", "2026年第2周"),
        ("2026-10-05", "2026年10月5日"),
        ("2026-07-01..2026-10-09", "2026年7月1日至10月9日"),
        ("2025-12-30..2026-01-02", "2025年12月30日至2026年1月2日"),
        ("2026-01-01..2026-10-31", "2026年1至10月"),
        ("2025-12-01..2026-02-28", "2025年12月至2026年2月"),
    ],
)
def test_period_is_printed_in_chinese_or_as_written(text, printed):
    period = Calendar().parse(text, TODAY)
    assert title(period, "zh") == printed
    assert title(period, "en") == text


def test_day_is_printed_without_leading_zeros():
    assert day_title(date(2026, 1, 5), "zh") == "2026年1月5日"
    assert day_title(date(2026, 1, 5), "en") == "2026-01-05"


def test_periods_with_the_same_days_are_equal_whatever_their_name():
    assert Period(TODAY, TODAY, "a") == Period(TODAY, TODAY, "b")
