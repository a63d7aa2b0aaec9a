"""From cells to values: every form that a clerk may write, and what is refused."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.intake import values
from infoledger.intake.cells import FIRST_DAY_1904, Shown
from infoledger.intake.values import Days, UnreadableError, YearlessError


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


@pytest.mark.parametrize("cell", ["2026-02-30", "昨天", "2026-10", True])
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


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2026年10月5日9时30分", time(9, 30)),
        ("2026年10月5日8时", time(8)),
        ("2026-10-05 下午2:30", time(14, 30)),
        ("2026.10.05 9：30", time(9, 30)),
        ("2026/10/5 8:5", time(8, 5)),
        ("2026 年 10 月 5 日 上午9时", time(9)),
        ("2026-10-05 中午12:30", time(12, 30)),
        ("2026-10-05 23:59:59.7", time(23, 59, 59)),
        ("2026年10月5号", None),
        ("20261005", None),
        (20261005, None),
    ],
)
def test_days_and_times_are_read_as_people_write_them(cell, at):
    assert values.moment(cell) == (date(2026, 10, 5), at)


@pytest.mark.parametrize(
    "cell",
    [
        "26.10.5",
        "2026-10-05（周一）",
        "2026-10-05T14:30:00Z",
        "9:30",
        time(9, 30),
        timedelta(hours=30),
        "2026-10-05 24:00",
        "20261305",
        13,
        "1899-12-31",
        "2200-01-01",
    ],
)
def test_what_may_be_meant_otherwise_is_no_day(cell):
    with pytest.raises(UnreadableError):
        values.day(cell, Days(2026))


@pytest.mark.parametrize("cell", ["10.5", "10月5日", "１０．５", "10-5", "10月5号", Decimal("10.5"), "10 月 5 日"])
def test_a_day_without_a_year_takes_the_tables(cell):
    assert values.day(cell, Days(2025)) == date(2025, 10, 5)
    with pytest.raises(YearlessError):
        values.day(cell)


@pytest.mark.parametrize("tenth", [1, 2, 3])
def test_a_number_that_may_have_lost_its_zero_is_no_day(tenth):
    number = Decimal(f"10.{tenth}")
    for cell, days in (
        (number, Days(2026)),
        (Shown(number, f"10.{tenth}0"), Days(2026)),
        (f"10.{tenth}", Days(2026, retyped=True)),
    ):
        with pytest.raises(UnreadableError, match=f"10.{tenth}0"):
            values.day(cell, days)
    assert values.day(f"10.{tenth}", Days(2026)) == date(2026, 10, tenth)


def test_other_numbers_of_month_and_day_are_read():
    assert [values.day(Decimal(said), Days(2026)).isoformat()[5:] for said in ("1.7", "10.15", "12.31")] == [
        "01-07",
        "10-15",
        "12-31",
    ]


def test_bare_numbers_of_days_count_from_the_tables_first_day():
    assert values.day(44838, Days(first=FIRST_DAY_1904)) == values.day(46300) == date(2026, 10, 5)


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 10, 5),
        datetime(2026, 10, 5, 9),
        time(9),
        Shown(202611000000, "2.02611E+11"),
        Shown(1200000, "1.20E+06"),
        "2.02611E+11",
        "1E+11",
        1234567890123456000,
    ],
)
def test_what_a_spreadsheet_has_made_of_a_reference_is_none(cell):
    for parse in (values.line, values.names, values.text):
        with pytest.raises(UnreadableError, match="spreadsheet"):
            parse(cell)


def test_a_number_is_read_as_it_is_shown_where_text_is_meant():
    shown = Shown(13, "2026-0013")
    assert (values.line(shown), values.names(shown)) == ("2026-0013", ("2026-0013",))
    assert values.number(Shown(Decimal("1.2"), "120%")) == Decimal("1.2")
