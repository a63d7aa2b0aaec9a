"""``undo`` and ``log``: what was recorded, and how the last of it is taken back."""

import re

import pytest


def test_the_last_command_is_shown_and_taken_back(office, item, table, points):
    office("adopt", item(), "--in", "市府信息")
    result = office("--clerk", "小李", "undo", "--yes")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "市府信息 adopted 2026-0001 “秋收完成” on 2026-10-20" in result.stderr
    assert table("records", "adoptions") == []
    assert points("2026-10")["甲乡"] == "1"


@pytest.mark.parametrize(
    "words",
    [
        ("submit", "--title", "二", "--unit", "乙乡", "--by", "王五"),
        ("forward", "2026-0001", "--to", "市政府办公室"),
        ("adopt", "2026-0001", "--in", "市府信息"),
        ("instruct", "2026-0001", "--leader", "张某"),
        ("solicit", "秋粮", "--to", "全部", "--due", "2026-10-31"),
        ("violation", "甲乡", "迟报", "--ref", "2026-0001"),
        ("award", "2026-0001", "月度最佳"),
        ("adjust", "甲乡", "--yuan", "50", "--reason", "补发"),
        ("void", "item", "2026-0001", "--reason", "重复"),
        ("item", "edit", "2026-0001", "--unit", "乙乡;甲乡", "--by", "", "--tag", "", "--reason", "更正"),
        ("unit", "add", "丙乡", "--group", "乡镇"),
        ("unit", "edit", "甲乡", "--alias", "甲;甲甲", "--head", "张三"),
        ("unit", "rename", "甲乡", "甲镇", "--on", "2026-10-01"),
        ("unit", "regroup", "甲乡", "部门"),
        ("unit", "merge", "甲乡", "--into", "乙乡"),
        ("unit", "retire", "甲乡"),
        ("informant", "add", "孙七", "--unit", "甲乡"),
        ("informant", "edit", "赵六", "--name", "赵七"),
        ("informant", "transfer", "赵六", "--to", "甲乡"),
        ("informant", "retire", "赵六"),
    ],
    ids=" ".join,
)
def test_whatever_was_recorded_undo_leaves_everything_as_it_was(office, item, words):
    item("一", "甲乡", "--by", "王五", "--tag", "粮食;价格", "--occurred", "2026-10-18 08:30")
    kinds = ("units", "informants", "items", "forwards", "adoptions", "instructions", "solicitations", "violations")

    def everything():
        return [office("records", kind, "-f", "json").stdout for kind in (*kinds, "awards", "adjustments")]

    before = everything()
    assert office(*words).exit_code == 0
    assert everything() != before
    assert office("undo", "--yes").exit_code == 0
    assert everything() == before
    assert office("check").exit_code == 0


def test_undo_shows_who_recorded_it_and_when(office):
    office("--clerk", "小李", "violation", "甲乡", "迟报")
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, 小李: ", office("undo", "--yes").stderr)


def test_undo_asks_a_person_and_takes_no_for_an_answer(office, item, table, monkeypatch):
    monkeypatch.setattr("infoledger.commands.questions.at_terminal", lambda: True)
    item()
    assert office("undo", stdin="n\n").exit_code != 0
    assert len(table("records", "items")) == 1
    assert office("undo", stdin="y\n").exit_code == 0
    assert table("records", "items") == []


def test_undo_asks_nobody_where_nobody_is(office, item, table):
    item()
    result = office("undo")
    assert result.exit_code == 2
    assert "infoledger undo --yes" in result.stderr
    assert len(table("records", "items")) == 1


def test_undo_goes_back_further_each_time(office, item, table):
    item("一")
    item("二")
    office("undo", "--yes")
    office("undo", "--yes")
    assert table("records", "items") == []
    assert item("三") == "2026-0001"


def test_a_whole_import_is_one_command(office, environment, table):
    (environment / "items.csv").write_text("报送日期,单位,标题\n2026-10-01,甲乡,一\n2026-10-02,乙乡,二\n", "utf-8")
    assert office("import", "items.csv").exit_code == 0
    office("undo", "--yes")
    assert table("records", "items") == []


def test_a_void_and_a_correction_can_be_undone(office, item, table):
    ref = item("秋收", "甲乡", "--tag", "粮食")
    office("item", "edit", ref, "--title", "秋收完成", "--unit", "乙乡", "--reason", "更正")
    office("void", "item", ref, "--reason", "重复")
    office("undo", "--yes")
    assert [row["title"] for row in table("records", "items")] == ["秋收完成"]
    office("undo", "--yes")
    assert [(row["title"], row["units"], row["tags"]) for row in table("records", "items")] == [
        ("秋收", "甲乡", "粮食")
    ]


def test_nothing_is_left_to_undo_in_a_new_ledger(office, run):
    while office("undo", "--yes").exit_code == 0:
        pass
    result = office("undo", "--yes")
    assert result.exit_code == 1
    assert "There is nothing to take back." in result.stderr


def test_what_was_issued_is_not_undone_but_set_right_in_its_own_way(office, item, environment, table):
    with (environment / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("publications: {政务信息: {}}\n")
    ref = item("一", "甲乡", "--on", "2026-09-02")

    def instead(*words):
        assert office(*words).exit_code == 0
        refused = office("undo", "--yes")
        assert refused.exit_code == 1
        assert "cannot be taken back" in refused.stderr
        return refused.stderr.splitlines()[-1]

    withdraw = ("notice", "2026-09", "--withdraw", "--reason")
    assert " ".join(withdraw).replace("2026-09", "PERIOD") in instead("notice", "2026-09", "--issue")
    assert "`infoledger notice PERIOD --issue`" in instead(*withdraw, "误发")
    assert "`infoledger pay PERIOD --issue`" in instead("pay", "2026-09", "--issue")

    office("bulletin", "new", "政务信息")
    office("bulletin", "add", "政务信息", ref)
    told = instead("bulletin", "issue", "政务信息", "--unsigned", "试刊")
    assert "`infoledger void adoption REF --in PUBLICATION --reason TEXT`" in told
    assert office("void", "adoption", ref, "--in", "政务信息", "--reason", "误登").exit_code == 0
    assert table("records", "adoptions") == []


def test_the_log_says_when_who_and_what_and_what_was_taken_back(office, item, table):
    office("--clerk", "小李", "submit", "--title", "秋收", "--unit", "甲乡")
    office("undo", "--yes")
    *_register, submitted, undone = table("log")
    assert (submitted["clerk"], submitted["undone"], undone["undone"]) == ("小李", "yes", "no")
    assert submitted["sentence"] == "甲乡 submitted 2026-0001 “秋收” on 2026-10-20"
    assert undone["sentence"] == f"undid: {submitted['sentence']}"


def test_who_records_is_said_at_the_call_or_else_in_the_config(office, environment, table, monkeypatch):
    with (environment / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("clerk: 王某\n")
    for name in ("config", "environment", "option"):
        if name == "environment":
            monkeypatch.setenv("INFOLEDGER_CLERK", "小李")
        office(*(("--clerk", "小张") if name == "option" else ()), "violation", "甲乡", "迟报")
    assert [row["clerk"] for row in table("log")[-3:]] == ["王某", "小李", "小张"]


def test_the_log_of_an_item_holds_all_that_concerns_it_and_nothing_else(office, item, table):
    first, second = item("一"), item("二")
    office("adopt", second, "--in", "市府信息")
    office("adopt", first, second, "--in", "省政府办公厅/昨日要情")
    office("forward", first, "--to", "市政府办公室")
    office("void", "forward", first, "--reason", "误记")
    office("item", "edit", first, "--title", "壹", "--reason", "更正")
    told = [row["sentence"] for row in table("log", first)]
    assert [sentence.split(" ")[1] for sentence in told] == ["submitted", "adopted", "“一”", "back:", first + ":"]


def test_the_log_of_a_unit_holds_what_became_of_it(office, item, table):
    item("一", "甲乡")
    item("二", "乙乡")
    office("violation", "甲乡", "迟报")
    office("unit", "rename", "甲乡", "甲镇", "--on", "2026-10-10")
    office("solicit", "秋粮", "--to", "甲镇", "--due", "2026-10-31")
    told = [row["sentence"] for row in table("log", "甲乡")]
    assert told[0] == "registered the unit 甲乡 in 乡镇"
    assert not any("“二”" in sentence for sentence in told)
    assert [sentence for sentence in told if "“一”" in sentence or "迟报" in sentence or "甲镇" in sentence] == told[2:]
    assert len(told) == 6


def test_the_log_begins_on_a_day(office, item, table):
    item()
    assert table("log", "--since", "2100-01-01") == []
    assert len(table("log", "--since", "2020-01-01")) == len(table("log"))


def test_an_unknown_word_has_no_log(office):
    assert office("log", "丙乡").exit_code == 1


@pytest.mark.parametrize(
    "words", [("void", "item", "2026-0001"), ("item", "edit", "2026-0001", "--title", "二")], ids=" ".join
)
def test_a_reason_that_says_nothing_is_none(office, item, words):
    item()
    result = office(*words, "--reason", " ")
    assert (result.exit_code, "The reason says nothing." in result.stderr) == (2, True)
