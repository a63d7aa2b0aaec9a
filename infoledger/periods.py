"""Periods: windows of days, the calendar that divides them, and what a clerk may type for one.

Both ends of a period are included. Months end on the office's ``month_ends`` day; quarters, halves
and years are made of months from ``year_starts``; a year is named after the calendar year that
holds most of its days. A week (Monday to Sunday) belongs to the month and year in which it ends.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from infoledger.dates import within_reach
from infoledger.errors import UsageError
from infoledger.i18n import N_, _, screen_language

DAY = timedelta(days=1)

#: Sub-periods from short to long.
SIZES = ("day", "workday", "week", "month", "quarter", "half", "year")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included.

    ``name`` is how it is written (``2026-10``, ``2026Q3``, ``2026-07-01..2026-10-09``) and
    ``size`` what it is: a member of ``SIZES``, ``day`` or ``window``.
    """

    first: date
    last: date
    name: str = field(compare=False, default="")
    size: str = field(compare=False, default="window")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """What it is called in the language of the screen: ``2026年10月``."""
        return title(self, screen_language())

    def over(self, today: date) -> bool:
        """Whether it is finished: from the day after its last day."""
        return today > self.last


@dataclass(frozen=True)
class Calendar:
    """How an office cuts time, and its named windows."""

    year_starts: int = 1
    month_ends: int = 31
    windows: Mapping[str, tuple[date, date]] = field(default_factory=dict)

    @cached_property
    def _year_shift(self) -> int:
        """Months from an assessment year's first month back to January of the year naming it."""
        middle = self.month(2001, self.year_starts).first + DAY * 182
        return self.year_starts - 1 - 12 * (middle.year - 2001)

    def month(self, year: int, month: int) -> Period:
        """The office's month that is called ``year``-``month``."""
        year, month = _carry(year, month)
        first = _end_of_month(*_carry(year, month - 1), self.month_ends) + DAY
        return Period(first, _end_of_month(year, month, self.month_ends), f"{year}-{month:02d}", "month")

    def part(self, size: str, year: int, number: int = 1) -> Period:
        """The ``number``-th quarter, half or year (``number`` 1) of the assessment year ``year``."""
        length = _MONTHS[size]
        start = 1 + self._year_shift + (number - 1) * length
        name = {"year": f"{year}", "half": f"{year}H{number}", "quarter": f"{year}Q{number}"}[size]
        return Period(self.month(year, start).first, self.month(year, start + length - 1).last, name, size)

    def year_of(self, day: date) -> Period:
        """The assessment year that holds ``day``."""
        return self.holding("year", day)

    def holding(self, size: str, day: date) -> Period:
        """The sub-period of ``size`` that holds ``day``."""
        return _holding(self.year_starts, self.month_ends, size, day)

    def _find(self, size: str, day: date) -> Period:
        if size in ("workday", "day"):
            return Period(day, day, day.isoformat(), size)
        if size == "week":
            monday = day - DAY * day.weekday()
            year, week, _weekday = monday.isocalendar()
            return Period(monday, monday + DAY * 6, f"{year}-W{week:02d}", "week")
        month = day.year * 12 + day.month - 1 + (day > _end_of_month(day.year, day.month, self.month_ends))
        if size == "month":
            return self.month(month // 12, month % 12 + 1)
        year, place = divmod(month - self._year_shift, 12)
        return self.part(size, year, place // _MONTHS[size] + 1)

    def before(self, period: Period) -> Period:
        """The period of the same kind just before; for a window, as many days before it."""
        day = period.first - DAY
        if period.size == "window":
            first = day - (period.last - period.first)
            return Period(first, day, f"{first}..{day}")
        return self.holding(period.size, day)

    def ending_in(self, size: str, window: Period) -> Iterator[Period]:
        """The sub-periods of ``size`` whose last day lies in ``window``, in order.

        For ``workday`` every day is given; which of them are workdays the caller knows.
        """
        part = self.holding(size, window.first)
        while part.last <= window.last:
            yield part
            part = self.holding(size, part.last + DAY)

    def parse(self, text: str, today: date) -> Period:
        """The period that ``text`` names. Raises ``UsageError`` that shows the forms allowed."""
        found = self._named(text.strip()) or self.unnamed(text, today)
        if found is None:
            raise UsageError(_("“{text}” is not a period.").format(text=text), self._forms())
        return found

    def unnamed(self, text: str, today: date) -> Period | None:
        """The period that ``text`` is in words or figures, whatever the named windows; None if it is none.

        Without a year it is that of the calendar year of ``today``, a quarter or a half that of the
        assessment year; what has not begun by then is the last one.
        """
        words = _APART.sub("-", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
        for read in (self._relative, self._written, self._of_this_year):
            with suppress(ValueError, OverflowError):  # 2026-02-30, 2026-W54, year 0
                found = read(words.lower(), today)
                if found and within_reach(found.first) and within_reach(found.last):
                    return found
        return None

    def _named(self, text: str) -> Period | None:
        if text not in self.windows:
            return None
        first, last = self.windows[text]
        return Period(first, last, text)

    def _relative(self, text: str, today: date) -> Period | None:
        for size, words in _RELATIVE.items():
            if text in words:
                this = self.holding(size, today)
                return self.before(this) if words.index(text) % 2 else this
        return None

    def _written(self, text: str, _today: date | None = None) -> Period | None:
        for pattern, build in _FORMS:
            match = pattern.fullmatch(text)
            if match:
                return build(self, match)
        first, to, last = re.sub(r"\.\.|至|到|~", "|", text).partition("|")
        return self._from_to(first, last) if to else None

    def _from_to(self, first: str, last: str) -> Period | None:
        """The window from one day or month to another, which may lack its year (2026年6月至10月), or its month."""
        begin = self._written(first)
        before = ("", first[:4] + "年", first[: first.find("月") + 1])
        end = next(filter(None, (self._written(part + last) for part in before)), None)
        if not (begin and end) or begin > end or not {begin.size, end.size} <= {"day", "month"}:
            return None
        return begin if begin == end else self._window(begin, end)

    def _window(self, begin: Period, end: Period) -> Period:
        """From ``begin`` to ``end``, called by its days, or by its months where their ends are the office's own."""
        by_months = begin.size == end.size == "month" and self.month_ends < _LONGEST
        names = (begin.name, end.name) if by_months else (begin.first, end.last)
        return Period(begin.first, end.last, "..".join(map(str, names)))

    def _of_this_year(self, text: str, today: date) -> Period | None:
        if not re.match("第?[1-9一二三四上下]", text):
            return None
        this = today.year if "月" in text else int(self.year_of(today).name)
        found = (self._written(f"{year}年{text}") for year in (this, this - 1))
        return next((period for period in found if period and period.first <= today), None)

    def _forms(self) -> str:
        return _("Allowed: {forms}").format(forms=" ".join((*_SHOWN, *self.windows)))


def title(period: Period, language: str) -> str:
    """The period as it stands in a printed sentence: ``2026年10月``, ``2026年第三季度``.

    In English, its name as written; so also a window that the config names.
    """
    if language != "zh":
        return period.name
    if period.size == "window":
        return _window_title(period)
    if period.size in ("day", "workday"):
        return day_title(period.first, language)
    year, number = period.name[:4], int(period.name[4:].lstrip("-HQW") or 0)
    return {
        "year": f"{year}年",
        "half": f"{year}年{'上下'[number - 1 : number]}半年",
        "quarter": f"{year}年第{'一二三四'[number - 1 : number]}季度",
        "month": f"{year}年{number}月",
        "week": f"{year}年第{number}周",
    }[period.size]


def by_word(key: str) -> str:
    """The key of what was issued in the reader's language: ``2026-10 unit`` → ``2026年10月 单位``; other words stay."""
    return " ".join(_in_words(word) for word in key.split(" "))


def _in_words(word: str) -> str:
    if word in _KEY_WORDS:
        return _(word)
    found = Calendar().unnamed(word, date.min) if word[:1].isdecimal() else None
    return found.words if found else word


#: The words of which the keys of issued notices and pay lists are made, beside periods.
_KEY_WORDS = (N_("unit"), N_("informant"), N_("pay"))


def day_title(day: date, language: str) -> str:
    """A date as printed: ``2026年11月5日`` without leading zeros (GB/T 9704 7.3.5.4), or ISO."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def _window_title(window: Period) -> str:
    """``2026年1至10月``, ``2026年7月1日至10月9日``; the year once if it is one."""
    named = re.fullmatch(r"(\d{4})-(\d\d)\.\.(\d{4})-(\d\d)", window.name)
    if named:
        year, month, last_year, last_month = map(int, named.groups())
    elif ".." in window.name:
        (year, month), (last_year, last_month) = ((day.year, day.month) for day in (window.first, window.last))
    else:
        return window.name
    if named or (window.first.day == 1 and (window.last + DAY).day == 1 and (year, month) != (last_year, last_month)):
        same, apart = f"{year}年{month}至{last_month}月", f"{year}年{month}月至{last_year}年{last_month}月"
        return same if year == last_year else apart
    begin, end = day_title(window.first, "zh"), day_title(window.last, "zh")
    return f"{begin}至{end.removeprefix(f'{year}年')}"


@lru_cache(maxsize=65536)
def _holding(year_starts: int, month_ends: int, size: str, day: date) -> Period:
    # A year of facts asks for the same few hundred days again and again.
    return Calendar(year_starts, month_ends)._find(size, day)  # noqa: SLF001 - its own class


def _carry(year: int, month: int) -> tuple[int, int]:
    extra, place = divmod(month - 1, 12)
    return year + extra, place + 1


def _end_of_month(year: int, month: int, month_ends: int) -> date:
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(month_ends, last))


def _week(_calendar: Calendar, match: re.Match[str]) -> Period:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return Period(monday, monday + DAY * 6, f"{match[1]}-W{int(match[2]):02d}", "week")


def _month(calendar: Calendar, match: re.Match[str]) -> Period:
    if not 1 <= int(match[2]) <= 12:
        raise ValueError(match[2])
    return calendar.month(int(match[1]), int(match[2]))


def _quarter(calendar: Calendar, match: re.Match[str]) -> Period:
    return calendar.part("quarter", int(match[1]), _number(match[2]))


def _half(calendar: Calendar, match: re.Match[str]) -> Period:
    return calendar.part("half", int(match[1]), _number(match[2]))


def _months(calendar: Calendar, match: re.Match[str]) -> Period | None:
    return calendar._from_to(f"{match[1]}年{match[2]}月", f"{match[1]}年{match[3]}月")  # noqa: SLF001 - its own class


def _day(_calendar: Calendar, match: re.Match[str]) -> Period:
    day = date(*(int(part) for part in match.groups()))
    return Period(day, day, day.isoformat(), "day")


def _number(word: str) -> int:
    return {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}.get(word) or int(word)


_SHOWN = (
    *("2026年10月", "2026年三季度", "2026年上半年", "2026年", "2026年1-10月", "10月", "三季度", "上半年"),
    *("本月", "上月", "本季", "上季", "今年", "去年", "2026-07-01至2026-10-09"),
    *("2026", "2026H1", "2026Q3", "2026-10", "2026-W42", "2026-10-05", "2026-07-01..2026-10-09"),
    *("this-month", "last-month"),
)

_LONGEST = 31  # days of a month
#: Signs that are typed for a hyphen.
_APART = re.compile("[—–−]+")

_FORMS = [
    (re.compile(pattern, re.IGNORECASE | re.ASCII), build)
    for pattern, build in (
        (r"(\d{4})(?:年度?|年?全年)?", lambda calendar, match: calendar.part("year", int(match[1]))),
        (r"(\d{4})-?H([12])", _half),
        (r"(\d{4})年度?([上下])半年", _half),
        (r"(\d{4})-?Q([1-4])", _quarter),
        (r"(\d{4})年度?第?([一二三四1-4])季度?", _quarter),
        (r"(\d{4})[-.](\d{1,2})", _month),
        (r"(\d{4})年(\d{1,2})月份?", _month),
        (r"(\d{4})年(\d{1,2})月?[-至到~](\d{1,2})月份?", _months),
        (r"(\d{4})-?W(\d{1,2})", _week),
        (r"(\d{4})年第(\d{1,2})周", _week),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", _day),
        (r"(\d{4})\.(\d{1,2})\.(\d{1,2})", _day),
        (r"(\d{4})/(\d{1,2})/(\d{1,2})", _day),
        (r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", _day),
    )
]

# Pairs of (this, last): a word at an odd place means the period before.
_RELATIVE = {
    "day": ("今天", "昨天", "今日", "昨日", "today", "yesterday"),
    "week": ("本周", "上周", "这周", "上个周", "this-week", "last-week"),
    "month": ("本月", "上月", "这个月", "上个月", "this-month", "last-month"),
    "quarter": ("本季", "上季", "本季度", "上季度", "这个季度", "上个季度", "this-quarter", "last-quarter"),
    "half": ("本半年", "上个半年", "this-half", "last-half"),
    "year": ("今年", "去年", "本年", "上年", "全年", "上年度", "本年度", "上一年", "this-year", "last-year"),
}
