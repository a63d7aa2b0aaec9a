"""What is paid in proportion: a sum shared out, and yuan by points."""

from decimal import Decimal

CONFIG = """
office: {name: 某街道办事处, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
leaders: {张某某: {level: 县级}}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring:
      - {name: 基数, fact: adoption, points: 5, basis: true}
      - {name: 采用, fact: adoption, points: 2}
    rewards:
      - {name: 每月一千元, fact: period, per: month, ratio: {of: submitted, over: total, times: 1000, within: all}}
      - {name: 按分计酬, fact: period, per: month, by: informant, ratio: {of: points, over: 1, times: 3}}
      - {name: 基数计酬, fact: period, per: month, ratio: {of: {measure: points, clauses: [基数]}, over: 1, times: 4}}
      - {name: 首篇, fact: adoption, yuan: 100, to: unit, cap: {first: 1, per: quarter}}
"""
FACTS = """
- {submission: A, date: 2025-01-01, unit: 甲乡, informant: 张三}
- {submission: B, date: 2025-01-02, unit: 乙乡}
- {submission: C, date: 2025-01-03, unit: 丙乡}
- {adoption: A, date: 2025-01-05, outlet: 市府信息}
- {adoption: A, date: 2025-01-06, outlet: 市府信息}
- {adjustment: 补记, date: 2025-01-07, unit: 甲乡, informant: 张三, points: 1.5}
"""


def test_units_share_a_sum_to_the_cent_and_are_paid_by_their_points(reckoned):
    reckoning = reckoned(CONFIG, FACTS, "2025-01")
    paid = {of: reckoning.measures.total(of, reckoning.window, currency="yuan") for of in ("unit", "informant")}
    assert paid["unit"] == {1: Decimal("333.34") + 40 + 100, 2: Decimal("333.33"), 3: Decimal("333.33")}
    assert paid["informant"] == {1: Decimal("4.5")}


def test_a_basis_is_in_no_total_and_no_rank_but_where_it_is_named(reckoned):
    measures = (reckoning := reckoned(CONFIG, FACTS, "2025-01")).measures
    assert measures.total("unit", reckoning.window) == {1: 4}
    assert measures.total("unit", reckoning.window, clauses=["基数", "采用"]) == {1: 14}
