import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.documents import xlsx
from infoledger.documents.annexes import Annex
from infoledger.documents.rendering import render
from infoledger.documents.statement import Statement
from infoledger.documents.tables import Listing

HOSTILE = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://a")', "http://a.b", "0012", "1E5", "2026-11-01"]


def opened(model):
    return openpyxl.load_workbook(BytesIO(render(model, "xlsx")))


def test_workbook_has_a_sheet_a_group_then_postings_basis_and_charts(make_notice):
    book = opened(make_notice(2, postings=Listing("积分明细", ("日期",), (("2026-10-01",),))))
    charts = [f"Chart {group} {figure}" for group in ("乡镇街道", "县直部门") for figure in ("Points", "Rate %")]
    assert book.sheetnames == ["乡镇街道", "县直部门", "积分明细", "Basis", *charts]
    assert [sheet.title for sheet in book.chartsheets] == charts


def test_bars_stand_under_the_names_wherever_they_are(make_notice):
    listing = Listing("刊物", ("刊物", "条数"), (("要情", 3), ("快报", 1)), charted=(1,))
    model = make_notice(2, listings=[listing])
    with zipfile.ZipFile(BytesIO(render(model, "xlsx"))) as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    named = [re.search("<c:cat><c:strRef><c:f>(.*?)</c:f>", chart)[1] for chart in charts]
    groups = ("乡镇街道", "乡镇街道", "县直部门", "县直部门")
    assert named == [*(f"{group}!$B$3:$B$4" for group in groups), "刊物!$A$3:$A$4"]


def test_rows_are_as_tall_as_their_turned_text(make_notice):
    columns = tuple(f"{place}" for place in range(6))
    listing = Listing("明细", columns, (("长" * 40,) * 6, ("短",) * 6))
    sheet = opened(make_notice(1, listings=[listing]))["明细"]
    assert sheet.row_dimensions[3].height >= 4 * sheet.row_dimensions[4].height
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCDEF") < 140


def test_figures_are_numbers_and_missing_ones_are_blank(make_notice):
    sheet = opened(make_notice(2))["乡镇街道"]
    row = [cell.value for cell in sheet[4]]
    assert row == [2, "甲乡2", 38, 12, 9, 11, 23.7, 0, 50.5, 718]
    assert sheet["G4"].number_format == "0.0"
    assert sheet["I4"].number_format == "0.00"


@pytest.mark.parametrize("words", HOSTILE)
def test_text_is_never_a_formula(make_notice, words):
    book = opened(make_notice(1, name=words, postings=Listing(words, (words,), ((words,),))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert any(words in cell.value for cell in texts)
    assert {cell.data_type for cell in texts} == {"s"}
    assert {cell.number_format for cell in texts} == {"@"}
    assert not any(cell.hyperlink for cell in cells)


def test_sheet_prints_on_a4_with_its_head_on_every_page(make_notice):
    sheet = opened(make_notice(60))["乡镇街道"]
    assert sheet.freeze_panes == "C3"
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("name", ["甲/乙:丙*[丁]?", "长" * 60, "'引'", ""])
def test_any_name_of_a_group_makes_a_sheet(make_notice, name):
    model = make_notice(2, listings=[Listing(name or "x", ("a",), (("b",),)), Listing(name or "x", ("a",), (("b",),))])
    names = opened(model).sheetnames
    assert len({title.lower() for title in names}) == len(names) == 9
    assert all(len(title) <= 31 for title in names)


def test_same_model_gives_the_same_bytes(make_notice):
    assert render(make_notice(), "xlsx") == render(make_notice(), "xlsx")


def test_adjusted_fraction_keeps_its_places(make_notice):
    listing = Listing("补录", ("日期", "分差"), ((str(date(2026, 10, 1)), Decimal("-0.125")),))
    cell = opened(make_notice(listings=[listing]))["补录"]["B3"]
    assert (cell.value, cell.number_format) == (-0.125, "0.000")


def test_a_title_stands_in_the_middle_above_its_table(make_notice):
    sheet = opened(make_notice()).worksheets[0]
    (merged,) = sheet.merged_cells.ranges
    assert (merged.min_row, merged.max_row, merged.max_col) == (1, 1, sheet.max_column)
    assert sheet["A1"].alignment.horizontal == "center"


def charted(rows):
    listing = Listing("单位", ("单位", "得分"), tuple(rows), charted=(1,))
    statement = Statement("en", "某办", ("表",), (), (listing,), (), "", "2026-11-05")
    with zipfile.ZipFile(BytesIO(render(statement, "xlsx"))) as book:
        chart = book.read("xl/charts/chart1.xml").decode()
    return re.search("<c:cat><c:strRef><c:f>(.*?)</c:f>", chart)[1], re.search("<a:t>(.*?)</a:t>", chart)[1]


def test_of_many_bars_the_longest_and_the_shortest_are_drawn():
    cells, title = charted((f"单位{place}", 200 - place) for place in range(100))
    assert cells == "(单位!$A$3:$A$17,单位!$A$88:$A$102)"
    assert title.endswith("(first and last 15)")
    cells, title = charted((f"单位{place}", 200 - place) for place in range(40))
    assert cells == "单位!$A$3:$A$42"
    assert "first and last" not in title


@given(st.lists(st.one_of(st.none(), st.integers(-5, 100)), min_size=41, max_size=120))
def test_no_bar_that_is_drawn_lies_between_those_that_are_not(values):
    drawn = xlsx._drawn(values)
    known = [value for value in values if value is not None]
    if len(known) <= 40:
        assert drawn == list(range(len(values)))
    else:
        assert len(drawn) == 30
        kept = sorted(values[place] for place in drawn)
        assert kept == sorted(known)[:15] + sorted(known)[-15:]


def test_a_head_of_two_storeys_stands_in_merged_cells(make_notice):
    over = Listing("", ("单位", "市级", "省级"), (("甲乡", 1, 2),), over=("", "采用", "采用"), sums=("合计", 1, 2))
    notice = replace(make_notice(), annexes=(Annex("附件", ("排名表",), (over,)),))
    page = openpyxl.load_workbook(BytesIO(render(notice, "xlsx"))).worksheets[0]
    assert {str(each) for each in page.merged_cells.ranges} == {"A1:C1", "A2:A3", "B2:C2"}
    assert [[cell.value for cell in row] for row in page["A2:C5"]] == [
        ["单位", "采用", None],
        [None, "市级", "省级"],
        ["甲乡", 1, 2],
        ["合计", 1, 2],
    ]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("C4", "A3:C4", "$1:$3")


def test_the_numbers_of_a_column_have_the_same_decimal_places(make_notice):
    listing = Listing("", ("单位", "得分"), (("甲乡", Decimal("5.5")), ("乙乡", 0)))
    notice = replace(make_notice(), annexes=(Annex("附件", ("排名表",), (listing,)),))
    page = openpyxl.load_workbook(BytesIO(render(notice, "xlsx"))).worksheets[0]
    assert [page.cell(row, 2).number_format for row in (3, 4)] == ["0.0", "0.0"]
