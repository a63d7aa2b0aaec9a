"""Which days are workdays in China: weekends, official holidays and make-up days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from infoledger.i18n import _, listed


@dataclass(frozen=True, slots=True)
class Workdays:
    """The State Council's yearly arrangement, as the installed calendar has it and the office adds to it.

    ``holidays`` (放假) and ``makeup_days`` (调休上班) are the office's own, and go before the calendar's.
    """

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        """Whether ``day`` is worked; in a year whose arrangement nobody knows: Monday to Friday."""
        import chinese_calendar

        assert isinstance(day, date)
        if day in self.holidays or day in self.makeup_days:
            return day in self.makeup_days
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() < 5

    def known(self, year: int) -> bool:
        """Whether a day of ``year`` is among the office's own or in the installed calendar."""
        from chinese_calendar.constants import holidays

        return any(day.year == year for days in (self.holidays, self.makeup_days, holidays) for day in days)

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years from ``first`` to ``last`` of which only the weekends are known."""
        return tuple(year for year in range(first.year, last.year + 1) if not self.known(year))


def told_unknown(years: Iterable[int]) -> str:
    """The sentence that says that the holidays of ``years`` are not known."""
    told = _("The holidays of {years} are not known: Monday to Friday count as workdays.")
    return told.format(years=listed(map(str, years)))
