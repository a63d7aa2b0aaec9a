"""Whose item a printed title is: sure only where nothing could be meant but one item, else the best three.

Sure is a title that was answered before; one that differs from an item's in punctuation, blanks,
the county's name or the way a unit is named, and in nothing else; and one from which common words
were cut, if the item was forwarded to that very body. A likeness, however great, is never sure:
禁毒 and 禁赌 differ by one character.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from infoledger.intake.likeness import Index, Titles, is_cut_from, left_over, numbers_in, units_in

#: Items submitted longer before the adoption are not looked at.
WINDOW = timedelta(days=400)
#: What is older may have happened again since, under the same title.
_FRESH = timedelta(days=90)
#: Below this likeness a title is unknown.
_KNOWN = 0.3
_SHOWN = 3
_SEEN = 40  # of the nearest titles, how many are weighed with unit, date and forwarding
_LEAST_KEPT = 0.75  # of what a title says, where words were cut from it
_LEAST_REST = 5  # characters that the best guess must leave over to be a second item's

#: Stands for a unit that is none of ours.
_STRANGER = 0
_BRACKET = re.compile(r"(.+)[（(]([^（()）]+)[)）]$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of a list: where it stands, the title as printed, and what else it says.

    ``more`` holds further columns of an adoption by their English names, ``outlet`` is the one that the list
    names, if it names one.
    """

    row: int
    title: str
    day: date
    unit: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may have been adopted.

    ``forwarded`` to the body in question; ``adopted`` are the days on which its outlet had it already;
    ``called`` the names of its units.
    """

    ref: str
    title: str
    submitted: date
    units: frozenset[int]
    forwarded: bool
    adopted: tuple[date, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """A candidate and how likely it is, in per cent: never 100, for only an answer is certain."""

    candidate: Candidate
    likelihood: int


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a printed title: ``refs`` if it is sure, and ``guesses``, the best first (maybe none).

    ``there``: the outlet is known to have had these items on that very day.
    """

    printed: Printed
    refs: tuple[str, ...]
    guesses: tuple[Guess, ...]
    there: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line as it is compared; ``beside`` are the units told outside the title, None if none is.

    It is ``ours`` if it tells the office, or its region, outside the title.
    """

    title: str
    day: date
    beside: frozenset[int] | None
    ours: bool

    @property
    def told(self) -> set[int]:
        return units_in(self.title) | (self.beside or set())


class Matcher:
    """Matches printed titles with ``candidates``; ``answered`` gives the items behind titles printed before."""

    def __init__(
        self, candidates: Sequence[Candidate], titles: Titles, answered: Mapping[str, Collection[tuple[str, ...]]]
    ) -> None:
        self._candidates = candidates
        self._titles = titles
        self._adopted = {candidate.ref: candidate.adopted for candidate in candidates}
        self._answered: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for title, answers in answered.items():
            self._answered[titles.plain(title)].update(answers)
        self._plain = [titles.plain(candidate.title) for candidate in candidates]
        self._index = Index(self._plain)
        self._equal: dict[str, list[int]] = defaultdict(list)
        for place, title in enumerate(self._plain):
            self._equal[title].append(place)

    def match(self, printed: Printed) -> Match:
        """The items of ``printed``, or the three most likely."""
        line = self._line(printed)
        weighed = self._weighed(line, line.title)
        refs = self._remembered(printed) or self._sure(line, weighed)
        there = bool(refs) and all(line.day in self._adopted.get(ref, ()) for ref in refs)
        return Match(printed, refs, self._guesses(line, weighed), there)

    def _line(self, printed: Printed) -> _Line:
        title, unit = printed.title.strip(), printed.unit
        bracket = _BRACKET.match(title)
        if bracket and (self._titles.is_ours(bracket[2]) or (not unit and units_in(self._titles.plain(bracket[2])))):
            title, unit = bracket[1], unit or bracket[2]
        ours = self._titles.is_ours(unit)
        units = frozenset(units_in(self._titles.plain(unit)))
        beside = units or (None if ours or not unit else frozenset({_STRANGER}))
        return _Line(self._titles.plain(title), printed.day, beside, ours)

    def _remembered(self, printed: Printed) -> tuple[str, ...]:
        answers = self._answered.get(self._titles.plain(printed.title), ())
        # The outlet had it, but another day: perhaps the same title stands over something new.
        old = [refs for refs in answers if any(not self._is_new(ref, printed.day) for ref in refs)]
        return next(iter(answers)) if len(answers) == 1 and not old else ()

    def _is_new(self, ref: str, day: date) -> bool:
        """Whether the outlet had the item never, or on ``day``."""
        return day in (self._adopted.get(ref) or (day,))

    def _sure(self, line: _Line, weighed: Sequence[tuple[float, int]]) -> tuple[str, ...]:
        equal = [place for place in self._equal.get(line.title, ()) if self._in_time(place, line, WINDOW)]
        places = self._likeliest(equal) or [place for _likelihood, place in weighed if self._is_cut(line, place)]
        # Of several, none is sure, also if something speaks against all but one.
        return (self._candidates[places[0]].ref,) if len(places) == 1 and self._may_be(places[0], line) else ()

    def _likeliest(self, equal: Sequence[int]) -> Sequence[int]:
        """Those forwarded to the body among items of one unit with one title; all, if none was."""
        one_unit = len({self._candidates[place].units for place in equal}) == 1
        return [place for place in equal if one_unit and self._candidates[place].forwarded] or equal

    def _may_be(self, place: int, line: _Line) -> bool:
        """Whether nothing speaks against an item whose title is this, and two things for it.

        Of these three: the line names its unit, or the office; it was forwarded to that body; it is fresh.
        """
        candidate = self._candidates[place]
        if line.beside is not None and not line.beside & candidate.units:
            return False
        if not self._is_new(candidate.ref, line.day):
            return False  # perhaps typed in by hand already, with another date
        told = line.ours or bool(line.told & candidate.units)
        return told + candidate.forwarded + self._in_time(place, line, _FRESH) >= 2

    def _is_cut(self, line: _Line, place: int) -> bool:
        candidate, whole = self._candidates[place], self._plain[place]
        return (
            candidate.forwarded
            and bool(units_in(line.title) & candidate.units)
            and is_cut_from(line.title, whole)
            and self._index.kept(line.title, place) >= _LEAST_KEPT
            and numbers_in(line.title) <= numbers_in(whole)
        )

    def _weighed(self, line: _Line, part: str) -> list[tuple[float, int]]:
        """The likelihoods and places of the candidates for ``part`` of a line's title.

        The best first, of equals the nearest in time.
        """
        return sorted(
            (
                (self._likelihood(likeness, place, line), place)
                for likeness, place in self._index.nearest(part, _SEEN)
                if likeness >= _KNOWN and self._in_time(place, line, WINDOW)
            ),
            key=lambda pair: (-round(pair[0], 2), self._distance(pair[1], line), pair[1]),
        )

    def _distance(self, place: int, line: _Line) -> timedelta:
        return abs(line.day - self._candidates[place].submitted)

    def _likelihood(self, likeness: float, place: int, line: _Line) -> float:
        """The ``likeness`` of titles, weighed with what else is known of item and line."""
        candidate = self._candidates[place]
        if line.told:
            likeness = _nearer(likeness, 0.3) if candidate.units & line.told else 0.75 * likeness
        if candidate.forwarded:
            likeness = _nearer(likeness, 0.2)
        return _nearer(likeness, 0.1) if self._in_time(place, line, _FRESH) else likeness

    def _guesses(self, line: _Line, weighed: list[tuple[float, int]]) -> tuple[Guess, ...]:
        """The best; the last of them is what the first leaves over, for the piece may be made of two items."""
        rest = left_over(line.title, self._plain[weighed[0][1]]) if weighed else ""
        if len(rest) >= _LEAST_REST:
            first = weighed[: _SHOWN - 1]
            taken = {place for _likelihood, place in first}
            others = (pair for pair in self._weighed(line, rest) if pair[1] not in taken)
            weighed = [*first, *islice(others, 1), *weighed[_SHOWN - 1 :]]
        return tuple(Guess(self._candidates[place], min(round(100 * likely), 99)) for likely, place in weighed[:_SHOWN])

    def _in_time(self, place: int, line: _Line, window: timedelta) -> bool:
        return line.day - window <= self._candidates[place].submitted <= line.day


def _nearer(likeness: float, share: float) -> float:
    return likeness + (1 - likeness) * share
