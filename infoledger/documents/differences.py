"""What was changed between two versions of a text, by words and not by lines.

A word is a Chinese character, a run of Latin letters, a number, or anything else by itself.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from infoledger.numbers import rounded

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_⺀-鿿]+|\s+|.", re.DOTALL)
#: Up to how many words that stayed between two changes are shown as changed with them.
_SHORT = 1


class Part(NamedTuple):
    """A stretch of text that stayed, went or came."""

    fate: Literal["kept", "removed", "added"]
    text: str


def differences(old: str, new: str) -> list[Part]:
    """The parts of both texts in order; what went stands before what came in its place."""
    before, after = _words(old), _words(new)
    parts: list[Part] = []
    seen_before = seen_after = 0
    for start, place, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        at_edge = start == place == 0 or (start + size, place + size) == (len(before), len(after))
        if size <= _SHORT and not at_edge:
            continue  # by chance the same: shown as changed with what stands around it
        parts += _parts(
            removed=before[seen_before:start], added=after[seen_after:place], kept=after[place : place + size]
        )
        seen_before, seen_after = start + size, place + size
    return parts


def share_changed(parts: Sequence[Part]) -> Decimal:
    """How much of the text was changed, in per cent with one decimal: of both versions, the words that did not stay."""
    counts = {fate: sum(len(_words(part.text)) for part in parts if part.fate == fate) for fate in _MARKS}
    whole = 2 * counts["kept"] + counts["removed"] + counts["added"]
    return rounded(Decimal(100 * (counts["removed"] + counts["added"])) / whole, 1) if whole else Decimal(0)


def marked(parts: Sequence[Part]) -> str:
    """The parts in plain text, as ``[-removed-]`` and ``{+added+}``."""
    return "".join(_MARKS[part.fate].format(part.text) for part in parts)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _parts(**words: Sequence[str]) -> Iterator[Part]:
    return (Part(fate, "".join(said)) for fate, said in words.items() if said)  # type: ignore[arg-type]


_MARKS = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
