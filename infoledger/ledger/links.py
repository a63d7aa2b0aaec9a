"""What rows are tied to, in order: the items of a piece, the units of an item, the sources of a combined one."""

from collections.abc import Iterable

from sqlalchemy import Connection, Select, select

from infoledger.ledger.models import Link
from infoledger.ledger.seals import in_parts, link_columns, table_of

_AT_ONCE = 5000  # rows held at a time beside what is made of them


def linked(
    connection: Connection, link: type[Link], owners: Iterable[int] | Select[tuple[int]]
) -> dict[int, tuple[int, ...]]:
    """The ids that ``link`` ties to each of ``owners`` (ids, or a query for them), in order.

    Owners that are tied to nothing are left out.
    """
    table = table_of(link)
    owner, (value, *_more) = link_columns(link)
    found: dict[int, tuple[int, ...]] = {}
    known: dict[int, tuple[int]] = {}  # a hundred thousand items are of a few thousand units
    for part in (owners,) if isinstance(owners, Select) else in_parts(owners):
        query = select(table.c[owner], table.c[value]).where(table.c[owner].in_(part))
        for rows in connection.execute(query.order_by(table.c[owner], table.c.position)).partitions(_AT_ONCE):
            for key, to in rows:
                before = found.get(key)
                found[key] = (*before, to) if before else known.setdefault(to, (to,))
    return found
