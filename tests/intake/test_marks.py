"""What a mark beside an item says."""

from datetime import date
from decimal import Decimal

import pytest

from infoledger.intake.marks import meaning


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (None, "no"),
        ("×", "no"),
        ("未采用", "no"),
        (0, "no"),
        ("√", "yes"),
        ("是", "yes"),
        ("Ｖ", "yes"),
        (date(2025, 1, 5), "day"),
        ("3.12", "day"),
        (Decimal("3.12"), "day"),
        ("3月12日", "day"),
        ("2025-03-12", "day"),
        ("第3期", "issue"),
        ("2025年第3期", "issue"),
        ("总第118期", "issue"),
        (17, "issue"),
        ("好", "?"),
    ],
)
def test_a_mark_is_a_tick_a_day_or_an_issue(cell, says):
    assert meaning(cell, issues=True, ticks=False) == says


def test_one_is_a_tick_among_ticks_and_where_there_are_no_issues():
    assert meaning(1, issues=True, ticks=True) == "yes"
    assert meaning(1, issues=True, ticks=False) == "issue"
    assert meaning(1, issues=False, ticks=False) == "yes"
    assert meaning("第3期", issues=False, ticks=False) == "day"
