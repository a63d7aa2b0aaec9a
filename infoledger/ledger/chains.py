"""Follow-ups (续报): the items on one event, the first report first."""

from sqlalchemy import Connection, select

from infoledger.ledger.models import Item
from infoledger.ledger.seals import table_of

_ITEMS = table_of(Item)


def chain(connection: Connection, item: int) -> list[int]:
    """The first report that ``item`` goes back to and all that follow it up, in the order submitted."""
    live = select(_ITEMS.c.id, _ITEMS.c.follows).where(_ITEMS.c.voided.is_(None))
    first, seen = item, {item}
    while (row := connection.execute(live.where(_ITEMS.c.id == first)).first()) and row.follows not in {None, *seen}:
        first = row.follows
        seen.add(first)
    found, newest = {first}, {first}
    while newest:
        following = connection.execute(live.where(_ITEMS.c.follows.in_(newest))).all()
        newest = {row.id for row in following} - found
        found |= newest
    order = select(_ITEMS.c.id).where(_ITEMS.c.id.in_(found), _ITEMS.c.voided.is_(None))
    return list(connection.execute(order.order_by(_ITEMS.c.submitted, _ITEMS.c.submitted_time, _ITEMS.c.id)).scalars())
