from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.documents.amounts import capitals

VALUE = {digit: place for place, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNIT = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("1005", "壹仟零伍元整"),
        ("10001", "壹万零壹元整"),
        ("20050000", "贰仟零伍万元整"),
        ("100000000", "壹亿元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("-50", "负伍拾元整"),
    ],
)
def test_amounts_in_capitals(amount, words):
    assert capitals(Decimal(amount)) == words


def read_back(words):
    """The amount that Chinese capitals say."""
    total = group = digit = Decimal(0)
    for letter in words.removeprefix("负").removesuffix("整"):
        if letter in VALUE:
            digit = Decimal(VALUE[letter])
        elif letter in UNIT:
            group, digit = group + digit * UNIT[letter], Decimal(0)
        elif letter in "万亿元":
            group, digit = group + digit, Decimal(0)
            total = (total + group) * {"万": 10**4, "亿": 10**8, "元": 1}[letter] if letter != "元" else total + group
            group = Decimal(0)
        else:
            total, digit = total + digit * {"角": Decimal("0.1"), "分": Decimal("0.01")}[letter], Decimal(0)
    return -total if words.startswith("负") else total


@given(st.decimals(-9_999_999, 9_999_999, places=2))
def test_capitals_say_the_amount(amount):
    assert read_back(capitals(amount)) == amount
