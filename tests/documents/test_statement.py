from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from infoledger.documents import assessment, payroll
from infoledger.documents.payroll import Paid
from infoledger.documents.rendering import TABULAR_FORMATS, render
from infoledger.documents.tables import Listing
from infoledger.periods import Calendar

OCTOBER = Calendar().parse("2026-10", date(2026, 11, 5))
DAY = date(2026, 11, 5)


@pytest.fixture
def pay_list():
    """A pay list of October; ``more`` goes to ``compose``."""

    def make(*paid, **more):
        return payroll.compose("某县人民政府办公室", "work", OCTOBER, paid, day=DAY, language="en", **more)

    return make


def paragraphs(model):
    body = Document(BytesIO(render(model, "docx"))).element.body
    return [
        (paragraph.pPr.pStyle.val, "".join(part.text or "" for part in paragraph.iter(qn("w:t"))))
        for paragraph in body.iter(qn("w:p"))
    ]


def test_list_ends_with_the_sum_in_words_and_room_for_three_signatures(pay_list):
    found = paragraphs(pay_list(Paid("赵一", "甲镇", Decimal("33.34")), Paid("钱二", "甲镇", Decimal("-0.04"))))
    assert ("closing", "In all: 叁拾叁元叁角 (¥33.30)") in found
    (makers,) = [text for style, text in found if style == "makers"]
    assert makers == "Made by: 　　　　　Checked by: 　　　　　Approved by:"


def test_rows_to_sign_are_tall_and_corrections_stand_apart_only_where_there_are_some(pay_list):
    (plain,) = pay_list(Paid("赵一", "甲镇", Decimal(50))).tables
    (split,) = pay_list(Paid("赵一", "甲镇", Decimal(50), Decimal(-20))).tables
    assert plain.columns[3:] == ("Yuan", "Signature")
    assert split.columns[3:] == ("This period", "Corrections", "Yuan", "Signature")
    assert split.rows[0][3:6] == (50, -20, 30)
    assert {style for style, text in paragraphs(pay_list(Paid("赵一", "甲镇", Decimal(50)))) if text == "赵一"} == {
        "cell_sign"
    }


@pytest.mark.parametrize("form", TABULAR_FORMATS)
def test_same_statement_gives_the_same_bytes(pay_list, form):
    model = pay_list(
        Paid("赵一", "甲镇", Decimal(50)), particulars=[("2026-10-01", "赵一", Decimal(50), "", "", "", "")]
    )
    assert render(model, form) == render(model, form)


def test_awkward_words_arrive_whole(pay_list, awkward):
    model = pay_list(Paid(awkward, awkward, Decimal(50)), particulars=[("2026-10-01", "=1+1", 1, "", "", "", awkward)])
    texts = ["".join(text.split()) for _style, text in paragraphs(model)]
    assert texts.count("".join(awkward.split())) == 3
    book = openpyxl.load_workbook(BytesIO(render(model, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells].count(awkward) == 3
    assert {cell.data_type for cell in cells if cell.value in (awkward, "=1+1")} == {"s"}
    assert "&lt;用地&gt;" in render(model, "html")
    assert awkward in render(model, "txt")


def test_workbook_has_what_is_signed_below_the_first_table(pay_list):
    sheet = openpyxl.load_workbook(BytesIO(render(pay_list(Paid("赵一", "甲镇", Decimal(50))), "xlsx"))).worksheets[0]
    below = [row[0].value for row in sheet.iter_rows(min_row=6)]
    assert below[0] == "In all: 伍拾元整 (¥50.00)"
    assert below[2:] == ["某县人民政府办公室", "2026-11-05"]
    assert sheet.row_dimensions[3].height == 30
    assert sheet.auto_filter.ref is None


def test_charted_listing_is_drawn_where_the_format_can_draw(pay_list):
    model = replace(
        pay_list(Paid("赵一", "甲镇", Decimal(50))),
        tables=(Listing("月份", ("月", "采用"), (("1月", 3), ("2月", 5)), charted=(1,)),),
    )
    assert render(model, "html").count("<svg") == 1
    assert openpyxl.load_workbook(BytesIO(render(model, "xlsx"))).chartsheets[0].title == "Chart 月份"


def test_assessment_has_a_table_for_each_kind_that_holds_anything():
    rows = [
        ("outcome", "约谈", "", "甲乡", "甲乡", "乡镇", "2026Q3", "第九条"),
        ("mark", "折算", "", "甲乡", "甲乡", "乡镇", "9.50", ""),
    ]
    made = assessment.compose("某办", "work", OCTOBER, rows, day=DAY, language="en")
    assert [(table.title, table.columns[3]) for table in made.tables] == [
        ("Outcomes", "Sub-periods"),
        ("Marks", "Mark"),
    ]
    assert made.tables[0].rows == (("约谈", "甲乡", "乡镇", "2026Q3", "第九条"),)
    empty = assessment.compose("某办", "work", OCTOBER, [], day=DAY, language="en")
    assert empty.closing == ("Nothing is to be assessed in this period.",)


def test_assessment_leaves_out_what_no_row_says():
    rows = [
        ("honour", "先进个人", "", "赵一", "甲乡", "乡镇", "1", ""),
        ("honour", "先进单位", "", "甲乡", "甲乡", "乡镇", "1", ""),
        ("mark", "折算", "", "甲乡", "甲乡", "", "9.50", ""),
    ]
    honours, marks = assessment.compose("某办", "work", OCTOBER, rows, day=DAY, language="en").tables
    assert honours.columns == ("Name", "Party", "Unit", "Group", "Rank")
    assert marks.columns == ("Name", "Party", "Mark")
    assert marks.rows == (("折算", "甲乡", "9.50"),)


def test_a_pay_list_of_nobody_says_so_and_has_no_table(pay_list):
    made = pay_list()
    assert [paragraph.text for paragraph in made.paragraphs] == ["In 2026-10 nobody is to be paid."]
    assert (made.tables, made.closing) == ((), ())
    assert "nobody is to be paid" in render(made, "txt")
