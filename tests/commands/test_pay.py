"""Pay lists: issued once, the next pays what differs."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from infoledger.documents.content import freeze
from infoledger.documents.payroll import Paid, compose
from infoledger.periods import Period

CONFIG = """
office: {name: 某区政府办公室, level: 县级}
language: en
levels: [县级, 市级]
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - {title: 办法, effective: 2025-01-01, rewards: [{name: 采用奖励, fact: adoption, yuan: 50}]}
"""


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    tables = {
        "units": "单位,组别\n甲镇,乡镇\n",
        "informants": "姓名,单位\n赵一,甲镇\n钱二,甲镇\n",
        "items": "编号,报送日期,单位,信息员,标题\nA,2025-01-05,甲镇,赵一,一\nB,2025-01-06,甲镇,钱二,二\n",
        "adoptions": "编号,刊物,日期\nA,市府信息,2025-01-10\n",
    }
    for kind, text in tables.items():
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        assert run("import", f"{kind}.csv").exit_code == 0
    return environment


def yuan(result):
    assert result.exit_code == 0, result.stderr
    return {row["party"]: row["yuan"] for row in csv.DictReader(io.StringIO(result.stdout))}


def test_what_came_late_is_paid_with_the_next_list(run, office):
    assert yuan(run("pay", "2025-01", "--issue", "--format", "csv")) == {"赵一": "50"}
    run("adopt", "B", "--in", "市府信息", "--on", "2025-01-20")
    assert yuan(run("pay", "2025-01", "--format", "csv")) == {"赵一": "50"}
    assert yuan(run("pay", "2025-02", "--format", "csv")) == {"钱二": "50"}
    run("pay", "2025-02", "--issue")
    assert yuan(run("pay", "2025-03", "--format", "csv")) == {}


def test_a_list_of_nothing_is_issued_and_said_to_be_empty(run, office):
    result = run("pay", "2024-12", "--issue")
    assert (result.exit_code, yuan(run("pay", "2024-12", "--format", "csv"))) == (0, {})
    assert "There is nothing to pay for 2024-12." in result.stderr
    run("adopt", "B", "--in", "市府信息", "--on", "2025-01-20")
    assert run("pay", "2025-01", "--issue").exit_code == 0


def test_what_was_taken_back_is_paid_back(run, office):
    run("pay", "2025-01", "--issue")
    run("void", "adoption", "A", "--in", "市府信息", "--reason", "重复")
    assert yuan(run("pay", "2025-02", "--format", "csv")) == {"赵一": "-50"}


def test_nothing_is_paid_twice_where_windows_overlap(run, office):
    run("adopt", "B", "--in", "市府信息", "--on", "2025-02-20")
    run("pay", "2025-01", "--issue")
    assert yuan(run("pay", "2025Q1", "--format", "csv")) == {"钱二": "50"}


def test_what_two_lists_hold_is_paid_once_when_both_are_issued_at_the_same_moment(run, office):
    month, quarter = (
        subprocess.Popen([sys.executable, "-m", "infoledger", "pay", period, "--issue"], stderr=subprocess.PIPE)
        for period in ("2025-01", "2025Q1")
    )
    for process in (month, quarter):
        _said, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    lists = [yuan(run("pay", period, "--format", "csv")) for period in ("2025-01", "2025Q1")]
    assert sorted(lists, key=len) == [{}, {"赵一": "50"}]


def test_a_pay_list_is_issued_once_and_only_when_its_period_is_over(run, office):
    assert run("pay", "2025-01", "--issue").exit_code == 0
    assert run("pay", "2025-01", "--issue").exit_code == 1
    assert run("--today", "2025-02-10", "pay", "2025-02", "--issue").exit_code == 1


def test_lines_say_for_what_each_sum_is_paid(run, office):
    (row,) = csv.DictReader(io.StringIO(run("pay", "2025-01", "--items", "--format", "csv").stdout))
    assert (row["date"], row["party"], row["yuan"], row["clause"], row["ref"]) == (
        "2025-01-10",
        "赵一",
        "50",
        "采用奖励",
        "A",
    )


def document(path):
    body = Document(path).element.body
    return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))


def test_list_to_be_signed_gives_the_sum_in_words_and_corrections_apart(run, office):
    run("pay", "2025-01", "--issue")
    run("adopt", "B", "--in", "市府信息", "--on", "2025-01-20")
    run("adopt", "A", "--in", "市府信息", "--on", "2025-02-20")
    run("pay", "2025-02", "-o", "list.docx", "--items")
    text = document("list.docx")
    assert "壹佰元整 (¥100.00)" in text
    assert "Made by: " in text
    assert "Corrections of lists issued before" in text
    sheet = openpyxl.load_workbook(written(run, "pay", "2025-02", "-o", "list.xlsx")).worksheets[0]
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert rows == [[1, "赵一", "甲镇", 50, 0, 50], [2, "钱二", "甲镇", 0, 50, 50], ["", "Sum", "", 50, 50, 100]]
    assert sheet.row_dimensions[3].height == 30


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
def test_yuan_are_printed_with_both_places(run, office, form):
    rules = CONFIG.replace("yuan: 50", "yuan: 307.50")
    (office / "config.yaml").write_text(rules, "utf-8")
    path = written(run, "pay", "2025-01", "--items", "-o", f"list.{form}")
    text = document(path) if form == "docx" else Path(path).read_text("utf-8")
    assert text.count("307.50") == 4  # the payee, the sum, the sum in words, the particulars
    assert "307.5\n" not in text


def written(run, *words):
    assert run(*words).exit_code == 0
    return words[-1]


@pytest.mark.parametrize("items", [[], ["--items"]])
@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
def test_an_issued_list_is_printed_again_to_the_byte(run, office, form, items):
    run("pay", "2025-01", "--issue")
    once = Path(written(run, "pay", "2025-01", *items, "-o", f"once.{form}")).read_bytes()
    run("void", "adoption", "A", "--in", "市府信息", "--reason", "重复")
    (office / "config.yaml").write_text(CONFIG + "layout: {red: C00000, margins: {left: 30}}\n", "utf-8")
    again = Path(written(run, "--today", "2030-01-01", "pay", "2025-01", *items, "-o", f"again.{form}")).read_bytes()
    assert once == again


def test_list_that_was_issued_before_files_were_kept_is_printed_in_its_words(run, office):
    run("pay", "2025-01", "--issue")
    january, day = Period(date(2025, 1, 1), date(2025, 1, 31), "2025-01", "month"), date(2025, 2, 1)
    words = freeze(compose("某办", "work", january, [Paid("孙三", "丙镇", Decimal(50))], day=day, language="en"))
    with closing(sqlite3.connect("ledger.db")) as ledger, ledger:
        (content,) = ledger.execute("SELECT content FROM frozen WHERE kind = 'pay'").fetchone()
        earlier = {"lines": json.loads(content)["lines"], "document": words}
        ledger.execute("UPDATE frozen SET content = ? WHERE kind = 'pay'", [json.dumps(earlier)])
    assert "孙三" in document(written(run, "pay", "2025-01", "-o", "list.docx"))


def test_each_posting_keeps_its_own_line_and_article(run, office):
    rules = CONFIG.replace(
        "fact: adoption, yuan: 50",
        "fact: adoption, cases: [{when: {form: 简讯}, yuan: 20, cite: 第一项}, {yuan: 50, cite: 第二项}]",
    )
    (office / "config.yaml").write_text(rules, "utf-8")
    run("adopt", "A", "--in", "市府信息", "--on", "2025-01-10", "--form", "简讯")
    run("adopt", "A", "--in", "市府信息", "--on", "2025-01-10", "--form", "简讯")
    result = run("pay", "2025-01", "--items", "--format", "csv")
    rows = [(row["yuan"], row["cite"]) for row in csv.DictReader(io.StringIO(result.stdout))]
    assert rows == [("50", "第二项"), ("20", "第一项"), ("20", "第一项")]
    run("pay", "2025-01", "--issue")
    assert yuan(run("pay", "2025-02", "--format", "csv")) == {}


def test_a_fine_is_paid_as_a_fine_once_and_given_back_when_it_falls(run, office):
    text = (office / "config.yaml").read_text("utf-8")
    fine = "{name: 迟报扣款, fact: violation, to: informant, yuan: -50}"
    (office / "config.yaml").write_text(text.replace("yuan: 50}]", f"yuan: 20}}, {fine}]"), "utf-8")
    number = run("violation", "甲镇", "迟报", "--on", "2025-01-15", "--by", "钱二").stdout.strip()
    assert number == "1"
    assert yuan(run("pay", "2025-01", "--format", "csv")) == {"赵一": "20", "钱二": "-50"}
    assert yuan(run("pay", "2025-01", "--issue", "--format", "csv")) == {"赵一": "20", "钱二": "-50"}
    assert yuan(run("pay", "2025-02", "--format", "csv")) == {}
    assert run("void", "violation", number, "--reason", "查无此事").exit_code == 0
    assert yuan(run("pay", "2025-02", "--format", "csv")) == {"钱二": "50"}


def test_a_multiple_of_a_fee_that_nobody_recorded_is_said(run, office):
    text = (office / "config.yaml").read_text("utf-8")
    (office / "config.yaml").write_text(text.replace("yuan: 50", "fee_times: 2"), "utf-8")
    run("adopt", "B", "--in", "市府信息", "--on", "2025-01-20", "--fee", "30")
    assert yuan(run("pay", "2025-01", "--format", "csv")) == {"钱二": "60"}
    rows = csv.DictReader(io.StringIO(run("check", "--format", "csv").stdout))
    told = [(row["where"], row["what"]) for row in rows if row["check"] == "fees"]
    assert told == [("adoption 1 (A)", "It has no fee, and so earns nothing by “采用奖励”.")]
