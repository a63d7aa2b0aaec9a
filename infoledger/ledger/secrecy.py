"""Secrecy (密级): what may be sent to whom, and printed where. No override helps here."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from infoledger.config.model import Body, Config, Publication
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.combined import stood_for
from infoledger.ledger.models import Item
from infoledger.ledger.seals import table_of

_ITEMS = table_of(Item)


def refuse_too_secret(
    connection: Connection, config: Config, items: Collection[int], taker: Body | Publication
) -> None:
    """Raise ``InfoledgerError`` if one of ``items``, or a source of one, is above what ``taker`` takes.

    Without a limit (``secrecy_at_most``) that is all that the config declares.
    """
    limit = taker.secrecy_at_most or config.secrecy[-1]
    allowed = config.secrecy[: config.secrecy.index(limit) + 1]
    wanted = {*items, *stood_for(connection, items)}  # a source may have become more secret
    query = select(_ITEMS.c.ref, _ITEMS.c.secrecy).where(_ITEMS.c.id.in_(wanted)).order_by(_ITEMS.c.id)
    for item in connection.execute(query):
        if item.secrecy and item.secrecy not in allowed:
            raise InfoledgerError(
                _("{ref} is {secrecy}; {taker} takes items up to {limit}.").format(
                    ref=item.ref, secrecy=item.secrecy, taker=taker.name, limit=limit
                )
            )
