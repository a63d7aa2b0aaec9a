"""What the board takes from the rules: open quotas, those first that end first."""

import json

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
regulations:
  - title: 办法
    effective: 2026-01-01
    quotas:
      - {name: 年任务, count: submission, least: 12, per: year, by: unit}
      - {name: 月任务, count: submission, least: 2, per: month, by: unit}
      - {name: 季任务, count: submission, least: 5, per: quarter, by: unit}
      - {name: 周任务, count: submission, least: 1, per: week, by: unit}
"""


def test_open_quotas_come_by_the_days_that_are_left(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n", "utf-8")
    assert run("--today", "2026-11-10", "import", "units.csv").exit_code == 0
    shown = json.loads(run("--today", "2026-11-10", "--format", "json").stdout)["quotas"]
    # The quarter and the year end on one day: they stand as the regulation has them.
    assert [(row["quota"], row["days_left"]) for row in shown] == [
        ("周任务", 5),
        ("月任务", 20),
        ("年任务", 51),
        ("季任务", 51),
    ]
