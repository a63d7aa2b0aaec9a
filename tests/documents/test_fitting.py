"""Tables of the Word notice fitted to the page, and pages turned for wide ones."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openxml_audit import OpenXmlValidator

from infoledger.config.model import NoticeDesign
from infoledger.documents.annexes import Annex
from infoledger.documents.rendering import render
from infoledger.documents.tables import Listing

MANY = tuple(f"第{place}类采用" for place in "甲乙丙丁戊己庚辛壬癸子丑寅")
WIDE = Listing("", ("单位", *MANY, *MANY), (("甲乡", *range(26)),))
NARROW = Listing("", ("单位", "得分"), (("甲乡", 5),))


@pytest.fixture
def annexed(make_notice):
    """The notice with annexes that hold these tables, as Word opens it."""

    def make(*listings, **more):
        annexes = tuple(Annex(f"附件{place}", ("表",), (each,)) for place, each in enumerate(listings, 1))
        return Document(BytesIO(render(replace(make_notice(**more), annexes=annexes), "docx")))

    return make


def across(document):
    """Whether each section lies across."""
    return [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]


def test_a_wide_table_lies_across_and_what_follows_stands_upright(annexed):
    document = annexed(NARROW, WIDE, NARROW)
    assert across(document) == [False, True, False]
    section = document.sections[1]
    assert (section.page_width, section.page_height) == (Mm(297).twips * 635, Mm(210).twips * 635)
    grid = document.tables[1]._tbl.tblGrid.findall(qn("w:gridCol"))
    assert sum(int(column.get(qn("w:w"))) for column in grid) > Mm(220).twips


def test_a_document_that_ends_with_a_wide_table_has_no_empty_page(annexed):
    assert across(annexed(NARROW, WIDE)) == [False, True]


def test_two_wide_annexes_one_after_the_other_have_sections_of_their_own(annexed):
    assert across(annexed(WIDE, WIDE, NARROW)) == [False, True, True, False]


def test_the_foot_of_the_last_page_stands_upright(annexed):
    assert across(annexed(WIDE, design=NoticeDesign(printed_by="某办"))) == [False, True, False]


def test_the_config_may_keep_pages_upright(annexed):
    assert across(annexed(WIDE, design=NoticeDesign(wide="portrait"))) == [False]


def test_type_across_is_not_below_9_pt(annexed):
    for row in annexed(WIDE).tables[0].rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                assert run.font.size is None or run.font.size >= Pt(9)


def test_a_long_name_is_broken_between_words(annexed):
    name = "某某市经济技术开发区管理委员会党政综合办公室"
    crowded = Listing("", ("排名", "单位", *MANY[:8]), tuple((1, name, *[100] * 8) for _row in range(3)), centred=True)
    text = annexed(crowded).tables[0].cell(1, 1).text
    assert text.replace("\n", "") == name
    assert "开发区" in text
    assert "办公室" in text


def test_the_upper_storey_of_a_head_covers_its_columns(annexed):
    listing = Listing("", ("单位", "市级", "省级"), (("甲乡", 1, 2),), over=("", "采用", "采用"), sums=("合计", 1, 2))
    table = annexed(listing).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "采用", "采用"],
        ["单位", "市级", "省级"],
        ["甲乡", "1", "2"],
        ["合计", "1", "2"],
    ]
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table._tbl.findall(qn("w:tr"))]
    assert heads == [True, True, False, False]


def test_signature_and_day_are_placed_by_their_lengths(make_notice):
    ends = {}
    for seal in (True, False):
        document = Document(BytesIO(render(make_notice(language="zh", design=NoticeDesign(seal=seal)), "docx")))
        ends[seal] = [
            int(paragraph._p.pPr.ind.get(qn("w:rightChars")))
            for paragraph in document.paragraphs
            if paragraph.style.name in {"署名", "用印署名", "成文日期"}
        ]
    assert ends == {True: [225, 400], False: [200, 350]}


def test_two_lines_stand_below_a_heading(make_notice):
    paragraphs = Document(BytesIO(render(make_notice(), "docx"))).paragraphs
    below = [after for before, after in pairwise(paragraphs) if before.style.name == "一级标题"]
    assert below
    assert all(paragraph.paragraph_format.widow_control for paragraph in below)


def test_room_to_sign_is_kept(annexed):
    listing = Listing("", ("Name", "Signature"), (("甲", "\N{IDEOGRAPHIC SPACE}" * 9),), to_sign=True)
    name, signature = annexed(listing).tables[0].columns
    assert signature.width > 2 * name.width


FATE = "2026年8月10日上报泽安市人民政府办公室；2026年8月11日政务信息采用；2026年8月23日《决策参考》采用"


def test_one_long_text_among_short_ones_stands_in_no_pillar(annexed):
    titles = [f"青泉镇红白理事会立“新规” 松树坪村人情负担降{place}%" for place in range(20)]
    rows = tuple((f"2026-{place:04}", "2026年8月7日", title, "待处理") for place, title in enumerate(titles))
    listing = Listing("", ("编号", "报送日期", "标题", "去向"), (*rows, ("2026-0999", "2026年8月7日", titles[0], FATE)))
    table = annexed(listing).tables[0]
    day, title, fate = (table.columns[place].width for place in (1, 2, 3))
    assert Mm(25) < fate < title
    assert {cell.text for cell in table.columns[1].cells} == {"报送日期", "2026年8月7日"}
    assert day < fate


def test_a_head_of_two_lines_goes_into_one_where_there_is_room(annexed):
    table = annexed(Listing("", ("报送日期", "标题"), (("2026年8月7日", "青泉镇红白理事会立“新规”"),))).tables[0]
    assert table.cell(0, 0).text == "报送日期"


def test_pages_across_are_valid_by_the_schema(annexed, tmp_path):
    annexed(NARROW, WIDE, WIDE).save(tmp_path / "across.docx")
    assert [error.description for error in OpenXmlValidator().validate(tmp_path / "across.docx").errors] == []


def test_the_number_of_a_page_across_stands_where_the_page_has_its_foot_when_bound(annexed):
    upright, turned, after = annexed(NARROW, WIDE, NARROW).sections
    assert "wps:wsp" not in upright.footer._element.xml
    for foot, side in ((turned.footer, "right"), (turned.even_page_footer, "left")):
        assert 'vert="vert"' in foot._element.xml
        assert "PAGE" in foot._element.xml
        assert f'w:jc w:val="{side}"' in foot._element.xml
    assert "wps:wsp" not in after.footer._element.xml
    distances = [int(each.text) for each in turned.footer._element.iter() if each.tag.endswith("posOffset")]
    assert distances[0] == turned.left_margin - Mm(11).twips * 635


def test_a_column_of_short_texts_is_centred_and_one_with_a_long_text_is_not(annexed):
    listing = Listing(
        "", ("单位", "标题"), (("甲乡", "短题"), ("乙镇", "青泉镇红白理事会立“新规”松树坪村人情负担降低"))
    )
    table = annexed(listing).tables[0]
    aligned = [[cell.paragraphs[0].alignment for cell in row.cells] for row in table.rows[1:]]
    assert aligned == [[WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT]] * 2
