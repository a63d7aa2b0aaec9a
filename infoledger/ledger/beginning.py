"""When the ledger began: what happened before is not known, and nothing is compared with it."""

from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from infoledger.ledger.models import Item
from infoledger.ledger.seals import table_of
from infoledger.periods import Period

_ITEMS = table_of(Item)
#: The first item need not come on the first day.
_QUIET = timedelta(days=7)


def first_day(connection: Connection) -> date | None:
    """The day on which the first item of the ledger was submitted."""
    query = select(func.min(_ITEMS.c.submitted)).where(_ITEMS.c.voided.is_(None))
    first: date | None = connection.execute(query).scalar_one()
    return first


def begun_by(connection: Connection, period: Period) -> bool:
    """Whether the first item of the ledger was submitted before ``period``, or in its first week."""
    first = first_day(connection)
    return first is not None and first <= period.first + _QUIET
