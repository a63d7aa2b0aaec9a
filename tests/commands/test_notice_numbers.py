"""The number of a notice, its remarks taken up again, and why earlier ones changed."""

import sqlite3
from contextlib import closing

import pytest

CONFIG = """
office: {name: 某县公安局, level: 县级}
language: en
levels: [县级, 市级]
unit_groups: [派出所]
bodies: {市局: {level: 市级, outlets: {市局信息: {}}}}
notice:
  work: police information work
  number: 青公通〔{year}〕{number}号
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring: [{name: 采用, fact: adoption, cite: 第三条, points: 5}]
    rewards: [{name: 稿酬, fact: adoption, yuan: 10}]
"""
TABLES = {
    "units": "单位,组别\n甲所,派出所\n乙所,派出所\n",
    "items": "编号,报送日期,单位,标题\nA,2025-01-05,甲所,甲一\nB,2025-01-06,乙所,乙一\n",
    "adoptions": "编号,刊物,日期\nA,市局信息,2025-01-10\n",
}


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def take(kind, text):
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        assert run("import", environment / f"{kind}.csv").exit_code == 0

    for kind, text in TABLES.items():
        take(kind, text)
    return take


@pytest.fixture
def issue(run):
    """Issue a notice on a day; the line that its number stands in."""

    def issue(period, *words, day="2025-05-01"):
        result = run("--today", day, "notice", period, "--issue", *words)
        assert result.exit_code == 0, result.stderr
        return text(period, day)

    def text(period, day="2025-05-01"):
        lines = run("--today", day, "notice", period, "--format", "txt").stdout.splitlines()
        return lines[1].strip()

    return issue


def test_notices_are_numbered_one_after_the_other_within_a_year(office, issue):
    numbers = [issue("2025-01"), issue("2025-02"), issue("2025-03", day="2026-01-05")]
    assert numbers == ["青公通〔2025〕1号", "青公通〔2025〕2号", "青公通〔2026〕1号"]


def test_a_withdrawn_number_goes_to_the_next_issue_of_that_notice(office, issue, run):
    issue("2025-01")
    issue("2025-02")
    run("notice", "2025-01", "--withdraw", "--reason", "有误")
    assert issue("2025-03") == "青公通〔2025〕3号"
    assert issue("2025-01") == "青公通〔2025〕1号"


def test_a_number_that_is_said_sets_the_counter(office, issue, run):
    assert issue("2025-01", "--number", "7") == "青公通〔2025〕7号"
    assert issue("2025-02") == "青公通〔2025〕8号"
    again = run("--today", "2025-05-01", "notice", "2025-03", "--issue", "--number", "8")
    assert again.exit_code == 1
    assert "2025-02 unit bears the number 8." in again.stderr


def test_before_it_is_issued_there_is_room_for_the_number(office, run):
    assert "青公通〔2025〕\u3000号" in run("--today", "2025-05-01", "notice", "2025-01", "--format", "txt").stdout


def test_a_text_as_number_is_printed_as_it_is(office, issue):
    assert issue("2025-01", "--number", "青公通报第1期") == "青公通报第1期"


def test_the_last_remarks_are_taken_up_again(office, issue, run, environment):
    refused = run("notice", "2025-01", "--comment", "last", "--format", "txt")
    assert refused.exit_code == 2
    (environment / "comment.txt").write_text("一、质量\n写得太长。\n二、时效", "utf-8")
    issue("2025-01", "--comment", "comment.txt")
    issue("2025-02")
    text = run("notice", "2025-03", "--comment", "last", "--format", "txt").stdout
    assert "（一）质量" in text
    assert "（二）时效" in text
    assert "Next focus" not in text


def test_the_next_notice_says_why_points_changed(office, issue, run):
    issue("2025-01")
    office("adoptions", "编号,刊物,日期\nB,市局信息,2025-01-20\n")
    run("void", "adoption", "A", "--in", "市局信息", "--reason", "重复")
    text = run("notice", "2025-02", "--format", "txt").stdout
    assert "registered late: adoption“乙一” +5" in text
    assert "taken back: adoption“甲一” -5" in text
    issue("2025-02")
    office("adoptions", "编号,刊物,日期\nA,市局信息,2025-01-25\n")
    text = run("notice", "2025-03", "--format", "txt").stdout
    assert "registered late: adoption“甲一” +5" in text
    assert "乙一" not in text.split("Registered late")[-1]


def test_the_work_is_called_by_its_name_in_every_title(office, run):
    assert "Notice on police information work, 2025-01" in " ".join(
        run("notice", "2025-01", "--format", "txt").stdout.split()
    )
    for command, title in (
        (("pay", "2025-01"), "Pay for police information, 2025-01"),
        (("report", "2025-01"), "Figures of police information work, 2025-01"),
        (("assess", "2025-01"), "Assessment of police information work, 2025-01"),
    ):
        assert title in " ".join(run(*command, "--format", "md").stdout.split()), command


def test_columns_without_figures_are_left_out_on_demand(office, run):
    assert "Forwarded" in run("notice", "2025-01", "--format", "md").stdout
    assert "Forwarded" not in run("notice", "2025-01", "--without-zeros", "--format", "md").stdout


def test_a_notice_issued_before_causes_were_kept_has_them_from_the_journal(office, issue, run, environment):
    issue("2025-01")
    with closing(sqlite3.connect(environment / "ledger.db")) as ledger:
        ledger.execute("UPDATE frozen SET content = json_remove(content, '$.worths')")
        ledger.commit()
    office("adoptions", "编号,刊物,日期\nB,市局信息,2025-01-20\n")
    run("void", "adoption", "A", "--in", "市局信息", "--reason", "重复")
    text = run("notice", "2025-02", "--format", "txt").stdout
    assert "registered late: adoption“乙一” +5" in text
    assert "taken back: adoption“甲一”" in text
    assert "“甲一” -5" not in text  # what it had been worth is not known


COLUMNS = """
office: {name: 某县政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
notice: {columns: [得分, 市级采用, 报送数量], template: 没有.docx}
regulations:
  - {title: 旧办法, effective: 2024-01-01, scoring: [{name: 报送, fact: submission, points: 1}]}
  - title: 新办法
    effective: 2025-01-01
    scoring: [{name: 报送, fact: submission, points: 1}]
    columns: [{name: 市级采用, count: adoption, where: {level: 市级}}]
"""


def test_a_column_that_no_rules_know_and_a_template_that_is_not_there_are_told_by_the_check(run, environment):
    (environment / "config.yaml").write_text(COLUMNS, "utf-8")
    told = run("config", "check").stderr
    assert "notice.columns[2]: The notice has no column “报送数量”" in told
    assert "市级采用" not in told.split("报送数量")[0]
    assert "notice.template: There is no template" in told


def test_a_column_of_newer_rules_is_left_out_of_a_notice_of_older_ones(run, environment):
    (environment / "config.yaml").write_text(COLUMNS.replace(", 报送数量", ""), "utf-8")
    assert run("unit", "add", "甲乡", "--group", "乡镇").exit_code == 0
    assert "市级采用" in run("notice", "2025-01", "--format", "md").stdout
    result = run("notice", "2024-01", "--format", "md")
    assert result.exit_code == 0
    assert "市级采用" not in result.stdout
