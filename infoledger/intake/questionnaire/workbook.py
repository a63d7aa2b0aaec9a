"""The questionnaire as a workbook to fill: drop-downs, a note at each heading, an example row in grey."""

from io import BytesIO
from typing import Any

import xlsxwriter

from infoledger.intake.questionnaire.sheets import ARTICLE, SHEETS, Column, Sheet

#: The headings of the first sheet, whose questions stand one below the other.
QUESTION, ANSWER = "项目", "填写"
#: What stands before an example row, which is not read.
EXAMPLE = "例："
_GUIDE = (
    "怎么填",
    "1. 对照本单位的考核办法，从左到右一张表一张表地填；办法里没有的，整张表空着。",
    "2. 带*的列必须填。表里灰色的“例：”一行只是样子，不会读进去，可以删掉。",
    "3. 光标停在表头上有说明；能选的，点单元格右边的箭头选。",
    "4. 条款号照文件写，例如 第六条第(二)项，以后每一分都会注明依据的是哪一条。",
    "5. 填好存盘，运行：infoledger init 台账 --from 本单位.xlsx",
    "   填错、漏填的会按工作表和单元格一次说清；改好再运行一遍。",
    "6. 生成的 config.yaml、rules.yaml 都是中文，以后直接改它们；改完用 infoledger config check 核对。",
)


def workbook() -> bytes:
    """The empty questionnaire (.xlsx)."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        _guide(book)
        head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "top"})
        grey = book.add_format({"font_color": "#808080", "italic": True})
        text = book.add_format({"num_format": "@"})
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.name)
            page.merge_range(0, 0, 0, max(len(sheet.columns) - 1, 3), sheet.about, book.add_format({"text_wrap": True}))
            page.set_row(0, 30)
            (_lines if sheet.lines else _table)(page, sheet, head, grey, text)
    return target.getvalue()


def _guide(book: Any) -> None:
    page = book.add_worksheet("填写说明")
    page.set_column(0, 0, 90)
    for row, line in enumerate(_GUIDE):
        page.write_string(row, 0, line, book.add_format({"bold": row == 0, "text_wrap": True}))


def _lines(page: Any, sheet: Sheet, head: Any, grey: Any, text: Any) -> None:
    for place, (title, wide) in enumerate(((QUESTION, 18), (ANSWER, 36), (ARTICLE, 18), ("说明", 50))):
        page.set_column(place, place, wide, text if place in (1, 2) else None)
        page.write_string(1, place, title, head)
    for row, column in enumerate(sheet.columns, 2):
        page.write_string(row, 0, _title(column))
        note = f"{column.note}，例如 {column.example}" if column.example else column.note
        page.write_string(row, 3, note, grey)
        _offer(page, column, row, row, 1)


def _table(page: Any, sheet: Sheet, head: Any, grey: Any, text: Any) -> None:
    page.freeze_panes(2, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, 14 if column.holds != "names" else 24, text)
        page.write_string(1, place, _title(column), head)
        page.write_comment(1, place, column.note)
        page.write_string(2, place, f"{EXAMPLE}{column.example}" if place == 0 else column.example, grey)
        _offer(page, column, 3, sheet.rows + 2, place)


def _offer(page: Any, column: Column, first: int, last: int, place: int) -> None:
    if column.choices:
        page.data_validation(first, place, last, place, {"validate": "list", "source": list(column.choices)})


def _title(column: Column) -> str:
    return f"{column.name}*" if column.required else column.name
