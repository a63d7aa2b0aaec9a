"""The Word documents as LibreOffice lays them out; needs it installed, and no particular font."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pymupdf
import pytest

from infoledger.config.model import Layout, Publication
from infoledger.documents import bulletin, own_templates, payroll
from infoledger.documents.bulletin import Piece
from infoledger.documents.payroll import Paid
from infoledger.documents.rendering import TEMPLATES, render
from infoledger.periods import Calendar
from tests.documents.paper import OFFICE, convert, lines

pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")


@pytest.fixture
def lay_out(tmp_path):
    """The pages that LibreOffice makes of a document."""

    def made(model, template=None, layout=None):
        document = tmp_path / "document.docx"
        document.write_bytes(render(model, "docx", template, layout))
        convert([document], tmp_path)
        return list(pymupdf.open(document.with_suffix(".pdf")))

    return made


def bottom_of(page, words):
    """How far below the top of the page, in mm, the last occurrence of ``words`` ends."""
    return page.search_for(words)[-1].y1 * 25.4 / 72


def test_a_full_page_has_22_lines_of_28_characters(lay_out, make_bulletin):
    pages = lay_out(make_bulletin(body="一二三四五六七八九十" * 600))
    full = lines(pages[1])[:-1]  # without the page number
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_office_that_wants_24_lines_of_29_characters_gets_them(lay_out, make_bulletin):
    layout = Layout(lines=24, margins={"right": 27.5}, styles={"正文": {"size": 15.0}})
    full = lines(lay_out(make_bulletin(body="一二三四五六七八九十" * 600), layout=layout)[1])[:-1]
    assert len(full) == 24
    assert {len(line) for line in full} == {29}


def test_template_that_another_program_saved_prints_the_same_pages(lay_out, tmp_path, make_bulletin, make_notice):
    for kind, model in (
        ("bulletin", make_bulletin(5, body="一、做法。今年。\n甲\t乙\n1\t2")),
        ("notice", make_notice(60)),
    ):
        convert([TEMPLATES / f"{kind}.docx"], tmp_path, "docx")
        own = tmp_path / f"{kind}.docx"
        assert own_templates.check(own) == (kind, [])
        usual, again = lay_out(model), lay_out(model, own)
        assert [lines(page) for page in again] == [lines(page) for page in usual]


def test_table_in_an_item_stands_between_its_paragraphs(lay_out, make_bulletin):
    (page,) = lay_out(make_bulletin(body="如下：\n村\t完成率\n甲村\t95%\n下一步再抓。"))
    (table,) = page.find_tables().tables[:1]
    assert table.extract() == [["村", "完成率"], ["甲村", "95%"]]
    assert bottom_of(page, "如下") < table.bbox[1] * 25.4 / 72 < bottom_of(page, "下一步")


def test_one_short_article_fills_one_page_with_the_send_block_at_its_foot(lay_out, make_bulletin):
    (page,) = lay_out(make_bulletin())
    assert 255 < bottom_of(page, "(120 copies printed)") < 262


@pytest.mark.parametrize("count", [3, 30])
def test_send_block_stands_on_the_last_page_only(lay_out, make_bulletin, count):
    pages = lay_out(make_bulletin(count, body="今年以来，甲乡成效明显。" * 30))
    found = [page.number for page in pages if page.search_for("(120 copies printed)")]
    assert found == [len(pages) - 1]
    assert 255 < bottom_of(pages[-1], "(120 copies printed)") < 262


@pytest.mark.parametrize("count", range(8, 11))
def test_credit_does_not_stand_on_a_page_alone(lay_out, make_bulletin, count):
    pages = lay_out(make_bulletin(body="今年以来，甲乡成效明显。\n" * count))
    (page,) = [page for page in pages if page.search_for("(contributed by")]
    assert page.search_for("成效明显")


def test_odd_page_numbers_stand_right_and_even_ones_left(lay_out, make_bulletin):
    pages = lay_out(make_bulletin(body="一二三四五六七八九十" * 200))
    middles = [page.search_for("—")[-1].x0 / page.rect.width for page in pages]
    assert [middle > 0.5 for middle in middles] == [page % 2 == 0 for page in range(len(pages))]


def test_head_of_a_long_table_is_repeated_on_each_page(lay_out, make_notice):
    pages = lay_out(make_notice(60))
    with_rows = [page for page in pages if page.search_for("23.7")]
    assert len(with_rows) >= 4
    assert all(page.search_for("Pieces") for page in with_rows)


@pytest.mark.parametrize("count", [18, 20])
def test_signatures_of_a_list_stand_on_one_page_with_its_sum(lay_out, count):
    day = date(2026, 11, 5)
    paid = [Paid(f"赵{place}", "甲镇", Decimal(50)) for place in range(count)]
    made = payroll.compose("某办", "work", Calendar().parse("2026-10", day), paid, day=day, language="en")
    last = lay_out(replace(made, annexes=()))[-1].get_text()
    assert "Sum" in last
    assert f"赵{count - 1}" in last
    assert "Approved by" in last
    assert "2026-11-05" in last


@pytest.mark.parametrize(("characters", "beside"), [(17, True), (18, False), (24, False)])
def test_day_of_an_issue_stands_below_an_issuer_that_leaves_it_no_room(lay_out, characters, beside):
    publication = Publication("政务信息", "林" * characters)
    model = bulletin.compose(publication, [Piece("甲", "", ())], day=date(2026, 11, 20), language="zh")
    (page,) = lay_out(model)
    with_day = [line for line in lines(page) if "2026" in line.replace(" ", "")]
    assert ["林" in line for line in with_day] == [beside]
    assert with_day[0].endswith("日")
