"""What the cells of a workbook show, in each of its three formats."""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from infoledger.intake.cells import FIRST_DAY_1904, Faulty, Shown
from infoledger.intake.workbooks import read_sheets
from infoledger.intake.workbooks.formats import is_date, shown
from infoledger.intake.workbooks.sheet import Merged

ROWS = [["编号", "刊物", "方式"], ["M-1", "云市信息", "简讯"], ["M-2", None, None], ["M-3", "云市专报", "单篇"]]
AREA = Merged(2, 3, 3, 3)
NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0" for prefix in ("office", "table", "text", "style")
}
NAMES["calcext"] = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(path, rows=ROWS, make=lambda _sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    make(book.active)
    book.save(path)
    return path


def xls(path, rows=ROWS, make=lambda _sheet: None):
    book = xlwt.Workbook()
    sheet = book.add_sheet("采用")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    make(sheet)
    book.save(str(path))
    return path


def ods(path, body, styles=""):
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {declared}>{styles}<office:body><office:spreadsheet>"
            f'<table:table table:name="采用">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def cell(text="", attributes="", tag="table-cell"):
    said = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:{tag} {attributes}>{said}</table:{tag}>"


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def only(path):
    (sheet,) = read_sheets(path.read_bytes(), path.name)
    return sheet


def rewritten(path, change):
    """The workbook at ``path`` with its first sheet put through ``change``."""
    copy = path.with_name("rewritten.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()).encode() if name == SHEET else content)
    return copy


def merged_xlsx(folder):
    return xlsx(folder / "x.xlsx", make=lambda sheet: sheet.merge_cells("C2:C3"))


def merged_xls(folder):
    rows = [ROWS[0], [*ROWS[1][:2]], ["M-2"], ROWS[3]]
    return xls(folder / "x.xls", rows, lambda sheet: sheet.write_merge(1, 2, 2, 2, "简讯"))


def merged_ods(folder):
    spans = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
    return ods(
        folder / "x.ods",
        row(*map(cell, ROWS[0]))
        + row(cell("M-1"), cell("云市信息"), cell("简讯", spans))
        + row(cell("M-2"), cell(), cell(tag="covered-table-cell"))
        + row(*map(cell, ROWS[3])),
    )


@pytest.mark.parametrize("make", [merged_xlsx, merged_xls, merged_ods])
def test_a_merged_cell_is_told_with_all_that_it_covers(tmp_path, make):
    sheet = only(make(tmp_path))
    assert list(sheet.merged) == [AREA]
    assert [number for number, _cells in sheet.rows] == [1, 2, 3, 4]
    assert sheet.rows[1][1] == ["M-1", "云市信息", "简讯"]


def hidden_xlsx(folder):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    return xlsx(folder / "x.xlsx", make=hide)


def hidden_xls(folder):
    def hide(sheet):
        sheet.row(2).hidden = True

    return xls(folder / "x.xls", make=hide)


def hidden_ods(folder):
    first, second, third, fourth = ([cell(text or "") for text in line] for line in ROWS)
    hidden = row(*third, attributes='table:visibility="filter"')
    return ods(folder / "x.ods", row(*first) + row(*second) + hidden + row(*fourth))


@pytest.mark.parametrize("make", [hidden_xlsx, hidden_xls, hidden_ods])
def test_a_hidden_row_is_read_and_told(tmp_path, make):
    sheet = only(make(tmp_path))
    assert sheet.hidden == {3}
    assert len(sheet.rows) == 4


def faulty_xlsx(folder):
    def spoil(sheet):
        sheet["A2"], sheet["B2"], sheet["C2"] = "=1+1", "#N/A", '=DISPIMG("ID_1",1)'
        sheet["A3"] = '="Z-2"x'
        sheet["A3"].data_type = "s"

    return rewritten(
        xlsx(folder / "x.xlsx", make=spoil),
        lambda xml: xml.replace('="Z-2"x', '="Z-2"').replace("=&quot;Z-2&quot;x", "=&quot;Z-2&quot;"),
    )


def faulty_ods(folder):
    formula = 'table:formula="of:=1+1"'
    error = 'table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"'
    picture = 'table:formula="of:=DISPIMG(1)" office:value-type="string"'
    return ods(
        folder / "x.ods",
        row(*map(cell, ROWS[0]))
        + row(cell("", formula), cell("#N/A", error), cell("x", picture))
        + row(cell('="Z-2"')),
    )


@pytest.mark.parametrize("make", [faulty_xlsx, faulty_ods])
def test_a_cell_without_a_value_is_told_with_its_address(tmp_path, make):
    _head, (_two, cells), (_three, guarded) = only(make(tmp_path)).rows[:3]
    faults = [*cells, guarded[0]]
    assert all(isinstance(fault, Faulty) for fault in faults)
    assert [fault.address for fault in faults] == ["A2", "B2", "C2", "A3"]
    assert len({fault.what for fault in faults}) == 4


def test_an_error_in_an_old_workbook_is_told(tmp_path):
    def spoil(sheet):
        sheet.row(1).set_cell_error(3, 0x2A)

    fault = only(xls(tmp_path / "x.xls", make=spoil)).rows[1][1][3]
    assert (fault.address, fault.text) == ("D2", "#N/A")


def test_an_empty_text_that_a_formula_makes_is_an_empty_cell(tmp_path):
    path = xlsx(tmp_path / "x.xlsx", [["a", "b"], ["1", "x"]])
    emptied = rewritten(
        path,
        lambda xml: xml.replace(
            '<c r="B2" t="inlineStr"><is><t>x</t></is></c>', '<c r="B2" t="str"><f>""</f><v></v></c>'
        ),
    )
    assert only(emptied).rows[1][1] == ["1"]


def formatted_xlsx(folder):
    def put(sheet):
        for place, value, form in (
            ("A2", 13, '"2026-"0000'),
            ("B2", 1.2, "0%"),
            ("C2", date(2026, 10, 5), 'm"月"d"日"'),
        ):
            sheet[place] = value
            sheet[place].number_format = form

    return xlsx(folder / "x.xlsx", make=put)


def formatted_xls(folder):
    def put(sheet):
        values = ((13, '"2026-"0000'), (1.2, "0%"), (date(2026, 10, 5), 'm"月"d"日"'))
        for column, (value, form) in enumerate(values):
            sheet.write(1, column, value, xlwt.easyxf(num_format_str=form))

    return xls(folder / "x.xls", [ROWS[0]], put)


def formatted_ods(folder):
    cells = (
        cell("2026-0013", 'office:value-type="float" office:value="13"'),
        cell("120%", 'office:value-type="percentage" office:value="1.2"'),
        cell("10月5日", 'office:value-type="date" office:date-value="2026-10-05"'),
    )
    return ods(folder / "x.ods", row(*map(cell, ROWS[0])) + row(*cells))


@pytest.mark.parametrize("make", [formatted_xlsx, formatted_xls, formatted_ods])
def test_a_number_comes_with_what_its_cell_shows(tmp_path, make):
    cells = only(make(tmp_path)).rows[1][1]
    assert cells == [Shown(13, "2026-0013"), Shown(Decimal("1.2"), "120%"), date(2026, 10, 5)]


def test_days_count_from_1904_where_the_workbook_does(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([datetime(2026, 10, 5, 8)])
    book.save(tmp_path / "x.xlsx")
    sheet = only(tmp_path / "x.xlsx")
    assert sheet.first_day == FIRST_DAY_1904
    assert sheet.rows == [(1, [datetime(2026, 10, 5, 8)])]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (datetime(2026, 10, 31, 23, 59, 59, 700_000), datetime(2026, 10, 31, 23, 59, 59)),
        (datetime(2026, 10, 5, 9, 20), datetime(2026, 10, 5, 9, 20)),
        (time(9, 30), time(9, 30)),
    ],
)
def test_a_time_is_true_to_the_second_and_stays_in_its_day(tmp_path, written, read):
    assert only(xlsx(tmp_path / "x.xlsx", [[written]])).rows == [(1, [read])]


FORMS = {
    "a prefix": lambda xml: (
        xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    ),
    "single quotes": lambda xml: xml.replace('"', "'"),
    "another order": lambda xml: xml.replace('<c r="A1" t="inlineStr">', '<c t="inlineStr" r="A1">'),
    "line breaks": lambda xml: xml.replace("><", ">\n<"),
    "a comment": lambda xml: xml.replace("</row>", "<!-- <c r='Z9'/> </row> --></row>", 1),
    "character data": lambda xml: xml.replace("<t>M-1</t>", "<t><![CDATA[M-1]]></t>"),
    "several fonts": lambda xml: xml.replace("<is><t>M-1</t></is>", "<is><r><t>M</t></r><r><t>-1</t></r></is>"),
    "no places": lambda xml: xml.replace(' r="A1"', "").replace(' r="A2"', ""),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_reads_alike_however_it_is_written(tmp_path, form):
    usual = merged_xlsx(tmp_path)
    changed = rewritten(usual, FORMS[form])
    with zipfile.ZipFile(usual) as one, zipfile.ZipFile(changed) as other:
        assert one.read(SHEET) != other.read(SHEET)
    assert only(changed) == only(usual)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (13, '"2026-"0000', "2026-0013"),
        (12, "0000", "0012"),
        (20261005, '0000"-"00"-"00', "2026-10-05"),
        (7, '"第"0"期"', "第7期"),
        (7, 'General"期"', "7期"),
        (1234567, "#,##0", "1,234,567"),
        (Decimal("12.5"), "0.00", "12.50"),
        (Decimal("12.5"), "0.##", "12.5"),
        (Decimal("0.125"), "0.0%", "12.5%"),
        (-3, "0.0;(0.0)", "(3.0)"),
        (0, '0;-0;"无"', "无"),
        (202611000000, "General", "2.02611E+11"),
        (13900000001, "General", "13900000001"),
        (1200000, "0.00E+00", "1.20E+06"),
        (10**11, "General", "1E+11"),
        (12, "@", "12"),
        (5, r"\N\o\.00", "No.05"),
    ],
)
def test_a_number_looks_as_its_format_says(value, code, text):
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("code", "date_"),
    [
        ("yyyy-mm-dd", True),
        ('m"月"d"日"', True),
        ("[$-804]yyyy年m月", True),
        ("[h]:mm", True),
        ("上午/下午h时mm分", True),
        ('"day "0', False),
        ("General", False),
        ('General"期"', False),
        ("[Red]0.00", False),
        ("0.00E+00", False),
        ("#,##0.00", False),
    ],
)
def test_a_format_tells_whether_it_shows_a_day(code, date_):
    assert is_date(code) is date_
