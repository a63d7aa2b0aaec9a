"""Days as clerks write them, in options and in the cells of imported tables."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, time, timedelta

from infoledger.errors import UsageError
from infoledger.i18n import _

_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])"
    r"(?:(?:[ T]+|(?<=[日号]))(?P<time>\D{0,2}\d.*))?"
)
_TIME = re.compile(
    r"(?P<part>上午|下午|晚上|中午|凌晨)?\s*(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?|[时点](?:(?P<spoken>\d{1,2})分)?)"
)
_APART = re.compile(r"\s*([年月日号时点分])\s*")
_NOON = 12
_WITHOUT_YEAR = re.compile(
    r"(?P<month>\d{1,2})(?:-(?P<dash>\d{1,2})|月(?P<day>\d{1,2})[日号])"
    r"(?:(?:[ T]+|(?<=[日号]))(?P<time>\D{0,2}\d.*))?"
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
    ``14:30:05``, ``9时30分`` or ``下午2:30`` after it, in half or full width. With ``today`` given, also
    今天, 昨天, 前天, today and yesterday, and ``10月5日`` or ``10-05`` for the latest such day up to
    ``today``; where what is meant lies ahead of a day, for the first one ``since`` then. Raises
    ``UsageError`` for anything else, also for days that do not exist or lie outside of 1900 to 2199.
    """
    words = _APART.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    if today is not None:
        if words.lower() in _DAYS_AGO:
            return today - timedelta(days=_DAYS_AGO[words.lower()]), None
        words = _with_year(words, today, since)
    match = _WRITTEN.fullmatch(words)
    if match:
        *parts, at = match.groups()
        try:
            day = date(*(int(part) for part in parts if part))
            if not within_reach(day):
                raise UsageError(_("“{text}” lies outside the years 1900 to 2199.").format(text=text))
            return day, None if at is None else _time(at)
        except ValueError:  # 2026-02-30, 25:00
            pass
    forms = "2026-10-05 2026/10/5 2026.10.5 2026年10月5日" + (" 10-05 10月5日 今天 昨天 前天" if today else "")
    raise UsageError(_("“{text}” is not a date.").format(text=text), _("Allowed: {forms}").format(forms=forms))


def _time(text: str) -> time:
    """The time of day that ``text`` says. Raises ``ValueError`` if it says none."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        raise ValueError
    hour = int(match["hour"])
    if match["part"] in ("下午", "晚上", "中午") and hour < (_NOON if match["part"] != "中午" else _NOON - 1):
        hour += _NOON
    return time(hour, int(match["minute"] or match["spoken"] or 0), int(match["second"] or 0))


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
