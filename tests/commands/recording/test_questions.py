"""What is asked of a person at the terminal: ``submit``, ``adopt``, ``review``; and agreeing to it."""

import re

import pytest


@pytest.fixture
def terminal(office, monkeypatch):
    """``office`` at a terminal, with what the person types: ``terminal("submit", typed="秋收\\n甲\\n\\n")``."""
    for module in ("questions", "facts", "review"):
        monkeypatch.setattr(f"infoledger.commands.{module}.at_terminal", lambda: True)

    def call(*words, typed="", code=0):
        done = office(*words, stdin=typed)
        assert done.exit_code == code, done.stderr
        return done

    return call


def test_what_is_missing_is_asked_shown_and_recorded_with_enter(terminal, table):
    done = terminal("submit", typed="秋收完成\n财政\n2\n\n")
    assert done.stdout.splitlines()[-1] == "2026-0001"  # after what the person typed, which the runner echoes
    sentence = "财政局 submitted 2026-0001 “秋收完成” on 2026-10-20"
    assert f"{sentence}\nRecord this? [Y/n]:" in done.stderr
    assert done.stderr.endswith(f"{sentence}. To take this back: infoledger undo\n")
    assert [row["category"] for row in table("records", "items")] == ["问题建议"]


def test_what_was_said_is_not_asked_nor_shown_again(terminal):
    done = terminal("submit", "--title", "秋收", "--unit", "甲乡")
    assert "Record this?" not in done.stderr


def test_a_part_that_several_have_is_narrowed_until_one_is_left(terminal, table):
    done = terminal("submit", "--title", "秋收", typed="丙\n乡\n乙\n\n\n")
    assert "“丙” is not known." in done.stderr
    assert "   1  甲乡\n   2  乙乡\n   3  财政局\n" in done.stderr
    assert "   1  甲乡\n   2  乙乡\nUnit (a number, or a part of the name; Enter to leave): " in done.stderr
    assert [row["units"] for row in table("records", "items")] == ["乙乡"]


def test_units_are_chosen_by_their_numbers_and_several_at_once(terminal, table):
    terminal("submit", "--title", "秋收", typed="3；甲乡\n\n\n")
    assert [row["units"] for row in table("records", "items")] == ["财政局;甲乡"]


def test_of_many_the_first_are_shown_when_something_is_typed(terminal, office, table):
    for number in range(25):
        office("unit", "add", f"第{number:02}村", "--group", "乡镇")
    done = terminal("submit", "--title", "秋收", typed="村\n第21\n\n\n")
    assert "  20  第19村\n  … and 5 more\n" in done.stderr
    assert "   1  甲乡" not in done.stderr
    assert done.stderr.startswith("Unit (a part of the name; Enter to leave): ")
    assert [row["units"] for row in table("records", "items")] == ["第21村"]


def test_items_and_outlet_of_an_adoption_are_asked_for(terminal, item, table):
    first, second = item("秋收完成"), item("预算执行", "财政局")
    done = terminal("adopt", typed="秋收;预算\n市信\n\n")
    assert f"   1  {second}  预算执行\n   2  {first}  秋收完成\n" in done.stderr
    assert [(row["refs"], row["outlet"]) for row in table("records", "adoptions")] == [
        (f"{first};{second}", "市府信息")
    ]


def test_the_outlet_of_a_list_is_asked_for(terminal, item, environment, table):
    item("甲乡多措并举全面完成秋粮收购任务", "甲乡", "--on", "2026-10-10")
    (environment / "titles.txt").write_text("甲乡多措并举全面完成秋粮收购任务\n", "utf-8")
    terminal("adopt", "--from", "titles.txt", "--yes", typed="市府\n")
    assert [row["outlet"] for row in table("records", "adoptions")] == ["市府信息"]


@pytest.fixture
def drafts(environment, item):
    """Two drafts that wait for the first of two steps."""
    with (environment / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("review: {steps: [初审, 签发]}\n")
    return item("秋收完成", "甲乡", "--body", "全乡秋收完成。"), item("预算执行", "财政局")


def test_the_verdict_of_a_review_is_asked_for(terminal, drafts, table):
    done = terminal("review", drafts[0], typed="2\n缺数据\n\n")
    assert "returned 2026-0001 “秋收完成” at 初审" in done.stderr
    assert [row["status"] for row in table("records", "items")] == ["returned", "received"]


def test_the_draft_of_a_review_is_asked_for(terminal, drafts, table):
    done = terminal("review", "退回", typed="秋收\n缺数据\n\n")
    assert "   1  2026-0001  秋收完成 (at 初审)" in done.stderr
    assert [row["status"] for row in table("records", "items")] == ["returned", "received"]


def test_the_walk_shows_each_draft_that_waits_and_takes_a_key(terminal, drafts, table):
    done = terminal("review", typed="1\n1\n2\n请补充数据\n")
    assert "(1/2) 2026-0001  waits for 初审 since 0 days" in done.stderr
    assert "全乡秋收完成。" in done.stderr
    assert "* There is no text to look at." in done.stderr  # of the second
    assert "[签发] 1 pass" in done.stderr
    assert "at 初审; opinion: 请补充数据" in done.stderr
    assert done.stderr.endswith("passed 2, returned 1, drafts that still wait: 0.\n")
    assert [row["status"] for row in table("records", "items")] == ["approved", "returned"]


def test_each_decision_of_the_walk_is_taken_back_by_itself(terminal, drafts, table):
    terminal("review", typed="3\n5\n")
    terminal("undo", "--yes")
    assert [row["status"] for row in table("records", "items")] == ["received", "received"]


@pytest.mark.parametrize("typed", ["０\n", "2\n\n0\n", "4\n\nq\n", "", "x\n"])
def test_who_stops_the_walk_has_decided_no_more(terminal, drafts, table, typed):
    before = table("log")
    done = terminal("review", typed=typed)
    assert done.stderr.endswith("drafts that still wait: 2.\n")
    assert table("log") == before


def test_a_title_is_changed_in_the_walk(terminal, drafts, table):
    done = terminal("review", typed="4\n甲乡秋收完成九成\n0\n")
    assert done.stderr.endswith("retitled 1, drafts that still wait: 2.\n")
    assert [row["title"] for row in table("records", "items")] == ["甲乡秋收完成九成", "预算执行"]


def test_the_walk_of_one_step_shows_no_other(terminal, office, drafts):
    office("review", drafts[0], "pass")
    done = terminal("review", "--waiting", "初审", typed="1\n")
    assert "秋收完成" not in done.stderr
    assert done.stderr.endswith("passed 1, drafts that still wait: 0.\n")


def test_what_forward_instruct_solicit_and_violation_lack_is_asked_for(terminal, office, item, table):
    item("秋收完成")
    terminal("forward", typed="秋收\n1\n\n")
    assert [row["ref"] for row in table("records", "forwards")] == ["2026-0001"]
    terminal("instruct", typed="秋收\n赵某\n县级\n\n")
    assert [row["leader"] for row in table("records", "instructions")] == ["赵某"]
    terminal("solicit", typed="防汛情况\n全部\n没有这天\n12月5日\n\n")
    assert [(row["title"], row["due"]) for row in table("records", "solicitations")] == [("防汛情况", "2026-12-05")]
    terminal("violation", typed="甲乡\n漏报\n\n")
    assert [(row["unit"], row["kind"]) for row in table("records", "violations")] == [("甲乡", "漏报")]


def test_the_period_of_a_notice_is_asked_for_until_it_is_one(terminal, item):
    item("秋收完成")
    done = terminal("notice", typed="某月\n本月\n")
    assert "“某月” is not a period." in done.stderr
    assert "甲乡" in done.stdout


def test_nothing_is_recorded_without_agreement(terminal, table):
    done = terminal("submit", "--title", "秋收", typed="甲乡\n\nn\n", code=1)
    assert done.stderr.endswith("Nothing was changed.\n")
    assert table("records", "items") == []


@pytest.mark.parametrize("typed", ["", "秋收\n", "秋收\n乡\n", "秋收\n甲\n"])
@pytest.mark.parametrize("words", [("submit",), ("adopt",)])
def test_who_stops_at_a_question_has_recorded_nothing(terminal, item, table, words, typed):
    item("秋收")
    before = table("log")
    done = terminal(*words, typed=typed, code=130)
    assert "A command that is not finished records nothing" in done.stderr
    assert table("log") == before


def test_what_is_wrong_is_told_before_anything_is_agreed_to(terminal, item):
    refused = terminal("adopt", "--in", "市府信息", "--form", "长篇", typed=f"{item()}\n", code=1)
    assert "Record this?" not in refused.stderr


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (("adopt",), "REF"),
        (("adopt", "A"), "--in"),
        (("review",), "REF"),
        (("review", "A"), "pass|return|reject"),
        (("submit", "--title", "秋收"), "--unit"),
    ],
)
def test_nobody_is_asked_where_nobody_is(office, words, missing):
    refused = office(*words)
    assert refused.exit_code == 2
    assert re.match(rf"{re.escape(missing)} is missing[.,]", refused.stderr)
    assert f"infoledger {words[0]} --help" in refused.stderr


def test_there_is_nothing_to_choose_from_in_an_empty_ledger(terminal, environment):
    assert "there is none to choose from" in terminal("adopt", typed="", code=1).stderr
    (environment / "ledger.db").unlink()
    (environment / "config.yaml").write_text("office: {name: 某办}", "utf-8")
    assert "There is no ledger" in terminal("submit", "--title", "秋收", typed="", code=3).stderr


@pytest.mark.parametrize("typed", ["\n", "秋收\n\n", "秋收\n乡\n\n"])
def test_the_enter_key_alone_leaves_at_any_question_with_nothing_changed(terminal, table, typed):
    done = terminal("submit", typed=typed, code=1)
    assert "Title (Enter to leave): " in done.stderr
    assert done.stderr.endswith("Nothing was changed.\n")
    assert table("records", "items") == []
