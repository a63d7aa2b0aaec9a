"""Every kind of document, as the program prints it: its files by their schemas, its pages as they were stored."""

import difflib
import re
import zipfile

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from tests.documents.paper import fonts_missing, version
from tests.documents.printed import PAGES, as_pages, print_all

#: The release of LibreOffice in Debian 12: another one may break lines otherwise.
STORED_BY = "7.4"
needs_office = pytest.mark.skipif(
    version() != STORED_BY or bool(fonts_missing()),
    reason=f"the stored pages are those of LibreOffice {STORED_BY} with the fonts of fonts.conf",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    return print_all(tmp_path_factory.mktemp("printed"))


def mistakes(path):
    """What is wrong in a document by the schemas of its kind."""
    return [f"{path.name}, {error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


def test_every_document_is_valid_by_its_schema(printed):
    assert [mistake for path in printed for mistake in mistakes(path)] == []


def changed(path, part, old, new, folder):
    """A copy of a document in which ``old`` stands as ``new`` in one part, once."""
    copy = folder / path.name
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new, 1)
            target.writestr(name, text)
    return copy


@pytest.mark.parametrize(
    ("file", "part", "old", "new"),
    [
        ("pay.docx", "word/document.xml", b"<w:pPr><w:pStyle", b'<w:pPr><w:jc w:val="center"/><w:pStyle'),
        ("pay.docx", "word/_rels/document.xml.rels", b"theme1.xml", b"theme2.xml"),
        ("pay.docx", "[Content_Types].xml", b"/word/styles.xml", b"/word/stiles.xml"),
        ("pay.xlsx", "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData/><cols/><sheetData>"),
    ],
)
def test_order_of_elements_targets_and_content_types_are_looked_at(printed, tmp_path, file, part, old, new):
    (path,) = [path for path in printed if path.name == file]
    assert mistakes(path) == []
    assert mistakes(changed(path, part, old, new, tmp_path))


def test_every_word_document_names_its_fonts_and_has_a_theme(printed):
    for path in printed:
        if path.suffix == ".docx":
            assert {"word/fontTable.xml", "word/theme/theme1.xml"} <= set(zipfile.ZipFile(path).namelist()), path.name


def test_no_chinese_document_has_a_day_or_a_month_in_digits_alone(printed):
    for path in printed:
        if path.suffix == ".docx" and path.stem != "english":
            text = "".join(Document(path).element.body.itertext())
            assert re.findall(r"20\d\d-\d\d", text) == [], path.name


@needs_office
def test_every_document_has_the_pages_that_were_stored(printed, tmp_path):
    """When a document was changed on purpose, ``python -m tests.documents.printed`` stores its pages anew."""
    made = dict(as_pages([path for path in printed if path.suffix == ".docx"], tmp_path))
    stored = {path.stem: path.read_text("utf-8") for path in PAGES.glob("*.txt")}
    assert made.keys() == stored.keys()
    for name, text in made.items():
        difference = "\n".join(difflib.unified_diff(stored[name].splitlines(), text.splitlines(), name, "now"))
        assert difference == "", difference
