"""Characters that nothing can carry, that drive a terminal, and how wide the others are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from infoledger.characters import display_width, tamed, without_controls


@given(st.text())
def test_what_is_left_can_stand_in_a_document(text):
    kept = without_controls(text)
    element = etree.Element("t")
    element.text = kept
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text == (kept or None)
    assert without_controls(kept) == kept


def test_tabs_and_line_breaks_stay_and_a_terminal_is_not_driven():
    assert without_controls("甲\t乙\r\n丙\x07\udc80\ufffe") == "甲\t乙\r\n丙"
    assert tamed("甲\x1b[2J\u202e乙\n") == "甲�[2J�乙\n"


@pytest.mark.parametrize(
    ("text", "screen", "paper"), [("甲乡", 4, 4), ("a1", 2, 2), ("“●”", 3, 6), ("e\u0301", 1, 1), ("Ａ", 2, 2)]
)
def test_signs_of_the_chinese_font_are_wide_on_paper_alone(text, screen, paper):
    assert (display_width(text), display_width(text, ambiguous=2)) == (screen, paper)
