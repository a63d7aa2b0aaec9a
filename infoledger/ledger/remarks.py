"""Errors found in issues after they went out (刊评)."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.bulletins import Issue
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Bulletin, Item, Remark
from infoledger.ledger.seals import table_of

_REMARKS, _BULLETINS, _ITEMS = map(table_of, (Remark, Bulletin, Item))


class Remarked(NamedTuple):
    """An error of a ``kind`` in the issue with the id ``bulletin``; ``ref`` is the item's, where one is named."""

    id: int
    bulletin: int
    kind: str
    day: date
    note: str | None
    ref: str | None


def add_remark(pen: Pen, issue: Issue, kind: str, note: str, day: date, item: int | None) -> int:
    """Record an error found on ``day`` in an issued ``issue``; its id. Raises ``InfoledgerError``."""
    if issue.content is None:
        raise InfoledgerError(
            _("{issue} is in preparation.").format(issue=issue.called), _("Mend it there; it has no readers yet.")
        )
    if issue.day and day < issue.day:
        raise InfoledgerError(_("{issue} was issued on {day}.").format(issue=issue.called, day=issue.day))
    row = {"bulletin": issue.id, "kind": kind, "day": day, "note": note, "item": item}
    pen.sentence = _("in {issue} was found: {kind}, {note}").format(issue=issue.called, kind=kind, note=note)
    return pen.insert(Remark, [row])[0]


def remarks(connection: Connection) -> list[Remarked]:
    """All that stand, by the issue and in the order recorded."""
    query = (
        select(_REMARKS, _ITEMS.c.ref)
        .join(_ITEMS, _ITEMS.c.id == _REMARKS.c.item, isouter=True)
        .where(_REMARKS.c.voided.is_(None))
        .order_by(_REMARKS.c.bulletin, _REMARKS.c.id)
    )
    return [Remarked(row.id, row.bulletin, row.kind, row.day, row.note, row.ref) for row in connection.execute(query)]
