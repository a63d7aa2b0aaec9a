"""Whether a ledger was changed past the program, where a command broke off for a reason that nobody foresaw.

A day that is none, a number that is a word, a trigger that refuses: each raises something else, at
another place. So whatever breaks off a command makes this look through the ledger, once, for what
``check`` finds of that kind.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from infoledger.errors import Finding, LedgerUnavailableError
from infoledger.i18n import _
from infoledger.ledger.cells import odd_cells
from infoledger.ledger.complaints import UnnamedFailureError, masked
from infoledger.ledger.database import SCHEMA, ledger_file
from infoledger.ledger.remains import bring_back
from infoledger.ledger.structure import foreign
from infoledger.ledger.verification import verify

# What may be raised where a stored value is not what it is taken for, or the database refuses a sound statement.
_DOUBTFUL = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
    *(SQLAlchemyError, UnnamedFailureError),
)
_TOLD = 10


def may_come_of_tampering(error: Exception) -> bool:
    """Whether ``error`` is of a kind that something put into the ledger by hand may cause."""
    return isinstance(error, _DOUBTFUL)


def tampering(connection: Connection, url: str) -> LedgerUnavailableError | None:
    """What to tell in place of an unforeseen error: the first things in the ledger at ``url`` that others wrote."""
    for look in _looks(connection):
        if found := list(islice(look, _TOLD)):
            return LedgerUnavailableError(
                _("The ledger {ledger} was changed past infoledger, so that this cannot be done.").format(
                    ledger=masked(url)
                ),
                _("“infoledger check” tells all of it.") + " " + bring_back(ledger_file(url)),
                found,
            )
    return None


def _looks(connection: Connection) -> Iterator[Iterable[Finding]]:
    """From what is looked through at once to what takes a while."""
    yield foreign(connection, SCHEMA)
    yield odd_cells(connection)
    yield verify(connection)
