"""Which unit a name in the rules means, on a day, where names change hands."""

from datetime import date
from decimal import Decimal

import pytest

from infoledger.rules.facts import Book, Unit, UnitState

MERGED, SPLIT = date(2026, 4, 1), date(2026, 7, 1)
#: 农业局 becomes 农业农村局 in April; a new 农业局 is founded in July.
FIRST = Unit(1, (UnitState(date.min, "农业局", "部门"), UnitState(MERGED, "农业农村局", "部门")))
SECOND = Unit(2, (UnitState(date.min, "农业局", "部门"),), SPLIT)
BOOK = Book({1: FIRST, 2: SECOND}, {}, ())


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 3, 31), ("农业局", "农业农村局")),
        (date(2026, 6, 30), ("农业农村局", "农业局")),
        (date(2026, 7, 1), ("农业农村局",)),
    ],
)
def test_another_name_of_a_unit_means_it_if_no_unit_bears_that_name_then(day, names):
    assert BOOK.names(1, day) == names
    assert BOOK.names(2, max(day, SPLIT)) == ("农业局",)


CONFIG = """
office: {name: 某县政府办公室, level: 县级}
regulations:
  - title: 办法
    effective: 2026-01-01
    scoring: [{name: 报送, fact: submission, when: {unit: 农业局}, points: 1}]
    quotas: [{name: 任务, count: submission, least: {农业局: 2, 农业农村局: 9}, per: month, by: unit}]
"""


def test_points_and_quotas_follow_the_name_borne_on_the_day(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n农业局,部门\n", "utf-8")
    (environment / "items.csv").write_text(
        "编号,报送日期,单位,标题\nA,2026-03-01,农业局,一\nB,2026-06-01,农业农村局,二\nC,2026-07-02,农业农村局,三\n",
        "utf-8",
    )
    for words in (
        ("import", "units.csv"),
        ("unit", "rename", "农业局", "农业农村局", "--on", "2026-04-01"),
        ("import", "items.csv"),
        ("unit", "add", "农业局", "--group", "部门", "--joined", "2026-07-01"),
        ("submit", "--title", "四", "--unit", "农业局", "--on", "2026-07-02"),
    ):
        assert run("--today", "2026-11-01", *words).exit_code == 0, words

    def column(*words):
        lines = run("--today", "2026-11-01", *words, "--format", "csv").stdout.splitlines()
        return [line.split(",") for line in lines[1:]]

    points = {(month, row[2]): Decimal(row[9]) for month in (3, 6, 7) for row in column("notice", f"2026-0{month}")}
    assert points == {(3, "农业局"): 1, (6, "农业农村局"): 1, (7, "农业农村局"): 0, (7, "农业局"): 1}
    owed = {(month, row[1]): row[4] for month in (3, 6, 7, 8) for row in column("quota", f"2026-0{month}")}
    assert owed == {
        (3, "农业局"): "2",
        (6, "农业农村局"): "9",
        (7, "农业农村局"): "9",
        (7, "农业局"): "2",
        (8, "农业农村局"): "9",
        (8, "农业局"): "2",
    }
