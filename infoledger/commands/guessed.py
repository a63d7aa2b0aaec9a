"""What commands that count workdays say of years whose holidays nobody has written down."""

from infoledger.console import say
from infoledger.office.reckoning import guessed_years
from infoledger.periods import Period
from infoledger.workdays import Workdays


def say_guessed(workdays: Workdays, window: Period) -> None:
    """Say which years of ``window`` have workdays that are only guessed, and what to do about it."""
    for sentence in guessed_years(workdays, window):
        say(sentence)
