"""Who stands where, and with which figures."""

from decimal import Decimal

import pytest

from infoledger.rules.standings import standings

CONFIG = """
office: {{name: 某县政府办公室, level: 县级}}
levels: [县级, 市级]
unit_groups: [乡镇, 部门]
bodies: {{市政府办公室: {{level: 市级, outlets: {{市府信息: {{}}}}}}}}
leaders: {{李县长: {{level: 县级}}}}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring: [{{name: 采用, fact: adoption, points: 5}}, {{name: 报送, fact: submission, points: 0.5}}]
    ranking: {ranking}
    columns: [{{name: 市级采用, count: adoption, where: {{level: 市级}}}}, {{name: 采用得分, clauses: [采用]}}]
"""
FACTS = """
- {unit: 丁局, group: 部门}
- {unit: 甲乡, group: 乡镇}
- {unit: 乙乡, group: 乡镇}
- {unit: 丙乡, group: 乡镇}
- {unit: 戊乡, group: 乡镇}
- {submission: A, date: 2025-03-31, unit: [甲乡, 乙乡]}
- {submission: B, date: 2025-03-01, unit: 甲乡}
- {submission: C, date: 2025-03-01, unit: 乙乡}
- {submission: D, date: 2025-02-28, unit: 丙乡}
- {adoption: A, date: 2025-03-31, outlet: 市府信息}
- {adoption: A, date: 2025-03-31, outlet: 市府信息}
- {adoption: [B, C], date: 2025-03-05, outlet: 市府信息}
- {adoption: D, date: 2025-04-01, outlet: 市府信息}
- {instruction: A, date: 2025-03-31, leader: 李县长}
"""


def ranks(rows):
    return [(row.member.group, row.member.name, row.rank) for row in rows]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("shared", [1, 1, 3, 3, 1]), ("dense", [1, 1, 2, 2, 1]), ("none", [1, 2, 3, 4, 1])],
)
def test_equal_ones_are_numbered_as_the_regulation_says(reckoned, ties, expected):
    rows = standings(reckoned(CONFIG.format(ranking=f"{{ties: {ties}}}"), FACTS, "2025-03"))
    assert [row.rank for row in rows] == expected
    assert [row.member.name for row in rows] == ["甲乡", "乙乡", "丙乡", "戊乡", "丁局"]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("shared", [3, 3, 1, 1, 1]), ("dense", [2, 2, 1, 1, 1]), ("none", [4, 3, 2, 1, 1])],
)
def test_ranks_from_the_last_are_numbered_alike(reckoned, ties, expected):
    reckoning = reckoned(CONFIG.format(ranking=f"{{ties: {ties}}}"), FACTS, "2025-03")
    (regulation,) = reckoning.rulebook.regulations
    places = reckoning.measures.places("unit", reckoning.window, regulation)
    assert [place.rank_from_last for place in places] == expected


def test_groups_stand_apart_in_printing_order_and_nobody_is_left_out(reckoned):
    rows = standings(reckoned(CONFIG.format(ranking="{}"), FACTS, "2025-03"))
    assert [row.member.group for row in rows] == ["乡镇"] * 4 + ["部门"]
    (idle,) = [row for row in rows if row.member.name == "丁局"]
    assert (idle.submitted, idle.adopted, idle.points, idle.adoption_rate) == (0, 0, Decimal(0), None)


def test_items_are_distinct_and_pieces_are_not(reckoned):
    (first, *_rest) = standings(reckoned(CONFIG.format(ranking="{}"), FACTS, "2025-03"))
    assert first.member.name == "甲乡"
    assert (first.submitted, first.adopted, first.adoptions, first.instructions) == (2, 2, 3, 1)
    assert first.adoption_rate == Decimal("100.0")
    assert first.points == Decimal("16.00")
    assert first.columns == (Decimal(2), Decimal("15.00"))


def test_the_running_total_begins_with_the_assessment_year(reckoned):
    rows = {row.member.name: row for row in standings(reckoned(CONFIG.format(ranking="{}"), FACTS, "2025-04"))}
    assert (rows["丙乡"].points, rows["丙乡"].points_to_date) == (Decimal("5.00"), Decimal("5.50"))
    assert (rows["甲乡"].points, rows["甲乡"].points_to_date) == (Decimal(0), Decimal("16.00"))
    assert rows["丙乡"].adopted == 1
    assert rows["丙乡"].adoption_rate is None  # adopted in April what was submitted in February


def test_further_keys_break_ties_until_all_are_equal(reckoned):
    ranking = "{by: [adoptions, submitted, points], ties: shared}"
    facts = FACTS + "- {submission: E, date: 2025-03-09, unit: 乙乡}\n"
    rows = standings(reckoned(CONFIG.format(ranking=ranking), facts, "2025-03"))
    assert ranks(rows)[:2] == [("乡镇", "乙乡", 1), ("乡镇", "甲乡", 2)]


def test_a_rate_of_nothing_submitted_stands_last(reckoned):
    ranking = "{by: [adoption_rate]}"
    facts = "- {submission: A, date: 2025-03-01, unit: 甲乡, group: 乡镇}\n- {unit: 乙乡, group: 乡镇}"
    rows = standings(reckoned(CONFIG.format(ranking=ranking), facts, "2025-03"))
    assert ranks(rows) == [("乡镇", "甲乡", 1), ("乡镇", "乙乡", 2)]


def test_a_sub_unit_counts_for_its_parent_too_and_keeps_its_row(reckoned):
    facts = """
    - {unit: 甲乡, group: 乡镇}
    - {unit: 甲乡中学, group: 乡镇, parent: 甲乡}
    - {submission: A, date: 2025-03-01, unit: [甲乡, 甲乡中学]}
    - {submission: B, date: 2025-03-02, unit: 甲乡中学}
    - {adoption: B, date: 2025-03-05, outlet: 市府信息}
    """
    rows = {
        row.member.name: row for row in standings(reckoned(CONFIG.format(ranking="{roll_up: true}"), facts, "2025"))
    }
    assert (rows["甲乡"].submitted, rows["甲乡"].adopted, rows["甲乡"].adoptions) == (2, 1, 1)
    assert rows["甲乡"].points == Decimal("6.50")
    assert (rows["甲乡中学"].submitted, rows["甲乡中学"].points) == (2, Decimal("6.00"))


def test_only_members_of_the_window_have_rows(reckoned):
    facts = """
    - {unit: 早退乡, group: 乡镇, left: 2025-02-28}
    - {unit: 月末乡, group: 乡镇, joined: 2025-03-31}
    - {unit: 后来乡, group: 乡镇, joined: 2025-04-01}
    """
    rows = standings(reckoned(CONFIG.format(ranking="{}"), facts, "2025-03"))
    assert [row.member.name for row in rows] == ["月末乡"]
