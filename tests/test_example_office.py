"""The office of ``config.example.yaml`` lives: a small ledger goes through every stage, with figures worked out."""

import csv
import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent / "config.example.yaml"
TABLES = {
    "units": "单位,组别,加入日期\n甲乡,乡镇街道,2026-01-01\n乙乡,乡镇街道,2026-01-01\n丙局,县直部门,2026-01-01\n",
    "informants": "姓名,单位,岗位\n张三,甲乡,兼职\n李四,丙局,专职\n",
    "solicitations": "约稿,下达日期,截止,单位\n春耕备耕,2026-03-01,2026-03-20,甲乡;乙乡\n",
    "items": (
        "编号,报送日期,单位,信息员,标题,类别,约稿,发生时间\n"
        "A,2026-03-02,甲乡,张三,甲一,工作动态,,2026-03-01\n"
        "B,2026-03-10,甲乡,张三,甲二,工作动态,春耕备耕,\n"
        "C,2026-03-11,丙局,李四,丙一,调研信息,,\n"
    ),
    "forwards": "编号,上级,日期\nA,省政府办公厅,2026-03-05\n",
    "adoptions": "编号,刊物,日期\nA,政务参阅,2026-03-15\nC,政务参阅,2026-04-02\n",
    "instructions": "编号,领导,日期\nA,张某某,2026-03-20\n",
    "violations": "单位,类型,日期\n乙乡,迟报,2026-03-12\n",
    "adjustments": "单位,分值,日期,事由,依据\n丙局,0.5,2026-03-31,会议材料,第十条\n",
}


@pytest.fixture
def office(run, environment):
    shutil.copy(EXAMPLE, environment / "config.yaml")
    for kind, text in TABLES.items():
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        result = run("import", f"{kind}.csv")
        assert result.exit_code == 0, result.stderr

    def rows(*words):
        result = run("--today", "2027-01-15", *words, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return rows


def test_the_config_is_right(run, office):
    assert run("config", "check").exit_code == 0


def test_the_month_is_ranked_with_the_figures_of_its_facts(office):
    rows = {row["unit"]: row for row in office("notice", "2026-03")}
    figures = [(rows["甲乡"][name]) for name in ("submitted", "forwarded", "adopted", "instructions")]
    assert figures == ["2", "1", "1", "1"]
    assert (rows["丙局"]["submitted"], rows["丙局"]["adopted"]) == ("1", "0")
    assert rows["乙乡"]["submitted"] == "0"


def test_every_figure_is_the_sum_of_what_explains_it(office):
    for period in ("2026-03", "2026Q1", "2026"):
        for row in office("notice", period):
            postings = office("explain", row["unit"], period)
            assert sum(Decimal(posting["points"]) for posting in postings) == Decimal(row["points"])
            assert all(posting["clause"] and posting["regulation"] for posting in postings)


def test_quotas_outcomes_and_pay_follow(office):
    quotas = office("quota", "2026-03")
    assert {row["party"]: row["count"] for row in quotas if row["period"] == "2026-03" and row["party"] == "甲乡"} == {
        "甲乡": "2"
    }
    assert {row["kind"] for row in office("assess", "2026")} >= {"honour"}
    assert sum(Decimal(row["yuan"]) for row in office("pay", "2026")) == sum(
        float(row["yuan"]) for row in office("pay", "2026", "--items")
    )


def test_a_bulletin_is_issued_and_counts_as_adoption(run, office, environment):
    for ref in ("B", "C"):
        for step in range(6):  # the editor may not be who reads it again
            run("review", ref, "pass", "--by", f"审稿人{step}")
    assert run("--today", "2026-05-06", "bulletin", "new", "政务信息").exit_code == 0
    assert run("--today", "2026-05-06", "bulletin", "add", "政务信息", "B").exit_code == 0
    issued = run("--today", "2026-05-06", "bulletin", "issue", "--unsigned", "试刊", "政务信息")
    assert issued.exit_code == 0, issued.stderr
    rendered = run("bulletin", "render", "政务信息第56期（总第1203期）", "-o", "刊物.docx")
    assert rendered.exit_code == 0, rendered.stderr
    assert (environment / "刊物.docx").stat().st_size > 5000
    (row,) = [row for row in office("notice", "2026-05") if row["unit"] == "甲乡"]
    assert row["adopted"] == "1"


def test_the_notice_prints_in_every_format(run, office, environment):
    for form in ("md", "txt", "html", "docx", "xlsx"):
        assert run("--today", "2027-01-15", "notice", "2026-03", "-o", f"通报.{form}").exit_code == 0
        assert (environment / f"通报.{form}").stat().st_size > 500


@pytest.mark.parametrize("kind", ["adoption", "instruction", "violation", "adjustment"])
def test_voiding_a_fact_gives_back_exactly_what_it_gave(run, office, kind):
    def totals():
        return {(row["unit"], row["points"], row["points_to_date"]) for row in office("notice", "2026")}

    before = totals()
    given = {
        "adoption": ("adopt", "B", "C", "--in", "政务参阅", "--on", "2026-04-05"),
        "instruction": ("instruct", "C", "--leader", "张某某", "--on", "2026-04-06"),
        "violation": ("violation", "甲乡", "迟报", "--on", "2026-04-07"),
        "adjustment": ("adjust", "丙局", "2.5", "--reason", "补", "--cite", "第十条", "--on", "2026-04-08"),
    }[kind]
    for ref in ("B", "C"):
        for _step in range(6):
            run("review", ref, "pass", "--by", "王五")
    recorded = run(*given)
    assert recorded.exit_code == 0, recorded.stderr
    changed = totals()
    assert run("void", kind, "#" + recorded.stdout.strip(), "--reason", "录错").exit_code == 0
    assert totals() == before
    assert changed != before
