"""How alike titles are: what of a title says nothing is taken off, the rest compared by pairs of characters.

Pairs that few titles have weigh more than those that stand in many, so that 秋粮收购 tells more
than 扎实推进; an index by pair keeps the search from looking at every title.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz

_PLACE = re.compile(r"^(.{2,}?)([省市县区旗州盟])")
_TOWN = re.compile(r"^(?:[省市县区旗])?(.{2,}?)(?:镇|乡|街道)(?:人民政府|政府|办事处)?$")
_BUREAU = re.compile(r"^[省市县区旗](.{2,}[局委办院会])$")
#: From here on in Unicode stand characters that mean nothing: one for each unit.
_UNITS_FROM = 0xF0000

_PARTS = re.compile("[、，,;；/ 　]")
_OURS = re.compile("[本我](?:省|市|县|区|旗|州|盟|局|委|办|院|单位)")
_STOPS = re.compile(r"[。！？!?；;\n]")
_SHORTEST_SENTENCE = 12

#: Of a title's pairs the share, the rarest, of which a near title has at least one.
RARER = 0.4

#: A number in digits or Chinese numerals; 3.5万 is one.
NUMBER = re.compile(r"[0-9〇一二三四五六七八九十百千万亿两]+(?:\.[0-9]+)?[万亿%]?")


class Titles:
    """Brings titles into the form in which they are compared.

    ``office`` is the office's name, by which the county's own name is known; ``units`` gives by id
    all names of each unit, which may also stand shortened (青泉 for 青泉镇, 教育局 for 县教育局).
    """

    def __init__(self, office: str, units: Mapping[int, Collection[str]]) -> None:
        self._office = _folded(office)
        place = _PLACE.match(office)
        self._place, self._kind = (place[0], place[2]) if place else ("", "")
        self._bare = re.compile(rf"^{re.escape(self._place[: -len(self._kind)])}(?=[^江河山湖路桥])")
        names: dict[str, set[int]] = defaultdict(set)
        for unit, called in units.items():
            for name in (form for each in called for form in _forms(self._local(_folded(each)))):
                names[name].add(unit)
                names[self._kind + name].add(unit)
        # A short name that two units share stands for neither.
        self._marks = {name: chr(_UNITS_FROM + unit) for name, (unit, *more) in names.items() if not more}
        longest_first = sorted(self._marks, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def plain(self, title: str) -> str:
        """``title`` without punctuation, blanks and the county's name, each unit named as one character."""
        text = self._local(_folded(title))
        return self._names.sub(lambda found: self._marks[found[0]], text) if self._names else text

    def is_ours(self, text: str) -> bool:
        """Whether ``text``, which stands beside a title, names the office or its region: 本区, 钟楼区, 钟楼区某局."""
        return any(self._names_us(_folded(part)) for part in _PARTS.split(text))

    def _names_us(self, name: str) -> bool:
        bare = self._place[: -len(self._kind)] if self._kind else ""
        return bool(name) and (
            name in (self._office, self._place, bare)
            or (bool(self._place) and name.startswith(self._place))
            or _OURS.fullmatch(name) is not None
        )

    def _local(self, text: str) -> str:
        if not self._place:
            return text
        text = text.removeprefix(self._office) or text
        text = text.replace(self._place, self._kind)
        # 青岚石桥镇…, but 青岚江治理 keeps its river: the bare name goes only before a unit or 县.
        text = self._bare.sub("", text)
        return text.removeprefix(self._kind) or text


def units_in(plain: str) -> set[int]:
    """The units that a plain title names."""
    if not names_unit(plain):
        return set()
    return {ord(letter) - _UNITS_FROM for letter in plain if ord(letter) >= _UNITS_FROM}


def without_units(plain: str, units: Iterable[int]) -> str:
    """A plain title without the names of ``units``."""
    for unit in units:
        plain = plain.replace(chr(_UNITS_FROM + unit), "")
    return plain


def names_unit(plain: str) -> bool:
    """Whether a plain title names a unit."""
    return max(plain, default="") >= chr(_UNITS_FROM)


def pairs_in(plain: str) -> set[str]:
    """The pairs of neighbouring characters in a plain title."""
    return {one + other for one, other in pairwise(plain)} or {plain}


def sentences_in(text: str) -> set[str]:
    """The sentences of a text that are long enough to tell it from another, without punctuation."""
    return {folded for part in _STOPS.split(text) if len(folded := _folded(part)) >= _SHORTEST_SENTENCE}


def numbers_in(plain: str) -> Counter[str]:
    """The numbers that a plain title says."""
    return Counter(NUMBER.findall(plain))


def is_cut_from(short: str, whole: str) -> bool:
    """Whether leaving out characters of ``whole`` gives ``short``."""
    rest = iter(whole)
    return all(letter in rest for letter in short)


def left_over(plain: str, known: str) -> str:
    """What of ``plain`` is not in ``known``."""
    blocks = SequenceMatcher(None, plain, known, autojunk=False).get_matching_blocks()
    kept = {place for block in blocks if block.size > 1 for place in range(block.a, block.a + block.size)}
    return "".join(letter for place, letter in enumerate(plain) if place not in kept)


def told_in(titles: Iterable[str]) -> Counter[str]:
    """In how many of ``titles`` each pair of characters stands."""
    return Counter(pair for title in titles for pair in pairs_in(title))


class Index:
    """Plain titles by the pairs of characters in them.

    A pair weighs the more the fewer it stands ``often`` in: the titles themselves if nothing is said, else
    any texts that are ``of`` so many.
    """

    def __init__(self, titles: Sequence[str], often: Mapping[str, int] | None = None, of: int | None = None) -> None:
        self._titles = titles
        self._often, of = told_in(titles) if often is None else often, len(titles) if of is None else of
        self._unseen = math.log(1 + of)
        self._weights = {pair: math.log(1 + of / count) for pair, count in self._often.items()}
        self._sums: dict[int, float] = {}  # of the titles that were compared

    def nearest(self, title: str, most: int) -> list[tuple[float, int]]:
        """The likeness (0 to 1) and place of the ``most`` titles most like ``title``, the nearest first."""
        shared: dict[int, float] = defaultdict(float)
        for pair in pairs_in(title):
            weight = self._weights.get(pair, 0)
            for place in self._places.get(pair, ()):
                shared[place] += weight
        own = self._weight(title)
        near = sorted(shared, key=lambda place: -self._alike(shared[place], own, place))[: 4 * most]
        scored = [(self._likeness(title, place, shared[place], own), place) for place in near]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:most]

    def kept(self, title: str, place: int) -> float:
        """How much (0 to 1) of what the title at ``place`` says is in ``title`` too."""
        shared = pairs_in(title) & pairs_in(self._titles[place])
        return sum(self._weights[pair] for pair in shared) / self._sum(place)

    def alike(self, place: int, other: int) -> float:
        """How much (0 to 1) two of the titles share of what both say."""
        shared = pairs_in(self._titles[place]) & pairs_in(self._titles[other])
        return 2 * sum(self._weights[pair] for pair in shared) / (self._sum(place) + self._sum(other))

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where each pair stands; who only compares two of the titles does not ask."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, title in enumerate(self._titles):
            for pair in pairs_in(title):
                places[pair].append(place)
        return places

    def rare(self, title: str, share: float = RARER) -> set[str]:
        """The rarer ``share`` of the pairs in a title: of a near title it has at least one."""
        pairs = sorted(pairs_in(title), key=lambda pair: (self._often[pair], pair))
        return set(pairs[: int(share * len(pairs)) + 2])

    def _likeness(self, title: str, place: int, shared: float, own: float) -> float:
        letters = fuzz.ratio(title, self._titles[place]) / 100
        return 0.7 * self._alike(shared, own, place) + 0.3 * letters

    def _alike(self, shared: float, own: float, place: int) -> float:
        """How much of both is shared, and (for titles cut or merged) how much of the shorter."""
        other = self._sum(place)
        return shared / (own + other) + shared / (2 * min(own, other))

    def _sum(self, place: int) -> float:
        if place not in self._sums:
            self._sums[place] = self._weight(self._titles[place])
        return self._sums[place]

    def _weight(self, title: str) -> float:
        return sum(self._weights.get(pair, self._unseen) for pair in pairs_in(title)) or 1.0


class _Kept(dict[int, int | None]):
    """What ``str.translate`` leaves of each character: letters, digits and the marks of numbers."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        self[code] = code if unicodedata.category(letter)[0] in "LN" or letter in "%.+" else None
        return self[code]


_KEPT = _Kept()


def _folded(text: str) -> str:
    """``text`` without width, case, punctuation and blanks."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KEPT)


def _forms(name: str) -> set[str]:
    """What a unit called ``name`` may also be called."""
    shorter = {match[1] for form in (_TOWN, _BUREAU) if (match := form.match(name))}
    return {form for form in {name, *shorter} if len(form) > 1}
