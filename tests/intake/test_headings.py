"""What headings mean: in both languages, as offices call them, in one row or two, or nothing that is needed."""

import pytest

from infoledger.intake.headings import REASON, match_headings, passed_over_notes, unknown_headings
from infoledger.intake.tables import Table
from infoledger.kinds import KINDS


def table(*headers, name="信息"):
    return Table(name, 1, headers, ())


def unknown(kind, *headers):
    sheet = table(*headers)
    return list(unknown_headings([(sheet, match_headings(KINDS[kind], sheet))]))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("language", ["chinese", "english"])
def test_all_columns_are_known_in_both_languages(kind, language):
    headers = [getattr(column, language) for column in kind.columns]
    matched = match_headings(kind, table(*reversed(headers)))
    assert not matched.findings
    assert not matched.unknown
    assert [matched.columns[header] for header in headers] == list(kind.columns)


def test_headers_are_compared_without_case_blanks_width_and_star():
    matched = match_headings(KINDS["items"], table("Submitted", " units*", "标 题", "published＿title"))
    assert len(matched.columns) == 3
    assert list(matched.unknown) == ["published＿title"]


@pytest.mark.parametrize(
    ("kind", "headers", "columns"),
    [
        (
            "items",
            ["报送时间", "来稿单位", "题目", "撰稿人", "信息类别"],
            ["submitted", "units", "title", "informants", "category"],
        ),
        (
            "items",
            ["日期", "部门", "信息标题", "作者", "分类"],
            ["submitted", "units", "title", "informants", "category"],
        ),
        ("adoptions", ["编号", "刊登刊物", "刊发日期", "采用期号"], ["refs", "outlet", "date", "issue"]),
        ("units", ["单位名称", "分组", "简称"], ["name", "group", "aliases"]),
    ],
)
def test_usual_headings_are_understood(kind, headers, columns):
    matched = match_headings(KINDS[kind], table(*headers))
    assert [matched.columns[header].english for header in headers] == columns


def test_what_tables_of_offices_simply_have_is_passed_over_where_the_kind_has_no_such_column():
    headers = ("序号", "备注", "联系人", "联系电话", "电话", "填报人", "审核人")
    matched = match_headings(KINDS["items"], table("报送日期", "单位", "标题", *headers))
    assert tuple(matched.passed_over) == headers
    assert "电话" in match_headings(KINDS["informants"], table("姓名", "单位", "电话")).columns


def test_an_unknown_column_is_told_the_nearest():
    (finding,) = unknown("items", "报送日期", "单位", "标题", "报送日其")
    assert finding.hint.endswith("Did you mean “报送日期”?")


def test_a_count_is_never_taken_for_a_reference():
    (finding,) = unknown("items", "报送日期", "单位", "标题", "编数")
    assert "编号" not in finding.hint


def test_an_unknown_column_of_several_sheets_is_told_once():
    sheets = [table("报送日期", "单位", "标题", "打印份数", name=f"{month}月") for month in (1, 2, 3)]
    (finding,) = unknown_headings([(sheet, match_headings(KINDS["items"], sheet)) for sheet in sheets])
    assert finding.where == "1月, row 1 and 2 more sheets"


def test_missing_and_doubled_columns_are_all_told():
    assert len(match_headings(KINDS["forwards"], table("编号", "ref")).findings) == 3


def test_the_column_of_reasons_in_a_corrected_file_is_passed_over():
    matched = match_headings(KINDS["awards"], table("编号", "类型", "日期", REASON))
    assert not matched.findings
    assert REASON not in matched.columns


def test_a_heading_below_another_is_read_with_it():
    above = {"报送/日期": "报送", "采用/刊物": "采用"}
    sheet = Table("信息", 1, ("编号", "报送/日期", "单位", "标题", "采用/刊物"), (), above=above)
    matched = match_headings(KINDS["items"], sheet)
    assert matched.columns["报送/日期"].english == "submitted"
    assert list(matched.unknown) == ["采用/刊物"]
    sheet = Table("采用", 1, ("编号", "采用/刊物", "采用/日期"), (), above={"采用/刊物": "采用", "采用/日期": "采用"})
    assert [column.english for column in match_headings(KINDS["adoptions"], sheet).columns.values()] == [
        "refs",
        "outlet",
        "date",
    ]


def test_a_day_below_another_kinds_name_is_not_the_day_of_submission():
    sheet = Table("信息", 1, ("单位", "标题", "上报/日期"), (), above={"上报/日期": "上报"})
    assert "上报/日期" in match_headings(KINDS["items"], sheet).unknown


def test_columns_passed_over_in_several_sheets_are_told_once():
    sheets = [table("序号", "报送日期", "单位", "标题", name=f"{month}月") for month in (1, 2, 3)]
    notes = passed_over_notes((sheet, match_headings(KINDS["items"], sheet)) for sheet in sheets)
    assert list(notes) == ["1月 and 2 more sheets: passed over the columns 序号."]
