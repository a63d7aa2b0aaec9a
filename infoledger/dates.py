"""Days as clerks write them, in options and in the cells of imported tables."""

import re
import unicodedata
from datetime import date, time, timedelta

from infoledger.errors import UsageError
from infoledger.i18n import _

_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:(?:[ T]+|(?<=日))(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_DAYS_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1}


def parse_moment(text: str, today: date | None = None) -> tuple[date, time | None]:
    """The day that ``text`` names, and the time of day if it says one.

    Accepts ``2026-10-05``, ``2026/10/5``, ``2026.10.5``, ``2026年10月5日``, each with ``14:30`` or
    ``14:30:05`` after it, in half or full width; with ``today`` given, also 今天, 昨天, today and
    yesterday. Raises ``UsageError`` for anything else, also for days that do not exist.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if today is not None and words.lower() in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[words.lower()]), None
    match = _WRITTEN.fullmatch(words)
    if match:
        *parts, hour, minute, second = match.groups()
        try:
            day = date(*(int(part) for part in parts if part))
            return day, time(int(hour), int(minute), int(second or 0)) if hour else None
        except ValueError:  # 2026-02-30, 25:00
            pass
    forms = "2026-10-05 2026/10/5 2026.10.5 2026年10月5日" + (" 今天 昨天 today yesterday" if today else "")
    raise UsageError(_("“{text}” is not a date.").format(text=text), _("Allowed: {forms}").format(forms=forms))


def parse_day(text: str, today: date | None = None) -> date:
    """The day of ``parse_moment``; a time written after it is let go."""
    return parse_moment(text, today)[0]
