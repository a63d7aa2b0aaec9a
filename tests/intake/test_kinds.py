"""Which kind a table is."""

import pytest

from infoledger.errors import UsageError
from infoledger.intake.kinds import kind_of, kinds_of
from infoledger.intake.tables import Table
from infoledger.kinds import KINDS, kind_named


def table(*headers, name="信息"):
    return Table(name, 1, headers, ())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("items-2025", "items"),
        ("信息", "items"),
        ("2025年信息", "items"),
        ("信息员", "informants"),
        ("信息员名单", "informants"),
        ("Adoptions", "adoptions"),
        ("采用 (2)", "adoptions"),
    ],
)
def test_a_name_tells_the_kind(name, kind):
    assert kind_of(name) is KINDS[kind]


@pytest.mark.parametrize("name", ["Sheet1", "台账", "采用和上报"])
def test_a_name_that_tells_no_kind_or_two_tells_none(name):
    assert kind_of(name) is None


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_each_kind_is_named_in_both_languages(kind):
    assert kind_named(kind.chinese) is kind_named(kind.english.upper()) is kind


def test_an_unknown_kind_is_told_the_ten():
    with pytest.raises(UsageError) as caught:
        kind_named("news")
    assert all(kind in caught.value.hint for kind in KINDS)


def test_a_lone_sheet_without_a_telling_name_takes_the_files():
    ((kind, _table),) = kinds_of([table(name="Sheet1")], "units-2025", None)
    assert kind is KINDS["units"]


def test_what_is_said_counts_more_than_names():
    ((kind, _table),) = kinds_of([table(name="units")], "units", "items")
    assert kind is KINDS["items"]


def test_several_sheets_come_in_the_order_in_which_they_refer_to_each_other():
    sheets = [table(name=name) for name in ("采用", "信息", "约稿", "单位")]
    assert [kind.english for kind, _table in kinds_of(sheets, "x", None)] == [
        "units",
        "solicitations",
        "items",
        "adoptions",
    ]


def test_one_sheet_of_unknown_kind_among_several_is_refused():
    with pytest.raises(UsageError, match="Sheet2"):
        kinds_of([table(name="信息"), table(name="Sheet2")], "items", None)


@pytest.mark.parametrize("name", ["1月", "12月", "2026年3月", "十一月", "5月份"])
def test_a_sheet_called_after_a_month_is_items_if_its_headings_are(name):
    sheets = [Table(name, 1, ("日期", "报送单位", "标题"), ()), table(name="单位")]
    assert {kind.english for kind, _table in kinds_of(sheets, "登记表", None)} == {"items", "units"}
    with pytest.raises(UsageError):
        kinds_of([Table(name, 1, ("姓名", "考勤"), ()), table(name="单位")], "登记表", None)
