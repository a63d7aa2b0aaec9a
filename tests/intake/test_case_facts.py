"""The facts of worked cases: the columns of an import, in either language, recorded by the same code."""

from datetime import date

import pytest

from infoledger.config.model import WorkedCase
from infoledger.config.reading import load
from infoledger.config.told import kind_told
from infoledger.errors import InfoledgerError
from infoledger.intake.case_facts import told
from infoledger.intake.worked_cases import failures
from infoledger.ledger.database import passing_ledger
from infoledger.rules.reckoning import Rulebook

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
levels: [县级, 市级]
unit_groups: [乡镇, 部门]
categories: {工作动态: {deadline: 1d}, 紧急信息: {urgent: true}}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}, 市府专报: {}}}}
leaders: {张某某: {level: 市级, chief: true}}
awards: {月度最佳: {most: 2, per: month}}
regulations:
  - title: 办法
    effective: 2026-01-01
    scoring:
      - {name: 采用, fact: adoption, points: 3, same_item: highest}
      - {name: 长文, fact: submission, when: {characters: {at_least: 5}}, points: 1}
      - {name: 上报, fact: forward, points: 2}
      - {name: 批示, fact: instruction, when: {chief: true}, points: 8}
      - {name: 差错, fact: violation, points: -4}
      - {name: 约稿, fact: solicitation, when: {answered: on_time}, points: 5}
      - {name: 未交, fact: solicitation, when: {answered: missed}, points: -2}
      - {name: 评优, fact: award, points: 6}
      - {name: 紧急, fact: submission, when: {urgent: true}, points: 7}
"""

ENGLISH = (
    {"unit": "甲乡", "group": "乡镇"},
    {"unit": "乙局", "group": "部门"},
    {"solicitation": "防汛", "issued": "2026-03-01", "due": "2026-03-10", "units": ("甲乡", "乙局")},
    {"submission": "A", "date": "2026-03-05", "unit": "甲乡", "informant": "张三", "solicitation": "防汛"},
    {"submission": "B", "submitted": "2026-03-06", "units": ("甲乡", "乙局"), "body": "一 二 三"},
    {"forward": "A", "date": "2026-03-06", "body": "市政府办公室"},
    {"adoption": ("A", "B"), "date": "2026-03-08", "outlet": "市府信息"},
    {"instruction": "A", "date": "2026-03-09", "leader": "张某某", "text": "阅"},
    {"violation": "迟报", "date": "2026-03-10", "unit": "乙局", "ref": "B"},
    {"award": "A", "date": "2026-03-31", "kind": "月度最佳"},
    {"adjustment": "补录", "date": "2026-03-31", "unit": "乙局", "points": "0.5"},
)
CHINESE = (
    {"单位": "甲乡", "组别": "乡镇"},
    {"单位": "乙局", "组别": "部门"},
    {"约稿": "防汛", "下达日期": "2026-03-01", "截止": "2026-03-10", "单位": "甲乡、乙局"},
    {"报送": "A", "日期": "2026-03-05", "单位": "甲乡", "信息员": "张三", "约稿": "防汛"},
    {"报送": "B", "报送日期": "2026-03-06", "单位": "甲乡；乙局", "正文": "一 二 三"},
    {"上报": "A", "日期": "2026-03-06", "上级": "市政府办公室"},
    {"采用": "A;B", "日期": "2026-03-08", "刊物": "市府信息"},
    {"批示": "A", "日期": "2026-03-09", "领导": "张某某", "批示内容": "阅"},
    {"差错": "迟报", "日期": "2026-03-10", "单位": "乙局", "编号": "B"},
    {"评优": "A", "日期": "2026-03-31", "类型": "月度最佳"},
    {"调整": "补录", "日期": "2026-03-31", "单位": "乙局", "分值": "0.5"},
)


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG, "utf-8")
    return load(path)


@pytest.fixture
def book(config):
    def tell(*facts):
        with passing_ledger() as connection, connection.begin():
            return told(connection, WorkedCase("例", facts, {}, "cases.yaml:1"), config)

    return tell


@pytest.fixture
def wrong(config):
    """What is wrong with a case of these facts that expects nothing."""

    def tell(*facts):
        case = WorkedCase("例", facts, {}, "cases.yaml:1")
        return [str(each) for each in failures([case], config, Rulebook(config.regulations, config.calendar))]

    return tell


def test_both_languages_tell_the_same_book(book):
    assert book(*ENGLISH) == book(*CHINESE)


def test_a_case_and_the_ledger_give_the_same_points(run, environment):
    expect = "{2026-03: {甲乡: 24, 乙局: -2.5}}"
    facts = "".join(f"          - {_yaml(fact)}\n" for fact in CHINESE)
    cases = f"    cases:\n      - name: 全部事项\n        facts:\n{facts}        expect: {expect}\n"
    (environment / "config.yaml").write_text(CONFIG + cases, "utf-8")
    checked = run("config", "check")
    assert checked.exit_code == 0, checked.stderr
    for name, text in TABLES.items():
        (environment / f"{name}.csv").write_text(text, "utf-8")
        done = run("import", f"{name}.csv")
        assert done.exit_code == 0, done.stderr
    printed = run("--today", "2026-04-20", "notice", "2026-03", "--format", "csv").stdout
    assert {line.split(",")[2]: line.split(",")[9] for line in printed.splitlines()[1:]} == {
        "甲乡": "24",
        "乙局": "-2.5",
    }


TABLES = {
    "units": "单位,组别\n甲乡,乡镇\n乙局,部门\n",
    "informants": "姓名,单位\n张三,甲乡\n",
    "solicitations": "约稿,下达日期,截止,单位\n防汛,2026-03-01,2026-03-10,甲乡;乙局\n",
    "items": "编号,报送日期,单位,信息员,标题,约稿,正文\n"
    "A,2026-03-05,甲乡,张三,甲,防汛,\nB,2026-03-06,甲乡;乙局,,乙,,一 二 三\n",
    "forwards": "编号,日期,上级\nA,2026-03-06,市政府办公室\n",
    "adoptions": "编号,日期,刊物\nA;B,2026-03-08,市府信息\n",
    "instructions": "编号,日期,领导\nA,2026-03-09,张某某\n",
    "violations": "单位,类型,日期,编号\n乙局,迟报,2026-03-10,B\n",
    "awards": "编号,日期,类型\nA,2026-03-31,月度最佳\n",
    "adjustments": "单位,分值,日期,事由\n乙局,0.5,2026-03-31,补录\n",
}


def _yaml(fact):
    return "{" + ", ".join(f"{key}: {value}" for key, value in fact.items()) + "}"


def test_characters_are_counted_as_the_ledger_counts_them(book):
    (fact,) = book({"submission": "A", "date": "2026-03-01", "unit": "甲乡", "body": "一 二\n三"}).facts
    assert fact.items[0].traits.characters == 3


def test_of_two_solicitations_of_one_title_the_one_of_its_time_is_answered(book):
    facts = book(
        {"solicitation": "防汛", "issued": "2026-03-01", "due": "2026-03-10", "unit": "甲乡"},
        {"solicitation": "防汛", "issued": "2026-06-01", "due": "2026-06-10", "unit": "甲乡"},
        {"submission": "A", "date": "2026-06-05", "unit": "甲乡", "solicitation": "防汛"},
    ).facts
    answers = [(fact.day, fact.details["answered"]) for fact in facts if fact.kind == "solicitation"]
    assert answers == [(date(2026, 3, 10), "missed"), (date(2026, 6, 5), "on_time")]


def test_what_a_case_says_of_an_item_counts(book):
    (fact,) = book(
        {
            "submission": "A",
            "date": "2026-03-01",
            "unit": "甲乡",
            "informant": "张三",
            "role": "兼职",
            "group": "乡镇",
            "urgent": "true",
            "characters": "900",
            "hours_late": "2.5",
            "solicited": "true",
            "follow_up": "true",
            "tag": ("转载", "典型"),
        }
    ).facts
    (item,) = fact.items
    assert (item.traits.urgent, item.traits.characters, str(item.traits.hours_late)) == (True, 900, "2.5")
    assert (item.traits.solicited, item.traits.follow_up, item.traits.tags) == (True, True, ("转载", "典型"))


def test_a_case_may_leave_units_untold(book):
    told = book({"violation": "迟报", "date": "2026-03-01", "unit": "丙局", "informant": "李四"})
    assert [unit.states[0].name for unit in told.units.values()] == ["丙局"]
    assert [person.name for person in told.informants.values()] == ["李四"]


def test_an_alias_that_a_case_tells_means_its_unit(book):
    told = book(
        {"单位": "甲乡人民政府", "别名": "甲乡"},
        {"信息员": "张三", "单位": "甲乡"},
        {"报送": "A", "日期": "2026-03-01", "单位": "甲乡", "信息员": "张三"},
    )
    (unit,), (person,) = told.units.values(), told.informants.values()
    assert told.facts[0].items[0].units == (unit.id,)
    assert told.facts[0].items[0].informants == (person.id,)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ({"submission": "A", "date": "2026-03-01", "unit": "甲乡", "solicitation": "防旱"}, "防旱"),
        ({"submission": "A", "date": "2026-03-01", "unit": "甲乡", "follows": "Z"}, "Z"),
        ({"submission": "A", "date": "2026-03-01", "unit": "甲乡", "publised": "x"}, "publised"),
        ({"报送": "A", "日期": "2026-03-41", "单位": "甲乡"}, "2026-03-41"),
        ({"报送": "A", "单位": "甲乡"}, "submitted"),
        ({"forward": "Z", "date": "2026-03-01", "body": "市政府办公室"}, "Z"),
        ({"adjustment": "补", "date": "2026-03-01", "unit": "甲乡", "points": "0.125"}, "0.125"),
    ],
)
def test_what_an_import_would_refuse_fails_the_case(wrong, fact, says):
    found = wrong({"submission": "X", "date": "2026-03-01", "unit": "甲乡"}, fact)
    assert found
    assert all("fact 2" in each for each in found)
    assert any(says in each for each in found)


def test_every_wrong_fact_is_told_at_once(wrong):
    found = wrong({"forward": "Y", "date": "x", "body": "市委"}, {"award": "Z", "kind": "季度", "date": "2026-03-01"})
    assert {"fact 1" in each for each in found} == {True, False}
    assert len(found) == 5


def test_a_fact_of_no_kind_is_told_the_kinds():
    with pytest.raises(InfoledgerError) as caught:
        kind_told({"news": "A"})
    assert "submission(报送)" in caught.value.hint


def test_feedback_that_no_instruction_waits_for_fails_the_case(wrong):
    instruction = {"instruction": "A", "date": "2026-03-05", "leader": "张某某", "feedback_date": "2026-03-06"}
    submission = {"submission": "A", "date": "2026-03-01", "unit": "甲乡"}
    (found,) = wrong(submission, instruction, {"feedback": "A", "date": "2026-03-07"})
    assert "No instruction on A" in found


def test_one_case_leaves_nothing_to_the_next(config):
    case = WorkedCase("例", (ENGLISH[3] | {"solicitation": ()},), {}, "cases.yaml:1")
    assert failures([case, case], config, Rulebook(config.regulations, config.calendar)) == []
