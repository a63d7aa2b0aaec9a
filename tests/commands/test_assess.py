"""The assessment as a list that can be signed."""

import openpyxl
import pytest
from docx import Document

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
language: en
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring: [{name: 采用, fact: adoption, points: 5}]
    honours: [{name: 先进单位, of: unit, top: 1, cite: 第十条}]
    conversion: {to: 10, full: best}
"""


@pytest.fixture
def office(environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    tables = {
        "units": "单位,组别\n甲乡,乡镇\n乙乡,乡镇\n",
        "items": "编号,报送日期,单位,标题\nA,2025-01-05,甲乡,一\n",
        "adoptions": "编号,刊物,日期\nA,市府信息,2025-01-10\n",
    }
    for kind, text in tables.items():
        (environment / f"{kind}.csv").write_text(text, "utf-8")
        assert run("import", f"{kind}.csv").exit_code == 0
    return environment


def test_assessment_is_printed_by_kind_with_citations_and_room_to_sign(run, office):
    result = run("--today", "2026-02-01", "assess", "2025", "-o", "list.docx")
    assert result.exit_code == 0, result.stderr
    document = Document("list.docx")
    honours, marks = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    assert honours[1] == ["先进单位", "甲乡", "乡镇", "1", "第十条"]
    assert [row[-1] for row in marks[:-1]] == ["Mark", "10.00", "0.00"]
    assert "Approved by:" in marks[-1][-1]


def test_figures_are_still_listed_for_programs(run, office):
    listed = run("--today", "2026-02-01", "assess", "2025", "--format", "csv").stdout
    assert listed.splitlines()[:2] == ["kind,name,party,unit,group,detail", "honour,先进单位,甲乡,甲乡,乡镇,1"]


def test_ranks_and_marks_are_numbers_in_the_workbook(run, office):
    assert run("--today", "2026-02-01", "assess", "2025", "-o", "list.xlsx").exit_code == 0
    book = openpyxl.load_workbook("list.xlsx")
    honours, marks = (list(sheet.values) for sheet in book.worksheets[:2])
    assert honours[2][3] == 1
    assert [row[3] for row in marks[2:4]] == [10, 0]
    assert book.worksheets[1]["D3"].number_format == "0.00"


def test_an_honour_of_each_quarter_says_which(run, office):
    text = (office / "config.yaml").read_text("utf-8").replace("top: 1,", "top: 1, per: quarter,")
    (office / "config.yaml").write_text(text, "utf-8")
    run("adopt", "A", "--in", "市府信息", "--on", "2025-08-01")
    shown = run("--today", "2026-02-01", "assess", "2025").stdout
    lines = [
        line.split()[1:3] + line.split()[-1:] for line in shown.splitlines() if "先进单位" in line and "甲乡" in line
    ]
    assert [line[-1] for line in lines] == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    listed = run("--today", "2026-02-01", "assess", "2025", "--format", "csv").stdout
    assert listed.splitlines()[:2] == ["kind,name,party,unit,group,detail", "honour,先进单位,甲乡,甲乡,乡镇,1"]
    run("--today", "2026-02-01", "assess", "2025", "-o", "list.docx")
    rows = [[cell.text for cell in row.cells] for row in Document("list.docx").tables[0].rows]
    assert rows[0][:2] == ["Name", "Period"]
    assert "2025Q3" in [row[1] for row in rows]


def test_a_mark_is_never_minus_nothing(run, office):
    text = (office / "config.yaml").read_text("utf-8")
    text = text.replace("full: best", "full: 1000").replace(
        "scoring: [", "scoring: [{name: 差错, fact: violation, points: -0.01}, "
    )
    (office / "config.yaml").write_text(text, "utf-8")
    run("violation", "乙乡", "迟报", "--on", "2025-03-01")
    listed = run("--today", "2026-02-01", "assess", "2025", "--format", "csv").stdout
    assert "mark,折算,乙乡,乙乡,乡镇,0.00" in listed
    assert "-0" not in listed


def lines(file):
    return [paragraph.text for paragraph in Document(file).paragraphs]


def test_who_is_honoured_and_of_whom_outcomes_hold_is_made_known_by_letter(run, office):
    more = "    outcomes: [{name: 约谈, of: unit, cite: 第九条, any: [{measure: points, below: 1}]}]\n"
    (office / "config.yaml").write_text(CONFIG.replace("language: en", "language: zh") + more, "utf-8")
    words = ("assess", "2025", "--commend", "表彰.docx", "--criticise", "批评.docx")
    result = run("--today", "2026-02-01", *words)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    commended, criticised = lines("表彰.docx"), lines("批评.docx")
    assert "".join(commended).index("关于表彰2025年") < "".join(commended).index("各乡镇：")
    assert "一、先进单位（依据第十条）：1个" in commended
    assert "乡镇：甲乡。" in commended
    assert "一、约谈（依据第九条）：1个" in criticised
    assert "乡镇：乙乡。" in criticised


def test_a_list_of_nobody_is_not_written(run, office):
    result = run("--today", "2026-02-01", "assess", "2025", "--criticise", "批评.docx")
    assert result.exit_code == 1
    assert "No outcome holds" in result.stderr
    assert not (office / "批评.docx").exists()
