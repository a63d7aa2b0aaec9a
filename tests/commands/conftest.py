"""An office with two towns, a bureau and three informants, and ways to work in it on 20 October 2026."""

import csv
import io

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
unit_groups: [乡镇, 部门]
categories: {工作动态: {deadline: 3d}, 问题建议: {}}
bodies:
  市政府办公室: {level: 市级, outlets: {市府信息: {aliases: [市信息]}, 昨日要情: {}}}
  省政府办公厅: {level: 省级, outlets: {昨日要情: {}}}
leaders: {张某: {level: 县级, chief: true}}
awards: {月度最佳: {most: 1, per: month}}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - {name: 采用, fact: adoption, cases: [{when: {level: 市级}, points: 10}, {when: {level: 省级}, points: 20}]}
      - {name: 批示, fact: instruction, points: 4}
      - name: 约稿
        fact: solicitation
        cases: [{when: {answered: on_time}, points: 2}, {when: {answered: missed}, points: -2}]
      - {name: 差错, fact: violation, points: -3}
"""
REGISTER = (
    ("unit", "add", "甲乡", "--group", "乡镇"),
    ("unit", "add", "乙乡", "--group", "乡镇"),
    ("unit", "add", "财政局", "--group", "部门"),
    ("informant", "add", "王五", "--unit", "甲乡"),
    ("informant", "add", "王五", "--unit", "乙乡"),
    ("informant", "add", "赵六", "--unit", "财政局"),
)


@pytest.fixture
def office(environment, run):
    """Call the program in the office: ``office("submit", …)``."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def call(*words, stdin=None):
        return run("--today", "2026-10-20", *words, stdin=stdin)

    for words in REGISTER:
        assert call(*words).exit_code == 0
    return call


@pytest.fixture
def item(office):
    """Submit an item and return its reference."""

    def submit(title="秋收完成", unit="甲乡", *more):
        result = office("submit", "--title", title, "--unit", unit, *more)
        assert result.exit_code == 0, result.stderr
        return result.stdout.strip()

    return submit


@pytest.fixture
def table(office):
    """The rows that a command lists, as dicts."""

    def rows(*words):
        result = office(*words, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return rows


@pytest.fixture
def points(table):
    """The points of each unit in a period."""
    return lambda period: {row["unit"]: row["points"] for row in table("notice", period)}
