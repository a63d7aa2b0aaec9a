"""What became of an item: sent up, adopted, instructed on, turned down with a reason, or never used."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

#: ``returned`` and ``rejected`` are this office's words, ``returned_above`` and ``rejected_above`` a body's.
FateKind = Literal[
    "forwarded",
    "adopted",
    "instructed",
    "returned",
    "rejected",
    "returned_above",
    "rejected_above",
    "unused",
    "waiting",
]

_USED: Collection[FateKind] = ("adopted", "instructed")
_REFUSED: Collection[FateKind] = ("returned", "rejected")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that became of an item on ``day``: ``by`` the body, outlet, leader or reader, ``why`` in their words.

    An item that is ``unused`` is so from ``day`` on, and one that is ``waiting`` since then.
    """

    day: date
    kind: FateKind
    by: str = ""
    why: str = ""

    @property
    def from_above(self) -> bool:
        """Whether a body turned the item down."""
        return self.kind in ("returned_above", "rejected_above")


@dataclass(frozen=True, slots=True)
class Fate:
    """An item and all that became of it, in order of day; the last says how it stands."""

    ref: str
    title: str
    submitted: date
    events: tuple[Event, ...]

    @property
    def used(self) -> bool:
        """Whether it was adopted or a leader wrote on it."""
        return any(event.kind in _USED for event in self.events)


def fate(
    ref: str,
    title: str,
    submitted: date,
    status: str,
    happened: Iterable[Event],
    *,
    today: date,
    unused_after: int | None,
) -> Fate:
    """What became of an item by ``today``: all that ``happened``, and how it stands if it was not used.

    An item that waits so many days, ``unused_after``, without being adopted or turned down is not used,
    also one that was sent up; None: it waits for ever. ``status`` is where it stands in its review.
    """
    events = sorted((event for event in happened if event.day <= today), key=lambda event: event.day)
    if status not in _REFUSED and not any(event.kind in _USED for event in events):
        since = events[-1].day if events else submitted
        last = None if unused_after is None else submitted + timedelta(unused_after)
        if last and today > last:
            events.append(Event(max(since, last + timedelta(1)), "unused"))
        elif not events or events[-1].kind in _REFUSED:
            events.append(Event(since, "waiting"))
    return Fate(ref, title, submitted, tuple(events))
