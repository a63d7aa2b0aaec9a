from datetime import date
from io import BytesIO

import pytest
from docx import Document

from infoledger.documents.build_templates import TEMPLATES, build
from infoledger.documents.letter import instruction, render, solicitation

DAY, DUE = date(2026, 11, 1), date(2026, 11, 15)


def lines(letter):
    return [paragraph.text for paragraph in Document(BytesIO(render(letter))).paragraphs]


def test_the_shipped_template_is_what_the_script_builds():
    assert (TEMPLATES / "letter.docx").read_bytes() == build("letter")


def test_a_solicitation_asks_by_whom_for_what_and_by_when():
    letter = solicitation("某县政府办", "秋种", ["甲乡", "乙镇"], due=DUE, body="市政府办", day=DAY, language="en")
    text = "\n".join(lines(letter))
    assert "甲乡, 乙镇:" in text
    assert "At the request of 市政府办, we ask you for items on “秋种”. Please send them by 2026-11-15." in text
    asked_by_none = solicitation("某县政府办", "秋种", ["甲乡"], due=DUE, body=None, day=DAY, language="en")
    assert "We ask you for items on “秋种”." in "\n".join(lines(asked_by_none))


@pytest.mark.parametrize(
    ("text", "outlet", "due", "said"),
    [
        ("阅。", "市府信息", DUE, "wrote an instruction on “旱情”, read in 市府信息:\n“阅。”\nPlease see to it"),
        (None, None, None, "wrote an instruction on “旱情”.\nPlease see to it, and tell us in writing what was done."),
    ],
)
def test_a_slip_says_who_wrote_what_on_which_item(text, outlet, due, said):
    letter = instruction(
        "某县政府办",
        ["旱情"],
        ["甲乡"],
        leader="张县长",
        outlet=outlet,
        text=text,
        written=DAY,
        due=due,
        day=DAY,
        language="en",
    )
    assert said in "\n".join(lines(letter))


def test_what_people_typed_is_no_markup():
    title = "R&D <b> {{ 7 }} {% if %}"
    letter = solicitation("办公室", title, ["甲{{乡}}"], due=DUE, body=None, day=DAY, language="en")
    text = "\n".join(lines(letter))
    assert f"“{title}”" in text
    assert "甲{{乡}}:" in text
