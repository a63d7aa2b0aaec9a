"""Where a line of a title may be broken: where a person would, so that no word is cut and the lines are balanced.

GB/T 9704 7.3.1 asks of a title in several lines 词意完整、排列对称、长短适宜.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from infoledger.characters import display_width

#: Signs before which, and after which, no line is broken.
_CLOSING = "，。；：、！？）》”’】〉』」％%…"
_OPENING = "（《“‘【〈『「"
#: What a break costs: a blank and a dash are waiting for one, in a word it is worse than very lopsided lines.
_AT_BLANK, _AT_DASH, _AFTER_SIGN, _AT_LIST, _BEFORE_SIGN = -25, -25, 0, 3, 2
_BETWEEN_WORDS, _BESIDE_WORD, _UNKNOWN, _IN_QUOTES, _IN_WORD = 4, 9, 14, 25, 400
#: Little words that begin a line well, and that end or begin one badly.
_BEGINS_WELL = "与和及暨为把将让在从向对以"
_BEGINS_BADLY = "的地得了着过等个项次"
#: Not to be parted: Latin words, numbers with their sign and the word that counts.
_NUMBER = r"\d+(?:[.,:/-]\d+)*[%％‰]?[年月日号时分个项件条次天座名人户亩吨起处台米村元万亿第季度]*"
_FAST = re.compile(rf"[A-Za-z][A-Za-z.-]*|{_NUMBER}(?:至?{_NUMBER})*")
#: A quotation up to so long stays in one line.
_SHORT_QUOTE = 10
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）")
#: Fewer characters than these look lost in a line.
_LEAST, _LOST = 4, 100
#: What a line costs by the square of the characters that it has more or fewer than the others.
_LOPSIDED = 0.6


@cache
def usual_words() -> frozenset[str]:
    """Words that titles of this field are made of."""
    return frozenset(Path(__file__).with_name("title_words.txt").read_text(encoding="utf-8").split())


def broken(title: str, room: float, words: Collection[str] = ()) -> tuple[str, ...]:
    """``title`` in as few lines as it needs, none wider than ``room`` characters.

    ``words`` are not cut either, beside the usual ones: names, or what a segmenter found. A line that ends at a
    blank keeps it.
    """
    width = _width(title)
    if width <= room:
        return (title,)
    places = dict(_places(title, words))
    least = int(-(-width // room))
    # Where words are long, one line more may spare one.
    cuts = [cut for count in (least, least + 1) if (cut := _cut(title, count, room, places))]
    best = next((cut for cut in cuts if cut.cost < _IN_WORD), cuts[0] if cuts else _Cut(0, ()))
    return tuple(title[first:last] for first, last in pairwise((0, *best.places, len(title))))


class _Cut(NamedTuple):
    """Where a title is cut, and what that costs."""

    cost: float
    places: tuple[int, ...]


def _width(text: str) -> float:
    return display_width(text.strip(), ambiguous=2) / 2


def _cut(title: str, count: int, room: float, places: Mapping[int, float]) -> _Cut | None:
    """The cheapest cut into ``count`` lines; None where some line does not fit."""
    mean = _width(title) / count
    best = {0: _Cut(0, ())}
    for line in range(1, count + 1):
        ends = places if line < count else {len(title): 0.0}
        best = {
            end: min(cuts) for end, cost in ends.items() if (cuts := list(_ending(title, end, cost, mean, room, best)))
        }
    found = best.get(len(title))
    return found and found._replace(places=found.places[:-1])


def _ending(title: str, end: int, cost: float, mean: float, room: float, before: Mapping[int, _Cut]) -> Iterator[_Cut]:
    """The cuts that go on from those ``before`` with a line up to ``end``."""
    for start, cut in before.items():
        width = _width(title[start:end])
        if start < end and width <= room:
            lost = _LOST if width < min(_LEAST, mean / 2) else 0
            yield _Cut(cut.cost + cost + (width - mean) ** 2 * _LOPSIDED + lost, (*cut.places, end))


def _places(title: str, words: Collection[str]) -> Iterator[tuple[int, float]]:
    """Where the title may be broken, and what that costs."""
    inside, starts, ends = _words_in(title, words)
    quoted = {
        place
        for each in _QUOTED.finditer(title)
        if len(each[0]) <= _SHORT_QUOTE
        for place in range(each.start() + 1, each.end())
    }
    for place in range(1, len(title)):
        before, after = title[place - 1], title[place]
        word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        if not (word or after.isspace() or after in _CLOSING or before in _OPENING or before == "—"):
            cost = _IN_WORD if place in inside else _cost(before, after, (place in ends) + (place in starts))
            yield place, cost + (_IN_QUOTES if place in quoted else 0)


def _cost(before: str, after: str, words: int) -> float:
    """What a break costs between two characters, of which so many belong to known words."""
    if before.isspace():
        return _AT_BLANK
    if after == "—":
        return _AT_DASH
    if before in _CLOSING:
        return _AT_LIST if before == "、" else _AFTER_SIGN
    if after in _OPENING:
        return _BEFORE_SIGN
    cost = (_UNKNOWN, _BESIDE_WORD, _BETWEEN_WORDS)[words]
    if after in _BEGINS_BADLY or before in _BEGINS_WELL:
        return cost + _UNKNOWN
    return cost - (after in _BEGINS_WELL)


def _words_in(title: str, words: Collection[str]) -> tuple[set[int], set[int], set[int]]:
    """The places within a word, those where one begins and those where one ends; the longest at a place is it."""
    known = {*usual_words(), *words, *_BEGINS_WELL, *_BEGINS_BADLY}
    longest = max(map(len, known))
    inside, starts, ends = set[int](), set[int](), set[int]()
    place = 0
    while place < len(title):
        fast = _FAST.match(title, place)
        sizes = range(min(longest, len(title) - place), 0, -1)
        end = max(fast.end() if fast else 0, next((place + n for n in sizes if title[place : place + n] in known), 0))
        if end:
            inside |= set(range(place + 1, end))
            starts.add(place)
            ends.add(end)
        place = end or place + 1
    return inside, starts, ends
