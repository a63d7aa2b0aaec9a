"""Rows that spell a name or a reference otherwise than the ledger, but the same to the eye, mean the one there."""

import pytest

from infoledger.folding import seen
from infoledger.ledger import models


@pytest.mark.parametrize("name", ["甲　乡", "甲\u200b乡", " 甲 乡 "])
def test_a_unit_that_looks_like_one_that_is_there_is_that_unit(settled, name):
    assert settled.accept("units.csv", f"单位,组别\n{name},乡镇\n") == {"units": (0, 0, 1)}
    assert [row.name for row in settled.rows(models.UnitState)] == ["甲乡", "乙乡", "财政局"]


def test_brackets_and_radicals_make_no_other_unit(settled):
    settled.accept("units.csv", "单位,组别\n农业局（畜牧局）,部门\n人社局,部门\n")
    counts = settled.accept("again-units.csv", "单位,组别\n农业局(畜牧局),部门\n⼈社局,部门\n人社局\u200b,部门\n")
    assert counts == {"units": (0, 0, 3)}


def test_twins_in_one_file_are_one_and_the_first_spelling_stays(office):
    assert office.accept("units.csv", "单位,组别\n人社局（新）,部门\n⼈社局(新),部门\n") == {"units": (1, 0, 1)}
    assert [row.name for row in office.rows(models.UnitState)] == ["人社局（新）"]


def test_a_twin_in_the_register_updates_the_one_that_is_there(settled):
    assert settled.accept("units.csv", "单位,组别,人数\n甲 乡,乡镇,12\n") == {"units": (0, 1, 0)}
    assert next((row.name, row.headcount) for row in settled.rows(models.UnitState)) == ("甲乡", 12)


def test_a_person_spelt_otherwise_is_the_same_person(settled):
    assert settled.accept("informants.csv", "姓名,单位,电话\n张　三,甲 乡,139\n") == {"informants": (0, 1, 0)}
    settled.accept("items.csv", "编号,报送日期,单位,信息员,标题\nC,2025-02-01,甲　乡,张 三,丙\n")
    assert len(settled.rows(models.Informant)) == 3
    (person,) = settled.facts("submission")[-1].items[0].informants
    assert person == settled.rows(models.Informant)[0].id


def test_a_reference_spelt_otherwise_is_the_same_item(settled):
    row = "编号,报送日期,单位,信息员,标题,类别\n{},2025-01-05 09:30,甲乡,张三,甲一,工作动态\n"
    assert settled.accept("items.csv", row.format("Ａ")) == {"items": (0, 0, 1)}
    settled.accept("forwards.csv", "编号,上级,日期\nＡ\u200b,市政府办公室,2025-02-01\n")
    assert [fact.items[0].ref for fact in settled.facts("forward")] == ["A"]


@pytest.mark.parametrize(
    ("kept", "plain"), [("林信（2025）１号", "林信(2025)1号"), ("A (7)", "A(7)"), ("A\u00ad7", "A7")]
)
def test_a_reference_kept_in_an_odd_spelling_is_found_by_the_plain_one(settled, kept, plain):
    settled.accept("items.csv", f"编号,报送日期,单位,标题\n{kept},2025-02-01,甲乡,丙\n")
    settled.accept("adoptions.csv", f"编号,刊物,日期\n{plain},市信,2025-02-03\n")
    assert [fact.items[0].ref for fact in settled.facts("adoption")] == [seen(kept)]


def test_an_item_follows_one_of_the_file_spelt_otherwise(settled):
    settled.accept("items.csv", "编号,报送日期,单位,标题,续报\nＣ1,2025-02-02,甲乡,丁,\nC2,2025-02-03,甲乡,戊,C1\n")
    assert settled.rows(models.Item)[-1].follows == settled.rows(models.Item)[-2].id


def test_the_exact_spelling_goes_before_the_folded_one(settled):
    _add_twin(settled, "甲 乡")
    settled.accept("items.csv", "报送日期,单位,标题\n2025-02-02,甲 乡,丁\n2025-02-02,甲乡,戊\n")
    assert len({fact.items[0].units for fact in settled.facts("submission")[-2:]}) == 2


def test_a_name_that_could_be_either_twin_is_a_wrong_row(settled):
    _add_twin(settled, "甲 乡")
    (finding,) = settled.refuse("items.csv", "报送日期,单位,标题\n2025-02-02,甲 \u200b乡,丁\n")
    assert "can mean several" in finding.what


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("adoptions", "编号,刊物,日期\nA,市府　信息,2025-02-01\n"),
        ("adoptions", "编号,刊物,日期\nA,《市府信息》,2025-02-01\n"),
        ("adoptions", "编号,刊物,日期,方式\nA,市信\u200b,2025-02-01,单 篇\n"),
        ("forwards", "编号,上级,日期\nA,市政府 办公室,2025-02-01\n"),
        ("instructions", "编号,领导,日期\nA,张 书记,2025-02-01\n"),
        ("violations", "单位,类型,日期\n甲 乡,迟　报,2025-02-01\n"),
        ("awards", "编号,类型,日期\nA,月度　最佳,2025-02-01\n"),
        ("items", "报送日期,单位,标题,类别,密级\n2025-02-01,甲乡,丙,工作　动态,内 部\n"),
    ],
)
def test_words_of_the_config_are_found_as_they_look(settled, name, content):
    settled.accept(f"{name}.csv", content)
    stored = [cell for model in (models.Adoption, models.Forward, models.Instruction, models.Violation, models.Award)
              for row in settled.rows(model) for cell in row]  # fmt: skip
    assert not [cell for cell in stored if isinstance(cell, str) and ("\u200b" in cell or " " in cell or "　" in cell)]


def test_words_that_nobody_declared_keep_their_first_spelling(settled):
    settled.accept("items.csv", "报送日期,单位,标题,标签,来源\n2025-02-01,甲乡,丙,三农;防 汛,热线（12345）\n")
    settled.accept("items.csv", "报送日期,单位,标题,标签,来源\n2025-02-02,甲乡,丁,三 农;防汛,热线(12345)\n")
    first, second = settled.rows(models.Item)[-2:]
    assert (first.tags, first.source) == (second.tags, second.source) == (["三农", "防 汛"], "热线（12345）")


@pytest.mark.parametrize(
    ("name", "content", "column"),
    [
        ("units", "单位,组别\n甲乡、乙乡,乡镇\n", "单位"),
        ("units", "单位,组别\n丙乡；,乡镇\n", "单位"),
        ("informants", "姓名,单位\n王五;赵六,甲乡\n", "姓名"),
        ("items", "编号,报送日期,单位,标题\nC;D,2025-02-01,甲乡,丙\n", "编号"),
    ],
)
def test_a_separator_in_a_new_name_or_reference_is_wrong(settled, name, content, column):
    (finding,) = settled.refuse(f"{name}.csv", content)
    assert finding.where.endswith(column)
    assert "parts one name from the next" in finding.what


def test_a_cell_that_as_a_whole_is_a_known_name_is_that_name(settled):
    _add_twin(settled, "甲乡、乙乡联办")
    settled.accept("items.csv", "报送日期,单位,标题\n2025-02-02,甲乡、乙乡联办,丁\n")
    assert len(settled.facts("submission")[-1].items[0].units) == 1


def test_a_name_with_brackets_is_first_looked_up_whole(settled):
    settled.accept("units.csv", "单位,组别\n农业局(畜牧局),部门\n")
    settled.accept("informants.csv", "姓名,单位\n李强,甲乡\n李强（小）,甲乡\n李强,农业局(畜牧局)\n")
    settled.accept(
        "items.csv",
        "编号,报送日期,单位,信息员,标题\nC,2025-02-02,甲乡,李强(小),丁\n"
        "D,2025-02-02,甲乡;农业局（畜牧局）,李强(农业局(畜牧局)),戊\nE,2025-02-02,甲乡,李强（小）(甲乡),己\n",
    )
    names = {person.id: person for person in settled.rows(models.Informant)}
    people = [names[fact.items[0].informants[0]] for fact in settled.facts("submission")[-3:]]
    assert [person.name for person in people] == ["李强（小）", "李强", "李强（小）"]
    assert people[1].id == max(names)


def _add_twin(office, name):
    """A unit as an older version let it in."""
    with office.desk.recording("test") as pen:
        (unit,) = pen.insert(models.Unit, [{"aliases": []}])
        pen.insert(models.UnitState, [{"unit": unit, "name": name, "group": "乡镇"}])
        pen.sentence = "…"


def test_the_name_of_a_draft_names_its_unit_as_it_looks(settled, run):
    folder = settled.folder / "来稿"
    folder.mkdir()
    (folder / "⼄乡\u200b-2025-02-03-冬修水渠.txt").write_text("冬修水渠\n\n正文。\n", "utf-8")
    assert run("--today", "2025-03-01", "submit", "--folder", folder).exit_code == 0
    assert settled.facts("submission")[-1].items[0].units == settled.facts("submission")[1].items[0].units[1:]
