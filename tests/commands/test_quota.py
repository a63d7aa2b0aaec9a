"""``quota``: done, owed, and who has reported nothing."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
violations: [迟报]
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring: [{name: 差错, fact: violation, points: -2}]
    quotas:
      - {name: 月任务, count: submission, least: 2, per: month, by: unit}
      - {name: 不欠分, count: points, least: 0, per: month, by: unit}
"""


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n乙乡,乡镇\n", "utf-8")
    (environment / "items.csv").write_text("报送日期,单位,标题\n2025-01-05,甲乡,一\n2025-01-06,甲乡,二\n", "utf-8")
    (environment / "violations.csv").write_text("单位,类型,日期\n乙乡,迟报,2025-01-05\n", "utf-8")
    for kind in ("units", "items", "violations"):
        assert run("import", f"{kind}.csv").exit_code == 0


def test_a_finished_month_is_met_or_not(run, office):
    rows = list(csv.DictReader(io.StringIO(run("quota", "2025-01", "--format", "csv").stdout)))
    assert [(row["quota"], row["party"], row["least"], row["count"], row["shortfall"], row["met"]) for row in rows] == [
        ("月任务", "甲乡", "2", "2", "0", "yes"),
        ("月任务", "乙乡", "2", "0", "2", "no"),
        ("不欠分", "甲乡", "0", "0", "0", "yes"),
        ("不欠分", "乙乡", "0", "-2", "2", "no"),
    ]


def test_the_table_shows_bars_and_names_who_has_nothing(run, office):
    result = run("quota", "2025-01")
    assert {line.split()[-1] for line in result.stdout.splitlines() if "月任务" in line} == {"#" * 10, "." * 10}
    assert "月任务 2025-01, nothing yet: 乙乡" in result.stderr


def test_an_open_month_shows_the_days_left(run, office):
    result = run("--today", "2025-01-20", "quota", "2025-01")
    assert "open" in result.stdout
    assert "11 days left" in result.stderr


NEWCOMERS = """
office: {name: 某县政府办公室, level: 县级}
regulations:
  - title: 办法
    effective: 2025-01-01
    quotas:
      - {name: 人均, count: submission, least: 2, per: month, by: head}
      - {name: 年任务, count: submission, least: 12, per: year, by: unit, for: {group: 乡镇}}
"""


@pytest.fixture
def newcomers(environment, run):
    (environment / "config.yaml").write_text(NEWCOMERS, "utf-8")
    (environment / "units.csv").write_text(
        "单位,组别,人数,加入日期,退出日期\n甲乡,乡镇,3,,\n乙乡,乡镇,10,2025-03-01,\n丙乡,乡镇,,,2025-06-30\n丁局,部门,1,2025-03-01,\n",
        "utf-8",
    )
    (environment / "items.csv").write_text("报送日期,单位,标题\n2025-01-05,甲乡,一\n2025-01-06,甲乡,二\n", "utf-8")
    for kind in ("units", "items"):
        assert run("--today", "2026-02-01", "import", f"{kind}.csv").exit_code == 0


def test_a_quota_by_head_grows_with_the_headcount(run, newcomers):
    lines = run("--today", "2026-02-01", "quota", "2025-03", "--format", "csv").stdout.splitlines()[1:]
    rows = [line.split(",") for line in lines]
    assert [(row[1], row[4]) for row in rows if row[0] == "人均"] == [("甲乡", "6"), ("乙乡", "20"), ("丁局", "2")]


def test_whom_a_long_quota_does_not_bind_is_said(run, newcomers):
    result = run("--today", "2026-02-01", "quota", "2025")
    told = "年任务 2025 does not bind, being members for part of it only: 乙乡, 丙乡"
    assert told in result.stderr
    assert "人均 2025-03 does not bind" not in result.stderr
    result = run("--today", "2025-12-01", "check")
    assert f"Hint: {told}" in result.stderr


def test_a_document_says_in_words_who_has_fulfilled_what(run, office):
    text = run("--today", "2025-02-03", "quota", "2025-01", "--format", "md").stdout
    assert "2025年1月政务信息工作任务完成情况" in text
    assert "| 月任务 | 乙乡 | 2025年1月 | 2 | 0 | 2 | 未完成 |" in text
    assert "月任务（2025年1月）零完成：乙乡。" in text
    result = run("quota", "2025-01", "-o", "quota.xlsx")
    assert result.exit_code == 0, result.stderr
    (sheet,) = [each for each in load_workbook("quota.xlsx") if "乙乡" in {cell for row in each.values for cell in row}]
    assert ("月任务", "乙乡", "2025年1月", 2, 0, 2, "未完成") in list(sheet.values)


def test_each_unit_that_is_behind_gets_a_letter(run, office):
    result = run("--today", "2025-01-20", "quota", "2025-01", "--letters", "letters")
    assert result.exit_code == 0, result.stderr
    assert [path.name for path in Path("letters").iterdir()] == ["乙乡.docx"]
    document = Document("letters/乙乡.docx")
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "乙乡：" in text
    assert "截至2025年1月20日，你单位2025年1月下列报送任务尚未完成：" in " ".join(text)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:]
    assert rows == [
        ["月任务", "2025年1月", "2", "0", "2", "2025年1月31日"],
        ["不欠分", "2025年1月", "0", "-2", "2", "2025年1月31日"],
    ]


def test_where_nobody_is_behind_there_is_no_letter(run, office):
    run("submit", "--title", "三", "--unit", "乙乡", "--on", "2025-02-05")
    result = run("--today", "2025-02-20", "quota", "2024", "--letters", "letters")
    assert result.exit_code == 0
    assert "Nobody is behind" in result.stderr
    assert not Path("letters").exists()
