"""A document that is a little longer than a page is set closer, so that it is one."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from infoledger.documents.letter import Owed, Sender, reminder
from infoledger.documents.rendering import render
from infoledger.documents.text import Paragraph
from infoledger.periods import Calendar

DAY = date(2026, 11, 1)
MONTH = Calendar().parse("2026-10", DAY)
SENDER = Sender("某县政府办", "zh", work="政务信息工作", contact="联系人：李敏")
USUAL = 579


def pitch(rows, template=None):
    """Twips from line to line in a reminder of so many rows: by its style, and by the grid of its page."""
    letter = reminder(SENDER, "甲乡", MONTH, [Owed("每月报送", "甲乡", MONTH, 8, 3, 5)] * rows, DAY)
    document = Document(BytesIO(render(letter, "docx", template)))
    grid = document.element.body.find(f".//{qn('w:docGrid')}")
    return document.styles["Normal"].paragraph_format.line_spacing.twips, int(grid.get(qn("w:linePitch")))


def test_a_letter_that_fills_less_than_a_page_has_the_usual_lines():
    assert pitch(3) == (USUAL, USUAL)


def test_a_letter_of_a_page_and_a_little_has_closer_lines():
    line, grid = pitch(8)
    assert USUAL * 0.87 <= line < USUAL
    assert grid == line


def test_lines_are_not_closer_than_can_be_read():
    assert pitch(30) == (USUAL, USUAL)


def test_an_office_s_own_template_is_left_as_it_is(tmp_path):
    from infoledger.documents.docx import shipped

    own = tmp_path / "own.docx"
    own.write_bytes(shipped("letter"))
    assert pitch(8, own) == (USUAL, USUAL)


@pytest.mark.parametrize("length", [1, 12, 23, 30])
def test_whose_letter_it_is_stands_at_the_head_of_its_first_page(length):
    sender = SENDER._replace(office="某" * length)
    letter = reminder(sender, "甲乡", MONTH, [Owed("每月报送", "甲乡", MONTH, 8, 3, 5)], DAY)
    document = Document(BytesIO(render(letter, "docx")))
    head = document.sections[0].first_page_header.paragraphs
    assert "".join(paragraph.text for paragraph in head).replace("\n", "") == sender.office
    assert head[0].style.name == ("函发文机关标志" if length <= 12 else "长函发文机关标志")


@pytest.mark.parametrize(("lines", "closer"), [(20, False), (26, True), (34, False), (48, True), (57, False)])
def test_a_notice_spares_the_page_on_which_a_few_lines_would_stand(make_notice, lines, closer):
    notice = replace(make_notice(language="zh"), paragraphs=(Paragraph("各单位报送及时。"),) * lines)
    document = Document(BytesIO(render(notice, "docx")))
    assert (document.styles["Normal"].paragraph_format.line_spacing.twips < USUAL) is closer
