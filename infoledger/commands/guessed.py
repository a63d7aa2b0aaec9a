"""What commands that count workdays say of years whose holidays nobody has written down."""

from infoledger.console import say
from infoledger.i18n import _
from infoledger.periods import Period
from infoledger.workdays import Workdays, told_unknown


def say_guessed(workdays: Workdays, window: Period) -> None:
    """Say which years of ``window`` have workdays that are only guessed, and what to do about it."""
    if years := workdays.unknown(window.first, window.last):
        say(f"{told_unknown(years)} {_('Write them under “holidays” and “makeup_days” in config.yaml.')}")
