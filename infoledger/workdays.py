"""Which days are workdays in China: weekends, official holidays and make-up days."""

from datetime import date


def is_workday(day: date) -> bool:
    """Whether ``day`` is worked, by the State Council's yearly arrangement.

    For a year whose arrangement the installed calendar does not have: Monday to Friday.
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
