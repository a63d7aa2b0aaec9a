"""Reading tables: encodings, delimiters, where the header is, and what a cell becomes."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.errors import UsageError
from infoledger.intake.headings import KNOWN
from infoledger.intake.tables import Reading, read_tables

LINES = [["编号", "单位", "标题"], ["A1", "市财政局", "减税降费㐂𠮷"], ["A2", "甲乡", "“三夏”进展"]]


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def only(path, encoding=None):
    (table,) = read_tables(path, KNOWN, Reading(encoding))
    return table


def cells(table):
    return [list(row.cells.values()) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_every_encoding_and_delimiter_gives_the_same_rows(tmp_path, encoding, delimiter):
    text = "".join(delimiter.join(line) + "\r\n" for line in LINES)
    table = only(written(tmp_path / "items.csv", text, encoding))
    assert [list(table.headers), *cells(table)] == LINES


def test_gbk_without_a_mark_is_read(tmp_path):
    table = only(written(tmp_path / "x.csv", "排名,单位\n1,市财政局\n", "gbk"))
    assert table.rows[0].cells == {"排名": "1", "单位": "市财政局"}


def test_gb18030_with_its_mark_is_read(tmp_path):
    table = only(written(tmp_path / "x.csv", "\ufeff编号,单位\nA,甲乡\n", "gb18030"))
    assert table.headers == ("编号", "单位")


def test_a_named_encoding_is_taken_at_its_word(tmp_path):
    table = only(written(tmp_path / "x.csv", "單位,標題\n財政局,減稅\n", "big5"), "big5")
    assert table.rows[0].cells == {"單位": "財政局", "標題": "減稅"}


def test_an_unknown_encoding_is_refused(tmp_path):
    with pytest.raises(UsageError, match="utf-88"):
        read_tables(written(tmp_path / "x.csv", "a,b\n"), (), Reading("utf-88"))


def test_bytes_that_are_no_text_are_told_by_line_and_byte(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("编号,单位\n".encode() + b"A,\xff\xff\n")
    with pytest.raises(UsageError, match="line 2, byte 3"):
        read_tables(path)


def test_two_encodings_in_one_file_are_refused_not_mended(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("编号,单位\n".encode() + "A,甲乡政府\n".encode("gbk") + b"\xff")
    with pytest.raises(UsageError):
        read_tables(path)


def test_text_in_utf_16_without_a_mark_is_told(tmp_path):
    with pytest.raises(UsageError, match="zero bytes"):
        read_tables(written(tmp_path / "x.csv", "ref,unit\nA,B\n", "utf-16-le"))


def test_quoted_cells_keep_line_breaks_and_rows_their_numbers(tmp_path):
    table = only(written(tmp_path / "x.csv", '编号,正文\nA,"一\n二"\n\nB,三\n'))
    assert [(row.number, row.cells["正文"]) for row in table.rows] == [(2, "一\n二"), (4, "三")]


@pytest.mark.parametrize("cell", ['"没有完', '"三夏"进展'])
def test_a_stray_quotation_mark_is_told_with_its_line(tmp_path, cell):
    with pytest.raises(UsageError, match="line 3"):
        read_tables(written(tmp_path / "x.csv", f"编号,标题\nA,一\nB,{cell}\nC,三\n"))


def test_the_header_is_found_below_title_lines(tmp_path):
    text = "林双县政务信息报送台账,,\n\n填报单位:甲乡,2025年1月,\n编号,单位,标题\nA,甲乡,一\n"
    table = only(written(tmp_path / "x.csv", text))
    assert table.header_row == 4
    assert [row.number for row in table.rows] == [5]


def test_a_header_of_one_column_is_found(tmp_path):
    table = only(written(tmp_path / "x.csv", "单位\n甲乡\n"))
    assert cells(table) == [["甲乡"]]


def test_blanks_around_text_and_control_characters_are_dropped(tmp_path):
    table = only(written(tmp_path / "x.csv", "编号 ,　单位\n A1\x07 ,甲乡　\n"))
    assert table.rows[0].cells == {"编号": "A1", "单位": "甲乡"}


def test_a_cell_without_header_is_kept_apart(tmp_path):
    table = only(written(tmp_path / "x.csv", "编号,标题\nA,一,二\n"))
    assert table.rows[0].stray == {"C": "二"}


def test_a_header_given_twice_is_kept_apart_by_its_column(tmp_path):
    table = only(written(tmp_path / "x.csv", "编号,编号\nA,B\n"))
    assert table.twice == {"编号 (B)": "编号"}
    assert table.rows[0].cells == {"编号": "A", "编号 (B)": "B"}


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_a_file_without_a_row_is_refused(tmp_path, text):
    with pytest.raises(UsageError, match="no table"):
        read_tables(written(tmp_path / "x.csv", text))


def test_an_apostrophe_that_guards_a_formula_is_no_part_of_the_text(tmp_path):
    table = only(written(tmp_path / "x.csv", "编号,标题\nA,'=1+1\nB,'三夏'\n"))
    assert [row.cells["标题"] for row in table.rows] == ["=1+1", "'三夏'"]


PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff'"), max_size=8)


@given(
    rows=st.lists(st.tuples(PRINTABLE, PRINTABLE, PRINTABLE), max_size=6),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_what_a_csv_writer_wrote_is_read_back(tmp_path_factory, rows, delimiter, encoding):
    page = io.StringIO()
    csv.writer(page, delimiter=delimiter).writerows([["编号", "单位", "标题"], *rows])
    path = written(tmp_path_factory.mktemp("csv") / "x.csv", page.getvalue(), encoding)
    kept = [[cell.strip() or None for cell in row] for row in rows]
    assert cells(only(path)) == [row for row in kept if any(row)]


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "信息"
    sheet["B1"] = "2025年报送台账"
    sheet.merge_cells("B1:E1")
    sheet.append([])
    for row in (["编号", "报送日期", "质量系数", "加急"], [5, date(2025, 3, 1), 0.1 + 0.2, True]):
        sheet.append([None, *row])
    sheet.append([None, " A6 ", datetime(2025, 3, 1, 14, 30)])
    book.create_sheet("空")
    hidden = book.create_sheet("隐藏")
    hidden["A1"] = "编号"
    hidden.sheet_state = "hidden"
    book.create_chartsheet("图")
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def test_a_workbook_gives_its_visible_sheets_with_plain_cells(workbook):
    table = only(workbook)
    assert (table.name, table.header_row) == ("信息", 3)
    assert [row.number for row in table.rows] == [4, 5]
    assert cells(table) == [
        [5, date(2025, 3, 1), Decimal("0.3"), True],
        ["A6", datetime(2025, 3, 1, 14, 30), None, None],
    ]
    assert type(table.rows[0].cells["编号"]) is int


def test_what_a_file_is_its_content_says(workbook):
    renamed = workbook.rename(workbook.with_suffix(".csv"))
    assert only(renamed).header_row == 3
