"""From cells to values: every form that a clerk may write, and what is refused."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.intake import values
from infoledger.intake.values import UnreadableError


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10-05",
        "2026/10/5",
        "2026.10.5",
        "2026年10月5日",
        "２０２６年１０月５日",
        " 2026-10-05 ",
        date(2026, 10, 5),
    ],
)
def test_every_form_of_a_date_is_the_same_day(cell):
    assert values.moment(cell) == (date(2026, 10, 5), None)


@pytest.mark.parametrize(
    "cell",
    ["2026-10-05 14:30", "2026年10月5日14:30", "2026/10/5 14：30", datetime(2026, 10, 5, 14, 30)],
)
def test_a_time_may_follow_the_day(cell):
    assert values.moment(cell) == (date(2026, 10, 5), time(14, 30))
    assert values.day(cell) == date(2026, 10, 5)


@pytest.mark.parametrize("cell", ["2026-02-30", "昨天", "2026-10", True, "5月1日"])
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(UnreadableError, match="2026-10-05"):
        values.day(cell)


@pytest.mark.parametrize("cell", ["是", "true", "TRUE", "1", "１", 1, True, "√", " 是 ", "yes"])
def test_yes_is_yes(cell):
    assert values.flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "false", "0", 0, False, "×", "no"])
def test_no_is_no(cell):
    assert values.flag(cell) is False


@pytest.mark.parametrize("cell", ["主要领导", "2", 2, "on"])
def test_what_is_neither_yes_nor_no_is_refused(cell):
    with pytest.raises(UnreadableError, match="是"):
        values.flag(cell)


def test_lists_are_cut_at_any_separator_and_name_each_once():
    assert values.names("甲乡; 乙乡；丙乡、甲乡;") == ("甲乡", "乙乡", "丙乡")


def test_a_name_wrapped_inside_its_cell_is_on_one_line():
    assert values.line("城关\n派出所") == "城关 派出所"


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.5", "1.5"), ("１．５", "1.5"), (Decimal("0.2"), "0.2"), (5, "5"), ("-3", "-3"), ("1,234.5", "1234.5")],
)
def test_numbers_are_exact(cell, number):
    assert values.number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["1.23456", "12分", "1e5", "12,34", "", "nan", "1" * 12, True, date(2026, 1, 1)])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(UnreadableError, match="number"):
        values.number(cell)


@pytest.mark.parametrize(("cell", "fen"), [("50", 5000), ("12.5元", 1250), ("￥0.01", 1), (Decimal("60.51"), 6051)])
def test_money_is_kept_in_fen(cell, fen):
    assert values.fen(cell) == fen


@pytest.mark.parametrize("cell", ["12.345", "-1", "五十", "99999999"])
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(UnreadableError, match="yuan"):
        values.fen(cell)


@pytest.mark.parametrize("cell", ["1.5", "-1", "十"])
def test_what_is_no_whole_number_is_refused(cell):
    with pytest.raises(UnreadableError, match="whole"):
        values.whole(cell)


@given(st.integers(0, 1_000_000_000))
def test_every_amount_of_fen_survives_being_written_in_yuan(fen):
    assert values.fen(f"{fen // 100}.{fen % 100:02d}") == fen


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (45000, (date(2023, 3, 15), None)),
        ("46300", (date(2026, 10, 5), None)),
        (Decimal("46300.5"), (date(2026, 10, 5), time(12))),
    ],
)
def test_a_day_that_excel_shows_as_a_number_is_read(cell, read):
    assert values.moment(cell) == read


@pytest.mark.parametrize("cell", ["1234", "123456", "46300.", "９"])
def test_other_numbers_are_no_days(cell):
    with pytest.raises(UnreadableError):
        values.moment(cell)


@pytest.mark.parametrize("cell", ["\u200b", "\u3000\u200b\u200e", "\u3164", "\u2800\u2800", "\u00ad"])
def test_a_line_in_which_nothing_shows_is_refused(cell):
    with pytest.raises(UnreadableError, match="something that can be seen"):
        values.line(cell)


@pytest.mark.parametrize("cell", ["一", "1", "—", "○", "\U0002000b"])
def test_a_line_of_one_sign_is_a_line(cell):
    assert values.line(cell) == cell


@pytest.mark.parametrize("cell", ["0", "-1", "0.0", "1.00001", "优"])
def test_a_coefficient_is_above_nothing(cell):
    with pytest.raises(UnreadableError):
        values.positive(cell)
    assert values.positive("１.5") == Decimal("1.5")
