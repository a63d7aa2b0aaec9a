"""What is behind a figure: postings with their notes, and apart those that are a basis alone."""

import csv
import io

import pytest

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring:
      - {name: 基数, fact: adoption, points: 5, basis: true}
      - {name: 采用, fact: adoption, points: 2, cap: {best: 1, per: month}}
      - {name: 折算分, fact: period, per: month, ratio: {of: {measure: points, clauses: [基数]}, over: 4, times: 1}}
      - {name: 报送率, fact: period, per: month, part: none, ratio: {of: submitted, over: best, times: 3}}
      - {name: 补足, fact: period, per: quarter, part: pro_rata, points: 6}
    ceiling: {points: 5, per: month}
"""


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别,加入日期\n甲乡,乡镇,2025-01-01\n乙乡,乡镇,2025-02-01\n", "utf-8")
    (environment / "items.csv").write_text(
        "编号,报送日期,单位,标题\nA,2025-01-05,甲乡,一\nB,2025-02-05,乙乡,二\n", "utf-8"
    )
    adopted = "编号,刊物,日期\nA,市府信息,2025-01-10\nA,市府信息,2025-01-11\n"
    (environment / "adoptions.csv").write_text(adopted, "utf-8")
    for kind in ("units", "items", "adoptions"):
        assert run("import", f"{kind}.csv").exit_code == 0


def rows(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_what_is_a_basis_alone_stands_apart_with_its_own_sum(run, office):
    shown = run("explain", "甲乡", "2025-01")
    assert "A basis for other clauses, in no total: 2 postings, 10 points." in shown.stderr
    assert shown.stdout.count("基数") >= 2
    assert "points in all: 5." in shown.stderr


def test_csv_leaves_out_what_is_a_basis_alone_and_sums_to_the_printed_number(run, office):
    told = rows(run("explain", "甲乡", "2025-01", "--format", "csv"))
    assert {row["clause"] for row in told} == {"采用", "折算分", "报送率", "ceiling"}
    (printed,) = [row for row in rows(run("notice", "2025-01", "--format", "csv")) if row["unit"] == "甲乡"]
    assert sum(float(row["points"]) for row in told) == float(printed["points"]) == 5


def test_a_note_says_how_an_amount_was_reckoned(run, office):
    notes = {row["clause"]: row["note"] for row in rows(run("explain", "甲乡", "2025-01", "--format", "csv"))}
    assert notes["折算分"] == "1 × points (基数) 10 ÷ 4"
    assert notes["报送率"] == "3 × items submitted 1 ÷ the highest 1"
    assert notes["采用"] == "2, but only the best 1 per month count"
    assert notes["ceiling"] == "lowered to 5"
    joined = {row["clause"]: row for row in rows(run("explain", "乙乡", "2025Q1", "--format", "csv"))}
    assert (joined["补足"]["points"], joined["补足"]["note"]) == ("4", "for 2 of 3 months")


def test_without_a_period_a_party_is_explained_over_this_year_and_an_item_over_all_its_years(run, office):
    whole = ("--today", "2026-03-01", "explain")
    told = run(*whole, "A", "--format", "csv")
    assert {row["date"] for row in rows(told)} >= {"2025-01-10"}
    assert "From 2025-01-01 to 2026-12-31." in told.stderr
    assert all(row["date"].startswith("2026") for row in rows(run(*whole, "甲乡", "--format", "csv")))
    assert "From 2026-01-01 to 2026-12-31." in run(*whole, "甲乡").stderr
