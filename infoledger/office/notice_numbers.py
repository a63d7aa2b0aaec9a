"""The numbers of notices (发文字号): one counter a year without gaps, given when a notice is issued."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.periods import by_word

if TYPE_CHECKING:
    from sqlalchemy import Row


class Numbered(NamedTuple):
    """The number of a notice: as it is printed, and where the office counts them its place in a year."""

    text: str
    year: int = 0
    number: int = 0


def next_number(pattern: str, said: str, key: str, rows: "Sequence[Row[Any]]", today: date) -> Numbered:
    """The number of the notice ``key`` that is issued ``today``, after ``rows``, all that were ever issued.

    ``said`` is a number to go on from, or a text to be printed as it is. Without it a number that this notice
    bore before it was withdrawn is its again. Raises ``InfoledgerError`` if another notice bears it.
    """
    if not pattern or (said and not said.isdigit()):
        return Numbered(said)
    if said:
        return _free(pattern, today.year, int(said), rows)
    mine = [row for row in rows if row.key == key and row.voided and row.content.get("numbered")]
    borne = [row.content["numbered"] for row in rows if not row.voided and row.content.get("numbered")]
    for row in reversed(mine):
        if row.content["numbered"] not in borne:
            return _numbered(pattern, *row.content["numbered"])
    given = [number for year, number in _given(rows) if year == today.year]
    return _numbered(pattern, today.year, max(given, default=0) + 1)


def room(pattern: str, said: str, today: date) -> str:
    """What stands in place of a number that is not given yet."""
    if not pattern or (said and not said.isdigit()):
        return said
    return pattern.format(year=today.year, number=said or "\N{IDEOGRAPHIC SPACE}")


def _free(pattern: str, year: int, number: int, rows: "Sequence[Row[Any]]") -> Numbered:
    for row in rows:
        if row.content.get("numbered") == [year, number] and not row.voided:
            raise InfoledgerError(
                _("{key} bears the number {number}.").format(key=by_word(row.key), number=number),
                _("Give another one, or leave --number out: the next one is given."),
            )
    return _numbered(pattern, year, number)


def _given(rows: "Sequence[Row[Any]]") -> list[list[int]]:
    return [row.content["numbered"] for row in rows if row.content.get("numbered")]


def _numbered(pattern: str, year: int, number: int) -> Numbered:
    return Numbered(pattern.format(year=year, number=number), year, number)
