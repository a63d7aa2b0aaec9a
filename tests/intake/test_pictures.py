"""The pictures of a draft: in their order, only those that every program shows, and never more than fits."""

import zipfile
from base64 import b64decode
from io import BytesIO

import pytest
from docx import Document

from infoledger.intake import pictures as reading
from infoledger.intake.pictures import pictures

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


def draft(*contents):
    document = Document()
    for content in contents:
        document.add_picture(BytesIO(content))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def test_pictures_come_in_the_order_of_the_text():
    first, second = PNG + b"1", PNG + b"2"
    assert pictures(draft(first, second, first)) == [("png", first), ("png", second)]


@pytest.mark.parametrize("content", [b"", b"text", draft()[:200], b"PK\x03\x04"])
def test_what_is_no_document_has_none(content):
    assert pictures(content) == []


def test_other_pictures_than_those_that_all_show_are_left_out():
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(draft(PNG))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"EMF" if "media" in name else old.read(name))
    assert pictures(made.getvalue()) == []


def test_a_picture_too_large_is_left_out(monkeypatch):
    content = draft(PNG, PNG + b" " * 200_000)
    assert len(pictures(content)) == 2
    monkeypatch.setattr(reading, "_LARGEST", 100_000)
    assert pictures(content) == [("png", PNG)]
