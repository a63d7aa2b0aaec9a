"""From a cell to a value: each parser takes what a person may have put there, or says what it wanted."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from infoledger.dates import parse_moment, within_reach
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.tables import Cell
from infoledger.kinds import STATUSES, Holds

#: From a cell that holds something to its value. Raises ``UnreadableError``.
Parser = Callable[[Cell], Any]

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_LIST = re.compile("[;；、]")
# Excel's days of 1954 to 2119: fewer digits, or more, are no date.
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
# A column says few days and units in many rows; reading one anew costs ten times as much as remembering it.
_REMEMBERED = 4096
# Letters and signs by their category, blanks to whoever looks: fillers of Hangul, a pattern of Braille without dots.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"
_YES = ("是", "true", "yes", "1", "√", "✓")
_NO = ("否", "false", "no", "0", "×", "✗")


class UnreadableError(ValueError):
    """A cell that a parser cannot take; the message says what was expected."""


def text(cell: Cell) -> str:
    """What the cell says, line breaks included."""
    return str(cell)


def line(cell: Cell) -> str:
    """What the cell says, on one line: names and titles wrapped inside a cell are still one."""
    said = text(cell)
    joined = " ".join(said.split())
    if not visible(joined):
        raise UnreadableError(_("something that can be seen"))
    return said if joined == said else joined  # of a large table, not each title twice in memory


def visible(words: str) -> bool:
    """Whether a letter, digit or sign of ``words`` shows on paper."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK for sign in words)


@lru_cache(_REMEMBERED, typed=True)
def names(cell: Cell) -> tuple[str, ...]:
    """A list separated by ``;`` ``；`` or ``、``, each name once."""
    parts = (part.strip() for part in _LIST.split(line(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def flag(cell: Cell) -> bool:
    """是/否, true/false, 1/0, √/×."""
    word = unicodedata.normalize("NFKC", str(cell)).strip().casefold()
    if word not in _YES + _NO:
        raise UnreadableError(_("是 or 否, true or false, 1 or 0, √"))
    return word in _YES


@lru_cache(_REMEMBERED, typed=True)
def moment(cell: Cell) -> tuple[date, time | None]:
    """A day and, if the cell says one, the time of day."""
    found = _moment(cell)
    if not within_reach(found[0]):
        raise UnreadableError(_("a day from 1900 to 2199"))
    return found


def _moment(cell: Cell) -> tuple[date, time | None]:
    if isinstance(cell, datetime):
        return cell.date(), cell.time()
    if isinstance(cell, date):
        return cell, None
    if _SERIAL.fullmatch(str(cell)):
        return _of_serial(Decimal(str(cell)))
    try:
        return parse_moment(str(cell))
    except UsageError:
        raise UnreadableError(_("a date such as 2026-10-05, 2026/10/5, 2026.10.5 or 2026年10月5日")) from None


def _of_serial(days: Decimal) -> tuple[date, time | None]:
    """The moment that Excel keeps as a number of days, where a cell has lost its format."""
    whole_days, part = divmod(days, 1)
    seconds = int((part * 86400).to_integral_value())
    at = datetime.combine(_SERIAL_ZERO, time.min) + timedelta(days=int(whole_days), seconds=seconds)
    return at.date(), at.time() if seconds else None


def day(cell: Cell) -> date:
    """A day; a time after it is let go."""
    return moment(cell)[0]


def number(cell: Cell) -> Decimal:
    """An exact number with at most the four decimals that points may have."""
    return _number(cell, 4, _("a number such as 12 or 0.5, with at most 4 decimals"))


def positive(cell: Cell) -> Decimal:
    """A number above 0."""
    value = number(cell)
    if value <= 0:
        raise UnreadableError(_("a number above 0, such as 1 or 1.5"))
    return value


def whole(cell: Cell) -> int:
    """A whole number, not below 0."""
    expected = _("a whole number, not below 0")
    value = _number(cell, 0, expected)
    if value < 0:
        raise UnreadableError(expected)
    return int(value)


def yuan(cell: Cell) -> Decimal:
    """An amount in yuan, with 元 or ¥ or without."""
    if isinstance(cell, str):
        cell = unicodedata.normalize("NFKC", cell).strip().removeprefix("¥").removesuffix("元").strip()
    return _number(cell, 2, _("an amount in yuan such as 50 or 12.50"))


def fen(cell: Cell) -> int:
    """An amount in yuan, not below 0, as fen."""
    amount = yuan(cell)
    if not 0 <= amount <= 10_000_000:  # what both databases keep in an integer
        raise UnreadableError(_("an amount in yuan from 0 to 10000000"))
    return int(amount * 100)


def status(cell: Cell) -> str:
    """Where an item stands in its review, in either language."""
    word = unicodedata.normalize("NFKC", str(cell)).strip().casefold()
    for english, chinese in STATUSES.items():
        if word in (english, chinese):
            return english
    raise UnreadableError(" ".join(f"{chinese}({english})" for english, chinese in STATUSES.items()))


def _number(cell: Cell, decimals: int, expected: str) -> Decimal:
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    if isinstance(cell, (bool, date)) or not _NUMBER.fullmatch(words):
        raise UnreadableError(expected)
    value = Decimal(words.replace(",", ""))
    if abs(value) >= 10**9 or value != round(value, decimals):
        raise UnreadableError(expected)
    return value


#: How what a cell holds is read.
PARSERS: Mapping[Holds, Parser] = {
    "line": line,
    "text": text,
    "names": names,
    "flag": flag,
    "moment": moment,
    "day": day,
    "number": number,
    "positive": positive,
    "whole": whole,
    "yuan": yuan,
    "fen": fen,
    "status": status,
}
