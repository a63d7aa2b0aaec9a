import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from infoledger.config.model import Layout
from infoledger.documents import docx
from infoledger.documents.build_templates import TEMPLATES, build
from infoledger.documents.layout.profile import STRENGTHS, read_profile
from infoledger.documents.ooxml import WORD

NAMES = ("bulletin", "notice", "letter", "statement")
W = f"{{{WORD}}}"

# The order of children that the schema of WordprocessingML (ECMA-376) demands, as far as it is used.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs snapToGrid spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color spacing kern sz szCs lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblBorders tblLayout tblCellMar",
    "tcPr": "tcW vAlign",
    "tbl": "tblPr tblGrid tr",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid",
    "style": "name basedOn qFormat pPr rPr tblPr",
    "tblBorders": "top left bottom right insideH insideV",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
}


@pytest.fixture(params=NAMES)
def parts(request):
    """The XML parts of a built template, by name."""
    with zipfile.ZipFile(BytesIO(build(request.param))) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def opened(template):
    with zipfile.ZipFile(BytesIO(template)) as archive:
        return [etree.fromstring(archive.read(name)) for name in archive.namelist()]


def styles_used(name):
    with zipfile.ZipFile(BytesIO(build(name))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    return {element.get(f"{W}val") for element in document.iter(f"{W}pStyle")}


@pytest.mark.parametrize("name", NAMES)
def test_shipped_template_is_what_the_script_builds(name):
    assert (TEMPLATES / f"{name}.docx").read_bytes() == build(name)


@pytest.mark.parametrize("name", NAMES)
def test_children_stand_in_the_order_of_the_schema(name):
    checked = 0
    bold = {"bold": True, "size": 30.0, "before": 5.0, "after": 5.0}
    layout = Layout(lines=20, styles={"公文标题": bold, "一级标题": bold, "期号": bold})
    for part in [*opened(build(name)), *opened(docx.shipped(name, layout))]:
        for element in part.iter():
            order = ORDER.get(etree.QName(element).localname)
            if order:
                places = [order.split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), etree.tostring(element)
                checked += 1
    assert checked > 100


def test_every_value_has_a_strength_and_the_standard_a_clause():
    for place, value in read_profile().values():
        assert value.strength in STRENGTHS, place
        if value.strength.startswith("国标"):
            assert re.match(r"\d+(\.\d+)*", value.source), place


def test_no_value_of_a_bulletin_s_own_style_is_called_standard():
    own = styles_used("bulletin") - styles_used("notice")
    values = [value for place, value in read_profile().values() if place.split(".")[1] in own]
    assert {"masthead", "number", "credit"} <= own
    assert {value.strength for value in values} == {"实务"}


def test_profile_without_a_source_is_refused(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("page: {width: [210, 国标规定]}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="width"):
        read_profile(path)


def test_letters_and_digits_have_a_font_of_their_own(parts):
    fonts = list(parts["word/styles.xml"].iter(f"{W}rFonts"))
    assert len(fonts) > 10
    for font in fonts:
        (latin,) = {font.get(W + script) for script in ("ascii", "hAnsi", "cs")}
        assert latin in ("Times New Roman", "宋体")
        assert font.get(f"{W}eastAsia") not in ("", None, "Times New Roman")


def test_every_font_that_a_style_names_is_in_the_table_of_fonts(parts):
    listed = {font.get(f"{W}name") for font in parts["word/fontTable.xml"]}
    fonts = parts["word/styles.xml"].iter(f"{W}rFonts")
    assert {font.get(W + script) for font in fonts for script in ("ascii", "eastAsia")} == listed


def test_every_part_is_related_and_has_its_type(parts):
    types = {override.get("PartName") for override in parts["[Content_Types].xml"] if override.get("PartName")}
    related = {f"/word/{each.get('Target')}" for each in parts["word/_rels/document.xml.rels"]}
    assert {"/word/theme/theme1.xml", "/word/fontTable.xml"} < related < types
    assert {name.removeprefix("/") for name in types} <= parts.keys()


def test_headings_are_found_by_navigation(parts):
    styles = {each.get(f"{W}styleId"): each for each in parts["word/styles.xml"].iter(f"{W}style")}
    levels = {
        name: style.find(f"{W}pPr/{W}outlineLvl") for name, style in styles.items() if style.find(f"{W}pPr") is not None
    }
    outline = {name: level.get(f"{W}val") for name, level in levels.items() if level is not None}
    assert outline == {"title": "0", "level1": "1", "level2": "2", "level3": "3", "level4": "4", "caption": "1"}


def test_every_run_takes_its_punctuation_from_the_chinese_font(parts):
    runs = [run for run in parts["word/document.xml"].iter(f"{W}r") if "{%" not in "".join(run.itertext())]
    assert runs
    assert all(run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia" for run in runs)


def test_every_style_that_is_used_is_declared(parts):
    declared = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].iter(f"{W}style")}
    for part in parts.values():
        used = {element.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for element in part.iter(W + kind)}
        assert used <= declared


def test_styles_are_the_office_s_own_and_not_headings(parts):
    for style in parts["word/styles.xml"].iter(f"{W}style"):
        own = style.get(f"{W}customStyle") == "1"
        assert own or style.get(f"{W}styleId") == "Normal"


def test_page_holds_22_lines_of_28_characters_by_arithmetic(parts):
    section = parts["word/document.xml"].find(f".//{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    height = int(size.get(f"{W}h")) - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))
    width = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    normal = next(style for style in parts["word/styles.xml"].iter(f"{W}style") if style.get(f"{W}styleId") == "Normal")
    line = normal.find(f"{W}pPr/{W}spacing")
    character = int(normal.find(f"{W}rPr/{W}sz").get(f"{W}val")) * 10 + int(
        normal.find(f"{W}rPr/{W}spacing").get(f"{W}val")
    )
    grid = section.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    assert (line.get(f"{W}line"), line.get(f"{W}lineRule")) == ("579", "exact")
    counts = read_profile().grid
    assert height // 579 == counts["lines"].value == 22
    assert width // character == counts["characters"].value == 28


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(parts):
    section = parts["word/document.xml"].find(f".//{W}sectPr")
    kinds = [footer.get(f"{W}type") for footer in section.iter(f"{W}footerReference")]
    styles = [parts[f"word/footer{place}.xml"].find(f".//{W}pStyle").get(f"{W}val") for place in (1, 2)]
    assert [kind for kind in kinds if kind != "first"] == ["default", "even"]
    assert styles == ["page_number", "page_number_even"]
    assert parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    assert "".join(parts["word/footer1.xml"].itertext()) == "—  PAGE 1 —"


def test_a_paragraph_follows_the_last_table():
    with zipfile.ZipFile(BytesIO(build("bulletin"))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    assert [etree.QName(child).localname for child in body][-2:] == ["p", "sectPr"]
