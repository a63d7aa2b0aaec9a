"""Items that were perhaps submitted before (重报): near in title or text to one of the ninety days before.

Not every pair is compared. Two titles that are near share one of their rarer pairs of characters,
two texts one of their sentences; only what shares such a mark within the window is looked at.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import Connection, func, select

from infoledger.config.model import Config
from infoledger.intake.candidates import load_titles
from infoledger.intake.likeness import Index, Titles, numbers_in, pairs_in, sentences_in, units_in
from infoledger.ledger.models import Item
from infoledger.ledger.register import Register
from infoledger.ledger.seals import table_of

WINDOW = timedelta(days=90)
#: From which per cent on titles are near, and texts under titles that are not.
NEAR_TITLE, NEAR_TEXT = 70, 90
#: Below this, texts under near titles tell of different things.
_OTHER_TEXT = 35
#: Shorter texts are made of phrases of the trade.
_SHORTEST = 150
#: From which per cent on it is worth showing letter by letter where titles differ.
_COMPARABLE = 40
#: A sentence that stands in more items is a phrase of the trade.
_PHRASE = 30
_LONGEST = 3000  # characters of a text that are compared

_ITEMS = table_of(Item)


class Submitted(NamedTuple):
    """An item as it is compared."""

    id: int
    ref: str
    title: str
    day: date
    body: str
    follows: int | None


@dataclass(frozen=True, slots=True)
class Twin:
    """Two items that are near, in per cent; ``text`` None where one of them has none."""

    item: Submitted
    earlier: Submitted
    title: int
    text: int | None

    @property
    def difference(self) -> str:
        """The title of the item, with what is other in the earlier one: ``开展[防汛→防火]演练``."""
        before, after = self.earlier.title, self.item.title
        if fuzz.ratio(before, after) < _COMPARABLE:
            return f"[{before}→{after}]"
        parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        return "".join(after[c:d] if what == "equal" else f"[{before[a:b]}→{after[c:d]}]" for what, a, b, c, d in parts)


def load_twins(connection: Connection, config: Config, first: date, last: date) -> list[Twin]:
    """The items submitted from ``first`` to ``last`` that are near to an earlier one."""
    found = _submitted(connection, first, last)
    wanted = {item.ref for item in found if item.day >= first}
    return list(twins(found, load_titles(connection, config), wanted))


def load_twins_of(
    connection: Connection, config: Config, new: Iterable[range], register: Register | None = None
) -> list[Twin]:
    """The twins of the items whose ids are ``new``."""
    query = select(_ITEMS.c.ref, _ITEMS.c.submitted).where(_ITEMS.c.voided.is_(None))
    days = {
        row.ref: row.submitted
        for ids in new
        for row in connection.execute(query.where(_ITEMS.c.id.between(ids.start, ids.stop - 1)))
    }
    if not days:
        return []
    found = _submitted(connection, min(days.values()), max(days.values()))
    return list(twins(found, load_titles(connection, config, register), days))


def twins(items: Sequence[Submitted], titles: Titles, wanted: Collection[str]) -> Iterator[Twin]:
    """Each ``wanted`` reference among ``items`` (by day) that is near to an earlier one, with the nearest."""
    plain = [titles.plain(item.title) for item in items]
    index = Index(plain)
    asked = [place for place, item in enumerate(items) if item.ref in wanted]
    by_title, by_text = list(_rare(index, plain, asked)), list(_sentences(items))
    earlier: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if item.ref in wanted:
            first = item.day - WINDOW
            marked = {other for mark in by_title[place] for other in _since(earlier[mark], items, first)}
            near = {other: _OTHER_TEXT for other in marked if _is_near_title(place, other, index, plain)}
            for other in {other for mark in by_text[place] for other in _since(earlier[mark], items, first)}:
                near.setdefault(other, NEAR_TEXT)
            found = [
                Twin(item, items[other], round(100 * index.alike(place, other)), text)
                for other, least in near.items()
                if not _is_follow_up(item, items[other])
                and ((text := _text(item, items[other])) is None or text >= least)
            ]
            if found:
                yield max(found, key=lambda twin: (twin.title + (twin.text or 0), twin.earlier.day, twin.earlier.id))
        for mark in by_title[place] | by_text[place]:
            earlier[mark].append(place)


def _rare(index: Index, plain: Sequence[str], asked: Iterable[int]) -> Iterator[set[str]]:
    """The rarer pairs in each title, as far as one of the titles at the places ``asked`` has them among its own."""
    marks = {pair for place in asked for pair in index.rare(plain[place])}
    return (set() if marks.isdisjoint(pairs_in(title)) else index.rare(title) & marks for title in plain)


def _submitted(connection: Connection, first: date, last: date) -> list[Submitted]:
    """The items from ``first`` to ``last`` and of the window before."""
    query = (
        select(
            *(_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.title, _ITEMS.c.submitted),
            *(func.coalesce(_ITEMS.c.body, ""), _ITEMS.c.follows),
        )
        .where(_ITEMS.c.voided.is_(None), _ITEMS.c.submitted.between(first - WINDOW, last))
        .order_by(_ITEMS.c.submitted, _ITEMS.c.id)
    )
    return list(map(Submitted._make, connection.execute(query)))


def _since(places: list[int], items: Sequence[Submitted], first: date) -> Iterator[int]:
    """The places, of which the last are the latest, back to the day ``first``."""
    for place in reversed(places):
        if items[place].day < first:
            return
        yield place


def _is_near_title(place: int, other: int, index: Index, plain: Sequence[str]) -> bool:
    """Whether two titles are near, and speak of the same units, if both name some, and say the same numbers."""
    one, two = plain[place], plain[other]
    if not fuzz.ratio(one, two, score_cutoff=NEAR_TITLE) or 100 * index.alike(place, other) < NEAR_TITLE:
        return False
    here, there = units_in(one), units_in(two)
    return (not here or not there or bool(here & there)) and numbers_in(one) == numbers_in(two)


def _is_follow_up(item: Submitted, other: Submitted) -> bool:
    """Whether one follows the other, or both the same: then they are alike by nature."""
    return item.follows == other.id or (item.follows is not None and item.follows == other.follows)


def _text(item: Submitted, other: Submitted) -> int | None:
    both = item.body[:_LONGEST], other.body[:_LONGEST]
    return round(fuzz.ratio(*both)) if all(both) else None


def _sentences(items: Iterable[Submitted]) -> Iterator[set[str]]:
    """The sentences of each text that are no phrases."""
    found = [sentences_in(item.body[:_LONGEST]) if len(item.body) >= _SHORTEST else set() for item in items]
    often = Counter(sentence for sentences in found for sentence in sentences)
    return ({sentence for sentence in sentences if often[sentence] <= _PHRASE} for sentences in found)
