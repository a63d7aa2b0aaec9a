"""A property put into a finished document: it is found there again, and nothing else is changed."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from docx import Document

from infoledger.documents.properties import with_property
from infoledger.documents.rendering import render


def word():
    made = BytesIO()
    document = Document()
    document.add_paragraph("秋收")
    document.save(made)
    return made.getvalue()


def workbook():
    made = BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "秋收"
    book.save(made)
    return made.getvalue()


def custom(content):
    return {each.name: each.value for each in openpyxl.load_workbook(BytesIO(content)).custom_doc_props.props}


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_workbook_keeps_a_property_beside_those_it_has():
    made = with_property(with_property(workbook(), "xlsx", "a", "1"), "xlsx", "b", "2 <&>")
    assert custom(made) == {"a": "1", "b": "2 <&>"}
    assert custom(with_property(made, "xlsx", "a", "3")) == {"b": "2 <&>", "a": "3"}
    assert openpyxl.load_workbook(BytesIO(made)).active["A1"].value == "秋收"


@pytest.mark.parametrize(("made", "form"), [(word(), "docx"), (workbook(), "xlsx")])
def test_the_other_parts_stay_as_they_were(made, form):
    before, after = parts(made), parts(with_property(made, form, "a", "1"))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"}
    assert before.keys() <= after.keys()
    assert with_property(made, form, "a", "1") == with_property(made, form, "a", "1")


def test_a_word_document_still_opens():
    document = Document(BytesIO(with_property(word(), "docx", "a", "1")))
    assert document.paragraphs[0].text == "秋收"
    assert "/docProps/custom.xml" in [str(part.partname) for part in document.part.package.iter_parts()]


def test_a_page_keeps_it_in_its_head():
    page = with_property("<html><head lang='zh'><title>通报</title></head></html>".encode(), "html", "a", '1 "2"')
    assert page.decode() == (
        '<html><head lang=\'zh\'><meta name="a" content="1 &quot;2&quot;"><title>通报</title></head></html>'
    )


@pytest.mark.parametrize("form", ["txt", "md", "csv", "json"])
def test_a_plain_text_stays_as_it_is(form):
    assert with_property(b"text", form, "a", "1") == b"text"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_is_of_the_day_that_the_document_bears(make_notice, language):
    notice = make_notice(language=language)
    for form, read in (("docx", Document), ("xlsx", openpyxl.load_workbook)):
        opened = read(BytesIO(render(notice, form)))
        created = opened.core_properties.created if form == "docx" else opened.properties.created
        assert created.date() == date(2026, 11, 5)
