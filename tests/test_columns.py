from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from infoledger.columns import each

ALIKE = st.sampled_from([0, 1, True, False, Decimal(1), Decimal("1.0"), "1", (1,), date(2026, 1, 1), None])


@given(st.lists(ALIKE))
def test_each_value_is_changed_as_by_itself(column):
    assert each(repr, column) == list(map(repr, column))


def test_what_is_the_same_is_changed_once():
    changed = []
    each(changed.append, ["汛", "汛", "期", None, "汛"])
    assert sorted(map(str, changed)) == ["None", "期", "汛"]
