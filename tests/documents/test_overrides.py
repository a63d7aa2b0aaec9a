"""The templates laid out as an office's config says."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from lxml import etree

from infoledger.config.model import Layout
from infoledger.documents import docx, letter
from infoledger.documents.build_templates import BODIES, TEMPLATES
from infoledger.documents.layout.overrides import overridden
from infoledger.documents.layout.profile import read_profile
from infoledger.documents.ooxml import WORD
from infoledger.documents.rendering import render

W = f"{{{WORD}}}"


def part(content, name):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def style(content, shown):
    """What a style says of runs and paragraphs, by element."""
    found = next(
        each
        for each in part(content, "styles")
        if (name := each.find(f"{W}name")) is not None and name.get(f"{W}val") == shown
    )
    # Runs first: both have a spacing, and that of paragraphs is meant.
    parts = (element for kind in ("rPr", "pPr") for element in found.iterfind(f"{W}{kind}//*"))
    return {etree.QName(element).localname: dict(element.attrib) for element in parts}


def attribute(said, element, name="val"):
    return said[element][W + name]


@pytest.mark.parametrize("name", BODIES)
def test_layout_that_says_nothing_gives_the_template_that_ships(name):
    assert docx.shipped(name, Layout()) == docx.shipped(name) == (TEMPLATES / f"{name}.docx").read_bytes()


@pytest.fixture
def documents(make_bulletin, make_notice):
    """A bulletin, a notice and a letter by a layout."""

    def make(layout):
        topics = [letter.Topic("秋种", ["甲乡"], date(2026, 11, 15))]
        asked = letter.solicitation(letter.Sender("某办", "en"), topics, date(2026, 11, 1))
        return [
            render(make_bulletin(), "docx", layout=layout),
            render(make_notice(), "docx", layout=layout),
            render(asked, "docx", layout=layout),
        ]

    return make


def test_fonts_sizes_and_margins_arrive_in_every_document(documents):
    layout = Layout(
        fonts={"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "Times New Roman": "Arial"},
        margins={"left": 25.0, "right": 25.0, "bottom": 30.0},
        lines=24,
        red="C00000",
        styles={"公文标题": {"size": 20.0, "bold": True}, "刊名": {"font": "华文新魏"}},
    )
    for content in documents(layout):
        title, text = style(content, "公文标题"), style(content, "Normal")
        assert attribute(title, "rFonts", "eastAsia") == "华文中宋"
        assert attribute(title, "rFonts", "ascii") == "Arial"
        assert (attribute(title, "sz"), attribute(title, "b")) == ("40", "1")
        assert attribute(text, "rFonts", "eastAsia") == "仿宋"
        assert attribute(style(content, "刊名"), "rFonts", "eastAsia") == "华文新魏"
        assert (
            attribute(style(content, "刊名"), "color")
            == attribute(style(content, "编印"), "bottom", "color")
            == "C00000"
        )
        section = part(content, "document").find(f".//{W}sectPr")
        margins, grid = section.find(f"{W}pgMar"), section.find(f"{W}docGrid")
        assert [margins.get(W + side) for side in ("top", "left", "bottom")] == ["2098", "1417", "1701"]
        # 230 mm hold 24 lines of 543 twips, and the page number stays 7 mm below them.
        assert attribute(text, "spacing", "line") == grid.get(f"{W}linePitch") == "543"
        assert margins.get(f"{W}footer") == str(round(19 * 1440 / 25.4))


def test_fonts_of_the_text_leave_no_trace_of_the_one_replaced(documents):
    for content in documents(Layout(fonts={"楷体_GB2312": "楷体"})):
        assert b"\xe6\xa5\xb7\xe4\xbd\x93_GB2312" not in etree.tostring(part(content, "styles"), encoding="utf-8")


def test_heading_before_running_text_is_set_like_one_that_stands_alone(documents):
    for content in documents(Layout(styles={"三级标题": {"font": "宋体", "bold": True}})):
        alone, before_text = style(content, "三级标题"), style(content, "三级标题字")
        for said in (alone, before_text):
            assert (attribute(said, "rFonts", "eastAsia"), attribute(said, "b")) == ("宋体", "1")


def test_line_that_is_not_said_grows_with_the_type(documents):
    for size, line in ((48.0, 76), (80.0, 100)):
        for content in documents(Layout(styles={"刊名": {"size": size}})):
            assert attribute(style(content, "刊名"), "spacing", "line") == str(line * 20)
    for content in documents(Layout(styles={"刊名": {"size": 80.0, "line": 90.0}})):
        assert attribute(style(content, "刊名"), "spacing", "line") == "1800"


def test_line_of_the_text_can_be_said_in_points(documents):
    for content in documents(Layout(styles={"正文": {"line": 28.0}})):
        assert attribute(style(content, "Normal"), "spacing", "line") == "560"
        assert part(content, "document").find(f".//{W}docGrid").get(f"{W}linePitch") == "560"


@pytest.mark.parametrize(("size", "characters"), [(16.0, 28), (15.0, 29), (14.0, 32), (18.0, 25)])
def test_as_many_characters_as_nearly_fit_fill_a_line(size, characters):
    profile = overridden(read_profile(), Layout(styles={"正文": {"size": size}}))
    width = profile.characters_in("Normal", 1)
    assert 0 <= profile.text_width - characters * width < characters
    assert abs(profile.spacing) <= 10
