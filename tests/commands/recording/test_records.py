"""``records`` and ``void``: the facts as they stand, and how one is taken back."""

import json

import pytest


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("单位", "units"),
        ("信息员", "informants"),
        ("信息", "items"),
        ("上报", "forwards"),
        ("采用", "adoptions"),
        ("批示", "instructions"),
        ("约稿", "solicitations"),
        ("差错", "violations"),
        ("评优", "awards"),
        ("调整", "adjustments"),
    ],
)
def test_a_kind_is_named_in_either_language_and_number(office, item, chinese, english):
    ref = item()
    office("forward", ref, "--to", "市政府办公室")
    office("adopt", ref, "--in", "市府信息")
    office("instruct", ref, "--leader", "张某")
    office("solicit", "秋粮", "--to", "甲乡", "--due", "2026-10-31")
    office("violation", "甲乡", "迟报")
    office("award", ref, "月度最佳")
    office("adjust", "甲乡", "1", "--reason", "更正")
    listings = {office("records", kind, "-f", "json").stdout for kind in (chinese, english, english.removesuffix("s"))}
    assert len(listings) == 1
    assert json.loads(listings.pop())


def test_an_unknown_kind_is_wrong_usage(office):
    result = office("records", "稿件")
    assert result.exit_code == 2
    assert "adoptions(采用)" in result.stderr


def test_a_period_narrows_the_listing_to_its_days(office, item, table):
    for day in ("2026-09-30", "2026-10-01", "2026-10-20"):
        item(day, "甲乡", "--on", day)
    assert [row["title"] for row in table("records", "items", "2026-10")] == ["2026-10-01", "2026-10-20"]


def test_nothing_is_said_to_be_nothing(office):
    result = office("records", "adoptions")
    assert result.exit_code == 0
    assert "There are none." in result.stderr
    assert office("records", "adoptions", "-f", "json").stdout == "[]\n"


def test_a_bad_period_is_wrong_usage(office):
    assert office("records", "items", "2026-13").exit_code == 2


def test_no_ledger_is_told_as_such(run, environment):
    (environment / "config.yaml").write_text("office: {name: 某办公室}\n", "utf-8")
    for words in (("records", "items"), ("log",), ("undo",), ("check",), ("unit", "list"), ("item", "show", "A")):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (3, "")
        assert "There is no ledger at" in result.stderr
    assert not (environment / "ledger.db").exists()


def test_an_adoption_taken_back_takes_its_points_back(office, item, table, points):
    ref = item()
    office("adopt", ref, "--in", "市府信息")
    office("adopt", ref, "--in", "省政府办公厅/昨日要情")
    assert points("2026-10")["甲乡"] == "31"
    result = office("void", "adoption", ref, "--in", "市信息", "--reason", "市里撤稿")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "市里撤稿" in result.stderr
    assert points("2026-10")["甲乡"] == "21"
    assert [row["outlet"] for row in table("records", "adoptions")] == ["省政府办公厅/昨日要情"]


def test_a_fact_is_found_by_its_id(office, item, table):
    ref = item()
    office("violation", "甲乡", "迟报", "--ref", ref)
    office("violation", "乙乡", "漏报")
    assert office("void", "差错", "1", "--reason", "误记").exit_code == 0
    assert [row["unit"] for row in table("records", "violations")] == ["乙乡"]


def test_of_several_facts_of_an_item_the_one_meant_must_be_said(office, item, table):
    ref = item()
    office("adopt", ref, "--in", "市府信息")
    office("adopt", ref, "--in", "省政府办公厅/昨日要情")
    result = office("void", "adoption", ref, "--reason", "撤稿")
    assert result.exit_code == 1
    assert "1: 市府信息 adopted" in result.stderr
    assert "2: 省政府办公厅/昨日要情 adopted" in result.stderr
    assert len(table("records", "adoptions")) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("adoption", "2026-0001", "--in", "市府信息"),
        ("adoption", "7"),
        ("adoption", "2026-0009"),
        ("item", "2026-0009"),
        ("forward", "2026-0001"),
    ],
)
def test_what_is_not_there_cannot_be_taken_back(office, item, words):
    item()
    assert office("void", *words, "--reason", "撤").exit_code == 1


def test_a_number_that_is_an_id_and_a_reference_is_not_guessed(office, item, table):
    item("一", "甲乡", "--ref", "1")
    office("violation", "甲乡", "迟报")
    refused = office("void", "violation", "1", "--reason", "误记")
    assert refused.exit_code == 1
    assert "#1" in refused.stderr
    assert office("void", "violation", "#1", "--reason", "误记").exit_code == 0
    assert table("records", "violations") == []


def test_nothing_is_taken_back_twice(office, item):
    office("adopt", item(), "--in", "市府信息")
    assert office("void", "adoption", "1", "--reason", "撤稿").exit_code == 0
    assert office("void", "adoption", "1", "--reason", "撤稿").exit_code == 1


def test_with_an_item_go_the_facts_that_concern_it_alone(office, item, table, points):
    first, second = item("一"), item("二", "乙乡")
    office("adopt", first, "--in", "市府信息")
    office("adopt", first, second, "--in", "省政府办公厅/昨日要情")
    assert office("void", "item", first, "--reason", "重复").exit_code == 0
    assert [row["refs"] for row in table("records", "adoptions")] == [second]
    october = points("2026-10")
    assert (october["甲乡"], october["乙乡"]) == ("0", "21")
    assert office("item", "show", first).exit_code == 1


def test_units_are_not_taken_back_but_retired(office):
    result = office("void", "unit", "甲乡", "--reason", "撤并")
    assert result.exit_code == 2
    assert "unit retire" in result.stderr


def test_a_listing_goes_to_a_file_with_a_mark_for_excel(office, item, environment):
    item()
    assert office("records", "items", "-o", "items.csv").stdout == ""
    assert (environment / "items.csv").read_bytes().startswith(b"\xef\xbb\xbfref,submitted,units")
