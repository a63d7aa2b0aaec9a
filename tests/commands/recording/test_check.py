"""``check``: what is odd in ledger, journal and config."""

import sqlite3


def test_a_ledger_in_order_has_no_findings(office, item):
    office("adopt", item("秋收", "甲乡", "--by", "王五"), "--in", "市府信息")
    result = office("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing odd was found." in result.stderr


def test_a_quiet_edit_of_the_file_shows(office, item, environment, table):
    item()
    ledger = sqlite3.connect(environment / "ledger.db")
    with ledger:
        ledger.execute("UPDATE items SET title = '别的'")
    ledger.close()
    result = office("check", "--format", "csv")
    assert result.exit_code == 1
    assert "\njournal,items 1" in result.stdout


def findings(result):
    assert result.exit_code == 1, result.stderr
    return [tuple(line.split(",")[:2]) for line in result.stdout.splitlines()[1:]]


def test_an_adoption_before_the_submission_is_found(office, item):
    office("adopt", item(), "--in", "市府信息", "--on", "2026-10-01")
    assert findings(office("check", "-f", "csv")) == [("order", "adoption 1 (2026-0001)")]


def test_a_fact_of_a_unit_that_was_no_member_is_found(office, item):
    office("unit", "edit", "乙乡", "--joined", "2026-10-01")
    item("一", "乙乡", "--on", "2026-09-30")
    office("violation", "乙乡", "迟报", "--on", "2026-09-30")
    assert findings(office("check", "-f", "csv")) == [("membership", "2026-0001"), ("membership", "violation 1")]


def test_an_informant_who_was_elsewhere_is_found(office, item):
    item("一", "财政局", "--by", "赵六", "--on", "2026-10-05")
    office("informant", "transfer", "赵六", "--to", "甲乡", "--on", "2026-10-01")
    assert findings(office("check", "-f", "csv")) == [("informants", "2026-0001")]


def test_a_fact_of_tomorrow_is_found(office, item):
    item("一", "甲乡", "--on", "2026-10-21")
    assert findings(office("check", "-f", "csv")) == [("future", "2026-0001")]


def test_words_that_the_config_no_longer_declares_are_found(office, item, environment):
    ref = item("一", "甲乡", "--category", "工作动态")
    office("adopt", ref, "--in", "市府信息", "--form", "简讯")
    office("forward", ref, "--to", "省政府办公厅")
    path = environment / "config.yaml"
    text = path.read_text("utf-8").replace("市府信息: {aliases: [市信息]}", "市政信息: {}")
    text = text.replace("省政府办公厅:", "省政府:").replace("工作动态: {deadline: 3d}, ", "")
    path.write_text(text.replace("unit_groups: [乡镇, 部门]", "unit_groups: [乡镇]"), "utf-8")
    assert findings(office("check", "-f", "csv")) == [
        ("undeclared", "2026-0001"),
        ("undeclared", "forward 1 (2026-0001)"),
        ("undeclared", "adoption 1 (2026-0001)"),
        ("groups", "财政局"),
    ]


def test_a_unit_without_headcount_that_owes_by_head_is_found(office, environment):
    path = environment / "config.yaml"
    quota = "{name: 人均, count: submission, least: 5, per: year, by: head, for: {group: 部门}}"
    path.write_text(path.read_text("utf-8") + f"    quotas: [{quota}]\n", "utf-8")
    assert findings(office("check", "-f", "csv")) == [("headcounts", "财政局")]
    office("unit", "edit", "财政局", "--headcount", "20")
    assert office("check").exit_code == 0


def test_all_checks_are_listed(office):
    result = office("check", "--list", "-f", "csv")
    assert result.exit_code == 0
    names = [line.split(",")[0] for line in result.stdout.splitlines()[1:]]
    assert names == ["journal", "undeclared", "order", "future", "membership", "informants", "groups", "headcounts"]


def test_late_items_without_their_violation_are_proposed(office, item, table):
    late = ("--category", "工作动态", "--occurred", "2026-10-10")
    item("准时", "甲乡", *late, "--on", "2026-10-13")
    first = item("迟一", "甲乡", *late, "--on", "2026-10-14")
    second = item("迟二", "乙乡", *late, "--on", "2026-10-15")
    rows = table("check", "--late", "2026-10")
    assert [(row["unit"], row["ref"], row["hours_late"]) for row in rows] == [
        ("甲乡", first, "24"),
        ("乙乡", second, "48"),
    ]
    office("violation", "甲乡", "迟报", "--ref", first)
    assert [row["ref"] for row in table("check", "--late", "2026-10")] == [second]
