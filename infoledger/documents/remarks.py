"""A comment with headings of its own, set below a heading of the document: 一、 becomes （一）, （一） becomes 1."""

import re
from collections.abc import Callable
from dataclasses import replace

from infoledger.documents.text import Paragraph, paragraphs

_NUMERALS = "一二三四五六七八九十"


def below_heading(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text``; where its highest headings are 一、 all go one level down."""
    found = paragraphs(text)
    if not any(each.level == 1 for each in found):
        return found
    return tuple(_lowered(each) if each.level in _LOWERED else each for each in found)


def _lowered(paragraph: Paragraph) -> Paragraph:
    pattern, number = _LOWERED[paragraph.level]
    heading = re.sub(pattern, lambda match: number(match[1]), paragraph.heading)
    return replace(paragraph, level=paragraph.level + 1, heading=heading)


def _digits(numeral: str) -> int:
    """The number that 三, 十二 or 二十 is."""
    tens, ten, ones = numeral.rpartition("十")
    return ((_place(tens) or 1) * 10 if ten else 0) + _place(ones)


def _place(numeral: str) -> int:
    """The number of one numeral; 0 where there is none."""
    return _NUMERALS.index(numeral) + 1 if numeral in _NUMERALS and numeral else 0


#: How the heading of each level begins, and how it does a level lower.
_LOWERED: dict[int, tuple[str, Callable[[str], str]]] = {
    1: (r"^([^、]+)、", lambda numeral: f"（{numeral}）"),
    2: (r"^[（(]([^）)]+)[）)]", lambda numeral: f"{_digits(numeral)}."),
    3: (r"^(\d+)[.．、]", lambda number: f"（{number}）"),
}
