"""Further columns of the notice, ranking by them, and marks for some clauses alone."""

from decimal import Decimal

import pytest

from infoledger.rules.outcomes import assess
from infoledger.rules.standings import standings

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
levels: [县级, 市级, 省级]
bodies:
  市政府办公室: {level: 市级, outlets: {市府信息: {}}}
  省政府办公厅: {level: 省级, outlets: {省府信息: {}}}
violations: [迟报]
regulations:
  - title: 办法
    effective: 2025-01-01
    decimals: 1
    quotas:
      - {name: 采用分任务, count: points, clauses: [采用], least: 20, per: year, by: unit}
      - {name: 总分任务, count: points, least: 100, per: year, by: unit}
    scoring:
      - {name: 采用, fact: adoption, points: 5}
      - {name: 差错, fact: violation, points: -3}
    ranking: {by: BY}
    columns:
      - {name: 省级采用, count: adoption, where: {level: 省级}}
      - {name: 人均得分, ratio: {of: points, over: headcount, times: 1}}
      - {name: 采用占比, ratio: {of: adopted, over: total, times: 100, within: all}}
    conversion:
      - {name: 采用折算, to: 10, full: quota, clauses: [采用]}
      - {name: 总折算, to: 100, full: quota}
"""
FACTS = """
- {unit: 甲乡, headcount: 4}
- {unit: 乙乡}
- {unit: 丙乡, headcount: 1}
- {submission: A, date: 2025-01-01, unit: 甲乡}
- {submission: B, date: 2025-01-02, unit: 乙乡}
- {submission: C, date: 2025-01-03, unit: 丙乡}
- {adoption: A, date: 2025-02-01, outlet: 市府信息}
- {adoption: A, date: 2025-02-02, outlet: 市府信息}
- {adoption: B, date: 2025-02-01, outlet: 省府信息}
- {adoption: C, date: 2025-02-01, outlet: 市府信息}
- {violation: 迟报, date: 2025-02-03, unit: 甲乡}
"""


def ranked(reckoned, by):
    rows = standings(reckoned(CONFIG.replace("BY", f"[{by}]"), FACTS, "2025"))
    return [(row.member.name, row.rank) for row in rows]


def test_a_ratio_is_rounded_as_printed_and_empty_where_nothing_tells_the_headcount(reckoned):
    rows = standings(reckoned(CONFIG.replace("BY", "[points]"), FACTS, "2025"))
    assert {row.member.name: row.columns for row in rows} == {
        "甲乡": (0, Decimal("1.8"), Decimal("33.4")),
        "乙乡": (1, None, Decimal("33.3")),
        "丙乡": (0, 5, Decimal("33.3")),
    }


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("省级采用", [("乙乡", 1), ("甲乡", 2), ("丙乡", 2)]),
        ("人均得分", [("丙乡", 1), ("甲乡", 2), ("乙乡", 3)]),
        ("points, 省级采用", [("甲乡", 1), ("乙乡", 2), ("丙乡", 3)]),
        ("adoptions, points_to_date", [("甲乡", 1), ("乙乡", 2), ("丙乡", 2)]),
    ],
)
def test_a_ranking_follows_columns_with_an_empty_one_last(reckoned, by, order):
    assert ranked(reckoned, by) == order


def test_a_column_counts_items_once_and_each_instruction(reckoned):
    columns = """
    columns:
      - {name: 采用条数, count: adoption}
      - {name: 批示, count: instruction}
      - {name: 主要领导批示, count: instruction, where: {chief: true}}
"""
    config = CONFIG.replace("BY", "[points]").split("    columns:")[0] + columns
    facts = """
- {instruction: A, date: 2025-03-01, leader: 县长, level: 县级, chief: true}
- {instruction: A, date: 2025-03-02, leader: 县长, level: 县级, chief: true}
- {instruction: A;B, date: 2025-03-03, leader: 副县长, level: 县级}
"""
    rows = standings(reckoned(config, FACTS + facts.lstrip(), "2025"))
    found = {row.member.name: (row.instructions, row.columns) for row in rows}
    assert found == {"甲乡": (3, (1, 3, 2)), "乙乡": (1, (1, 1, 0)), "丙乡": (0, (1, 0, 0))}


def test_each_conversion_has_its_own_mark_against_the_quota_of_the_same_clauses(reckoned):
    rows = assess(reckoned(CONFIG.replace("BY", "[points]"), FACTS, "2025"))
    marks = {(row.name, row.member.name): row.detail for row in rows if row.kind == "mark"}
    assert marks["采用折算", "甲乡"] == Decimal("5.00")
    assert marks["总折算", "甲乡"] == Decimal("7.00")
