import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoledger.config.model import NoticeDesign
from infoledger.documents import docx as word
from infoledger.documents.build_templates import TEMPLATES
from infoledger.documents.rendering import render
from infoledger.documents.tables import Listing
from infoledger.documents.text import balanced_title, paragraphs, title_lines
from infoledger.errors import InfoledgerError, UsageError


def opened(model):
    return Document(BytesIO(render(model, "docx")))


def words(document):
    """Every paragraph with its style, those in tables too."""
    body = document.element.body
    return [
        (
            paragraph.pPr.pStyle.val if paragraph.pPr is not None else "",
            "".join("\n" if run.tag == qn("w:br") else run.text or "" for run in paragraph.iter(qn("w:t"), qn("w:br"))),
        )
        for paragraph in body.iter(qn("w:p"))
    ]


def template_of(tmp_path, old, new):
    """The bulletin's template with ``old`` replaced, as an office might have edited it."""
    path = tmp_path / "own.docx"
    with zipfile.ZipFile(TEMPLATES / "bulletin.docx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    return path


def test_bulletin_has_its_parts_in_order_and_in_their_styles(make_bulletin):
    body = "一、做法\n（一）土地。盘活。\n今年。"
    assert words(opened(make_bulletin(body=body, secrecy="内部", special="专刊", note="请阅。"))) == [
        ("secrecy", "内部"),
        ("masthead", "政务信息"),
        ("special", "专刊"),
        ("number", "No. 3 (total 57)"),
        ("issuer", "林双县人民政府办公室2026-11-20"),
        ("note", "Editor's note: 请阅。"),
        ("section", "【工作动态】"),
        ("article_title", "甲乡“三个强化”\n推动重点项目提速增效"),
        ("level1", "一、做法"),
        ("body", "（一）土地。盘活。"),
        ("body", "今年。"),
        ("credit", "(contributed by 甲乡, 县水利局)"),
        ("send", "报: 县委常委."),
        ("send", "送: 县人大、县政协."),
        ("send", "发: 各乡镇; 县直各部门."),
        ("signatures", "编辑: 　　　　审核: 　　　　签发: 　　　(120 copies printed)"),
        ("end", ""),
    ]


def test_heading_before_running_text_keeps_its_own_type(make_bulletin):
    document = opened(make_bulletin(body="一、做法。盘活土地。"))
    runs = [run for run in document.element.body.iter(qn("w:r")) if run.text == "一、做法。"]
    assert runs[0].rPr.find(qn("w:rStyle")).get(qn("w:val")) == "lead1"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_list_of_contents_stands_where_there_is_more_than_one_article(make_bulletin, count):
    styles = [style for style, _text in words(opened(make_bulletin(count)))]
    assert styles.count("contents") == (count if count > 1 else 0)
    assert styles.count("credit") == count


@pytest.mark.parametrize(("name", "style"), [("政务信息", "masthead"), ("林双县政务信息每日快报", "masthead_long")])
def test_long_masthead_is_set_smaller(make_bulletin, name, style):
    assert (style, name) in words(opened(replace(make_bulletin(), masthead=name)))


def test_awkward_words_arrive_whole(make_bulletin, make_notice, awkward):
    document = words(opened(make_bulletin(title=awkward, body=awkward, special=awkward, note=awkward)))
    texts = [text for _style, text in document]
    assert [texts.count(awkward), texts.count(f"Editor's note: {awkward}")] == [2, 1]
    assert awkward in [text.replace("\n", " ") for style, text in document if style == "article_title"]
    assert (awkward + "1") in {text for _style, text in words(opened(make_notice(name=awkward)))}


def test_title_of_60_characters_and_item_of_6000_arrive_whole(make_bulletin):
    title, body = "关" * 60, "一二三四五六七八九十" * 600
    texts = {text.replace("\n", "") for _style, text in words(opened(make_bulletin(title=title, body=body)))}
    assert {title, body} <= texts


TABLE = "完成情况如下：\n村\t任务\t完成\n甲村（含原北沟、南沟两个自然屯）\t40\t38\n\t25\n下一步再抓。"


def test_table_in_an_item_is_a_table_in_print(make_bulletin):
    document = opened(make_bulletin(body=TABLE))
    table, send = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["村", "任务", "完成"],
        ["甲村（含原北沟、南沟两个自然屯）", "40", "38"],
        ["", "25", ""],
    ]
    assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    assert len(send.rows) == 4
    styles = [style for style, _text in words(document)]
    assert styles[styles.index("cell_head") - 1] == "body"
    assert styles[styles.index("after_table") + 1] == "body"
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert len(grid) == 3
    assert grid[0] > 2 * grid[1]


def test_article_that_ends_in_a_table_does_not_grow_into_the_send_block(make_bulletin):
    model = make_bulletin(body="甲\t乙\n1\t2")
    (section,) = model.sections
    alone = replace(model, sections=(replace(section, articles=(replace(section.articles[0], credit=""),)),))
    body = opened(alone).element.body
    kinds = [child.tag for child in body]
    assert not any(one == other == qn("w:tbl") for one, other in pairwise(kinds))


def test_what_xml_cannot_carry_costs_no_paragraph(make_bulletin):
    body = "前\x00段\ud800\n后\ufffe段\x0b"
    texts = [text for style, text in words(opened(make_bulletin(body=body))) if style == "body"]
    assert texts == ["前段", "后段"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1).filter(title_lines), body=st.text())
def test_any_text_arrives_whole(make_bulletin, title, body):
    found = words(opened(make_bulletin(title=title, body=body)))
    assert [text for style, text in found if style == "article_title"] == [
        "\n".join(line.rstrip() for line in balanced_title(title))
    ]
    styles = {"body", "level1", "level2", "level3", "level4"}
    assert [text for style, text in found if style in styles] == [part.whole for part in paragraphs(body)]


def test_document_that_lost_text_is_refused(make_bulletin, monkeypatch):
    monkeypatch.setattr("infoledger.characters._UNCARRIED", word._PARAGRAPH)
    with pytest.raises(InfoledgerError, match="lost"):
        render(make_bulletin(3, title="甲\udc80乡"), "docx")


def test_same_model_gives_the_same_bytes(make_bulletin, make_notice):
    assert render(make_bulletin(3), "docx") == render(make_bulletin(3), "docx")
    assert render(make_notice(), "docx") == render(make_notice(), "docx")


def test_file_names_its_title_and_author_and_its_own_day(make_bulletin):
    properties = opened(make_bulletin()).core_properties
    assert (properties.title, properties.author) == ("政务信息 No. 3 (total 57)", "林双县人民政府办公室")
    assert str(properties.created.date()) == str(properties.modified.date()) == "2026-11-20"


def test_send_block_floats_at_the_foot(make_bulletin):
    place = opened(make_bulletin()).element.body.find(f".//{qn('w:tblpPr')}")
    found = {name: place.get(qn(f"w:{name}")) for name in ("vertAnchor", "horzAnchor", "tblpX", "tblpYSpec")}
    assert found == {"vertAnchor": "margin", "horzAnchor": "page", "tblpX": "1587", "tblpYSpec": "bottom"}


def test_notice_repeats_the_head_of_its_tables(make_notice):
    tables = opened(make_notice(60)).element.body.findall(qn("w:tbl"))
    assert len(tables) == 2
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 60
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_table_with_too_many_columns_is_set_in_smaller_type(make_notice):
    """Narrower columns would break the words of its head."""
    upright = NoticeDesign(wide="portrait")
    plain, crowded = (
        opened(make_notice(further=further, design=upright)).tables[0].cell(0, 3).paragraphs[0].runs[0].font.size
        for further in ((), tuple(f"Municipal {place}" for place in range(8)))
    )
    assert plain is None
    assert Pt(7.5) <= crowded < Pt(10.5)


def test_marks_have_the_room_that_their_chinese_font_takes(make_notice):
    """● is one column on a screen, and a whole character on paper."""
    listing = Listing("Adopted", ("Unit", "Title", "Signs"), (("甲乡", "标题" * 30, "●▲◆"),))
    (*_rankings, adopted) = opened(make_notice(listings=[listing])).tables
    assert adopted.columns[2].width > Pt(10.5 * 3)


@pytest.mark.parametrize("further", [(), ("市级采用", "批示得分", "约稿")])
def test_columns_share_the_width_of_the_page(make_notice, further):
    for table in opened(make_notice(further=further)).element.body.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.tblGrid.iter(qn("w:gridCol"))]
        assert len(grid) == 10 + len(further)
        assert 8844 - len(grid) <= sum(grid) <= 8844
        for row in table.iter(qn("w:tr")):
            assert [int(cell.get(qn("w:w"))) for cell in row.iter(qn("w:tcW"))] == grid


def test_notice_has_narrative_then_annex(make_notice):
    styles = [style for style, _text in words(opened(make_notice(2)))]
    order = [
        "office",
        "reference",
        "title",
        "level1",
        "annex_only",
        "signed_sealed",
        "date",
        "annex",
        "annex_title",
        "caption",
    ]
    places = [styles.index(style) for style in order]
    assert places == sorted(places)
    assert styles[-2:] == ["basis", "end"]


def test_office_s_own_template_is_used(make_bulletin, tmp_path):
    own = template_of(tmp_path, "{{ masthead }}", "{{ masthead }}（试刊）")
    document = Document(BytesIO(render(make_bulletin(), "docx", own)))
    assert ("masthead", "政务信息（试刊）") in words(document)


@pytest.mark.parametrize(
    "answer", ["{{ issuer.__class__.__mro__ }}", "{{ issuer|nope }}", "{% if issuer %}", "{{ send.nope }}"]
)
def test_mistake_in_a_template_is_told_and_nothing_runs(make_bulletin, tmp_path, answer):
    own = template_of(tmp_path, "{{ issuer }}", answer)
    with pytest.raises(UsageError, match="has a mistake"):
        render(make_bulletin(), "docx", own)


def test_unknown_names_and_full_width_braces_of_a_template_are_told_at_once(make_bulletin, tmp_path):
    own = template_of(tmp_path, "{{ issuer }}", "{{ isuer }} {{ nope }} ｛｛ date ｝｝")
    with pytest.raises(UsageError) as caught:
        render(make_bulletin(), "docx", own)
    told = [str(finding) for finding in caught.value.findings]
    assert len(told) == 3
    assert "“isuer”" in told[0]
    assert "Did you mean “issuer”?" in told[0]
    assert "｛｛" in told[2]


def test_full_width_brace_at_the_foot_of_a_page_is_told(make_bulletin, tmp_path):
    own = template_of(tmp_path, " PAGE ", " PAGE ｛｛ date ｝｝")
    with pytest.raises(UsageError) as caught:
        render(make_bulletin(), "docx", own)
    assert "｛｛" in str(caught.value.findings[0])


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all"])
def test_template_that_is_no_word_file_is_refused(make_bulletin, tmp_path, content):
    own = tmp_path / "own.docx"
    own.write_bytes(content)
    with pytest.raises(UsageError, match="not a Word document"):
        render(make_bulletin(), "docx", own)


def test_template_of_another_zip_is_refused(make_bulletin, tmp_path):
    own = tmp_path / "own.docx"
    with zipfile.ZipFile(own, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UsageError, match="not a Word document"):
        render(make_bulletin(), "docx", own)


def test_the_foot_of_an_issue_has_some_text_on_its_page(make_bulletin):
    document = opened(make_bulletin(body="甲乡成效明显。"))
    last = [paragraph for paragraph in document.paragraphs if paragraph.style.style_id in {"body", "credit"}][-2:]
    assert [paragraph.style.style_id for paragraph in last] == ["body", "credit"]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in last)
