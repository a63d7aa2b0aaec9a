"""The rules in the words of a regulation: each YAML file is a config with its own worked cases."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from infoledger.config.reading import load
from infoledger.intake.worked_cases import failures
from infoledger.rules.reckoning import Rulebook

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def stories():
    for file in FILES:
        config = load(file)
        rulebook = Rulebook(config.regulations, config.calendar, config.unit_groups or ())
        for _regulation, cases in config.cases:
            for case in cases:
                yield pytest.param(config, rulebook, case, id=f"{file.stem}: {case.name}")


STORIES = list(stories())


@pytest.mark.parametrize(("config", "rulebook", "case"), STORIES)
def test_parties_get_what_the_regulation_gives_them(config, rulebook, case):
    assert [str(finding) for finding in failures([case], config, rulebook)] == []


@pytest.mark.parametrize(("config", "rulebook", "case"), STORIES)
def test_a_wrong_expectation_fails_and_tells_both_figures(config, rulebook, case):
    period, wanted = next(iter(case.expect.items()))
    party, points = next(iter(wanted.items()))
    wrong = replace(case, expect={period: {party: points + Decimal("0.5")}})
    (finding,) = failures([wrong], config, rulebook)
    assert party in finding.what
    assert f"{(points + Decimal('0.5')).normalize():f}" in finding.what


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ({"submission": "A", "date": "2021-03-01", "unt": "甲乡"}, "unt"),
        ({"submission": "A", "date": "2021-02-30", "unit": "甲乡"}, "2021-02-30"),
        ({"submission": "A", "date": "2021-03-01"}, "unit"),
        ({"submission": "A", "date": "2021-03-01", "unit": "甲乡", "category": "动太"}, "动太"),
        ({"adoption": "B", "date": "2021-03-01", "outlet": "市府信息"}, "B"),
        ({"adoption": "X", "date": "2021-03-01", "outlet": "市府消息"}, "市府消息"),
        ({"violation": "早报", "date": "2021-03-01", "unit": "甲乡"}, "早报"),
        ({"submission": "A", "date": "2021-03-01", "unit": "甲乡", "quality": "好"}, "好"),
        ({"quatsch": "A", "date": "2021-03-01"}, "quatsch"),
        ({"submission": "X", "date": "2021-03-02", "unit": "甲乡"}, "taken"),
        ({"submission": "Y", "date": "2021-03-02", "unit": "甲乡", "group": "乡真"}, "乡真"),
        ({"forward": "X", "date": "2021-03-02", "body": "市政府办公室"}, "forward"),
    ],
)
def test_a_fact_that_cannot_be_read_fails_its_case(fact, told):
    config = load(Path(__file__).parent / "cases" / "sharing.yaml")
    rulebook = Rulebook(config.regulations, config.calendar)
    case = config.cases[0][1][0]
    base = {"submission": "X", "date": "2021-03-01", "unit": "甲乡"}
    broken = replace(case, facts=(base, fact), expect={"2021": {"甲乡": Decimal(0)}})
    assert any(told in str(finding) for finding in failures([broken], config, rulebook))


def test_a_party_that_no_fact_names_fails_the_case():
    config = load(Path(__file__).parent / "cases" / "sharing.yaml")
    case = replace(config.cases[0][1][0], expect={"2021": {"丁乡": Decimal(0)}})
    (finding,) = failures([case], config, Rulebook(config.regulations, config.calendar))
    assert "丁乡" in finding.what
