"""Other rules beside today's: standings, and below them who is assessed and paid otherwise."""

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations: [rules.yaml]
"""
RULES = """
title: 办法
effective: 2025-01-01
scoring: [{name: 采用, fact: adoption, points: 5}]
rewards: [{name: 稿酬, fact: adoption, yuan: 50}]
outcomes: [{name: 未达标, of: unit, per: quarter, any: [{measure: points, below: 6}]}]
honours: [{name: 先进单位, of: unit, per: quarter, top: 1, within: all, all: [{measure: points, at_least: 1}]}]
"""


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "rules.yaml").write_text(RULES, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n乙乡,乡镇\n", "utf-8")
    (environment / "informants.csv").write_text("姓名,单位\n张三,甲乡\n", "utf-8")
    (environment / "items.csv").write_text("编号,报送日期,单位,信息员,标题\nA,2025-01-05,甲乡,张三,一\n", "utf-8")
    (environment / "adoptions.csv").write_text("编号,刊物,日期\nA,市府信息,2025-01-10\n", "utf-8")
    for kind in ("units", "informants", "items", "adoptions"):
        assert run("import", f"{kind}.csv").exit_code == 0
    return environment


def test_outcomes_honours_and_pay_that_change_stand_below_the_standings(run, office):
    other = RULES.replace("points: 5", "points: 0").replace("yuan: 50", "yuan: 80").replace("below: 6", "below: 9")
    (office / "other.yaml").write_text(other, "utf-8")
    shown = run("whatif", "other.yaml", "2025Q1")
    assert shown.exit_code == 0
    assert "Outcomes, honours and marks that change:" in shown.stderr
    assert "Pay that changes:" in shown.stderr
    (honour,) = [line.split() for line in shown.stdout.splitlines() if "先进单位" in line]
    assert honour[:5] == ["honour", "先进单位", "甲乡", "甲乡", "1"]
    (pay,) = [line.split() for line in shown.stdout.splitlines() if "张三" in line]
    assert pay == ["张三", "甲乡", "50", "80", "30"]
    # It held before and holds now: no change.
    assert "未达标" not in shown.stdout


def test_the_same_rules_change_nothing(run, office):
    shown = run("whatif", "rules.yaml", "2025Q1")
    assert "that change" not in shown.stderr
    assert "0 units gain, 0 units lose" in shown.stderr


def test_csv_has_the_standings_alone(run, office):
    (office / "other.yaml").write_text(RULES.replace("yuan: 50", "yuan: 80"), "utf-8")
    assert "张三" not in run("whatif", "other.yaml", "2025Q1", "--format", "csv").stdout
