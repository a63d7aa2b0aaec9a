"""The walk through the drafts that wait: each is shown, and a key says what becomes of it."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from infoledger import console
from infoledger.characters import wrapped_lines
from infoledger.commands.keys import ask_key
from infoledger.commands.options import Verdict
from infoledger.console import say
from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _, listed
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields

if TYPE_CHECKING:
    from infoledger.office.reviewing import Page, Waiting

_LINES = 3  # of the screen that the question and its answer take
_KEYS: Mapping[str, Verdict] = {"1": "pass", "p": "pass", "2": "return", "r": "return", "3": "reject", "j": "reject"}
_TITLE, _NEXT, _STOP = ("4", "t"), ("5", "n"), ("0", "q")
_DONE = {
    "pass": N_("passed {count}"),
    "return": N_("returned {count}"),
    "reject": N_("rejected {count}"),
    "title": N_("retitled {count}"),
}


def walk(desk: Desk, fields: Fields, step: str | None, by: str | None, day: date) -> None:
    """Show draft after draft that waits (for ``step``, if it is said) and record what the person decides.

    A draft that is passed is shown on at its next step, unless a ``step`` is said. Each decision is an
    entry of its own, and so taken back by itself.
    """
    from infoledger.office.reviewing import drafts_waiting

    drafts = drafts_waiting(desk, step)
    done: Counter[str] = Counter()
    reading = _Reading(desk, fields, by, day, done)
    with suppress(EOFError, KeyboardInterrupt):  # who leaves so has decided what was decided
        for place, draft in enumerate(drafts, 1):
            if not reading.of(draft, f"{place}/{len(drafts)}", on=step is None):
                break
    told = [_(_DONE[what]).format(count=count) for what, count in done.items()]
    left = _("drafts that still wait: {count}").format(count=len(drafts_waiting(desk, step)))
    say(_("{figures}.").format(figures=listed([*told, left])))


class _Reading:
    """A person who reads drafts and decides on them; ``done`` counts what was decided."""

    def __init__(self, desk: Desk, fields: Fields, by: str | None, day: date, done: Counter[str]) -> None:
        self._desk, self._fields, self._by, self._day, self._done = desk, fields, by, day, done

    def of(self, draft: "Waiting", place: str, *, on: bool) -> bool:
        """Whether the person goes on after this draft."""
        from infoledger.office.reviewing import drafts_waiting, page_of

        pages = _pages(draft, page_of(self._desk, draft.ref), place)
        _show(next(pages))
        while True:
            key = ask_key(_question(draft.step))
            if key in _STOP:
                return False
            if key in _NEXT:
                return True
            if key in _TITLE:
                self._retitle(draft)
            elif key in _KEYS:
                if self._judge(draft.ref, _KEYS[key]):
                    later = [each for each in drafts_waiting(self._desk) if on and each.ref == draft.ref]
                    if not later:
                        return True
                    (draft,) = later
            else:
                _show(next(pages, [_("That was all of it.")]))

    def _judge(self, ref: str, verdict: Verdict) -> bool:
        """Whether the verdict was recorded: a return says why, and an empty reason goes back to the keys."""
        from infoledger.office.reviewing import judge_drafts

        note = console.ask(_("Why (Enter to go back)")) if verdict == "return" else None
        if note == "":
            return False
        try:
            recorded = judge_drafts(self._desk, [ref], verdict, by=self._by, day=self._day, note=note)
        except InfoledgerError as error:
            say("\n".join(filter(None, (error.message, error.hint))))
            return False
        say(recorded.sentence)
        self._done[verdict] += 1
        return True

    def _retitle(self, draft: "Waiting") -> None:
        from infoledger.office.reviewing import retitle

        title = console.ask(_("The new title (Enter to go back)"))
        if not title:
            return
        try:
            say(retitle(self._desk, self._fields, draft.ref, title))
        except InfoledgerError as error:
            say("\n".join(filter(None, (error.message, error.hint))))
        else:
            self._done["title"] += 1


def _question(step: str) -> str:
    keys = _("1 pass  2 return  3 reject  4 title  5 next  0 stop  Enter: more text")
    return _("[{step}] {keys}").format(step=step, keys=keys)


def _show(lines: Sequence[str]) -> None:
    say("\n".join(lines))


def _pages(draft: "Waiting", page: "Page", place: str) -> Iterator[list[str]]:
    """The draft in screens: first what it is and what to look at, then its text."""
    room = shutil.get_terminal_size()
    lines = [line for text in _told(draft, page, place) for line in wrapped_lines(text, room.columns - 1)]
    height = max(room.lines - _LINES, 5)
    for start in range(0, len(lines), height):
        yield lines[start : start + height]


def _told(draft: "Waiting", page: "Page", place: str) -> Iterator[str]:
    cells = page.cells
    yield ""
    head = _("({place}) {ref}  waits for {step} since {days} days")
    yield head.format(place=place, ref=draft.ref, step=draft.step, days=draft.days)
    yield cells["title"]
    who = [cells["units"], cells["informants"], cells["category"], str(cells["submitted"])]
    yield "  ".join(str(part).replace(";", "、") for part in who if part)
    for remark in page.remarks:
        yield f"* {remark}"
    yield ""
    yield from page.text.splitlines()
