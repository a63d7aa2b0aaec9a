"""What is recorded twice, lacks a level or a category, or earns nothing, is asked about or said."""

import pytest

TWICE = [
    ("forward", "2026-0001", "--to", "市政府办公室"),
    ("adopt", "2026-0001", "--in", "市府信息"),
    ("instruct", "2026-0001", "--leader", "张某"),
    ("solicit", "秋粮", "--to", "全部", "--due", "2026-12-31"),
    ("violation", "甲乡", "迟报"),
]


@pytest.fixture
def terminal(office, monkeypatch):
    """``office`` at a terminal, with what the person types."""
    for module in ("questions", "done", "facts"):
        monkeypatch.setattr(f"infoledger.commands.{module}.at_terminal", lambda: True)
    return lambda *words, typed="": office(*words, stdin=typed)


def kinds(table):
    return [row for kind in ("forwards", "adoptions", "instructions", "solicitations", "violations")
            for row in table("records", kind)]  # fmt: skip


@pytest.mark.parametrize("words", TWICE)
def test_what_is_recorded_twice_is_said_and_found_by_check(office, item, table, words):
    item()
    assert "already" not in office(*words).stderr
    again = office(*words)
    assert again.exit_code == 0
    assert "The same is recorded of that day already, as 1: " in again.stderr
    assert len(kinds(table)) == 2
    found = [line for line in office("check", "-f", "csv").stdout.splitlines() if line.startswith("duplicates,")]
    assert len(found) == 1
    office("undo", "--yes")
    assert "duplicates," not in office("check", "-f", "csv").stdout


@pytest.mark.parametrize("words", TWICE)
def test_at_a_terminal_it_is_asked_first(office, terminal, item, table, words):
    item()
    terminal(*words)
    refused = terminal(*words, typed="\n")
    assert refused.exit_code == 1
    assert "Record it once more? [y/N]" in refused.stderr
    assert len(kinds(table)) == 1
    assert terminal(*words, typed="y\n").exit_code == 0
    assert len(kinds(table)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("forward", "2026-0001", "--to", "市政府办公室"), ("forward", "2026-0001", "--to", "省政府办公厅")),
        (("adopt", "2026-0001", "--in", "市府信息"), ("adopt", "2026-0002", "--in", "市府信息")),
        (("violation", "甲乡", "迟报", "--ref", "2026-0001"), ("violation", "甲乡", "迟报", "--ref", "2026-0002")),
        (("violation", "甲乡", "迟报"), ("violation", "甲乡", "迟报", "--on", "2026-10-19")),
    ],
)
def test_what_differs_is_not_twice(office, item, first, second):
    item()
    item("别的事", "乙乡")
    office(*first)
    assert "already" not in office(*second).stderr
    assert "duplicates," not in office("check", "-f", "csv").stdout


def test_an_import_says_what_it_records_twice(office, item, environment):
    item()
    office("adopt", "2026-0001", "--in", "市府信息")
    (environment / "采用.csv").write_text("编号,刊物,日期,期号\n2026-0001,市府信息,2026-10-20,7\n", "utf-8")
    done = office("import", "采用.csv")
    assert "adoptions: the same is recorded of that day already, and counts once more: row 2." in done.stderr


def test_an_instruction_whose_level_nobody_says_is_refused(office, item, environment, table):
    item()
    path = environment / "config.yaml"
    path.write_text(path.read_text("utf-8").replace("leaders: {张某: {level: 县级, chief: true}}\n", ""), "utf-8")
    refused = office("instruct", "2026-0001", "--leader", "张某")
    assert refused.exit_code == 1
    assert "Nobody says at which level 张某 is." in refused.stderr
    (environment / "批示.csv").write_text("编号,领导,日期\n2026-0001,张某,2026-10-20\n", "utf-8")
    assert office("import", "批示.csv").exit_code == 1
    assert table("records", "instructions") == []


def test_at_a_terminal_the_level_is_asked_for(terminal, item, table):
    item()
    asked = terminal("instruct", "2026-0001", "--leader", "李某", typed="市级\n\n")
    assert asked.exit_code == 0, asked.stderr
    assert [row["level"] for row in table("records", "instructions")] == ["市级"]


def test_a_fact_that_no_clause_fits_is_said_when_it_is_recorded(office, item, environment):
    item()
    path = environment / "config.yaml"
    rules = path.read_text("utf-8").replace(", {points: 10}]", "]").replace(
        "fact: violation, points: -3", "fact: violation, when: {kind: 漏报}, points: -3"
    )  # fmt: skip
    path.write_text(rules, "utf-8")
    assert "no clause of 办法 fits" in office("adopt", "2026-0001", "--in", "市府信息").stderr
    assert "no clause of 办法 fits" not in office("adopt", "2026-0001", "--in", "省政府办公厅/昨日要情").stderr
    assert "no clause of 办法 fits" in office("violation", "甲乡", "迟报").stderr
    assert "no clause of 办法 fits" not in office("violation", "甲乡", "漏报").stderr
    # Of forwards the regulation has no clause at all.
    assert "no clause" not in office("forward", "2026-0001", "--to", "市政府办公室").stderr
    (environment / "采用.csv").write_text("编号,刊物,日期\n2026-0001,市府信息,2026-10-21\n", "utf-8")
    assert "adoptions 2026-0001: no clause of 办法 fits" in office("import", "采用.csv").stderr


def test_a_clause_may_ask_whether_the_item_went_up_before(office, item, environment):
    item()
    path = environment / "config.yaml"
    cases = "cases: [{when: {level: 省级}, points: 20}, {when: {form: 简讯}, points: 5}, {points: 10}]"
    path.write_text(path.read_text("utf-8").replace(cases, "when: {forwarded: true}\n        points: 10"), "utf-8")
    assert "no clause of 办法 fits" in office("adopt", "2026-0001", "--in", "市府信息").stderr
    office("forward", "2026-0001", "--to", "市政府办公室", "--on", "2026-10-19")
    assert (
        "no clause of 办法 fits"
        not in office("adopt", "2026-0001", "--in", "市政府办公室/昨日要情", "--form", "简讯").stderr
    )


def test_an_item_without_a_category_is_said(office, environment):
    assert "Without a category" in office("submit", "--title", "秋收", "--unit", "甲乡").stderr
    categorised = office("submit", "--title", "防汛演练", "--unit", "甲乡", "--category", "工作动态")
    assert "Without a category" not in categorised.stderr
    (environment / "信息.csv").write_text("报送日期,单位,标题\n2026-10-20,甲乡,冬修水渠\n", "utf-8")
    assert "Without a category, though the config has some: 冬修水渠." in office("import", "信息.csv").stderr
    path = environment / "config.yaml"
    text = path.read_text("utf-8").replace("categories: {工作动态: {deadline: 3d}, 问题建议: {}}\n", "")
    path.write_text(text, "utf-8")
    assert "Without a category" not in office("submit", "--title", "夏收", "--unit", "甲乡").stderr
