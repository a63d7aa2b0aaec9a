"""Files that would hang, fill or kill the program are refused in a sentence."""

import os
import re
import zipfile

import openpyxl
import pytest

from infoledger import textfiles
from infoledger.errors import UsageError
from infoledger.intake import guard, tables
from infoledger.intake.tables import read_tables
from infoledger.intake.workbooks import sheet

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["编号", "标题"])
    workbook.active.append(["A", "一"])
    workbook.save(path)
    return path


def altered(path, part, change):
    """The workbook at ``path`` with ``part`` put through ``change``."""
    copy = path.with_name("altered.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return copy


def ods(path, rows):
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"><office:body>'
            f'<office:spreadsheet><table:table table:name="信息">{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    return path


def ods_row(*texts, cell="", row=""):
    filled = "".join(
        f'<table:table-cell {cell} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {row}>{filled}</table:table-row>"


def refused(path):
    with pytest.raises(UsageError) as caught:
        read_tables(path)
    assert path.name in caught.value.message
    return caught.value.message


def test_a_missing_file_is_refused(tmp_path):
    assert "no file" in refused(tmp_path / "none.csv")


def test_a_directory_is_refused(tmp_path):
    assert "directory" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "plain file" in refused(tmp_path / "pipe.csv")


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n")

    def deny(*_arguments, **_options):
        raise PermissionError

    monkeypatch.setattr(type(path), "open", deny)
    assert "may not read" in refused(path)


def test_a_file_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(textfiles, "LARGEST_FILE", 10)
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n3,4\n")
    assert "larger" in refused(path)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"{\\rtf1 x}", b"\n<html><table><tr><td>1</td></tr></table>"])
def test_another_kind_of_file_under_a_false_name_is_refused(tmp_path, content):
    path = tmp_path / "x.xls"
    path.write_bytes(content)
    assert "not a table" in refused(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "not a workbook" in refused(path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_workbook_is_refused(book, part):
    content = book.read_bytes()
    book.write_bytes(content[: int(len(content) * part)])
    assert "damaged" in refused(book)


def test_a_cut_old_workbook_is_refused_without_a_word_from_the_reader(tmp_path, capfd):
    path = tmp_path / "x.xls"
    path.write_bytes(guard.OLE + bytes(600))
    assert "damaged" in refused(path)
    assert capfd.readouterr().err == ""


def test_an_encrypted_workbook_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(guard.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert "password" in refused(path)


def test_an_encrypted_member_is_refused(book):
    content = bytearray(book.read_bytes())
    for header in re.finditer(b"PK\x01\x02", bytes(content)):
        content[header.start() + 8] |= 1
    book.write_bytes(content)
    assert "password" in refused(book)


@pytest.mark.parametrize("place", [b'r="XFD1048576"', b"r='&#88;FD1048576'"])
def test_a_cell_far_from_the_table_costs_nothing_and_is_told(book, place):
    (table,) = read_tables(altered(book, SHEET, lambda xml: xml.replace(b'r="B2"', place)))
    assert [row.cells for row in table.rows] == [{"编号": "A", "标题": None}]
    assert "XFD" in table.notes[0]


def test_many_cells_far_apart_are_refused(book, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_CELLS", 40_000)
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in (3, 4, 5))
    far = altered(book, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert "too far apart" in refused(far)


def test_a_far_cell_that_only_has_a_style_is_harmless(book):
    styled = altered(
        book,
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
    )
    (table,) = read_tables(styled)
    assert len(table.rows) == 1


def test_a_file_of_entities_is_refused(book):
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "damaged" in refused(altered(book, SHEET, lambda xml: doctype + xml))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(book, monkeypatch):
    monkeypatch.setattr(guard, "LARGEST_CONTENT", 2**20)
    bomb = altered(book, SHEET, lambda xml: xml + b" " * 2**21)
    assert bomb.stat().st_size < 20_000
    assert "too large" in refused(bomb)


def test_a_part_larger_than_it_says_is_refused(book):
    padded = altered(book, SHEET, lambda xml: xml + b" " * 5000)
    content = bytearray(padded.read_bytes())
    place = content.rindex(SHEET.encode()) - 46 + 24  # its size in the central directory
    content[place : place + 4] = (500).to_bytes(4, "little")
    padded.write_bytes(content)
    assert "damaged" in refused(padded)


def test_too_many_parts_are_refused(book, monkeypatch):
    monkeypatch.setattr(guard, "MOST_PARTS", 3)
    assert "too large" in refused(book)


def test_an_open_document_table_is_read(tmp_path):
    path = ods(tmp_path / "x.ods", ods_row("编号", "标题") + ods_row("A", "一"))
    (table,) = read_tables(path)
    assert table.rows[0].cells == {"编号": "A", "标题": "一"}


def test_repeated_cells_of_an_open_document_are_bounded(tmp_path):
    cell = 'table:number-columns-repeated="16384"'
    row = 'table:number-rows-repeated="1000000"'
    assert "too far apart" in refused(ods(tmp_path / "x.ods", ods_row("a", cell=cell, row=row)))


def test_a_row_wider_than_any_sheet_is_refused(book):
    cells = b"<c/>" * 20_000
    assert "damaged" in refused(
        altered(book, SHEET, lambda xml: xml.replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>"))
    )


def test_merged_cells_that_cover_too_much_together_are_refused(book, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CELLS", 5)
    areas = b'<mergeCell ref="A2:B2"/>' * 10
    overlapping = altered(
        book, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>")
    )
    with pytest.raises(UsageError, match="too many"):
        read_tables(overlapping)
