"""What the databases complain of, as sentences for a clerk."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError, InternalError, OperationalError

from infoledger.errors import LedgerUnavailableError
from infoledger.i18n import _
from infoledger.ledger.remains import bring_back

# Errors of the database itself; others of their kin are mistakes in a statement.
_FAILURES = (DatabaseError, OperationalError, InternalError, sqlite3.DatabaseError, sqlite3.OperationalError)
# Another command has the lock; the last is PostgreSQL's lock_not_available.
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, "55P03")


class InUseError(LedgerUnavailableError):
    """The ledger is whole, but another command did not let go of it in time."""

    def __init__(self, address: URL) -> None:
        super().__init__(
            _("The ledger {ledger} is in use by another command.").format(ledger=shown(address)),
            _("Try again in a moment."),
        )


class UnnamedFailureError(LedgerUnavailableError):
    """The database refused for a reason of which nothing more is known than its own words."""

    def __init__(self, address: URL, reason: str) -> None:
        super().__init__(
            _("The ledger {ledger} cannot be used: {reason}").format(ledger=shown(address), reason=reason),
            _("“infoledger check” looks for damage; a copy made by “infoledger backup” can be restored."),
        )


def damaged(address: URL) -> LedgerUnavailableError:
    """The ledger is broken: nothing more is recorded in it."""
    return LedgerUnavailableError(_("The ledger {ledger} is damaged.").format(ledger=shown(address)), _cure(address))


def _cure(address: URL) -> str:
    file = address.database if address.get_backend_name() == "sqlite" else None
    return bring_back(Path(file) if file else None)


@contextmanager
def spoken(address: URL) -> Iterator[None]:
    """Turn what the database complains of into a sentence; a mistake in a statement stays a bug."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if type(error) not in _FAILURES:
            raise
        complaint = getattr(error, "orig", error)
        if _reason(complaint) in _BUSY:
            raise InUseError(address) from error
        known = _complaints(address).get(_reason(complaint))
        if known is None:
            raise UnnamedFailureError(address, str(complaint).strip()) from error
        message, hint = known
        raise LedgerUnavailableError(message.format(ledger=shown(address)), hint) from error


def _reason(error: BaseException) -> str | int:
    # The low byte is SQLite's primary result code.
    return getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorcode", 0) & 0xFF


def _complaints(address: URL) -> Mapping[str | int, tuple[str, str]]:
    return {
        sqlite3.SQLITE_READONLY: (
            _("The ledger {ledger} can be read but not written here."),
            _("Ask for the right to write the file and its folder."),
        ),
        sqlite3.SQLITE_CANTOPEN: (_("The ledger {ledger} cannot be opened."), _("Ask for the right to read the file.")),
        sqlite3.SQLITE_NOTADB: (
            _("{ledger} is not a ledger."),
            _("Check the file that was named, or the path under `ledger` in the config."),
        ),
        sqlite3.SQLITE_CORRUPT: (_("The ledger {ledger} is damaged."), _cure(address)),
        sqlite3.SQLITE_IOERR: (
            _("The disk of the ledger {ledger} cannot be read or written."),
            _("It may be full or broken, or lie on a machine that is gone."),
        ),
        sqlite3.SQLITE_FULL: (_("The disk of the ledger {ledger} is full."), ""),
    }


def shown(address: URL) -> str:
    """The address as a person knows it: the path of a file, a URL without its password."""
    if address.get_backend_name() == "sqlite":
        return address.database or ""
    return masked(address.render_as_string(hide_password=False))


def masked(url: str) -> str:
    """``url``, of whatever scheme and however wrong, without the passwords that it may hold."""
    return _IN_QUERY.sub(r"\1***", _BEFORE_HOST.sub(r"\1:***@", url))


# In user:password@host up to the last @, as people forget to write %40 for one in a password.
_BEFORE_HOST = re.compile(r"(?<=//)([^:/?#]*):.*@", re.DOTALL)
_IN_QUERY = re.compile(r"(?i)([?&;]\w*(?:pass|passwd|password|pwd|secret|token)=)[^&;]*")
