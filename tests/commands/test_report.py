"""The figures of a summary, beside earlier ones, and a page for each unit."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from docx import Document

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
levels: [县级, 市级]
unit_groups: [乡镇]
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}, 市情: {}}}}
publications: {县情: {issuer: 某县政府办公室}}
regulations:
  - title: 办法
    effective: 2024-01-01
    scoring: [{name: 采用, fact: adoption, cite: 第三条, points: 5}]
"""
TABLES = {
    "units": "单位,组别\n甲乡,乡镇\n乙/乡,乡镇\n",
    "items": (
        "编号,报送日期,单位,标题\nO,2024-01-03,甲乡,旧\nA,2025-01-05,甲乡,一\nB,2025-01-06,乙/乡,二\n"
        "C,2025-02-06,乙/乡,R&D <三> 𠮷\n"
    ),
    "adoptions": (
        "编号,刊物,日期,期号\nO,市府信息,2024-03-02,\nA,市府信息,2025-01-10,\nB,市情,2025-02-10,\nC,市府信息,2025-02-11,\n"
        "B,县情,2025-02-12,1\nC,县情,2025-02-12,1\nA,县情,2025-02-20,2\n"
    ),
}


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    for kind, text in TABLES.items():
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        result = run("import", f"{kind}.csv")
        assert result.exit_code == 0, result.stderr
    return environment


@pytest.fixture
def figures(run, office):
    """The lines of a report by section, name and figure: value, before, change, change in per cent, a year ago."""

    def read(period):
        result = run("report", period, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        return {
            (section, name, figure): values
            for section, name, figure, *values in list(csv.reader(io.StringIO(result.stdout)))[1:]
        }

    return read


def test_totals_stand_beside_those_of_the_period_before_and_a_year_ago(figures):
    lines = figures("2025")
    assert lines["total", "", "submitted"] == ["3", "1", "2", "200", "1"]
    assert lines["total", "", "adoptions"] == ["6", "1", "5", "500", "1"]
    assert lines["total", "", "adoption_rate"] == ["100", "100", "0", "", "100"]


def test_where_nothing_is_recorded_there_is_nothing_to_compare(figures):
    assert figures("2024")["total", "", "submitted"] == ["1", "", "", "", ""]


def test_pieces_are_counted_by_level_and_outlet_and_issues_by_publication(figures):
    lines = figures("2025")
    assert lines["level", "市级", "adoptions"][0] == "3"
    assert lines["outlet", "市府信息", "adoptions"][:2] == ["2", "1"]
    assert lines["outlet", "市情", "adoptions"][:2] == ["1", "0"]
    assert lines["publication", "县情", "issues"][0] == "2"


def test_months_add_up_to_the_period(figures):
    lines = figures("2025")
    months = [values for (section, _name, figure), values in lines.items() if (section, figure) == ("month", "adopted")]
    assert len(months) == 12
    assert lines["month", "2025-02", "adopted"][0] == "3"
    assert not any(section == "month" for section, *_rest in figures("2025-02"))


def test_units_have_their_rank_before_and_now(figures):
    lines = figures("2025-02")
    assert lines["unit", "乙/乡", "rank"] == ["1", "2", "-1", "", ""]
    assert lines["unit", "乙/乡", "points"][:2] == ["20", "0"]
    assert lines["unit", "甲乡", "rank"][:2] == ["2", "1"]


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx", "xlsx"])
def test_report_is_a_document_with_the_same_bytes_each_time(run, office, form):
    for name in ("once", "again"):
        assert run("--today", "2026-01-05", "report", "2025", "-o", f"{name}.{form}").exit_code == 0
    assert (office / f"once.{form}").read_bytes() == (office / f"again.{form}").read_bytes()


def test_screen_shows_the_tables_of_the_report(run, office):
    text = run("report", "2025").stdout
    assert "Compared with the same period of the year before (2024): items submitted 2 more, up 200%" in text
    assert "Printed: 县情: 2 issues." in text
    assert re.search("Rank +before", text)  # below each other where the screen is narrow


def test_outlets_and_months_are_drawn_as_bars(run, office):
    drawn = run("report", "2025", "--chart").stdout
    assert "市情      ############# 1\n" in drawn
    assert "2025-02  ######################################## 3\n" in drawn


def test_each_unit_gets_a_page_named_after_it(run, office):
    result = run("report", "2025", "--each-unit", "-o", "pages")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (office / "pages").iterdir()) == ["乙_乡.docx", "甲乡.docx"]
    page = Document(office / "pages" / "乙_乡.docx")
    text = "\n".join(paragraph.text for paragraph in page.paragraphs)
    assert "In 2025 乙/乡 ranks 1 of 2 in 乡镇." in text
    beside, months, clauses = ([[cell.text for cell in row.cells] for row in table.rows] for table in page.tables)
    assert beside[1] == ["The unit", "2", "0", "2", "100", "0", "20"]
    assert beside[2] == ["Average of the group", "1.5", "0", "1.5", "100", "0", "15"]
    assert len(months[0]) == 13
    assert clauses[1:] == [["采用", "第三条", "4", "20"]]


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_pages_of_the_units_can_have_another_form_with_charts_beside_the_group(run, office, form):
    assert run("report", "2025", "--each-unit", "--format", form, "-o", "pages").exit_code == 0
    page = office / "pages" / f"甲乡.{form}"
    if form == "html":
        assert page.read_text("utf-8").count("<svg") == 2
    else:
        charts = openpyxl.load_workbook(page).chartsheets
        assert [chart.title for chart in charts] == ["Chart Beside its group Points", "Chart Beside its group Adoption"]


def test_units_are_drawn_beside_their_group(run, office):
    drawn = run("report", "2025", "--each-unit", "--chart").stdout
    assert "乙/乡: government information work, 2025\n\nBeside its group Points\n" in drawn
    assert "The unit              ######################################## 20\n" in drawn


def test_months_to_come_are_left_out(run, office):
    lines = csv.DictReader(io.StringIO(run("--today", "2025-03-05", "report", "2025", "--format", "csv").stdout))
    assert {line["name"] for line in lines if line["section"] == "month"} == {"2025-01", "2025-02", "2025-03"}


def test_pages_need_a_folder_and_a_form_of_documents(run, office):
    refused = run("report", "2025", "--each-unit", "--format", "csv", "-o", "pages")
    assert refused.exit_code == 2
    assert "Allowed: md txt html docx xlsx" in refused.stderr
    assert not (office / "pages").exists()
    assert run("report", "2025", "--each-unit").exit_code == 2
    (office / "file").write_text("", "utf-8")
    assert run("report", "2025", "--each-unit", "-o", "file").exit_code == 2


def test_workbook_has_charts_of_outlets_and_months(run, office):
    run("report", "2025", "-o", "report.xlsx")
    with zipfile.ZipFile(office / "report.xlsx") as book:
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 4


def test_nothing_is_compared_with_a_period_in_which_the_ledger_began(run, office):
    run("void", "item", "O", "--reason", "误录")
    (office / "items.csv").write_text("编号,报送日期,单位,标题\nL,2024-06-01,甲乡,晚\n", "utf-8")
    assert run("import", "items.csv").exit_code == 0
    text = run("report", "2025").stdout
    assert "Compared" not in text
    assert "Compared" not in run("notice", "2025", "--format", "txt").stdout
    assert "Compared" in run("notice", "2025-02", "--format", "txt").stdout


def test_a_period_that_is_not_over_is_not_compared_in_words(run, office):
    assert "Compared" not in run("--today", "2025-06-01", "report", "2025").stdout


def test_columns_of_earlier_periods_stand_only_where_something_is_recorded(run, office):
    assert "Change %" in run("report", "2025").stdout
    assert "Change %" not in run("report", "2024").stdout
    assert "A year ago" not in run("report", "2025").stdout


def test_column_of_a_year_ago_stands_only_where_something_was_recorded_then(run, office):
    assert "A year ago" in run("report", "2025-01").stdout
    assert "A year ago" not in run("report", "2024-02").stdout
