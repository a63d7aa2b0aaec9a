"""From a cell to a value: each parser takes what a person may have put there, or says what it wanted."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from infoledger.dates import parse_moment, within_reach
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.cells import FIRST_DAY, Cell, Shown, moment_of
from infoledger.kinds import STATUSES, Holds

#: From a cell that holds something to its value. Raises ``UnreadableError``.
Parser = Callable[..., Any]

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_LIST = re.compile("[;；、]")
# Excel's days of 1954 to 2119: fewer digits, or more, are no date.
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")
_EIGHT_DIGITS = re.compile(r"(?:19|2[01])\d{6}")
_YEARLESS = re.compile(r"(\d{1,2})\s*(?:月\s*(\d{1,2})\s*[日号]?|[.\-/](\d{1,2}))(?:(?:\s+|(?<=[日号])\s*)(\S.*))?")
# What may have been typed 10.10, 10.20 or 10.30, where a cell of numbers has dropped the zero.
_PERHAPS_TENS = re.compile(r"(?:0?[1-9]|1[0-2])\.[123]")
_PERHAPS_TENTH_MONTH = re.compile(r"\d{4}\.1")
# 1.20E+06 or 1E+11: what a spreadsheet makes of 12E5, and of a number of twelve digits.
_SCIENTIFIC = re.compile(r"-?\d(\.\d+E[+-]?\d{2,3}|E\+(1[1-9]|[2-9]\d|\d{3}))")
#: Digits that a spreadsheet keeps of a number.
_KEPT_DIGITS = 15
# A column says few days and units in many rows; reading one anew costs ten times as much as remembering it.
_REMEMBERED = 4096
# Letters and signs by their category, blanks to whoever looks: fillers of Hangul, a pattern of Braille without dots.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"
_YES = ("是", "true", "yes", "1", "√", "✓")
_NO = ("否", "false", "no", "0", "×", "✗")


class UnreadableError(ValueError):
    """A cell that a parser cannot take; the message says what was expected."""


class YearlessError(UnreadableError):
    """A day that lacks its year, in a table that does not tell it either."""


class Days(NamedTuple):
    """How the days of a table are read that lack something.

    ``year`` is that of a day without one, None if nothing tells; ``first`` what a bare number of days is
    counted from. ``retyped`` texts may be numbers that a spreadsheet wrote as text: 10.10 as 10.1.
    """

    year: int | None = None
    first: date = FIRST_DAY
    retyped: bool = False


_ANY = Days()


def text(cell: Cell) -> str:
    """What the cell says, line breaks included."""
    if isinstance(cell, str):
        said = cell
    elif isinstance(cell, (date, time, timedelta)):
        raise UnreadableError(_("text; a spreadsheet has made a day or a time of it (format the cell as text)"))
    elif isinstance(cell, bool):
        said = str(cell).upper()
    else:
        said = str(cell)
        if not isinstance(cell, Shown) and len(said.partition(".")[0].lstrip("-")) > _KEPT_DIGITS:
            raise UnreadableError(_("text; a spreadsheet keeps only 15 digits of a number (format the cell as text)"))
    if "E" in said and _SCIENTIFIC.fullmatch(said):
        raise UnreadableError(_("text; a spreadsheet has shortened a long number (format the cell as text)"))
    return said


def line(cell: Cell) -> str:
    """What the cell says, on one line: names and titles wrapped inside a cell are still one."""
    if type(cell) is str and _is_line(cell):  # nearly every one
        return cell
    said = text(cell)
    joined = " ".join(said.split())
    first = joined[:1]
    if not ((first.isalnum() and first not in _BLANK) or visible(joined)):  # nearly every line begins with a letter
        raise UnreadableError(_("something that can be seen"))
    return said if joined == said else joined  # of a large table, not each title twice in memory


def _is_line(words: str) -> bool:
    """Whether ``words`` surely are one line that says what it says: no blank too many, no number cut short."""
    first = words[:1]
    return (
        first.isalnum()
        and first not in _BLANK
        and words.isprintable()
        and words[-1] != " "
        and "  " not in words
        and "E" not in words
    )


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
def moment(cell: Cell, days: Days = _ANY) -> tuple[date, time | None]:
    """A day and, if the cell says one, the time of day. Raises ``YearlessError`` where only the year is wanting."""
    if isinstance(cell, datetime):
        found: tuple[date, time | None] = cell.date(), cell.time()
    elif isinstance(cell, date):
        found = cell, None
    elif isinstance(cell, (bool, time, timedelta)):
        raise UnreadableError(_day_expected())
    elif isinstance(cell, Shown):
        found = _of_shown(cell, days)
    else:
        found = _of_words(unicodedata.normalize("NFKC", str(cell)).strip(), days, typed=isinstance(cell, str))
    if not within_reach(found[0]):
        raise UnreadableError(_("a day from 1900 to 2199"))
    return found


def _of_shown(cell: Shown, days: Days) -> tuple[date, time | None]:
    """The day that a formatted number shows, but never one that may have lost its zero."""
    if _PERHAPS_TENS.fullmatch(str(cell.value)):
        return moment(cell.value, days)
    try:
        return moment(cell.text, days)
    except UnreadableError:
        return moment(cell.value, days)


def perhaps_tens(cell: Cell, days: Days = _ANY) -> tuple[int, int] | None:
    """Month and day of a cell of numbers that may have lost its zero: 10.1 is the 1st or the 10th of October."""
    bare = cell.value if isinstance(cell, Shown) else cell
    if isinstance(bare, (int, bool)) or not isinstance(bare, (Decimal, str)):
        return None
    if isinstance(bare, str) and not days.retyped:
        return None
    words = unicodedata.normalize("NFKC", str(bare)).strip()
    month, _point, day_ = words.partition(".")
    return (int(month), int(day_)) if _PERHAPS_TENS.fullmatch(words) else None


def _of_words(words: str, days: Days, *, typed: bool) -> tuple[date, time | None]:
    if (days.retyped or not typed) and _PERHAPS_TENS.fullmatch(words):
        raise UnreadableError(
            _("the day as text, for {month}.{day} may have been {month}.{day}0: 10月5日 or 2026-10-05").format(
                month=words.partition(".")[0], day=words.partition(".")[2]
            )
        )
    if _SERIAL.fullmatch(words):
        at = moment_of(float(words), days.first)
        if isinstance(at, date):
            return (at.date(), at.time()) if isinstance(at, datetime) else (at, None)
    if _EIGHT_DIGITS.fullmatch(words):
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    yearless = _YEARLESS.fullmatch(words)
    if yearless:
        month, day_, day_dotted, at_ = yearless.groups()
        # 2024 is a leap year: whatever it lacks is a day of none.
        words = f"{days.year or 2024}-{month}-{day_ or day_dotted} {at_ or ''}".rstrip()
    try:
        found = parse_moment(words)
    except UsageError:
        raise UnreadableError(_day_expected()) from None
    if yearless and not days.year:
        raise YearlessError(_("a day with its year, or the year by --year"))
    return found


def _day_expected() -> str:
    return _("a date such as 2026-10-05, 2026/10/5, 2026.10.5 or 2026年10月5日")


def day(cell: Cell, days: Days = _ANY) -> date:
    """A day; a time after it is let go."""
    return moment(cell, days)[0]


def period(cell: Cell, days: Days = _ANY) -> str:
    """The words for a period; of a month never a number that may have lost its zero: 2026.1."""
    said = line(cell)
    bare = unicodedata.normalize("NFKC", str(cell.value) if isinstance(cell, Shown) else said).strip()
    if (days.retyped or not isinstance(cell, str)) and _PERHAPS_TENTH_MONTH.fullmatch(bare):
        raise UnreadableError(
            _("the month as text, for {number} may have been {number}0: 2026-10 or 2026年10月").format(number=bare)
        )
    return said


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
    word = unicodedata.normalize("NFKC", str(cell)).strip().casefold().removeprefix("已")
    for english, chinese in STATUSES.items():
        if word in (english, chinese):
            return english
    raise UnreadableError(" ".join(f"{chinese}({english})" for english, chinese in STATUSES.items()))


def _number(cell: Cell, decimals: int, expected: str) -> Decimal:
    cell = cell.value if isinstance(cell, Shown) else cell
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    if isinstance(cell, (bool, date, time, timedelta)) or not _NUMBER.fullmatch(words):
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
    "period": period,
    "status": status,
}
