"""The analysis says what notices, reports and records say, and tells what is divided by what."""

import csv
import io
import json
import shlex
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CONFIG = """
office: {name: 青岚县政府办公室, level: 县级}
levels: [县级, 市级]
unit_groups: [乡镇, 部门]
categories: {工作动态: {deadline: 3d}, 问题建议: {expects: [现象, 数据]}}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
publications: {县情: {issuer: 青岚县政府办公室}}
review: {steps: [初审]}
regulations:
  - title: 办法
    effective: 2024-01-01
    scoring: [{name: 报送, fact: submission, points: 0.5}, {name: 采用, fact: adoption, points: 5}]
"""
UNITS = "单位,组别\n甲镇,乡镇\n乙镇,乡镇\n丙镇,乡镇\n县商务局,部门\n"


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    record(environment, run, units=UNITS)
    return environment


def record(folder, run, **tables):
    for kind, text in tables.items():
        (folder / f"{kind}.csv").write_text(text, "utf-8")
        result = run("import", f"{kind}.csv")
        assert result.exit_code == 0, result.stderr


def rows(run, *words):
    result = run(*words, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def figures(run, period):
    return {(row["part"], row["name"], row["figure"]): row["value"] for row in rows(run, "analysis", period)}


@pytest.fixture
def months(office, run):
    """Two months: in September 12 items of which 3 are adopted, one of them in October beside two of October's."""
    items = [f"S{n},2026-09-{n + 1:02},甲镇,甲镇第{n}件事,工作动态,会议,2026-09-01" for n in range(12)]
    items += [f"O{n},2026-10-{n + 1:02},乙镇,乙镇第{n}件事,问题建议,新闻," for n in range(4)]
    adoptions = (
        "S1,市府信息,2026-09-10",
        "S2,县情,2026-09-12",
        "S3,市府信息,2026-10-02",
        "O1,县情,2026-10-05",
        "O1,市府信息,2026-10-09",
    )
    record(
        office,
        run,
        items="编号,报送日期,单位,标题,类别,来源,发生时间\n" + "\n".join(items),
        forwards="编号,上级,日期\nS1,市政府办公室,2026-09-05\nS3,市政府办公室,2026-09-06\n",
        adoptions="编号,刊物,日期\n" + "\n".join(adoptions),
        instructions="编号,领导,级别,日期\nS1,某某,县级,2026-09-14\n",
    )
    return office


def test_the_funnel_says_what_part_reached_each_stage_by_level(months, run):
    found = figures(run, "2026-09")
    assert found["funnel", "submitted", "items"] == "12"
    assert (found["funnel", "forwarded", "items"], found["funnel", "forwarded", "rate"]) == ("2", "16.7")
    assert (found["funnel", "adopted", "items"], found["funnel", "adopted", "rate"]) == ("2", "16.7")
    assert (found["funnel", "adopted/市级", "items"], found["funnel", "adopted/县级", "items"]) == ("1", "1")
    assert (found["funnel", "instructed", "items"], found["funnel", "instructed", "rate"]) == ("1", "50")


def test_an_item_adopted_twice_is_one_item_and_two_pieces(months, run):
    found = figures(run, "2026-10")
    assert found["funnel", "adopted", "items"] == "2"
    assert (found["by_form", "单篇", "adopted"], found["by_form", "单篇", "adoptions"]) == ("2", "3")


def test_the_period_before_stands_beside_it(months, run):
    found = figures(run, "2026-10")
    assert (found["funnel", "submitted", "before"], found["by_category", "工作动态", "rate_before"]) == ("12", "16.7")
    assert ("funnel", "submitted", "year_before") not in found


def test_few_items_are_not_ranked(months, run):
    places = {row["name"]: row["place"] for row in rows(run, "analysis", "2026-09..2026-10", "--part", "by_category")}
    assert places == {"工作动态": "1", "问题建议": ""}


def test_what_became_of_the_items_of_a_month_stands_beside_the_rate_of_the_notice(months, run):
    september, october = rows(run, "analysis", "2026-09..2026-10", "--part", "by_month")
    assert (september["adopted_of_these"], september["rate_of_these"]) == ("3", "25")
    assert (september["adopted"], september["adoption_rate"]) == ("2", "16.7")
    assert (october["adopted_of_these"], october["adopted"], october["adoption_rate"]) == ("1", "2", "50")


def test_how_long_it_took_is_told_in_the_middle_and_of_nine_in_ten(months, run):
    found = {(row["step"], row["category"]): row for row in rows(run, "analysis", "2026-09", "--part", "times")}
    report = found["to_report", "工作动态"]
    assert (report["measured"], report["median"], report["nine_of_ten"], report["late"]) == ("12", "5.5", "10", "8")
    assert found["to_adoption", ""]["measured"] == "3"
    assert found["to_instruction", ""]["median"] == "4"


def test_who_sent_nothing_is_told_with_weeks_and_the_longest_run(months, run):
    table = rows(run, "--today", "2026-11-01", "analysis", "2026-10", "--part", "silent")
    found = {row["unit"]: row for row in table}
    assert (found["丙镇"]["silent_weeks"], found["丙镇"]["weeks"], found["丙镇"]["days"]) == ("4", "4", "31")
    assert (found["乙镇"]["silent_weeks"], found["乙镇"]["first"], found["乙镇"]["last"]) == (
        "3",
        "2026-10-05",
        "2026-10-31",
    )


def test_units_by_months_add_up_to_the_year_with_the_totals_of_the_report(months, run):
    table = rows(run, "--today", "2026-12-01", "analysis", "2026", "--part", "adopted_by_month")
    assert [(row["unit"], row["2026-09"], row["2026-10"], row["total"]) for row in table][:2] == [
        ("甲镇", "2", "1", "3"),
        ("乙镇", "0", "1", "1"),
    ]
    assert (table[-1]["unit"], table[-1]["total"]) == ("", "4")


def test_a_part_that_is_not_there_is_answered_with_those_that_are(months, run):
    result = run("analysis", "2026-09", "--part", "theme")
    assert result.exit_code == 1
    assert "funnel" in result.stderr
    assert "is not known" in run("analysis", "2026-09", "--part", "nonsense").stderr


def test_a_part_is_called_by_its_title_in_either_language_or_a_part_of_that(months, run):
    wanted = rows(run, "analysis", "2026-09", "--part", "times")
    for name in ("各环节用时（天）", "各环节用时(天)", "用时", "How long it took, in days"):
        assert rows(run, "analysis", "2026-09", "--part", name) == wanted
    several = run("analysis", "2026-09", "--part", "采用", "-f", "csv")
    assert (several.exit_code, "can mean several" in several.stderr) == (1, True)


def test_returns_come_with_their_reasons_and_texts_with_their_weak_points(months, run):
    run("submit", "--title", "甲镇来稿", "--unit", "甲镇", "--category", "问题建议", "--on", "2026-09-20", "--ref", "T")
    (months / "稿.txt").write_text("丙镇来稿\n\n存在问题，，涉及3户。\n", "utf-8")
    assert (
        run("submit", "--file", "稿.txt", "--unit", "丙镇", "--category", "问题建议", "--on", "2026-09-21").exit_code
        == 0
    )
    assert run("review", "T", "return", "--note", "缺少数据", "--on", "2026-09-22").exit_code == 0
    found = figures(run, "2026-09")
    assert found["returned", "return/缺少数据", "times"] == "1"
    assert (found["hints", "丙镇", "texts"], found["hints", "丙镇", "hint_figures"]) == ("1", "1")
    assert (found["elements", "问题建议/现象", "present"], found["elements", "问题建议/数据", "present_rate"]) == (
        "1",
        "100",
    )


@pytest.fixture
def troubled(office, run):
    """Quiet months, then a matter of three towns that nobody spoke of before."""
    quiet = [f"Q{n},{date(2026, 1, 5) + timedelta(days=7 * n)},甲镇,甲镇召开例会{n}次" for n in range(36)]
    told = [
        "M1,2026-10-05,甲镇,甲镇28户柑橘滞销",
        "M2,2026-10-06,丙镇,丙镇反映柑橘滞销问题突出",
        "M3,2026-10-08,县商务局,柑橘滞销值得关注",
    ]
    record(office, run, items="编号,报送日期,单位,标题\n" + "\n".join(quiet + told))
    return office


def test_a_phrase_that_nobody_used_before_is_a_new_theme_with_its_items(troubled, run):
    (theme,) = rows(run, "analysis", "2026-10", "--part", "themes")
    assert (theme["theme"], theme["growth"], theme["titles"], theme["refs"]) == ("柑橘滞销", "new", "3", "M1;M2;M3")


def test_stop_words_are_no_themes_and_own_words_are(troubled, run):
    config = troubled / "config.yaml"
    config.write_text(CONFIG + "研判: {停用词: [柑橘滞销], 专用词: [橘滞]}\n", "utf-8")
    assert [row["theme"] for row in rows(run, "analysis", "2026-10", "--part", "themes")] == ["橘滞"]


def test_several_at_once_come_with_who_reported_and_who_did_not(troubled, run):
    (sign,) = rows(run, "analysis", "2026-10", "--part", "several")
    assert (sign["reported"], sign["not_reported"], sign["refs"]) == ("甲镇;丙镇;县商务局", "乙镇", "M1;M2;M3")


def test_the_command_that_combines_them_works_as_it_is_shown(troubled, run):
    shown = run("analysis", "2026-10").stdout
    (command,) = [line for line in shown.splitlines() if line.startswith("infoledger item merge")]
    assert run(*shlex.split(command)[1:]).exit_code == 0
    made = [row["ref"] for row in rows(run, "item", "list", "2026") if row["title"] == "柑橘滞销值得关注"]
    assert made == ["M3", "2026-0001"]


def test_the_focus_is_a_file_for_the_notice(troubled, run):
    assert run("analysis", "2026-10", "--focus", "-o", "重点.txt").exit_code == 0
    assert "柑橘滞销" in (troubled / "重点.txt").read_text("utf-8")
    notice = run("--today", "2026-11-02", "notice", "2026-10", "--focus", "重点.txt", "--format", "txt")
    assert "柑橘滞销" in notice.stdout


def test_an_empty_focus_is_said_to_be_empty(office, run):
    made = run("analysis", "2026-10", "--focus", "-o", "重点.txt")
    assert (made.exit_code, (office / "重点.txt").read_text("utf-8")) == (0, "")
    assert "Nothing to point to" in made.stderr


def test_the_written_analysis_leaves_room_for_a_judgement(troubled, run):
    assert run("analysis", "2026-10", "-o", "研判.docx").exit_code == 0
    text = "\n".join(paragraph.text for paragraph in Document(troubled / "研判.docx").paragraphs)
    assert "2026年10月信息研判报告" in text
    assert text.count("研判意见：＿") >= 4
    assert "尚未反映的：乙镇" in text


def test_titles_too_secret_are_covered_in_what_is_written(troubled, run):
    assert run("item", "edit", "M3", "--secrecy", "内部", "--reason", "定密").exit_code == 0
    assert "柑橘滞销值得关注" not in run("analysis", "2026-10", "--format", "html").stdout
    assert "柑橘滞销值得关注" in run("analysis", "2026-10", "--format", "html", "--up-to", "内部").stdout


def test_pages_draw_months_as_a_heat_map_and_workbooks_shade_them(months, run):
    page = run("--today", "2026-12-01", "analysis", "2026", "--format", "html").stdout
    assert 'class="chart heat"' in page
    assert run("--today", "2026-12-01", "analysis", "2026", "-o", "研判.xlsx").exit_code == 0
    book = openpyxl.load_workbook(months / "研判.xlsx")
    assert book["各单位逐月报送数"].conditional_formatting
    assert any(name.startswith("xl/charts/") for name in zipfile.ZipFile(months / "研判.xlsx").namelist())


def test_a_terminal_of_eighty_columns_holds_the_heat_map(months, run):
    drawn = run("--today", "2026-12-31", "analysis", "2026", "--chart").stdout
    assert "9" in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_programs_get_the_same_figures_as_json(months, run):
    found = json.loads(run("analysis", "2026-09", "--format", "json").stdout)
    assert {"part": "funnel", "name": "submitted", "figure": "items", "value": 12} in found


def test_rates_say_what_is_divided_by_what(months, run):
    assert "÷" in run("analysis", "2026-09").stderr


@st.composite
def ledgers(draw):
    """Items of one or two units over three months, and what became of some of them."""
    names = ("甲镇", "乙镇", "丙镇", "县商务局")
    first = date(2026, 8, 1)
    items, forwards, adoptions = [], [], []
    for number in range(draw(st.integers(0, 12))):
        day = first + timedelta(days=draw(st.integers(0, 91)))
        units = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        items.append(f"I{number},{day},{'、'.join(units)},标题{number},工作动态")
        for _time in range(draw(st.integers(0, 2))):
            outlet = draw(st.sampled_from(("市府信息", "县情")))
            adoptions.append(f"I{number},{outlet},{day + timedelta(days=draw(st.integers(0, 40)))}")
        if draw(st.booleans()):
            forwards.append(f"I{number},市政府办公室,{day + timedelta(days=draw(st.integers(0, 9)))}")
    return items, forwards, adoptions


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=ledgers(), period=st.sampled_from(["2026-09", "2026Q3", "2026-08-10..2026-10-03"]))
def test_every_figure_is_that_of_the_notice_and_the_report(
    environment, run, tmp_path_factory, monkeypatch, made, period
):
    folder = tmp_path_factory.mktemp("office")
    monkeypatch.chdir(folder)
    (folder / "config.yaml").write_text(CONFIG, "utf-8")
    items, forwards, adoptions = made
    record(folder, run, units=UNITS)
    for kind, head, lines in (
        ("items", "编号,报送日期,单位,标题,类别", items),
        ("forwards", "编号,上级,日期", forwards),
        ("adoptions", "编号,刊物,日期", adoptions),
    ):
        if lines:
            record(folder, run, **{kind: "\n".join((head, *lines)) + "\n"})
    found = figures(run, period)
    report = {(row["section"], row["name"], row["figure"]): row["value"] for row in rows(run, "report", period)}
    for stage in ("submitted", "forwarded", "adopted"):
        assert found["funnel", stage, "items"] == report["total", "", stage]
    for row in rows(run, "notice", period):
        for figure in ("submitted", "forwarded", "adopted", "adoption_rate"):
            assert Decimal(found.get(("by_unit", row["unit"], figure), 0)) == Decimal(row[figure] or 0)
    pieces = sum(
        int(value) for (part, _name, figure), value in found.items() if (part, figure) == ("by_form", "adoptions")
    )
    assert pieces == int(report["total", "", "adoptions"])
