"""Mistakes that are alike are told as one."""

from infoledger.errors import Finding
from infoledger.intake.alike import WrongCell, told_together


def wrong(row, column="日期", hint="写日期", table="1月"):
    return WrongCell(f"{table} {row}", f"“{row}”", hint, table, row, column)


def test_up_to_three_are_told_each_and_others_stay_in_their_place():
    findings = [wrong(1), Finding("表", "缺列"), wrong(2), wrong(3)]
    assert list(told_together(findings)) == findings


def test_more_of_one_column_and_remedy_are_one_with_the_first_three():
    findings = [*map(wrong, range(1, 6)), wrong(9, column="单位"), wrong(2, hint="别的")]
    together, *others = told_together(findings)
    assert others == findings[5:]
    assert together.where == "1月, column 日期"
    assert together.what == "5 rows, the first three: row 1: “1” row 2: “2” row 3: “3”"
    assert together.hint == "写日期"


def test_rows_of_several_sheets_are_told_with_their_sheets():
    (together,) = told_together([wrong(row, table=table) for table in ("1月", "2月") for row in (1, 2)])
    assert together.where == "1月 and 1 more sheets, column 日期"
    assert "2月, row 1: " in together.what
