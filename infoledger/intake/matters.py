"""Matters that several units report at once (苗头): items alike in title, near in time, from different units.

Titles are compared as where duplicates are looked for, but that each unit speaks of itself: its own
name says nothing, nor do the numbers, which each counts for itself. What must not differ is the time
a title speaks of, and the place, if it is not the reporter's own.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, groupby
from typing import NamedTuple

from infoledger.intake.likeness import NUMBER, Index, names_unit, pairs_in, units_in, without_units

#: So many units, and within so many days, make a matter of several reports.
UNITS, DAYS = 3, 7
#: How alike (0 to 1) a title is, on the average, to those of the matter that it joins.
NEAR = 0.4
#: What is said in more than one of so many weeks is said week after week.
_EVERYDAY = 3
_FIRST_WEEK = date(1900, 1, 1).toordinal() // 7
_CENTURIES = ("19", "20")
_TIME = re.compile("(?:19|20)[0-9]{2}年|[一二三四1-4]季度|[上下]半年|[0-9]{1,2}月(?![0-9])")
#: What stands around a matter and says nothing about it; the longest first, as they are looked for.
_FRAME = re.compile(
    "值得高度关注|应引起高度重视|应引起重视|需引起重视|引发群众担忧|引发关注|值得关注|亟待关注|亟待解决"
    "|亟需重视|需警惕|问题突出|问题凸显|现象增多|现象突出|的情况反映|情况反映|情况的反映|情况的报告|的情况"
    "|的建议|的问题|各地|我省|我市|我县|我区|全省|全市|全县|全区|辖区|近期|近日|当前|目前|部分|反映|关于"
    "|积极应对|有效应对|妥善处置|及时处置|问题|情况|现象|有关|上半年|下半年|季度"
)


_Open = defaultdict[object, list[int]]


class Report(NamedTuple):
    """An item as it is compared, with the units that submitted it."""

    id: int
    ref: str
    title: str
    day: date
    units: tuple[int, ...]


@dataclass(slots=True)
class Matter:
    """Reports of one matter, by day."""

    reports: list[Report] = field(default_factory=list)

    @property
    def units(self) -> set[int]:
        """Who reported it."""
        return {unit for report in self.reports for unit in report.units}


class _Said(NamedTuple):
    """What a report says: its words, of these what is special, where it is elsewhere than the reporter, and when.

    The years are those that its title names, else the one in which it was submitted.
    """

    report: Report
    words: str
    special: Sequence[str]
    elsewhere: frozenset[int]
    named: frozenset[int]
    times: frozenset[str]
    years: AbstractSet[str]


def matters(
    reports: Sequence[Report], plain: Sequence[str], earlier: Iterable[tuple[date, str]] = (), days: int = DAYS
) -> list[Matter]:
    """What three units or more reported in as many items within so many ``days``, most units first.

    ``reports`` are given by day, with their titles made ``plain``; ``earlier`` are days and plain titles of
    the time before, by which it is known what is said week after week.
    """
    words = [_words(without_units(title, report.units)) for report, title in zip(reports, plain, strict=True)]
    before = ((day, _words(title)) for day, title in earlier)
    weeks = _Weeks(chain(before, ((report.day, each) for report, each in zip(reports, words, strict=True))))
    telling = zip(reports, plain, words, map(weeks.special, words), strict=True)
    said = [_said(*each) for each in telling if each[3] or names_unit(each[2])]
    gathering = _Gathering(said, weeks, timedelta(days=days))
    found = [each for each in gathering.matters() if min(len(each.reports), len(each.units)) >= UNITS]
    return sorted(found, key=lambda matter: (-len(matter.units), matter.reports[0].day, matter.reports[0].id))


class _Weeks:
    """In how many weeks each pair and each letter was said: what stands in all of them is how one writes, no matter.

    What was said is given by day.
    """

    def __init__(self, said: Iterable[tuple[date, str]]) -> None:
        self.often: Counter[str] = Counter()
        letters: Counter[str] = Counter()
        self.count = 0
        for _week, run in groupby(said, lambda each: each[0].toordinal() // 7):
            words = {words for _day, words in run}
            self.often.update(set().union(*map(pairs_in, words)))
            letters.update(set().union(*words))
            self.count += 1
        self.weights = {letter: math.log(1 + self.count / weeks) for letter, weeks in letters.items()}
        most = max(2, self.count // _EVERYDAY)
        self._special = {pair for pair, weeks in self.often.items() if weeks <= most and not names_unit(pair)}

    def special(self, words: str) -> tuple[str, ...]:
        """The pairs that are not said week after week, in order: the first is what the words are about."""
        pairs = (words[place : place + 2] for place in range(len(words) - 1))
        return tuple([pair for pair in pairs if pair in self._special])


class _Gathering:
    """Puts each report to the matter whose titles it is most like, or begins one with it."""

    def __init__(self, said: Sequence[_Said], weeks: _Weeks, term: timedelta) -> None:
        self._said, self._term, self._letters = said, term, weeks.weights
        self._index = Index([each.words for each in said], weeks.often, weeks.count)
        self._members: list[list[int]] = []  # of each matter, the places of its reports
        # The matters by what one of their reports is about, by what it also says, and by the places it names.
        self._about: _Open = defaultdict(list)
        self._saying: _Open = defaultdict(list)
        self._naming: _Open = defaultdict(list)

    def matters(self) -> Iterator[Matter]:
        for place in range(len(self._said)):
            self._put(place)
        return (Matter([self._said[place].report for place in members]) for members in self._members)

    def _put(self, place: int) -> None:
        near = ((self._nearness(place, matter), -matter) for matter in self._candidates(place))
        best, matter = max(near, default=(0.0, 0))
        if best < NEAR:
            self._members.append([])
            matter = 1 - len(self._members)
        self._members[-matter].append(place)
        said = self._said[place]
        for index, keys in ((self._about, said.special[:1]), (self._saying, said.special), (self._naming, said.named)):
            for key in keys:
                if not index[key] or index[key][-1] != -matter:
                    index[key].append(-matter)

    def _candidates(self, place: int) -> set[int]:
        """The matters, begun within the term, that are about what the report says, or say what it is about."""
        said = self._said[place]
        found = {matter for key in said.special for matter in self._since(self._about, key, place)}
        found |= {matter for key in said.special[:1] for matter in self._since(self._saying, key, place)}
        return found | {
            matter
            for key in said.named
            for matter in self._since(self._naming, key, place)
            if key in said.elsewhere or any(key in self._said[other].elsewhere for other in self._members[matter])
        }

    def _since(self, index: _Open, key: object, place: int) -> list[int]:
        """The matters under ``key`` that are still open on the day of a report; the others are forgotten."""
        if key not in index:
            return []
        first = self._said[place].report.day - self._term
        index[key] = [matter for matter in index[key] if self._said[self._members[matter][0]].report.day > first]
        return index[key]

    def _nearness(self, place: int, matter: int) -> float:
        """How alike a report is to those of a matter on the average; 0 where it contradicts one."""
        members = self._members[matter]
        if any(_contradict(self._said[place], self._said[other]) for other in members):
            return 0.0
        return sum(self._alike(place, other) for other in members) / len(members)

    def _alike(self, place: int, other: int) -> float:
        """How much (0 to 1) two titles share: half of it by pairs, half by the letters beside what they are about."""
        return (self._index.alike(place, other) + self._rest(place, other)) / 2

    def _rest(self, place: int, other: int) -> float:
        heads = {letter for each in (place, other) for pair in self._said[each].special[:1] for letter in pair}
        here, there = set(self._said[place].words) - heads, set(self._said[other].words) - heads
        least = min(sum(self._letters[letter] for letter in words) for words in (here, there))
        return sum(self._letters[letter] for letter in here & there) / least if least else 0.5


def _said(report: Report, plain: str, words: str, special: tuple[str, ...]) -> _Said:
    named, found = frozenset(units_in(plain)), _TIME.findall(plain)
    years = frozenset(each[:4] for each in found if each[:2] in _CENTURIES)
    times = frozenset(each for each in found if each[:2] not in _CENTURIES)
    return _Said(report, words, special, frozenset(units_in(words)), named, times, years or {str(report.day.year)})


def _words(plain: str) -> str:
    """What of a plain title is neither a number nor a frame."""
    return _FRAME.sub("", NUMBER.sub("", plain))


def _contradict(one: _Said, other: _Said) -> bool:
    """Whether they speak of different times, or one of a place that is not where the other is."""
    if not one.years & other.years or (one.times and other.times and not one.times & other.times):
        return True
    return _is_elsewhere(one, other) or _is_elsewhere(other, one)


def _is_elsewhere(one: _Said, other: _Said) -> bool:
    return bool(one.elsewhere and other.named and not one.elsewhere & other.named)
