from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.periods import Calendar
from infoledger.rules.summary import year_before

TODAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-10", "2025-10"),
        ("2024-02", "2023-02"),
        ("2026Q3", "2025Q3"),
        ("2026H1", "2025H1"),
        ("2026", "2025"),
        ("2026-W42", "2025-W42"),
        ("2024-02-29", "2023-02-28"),
        ("2026-07-01..2026-10-09", "2025-07-01..2025-10-09"),
    ],
)
def test_the_same_period_a_year_before(period, before):
    calendar = Calendar()
    assert year_before(calendar, calendar.parse(period, TODAY)).name == before


@given(
    st.integers(1, 12),
    st.integers(1, 31),
    st.dates(date(1990, 1, 1), date(2080, 1, 1)),
    st.sampled_from(["month", "quarter", "half", "year"]),
)
def test_whatever_days_months_begin_on_only_the_year_differs(year_starts, month_ends, day, size):
    calendar = Calendar(year_starts, month_ends)
    period = calendar.holding(size, day)
    before = year_before(calendar, period)
    assert (before.name[4:], int(before.name[:4])) == (period.name[4:], int(period.name[:4]) - 1)
