"""What a cell of a table can hold, and how the raw values of files become it.

What a cell shows is what counts: a number keeps beside itself the text that its format makes of it,
and a cell that shows no value (an error, a formula never calculated, a picture) is none in silence.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from infoledger import textfiles
from infoledger.i18n import _


class Shown(NamedTuple):
    """A number and the text that its cell shows, where that is not the number's own."""

    value: int | Decimal
    text: str

    def __str__(self) -> str:
        return self.text


class Faulty(NamedTuple):
    """A cell without a value that could be read: its address (``D3``), what stands there, and why it is none."""

    address: str
    text: str
    what: str

    def __str__(self) -> str:
        return self.text


Cell = str | int | Decimal | bool | date | datetime | time | timedelta | Shown | Faulty | None

#: A row that holds something, with the number that a spreadsheet gives it.
Record = tuple[int, list[Cell]]

#: Excel's days are counted from here; a workbook made on an old Macintosh counts from 1904.
FIRST_DAY, FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)

_HALF_MILLISECOND = timedelta(microseconds=500)
_HALF_SECOND = timedelta(microseconds=500_000)
# The apostrophe by which spreadsheets, and CSV written here, keep text from becoming a formula.
_APOSTROPHE = re.compile("^'(?='*[\\s\u200b-\u200f\u2060\ufeff]*[=+\\-@|%＝＋－＠])")
_PICTURE = re.compile(r"=?\s*(_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_GUARDED = re.compile(r'="[^"]*"')
# What a spreadsheet shows for an error, and for a number or day that its column is too narrow for.
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BUSY!|GETTING_DATA|#+)|Err:\d{3}")
#: What stands for a value that a text cannot say: read back it is none, and told.
NO_VALUE = "#N/A"


def plain(text: str) -> str | None:
    """``text`` as a cell: without control characters, blanks around it and a guarding apostrophe; None if empty."""
    if text[:1].isalnum() and text.isprintable() and text[-1] != " ":  # nearly every one
        return text
    return _APOSTROPHE.sub("", textfiles.clean(text).strip(), count=1) or None


def number(value: float) -> int | Decimal:
    """``value`` without the noise of binary fractions: with as many digits as Excel itself keeps."""
    exact = Decimal(format(value, ".15g"))
    return int(exact) if exact == exact.to_integral_value() else exact


def moment_of(serial: float, first: date) -> date | datetime | time | None:
    """What the ``serial`` number of a cell formatted as a date means, in days since ``first``.

    A time of day alone is a ``time``. None if there is no such day.
    """
    try:
        at = to_second(datetime.combine(first, time.min) + timedelta(days=serial))
    except (OverflowError, ValueError):
        return None
    if 0 <= serial < 1:
        return at.time()
    return at if at.time() != time.min else at.date()


def to_second(exact: datetime) -> datetime:
    """``exact`` as near as seconds can say it, but never the next day: 23:59:59.7 lies before midnight."""
    exact += _HALF_MILLISECOND  # what a binary fraction of a day leaves out
    rounded = (exact + _HALF_SECOND).replace(microsecond=0)
    return rounded if rounded.date() == exact.date() else exact.replace(microsecond=0)


def fault_of(text: str) -> str:
    """Why a cell that shows ``text`` has no value, empty if it has: a picture, an error, or a formula as text."""
    if "DISPIMG" in text and _PICTURE.match(text):
        return a_picture()
    if text.startswith('="') and _GUARDED.fullmatch(text):
        return _("A formula stands there as text.")
    if text[:1] in {"#", "E"} and _ERROR.fullmatch(text.strip()):
        return an_error()
    return ""


def a_picture() -> str:
    """What is said of a cell that holds a picture."""
    return _("A picture stands there.")


def an_error() -> str:
    """What is said of a cell that shows an error such as #N/A."""
    return _("An error of a formula stands there.")


def never_calculated() -> str:
    """What is said of a formula whose value the file does not hold."""
    return _("The file does not hold the value of the formula there.")


def letters(column: int) -> str:
    """What a spreadsheet calls its ``column``-th column: A, B, … AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """The number of the column called ``name``, A being 1."""
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column
