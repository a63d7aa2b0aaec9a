"""Importing: whole or not at all, once or twice the same, and every wrong row told."""

from datetime import date

import openpyxl
import pytest

from infoledger.errors import UsageError
from infoledger.intake.tables import read_tables
from infoledger.ledger.journal import undo
from infoledger.ledger.models import Adjustment, Adoption, Instruction, Item, ItemUnit, Placing, Solicitation, Violation
from infoledger.ledger.register import load_register
from infoledger.ledger.registration import change_informant, change_unit
from infoledger.ledger.seals import table_of
from tests.intake.conftest import Office

FILES = {
    "units.csv": "单位,组别,上级单位,人数,加入日期\n丙局,部门,财政局,5,2025-01-01\n丁局,部门,,,\n",
    "informants.csv": "姓名,单位,岗位,电话,起\n王五,甲乡,特约,0123,2025-02-01\n",
    "solicitations.csv": "约稿,下达日期,截止,单位,上级\n防汛,2025-06-01,2025-06-10,甲乡;乙乡,市政府办公室\n",
    "items.csv": "编号,报送日期,单位,标题,发生时间,标签,质量系数,密级,正文\n"
    'C,2025-03-01 08:00,甲乡,丙,2025-02-28 23:10,三农;防汛,1.2,内部,"一\n二"\n,2025-03-02,乙乡,丁,,,,,\n',
    "forwards.csv": "编号,上级,日期\nA,省政府办公厅,2025-01-07\n",
    "adoptions.csv": "编号,刊物,日期,期号,方式,稿酬,刊发标题\nA;B,市府信息,2025-01-08,第3期,,50,综合\n",
    "instructions.csv": "编号,领导,日期,批示,反馈期限,刊物\nA;B,张书记,2025-01-09,请阅,2025-02-01,市政府办公室/市信\n",
    "violations.csv": "单位,信息员,类型,日期,编号,级别,说明\n甲乡,张三,迟报,2025-01-10,A,县级,晚了\n",
    "awards.csv": "编号,类型,日期\nA,月度最佳,2025-01-31\n",
    "adjustments.csv": "单位,信息员,分值,金额,日期,事由,依据\n甲乡,张三,1.5,20.5,2025-01-31,补,第一条\n",
    "placings.csv": "上级,时段,名次,总数,得分,任务,日期\n市政府办公室,2025年1月,2,13,888.5,900,2025-02-06\n",
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(settled, name):
    (first,) = settled.accept(name, FILES[name]).values()
    before = settled.counts()
    (again,) = settled.accept(name, FILES[name]).values()
    rows = FILES[name].count("\n") - 1 - FILES[name].count("一\n二")
    assert first == (rows, 0, 0)
    assert again == (0, 0, rows)
    assert settled.counts() == before


@pytest.mark.parametrize("name", ["forwards.csv", "adoptions.csv", "violations.csv", "adjustments.csv"])
def test_equal_rows_are_as_many_facts_and_only_the_lacking_are_added(settled, name):
    head, row = FILES[name].splitlines()
    twins, triplets = ("\n".join([head, *[row] * times]) for times in (2, 3))
    assert [*settled.accept(name, twins).values()] == [(2, 0, 0)]
    assert [*settled.accept(name, twins).values()] == [(0, 0, 2)]
    assert [*settled.accept(name, triplets).values()] == [(1, 0, 2)]


def test_twins_on_two_sheets_are_two_facts(settled):
    sheet = [["编号", "上级", "日期"], ["A", "市政府办公室", date(2025, 1, 7)]]
    assert settled.accept("x.xlsx", {"上报1": sheet, "上报2": sheet}) == {"forwards": (2, 0, 0)}


def test_items_without_reference_are_numbered_by_year(settled):
    rows = "报送日期,单位,标题\n2025-03-01,甲乡,一\n2024-03-01,甲乡,二\n2025-03-01,甲乡,一\n"
    settled.accept("items.csv", rows)
    assert settled.accept("items.csv", rows) == {"items": (0, 0, 3)}
    assert [row.ref for row in settled.rows(Item)][2:] == ["2025-0001", "2024-0001", "2025-0002"]


def test_equal_rows_of_one_reference_are_one_item(settled):
    assert settled.accept("items.csv", "编号,报送日期,单位,标题\n" + "C,2025-03-01,甲乡,丙\n" * 2) == {
        "items": (1, 0, 1)
    }


@pytest.mark.parametrize("earlier", ["A,2025-01-05 09:30,甲乡,", "C,2025-03-01,甲乡,丙\nC,2025-03-01,甲乡,"])
def test_a_reference_with_other_content_is_wrong(settled, earlier):
    (finding,) = settled.refuse("items.csv", f"编号,报送日期,单位,标题\n{earlier}别的题目\n")
    assert "编号" in finding.where
    assert "other content" in finding.what


def test_an_excel_number_is_the_reference_that_it_shows(settled):
    head = ["编号", "报送日期", "单位", "标题"]
    settled.accept("x.xlsx", {"信息": [head, [7.0, date(2025, 3, 1), "甲乡", "七"]]})
    settled.accept("forwards.csv", "编号,上级,日期\n7,市政府办公室,2025-03-02\n")
    assert [fact.items[0].ref for fact in settled.facts("forward")] == ["7"]


def test_what_undo_took_back_can_be_imported_again(settled):
    settled.accept("forwards.csv", FILES["forwards.csv"])
    with settled.desk.recording("undo") as pen:
        undo(pen)
    assert settled.accept("forwards.csv", FILES["forwards.csv"]) == {"forwards": (1, 0, 0)}


def test_all_wrong_rows_are_told_and_nothing_is_written(settled):
    before = settled.counts()
    findings = settled.refuse(
        "items.csv",
        "编号,报送日期,单位,信息员,标题,类别,约稿,续报,密级,质量系数\n"
        "C,2025-03-01,甲乡,,好的,,,,,\n"
        "D,2025-13-01,丙乡,,一,动态,,,,\n"
        "E,2025-03-01,甲乡,李四,,,没有,Z,绝密,一点五\n"
        "F,2025-03-01,甲乡,,好,,,,,,多了\n",
    )
    assert [(finding.where.split(", ", 1)[1], finding.what) for finding in findings] == [
        ("row 3, column 报送日期", "It says “2025-13-01”."),
        ("row 3, column 单位", "“丙乡” is not known."),
        ("row 3, column 类别", "“动态” is not known."),
        ("row 4, column 标题", "It is empty."),
        ("row 4, column 质量系数", "It says “一点五”."),
        ("row 4, column 信息员", "“李四” is no informant of 甲乡."),
        ("row 4, column 约稿", "“没有” is not known."),
        ("row 4, column 密级", "“绝密” is not known."),
        ("row 5, column K", "“多了” stands under no header."),
    ]
    assert "2026年10月5日" in findings[0].hint
    assert "工作动态" in findings[2].hint
    assert settled.counts() == before


@pytest.mark.parametrize(
    "cell", ["合计", "小 计：", "本月合计", "合计2条", "制表人：王某", "制表", "审核：李某", "Total"]
)
def test_a_total_or_a_signature_below_the_table_is_passed_over_with_a_word(settled, cell):
    rows = f"编号,报送日期,单位,标题\nC,2025-01-07,甲乡,丙\n{cell},,,2\n"
    assert f"passed over, for they are no records: rows 3 ({cell})." in settled.bring("items.csv", rows).stderr
    assert settled.counts()["Item"] == 3


@pytest.mark.parametrize("cell", ["甲乡小计", "注：不含退稿"])
def test_what_looks_like_a_total_or_a_note_is_told_as_one(settled, cell):
    rows = f"编号,报送日期,单位,标题\nC,2025-01-07,甲乡,丙\n{cell},,,2\n"
    assert [str(finding) for finding in settled.refuse("items.csv", rows)] == [
        "items, row 3: It looks like a total or a note below the table. Delete the row."
    ]


def test_a_wrong_row_is_no_total_for_its_title(settled):
    (finding,) = settled.refuse("items.csv", "报送日期,单位,标题\n2025-01-07,丙乡,合计\n")
    assert "丙乡" in finding.what


def test_what_was_not_recorded_is_not_called_new(settled):
    rows = "报送日期,单位,标题\n2025-01-07,甲乡,丙\n"
    refused = settled.bring("items.csv", rows + "2025-01-07,戊乡,丁\n").stdout
    assert refused.split()[:6] == ["kind", "would", "be", "new", "would", "change"]
    assert settled.bring("items.csv", rows, "--dry-run").stdout.split()[:4] == ["kind", "would", "be", "new"]
    assert settled.bring("items.csv", rows).stdout.split()[:2] == ["kind", "new"]


def test_one_wrong_sheet_keeps_all_others_out(settled):
    before = settled.counts()
    settled.refuse(
        "x.xlsx",
        {
            "信息": [["编号", "报送日期", "单位", "标题"], ["C", "2025-03-01", "甲乡", "丙"]],
            "采用": [["编号", "刊物", "日期"], ["C", "市府信息", "2025-03-02"], ["C", "无此刊", "2025-03-02"]],
        },
    )
    assert settled.counts() == before


def test_wrong_headers_are_all_told(settled):
    findings = settled.refuse("forwards.csv", "编号,上级机关,日期\nA,市政府办公室,2025-01-07\n")
    assert ["上级机关" in findings[0].what, "上级" in findings[0].hint] == [True, True]
    assert "missing" in findings[1].what


def test_a_dry_run_tells_the_counts_and_writes_nothing(settled):
    before = settled.counts()
    assert settled.accept("forwards.csv", FILES["forwards.csv"], "--dry-run") == {"forwards": (1, 0, 0)}
    assert settled.counts() == before


def test_a_workbook_is_recorded_in_the_order_in_which_its_sheets_refer_to_each_other(office):
    counts = office.accept(
        "台账.xlsx",
        {
            "采用": [["编号", "刊物", "日期"], ["A", "市府信息", date(2025, 1, 9)]],
            "信息": [
                ["编号", "报送日期", "单位", "信息员", "标题", "约稿"],
                ["A", date(2025, 1, 8), "甲乡", "张三", "一", "防汛"],
            ],
            "约稿": [["约稿", "下达日期", "截止", "单位"], ["防汛", date(2025, 1, 1), date(2025, 1, 9), "全部"]],
            "信息员": [["姓名", "单位"], ["张三", "甲乡"]],
            "单位": [["单位", "组别"], ["甲乡", "乡镇"]],
        },
    )
    assert list(counts) == ["units", "informants", "solicitations", "items", "adoptions"]
    (adoption,) = office.facts("adoption")
    assert (adoption.items[0].traits.solicited, len(adoption.items[0].informants)) == (True, 1)


def test_english_headers_do_as_well(settled):
    settled.accept("adoptions.csv", "refs,outlet,date,fee,published_title\nA,市府信息,2025-01-08,12.5,好\n")
    (row,) = settled.rows(Adoption)
    assert (row.fee, row.published_title) == (1250, "好")


def test_items_are_recorded_in_the_order_of_the_file_also_where_one_follows_another(settled):
    settled.accept(
        "items.csv",
        "编号,报送日期,单位,标题,续报\nD1,2025-03-03,甲乡,一,A\nD2,2025-03-03,甲乡,二,D1\nD3,2025-03-03,甲乡,三,\n",
    )
    refs = [row.ref for row in sorted(settled.rows(Item), key=lambda row: row.id)]
    assert refs[-3:] == ["D1", "D2", "D3"]


def test_items_may_follow_one_another_in_any_order(settled):
    settled.accept(
        "items.csv",
        "编号,报送日期,单位,标题,续报\nC3,2025-03-03,甲乡,三,C2\nC2,2025-03-02,甲乡,二,C1\nC1,2025-03-01,甲乡,一,A\n",
    )
    followed = {row.ref: row.follows for row in settled.rows(Item)}
    ids = {row.ref: row.id for row in settled.rows(Item)}
    assert [followed["C3"], followed["C2"], followed["C1"]] == [ids["C2"], ids["C1"], ids["A"]]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("C,2025-03-01,甲乡,一,D\nD,2025-03-01,甲乡,二,C\n", "circle"),
        ("C,2025-03-01,甲乡,一,C\n", "circle"),
        ("C,2025-03-01,甲乡,一,Z\n", "no item Z"),
    ],
)
def test_items_that_follow_in_a_circle_or_nothing_are_wrong(settled, rows, what):
    findings = settled.refuse("items.csv", f"编号,报送日期,单位,标题,续报\n{rows}")
    assert len(findings) == rows.count("\n")
    assert all(what in finding.what for finding in findings)


def test_the_lead_unit_comes_first_and_each_once(settled):
    settled.accept("items.csv", "编号,报送日期,单位,标题\nC,2025-03-01,乙乡、甲乡;甲,丙\n")
    item = settled.rows(Item)[-1].id
    with settled.desk.reading() as connection:
        table = table_of(ItemUnit)
        linked = connection.execute(table.select().where(table.c.item == item).order_by(table.c.position)).all()
    assert [row.unit for row in linked] == [2, 1]


def test_a_unit_is_known_by_alias_and_former_name_but_not_by_a_part(settled):
    with settled.desk.recording("unit rename") as pen:
        change_unit(pen, 1, date(2025, 6, 1), name="甲镇")
    rows = "报送日期,单位,标题\n2025-03-01,{},丙\n"
    for name in ("甲镇", "甲乡", "甲"):
        settled.accept("items.csv", rows.format(name))
    (finding,) = settled.refuse("items.csv", rows.format("财政局办公室"))
    assert "财政局" in finding.hint
    (finding,) = settled.refuse("items.csv", rows.format("乙"))
    assert "乙乡" in finding.hint


def test_units_are_updated_by_name(settled):
    settled.accept("units.csv", "单位,组别,人数,负责人\n甲乡,乡镇,9,老赵\n")
    counts = settled.accept("units.csv", "单位,组别,人数,上级单位\n甲乡,部门,,财政局\n乙乡,乡镇,,\n")
    assert counts == {"units": (0, 1, 1)}
    with settled.desk.reading() as connection:
        register = load_register(connection)
    state = register.units[1].states[-1]
    assert (state.group, state.headcount, state.parent) == ("部门", None, 3)
    assert register.aliases[1] == ("甲",)


def test_a_parent_may_stand_further_down(office):
    office.accept("units.csv", "单位,组别,上级单位\n甲所,部门,乙局\n乙局,部门,\n")
    with office.desk.reading() as connection:
        units = load_register(connection).units
    assert [unit.states[-1].name for unit in units.values()] == ["甲所", "乙局"]
    assert units[1].states[-1].parent == 2


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("丙局,部门,丁局\n丁局,部门,丙局\n", "above itself"),
        ("丙局,科室,\n", "科室"),
        ("丙局,部门,\n丙局,乡镇,\n", "otherwise"),
        ("丙局,部门,戊局\n", "戊局"),
    ],
)
def test_units_that_cannot_be_are_wrong(settled, rows, what):
    findings = settled.refuse("units.csv", f"单位,组别,上级单位\n{rows}")
    assert any(what in finding.what for finding in findings)


def test_informants_are_updated_by_name_and_unit(settled):
    assert settled.accept("informants.csv", "姓名,单位,岗位\n张三,乙乡,专职\n张三,甲乡,专职\n") == {
        "informants": (0, 1, 1)
    }


def test_an_old_list_does_not_enrol_again_who_was_transferred(settled):
    with settled.desk.recording("informant transfer") as pen:
        change_informant(pen, 1, date(2025, 6, 1), unit=3)
    assert settled.accept("informants.csv", "姓名,单位,岗位\n张三,甲乡,专职\n") == {"informants": (0, 0, 1)}


def test_a_person_is_sought_among_the_units_of_the_item(settled):
    rows = "报送日期,单位,信息员,标题\n2025-03-01,{},{},丙\n"
    settled.accept("items.csv", rows.format("乙乡", "张三"))
    settled.accept("items.csv", rows.format("甲乡;乙乡", "张三(甲乡)、张三（乙乡）"))
    (finding,) = settled.refuse("items.csv", rows.format("甲乡;乙乡", "张三"))
    assert "张三(甲乡)" in finding.hint
    assert [fact.items[0].informants for fact in settled.facts("submission")][-2:] == [(2,), (1, 2)]


def test_everybody_means_the_members_on_the_day_issued(office):
    office.accept("units.csv", "单位,组别,加入日期,退出日期\n甲,乡镇,,2025-05-31\n乙,乡镇,2025-06-01,\n丙,乡镇,,\n")
    office.accept("solicitations.csv", "约稿,下达日期,截止,单位\n防汛,2025-06-01,2025-06-10,全部\n")
    assert [fact.unit for fact in office.facts("solicitation")] == [2, 3]


def test_of_solicitations_with_one_title_an_item_answers_the_one_of_its_day(settled):
    settled.accept(
        "solicitations.csv",
        "约稿,下达日期,截止,单位\n月报,2025-01-01,2025-01-31,甲乡\n月报,2025-02-01,2025-02-28,甲乡\n月报,2025-02-10,2025-02-15,甲乡\n",
    )
    settled.accept(
        "items.csv",
        "编号,报送日期,单位,标题,约稿\n"
        + "".join(f"C{day},{day},甲乡,丙,月报\n" for day in ("2025-01-20", "2025-02-12", "2025-02-20", "2025-03-09")),
    )
    ids = [row.id for row in settled.rows(Solicitation)]
    assert [row.solicitation for row in settled.rows(Item)][2:] == [ids[0], ids[2], ids[1], ids[2]]


def test_the_form_is_that_of_one_item_or_of_several_unless_it_is_said(settled):
    settled.accept(
        "adoptions.csv",
        "编号,刊物,日期,方式\nA,市信,2025-01-08,\nA;B,《市府信息》,2025-01-09,\nA、B,市府信息,2025-01-10,简讯\n",
    )
    assert settled.details("adoption", "form") == [("单篇",), ("综合",), ("简讯",)]


def test_an_outlet_that_two_bodies_have_is_named_with_its_body(settled):
    (finding,) = settled.refuse("adoptions.csv", "编号,刊物,日期\nA,快报,2025-01-08\n")
    assert "市政府办公室/快报" in finding.hint
    settled.accept("adoptions.csv", "编号,刊物,日期\nA,省政府办公厅/快报,2025-01-08\n")
    assert settled.details("adoption", "body", "level") == [("省政府办公厅", "省级")]


def test_sections_are_those_of_the_own_publication(settled):
    rows = "编号,刊物,日期,栏目\nA,{},2025-01-08,{}\n"
    settled.accept("adoptions.csv", rows.format("政务信息", "要闻"))
    settled.accept("adoptions.csv", rows.format("市府信息", "要情"))
    (finding,) = settled.refuse("adoptions.csv", rows.format("政务信息", "要情"))
    assert "要闻" in finding.hint


def test_a_leader_of_the_config_brings_level_and_rank(settled):
    settled.accept(
        "instructions.csv",
        "编号,领导,级别,主要领导,日期\nA,张书记,,,2025-01-08\nA,张书记,省级,否,2025-01-09\nA,王厅长,省级,√,2025-01-10\n",
    )
    assert settled.details("instruction", "level", "chief") == [("市级", True), ("省级", False), ("省级", True)]


def test_a_leader_who_is_unknown_needs_a_level(settled):
    (finding,) = settled.refuse("instructions.csv", "编号,领导,日期\nA,王厅长,2025-01-08\n")
    assert "张书记" in finding.hint


HEAD = "编号,领导,日期,反馈期限,反馈日期,办理情况\n"


def test_the_feedback_that_came_later_is_recorded_on_its_instruction(settled):
    waiting, answered = "A;B,张书记,2025-01-09,2025-02-01,,\n", "A;B,张书记,2025-01-09,2025-02-01,2025-02-03,已办结\n"
    settled.accept("instructions.csv", HEAD + waiting)
    assert settled.accept("instructions.csv", HEAD + answered) == {"instructions": (0, 1, 0)}
    (instruction,) = settled.rows(Instruction)
    assert (instruction.feedback, instruction.feedback_day) == ("已办结", date(2025, 2, 3))
    for same in (waiting, answered):
        assert settled.accept("instructions.csv", HEAD + same) == {"instructions": (0, 0, 1)}


def test_instructions_that_were_answered_before_come_in_with_it(settled):
    settled.accept("instructions.csv", HEAD + "A,张书记,2025-01-09,2025-02-01,2025-01-20,已办结\n")
    assert [row.feedback_day for row in settled.rows(Instruction)] == [date(2025, 1, 20)]


@pytest.mark.parametrize(
    ("row", "what"),
    [("A,张书记,2025-01-09,,2025-01-08,已办", "written on"), ("A,张书记,2025-01-09,,,已办", "day of the feedback")],
)
def test_feedback_without_a_day_or_before_its_instruction_is_wrong(settled, row, what):
    (finding,) = settled.refuse("instructions.csv", f"{HEAD}{row}\n")
    assert what in str(finding)


def test_more_awards_than_the_config_allows_are_wrong(settled):
    settled.accept("awards.csv", "编号,类型,日期\nA,月度最佳,2025-01-31\nB,月度最佳,2025-02-01\n")
    (finding,) = settled.refuse("awards.csv", "编号,类型,日期\nA,月度最佳,2025-01-31\nB,月度最佳,2025-01-30\n")
    assert "row 3" in finding.where
    assert "2025-01" in finding.what


def test_an_adjustment_without_amount_is_wrong(settled):
    (finding,) = settled.refuse("adjustments.csv", "单位,日期,事由\n甲乡,2025-01-31,补\n")
    assert "row 2" in finding.where
    settled.accept("adjustments.csv", FILES["adjustments.csv"])
    (row,) = settled.rows(Adjustment)
    assert (str(row.points), str(row.yuan), row.informant) == ("1.5", "20.5", 1)


def test_a_violation_keeps_its_person_and_item(settled):
    settled.accept("violations.csv", FILES["violations.csv"])
    (row,) = settled.rows(Violation)
    assert (row.unit, row.informant, row.item, row.level, row.note) == (1, 1, 1, "县级", "晚了")


def test_a_placing_without_a_day_is_of_the_last_one_of_its_period(settled):
    settled.accept("placings.csv", "上级,时段,名次\n市政府办公室,2025年三季度,4\n")
    (placing,) = settled.rows(Placing)
    assert (placing.period, placing.first, placing.last) == ("2025Q3", date(2025, 7, 1), date(2025, 9, 30))
    assert (placing.day, placing.rank, placing.of) == (date(2025, 9, 30), 4, None)


def test_last_month_is_the_one_before_the_day_of_the_placing(settled):
    settled.accept("placings.csv", "上级,时段,名次,日期\n市政府办公室,上月,4,2024-02-06\n")
    assert [placing.period for placing in settled.rows(Placing)] == ["2024-01"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("市政府办公室,2025-01,14,13,", "rank"),
        ("市政府办公室,2025-01,0,,", "rank"),
        ("市政府办公室,2025-01,,13,", "Neither"),
        ("市政府办公室,一月份,1,,", "一月份"),
        ("市政府办公室,2026.1,1,,", "2026年10月"),
        ("市政府,2025-01,1,,", "市政府"),
    ],
)
def test_placings_that_cannot_be_are_wrong(settled, row, what):
    (finding,) = settled.refuse("placings.csv", f"上级,时段,名次,总数,得分\n{row}\n")
    assert what in str(finding)


def test_accepted_as_they_come(settled):
    settled.accept("solicitations.csv", "约稿,下达日期,截止,单位\n防汛,2025-06-01,2025-06-10,乙乡\n")
    settled.accept("items.csv", "编号,报送日期,单位,标题,约稿\nC,2025-06-05,甲乡,丙,防汛\n")
    settled.accept(
        "adoptions.csv",
        "编号,刊物,日期,方式\nA,市府信息,2024-12-01,综合\nA,市府信息,2025-01-08,单篇\nA,市府信息,2025-01-09,单篇\n",
    )
    assert len(settled.facts("adoption")) == 3


def test_the_wrong_rows_come_back_with_reasons_and_can_be_imported_once_corrected(settled, tmp_path):
    rows = "编号,报送日期,单位,标题\nC,2025-03-01,甲乡,=丙\nD,三月一日,甲乡,丁\n"
    for name in ("wrong.csv", "wrong.xlsx"):
        settled.refuse("items.csv", rows, "--errors", str(tmp_path / name))
        (table,) = read_tables(tmp_path / name)
        (row,) = table.rows
        assert row.cells["报送日期"] == "三月一日"
        assert "row 3, column 报送日期" in row.cells["出错原因"]
    text = (tmp_path / "wrong.csv").read_text("utf-8-sig").replace("三月一日", "2025-03-01")
    assert settled.accept("corrected.csv", text, "--as", "items") == {"items": (1, 0, 0)}


def test_wrong_rows_of_several_tables_need_a_workbook(settled, tmp_path):
    sheets = {
        "上报": [["编号", "上级", "日期"], ["Z", "市政府办公室", "2025-01-01"]],
        "评优": [["编号", "类型", "日期"], ["Z", "月度最佳", "2025-01-01"]],
    }
    result = settled.bring("x.xlsx", sheets, "--errors", str(tmp_path / "wrong.csv"))
    assert isinstance(result.exception, UsageError)
    settled.refuse("x.xlsx", sheets, "--errors", str(tmp_path / "wrong.xlsx"))
    assert [table.name for table in read_tables(tmp_path / "wrong.xlsx")] == ["上报", "评优"]


def test_a_year_of_items_is_imported(settled):
    lines = [
        f"P{number:05},2025-{number % 12 + 1:02}-{number % 28 + 1:02},甲乡,张三,第{number}条" for number in range(7000)
    ]
    text = "\n".join(["编号,报送日期,单位,信息员,标题", *lines])
    assert settled.accept("items.csv", text) == {"items": (7000, 0, 0)}
    assert settled.accept("items.csv", text) == {"items": (0, 0, 7000)}


@pytest.mark.parametrize(
    ("name", "above"), [("items.csv", "甲乡2026年10月报送情况,,\n"), ("items-2026.csv", ""), ("2026年10月信息.csv", "")]
)
def test_a_day_without_year_has_that_of_the_title_or_the_file(settled, name, above):
    settled.accept(name, f"{above}报送日期,单位,标题\n10月5日,甲乡,秋收进度\n")
    assert date(2026, 10, 5) in {row.submitted for row in settled.rows(Item)}


def test_a_day_without_year_is_refused_where_no_year_is_told(settled):
    report = settled.refuse("items.csv", "报送日期,单位,标题\n10月5日,甲乡,秋收进度\n")
    assert "10月5日" in str(report)


def workbook(folder, name, rows, *merged):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.active.title = name
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


MERGED = {
    "采用": (["编号", "刊物", "日期", "方式", "期号"], ["A", "市府信息", "2025-02-01", "简讯", "12"], "adoption", 2),
    "上报": (["编号", "上级", "日期"], ["A", "市政府办公室", "2025-02-01"], "forward", 2),
    "批示": (["编号", "领导", "日期", "刊物"], ["A", "张书记", "2025-02-01", "市府信息"], "instruction", 2),
    "差错": (["单位", "类型", "日期", "级别"], ["甲乡", "迟报", "2025-02-01", "市级"], "violation", 2),
}


@pytest.mark.parametrize("name", MERGED)
def test_a_merged_cell_stands_for_every_row_that_it_covers(settled, name):
    headers, first, kind, count = MERGED[name]
    second = ["B" if first[0] == "A" else "乙乡", *[None] * (len(first) - 1)]
    letters = "BCDE"[: len(first) - 1]
    settled.bring_file(workbook(settled.folder, name, [headers, first, second], *(f"{at}2:{at}3" for at in letters)))
    facts = settled.facts(kind)
    assert len(facts) == count
    one, other = ({key: value for key, value in fact.details.items() if key != "note"} for fact in facts)
    assert one == other


def test_a_merged_amount_is_said_with_its_sum(settled):
    rows = [
        ["编号", "刊物", "日期", "稿酬"],
        ["A", "市府信息", "2025-02-01", 50],
        ["B", "市府信息", "2025-02-01", None],
    ]
    told = settled.bring_file(workbook(settled.folder, "采用", rows, "D2:D3")).stderr
    assert "稿酬 50 is merged over the rows 2, 3: each gets it, 100 together." in told


def test_rows_with_a_number_and_nothing_else_are_passed_over_with_a_word(settled):
    rows = [
        ["序号", "报送日期", "单位", "标题"],
        [1, "2025-01-07", "甲乡", "丙"],
        [2, None, None, None],
        [3, None, None, None],
    ]
    told = settled.bring_file(workbook(settled.folder, "信息", rows)).stderr
    assert "passed over 2 rows that hold no record" in told
    assert "passed over the columns 序号" in told


def test_a_header_repeated_on_a_further_page_is_passed_over(settled):
    head = ["编号", "报送日期", "单位", "标题"]
    title = ["信息台账", None, None, None]
    rows = [title, head, ["C", "2025-01-07", "甲乡", "丙"], title, head, ["D", "2025-01-08", "乙乡", "丁"]]
    settled.bring_file(workbook(settled.folder, "信息", rows))
    assert settled.counts()["Item"] == 4


def test_a_header_of_two_rows_is_read(settled):
    rows = [
        ["2025年1月报送情况", None, None, None, None],
        ["编号", "报送", None, "单位", "标题"],
        [None, "报送日期", "发生时间", None, None],
        ["C", "1.7", "1.6", "甲乡", "丙"],
    ]
    settled.bring_file(workbook(settled.folder, "信息", rows, "A1:E1", "A2:A3", "B2:C2", "D2:D3", "E2:E3"))
    assert settled.rows(Item)[-1].occurred == date(2025, 1, 6)


def test_a_row_that_ends_too_soon_is_wrong(settled):
    (finding,) = settled.refuse("items.csv", "编号,报送日期,单位,标题,类别\nC,2025-01-07,甲乡,丙\n")
    assert finding.what == "It ends before the last column."


def test_hidden_rows_are_read_and_said_or_left_out(settled):
    book = openpyxl.Workbook()
    for row in (
        ["编号", "报送日期", "单位", "标题"],
        ["C", "2025-01-07", "甲乡", "丙"],
        ["D", "2025-01-07", "甲乡", "丁"],
    ):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.title = "信息"
    book.save(settled.folder / "信息.xlsx")
    assert "1 hidden rows were left out (3)" in settled.bring_file(settled.folder / "信息.xlsx", "--visible").stderr
    assert settled.counts()["Item"] == 3
    assert "1 hidden rows were read too (3)" in settled.bring_file(settled.folder / "信息.xlsx").stderr
    assert settled.counts()["Item"] == 4


def test_a_day_without_a_year_takes_that_of_the_option_or_is_told_once(settled):
    content = "编号,报送日期,单位,标题\nC,10月5日,甲乡,丙\nD,10月6日,甲乡,丁\n"
    (finding,) = settled.refuse("items.csv", content)
    assert finding.what == "It says “10月5日”. So do 1 more."
    settled.accept("items.csv", content, "--year", "2025")


def test_days_after_today_are_said(settled):
    told = settled.bring("items.csv", "报送日期,单位,标题\n2026-01-07,甲乡,丙\n").stderr
    assert "1 rows have a day after today, the first is row 2: 2026-01-07." in told


def test_a_wrong_cell_of_a_workbook_is_told_with_its_address(settled):
    path = workbook(
        settled.folder,
        "信息",
        [["编号", "报送日期", "单位", "标题"], [date(2026, 10, 5), "2025-01-07", "甲乡", "#N/A"]],
    )
    findings = settled.bring_file(path).exception.findings
    assert [finding.where for finding in findings] == ["信息, row 2, column 编号 (A2)", "信息, row 2, column 标题 (D2)"]


@pytest.mark.parametrize("name", ["wrong.xlsx", "wrong.csv"])
@pytest.mark.parametrize(
    "row",
    [
        ["P", 10.1, "甲乡", "题"],
        [date(2026, 10, 5), "2026-10-05", "甲乡", "题"],
        ["P", "2026-10-05", "甲乡", "=1+1"],
        ["P", "2026-10-05", "甲乡", "#N/A"],
        [123456789012345678, "2026-10-05", "甲乡", "题"],
    ],
)
def test_what_was_wrong_in_a_workbook_is_not_right_as_the_text_of_its_corrections(settled, name, row, tmp_path):
    sheets = {"信息": [["编号", "报送日期", "单位", "标题"], row]}
    settled.refuse("信息.xlsx", sheets, "--year", "2026", "--errors", str(tmp_path / name))
    assert settled.bring_file(tmp_path / name, "--as", "items", "--year", "2026").exit_code == 1


def test_a_number_in_a_row_that_comes_back_is_the_number_and_not_what_its_format_shows(settled, tmp_path):
    path = workbook(settled.folder, "调整", [["单位", "分值", "日期", "事由"], ["甲乡", 2.5, "三月", "补"]])
    book = openpyxl.load_workbook(path)
    book.active["B2"].number_format = "0"
    book.save(path)
    settled.bring_file(path, "--errors", str(tmp_path / "wrong.xlsx"))
    (table,) = read_tables(tmp_path / "wrong.xlsx")
    assert table.rows[0].cells["分值"] == "2.5"


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DIV/0!", "########", "Err:502"])
def test_an_error_that_a_spreadsheet_wrote_into_a_text_file_is_no_text(settled, shown):
    (finding,) = settled.refuse("items.csv", f"报送日期,单位,标题\n2025-01-07,甲乡,{shown}\n")
    assert "error" in str(finding)


def test_an_amount_that_cannot_be_read_is_not_told_to_be_missing_too(settled):
    (finding,) = settled.refuse("adjustments.csv", "单位,分值,日期,事由\n甲乡,1e3,2025-01-05,补\n")
    assert "1e3" in finding.what
    (finding,) = settled.refuse("placings.csv", "上级,时段,名次\n市政府办公室,2025-01,第二\n")
    assert "第二" in finding.what


def test_a_heading_over_one_column_counts_where_another_stands_over_several(settled):
    rows = [
        ["编号", "报送", "采用", None, "单位", "标题"],
        [None, "日期", "刊物", "日期", None, None],
        ["C", "2025-01-07", "市府信息", "2025-01-09", "甲乡", "丙"],
    ]
    path = workbook(settled.folder, "信息", rows, "A1:A2", "C1:D1", "E1:E2", "F1:F2")
    (finding, other) = settled.bring_file(path).exception.findings
    assert "采用/刊物" in finding.what
    assert "采用/日期" in other.what


def test_days_under_heads_of_two_rows_are_told_apart(settled):
    rows = [["编号", "期号", "约稿", "采用", None], [None, None, "日期", "日期", "刊物"]]
    path = workbook(settled.folder, "采用", [*rows, ["A", "1", "2025-01-01", "2025-01-09", "市府信息"]], "D1:E1")
    (finding,) = settled.bring_file(path).exception.findings
    assert "约稿/日期" in finding.what


def test_where_no_unit_is_registered_yet_an_import_says_how_that_is_done(tmp_path):
    rows = "2025-01-07,甲乡,丙\n2025-01-08,甲乡,丁\n"
    finding = Office(tmp_path).refuse("items.csv", f"报送日期,单位,标题\n{rows}")[0]
    assert "No unit is registered yet." in finding.what
    assert "unit add" in finding.hint


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("units.csv", "单位,组别,加入日期,退出日期\n戊乡,乡镇,2025-10-01,2025-09-01\n"),
        ("units.csv", "单位,组别,加入日期,退出日期\n甲乡,乡镇,2025-10-01,2025-09-01\n"),
        ("informants.csv", "姓名,单位,起,止\n赵六,甲乡,2025-05-01,2025-04-30\n"),
        ("informants.csv", "姓名,单位,起,止\n张三,甲乡,2025-05-01,2025-04-30\n"),
    ],
)
def test_a_membership_that_ends_before_it_begins_is_wrong(settled, name, rows):
    (finding,) = settled.refuse(name, rows)
    assert "lies before the first" in finding.what


def test_a_membership_that_began_is_not_ended_before(settled):
    settled.accept("units.csv", "单位,组别,加入日期\n甲乡,乡镇,2025-01-01\n")
    (finding,) = settled.refuse("units.csv", "单位,组别,退出日期\n甲乡,乡镇,2024-12-31\n")
    assert "lies before the first" in finding.what


@pytest.mark.parametrize("title", ["2025年12月至2026年1月登记表", "2025-2026年度登记表"])
def test_a_title_with_two_years_tells_the_year_of_no_day(settled, title):
    sheets = {"信息": [[title], ["编号", "报送日期", "单位", "标题"], ["C", "1月5日", "甲乡", "丙"]]}
    (finding,) = settled.refuse("信息.xlsx", sheets)
    assert "--year" in finding.hint
    assert settled.bring("信息.xlsx", sheets, "--year", "2025").exception is None


def test_the_wrong_rows_are_not_written_over_the_table_that_holds_them(settled):
    rows = "编号,报送日期,单位,标题\nC,2025-03-01,甲乡,丙\nD,三月一日,甲乡,丁\n"
    result = settled.bring("items.csv", rows, "--errors", str(settled.folder / "." / "items.csv"))
    assert result.exception.exit_code == 2
    assert (settled.folder / "items.csv").read_text("utf-8") == rows
