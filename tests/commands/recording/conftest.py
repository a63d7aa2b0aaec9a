"""A small office with three units and three informants, for the tests of what records and looks after records."""

import csv
import io

import pytest

CONFIG = """
office: {name: 林双县人民政府办公室, level: 县级}
unit_groups: [乡镇, 部门]
categories: {工作动态: {deadline: 3d}, 问题建议: {}}
bodies:
  市政府办公室: {level: 市级, outlets: {市府信息: {aliases: [市信息]}, 昨日要情: {}}}
  省政府办公厅: {level: 省级, outlets: {昨日要情: {}}}
leaders: {张某: {level: 县级, chief: true}}
awards: {月度最佳: {most: 1, per: month}}
regulations:
  - title: 办法
    effective: 2020-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - name: 采用
        fact: adoption
        cases: [{when: {level: 省级}, points: 20}, {when: {form: 简讯}, points: 5}, {points: 10}]
      - {name: 批示, fact: instruction, points: 4}
      - {name: 差错, fact: violation, points: -3}
      - name: 约稿
        fact: solicitation
        cases: [{when: {answered: on_time}, points: 2}, {when: {answered: missed}, points: -2}]
"""


@pytest.fixture
def office(environment, run):
    """``run`` in the folder of an office with units 甲乡, 乙乡 and 财政局, on 2026-10-20."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def call(*words, **more):
        return run("--today", "2026-10-20", *words, **more)

    for name, group in (("甲乡", "乡镇"), ("乙乡", "乡镇"), ("财政局", "部门")):
        assert call("unit", "add", name, "--group", group).exit_code == 0
    for name, unit in (("王五", "甲乡"), ("王五", "乙乡"), ("赵六", "财政局")):
        assert call("informant", "add", name, "--unit", unit).exit_code == 0
    return call


@pytest.fixture
def item(office):
    """Submit an item of 甲乡, or as said: the reference it got."""

    def submit(title="秋收完成", unit="甲乡", *more):
        result = office("submit", "--title", title, "--unit", unit, *more)
        assert result.exit_code == 0, result.stderr
        return result.stdout.strip()

    return submit


@pytest.fixture
def table(office):
    """The rows of a listing, as dicts of what its csv says."""

    def read(*words):
        result = office(*words, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return read


@pytest.fixture
def points(table):
    """By unit, the points of a period."""
    return lambda period: {row["unit"]: row["points"] for row in table("notice", period)}
