"""Quotas under way, outcomes in streaks, honours with ties, marks, and the reasons for them."""

from datetime import date
from decimal import Decimal

from infoledger.documents import words
from infoledger.rules.judgement import verdicts
from infoledger.rules.outcomes import assess
from infoledger.rules.progress import quota_rows
from infoledger.rules.standings import standings
from infoledger.rules.whatif import compare

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
levels: [县级, 市级]
unit_groups: [乡镇]
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
violations: [迟报]
publications: {县政府信息: {}}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring: [{name: 采用, fact: adoption, points: 5}]
    quotas:
      - {name: 月任务, count: submission, least: 1, per: month, by: unit}
      - {name: 年任务, count: points, least: {甲乡: 20, 乙乡: 10}, per: year, by: unit}
      - {name: 上刊, count: issue, least: 2, per: quarter, by: unit}
    outcomes:
      - {name: 通报批评, of: unit, any: [{measure: missed, quota: 月任务, at_least: 11}]}
      - {name: 约谈, of: unit, replaces: 通报批评, any: [{measure: missed, quota: 月任务, at_least: 12}]}
      - name: 连续末位
        of: unit
        per: quarter
        running: 2
        all: [{measure: rank_from_last, at_most: 1}, {measure: points, at_most: 0}]
    honours:
      - {name: 先进单位, of: unit, top: 1, unless: [约谈], all: [{measure: violations, at_most: 0}]}
    conversion: {to: 100, full: FULL}
"""
FACTS = """
- {unit: 甲乡, group: 乡镇}
- {unit: 乙乡, group: 乡镇}
- {unit: 丙乡, group: 乡镇}
- {unit: 丁乡, group: 乡镇}
- {submission: A, date: 2025-01-10, unit: 甲乡}
- {submission: B, date: 2025-02-10, unit: 乙乡}
- {submission: C, date: 2025-02-10, unit: 丁乡}
- {adoption: A, date: 2025-03-01, outlet: 县政府信息, issue: 3}
- {adoption: A, date: 2025-03-01, outlet: 县政府信息, issue: 4}
- {adoption: B, date: 2025-05-05, outlet: 市府信息}
- {adoption: B, date: 2025-06-05, outlet: 市府信息}
- {adoption: C, date: 2025-06-06, outlet: 市府信息}
- {adoption: C, date: 2025-06-07, outlet: 市府信息}
- {adoption: C, date: 2025-06-08, outlet: 市府信息}
- {violation: 迟报, date: 2025-06-08, unit: 丁乡}
"""


def reason(verdict):
    return "; ".join(words.told(note, str) for note in verdict.reasons)


def config(full="best"):
    return CONFIG.replace("FULL", full)


def told(rows, kind):
    return [(row.name, row.member.name, str(row.detail)) for row in rows if row.kind == kind]


def test_a_stricter_outcome_takes_the_place_of_the_milder(reckoned):
    rows = assess(reckoned(config(), FACTS, "2025"))
    assert [(name, party) for name, party, _periods in told(rows, "outcome") if name != "连续末位"] == [
        ("通报批评", "甲乡"),
        ("通报批评", "乙乡"),
        ("通报批评", "丁乡"),
        ("约谈", "丙乡"),
    ]


def test_a_streak_names_each_sub_period_in_which_it_held(reckoned):
    rows = assess(reckoned(config(), FACTS, "2025"))
    # From the third quarter on all tie at nothing, and so all are last.
    assert ("连续末位", "丙乡", "2025Q2;2025Q3;2025Q4") in told(rows, "outcome")
    assert ("连续末位", "甲乡", "2025Q3;2025Q4") in told(rows, "outcome")
    assert ("连续末位", "乙乡", "2025Q4") in told(rows, "outcome")


def test_a_streak_looks_back_into_the_year_before(reckoned):
    rows = assess(reckoned(config(), FACTS, "2026Q1"))
    assert ("连续末位", "乙乡", "2026Q1") in told(rows, "outcome")


def test_all_who_tie_for_the_last_place_are_honoured(reckoned):
    # 丁乡 has most points but a violation, and 丙乡 is barred; 甲乡 and 乙乡 tie.
    assert told(assess(reckoned(config(), FACTS, "2025")), "honour") == [
        ("先进单位", "甲乡", "1"),
        ("先进单位", "乙乡", "1"),
    ]


def test_nothing_is_judged_before_its_sub_period_is_over(reckoned):
    rows = assess(reckoned(config(), FACTS, "2025", today=date(2025, 12, 31)))
    assert told(rows, "honour") == []
    assert {name for name, *_rest in told(rows, "outcome")} == {"连续末位"}


def test_marks_follow_the_best_the_quota_or_a_number(reckoned):
    best = told(assess(reckoned(config(), FACTS, "2025")), "mark")
    assert best == [
        ("折算", "甲乡", "66.67"),
        ("折算", "乙乡", "66.67"),
        ("折算", "丙乡", "0.00"),
        ("折算", "丁乡", "100.00"),
    ]
    by_quota = told(assess(reckoned(config("quota"), FACTS, "2025")), "mark")
    assert by_quota == [("折算", "甲乡", "50.00"), ("折算", "乙乡", "100.00")]
    # What a year owes is said by the year's quota, whatever the months owe beside it.
    monthly = "    quotas:\n      - {name: 月分, count: points, least: 2, per: month, by: unit}\n"
    beside = assess(reckoned(config("quota").replace("    quotas:\n", monthly), FACTS, "2025"))
    assert told(beside, "mark") == [*by_quota, ("折算", "丙乡", "0.00"), ("折算", "丁乡", "62.50")]
    by_number = told(assess(reckoned(config("40"), FACTS, "2025")), "mark")
    assert by_number[0] == ("折算", "甲乡", "25.00")


def test_quotas_are_listed_by_sub_period_and_longer_ones_as_progress(reckoned):
    rows = list(quota_rows(reckoned(config(), FACTS, "2025-02")))
    shown = [(row.quota.name, row.period.name, row.least, row.done, row.over, row.met) for row in rows]
    assert shown[:4] == [
        ("月任务", "2025-02", 1, 0, True, False),
        ("月任务", "2025-02", 1, 1, True, True),
        ("月任务", "2025-02", 1, 0, True, False),
        ("月任务", "2025-02", 1, 1, True, True),
    ]
    assert shown[4:6] == [("年任务", "2025", 20, 0, False, False), ("年任务", "2025", 10, 0, False, False)]
    assert [row.period.name for row in rows[6:]] == ["2025Q1"] * 4


def test_issues_of_the_office_count_by_number_once_the_quarter_is_over(reckoned):
    rows = [row for row in quota_rows(reckoned(config(), FACTS, "2025Q1")) if row.quota.name == "上刊"]
    assert [(row.done, row.met) for row in rows] == [(2, True), (0, False), (0, False), (0, False)]


def test_an_honour_explains_why_not(reckoned):
    reasons = {
        each.owner.name: (each.held, reason(each)) for each in verdicts(reckoned(config(), FACTS, "2025"), "先进单位")
    }
    assert reasons["甲乡"] == (True, "rank 1")
    assert reasons["丙乡"] == (False, "barred by 约谈")
    assert reasons["丁乡"] == (False, "violations is 1 (asked: <= 0)")


def test_an_honour_of_an_open_year_shows_how_things_stand(reckoned):
    found = verdicts(reckoned(config(), FACTS, "2025", today=date(2025, 12, 31)), "先进单位")
    assert {each.held for each in found} == {None}
    reasons = {each.owner.name: reason(each) for each in found}
    assert reasons["甲乡"] == "rank 1"
    assert reasons["丙乡"] == "rank 3 with 0 points, behind the first 1"


def test_a_quota_explains_what_was_counted_and_what_is_missing(reckoned):
    reckoning = reckoned(config(), FACTS, "2025-02")
    reasons = {each.owner.name: reason(each) for each in verdicts(reckoning, "月任务")}
    assert reasons["乙乡"] == "1 of 1: B"
    assert reasons["甲乡"] == "0 of 1, 1 missing"


def test_an_outcome_explains_what_was_measured(reckoned):
    reasons = {each.owner.name: each for each in verdicts(reckoned(config(), FACTS, "2025"), "约谈")}
    assert reasons["丙乡"].held
    assert reason(reasons["丙乡"]) == "sub-periods missed (月任务) is 12 (asked: >= 12)"
    assert not reasons["甲乡"].held


def test_other_rules_are_set_beside_todays_clause_by_clause(reckoned):
    now = reckoned(config(), FACTS, "2025")
    then = reckoned(config().replace("points: 5}", "points: 7}"), FACTS, "2025")
    shifts = {shift.member.name: shift for shift in compare(now, then)}
    assert (shifts["丁乡"].points, shifts["丁乡"].points_then, shifts["丁乡"].change) == (
        Decimal(15),
        Decimal(21),
        Decimal(6),
    )
    assert shifts["丁乡"].clauses == (("采用", Decimal(6)),)
    assert shifts["丙乡"].clauses == ()


CHAIN = """
office: {name: 某县政府办公室, level: 县级}
levels: [县级]
violations: [迟报]
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring: [{name: 封底, fact: violation, points: -2}]
    floor: {points: 0, per: month}
    columns: [{name: 补分, clauses: [floor]}]
    outcomes:
      - {name: 重, of: unit, replaces: 中, any: [{measure: violations, at_least: 1}]}
      - {name: 中, of: unit, replaces: [轻, 季度], any: [{measure: violations, at_least: 1}]}
      - {name: 轻, of: unit, any: [{measure: violations, at_least: 1}]}
      - {name: 季度, of: unit, per: quarter, any: [{measure: violations, at_least: 1}]}
"""
LATE = "- {violation: 迟报, date: 2025-02-01, unit: 甲乡}"


def test_the_severest_outcome_alone_is_left_in_whatever_order_they_are_written(reckoned):
    rows = told(assess(reckoned(CHAIN, LATE, "2025")), "outcome")
    assert [row for row in rows if row[0] != "季度"] == [("重", "甲乡", "2025")]
    turned = CHAIN.splitlines()
    turned[-4:-1] = reversed(turned[-4:-1])
    rows = told(assess(reckoned("\n".join(turned), LATE, "2025")), "outcome")
    assert [row for row in rows if row[0] != "季度"] == [("重", "甲乡", "2025")]


def test_an_outcome_of_the_year_takes_the_place_of_one_of_its_quarters(reckoned):
    rules = CHAIN.replace("{name: 重, of: unit, replaces: 中,", "{name: 重, of: unit,")
    assert "季度" not in {row[0] for row in told(assess(reckoned(rules, LATE, "2025")), "outcome")}
    assert "季度" in {row[0] for row in told(assess(reckoned(rules, LATE, "2025Q1")), "outcome")}


def test_a_column_can_sum_what_the_floor_gave(reckoned):
    (row,) = standings(reckoned(CHAIN, LATE, "2025"))
    assert (row.points, row.columns) == (Decimal(0), (Decimal(2),))
