"""The demo county: complete, believable to the strict reader, and the same on every day it is made for."""

import functools
from datetime import date, datetime, timedelta

import pytest

from infoledger.config.hints import hints
from infoledger.config.reading import load
from infoledger.demo.county import config_text, county
from infoledger.intake.worked_cases import failures
from infoledger.rules.reckoning import Rulebook

DAYS = [date(2026, 11, 21), date(2027, 1, 1), date(2028, 2, 29), date(2026, 7, 31)]


@pytest.fixture(params=DAYS, ids=str)
def today(request):
    return request.param


@pytest.fixture
def tables(today):
    return _made(today)


@pytest.fixture
def config(today, tmp_path):
    for name, text in config_text(today).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(tmp_path / "config.yaml")


@functools.cache
def _made(day):
    return county(day)


def _names(cell):
    return cell.split(";") if cell else []


def test_the_same_day_gives_the_same_county(today, tables):
    assert county(today) == tables


def test_every_name_in_a_row_is_declared(tables, config):
    units = {row["name"] for row in tables["units"]}
    outlets = {outlet.name for outlet in config.outlets}
    assert {row["group"] for row in tables["units"]} == set(config.unit_groups)
    assert {row["unit"] for kind in ("informants", "violations", "adjustments") for row in tables[kind]} <= units
    assert {
        unit for kind in ("items", "solicitations") for row in tables[kind] for unit in _names(row["units"])
    } <= units
    assert {row["category"] for row in tables["items"]} == set(config.categories)
    assert {row["outlet"] for row in tables["adoptions"]} <= outlets
    assert {row["outlet"] for row in tables["instructions"]} <= outlets
    assert {row["form"] for row in tables["adoptions"] if "form" in row} <= set(config.forms)
    assert {row["leader"] for row in tables["instructions"]} <= set(config.leaders)
    assert {row["kind"] for row in tables["violations"]} <= set(config.violations)
    assert {row["kind"] for row in tables["awards"]} <= set(config.awards)
    assert {row["body"] for row in tables["forwards"]} <= set(config.bodies)
    sections = config.publications["政务信息"].sections
    assert {row["section"] for row in tables["adoptions"] if "section" in row} <= set(sections)


def test_every_reference_is_of_an_item_that_came_before(tables):
    submitted = {row["ref"]: row["submitted"][:10] for row in tables["items"]}
    assert len(submitted) == len(tables["items"])
    for kind, column in (("forwards", "ref"), ("adoptions", "refs"), ("instructions", "refs"), ("awards", "ref")):
        for row in tables[kind]:
            assert all(submitted[ref] <= row["date"] for ref in _names(row[column])), row
    for row in tables["items"]:
        if "follows" in row:
            assert submitted[row["follows"]] <= row["submitted"][:10]


def test_nothing_happens_in_the_future(today, tables):
    for kind, rows in tables.items():
        for row in rows:
            for column in ("date", "submitted", "occurred", "issued"):
                assert row.get(column, "")[:10] <= today.isoformat(), (kind, row)


def test_nothing_is_submitted_before_it_occurs(tables):
    for row in tables["items"]:
        if "occurred" in row:
            occurred = datetime.fromisoformat(row["occurred"])
            assert datetime.fromisoformat(row["submitted"]) >= occurred


def test_informants_write_for_their_unit_while_they_are_there(tables):
    people = {row["name"]: row for row in tables["informants"]}
    joined = {row["name"]: row["joined"] for row in tables["units"]}
    assert len(people) == len(tables["informants"])
    for row in tables["items"]:
        day = row["submitted"][:10]
        assert all(joined[unit] <= day for unit in _names(row["units"]))
        for name in _names(row["informants"]):
            person = people[name]
            assert person["unit"] in _names(row["units"])
            assert person.get("joined", day) <= day <= person.get("left", day)


def test_two_units_send_nothing_in_the_month_before(today, tables):
    month = (today.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    senders = {unit for row in tables["items"] if row["submitted"].startswith(month) for unit in _names(row["units"])}
    assert {row["name"] for row in tables["units"]} - senders >= {"石桥镇", "县审计局"}


def test_titles_are_not_repeated(tables):
    titles = [row["title"] for row in tables["items"]]
    assert len(titles) > 1000
    assert len(set(titles)) == len(titles)


def test_the_recent_items_to_be_printed_have_whole_texts(tables):
    bodies = [row["body"] for row in tables["items"] if row.get("tags") == "拟刊"]
    assert len(bodies) == 6
    assert all(len(body.split("\n")) in (3, 4) for body in bodies)


def test_a_new_regulation_came_with_the_year(today, config):
    assert [regulation.effective for regulation in config.regulations] == [
        date(today.year - 3, 1, 1),
        date(today.year, 1, 1),
    ]


def test_every_clause_of_both_regulations_is_cited(config):
    for regulation in config.regulations:
        parts = (
            *regulation.scoring,
            *regulation.rewards,
            *regulation.quotas,
            *regulation.outcomes,
            *regulation.honours,
        )
        assert all(part.cite for part in parts)


def test_nothing_in_the_config_is_odd(config):
    # The newer regulation of the county gives less for composite pieces of two outlets, and means it.
    found = [hint.what for hint in hints(config)]
    assert len(found) == 2
    assert all("gives fewer points" in what and "综合 8 after 10" in what for what in found)


def test_the_worked_cases_come_out(config):
    rulebook = Rulebook(config.regulations, config.calendar, config.unit_groups)
    cases = [case for _regulation, cases in config.cases for case in cases]
    assert len(cases) >= 3
    assert failures(cases, config, rulebook) == []
