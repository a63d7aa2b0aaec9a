"""A workbook for the units comes back as it was sent, filled, and is imported."""

from datetime import date

import openpyxl
import pytest

from infoledger.kinds import KINDS
from infoledger.ledger.models import Item


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_one_that_is_imported_untouched(settled, run, kind):
    assert run("template", kind, "-o", "x.xlsx").exit_code == 0
    empty = run("import", "x.xlsx")
    assert (empty.exit_code, "Nothing in x.xlsx is new." in empty.stderr) == (0, True)
    sheet = openpyxl.load_workbook(settled.folder / "x.xlsx").worksheets[0]
    wanted = [column.chinese + "*" * column.required for column in KINDS[kind].columns if column.offered]
    assert [cell.value for cell in sheet[1]] == wanted


def test_a_filled_one_is_imported(settled, run):
    run("template", "items", "-o", "x.xlsx")
    book = openpyxl.load_workbook(settled.folder / "x.xlsx")
    row = {"报送日期*": date(2025, 3, 1), "单位*": "甲乡；乙乡", "标题*": "早稻", "类别": "工作动态", "正文": "一\n二"}
    for cell in book.worksheets[0][1]:
        if cell.value in row:
            book.worksheets[0].cell(2, cell.column).value = row[cell.value]
    book.save(settled.folder / "x.xlsx")
    assert run("import", "x.xlsx").exit_code == 0
    last = settled.rows(Item)[-1]
    assert (last.title, last.submitted, last.category, last.body) == ("早稻", date(2025, 3, 1), "工作动态", "一\n二")


def test_units_categories_and_outlets_are_offered(settled, run):
    run("template", "items", "-o", "items.xlsx")
    run("template", "adoptions", "-o", "adoptions.xlsx")
    offered = {}
    for name in ("items", "adoptions"):
        book = openpyxl.load_workbook(settled.folder / f"{name}.xlsx")
        assert book["选项"].sheet_state == "hidden"
        heads = [cell.value for cell in book.worksheets[0][1]]
        columns = ([cell.value for cell in column if cell.value] for column in book["选项"].iter_cols())
        offered |= dict(zip(heads, columns, strict=False))
    assert offered["单位*"] == ["甲乡", "乙乡", "财政局"]
    assert offered["类别"] == ["工作动态", "紧急信息"]
    assert offered["刊物*"] == ["市府信息", "市政府办公室/快报", "省政府办公厅/快报", "政务信息"]


def test_another_ending_than_xlsx_is_refused(settled, run):
    assert run("template", "items", "-o", "x.csv").exit_code == 2


def test_its_notes_speak_the_language_of_the_documents(settled, run):
    run("template", "items", "-o", "x.xlsx")
    notes = openpyxl.load_workbook(settled.folder / "x.xlsx")["填写说明"]
    assert [cell.value for cell in notes[1]] == ["列名", "填写内容", "可选值"]
    assert notes.cell(notes.max_row, 1).value.startswith("带 * 的列必须填写")
