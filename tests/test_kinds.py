"""The registry of kinds: a kind that lacks a part anywhere fails here, and the test says which."""

import csv
import io
from dataclasses import fields
from datetime import date
from pathlib import Path
from string import Formatter

import openpyxl
import pytest

from infoledger.config.model import Config, Office
from infoledger.config.told import kind_told
from infoledger.i18n import translation
from infoledger.intake.facts import BUILDERS
from infoledger.intake.headings import match_headings
from infoledger.intake.kinds import kind_of
from infoledger.intake.tables import Table
from infoledger.intake.template import choices, template
from infoledger.intake.values import PARSERS
from infoledger.kinds import KINDS, STATUSES, kind_named
from infoledger.ledger.journal import SEALED
from infoledger.ledger.models import LINKS
from infoledger.ledger.recording import TABLES
from infoledger.ledger.register import Register
from infoledger.ledger.seals import table_of
from infoledger.office.completing import completions
from infoledger.office.desk import Desk
from infoledger.office.sentences import sentence
from infoledger.rules import fields as rule_fields
from infoledger.rules.facts import FACT_ORDER

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
FACTS = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if not kind.enrolled], ids=lambda kind: kind.english
)

#: A row of each kind, as an office would write it; what it names is in the rows before it.
ROWS = {
    "units": {"单位": "甲乡", "组别": "乡镇"},
    "informants": {"姓名": "张三", "单位": "甲乡"},
    "solicitations": {"约稿": "防汛", "下达日期": "2026-03-01", "截止": "2026-03-10", "单位": "全部"},
    "items": {"编号": "A", "报送日期": "2026-03-05", "单位": "甲乡", "标题": "汛情", "状态": "通过"},
    "forwards": {"编号": "A", "上级": "市政府办公室", "日期": "2026-03-06"},
    "adoptions": {"编号": "A", "刊物": "市府信息", "日期": "2026-03-08"},
    "instructions": {"编号": "A", "领导": "张某某", "级别": "市级", "日期": "2026-03-09"},
    "violations": {"单位": "甲乡", "类型": "迟报", "日期": "2026-03-10"},
    "awards": {"编号": "A", "类型": "月度最佳", "日期": "2026-03-31"},
    "adjustments": {"单位": "甲乡", "分值": "-0.5", "日期": "2026-03-31", "事由": "补录"},
    "placings": {"上级": "市政府办公室", "时段": "2026-03", "名次": "2", "总数": "13", "得分": "888.5"},
}
CONFIG = """
office: {name: 某县政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
"""


@pytest.fixture
def imported(run, environment):
    """An office that imported a row of each kind, one file after another."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    for name in KINDS:
        with (environment / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ROWS[name])
            writer.writeheader()
            writer.writerow(ROWS[name])
        done = run("import", f"{name}.csv")
        assert done.exit_code == 0, (name, done.stderr)

    def rows(*words):
        done = run("--today", "2026-04-20", *words, "--format", "csv")
        assert done.exit_code == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))

    return rows


def test_there_is_a_row_for_every_kind():
    assert ROWS.keys() == KINDS.keys()


@EVERY
def test_a_kind_is_named_in_both_languages(kind):
    assert kind_named(kind.english) is kind_named(kind.chinese) is kind_named(kind.singular) is kind
    assert kind_of(kind.chinese) is kind_of(kind.english) is kind


@EVERY
def test_no_two_columns_of_a_kind_are_called_alike(kind):
    for language in ("chinese", "english"):
        names = [getattr(column, language) for column in kind.columns]
        assert len(set(names)) == len(names)
        matched = match_headings(kind, Table("", 1, tuple(names), ()))
        assert not matched.findings
        assert not matched.unknown
    assert kind.column(kind.key)
    assert all(column.holds in PARSERS for column in kind.columns)


@FACTS
def test_a_kind_has_a_table_a_shape_and_a_builder(kind):
    columns = set(table_of(SEALED[kind.english]).c.keys())
    assert kind.day in columns
    assert kind.column(kind.dated)
    assert {*kind.alike} <= columns | LINKS.get(SEALED[kind.english], {}).keys()
    (shape,) = [shape for shape, model in TABLES.items() if model is SEALED[kind.english]]
    held = {field.name for field in fields(shape)}
    assert held <= columns | LINKS.get(SEALED[kind.english], {}).keys()
    assert kind.english in BUILDERS


@FACTS
def test_a_kind_has_a_sentence_over_its_columns_in_both_languages(kind):
    for language in ("zh", "en"):
        text = translation(language).gettext(kind.sentence)
        named = {name for _text, name, _form, _how in Formatter().parse(text) if name}
        assert named
        assert named <= {*kind.listed, "amounts", "standing"}
    assert translation("zh").gettext(kind.sentence) != kind.sentence
    assert sentence(kind.english, dict.fromkeys(kind.listed))


@EVERY
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_kind_has_a_workbook_to_fill(kind, language):
    config = Config(path=Path("config.yaml"), office=Office("某办", "县级"), ledger="ledger.db")
    made = template(kind, choices(kind, config, Register({}, {}, {}), date(2026, 3, 1)), language)
    book = openpyxl.load_workbook(io.BytesIO(made))
    heads = [cell.value.removesuffix("*") for cell in next(book[book.sheetnames[0]].iter_rows())]
    names = [(column.chinese, column.english) for column in kind.columns if column.offered]
    assert heads == [chinese if language == "zh" else english for chinese, english in names]


@EVERY
def test_a_kind_stands_in_help_and_completion(kind, run):
    for command in ("records", "import"):
        helped = "".join(run(command, "--help").stdout.split())
        assert f"{kind.english}({kind.chinese})" in helped
    desk = Desk(None, None, date(2026, 3, 1), None)
    assert all(word in completions(desk, ["KIND"], word) for word in (kind.english, kind.chinese))
    assert run("template", kind.english, "--help").exit_code == 0


@FACTS
def test_a_kind_that_rules_read_is_told_in_worked_cases(kind):
    if kind.fact in FACT_ORDER:
        assert kind_told({kind.fact: "A"}) is kind_told({kind.said: "A"}) is kind
        assert kind.fact == "adjustment" or kind.fact in rule_fields.KIND_FIELDS


def test_every_fact_of_the_rules_is_of_a_kind_or_follows_from_one():
    assert FACT_ORDER.keys() - {kind.fact for kind in KINDS.values()} <= FOLLOWING


#: Facts that are no record of their own: they follow from one of another kind.
FOLLOWING: set[str] = {"feedback"}


def test_rules_and_tables_know_the_same_statuses():
    assert tuple(STATUSES) == tuple(rule_fields.STATUSES)


def test_what_is_imported_is_listed_exported_and_taken_back(imported, run, environment):
    assert run("export", "out").exit_code == 0
    for kind in reversed([*KINDS.values()]):
        (row,) = imported("records", kind.chinese)
        assert list(row) == list(kind.listed)
        again = run("import", f"out/csv/{kind.english}.csv")
        assert again.exit_code == 0, again.stderr
        assert "Nothing in" in again.stderr
        if not kind.enrolled:
            done = run("void", kind.said, row.get("id") or row["ref"], "--reason", "试")
            assert done.exit_code == 0, done.stderr
            assert not imported("records", kind.english)


def test_an_export_makes_the_same_ledger(imported, run):
    assert run("export", "out").exit_code == 0
    assert run("--ledger", "new.db", "import", "out").exit_code == 0
    for kind in KINDS:
        assert imported("records", kind) == imported("--ledger", "new.db", "records", kind)
