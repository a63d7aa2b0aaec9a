"""Sub-units that count for their parent: its figure and what explains it."""

import csv
import io
from decimal import Decimal

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
regulations:
  - title: 办法
    effective: 2026-01-01
    scoring: [{name: 报送, fact: submission, points: 1}]
    ranking: {roll_up: true}
"""


@pytest.fixture
def rows(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别,上级单位\n县局,部门,\n甲所,部门,县局\n乙所,部门,甲所\n", "utf-8")
    (environment / "items.csv").write_text(
        "编号,报送日期,单位,标题\nA,2026-03-01,县局,一\nB,2026-03-02,甲所,二\nC,2026-03-03,乙所,三\n", "utf-8"
    )
    for kind in ("units", "items"):
        assert run("--today", "2026-11-10", "import", f"{kind}.csv").exit_code == 0

    def of(*words):
        result = run("--today", "2026-11-10", *words, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return of


@pytest.mark.parametrize(("unit", "refs"), [("县局", ["A", "B", "C"]), ("甲所", ["B", "C"]), ("乙所", ["C"])])
def test_the_figure_of_a_unit_is_explained_by_its_own_postings_and_those_of_its_sub_units(rows, unit, refs):
    found = rows("explain", unit, "2026-03")
    assert [row["ref"] for row in found] == refs
    printed = {row["unit"]: Decimal(row["points"]) for row in rows("notice", "2026-03")}
    assert sum(Decimal(row["points"]) for row in found) == printed[unit] == len(refs)
