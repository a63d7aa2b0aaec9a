"""What an item said before: its versions, read back from the journal."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from infoledger.ledger.models import Change, Entry, Item
from infoledger.ledger.seals import table_of

_CHANGES, _ENTRIES, _ITEMS = map(table_of, (Change, Entry, Item))


class Version(NamedTuple):
    """Title and text of an item as journal entry ``entry`` of ``clerk`` left them; ``at`` is in UTC, ISO 8601."""

    entry: int
    at: str
    clerk: str
    title: str
    body: str


def versions(connection: Connection, item: int) -> list[Version]:
    """The versions of an item, the submitted one (原稿) first, the present one last."""
    return [*_backwards(connection, item)][::-1]


def _backwards(connection: Connection, item: int) -> Iterator[Version]:
    present = connection.execute(select(_ITEMS).where(_ITEMS.c.id == item)).one()
    title, body = present.title, present.body or ""
    edits = (
        select(_ENTRIES.c.id, _ENTRIES.c.at, _ENTRIES.c.clerk, _CHANGES.c.before)
        .join(_ENTRIES, _ENTRIES.c.id == _CHANGES.c.entry)
        .where(_CHANGES.c.of == _ITEMS.name, _CHANGES.c.first <= item, _CHANGES.c.last >= item)
        .where(_CHANGES.c.before.is_not(None))
        .order_by(_CHANGES.c.id.desc())
    )
    for edit in connection.execute(edits):
        if edit.before.keys() & {"title", "body"}:
            yield Version(edit.id, edit.at, edit.clerk, title, body)
            title, body = edit.before.get("title", title), edit.before.get("body", body) or ""
    first = connection.execute(select(_ENTRIES).where(_ENTRIES.c.id == present.entry)).one()
    yield Version(first.id, first.at, first.clerk, title, body)
