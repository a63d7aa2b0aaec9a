"""Whose titles a paper or a page that many read may not name."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from infoledger.ledger.models import Adoption, AdoptionItem, BulletinItem, Item
from infoledger.ledger.seals import table_of

_ITEMS, _ADOPTIONS, _BEHIND, _PLACES = map(table_of, (Item, Adoption, AdoptionItem, BulletinItem))


def withheld_titles(connection: Connection, levels: Sequence[str], limit: str) -> set[str]:
    """The titles of items above ``limit``, one of ``levels`` (low to high), and those under which they came out.

    An item without secrecy is of the lowest; one that the config no longer declares is withheld.
    """
    allowed = levels[: levels.index(limit) + 1]
    secret = (_ITEMS.c.secrecy.is_not(None), _ITEMS.c.secrecy.not_in(allowed))
    own = select(_ITEMS.c.title).where(*secret)
    elsewhere = select(_ADOPTIONS.c.published_title).join(_BEHIND, _BEHIND.c.adoption == _ADOPTIONS.c.id)
    in_issues = select(_PLACES.c.title).select_from(_PLACES)
    published = (
        elsewhere.join(_ITEMS, _ITEMS.c.id == _BEHIND.c.item).where(*secret),
        in_issues.join(_ITEMS, _ITEMS.c.id == _PLACES.c.item).where(*secret),
    )
    found = (title for query in (own, *published) for title in connection.execute(query).scalars())
    return {title for title in found if title}
