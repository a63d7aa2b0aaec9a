"""A register as an office keeps it: a sheet a month, a header of two rows, marks, sums, days without a year."""

from datetime import date

import openpyxl

#: Per month the rows: day as it is written, unit by its short name, title, and what stands under 区级, 市级.
ROWS = {
    "1月": [("１．５", "甲", "春耕(1)", None, "√"), ("1.7", "乙", "防汛(2)", "√", None)],
    "2月": [
        (date(2025, 2, 17), "甲", "企业(3)", None, None),
        (None, None, None, None, None),
        ("2月6日", "财政", "减税(4)", "√", "√"),
    ],
    "3月": [("2025年3月9日", "乙", "就业(5)", "3.12", None)],
}
UNITS = [
    ("报送单位名册", None, None, None, None),
    ("序号", "单位名称", "简称", "类别", "联系电话"),
    (1, "甲乡", "甲", "乡镇", "0519-1"),
    (2, "乙乡", "乙", "乡镇", "0519-2"),
    (3, "财政局", "财政", "部门", "0519-3"),
    ("合计", "3个", None, None, None),
]

PROFILES = """
# 本单位自己的表
imports:
  登记表:
    kind: items   # 每月一张
    sheets: "*月"
    marks:
      采用情况/区级: {adoption: 市府信息}
      市级: {adoption: 省政府办公厅/快报}
  名册: {kind: units, columns: {类别: 组别}}
"""


def write_units(path):
    """The list of units, whose 类别 is our 组别."""
    book = openpyxl.Workbook()
    book.active.title = "名册"
    for row in UNITS:
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    book.save(path)
    return path


def write_register(path, rows=ROWS, year=2025):
    """The register with these rows by month."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for month, items in rows.items():
        sheet = book.create_sheet(month)
        sheet.append([f"某县{year}年{month}信息报送登记表"])
        sheet.append(["序号", "报送情况", None, None, "采用情况", None, "备注"])
        sheet.append([None, "日期", "报送单位", "标题", "区级", "市级", None])
        for number, item in enumerate(items, 1):
            sheet.append([number if item[2] else None, *item, "已退改" if number == 1 else None])
        sheet.append(["合计", None, None, len(items), 1, 1, None])
        for cells in ("A1:G1", "B2:D2", "E2:F2"):
            sheet.merge_cells(cells)
    book.save(path)
    return path
