"""Where the office stands in what superior bodies made known (位次)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from infoledger.ledger.models import Placing
from infoledger.ledger.seals import table_of
from infoledger.periods import Period

_PLACINGS = table_of(Placing)


def placings_in(connection: Connection, window: Period) -> Sequence[Row[Any]]:
    """What was made known of periods that end in ``window``, or on its days; of one body and period the latest."""
    days = _PLACINGS.c.last.between(window.first, window.last), _PLACINGS.c.day.between(window.first, window.last)
    query = select(_PLACINGS).where(_PLACINGS.c.voided.is_(None), or_(*days)).order_by(_PLACINGS.c.day, _PLACINGS.c.id)
    rows = connection.execute(query).all()
    return list({(row.body, row.first, row.last): row for row in rows}.values())


def placing_of(connection: Connection, body: str, period: Period) -> Row[Any] | None:
    """What ``body`` made known last of ``period``, if it did."""
    same = (_PLACINGS.c.body == body, _PLACINGS.c.first == period.first, _PLACINGS.c.last == period.last)
    query = select(_PLACINGS).where(_PLACINGS.c.voided.is_(None), *same)
    return connection.execute(query.order_by(_PLACINGS.c.day.desc(), _PLACINGS.c.id.desc()).limit(1)).first()
