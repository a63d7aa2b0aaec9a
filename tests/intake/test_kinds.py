"""Which kind a table is, and which of its columns each header names."""

import pytest

from infoledger.errors import UsageError
from infoledger.intake.kinds import REASON, columns_of, kind_of, kinds_of
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


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("language", ["chinese", "english"])
def test_all_columns_are_known_in_both_languages(kind, language):
    headers = [getattr(column, language) for column in kind.columns]
    matched, findings = columns_of(kind, table(*reversed(headers)))
    assert not findings
    assert [matched[header] for header in headers] == list(kind.columns)


def test_headers_are_compared_without_case_blanks_width_and_star():
    matched, findings = columns_of(KINDS["items"], table("Submitted", " units*", "标 题", "published＿title"))
    assert len(matched) == 3
    assert [finding.what for finding in findings] == ["There is no column “published＿title”."]


def test_an_unknown_column_is_told_the_nearest():
    _matched, findings = columns_of(KINDS["items"], table("报送日期", "单位", "题目", "标题", "报送时间"))
    assert [finding.hint.partition("Did you mean ")[2] for finding in findings] == ["“标题”?", "“报送日期”?"]


def test_missing_and_doubled_columns_are_all_told():
    _matched, findings = columns_of(KINDS["forwards"], table("编号", "ref"))
    assert len(findings) == 3


def test_the_column_of_reasons_in_a_corrected_file_is_passed_over():
    matched, findings = columns_of(KINDS["awards"], table("编号", "类型", "日期", REASON))
    assert not findings
    assert REASON not in matched
