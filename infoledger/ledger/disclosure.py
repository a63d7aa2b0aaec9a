"""Whose titles a paper or a page that many read may not name."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from infoledger.ledger.models import Item
from infoledger.ledger.seals import table_of

_ITEMS = table_of(Item)


def withheld_titles(connection: Connection, levels: Sequence[str], limit: str) -> dict[int, str]:
    """The titles, by id, of items above ``limit``, one of ``levels`` (low to high).

    An item without secrecy is of the lowest; one that the config no longer declares is withheld.
    """
    allowed = levels[: levels.index(limit) + 1]
    query = select(_ITEMS.c.id, _ITEMS.c.title).where(_ITEMS.c.secrecy.is_not(None), _ITEMS.c.secrecy.not_in(allowed))
    return {row.id: row.title for row in connection.execute(query)}
