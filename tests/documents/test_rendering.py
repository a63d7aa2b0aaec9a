import json
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from infoledger.documents.content import freeze, thaw
from infoledger.documents.rendering import markdown, render
from infoledger.documents.tables import Listing
from infoledger.errors import UsageError


class Page(HTMLParser):
    """The text of a page and the tags it is made of."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.attributes = [], set(), {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.setdefault(tag, []).append(dict(attrs))

    def handle_data(self, data):
        self.texts.append(data.strip())


def test_text_of_a_bulletin_reads_from_masthead_to_send_block(make_bulletin):
    text = render(make_bulletin(2, secrecy="内部"), "txt")
    parts = ["内部", "政务信息", "No. 3 (total 57)", "In this issue", "【工作动态】", "提速增效", "报: 县委常委."]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_text_of_a_notice_holds_every_figure(make_notice):
    text = render(make_notice(2, further=("市级采用",)), "txt")
    line = next(line for line in text.splitlines() if line.startswith("   2"))
    assert line.split() == ["2", "甲乡2", "38", "12", "9", "11", "23.7", "0", "50.5", "718", "0"]


def test_html_lets_nothing_out_and_shows_words_as_they_are(make_bulletin, awkward):
    page = Page(render(make_bulletin(title="<script>alert(1)</script>", body=awkward, note=awkward), "html"))
    assert "script" not in page.tags
    assert page.texts.count(awkward) == 2
    policies = [meta["content"] for meta in page.attributes["meta"] if "http-equiv" in meta]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    names = {name for tags in page.attributes.values() for tag in tags for name in tag}
    assert not {"src", "onclick", "onload"} & names


def test_workbook_shows_words_as_they_are(make_notice, awkward):
    sheets = load_workbook(BytesIO(render(make_notice(name=awkward), "xlsx"))).worksheets
    assert f"{awkward}1" in {cell for sheet in sheets for row in sheet.values for cell in row}


def test_html_fits_telephone_and_paper(make_notice):
    page = render(make_notice(), "html")
    assert 'name="viewport"' in page
    assert "@page" in page
    assert "@media print" in page


def test_html_of_a_notice_has_a_table_a_group(make_notice):
    page = Page(render(make_notice(4), "html"))
    assert len(page.attributes["table"]) == 2
    assert len(page.attributes["th"]) == 20


def test_contents_of_an_html_bulletin_lead_to_its_articles(make_bulletin):
    page = Page(render(make_bulletin(3), "html"))
    targets = [f"#{article['id']}" for article in page.attributes["article"]]
    assert [link["href"] for link in page.attributes["a"]] == targets


def test_markdown_table_keeps_bars_in_names_apart(make_notice):
    text = render(make_notice(1, name="甲|乡*"), "md")
    line = next(line for line in text.splitlines() if "甲" in line and line.startswith("|"))
    assert len(re.findall(r"(?<!\\)\|", line)) == 11
    assert "甲\\|乡\\*1" in line


@given(st.text(alphabet="ab1.)*_#<>[]`|\\~&-+= 甲"))
def test_markdown_escape_is_undone_by_taking_the_backslashes_away(words):
    assert re.sub(r"\\([\\`*_\[\]<>#|~&+\-=.)])", r"\1", markdown(words)) == words


@pytest.mark.parametrize("words", ["- 甲", "+ 甲", "1. 甲", "12) 甲", "1.", "# 甲", "> 甲", "---", "==="])
def test_no_line_of_data_begins_a_structure_in_markdown(words):
    assert not re.match(r"[-+#>=]|\d+[.)]", markdown(words))


def test_table_in_an_item_is_a_table_in_every_format(make_bulletin):
    model = make_bulletin(body="如下：\n村|社区\t完成率\n甲村\t95.0%")
    assert "村|社区  完成率\n甲村     95.0%\n" in render(model, "txt")
    assert "如下：\n\n| 村\\|社区 | 完成率 |\n| --- | --- |\n| 甲村 | 95.0% |\n" in render(model, "md")
    page = Page(render(model, "html"))
    assert (len(page.attributes["table"]), len(page.attributes["th"])) == (1, 2)


def test_data_is_no_template(make_bulletin, make_notice):
    for form in ("txt", "md", "html"):
        assert "49" not in render(make_bulletin(title="{{ 7*7 }}", body="{{ 7*7 }}"), form)
        assert "49" not in render(make_notice(name="{{ 7*7 }}"), form)


def test_unknown_format_is_refused_with_those_allowed(make_bulletin):
    with pytest.raises(UsageError) as caught:
        render(make_bulletin(), "xlsx")
    assert "docx" in caught.value.hint


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_frozen_bulletin_prints_the_same(make_bulletin, form):
    model = make_bulletin(3, note="请阅。", body="一、做法。盘活。")
    assert render(thaw(type(model), json.loads(json.dumps(freeze(model)))), form) == render(model, form)


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx", "xlsx"])
def test_frozen_notice_prints_the_same(make_notice, form):
    from infoledger.documents.tables import Listing

    model = make_notice(3, postings=Listing("积分明细", ("日期", "分值"), (("2026-10-01", 5),)))
    again = thaw(type(model), json.loads(json.dumps(freeze(model))))
    assert again == model
    assert render(again, form) == render(model, form)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_templates_made_from_those_that_shipped_before_annexes_print_all_there_is(make_notice, form):
    """An office changed what shipped then, with one annex, and goes on printing by it."""
    own = Path(__file__).with_name("older") / f"notice.{form}"
    made = render(make_notice(3, listings=[Listing("补录", ("甲",), (("乙",),))]), form, own)
    if isinstance(made, bytes):
        made = zipfile.ZipFile(BytesIO(made)).read("word/document.xml").decode()
    for words in ("林双县人民政府办公室", "甲乡3", "Ranking by points", "补录", "Ranked by points"):
        assert words in made
