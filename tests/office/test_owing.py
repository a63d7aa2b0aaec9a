"""What is owed: quotas of members for part of a period, of items that weigh more, and of the office itself."""

import csv
import io

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
categories: {调研: {}, 动态: {}}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - title: 办法
    effective: 2025-01-01
    quotas:
      - name: 本室上报
        count: forward
        least: 3
        per: quarter
        by: office
        weigh: [{when: {category: 调研}, times: 2}]
      - name: 折算
        count: submission
        least: 4
        per: quarter
        by: unit
        part: pro_rata
        weigh: [{when: {category: 调研}, times: 1.5}]
      - {name: 每日, count: submission, least: 1, per: day, by: unit, for: {unit: 乙乡}}
    outcomes:
      - {name: 欠账, of: unit, per: quarter, any: [{measure: missed, quota: 本室上报, at_least: 1}]}
"""


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别,加入日期\n甲乡,乡镇,\n乙乡,乡镇,2025-02-01\n", "utf-8")
    items = "编号,报送日期,单位,标题,类别\nA,2025-01-05,甲乡;乙乡,一,调研\nB,2025-02-05,乙乡,二,动态\n"
    (environment / "items.csv").write_text(items, "utf-8")
    forwards = "编号,上级,日期\nA,市政府办公室,2025-01-10\nA,市政府办公室,2025-01-11\n"
    (environment / "forwards.csv").write_text(forwards, "utf-8")
    for kind in ("units", "items", "forwards"):
        assert run("import", f"{kind}.csv").exit_code == 0, kind


def rows(run, period, name):
    told = csv.DictReader(io.StringIO(run("quota", period, "--format", "csv").stdout))
    return [tuple(row.values())[1:] for row in told if row["quota"] == name]


def test_the_office_owes_by_its_name_and_an_item_counts_once(run, office):
    assert rows(run, "2025Q1", "本室上报") == [("某县政府办公室", "", "2025Q1", "3", "2", "1", "no")]


def test_what_the_office_misses_no_unit_has_missed(run, office):
    assert "欠账" not in run("assess", "2025Q1", "--format", "csv").stdout


def test_a_member_for_part_of_the_quarter_owes_its_part_and_research_weighs_more(run, office):
    assert rows(run, "2025Q1", "折算") == [
        ("甲乡", "甲乡", "2025Q1", "4", "1.5", "2.5", "no"),
        ("乙乡", "乙乡", "2025Q1", "3", "2.5", "0.5", "no"),
    ]


def test_a_quota_a_day_is_owed_on_every_day(run, office):
    found = rows(run, "2025-02", "每日")
    assert len(found) == 28
    assert [row[2] for row in found if row[-1] == "yes"] == ["2025-02-05"]


def test_it_is_told_for_how_many_months_a_task_is_owed(run, office):
    told = csv.DictReader(io.StringIO(run("explain", "折算", "2025Q1", "--format", "csv").stdout))
    reasons = {row["party"]: row["reason"] for row in told}
    assert reasons["甲乡"] == "1.5 of 4, 2.5 missing: A"
    assert reasons["乙乡"] == "2.5 of 3, 0.5 missing: A;B; for 2 of 3 months"
