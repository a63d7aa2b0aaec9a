"""Pages follow the office's layout: its fonts, its red, its sizes and margins; on a dark screen they are dark."""

import pytest

from infoledger.config.model import Layout
from infoledger.documents.look import look
from infoledger.documents.rendering import render


def test_a_page_has_the_fonts_the_red_the_sizes_and_the_margins_of_the_layout(make_bulletin):
    layout = Layout(
        fonts={"仿宋_GB2312": "仿宋", "宋体": "新宋体"},
        margins={"left": 25.0},
        red="C00000",
        styles={"正文": {"size": 15.0, "line": 28.0}, "公文标题": {"size": 20.0}},
    )
    page = render(make_bulletin(), "html", layout=layout)
    for said in ('--fang: "仿宋", FangSong', "--red: #C00000;", "--text-size: 15.0pt;", "--pitch: 28.0pt;"):
        assert page.count(said) == 1
    assert "--title-size: 20.0pt;" in page
    assert page.index("margin: 37mm") < page.index("@page { margin-left: 25.0mm; }") < page.index("</style>")


def test_a_page_without_a_layout_says_nothing_of_it(make_bulletin):
    assert look(None) == ""
    assert render(make_bulletin(), "html") == render(make_bulletin(), "html", layout=Layout())


def test_an_own_page_follows_the_layout_too(make_bulletin, tmp_path):
    own = tmp_path / "bulletin.html"
    own.write_text('{% extends "base.html" %}{% block document %}{{ masthead }}{% endblock %}', "utf-8")
    assert "--red: #C00000;" in render(make_bulletin(), "html", own, Layout(red="C00000"))


@pytest.mark.parametrize("font", ['a"; } </style><script>', "a\\b{c}"])
def test_no_font_can_end_the_style_sheet(font):
    sheet = look(Layout(fonts={"黑体": font}))
    assert sheet.count("{") == sheet.count("}") == 1
    assert "<" not in sheet
    assert "\\" not in sheet


def test_pages_are_dark_on_a_dark_screen_and_keep_headings_with_their_text(make_bulletin):
    page = render(make_bulletin(body="一、做法\n今年。"), "html")
    assert "prefers-color-scheme: dark" in page
    assert '<p class="level1 heading">' in page
    assert ".heading { break-after: avoid; }" in page
