"""Whose titles a paper or a page that many read may not name."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Text, cast, select

from infoledger.ledger.models import Adoption, AdoptionItem, BulletinItem, Change, Item
from infoledger.ledger.seals import table_of

_ITEMS, _ADOPTIONS, _BEHIND, _PLACES = map(table_of, (Item, Adoption, AdoptionItem, BulletinItem))
_CHANGES = table_of(Change)


def withheld_titles(connection: Connection, levels: Sequence[str], limit: str) -> set[str]:
    """The titles of items above ``limit``, one of ``levels`` (low to high), and those under which they came out.

    These are the titles that they bear and those that they bore before they were edited, unless
    another item, that is not above it, bears such a one. An item without secrecy is of the lowest; one that the
    config no longer declares is withheld.
    """
    allowed = levels[: levels.index(limit) + 1]
    secret = (_ITEMS.c.secrecy.is_not(None), _ITEMS.c.secrecy.not_in(allowed))
    items = dict(connection.execute(select(_ITEMS.c.id, _ITEMS.c.title).where(*secret)).all())
    if not items:
        return set()
    behind = select(_ADOPTIONS.c.id, _ADOPTIONS.c.published_title).join(_BEHIND, _BEHIND.c.adoption == _ADOPTIONS.c.id)
    pieces = dict(connection.execute(behind.join(_ITEMS, _ITEMS.c.id == _BEHIND.c.item).where(*secret)).all())
    in_issues = select(_PLACES.c.title).join(_ITEMS, _ITEMS.c.id == _PLACES.c.item).where(*secret)
    present = {*items.values(), *pieces.values(), *connection.execute(in_issues).scalars()}
    former = {
        *_former(connection, _ITEMS.name, items, "title"),
        *_former(connection, _ADOPTIONS.name, pieces, "published_title"),
    }
    return {title for title in present | (former - _borne(connection, former, items)) if title}


def _former(connection: Connection, table: str, rows: Mapping[int, str], column: str) -> Iterator[str]:
    """What ``column`` said in ``rows`` of ``table`` before it was changed."""
    ids = sorted(rows)
    changes = select(_CHANGES.c.first, _CHANGES.c.last, _CHANGES.c.before).where(
        _CHANGES.c.of == table, _CHANGES.c.before.is_not(None), cast(_CHANGES.c.before, Text).contains(f'"{column}"')
    )
    for first, last, before in connection.execute(changes):
        place = bisect_left(ids, first)
        if place < len(ids) and ids[place] <= last and isinstance(before.get(column), str):
            yield before[column]


def _borne(connection: Connection, titles: set[str], but: Mapping[int, str]) -> set[str]:
    """Those of ``titles`` that items bear beside those in ``but``."""
    bearing = (_ITEMS.c.title.in_(titles), _ITEMS.c.voided.is_(None))
    found = connection.execute(select(_ITEMS.c.id, _ITEMS.c.title).where(*bearing))
    return {row.title for row in found if row.id not in but}
