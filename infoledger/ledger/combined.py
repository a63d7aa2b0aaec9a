"""Combined items (综合): one new text made from several items, for which it stands.

Forwarding, adopting or instructing it records the items behind it; by itself it is no submission.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.journal import Pen
from infoledger.ledger.links import linked
from infoledger.ledger.models import Item, ItemInformant, ItemSource, ItemUnit, Link
from infoledger.ledger.recording import record_items
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewItem
from infoledger.periods import Calendar

_ITEMS = table_of(Item)


def sources_of(connection: Connection, items: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """By item, the items for which it stands: of a combined one its sources, of any other itself."""
    wanted = list(items)
    behind = linked(connection, ItemSource, wanted)
    return {item: behind.get(item, (item,)) for item in wanted}


def stood_for(connection: Connection, items: Iterable[int]) -> tuple[int, ...]:
    """``items`` with the sources of each combined one in its place, each once."""
    return tuple(dict.fromkeys(source for sources in sources_of(connection, items).values() for source in sources))


def units_of(connection: Connection, items: Iterable[int]) -> tuple[int, ...]:
    """The units that submitted ``items``, each once, in order."""
    return _all(connection, ItemUnit, list(items))


def merge_items(pen: Pen, sources: Sequence[int], made: NewItem, secrecy: Sequence[str], calendar: Calendar) -> str:
    """Record ``made`` as combined from ``sources`` and return its reference.

    Units and informants are those of the sources; unless ``made`` says otherwise it is as secret as
    the most secret of them, of their category if they have one, and says what they say. Raises
    ``InfoledgerError`` for fewer than two sources, or where it would be less secret than one.
    """
    connection, behind = pen.connection, stood_for(pen.connection, sources)
    if len(behind) < 2:
        raise InfoledgerError(_("A combined item is made from at least two items."))
    rows = {row.id: row for row in connection.execute(select(_ITEMS).where(_ITEMS.c.id.in_(behind)))}
    texts = [rows[source] for source in behind]
    highest = max((secrecy.index(row.secrecy) for row in texts if row.secrecy in secrecy), default=0)
    if made.secrecy and secrecy.index(made.secrecy) < highest:
        raise InfoledgerError(
            _("A combined item is at least as secret as its sources: {secrecy}.").format(secrecy=secrecy[highest])
        )
    categories = {row.category for row in texts}
    whole = replace(
        made,
        sources=behind,
        units=units_of(connection, behind),
        informants=_all(connection, ItemInformant, behind),
        secrecy=made.secrecy or (secrecy[highest] if highest else None),
        category=made.category or (categories.pop() if len(categories) == 1 else None),
        body=made.body or "\n\n".join(f"{row.title}\n{row.body or ''}".strip() for row in texts),
    )
    (ref,) = record_items(pen, [whole], calendar)
    refs = "、".join(row.ref for row in texts)
    pen.sentence = _("{ref} “{title}” was combined from {refs}").format(ref=ref, title=made.title, refs=refs)
    return ref


def _all(connection: Connection, link: type[Link], items: Sequence[int]) -> tuple[int, ...]:
    found = linked(connection, link, items)
    return tuple(dict.fromkeys(each for item in items for each in found.get(item, ())))
