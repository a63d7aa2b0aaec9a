"""Each preset carries a month of work through the program: import, notice, quota, assess, pay."""

import csv
import io
from decimal import Decimal
from itertools import cycle

import pytest

from infoledger import presets
from infoledger.config.reading import load

NAMES = [preset.name for preset in presets.offices()]


def tables(config):
    """A year's beginning in the words of ``config``: two units a group, an item a week, half of them adopted."""
    groups = config.unit_groups or ("单位",)
    units = [(f"{group}第{number}家", group) for group in groups for number in (1, 2)]
    categories = cycle(config.categories or [""])
    outlets = [f"{outlet.body}/{outlet.name}" for outlet in config.outlets]
    items = [
        (
            f"P{place:03}",
            f"2026-{1 + place // len(units) % 3:02}-{1 + place % 28:02}",
            *units[place % len(units)][:1],
            next(categories),
        )
        for place in range(12 * len(units))
    ]
    yield "units", ["单位,组别,人数", *(f"{name},{group},3" for name, group in units)]
    yield (
        "informants",
        ["姓名,单位,岗位", *(f"信息员{place},{name},兼职" for place, (name, _group) in enumerate(units))],
    )
    yield (
        "items",
        [
            "编号,报送日期,单位,标题,类别",
            *(f"{ref},{day},{unit},{unit}的第{ref}条信息,{kind}" for ref, day, unit, kind in items),
        ],
    )
    adopted = zip(items[::2], cycle(outlets), strict=False)
    yield (
        "adoptions",
        ["编号,刊物,日期,稿酬", *(f"{ref},{outlet},{day},100" for (ref, day, _unit, _kind), outlet in adopted)],
    )
    yield "violations", ["单位,类型,日期", f"{units[0][0]},{config.violations[0]},2026-02-03"]


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_carries_a_quarter_through_the_program(name, run, environment):
    assert run("init", "office", "--preset", name).exit_code == 0
    path = environment / "office" / "config.yaml"
    assert run("--config", path, "config", "check").exit_code == 0
    for kind, lines in tables(load(path)):
        (environment / f"{kind}.csv").write_text("\n".join(lines) + "\n", "utf-8")
        result = run("--config", path, "import", f"{kind}.csv")
        assert result.exit_code == 0, result.stderr
    for words in (("notice", "2026Q1"), ("quota", "2026-02"), ("assess", "2026"), ("pay", "2026Q1")):
        result = run("--config", path, "--today", "2027-01-15", *words, "--format", "csv")
        assert result.exit_code == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO(run("--config", path, "notice", "2026Q1", "--format", "csv").stdout)))
    assert sum(int(row["submitted"]) for row in rows) == 12 * len(rows)
    assert any(row["points"] not in ("0", "") for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_explain_sums_to_the_notice_of_a_preset(name, run, environment):
    run("init", "office", "--preset", name)
    path = environment / "office" / "config.yaml"
    for kind, lines in tables(load(path)):
        (environment / f"{kind}.csv").write_text("\n".join(lines) + "\n", "utf-8")
        run("--config", path, "import", f"{kind}.csv")
    base = ("--config", path, "--today", "2027-01-15")
    rows = csv.DictReader(io.StringIO(run(*base, "notice", "2026Q1", "--format", "csv").stdout))
    for row in list(rows)[:3]:
        postings = csv.DictReader(io.StringIO(run(*base, "explain", row["unit"], "2026Q1", "--format", "csv").stdout))
        assert sum(Decimal(posting["points"]) for posting in postings) == Decimal(row["points"])
