"""``submit`` and ``item``: one item as it comes in, and how it is corrected."""

import sqlite3

import pytest
from sqlalchemy import Engine, event


def test_the_reference_stands_alone_on_stdout_and_the_sentence_on_stderr(office):
    result = office("submit", "--title", "秋收完成", "--unit", "甲乡")
    assert (result.exit_code, result.stdout) == (0, "2026-0001\n")
    assert "甲乡 submitted 2026-0001 “秋收完成” on 2026-10-20" in result.stderr
    assert "infoledger undo" in result.stderr


def test_everything_said_of_an_item_is_listed(office, item, table):
    office("solicit", "秋粮", "--to", "甲乡;乙乡", "--due", "2026-10-31")
    first = item("旱情", "甲乡")
    ref = item(
        *("收购进度", "乙乡;甲乡", "--by", "王五(甲乡)", "--category", "问题建议", "--on", "2026-10-19 14:30"),
        *("--occurred", "2026-10-18", "--solicitation", "秋粮", "--follows", first, "--secrecy", "内部"),
        *("--source", "会议", "--tag", "粮食;价格", "--quality", "1.2", "--body", "一 二 三", "--ref", "X-7"),
    )
    assert ref == "X-7"
    (row,) = (row for row in table("records", "items") if row["ref"] == "X-7")
    assert row == {
        "ref": "X-7",
        "submitted": "2026-10-19 14:30",
        "units": "乙乡;甲乡",
        "informants": "王五(甲乡)",
        "title": "收购进度",
        "category": "问题建议",
        "occurred": "2026-10-18",
        "solicitation": "秋粮",
        "follows": first,
        "secrecy": "内部",
        "source": "会议",
        "tags": "粮食;价格",
        "quality": "1.2",
        "characters": "3",
        "status": "received",
        "sources": "",
    }


def test_a_unit_is_known_by_a_part_of_its_name_that_no_other_has(office, table):
    assert office("submit", "--title", "预算", "--unit", "财政").exit_code == 0
    assert [row["units"] for row in table("records", "items")] == ["财政局"]


def test_an_unknown_unit_is_refused_with_the_nearest(office):
    result = office("submit", "--title", "秋收", "--unit", "丙乡")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--unit: “丙乡” is not known." in result.stderr
    assert "Did you mean “甲乡”?" in result.stderr


def test_a_part_that_several_units_have_is_refused_with_all_of_them(office):
    result = office("submit", "--title", "秋收", "--unit", "乡")
    assert result.exit_code == 1
    assert "Write one of: 甲乡, 乙乡." in result.stderr


def test_all_that_is_wrong_is_told_at_once(office, table):
    result = office("submit", "--title", "秋收", "--unit", "丙乡", "--category", "动向", "--follows", "2026-9999")
    assert result.exit_code == 1
    assert [line.split(":")[0].strip() for line in result.stderr.splitlines()[1:]] == [
        "--unit",
        "--category",
        "--follows",
    ]
    assert table("records", "items") == []


@pytest.mark.parametrize("option", ["--on", "--occurred"])
def test_a_day_that_does_not_exist_is_wrong_usage(office, option):
    result = office("submit", "--title", "秋收", "--unit", "甲乡", option, "2026-02-30")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "“2026-02-30” is not a date." in result.stderr


@pytest.mark.parametrize(
    ("text", "day"), [("前天", "2026-10-18"), ("10-05", "2026-10-05"), ("11月5日 9:30", "2025-11-05 09:30")]
)
def test_a_day_may_be_said_without_its_year(office, item, table, text, day):
    ref = item("秋收", "甲乡", "--on", text)
    done = office("item", "edit", ref, "--occurred", text, "--reason", "补")
    assert f"occurred → {day}; reason: 补" in done.stderr
    (row,) = table("records", "items")
    assert (row["submitted"], row["occurred"]) == (day, day)


def test_without_any_unit_it_is_said_how_to_register_them(run, environment):
    (environment / "config.yaml").write_text("office: {name: 某办}", "utf-8")
    refused = run("submit", "--title", "秋收", "--unit", "甲乡")
    assert refused.exit_code == 1
    assert "No unit is registered yet." in refused.stderr
    assert "infoledger unit add" in refused.stderr


@pytest.mark.parametrize(("given", "missing"), [("--unit", "--title"), ("--title", "--unit")])
def test_nobody_is_asked_where_nobody_is(office, given, missing):
    result = office("submit", given, "甲乡")
    assert result.exit_code == 2
    assert f"{missing} is missing." in result.stderr


def test_a_reference_is_given_once(office, item):
    item("一", "甲乡", "--ref", "A-1")
    result = office("submit", "--title", "二", "--unit", "甲乡", "--ref", "A-1")
    assert result.exit_code == 1
    assert "A-1" in result.stderr


def test_a_draft_gives_title_and_text_and_is_kept_as_it_came(office, environment, table):
    content = "# 秋收完成\r\n\r\n全乡秋收已完成。\r\n".encode("gb18030")
    (environment / "稿件.md").write_bytes(content)
    assert office("submit", "--file", "稿件.md", "--unit", "甲乡").exit_code == 0
    fields = {row["field"]: row["value"] for row in table("item", "show", "2026-0001")}
    assert (fields["title"], fields["body"]) == ("秋收完成", "全乡秋收已完成。")
    ledger = sqlite3.connect(environment / "ledger.db")
    assert ledger.execute("SELECT name, content FROM drafts").fetchall() == [("稿件.md", content)]
    ledger.close()


def test_a_draft_under_another_title_keeps_its_own_in_the_text(office, environment, table):
    (environment / "稿件.txt").write_text("秋收完成\n全乡秋收已完成。\n", "utf-8")
    office("submit", "--file", "稿件.txt", "--title", "甲乡秋收", "--unit", "甲乡")
    fields = {row["field"]: row["value"] for row in table("item", "show", "2026-0001")}
    assert (fields["title"], fields["body"]) == ("甲乡秋收", "秋收完成\n全乡秋收已完成。")


def test_a_returned_draft_comes_back_as_a_file(office, item, environment, table):
    ref = item()
    (environment / "修改稿.txt").write_text("秋收全面完成\n补充数据。\n", "utf-8")
    result = office("item", "edit", ref, "--file", "修改稿.txt", "--reason", "修改稿")
    assert result.exit_code == 0, result.stderr
    fields = {row["field"]: row["value"] for row in table("item", "show", ref)}
    assert (fields["title"], fields["body"]) == ("秋收全面完成", "补充数据。")


def test_a_draft_of_another_kind_is_refused(office, environment):
    (environment / "稿件.pdf").write_bytes(b"%PDF-1.7")
    result = office("submit", "--file", "稿件.pdf", "--unit", "甲乡")
    assert result.exit_code == 2
    assert "稿件.pdf" in result.stderr


def test_a_missing_draft_is_wrong_usage(office):
    assert office("submit", "--file", "没有.txt", "--unit", "甲乡").exit_code == 2


def test_a_correction_keeps_the_dates_and_says_what_was_wrong(office, item, points):
    ref = item("秋收", "甲乡", "--on", "2026-09-03")
    result = office("item", "edit", ref, "--unit", "乙乡", "--reason", "单位报错")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "单位报错" in result.stderr
    september = points("2026-09")
    assert (september["甲乡"], september["乙乡"]) == ("0", "1")


def test_a_corrected_unit_must_have_the_informant(office, item, table):
    ref = item("秋收", "甲乡", "--by", "王五")
    refused = office("item", "edit", ref, "--unit", "财政局", "--reason", "报错")
    assert refused.exit_code == 1
    assert "王五" in refused.stderr
    assert office("item", "edit", ref, "--unit", "财政局", "--by", "赵六", "--reason", "报错").exit_code == 0
    (row,) = table("records", "items")
    assert (row["units"], row["informants"]) == ("财政局", "赵六")


def test_an_empty_text_empties(office, item, table):
    ref = item("秋收", "甲乡", "--category", "工作动态", "--tag", "粮食", "--occurred", "2026-10-01")
    done = office("item", "edit", ref, "--category", "", "--tag", "", "--occurred", "", "--reason", "误填")
    assert done.exit_code == 0, done.stderr
    (row,) = table("records", "items")
    assert (row["category"], row["tags"], row["occurred"], row["title"]) == ("", "", "", "秋收")


def test_an_item_needs_its_title(office, item):
    result = office("item", "edit", item(), "--title", "", "--reason", "误填")
    assert result.exit_code == 2
    assert "--title: The title may not be empty." in result.stderr


def test_an_item_cannot_follow_itself(office, item):
    ref = item()
    assert office("item", "edit", ref, "--follows", ref, "--reason", "误填").exit_code == 1


def test_a_correction_that_says_nothing_is_wrong_usage(office, item):
    assert office("item", "edit", item(), "--reason", "无").exit_code == 2


def test_an_item_shows_what_became_of_it(office, item, table):
    ref = item()
    office("adopt", ref, "--in", "市府信息")
    fields = {row["field"]: row["value"] for row in table("item", "show", ref)}
    assert fields["adoptions 1"] == f"市府信息 adopted {ref} “秋收完成” on 2026-10-20"


def test_items_are_listed_by_unit_also_under_its_former_name(office, item, table):
    item("一", "甲乡", "--on", "2026-09-01")
    item("二", "乙乡", "--on", "2026-09-01")
    office("unit", "rename", "甲乡", "甲镇", "--on", "2026-10-01")
    (row,) = table("item", "list", "2026-09", "--unit", "甲镇")
    assert (row["title"], row["units"]) == ("一", "甲乡")


@pytest.mark.parametrize("ending", [".doc", ".wps", ".pdf", ".DOC"])
def test_a_draft_in_another_format_says_how_to_save_it(office, environment, ending):
    (environment / f"稿件{ending}").write_bytes(b"\xd0\xcf\x11\xe0")
    refused = office("submit", "--file", f"稿件{ending}", "--unit", "甲乡")
    assert refused.exit_code == 2
    assert ".docx" in refused.stderr


def test_one_draft_in_another_format_does_not_stop_a_folder(office, environment, table):
    (environment / "来稿").mkdir()
    (environment / "来稿" / "甲乡 汛情.txt").write_text("汛情平稳\n各村加固堤防。\n", "utf-8")
    (environment / "来稿" / "甲乡 旱情.wps").write_bytes(b"\xd0\xcf\x11\xe0")
    done = office("submit", "--folder", "来稿")
    assert done.exit_code == 1
    assert "旱情.wps" in done.stderr
    assert [row["title"] for row in table("records", "items")] == ["汛情平稳"]


@pytest.fixture
def asked():
    """What is asked of the database: each connection that is opened, and each statement."""
    heard = {"connect": [], "before_cursor_execute": []}
    hearers = {name: lambda *said, heard=told: heard.append(said) for name, told in heard.items()}
    for name, hear in hearers.items():
        event.listen(Engine, name, hear)
    yield lambda: [len(told) for told in heard.values()]
    for name, hear in hearers.items():
        event.remove(Engine, name, hear)


def test_a_submit_takes_one_connection_and_at_most_twenty_statements(item, asked):
    item("一", "甲乡")
    connections, statements = asked()
    item("二", "甲乡")
    again = asked()
    assert again[0] - connections == 1
    assert 10 < again[1] - statements <= 20
