"""The desk: what every command works with, put into the Typer context once by ``cli``."""

import getpass
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from infoledger.dates import parse_day
from infoledger.errors import InfoledgerError, UsageError
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.ledger.journal import Pen


class LetGoError(Exception):
    """Raised to let go of what was only rehearsed."""


class Desk:
    """Config, ledger, today and clerk of one call; nothing is opened before it is asked for.

    ``remarks`` are what the person who recorded is to be told of the ledger when all is done.
    """

    def __init__(self, config: Path | None, ledger: str | None, today: date, clerk: str | None) -> None:
        self.today = today
        self._clerk = clerk or os.environ.get("INFOLEDGER_CLERK")
        self._config = config
        self._ledger = ledger
        self.remarks: list[str] = []

    @cached_property
    def config(self) -> "Config":
        """The office's config. Raises ``UsageError`` with every mistake in it."""
        from infoledger.config import reading

        return reading.load(reading.find(self._config))

    @property
    def config_files(self) -> Mapping[str, Path]:
        """The config and all that it names, by the names that copies of them have; nothing where there is no config."""
        from infoledger.config.belongings import belongings
        from infoledger.config.reading import find

        try:
            return belongings(find(self._config))
        except UsageError:  # with --ledger there may be none
            return {}

    @cached_property
    def clerk(self) -> str:
        """Who records: ``--clerk``, else ``$INFOLEDGER_CLERK``, the config's, the system's user."""
        clerk = self._clerk
        if not clerk:
            with suppress(UsageError):  # with --ledger there may be no config
                clerk = self.config.clerk
        return clerk or _system_user()

    @property
    def ledger(self) -> str:
        """Where the ledger is: a file or a SQLAlchemy URL; ``--ledger`` needs no config."""
        return self._ledger or self.config.ledger

    @contextmanager
    def reading(self) -> Iterator["Connection"]:
        """A connection that reads one state of the ledger. Raises ``LedgerUnavailableError``."""
        from infoledger.ledger.database import open_ledger

        with open_ledger(self.ledger) as ledger, ledger.reading() as connection:
            yield connection

    @contextmanager
    def recording(self, command: str) -> Iterator["Pen"]:
        """The pen with which ``command`` writes one journal entry: all of it, or on an error nothing.

        The ledger is made if it is not there yet.
        """
        from infoledger.ledger.database import open_ledger

        with open_ledger(self.ledger, create=True) as ledger:
            try:
                with ledger.entry(self.clerk, command) as pen:
                    yield pen
            finally:
                self.remarks += map(str, ledger.remarks)

    @contextmanager
    def rehearsing(self, command: str) -> Iterator["Pen"]:
        """The pen as of ``recording``, to see what would be said or refused: nothing that it writes is kept."""
        with suppress(LetGoError), self.recording(command) as pen:
            yield pen
            raise LetGoError

    def blamed(self, error: Exception) -> Exception:
        """What to tell in place of ``error``: that the ledger was changed past the program, if that may explain it."""
        if "infoledger.ledger.database" not in sys.modules:  # no ledger was opened: help or misuse ends here
            return error
        from infoledger.ledger.tampering import may_come_of_tampering, tampering

        if may_come_of_tampering(error):
            with suppress(InfoledgerError), self.reading() as connection:
                return tampering(connection, self.ledger) or error
        return error

    def period(self, text: str) -> Period:
        """The period that ``text`` names. Raises ``UsageError`` that shows the forms allowed."""
        return self.config.calendar.parse(text, self.today)

    def day(self, text: str | None) -> date:
        """The day that ``text`` (of ``--on``) names; without it, today."""
        return parse_day(text, self.today) if text else self.today


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user id, no variables, no pwd module
        return "unknown"
