"""Pay lists: issued once, the next pays what differs."""

import csv
import io

import pytest

CONFIG = """
office: {name: 某区政府办公室, level: 县级}
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


def test_what_was_taken_back_is_paid_back(run, office):
    run("pay", "2025-01", "--issue")
    run("void", "adoption", "A", "--in", "市府信息", "--reason", "重复")
    assert yuan(run("pay", "2025-02", "--format", "csv")) == {"赵一": "-50"}


def test_nothing_is_paid_twice_where_windows_overlap(run, office):
    run("adopt", "B", "--in", "市府信息", "--on", "2025-02-20")
    run("pay", "2025-01", "--issue")
    assert yuan(run("pay", "2025Q1", "--format", "csv")) == {"钱二": "50"}


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
