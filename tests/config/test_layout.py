"""``layout`` in the config: what may be said of Word documents, and how strictly it is read."""

import pytest

from infoledger.config.layout import FONTS, STYLES, TEXT_STYLE
from infoledger.config.reading import load
from infoledger.config.schema import config_schema
from infoledger.documents.layout.profile import read_profile
from infoledger.errors import UsageError

OFFICE = "office: {name: 某办}\n"


@pytest.fixture
def read(tmp_path):
    """The layout that a config says."""

    def read(text):
        path = tmp_path / "config.yaml"
        path.write_text(OFFICE + text, encoding="utf-8")
        return load(path).layout

    return read


def test_config_may_name_every_style_and_font_of_the_profile():
    profile = read_profile()
    shown = {style.name for style in profile.styles.values()} - {"文末", "Normal"} | {TEXT_STYLE}
    assert set(STYLES) == shown
    assert set(FONTS) == {value.value for place, value in profile.values() if place.endswith((".font", ".latin"))}


def test_layout_is_read_and_may_be_left_out(read):
    layout = read(
        "layout: {fonts: {黑体: 微软雅黑}, margins: {left: 25.5}, lines: 24, red: c00000,"
        " styles: {刊名: {size: 48, bold: true}}}"
    )
    assert layout.fonts == {"黑体": "微软雅黑"}
    assert layout.margins == {"left": 25.5}
    assert (layout.lines, layout.red) == (24, "C00000")
    assert layout.styles == {"刊名": {"size": 48, "bold": True}}
    assert read("") is None


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("{font: {}}", "layout.font", "Did you mean “fonts”?"),
        ("{fonts: {仿宋: 宋体}}", "layout.fonts.仿宋", "仿宋_GB2312"),
        ("{margins: {top: 5}}", "layout.margins.top", "from 15 to 60"),
        ("{margins: {inner: 20}}", "layout.margins.inner", "top"),
        ("{lines: 22.5}", "layout.lines", "a whole number from 15 to 30"),
        ("{red: 红}", "layout.red", "a colour such as C00000"),
        ("{styles: {刊头: {size: 60}}}", "layout.styles.刊头", "刊名"),
        ("{styles: {刊名: {sise: 60}}}", "layout.styles.刊名.sise", "Did you mean “size”?"),
        ("{styles: {刊名: {size: 大}}}", "layout.styles.刊名.size", "a number from 5 to 100"),
        ("{styles: {刊名: {bold: 加粗}}}", "layout.styles.刊名.bold", "true or false"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_is_allowed(read, text, place, told):
    with pytest.raises(UsageError) as caught:
        read(f"layout: {text}")
    (finding,) = caught.value.findings
    assert place in finding.where
    assert told in str(finding)


def test_schema_knows_the_layout():
    properties = config_schema()["properties"]["layout"]["properties"]
    assert {"fonts", "margins", "lines", "red", "styles", "样式"} <= set(properties)
    assert set(properties["styles"]["properties"]) == set(STYLES)
