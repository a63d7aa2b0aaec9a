"""The questionnaire becomes config and rules that prove themselves, or every wrong cell is told and nothing written."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
import yaml

from infoledger.intake.questionnaire.sheets import SHEETS

OFFICE = {"单位名称": "云川县政府办公室", "办法名称": "云川县政务信息考核办法", "施行日期": "2026-01-01"}
ROWS = {
    "单位": [
        {"单位": "北港", "组别": "街道", "别名": "北港街道；港区"},
        {"单位": "邹区镇", "组别": "镇", "加入日期": "2026-03-01"},
    ],
    "信息员": [{"姓名": "李敏", "单位": "北港", "岗位": "兼职"}],
    "类别": [{"类别": "工作动态", "时限": "3天"}, {"类别": "紧急信息", "时限": "2小时", "紧急": "是"}],
    "采用": [
        {
            "上级单位": "市政府办",
            "级别": "市级",
            "刊物": "信息",
            "单篇得分": 5,
            "简讯得分": 1.25,
            "金额": 50,
            "条款": "第六条",
        },
        {"上级单位": "省政府办", "级别": "省级", "刊物": "信息", "单篇得分": 10, "金额": 200, "条款": "第七条"},
    ],
    "本级刊物": [
        {"刊物": "政务信息", "栏目": "要闻；动态", "报": "县领导", "签字": "签发", "单篇得分": 1, "条款": "第五条"}
    ],
    "报送": [{"得分": 0.5, "最多": 5, "周期": "月", "条款": "第四条"}],
    "上报": [{"上级单位": "市政府办", "得分": 0.5, "条款": "第十条"}],
    "领导": [{"姓名": "张三", "级别": "县级", "职务": "县长", "主要领导": "是"}],
    "批示": [
        {"级别": "县级", "主要领导": "是", "怎么计": "加分", "数": 10, "条款": "第十一条"},
        {"级别": "县级", "怎么计": "加分", "数": 5, "条款": "第十一条"},
        {"级别": "市级", "怎么计": "倍数", "数": 2, "条款": "第十一条"},
    ],
    "约稿": [{"答复": "按时", "得分": 3, "条款": "第十二条"}, {"答复": "未答复", "得分": -3, "条款": "第十二条"}],
    "差错": [{"类型": "迟报", "得分": -1, "条款": "第二十一条"}],
    "任务": [
        {
            "名称": "每月",
            "数什么": "报送",
            "组别": "街道",
            "周期": "月",
            "任务数": 4,
            "每少一条": -0.5,
            "最多扣": 2,
            "条款": "第三条",
        }
    ],
    "评先与结果": [
        {
            "名称": "先进",
            "种类": "评先",
            "取前几名": 2,
            "条件": "得分",
            "比较": "大于",
            "数": 0,
            "有这些结果的不评": "约谈",
        },
        {
            "名称": "约谈",
            "种类": "结果",
            "周期": "季",
            "条件": "没完成的期数",
            "任务": "每月",
            "比较": "不少于",
            "数": 2,
        },
    ],
    "审核": [{"环节": "初审"}, {"环节": "签发"}, {"环节": "县长签发", "只对紧急信息": "是"}],
}


@pytest.fixture
def filled(run, environment):
    """Writes the questionnaire with these answers and begins a ledger from it."""

    def begin(office, rows):
        assert run("template", "office", "-o", "本单位.xlsx").exit_code == 0
        book = openpyxl.load_workbook("本单位.xlsx")
        for cells in book["本单位"].iter_rows(min_row=3):
            cells[1].value = office.get(cells[0].value.rstrip("*"))
        for sheet, lines in rows.items():
            columns = {cell.value.rstrip("*"): cell.column for cell in book[sheet][2] if cell.value}
            for at, line in enumerate(lines, 4):
                for name, value in line.items():
                    book[sheet].cell(at, columns[name]).value = value
        book.save("本单位.xlsx")
        return run("--today", "2026-11-20", "init", "台账", "--from", "本单位.xlsx")

    return begin


@pytest.fixture
def office(run):
    def call(*words):
        done = run("--config", "台账/config.yaml", "--today", "2026-11-20", *words)
        assert done.exit_code == 0, done.output
        return done

    return call


def rows_of(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_what_comes_out_proves_itself(filled, office):
    done = filled(OFFICE, ROWS)
    assert done.exit_code == 0, done.output
    checked = office("config", "check")
    assert "worked cases: 6" in checked.stderr
    assert [row["name"] for row in rows_of(office("unit", "list", "--format", "csv"))] == ["北港", "邹区镇"]
    assert [row["name"] for row in rows_of(office("informant", "list", "--format", "csv"))] == ["李敏"]


def test_points_of_a_category_basic_points_and_points_for_a_figure_come_out(filled, office):
    cited = {"条款": "三、(二)"}
    paper = {"上级单位": "区府办", "级别": "区级", "刊物": "钟楼信息", **cited}
    done = filled(
        {**OFFICE, "级别": "区级", "每季基础分": 6, "每季保底": 0, "施行日期": "2026-01-01"},
        {
            "单位": [{"单位": name, "组别": "科室"} for name in ("一科", "二科")],
            "类别": [{"类别": "工作信息"}, {"类别": "调研信息"}],
            "采用": [{**paper, "单篇得分": 10}, {**paper, "类别": "调研信息", "单篇得分": 20}],
            "约稿": [{"答复": "按时", "得分": 2, "条款": "三、(一)"}],
            "评先与结果": [
                {
                    "名称": "采用率低",
                    "种类": "加扣分",
                    "周期": "季",
                    "条件": "采用率",
                    "比较": "小于",
                    "数": 30,
                    "得分": -1,
                    "条款": "二、(四)",
                }
            ],
        },
    )
    assert done.exit_code == 0, done.output
    assert "registered" in done.stderr
    assert "worked cases: 2" in office("config", "check").stderr
    rules = Path("台账/rules.yaml").read_text("utf-8")
    assert rules.index("二、(四)") < rules.index("三、(一)") < rules.index("三、(二)")
    for title, unit, category in (("甲", "一科", "调研信息"), ("乙", "一科", "工作信息"), ("丙", "二科", "工作信息")):
        said = ("--title", title, "--unit", unit, "--category", category, "--on", "2026-02-01")
        ref = office("submit", *said).stdout.strip()
        if unit == "一科":
            office("adopt", ref, "--in", "钟楼信息", "--on", "2026-02-03")
    points = {row["unit"]: row["points"] for row in rows_of(office("notice", "2026Q1", "--format", "csv"))}
    assert points == {"一科": "36", "二科": "5"}


RATE = {"名称": "采用率低", "种类": "加扣分", "周期": "季", "条件": "采用率", "比较": "小于", "得分": -1}


@pytest.mark.parametrize(
    ("number", "told"),
    [(0.3, "评先与结果, row 4: The adoption rate is in per cent: 0.3 would"), ("30%", "I4: It says “30%”.")],
)
def test_a_rate_is_not_misread_and_told_once(filled, environment, number, told):
    done = filled(OFFICE, {"评先与结果": [{**RATE, "数": number}]})
    assert done.exit_code == 2
    (line,) = [line for line in done.stderr.splitlines() if "评先与结果" in line]
    assert told in line
    assert not (environment / "台账").exists()


def test_points_and_yuan_are_those_of_the_rows(filled, office):
    filled(OFFICE, ROWS)
    office(
        "submit",
        "--title",
        "一",
        "--unit",
        "北港",
        "--by",
        "李敏",
        "--category",
        "工作动态",
        "--ref",
        "A",
        "--on",
        "2026-10-08",
    )
    office("adopt", "A", "--in", "省政府办/信息", "--on", "2026-10-09")
    office("adopt", "A", "--in", "市政府办/信息", "--form", "简讯", "--on", "2026-10-10")
    office("instruct", "A", "--leader", "张三", "--on", "2026-10-11")
    explained = rows_of(office("explain", "北港", "2026-10", "--format", "csv"))
    assert [(row["points"], row["cite"]) for row in explained] == [
        ("0.5", "第四条"),
        ("10", "第七条"),
        ("1.25", "第六条"),
        ("10", "第十一条"),
        ("-1.5", "第三条"),
    ]
    assert [row["yuan"] for row in rows_of(office("pay", "2026-10", "--format", "csv"))] == ["250"]


def test_clauses_stand_in_the_order_of_their_articles(filled, environment):
    filled(OFFICE, ROWS)
    rules = yaml.safe_load((environment / "台账/rules.yaml").read_text("utf-8"))
    assert [clause["名称"] for clause in rules["计分"]] == [
        "每月少报",
        "报送",
        "采用",
        "报市政府办",
        "批示",
        "约稿",
        "差错",
    ]


def test_the_first_sheet_alone_is_enough(filled, office):
    assert filled(OFFICE, {}).exit_code == 0
    office("config", "check")


@pytest.mark.parametrize(
    ("office_", "sheet", "line", "where", "allowed"),
    [
        ({"施行日期": "去年"}, None, None, "本单位, cell B7", "2026-10-05"),
        ({"单位名称": None}, None, None, "本单位, cell B3", ""),
        ({"级别": "镇里"}, None, None, "本单位, cell B4", "县级"),
        ({}, "采用", {"级别": "市里"}, "采用, cell B4", "市级"),
        ({}, "采用", {"单篇得分": "五"}, "采用, cell E4", "number"),
        ({}, "采用", {"刊物": None}, "采用, cell C4", ""),
        ({}, "任务", {"组别": "乡"}, "任务, row 4, 组别", "街道"),
        ({}, "评先与结果", {"取前几名": None}, "评先与结果, row 4", ""),
        ({}, "信息员", {"单位": "南港"}, "信息员, row 4, 单位", "北港"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_nothing_is_written(
    filled, environment, office_, sheet, line, where, allowed
):
    rows = {name: [dict(each) for each in lines] for name, lines in ROWS.items()}
    if sheet:
        rows[sheet][0].update(line)
    refused = filled(OFFICE | office_, rows)
    assert refused.exit_code == 2
    (told,) = [each for each in refused.stderr.splitlines() if where in each]
    assert allowed in told
    assert not (environment / "台账").exists()


def test_all_wrong_cells_are_told_at_once(filled):
    rows = {"采用": [{"上级单位": "甲", "级别": "x", "刊物": "y", "单篇得分": "z"}], "差错": [{"类型": "迟报"}]}
    refused = filled({}, rows)
    assert len([each for each in refused.stderr.splitlines() if each.startswith("  ")]) == 6


def test_an_example_row_is_not_read(filled, office):
    filled(OFFICE, ROWS)
    assert "青泉镇" not in office("unit", "list").stdout


def test_every_question_has_a_note(filled):
    assert [column.name for sheet in SHEETS for column in sheet.columns if not column.note] == []


def test_another_workbook_is_told(run, environment):
    openpyxl.Workbook().save("别的.xlsx")
    refused = run("init", "台账", "--from", "别的.xlsx")
    assert refused.exit_code == 2
    assert "template office" in refused.stderr
