"""Characters: which ones nothing that is stored or printed can carry, and how wide the others are."""

import re
import unicodedata

#: Controls but tab and line breaks, lone surrogates and what is no character. XML can carry none of them;
#: a lone surrogate makes docxtpl lose half a document without a word.
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: What drives a terminal: C0 and C1 controls but tab and line feed, and the marks that reverse the direction of text.
_DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def without_controls(text: str) -> str:
    """``text`` without what can be neither stored nor printed; tabs and line breaks stay."""
    # What can be printed holds no control; asking costs a tenth of looking for one.
    return text if text.isprintable() else _UNCARRIED.sub("", text)


def tamed(text: str) -> str:
    """``text`` with each character replaced that could drive a terminal."""
    return text if text.isprintable() else _DRIVING.sub("\N{REPLACEMENT CHARACTER}", text)


def display_width(text: str, ambiguous: int = 1) -> int:
    """Cells that ``text`` takes: a Chinese character takes two, a mark above another none.

    ``ambiguous`` are those of signs such as ● and “, which Chinese fonts set as wide as characters
    on paper and terminals do not.
    """
    return len(text) if text.isascii() else sum(_cells(character, ambiguous) for character in text)


def wrapped_lines(text: str, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` cells, broken at blanks and before Chinese characters, not before marks."""
    lines = [""]
    for word in re.findall(r"(?:[\x21-\u2fff]+|.)[，。、；：）》”)}\]]*\s*", text):
        if lines[-1] and display_width(lines[-1] + word.rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _cells(character: str, ambiguous: int) -> int:
    if unicodedata.combining(character):
        return 0
    kind = unicodedata.east_asian_width(character)
    return ambiguous if kind == "A" else 2 if kind in "WF" else 1
