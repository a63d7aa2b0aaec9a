"""``unit`` and ``informant``: registers whose past stays as it was."""

import pytest


def test_everything_said_of_a_unit_is_listed(office, table):
    result = office(
        *("unit", "add", "丙乡", "--group", "乡镇", "--parent", "甲乡", "--headcount", "42", "--head", "张三"),
        *("--supervisor", "李四", "--sponsor", "王副县长", "--alias", "丙;丙乡政府", "--joined", "2026-07-01"),
    )
    assert (result.exit_code, result.stdout) == (0, "丙乡\n")
    assert table("unit", "list")[-1] == {
        "name": "丙乡",
        "group": "乡镇",
        "parent": "甲乡",
        "headcount": "42",
        "head": "张三",
        "supervisor": "李四",
        "sponsor": "王副县长",
        "aliases": "丙;丙乡政府",
        "joined": "2026-07-01",
        "left": "",
    }
    assert office("submit", "--title", "一", "--unit", "丙乡政府").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("add", "甲乡", "--group", "乡镇"), 1, "There is already a unit “甲乡”."),
        (("add", "丙乡", "--group", "镇乡"), 1, "Did you mean “乡镇”?"),
        (("add", "丙乡", "--group", "乡镇", "--headcount", "许多"), 2, "--headcount: It says “许多”."),
        (("edit", "丙乡", "--head", "张三"), 1, "Did you mean “甲乡”?"),
        (("edit", "甲乡", "--parent", "甲乡"), 1, "甲乡 would stand above itself."),
        (("edit", "甲乡"), 2, "Nothing was said to correct."),
        (("rename", "甲乡", "乙乡"), 1, "There is already a unit “乙乡”."),
        (("merge", "甲乡", "--into", "甲乡"), 1, "甲乡 cannot go up in itself."),
        (("retire", "甲乡", "--on", "2026-02-30"), 2, "“2026-02-30” is not a date."),
    ],
)
def test_what_cannot_be_is_refused(office, table, words, code, message):
    before = table("unit", "list")
    result = office("unit", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert table("unit", "list") == before


def test_past_periods_keep_the_old_name(office, item, points, table):
    item("一", "甲乡", "--on", "2026-09-01")
    item("二", "甲乡", "--on", "2026-10-05")
    assert office("unit", "rename", "甲乡", "甲镇", "--on", "2026-10-01").exit_code == 0
    assert points("2026-09")["甲乡"] == "1"
    assert points("2026-10")["甲镇"] == "1"
    assert "甲乡" not in points("2026-10")
    assert [row["name"] for row in table("unit", "list", "--on", "2026-09-30")] == ["甲乡", "乙乡", "财政局"]


def test_past_periods_keep_the_old_group(office, table):
    office("unit", "regroup", "财政局", "乡镇", "--on", "2026-10-01")
    groups = {month: {row["unit"]: row["group"] for row in table("notice", month)} for month in ("2026-09", "2026-10")}
    assert (groups["2026-09"]["财政局"], groups["2026-10"]["财政局"]) == ("部门", "乡镇")


def test_a_unit_that_goes_up_in_another_ends_and_its_informants_go_over(office, item, table, points):
    item("一", "甲乡", "--on", "2026-09-01")
    assert office("unit", "merge", "甲乡", "--into", "财政局", "--on", "2026-10-01").exit_code == 0
    assert points("2026-09")["甲乡"] == "1"
    assert "甲乡" not in points("2026-10")
    assert {(row["name"], row["unit"]) for row in table("informant", "list", "--on", "2026-10-02")} == {
        ("王五", "财政局"),
        ("王五", "乙乡"),
        ("赵六", "财政局"),
    }


def test_a_retired_unit_is_a_member_up_to_its_last_day(office, table, points):
    office("unit", "retire", "乙乡", "--on", "2026-09-30")
    assert "乙乡" in points("2026-09")
    assert "乙乡" not in points("2026-10")
    assert [row["left"] for row in table("unit", "list") if row["name"] == "乙乡"] == ["2026-09-30"]


def test_a_unit_shows_what_it_was_before(office, table):
    office("unit", "rename", "甲乡", "甲镇", "--on", "2026-10-01")
    fields = {row["field"]: row["value"] for row in table("unit", "show", "甲乡")}
    assert (fields["name"], fields["…2026-09-30"], fields["informants"]) == ("甲镇", "甲乡 (乡镇)", "王五")


def test_a_correction_of_a_unit_can_empty(office, table):
    office("unit", "edit", "甲乡", "--head", "张三", "--alias", "甲", "--parent", "财政局")
    office("unit", "edit", "甲乡", "--head", "", "--alias", "", "--parent", "", "--name", "甲镇")
    row = table("unit", "list")[0]
    assert (row["name"], row["head"], row["aliases"], row["parent"]) == ("甲镇", "", "", "")


def test_a_namesake_is_told_apart_by_unit(office, table):
    refused = office("informant", "edit", "王五", "--role", "专职")
    assert refused.exit_code == 1
    assert "王五(甲乡), 王五(乙乡)" in refused.stderr
    assert office("informant", "edit", "王五(乙乡)", "--role", "专职").exit_code == 0
    assert [row["role"] for row in table("informant", "list", "--unit", "乙乡")] == ["专职"]


def test_a_new_informant_is_called_by_name_and_unit(office):
    assert office("informant", "add", "孙七", "--unit", "财政").stdout == "孙七(财政局)\n"
    assert office("informant", "add", "孙七", "--unit", "财政").exit_code == 1
    assert office("informant", "add", "孙七", "--unit", "丙乡").exit_code == 1


def test_a_transfer_leaves_the_past_with_the_old_unit(office, item, table):
    item("一", "财政局", "--by", "赵六", "--on", "2026-09-01")
    assert office("informant", "transfer", "赵六", "--to", "甲乡", "--on", "2026-10-01").exit_code == 0
    item("二", "甲乡", "--by", "赵六", "--on", "2026-10-05")
    for month, unit in (("2026-09", "财政局"), ("2026-10", "甲乡")):
        rows = [row for row in table("notice", month, "--by", "informant") if row["informant"] == "赵六"]
        assert [(row["unit"], row["submitted"]) for row in rows] == [(unit, "1")]
    fields = {row["field"]: row["value"] for row in table("informant", "show", "赵六")}
    assert (fields["unit"], fields["…2026-09-30"]) == ("甲乡", "财政局")


def test_a_retired_informant_has_a_last_day(office, table):
    office("informant", "retire", "赵六", "--on", "2026-09-30")
    assert [row["name"] for row in table("informant", "list", "--on", "2026-10-01")] == ["王五", "王五"]
    assert table("informant", "list")[-1]["left"] == "2026-09-30"


def test_days_of_membership_may_be_said_without_their_year(office, table):
    done = office("unit", "edit", "甲乡", "--joined", "前天")
    assert "joined → 2026-10-18" in done.stderr
    office("informant", "edit", "赵六", "--left", "10月5日")
    assert table("unit", "list")[0]["joined"] == "2026-10-18"
    assert table("informant", "list")[-1]["left"] == "2026-10-05"


def test_a_correction_names_its_columns_as_the_screen_speaks(office, monkeypatch):
    monkeypatch.setattr("infoledger.kinds.screen_language", lambda: "zh")
    assert "别名 → 甲" in office("unit", "edit", "甲乡", "--alias", "甲").stderr
    assert "岗位 → 专职" in office("informant", "edit", "赵六", "--role", "专职").stderr
