from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Twips

from infoledger.config.model import NoticeDesign
from infoledger.documents import fulfilment, payroll
from infoledger.documents.fulfilment import Fulfilment
from infoledger.documents.letter import Sender
from infoledger.documents.payroll import Paid
from infoledger.documents.rendering import TEMPLATES, render
from infoledger.periods import Calendar


@pytest.fixture
def opened():
    return lambda model: Document(BytesIO(render(model, "docx")))


def kept(row):
    """Whether every paragraph of the row is kept with the next."""
    return all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)


def test_head_of_a_table_stays_with_two_rows_and_the_last_rows_stay_together(opened, make_notice):
    table = opened(make_notice(9)).tables[0]
    assert [kept(row) for row in table.rows] == [True, True, True, *[False] * 4, True, True, False]


def test_rows_below_a_head_of_two_storeys_may_be_divided_or_libreoffice_loses_them(opened, make_notice):
    divided, whole = (opened(make_notice(9, further=further)).tables[0] for further in (("采用/市级", "采用/省级"), ()))
    undivided = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in divided.rows]
    assert undivided == [True, True, *[False] * 9]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in whole.rows)


@pytest.mark.parametrize("count", [1, 2])
def test_short_table_stays_whole(opened, make_notice, count):
    """And does not take what comes next with it."""
    table = opened(make_notice(count)).tables[0]
    assert [kept(row) for row in table.rows] == [*[True] * count, False]


@pytest.fixture
def pay_list():
    day = date(2026, 11, 5)

    def make(count):
        paid = [Paid(f"赵{place}", "甲镇", Decimal(50)) for place in range(count)]
        return payroll.compose("某办", "work", Calendar().parse("2026-10", day), paid, day=day, language="en")

    return make


def test_signatures_are_the_last_row_of_the_list_and_stay_with_its_sum(opened, pay_list):
    document = opened(pay_list(20))
    *_rows, payee, whole, signed = document.tables[0].rows
    assert [cell.text for cell in whole.cells][1] == "Sum"
    assert kept(payee)
    assert kept(whole)
    assert not kept(signed)
    (cell,) = {cell._tc for cell in signed.cells}
    names = [paragraph.style.name for paragraph in signed.cells[0].paragraphs]
    assert names == ["合计", "制表", "署名", "成文日期"]
    assert [side.tag for side in cell.tcPr.find(qn("w:tcBorders"))] == [qn("w:left"), qn("w:bottom"), qn("w:right")]
    assert cell.width == sum(each.width for each in whole.cells)


def test_a_paragraph_follows_the_last_table(opened, pay_list):
    """Word asks for one."""
    assert opened(pay_list(1)).element.body[-2].tag == qn("w:p")


def test_end_of_the_text_stays_with_the_signature(opened, make_notice):
    paragraphs = opened(make_notice()).paragraphs
    signed = next(place for place, each in enumerate(paragraphs) if each.style.name == "用印署名")
    assert paragraphs[signed - 1].style.name == "单个附件说明"
    assert paragraphs[signed - 1].paragraph_format.keep_with_next
    assert paragraphs[signed - 2].paragraph_format.keep_with_next
    assert not paragraphs[signed - 3].paragraph_format.keep_with_next


def test_whom_to_ask_stays_with_the_day_of_a_notice_and_of_a_letter(opened, make_notice):
    day, asked = date(2026, 11, 5), "联系人：李敏"
    notice = make_notice(language="zh", design=NoticeDesign(contact=asked))
    letter = Sender("某办", "zh", contact=asked).letter("通知", ["甲乡"], ["请办理。"], day)
    for model in (notice, letter):
        paragraphs = opened(model).paragraphs
        place = next(place for place, each in enumerate(paragraphs) if asked in each.text)
        assert paragraphs[place - 1].style.name == "成文日期"
        assert paragraphs[place - 1].paragraph_format.keep_with_next


@pytest.mark.parametrize(("characters", "stays"), [(84, True), (85, False)])
def test_end_of_the_text_goes_with_the_credit_unless_it_is_longer_than_three_lines(
    opened, make_bulletin, characters, stays
):
    """LibreOffice never divides a paragraph that is kept with the next."""
    paragraphs = opened(make_bulletin(2, body="甲" * 40 + "\n今年成效明显。\n" + "字" * characters)).paragraphs
    credit = next(place for place, each in enumerate(paragraphs) if each.style.name == "供稿")
    assert bool(paragraphs[credit - 1].paragraph_format.keep_with_next) is stays
    assert not paragraphs[credit - 2].paragraph_format.keep_with_next


def test_template_whose_styles_got_other_ids_is_kept_together_too(tmp_path, make_notice):
    """WPS numbers the styles of what it saves."""
    own = Document(TEMPLATES / "notice.docx")
    for style in own.styles:
        if style.name == "用印署名":
            for paragraph in own.paragraphs:
                if paragraph.style.name == "用印署名":
                    paragraph._p.pPr.pStyle.val = "23"
            style._element.styleId = "23"
    own.save(tmp_path / "own.docx")
    paragraphs = Document(BytesIO(render(make_notice(), "docx", tmp_path / "own.docx"))).paragraphs
    signed = next(place for place, each in enumerate(paragraphs) if each.style.name == "用印署名")
    assert paragraphs[signed - 1].paragraph_format.keep_with_next


def test_the_last_sentence_below_a_table_has_another_above_it_on_its_page(opened):
    rows = [Fulfilment("月任务", "甲乡", "甲乡", Calendar().parse("2026-10", date(2026, 11, 5)), 2, 0, 2, False)] * 3
    day = date(2026, 11, 5)
    model = fulfilment.compose("某办", "work", Calendar().parse("2026-10", day), rows, day=day, language="en")
    *_above, sentence, made = [each for each in opened(model).paragraphs if each.text]
    assert "某办" in made.text
    assert sentence.paragraph_format.keep_with_next
    assert not made.paragraph_format.keep_with_next


def test_what_must_follow_the_last_table_needs_no_page_of_its_own(opened, pay_list):
    """Below a table that fills its page even a line of 1 pt stood on one more page, without a word."""
    document = opened(pay_list(9))
    assert document.element.body[-2].getprevious().tag == qn("w:tbl")
    last = document.paragraphs[-1]
    assert (last.text, last.style.name) == ("", "文末")
    spacing = last.style.paragraph_format
    assert (spacing.line_spacing_rule, spacing.line_spacing) == (WD_LINE_SPACING.EXACTLY, Twips(1))
