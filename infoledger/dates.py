"""Days as clerks write them, in options and in the cells of imported tables."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, time, timedelta

from infoledger.errors import UsageError
from infoledger.i18n import _

_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:(?:[ T]+|(?<=日))(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_WITHOUT_YEAR = re.compile(
    r"(?P<month>\d{1,2})(?:-(?P<dash>\d{1,2})|月(?P<day>\d{1,2})日)(?:(?:[ T]+|(?<=日))(?P<time>\d.*))?"
)
_DAYS_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "前日": 2}
_LEAP_YEARS_APART = 8  # at most, as from 1896 to 1904
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


def within_reach(day: date) -> bool:
    """Whether something of an office can be of that day: others are slips, and none has a day after it."""
    return _FIRST <= day <= _LAST


def parse_moment(text: str, today: date | None = None, *, since: date | None = None) -> tuple[date, time | None]:
    """The day that ``text`` names, and the time of day if it says one.

    Accepts ``2026-10-05``, ``2026/10/5``, ``2026.10.5``, ``2026年10月5日``, each with ``14:30`` or
    ``14:30:05`` after it, in half or full width. With ``today`` given, also 今天, 昨天, 前天, today and
    yesterday, and ``10月5日`` or ``10-05`` for the latest such day up to ``today``; where what is
    meant lies ahead of a day, for the first one ``since`` then. Raises ``UsageError`` for anything else,
    also for days that do not exist or lie outside of 1900 to 2199.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if today is not None:
        if words.lower() in _DAYS_AGO:
            return today - timedelta(days=_DAYS_AGO[words.lower()]), None
        words = _with_year(words, today, since)
    match = _WRITTEN.fullmatch(words)
    if match:
        *parts, hour, minute, second = match.groups()
        try:
            day = date(*(int(part) for part in parts if part))
            if not within_reach(day):
                raise UsageError(_("“{text}” lies outside the years 1900 to 2199.").format(text=text))
            return day, time(int(hour), int(minute), int(second or 0)) if hour else None
        except ValueError:  # 2026-02-30, 25:00
            pass
    forms = "2026-10-05 2026/10/5 2026.10.5 2026年10月5日" + (" 10-05 10月5日 今天 昨天 前天" if today else "")
    raise UsageError(_("“{text}” is not a date.").format(text=text), _("Allowed: {forms}").format(forms=forms))


def parse_day(text: str, today: date | None = None, *, since: date | None = None) -> date:
    """The day of ``parse_moment``; a time written after it is let go."""
    return parse_moment(text, today, since=since)[0]


def _with_year(words: str, today: date, since: date | None) -> str:
    """``words``, if they name a day without its year, with the year that is meant."""
    match = _WITHOUT_YEAR.fullmatch(words)
    if not match:
        return words
    month, day = int(match["month"]), int(match["dash"] or match["day"])
    start, step = (since, 1) if since else (today, -1)
    for year in range(start.year, start.year + step * (_LEAP_YEARS_APART + 1), step):
        with suppress(ValueError):  # no such day in that year
            found = date(year, month, day)
            if found >= start if since else found <= start:
                return f"{found} {match['time'] or ''}".rstrip()
    return words
