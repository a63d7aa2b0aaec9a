"""Secrecy (密级): what may be sent to whom. No override helps here."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from infoledger.config.model import Config
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.models import Item
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewForward

_ITEMS = table_of(Item)


def refuse_too_secret(connection: Connection, config: Config, forwards: Iterable[NewForward]) -> None:
    """Raise ``InfoledgerError`` for an item that is above what its body may be sent (``secrecy_at_most``)."""
    for forward in forwards:
        body = config.bodies.get(forward.body)
        limit = body.secrecy_at_most if body else ""
        item = connection.execute(select(_ITEMS.c.ref, _ITEMS.c.secrecy).where(_ITEMS.c.id == forward.item)).one()
        if limit and item.secrecy and item.secrecy not in config.secrecy[: config.secrecy.index(limit) + 1]:
            raise InfoledgerError(
                _("{ref} is {secrecy}; {body} takes items up to {limit}.").format(
                    ref=item.ref, secrecy=item.secrecy, body=forward.body, limit=limit
                )
            )
