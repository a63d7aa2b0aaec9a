"""Twins of older ledgers are found, and joined by the command that the finding names."""

import csv
import io
import shlex

import pytest

from infoledger.ledger import models
from infoledger.ledger.twins import shown
from infoledger.office.desk import Desk

CONFIG = """
office: {name: 林双县政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - title: 办法
    effective: 2020-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - {name: 差错, fact: violation, points: -3}
"""


@pytest.fixture
def office(environment, run):
    """``run`` with units 人社局 and 甲镇, and its twin as an older version let it in, each with an item."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def call(*words, code=0, **more):
        done = run("--today", "2026-10-20", *words, **more)
        assert done.exit_code == code, done.stderr
        return done

    call("unit", "add", "人社局", "--group", "部门")
    call("unit", "add", "甲镇", "--group", "乡镇", "--parent", "人社局")
    return call


@pytest.fixture
def older(environment, monkeypatch):
    """Records what an older version took, past what refuses it today."""
    from datetime import date

    desk = Desk(environment / "config.yaml", None, date(2026, 10, 20), "文书")

    def record(model, row, states=None, state=None):
        with desk.recording("older") as pen:
            (identity,) = pen.insert(model, [row])
            if states:
                pen.insert(states, [{**state, "unit" if model is models.Unit else "informant": identity}])
            pen.sentence = "…"
        return identity

    return record


def findings(office):
    rows = csv.DictReader(io.StringIO(office("check", "-f", "csv", code=1).stdout))
    return [row for row in rows if row["check"] == "twins"]


def command_in(finding):
    words = shlex.split(finding["what to do"] if "what to do" in finding else finding["hint"])
    return words[words.index("infoledger") + 1 :]


@pytest.mark.parametrize("name", ["⼈社局", "人社局\u200b", "人 社局", "人社\u202a局"])
def test_a_twin_of_a_unit_is_found_and_joined_with_all_that_it_did(office, older, name):
    older(models.Unit, {"aliases": []}, models.UnitState, {"name": name, "group": "部门"})
    office("submit", "--title", "甲", "--unit", name, "--on", "2026-02-01")
    office("submit", "--title", "乙", "--unit", f"人社局;{name}", "--on", "2026-10-01")
    office("submit", "--title", "丙", "--unit", "人社局", "--on", "2026-10-02")
    office("violation", name, "迟报", "--on", "2026-10-03")
    office("solicit", "秋粮", "--to", name, "--due", "2026-10-30")
    office("unit", "edit", "甲镇", "--parent", name)
    (finding,) = findings(office)
    assert finding["where"] == shown(name)
    office(*command_in(finding))
    assert "twins" not in office("check", "-f", "csv").stdout
    rows = csv.DictReader(io.StringIO(office("notice", "2026", "-f", "csv").stdout))
    assert {row["unit"]: (row["submitted"], row["points"]) for row in rows} == {
        "人社局": ("3", "0"),
        "甲镇": ("0", "0"),
    }
    assert "人社局" in office("unit", "show", "甲镇").stdout
    office("undo", "--yes")
    assert len(findings(office)) == 1


def test_a_twin_of_a_person_is_found_and_joined(office, older):
    office("informant", "add", "王芳", "--unit", "甲镇")
    unit = 2
    twin = {"name": "王 芳", "joined": None}
    older(models.Informant, twin, models.InformantState, {"unit": unit})
    office("submit", "--title", "甲", "--unit", "甲镇", "--by", "王 芳")
    office("submit", "--title", "乙", "--unit", "甲镇", "--by", "王芳")
    (finding,) = findings(office)
    office(*command_in(finding))
    rows = csv.DictReader(io.StringIO(office("notice", "2026-10", "--by", "informant", "-f", "csv").stdout))
    assert [(row["informant"], row["submitted"]) for row in rows] == [("王芳", "2")]


def test_a_twin_of_a_reference_is_found(office, older):
    office("submit", "--title", "甲", "--unit", "甲镇", "--ref", "县信(2026)1号")
    row = {"ref": "县信（2026）1号", "submitted": "2026-10-01", "title": "乙", "units": (2,), "tags": []}
    older(models.Item, {**row, "status": "received"})
    (finding,) = findings(office)
    assert finding["where"] == "县信（[U+FF08]2026）[U+FF09]1号"
    office("void", "item", "县信（2026）1号", "--reason", "重复")
    assert "twins" not in office("check", "-f", "csv").stdout


def test_a_unit_merged_on_a_day_hands_over_what_it_did_since(office):
    office("unit", "add", "乙镇", "--group", "乡镇", "--joined", "2026-01-01")
    for day in ("2026-03-01", "2026-08-01"):
        office("submit", "--title", f"事{day}", "--unit", "乙镇", "--on", day)
    office("unit", "merge", "乙镇", "--into", "甲镇", "--on", "2026-07-01")
    for period, unit in (("2026-03", "乙镇"), ("2026-08", "甲镇")):
        rows = csv.DictReader(io.StringIO(office("notice", period, "-f", "csv").stdout))
        assert [row["unit"] for row in rows if row["submitted"] == "1"] == [unit]


def test_names_that_only_look_alike_are_no_twins(office):
    office("unit", "add", "人社局 (新)", "--group", "部门")
    assert "twins" not in office("check", "-f", "csv").stdout
