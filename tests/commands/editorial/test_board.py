"""The board: what a clerk sees in the morning."""

import json

import pytest

from infoledger.characters import display_width


def board(desk):
    return json.loads(desk("--format", "json").stdout)


def test_this_month_stands_against_the_last_by_group(desk, submit):
    first = submit("十月", "甲乡", "--on", "2026-10-05")
    submit("十一月", "甲乡;乙镇", "--on", "2026-11-05")
    desk("adopt", first, "--in", "市府信息", "--on", "2026-11-06")
    towns, bureaus = board(desk)["groups"]
    assert towns == {
        "group": "乡镇",
        "submitted": 1,
        "submitted_before": 1,
        "adopted": 1,
        "adopted_before": 0,
        "points": 7,
        "points_before": 1,
    }
    assert bureaus["group"] == "部门"
    assert bureaus["submitted"] == 0


def test_quotas_not_done_show_days_left_and_who_reported_nothing(desk, submit):
    submit("一", "甲乡")
    shown = board(desk)
    assert shown["quotas"] == [
        {"quota": "每月报送", "period": "2026-11", "days_left": 10, "behind": 2, "parties": 2, "nothing": ["乙镇"]}
    ]
    assert shown["silent"] == ["乙镇", "水利局"]
    submit("二", "甲乡")
    assert board(desk)["quotas"][0]["behind"] == 1


def test_a_quota_on_each_workday_is_one_line_of_the_board(run, environment):
    run("init", ".", "--preset", "county")
    run("unit", "add", "甲乡", "--group", "乡镇街道")
    run("informant", "add", "张三", "--unit", "甲乡", "--role", "专职")
    shown = json.loads(run("--today", "2026-03-04", "--format", "json").stdout)["quotas"]
    assert [(row["quota"], row["period"]) for row in shown] == [
        ("专职每日", "2026-03-04"),
        ("乡镇每月", "2026-03"),
    ]


def test_drafts_wait_by_step_and_age(desk, submit):
    old = submit("旧", "甲乡", "--on", "2026-11-01")
    submit("新", "甲乡", "--on", "2026-11-19")
    signed = submit("签", "乙镇", "--on", "2026-11-10")
    gone = submit("去", "乙镇", "--on", "2026-11-10")
    returned = submit("退", "乙镇", "--on", "2026-11-10")
    desk("review", signed, "pass", "--on", "2026-11-14")
    desk("review", gone, "pass", "--override", "急")
    desk("review", returned, "return", "--note", "补充")
    assert board(desk)["drafts"] == [
        {"step": "初审", "new": 1, "in_time": 0, "old": 1, "oldest": old, "days": 19},
        {"step": "签发", "new": 0, "in_time": 1, "old": 0, "oldest": signed, "days": 6},
        {"step": None, "new": 1, "in_time": 0, "old": 0, "oldest": returned, "days": 0},
    ]


def test_a_returned_draft_waits_for_the_first_step_again_when_it_comes_back(desk, submit):
    ref = submit()
    desk("review", ref, "pass")
    desk("review", ref, "return", "--note", "补充")
    assert [row["step"] for row in board(desk)["drafts"]] == [None]
    desk("item", "edit", ref, "--body", "改。", "--reason", "修改稿")
    assert [row["step"] for row in board(desk)["drafts"]] == ["初审"]


def test_what_is_due_within_a_week_or_overdue_is_shown_the_nearest_first(desk, submit):
    item = submit("旱情", "水利局")
    desk("solicit", "秋种", "--to", "甲乡;乙镇", "--due", "2026-11-25", "--on", "2026-11-10")
    desk("solicit", "冬修", "--to", "乙镇", "--due", "2026-11-01", "--on", "2026-10-10")
    desk("solicit", "春耕", "--to", "乙镇", "--due", "2026-11-28")
    desk("solicit", "往年", "--to", "乙镇", "--due", "2025-11-28", "--on", "2025-11-01")
    desk("instruct", item, "--leader", "张县长", "--due", "2026-11-19")
    submit("甲乡秋种", "甲乡", "--solicitation", "秋种")
    due = board(desk)["due"]
    assert [(row["what"], row["from"], row["days_left"]) for row in due] == [
        ("秋种", ["乙镇"], 5),
        (f"{item} 旱情", ["水利局"], -1),
        ("冬修", ["乙镇"], -19),
    ]
    submit("乙镇秋种", "乙镇", "--solicitation", "秋种")
    desk("feedback", item, "已办结")
    assert [row["what"] for row in board(desk)["due"]] == ["冬修"]


def test_bulletins_in_preparation_are_shown_with_their_items(desk, submit):
    ref = submit()
    desk("review", ref, "pass", "--override", "急")
    desk("bulletin", "new", "政务信息", "--on", "2026-11-25")
    desk("bulletin", "add", "政务信息", ref)
    shown = {"issue": "政务信息#1", "items": 1, "date": "2026-11-25", "title": None}
    assert board(desk)["bulletins"] == [shown]
    desk("bulletin", "issue", "--unsigned", "试刊", "政务信息")
    assert board(desk)["bulletins"] == []


@pytest.mark.parametrize("columns", [80, 100])
def test_plain_infoledger_is_one_screen_of_the_board(desk, submit, monkeypatch, columns):
    long = [f"{'经济技术' * 6}开发区第{number}管理委员会" for number in range(3)]
    for name in long:
        desk("unit", "add", name, "--group", "乡镇")
    item = submit("标题很长" * 10, long[0])
    for number in range(9):
        desk("solicit", f"题目{'很长' * 20}{number}", "--to", "全部", "--due", "2026-11-25")
        desk("bulletin", "new", "政务信息")
    desk("instruct", item, "--leader", "张县长", "--due", "2026-11-19")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = desk().stdout.splitlines()
    assert lines[0] == "某县政府办公室, 2026-11-20"
    assert len(lines) <= 40
    assert max(map(display_width, lines)) <= columns
    assert [line for line in lines if line.startswith("… and ")] == ["… and 6 more", "… and 4 more"]


def test_what_is_empty_is_not_shown(desk):
    assert "Drafts to review" not in desk().stdout


def test_the_board_of_the_demo_shows_something_everywhere(run):
    run("--today", "2026-11-22", "demo", "d")
    shown = json.loads(run("--config", "d/config.yaml", "--today", "2026-11-22", "--format", "json").stdout)
    assert [name for name, rows in shown.items() if not rows] == [
        *("asked", "unissued", "holidays_unknown", "not_copied_since"),
    ]
    assert {row["kind"] for row in shown["due"]} == {"solicitation", "instruction"}
    assert {row["days_left"] >= 0 for row in shown["due"]} == {True, False}


def test_the_format_of_the_board_is_not_that_of_a_command(desk):
    assert "Put it after the command" in desk("--format", "json", "unit", "list", code=2).stderr
    assert "goes before" not in desk("undo", "--format", "json", code=2).stderr


@pytest.fixture
def next_commands(desk, monkeypatch):
    """What the board of a terminal ends with."""
    monkeypatch.setattr("infoledger.commands.board.at_terminal", lambda: True)
    return lambda: [line.strip() for line in desk().stdout.partition("Next:\n")[2].splitlines()]


def test_the_board_of_a_terminal_ends_with_the_commands_that_the_day_asks_for(desk, submit, next_commands):
    assert next_commands() == []
    submit()
    desk("solicit", "秋种", "--to", "乙镇", "--due", "2026-11-21")
    desk("solicit", "冬修", "--to", "乙镇", "--due", "2026-11-25")
    desk("notice", "2026-09", "--issue")
    commands = next_commands()
    assert [command.split("  ")[0] for command in commands] == [
        "infoledger solicitation show 1",
        "infoledger review",
        "infoledger notice 2026-10 --issue",
    ]
    assert commands[1].endswith("# drafts wait: 1")
    desk("notice", "2026-10", "--issue")
    assert "notice" not in "".join(next_commands())


def test_a_month_that_is_not_issued_is_a_finding_where_the_one_before_was(desk, submit):
    submit("九月", "甲乡", "--on", "2026-09-05")
    assert "unissued" not in desk("check", "--format", "csv").stdout
    desk("notice", "2026-09", "--issue")
    assert "infoledger notice 2026-10 --issue" in desk("check", "--format", "csv", code=1).stdout


def test_a_month_that_was_passed_over_is_named_by_check_and_board_also_later(desk, submit):
    submit("七月", "甲乡", "--on", "2026-07-05")
    desk("notice", "2026-07", "--issue")
    desk("notice", "2026-09", "--issue")
    told = desk("check", "--format", "csv", code=1).stdout
    assert "infoledger notice 2026-08 --issue" in told
    assert "infoledger notice 2026-10 --issue" in told
    board = desk().stdout
    assert "the notice of 2026-08 is not issued" in board
    assert "the notice of 2026-10 is not issued" in board


def test_solicitations_missed_in_closed_months_are_not_on_the_board(desk, submit):
    submit()
    desk("solicit", "秋种", "--to", "乙镇", "--due", "2026-10-31", "--on", "2026-10-10")
    desk("solicit", "冬修", "--to", "乙镇", "--due", "2026-11-01", "--on", "2026-10-10")
    assert [row["what"] for row in board(desk)["due"]] == ["冬修"]
