from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.numbers import plain, rounded


@pytest.mark.parametrize(
    ("amount", "places", "result"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("1E+2", 2, "100.00"),
        ("7", 1, "7.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(amount, places, result):
    assert str(rounded(Decimal(amount), places)) == result


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_plain_number_is_the_same_number_without_ornament(number):
    text = plain(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("2.50"), "2.5"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E-7"), "0.0000001"),
        (30, "30"),
    ],
)
def test_plain_number_is_written_for_people(number, text):
    assert plain(number) == text


@pytest.mark.parametrize("amount", ["-0.004", "-0.00", "-0", "0"])
def test_nothing_has_no_sign(amount):
    assert str(rounded(Decimal(amount), 2)) == "0.00"
