"""An office with two towns, a bureau and three steps of review, for the tests of the editorial desk."""

import csv
import io

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
levels: [县级, 市级, 媒体]
unit_groups: [乡镇, 部门]
categories:
  工作动态: {deadline: 3d}
  问题建议: {expects: [现象, 数据, 原因, 对策], least_characters: 50}
  紧急信息: {deadline: 2h, urgent: true}
bodies:
  市政府办公室: {level: 市级, outlets: {市府信息: {}}}
  日报社: {level: 媒体, secrecy_at_most: 公开, outlets: {日报: {}}}
leaders: {张县长: {level: 县级, chief: true}}
publications: {政务信息: {sections: [要闻], secrecy_at_most: 内部}}
review:
  steps: [初审, 签发]
  more: [{step: 县长签发, when: {urgent: true}}]
regulations:
  - title: 办法
    effective: 2026-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - {name: 采用, fact: adoption, points: 5}
    quotas:
      - {name: 每月报送, count: submission, least: 2, per: month, by: unit, for: {group: 乡镇}}
"""
UNITS = "单位,组别\n甲乡,乡镇\n乙镇,乡镇\n水利局,部门\n"
TODAY = "2026-11-20"


@pytest.fixture
def desk(environment, run):
    """Call the program on 20 November 2026: ``desk("submit", "--title", …)``; what fails is told."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text(UNITS, "utf-8")

    def call(*words, code=0, **settings):
        done = run("--today", TODAY, "--clerk", "王某", *words, **settings)
        assert done.exit_code == code, done.stderr
        return done

    call("import", environment / "units.csv")
    return call


@pytest.fixture
def submit(desk):
    """Submit an item and return its reference: ``submit("标题", "甲乡", "--category", "工作动态")``."""

    def record(title="甲乡旱情", unit="甲乡", *more):
        return desk("submit", "--title", title, "--unit", unit, *more).stdout.strip()

    return record


@pytest.fixture
def rows(desk):
    """The rows that a command lists, as dicts."""

    def listed(*words):
        return list(csv.DictReader(io.StringIO(desk(*words, "--format", "csv").stdout)))

    return listed
