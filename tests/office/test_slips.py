"""Slips (得分明细): every posting, what became of each item, and why one came back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

CONFIG = """
office: {name: 某县政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
review: {steps: [初审]}
regulations:
  - title: 办法
    effective: 2025-01-01
    scoring:
      - {name: 报送, cite: 第三条, fact: submission, points: 1}
      - {name: 采用, cite: 第四条, fact: adoption, points: 5.5}
    honours: [{name: 先进单位, of: unit, per: month, top: 1, within: all}]
"""
TODAY = ("--today", "2025-02-03")


@pytest.fixture
def office(environment, run):
    """甲乡 has one item adopted and one returned; 乙乡 has sent nothing."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n乙乡,乡镇\n", "utf-8")
    (environment / "items.csv").write_text(
        "编号,报送日期,单位,标题\nA,2025-01-05,甲乡,春耕\nB,2025-01-06,甲乡,春修\n", "utf-8"
    )
    for kind in ("units", "items"):
        assert run("import", f"{kind}.csv").exit_code == 0
    for words in (
        ("review", "A", "pass", "--on", "2025-01-07"),
        ("adopt", "A", "--in", "市府信息", "--on", "2025-01-20"),
        ("review", "B", "return", "--note", "没有数据", "--on", "2025-01-08"),
    ):
        result = run(*TODAY, *words)
        assert result.exit_code == 0, result.stderr
    return environment


def test_a_slip_tells_every_posting_and_what_became_of_each_item(run, office):
    text = run(*TODAY, "explain", "甲乡", "2025-01", "--format", "md").stdout
    assert "甲乡2025年1月得分明细" in text
    assert "2025年1月，甲乡报送信息2条，采用1条，得7.5分，在乡镇2个单位中列第1名。" in text
    assert "| 2025年1月20日 | 5.5 | 采用 | 第四条 | 春耕 |" in text
    assert "| 合计 | 7.5 |" in text
    lines = [line for line in text.splitlines() if line.startswith(("| A |", "| B |"))]
    assert "2025年1月20日" in lines[0]
    assert "市府信息" in lines[0]
    assert "没有数据" in lines[1]


def test_the_workbook_holds_numbers(run, office):
    result = run(*TODAY, "explain", "甲乡", "2025-01", "-o", "slip.xlsx")
    assert result.exit_code == 0, result.stderr
    cells = [row for sheet in load_workbook("slip.xlsx") for row in sheet.values]
    assert any(row[:2] == ("2025年1月20日", 5.5) for row in cells)


def test_each_unit_has_its_slip(run, office):
    result = run(*TODAY, "explain", "2025-01", "--each-unit", "-o", "slips")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in Path("slips").iterdir()) == ["乙乡.docx", "甲乡.docx"]
    assert run(*TODAY, "explain", "2025-01", "--each-unit").exit_code == 2
    assert run(*TODAY, "explain", "甲乡", "2025-01", "--each-unit", "-o", "slips").exit_code == 2


def test_an_item_and_an_honour_have_a_document_too(run, office):
    item = run(*TODAY, "explain", "A", "2025-01", "--format", "txt").stdout
    assert "《春耕》：" in item
    assert "5.5" in item
    honour = run(*TODAY, "explain", "先进单位", "2025-01", "--format", "md").stdout
    assert "| 先进单位 | 甲乡 | 甲乡 | 2025年1月 | 是 |" in honour


def test_a_slip_states_what_the_issued_notice_printed(run, office):
    assert run(*TODAY, "notice", "2025-01", "--issue").exit_code == 0
    run(*TODAY, "adjust", "甲乡", "2", "--reason", "补记", "--on", "2025-01-31")
    text = run(*TODAY, "explain", "甲乡", "2025-01", "--format", "txt").stdout
    assert "已印发的通报（2025年1月）所列得分为7.5分。" in text
    assert "得9.5分" in text


def test_slips_are_printed_by_the_office_s_own_template(run, office):
    own = office / "own.html"
    own.write_text("<p>{{ called }}，{{ date }}</p>", "utf-8")
    words = ("explain", "甲乡", "2025-01", "--template", own, "-o", "slip.html")
    assert run(*TODAY, *words).exit_code == 0
    assert Path("slip.html").read_text("utf-8").strip() == "<p>甲乡2025年1月得分明细，2025年2月3日</p>"
    assert run(*TODAY, "explain", "甲乡", "2025-01", "--template", own, "-o", "slip.docx").exit_code == 2


def test_a_slip_with_nothing_on_it_says_so(run, office):
    run("explain", "甲乡", "2024-01", "-o", "甲乡.txt")
    assert "本时段没有报送信息，也没有得分。" in (office / "甲乡.txt").read_text("utf-8")
