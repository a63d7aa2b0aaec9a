"""The journal as it is read: what was recorded, and which of it concerns an item or a unit."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select

from infoledger.ledger import models
from infoledger.ledger.journal import SEALED
from infoledger.ledger.listing import tied_to
from infoledger.ledger.models import Change, Entry, Recorded
from infoledger.ledger.seals import table_of

_ENTRIES = table_of(Entry)
_CHANGES = table_of(Change)


class Concern(NamedTuple):
    """The item or unit whose entries are sought."""

    model: type[Recorded]
    id: int

    @property
    def column(self) -> str:
        """What columns and links that refer to it are called."""
        return "item" if self.model is models.Item else "unit"


class Told(NamedTuple):
    """An entry of the journal; ``undone`` if a later one took it back."""

    id: int
    at: str
    clerk: str
    sentence: str
    undone: bool


def entries(connection: Connection, concern: Concern | None = None) -> Iterator[Told]:
    """The entries in the order recorded; only those that touched a record of ``concern``, if given."""
    undo = _ENTRIES.alias()
    undone = _ENTRIES.c.id.in_(select(undo.c.undoes).where(undo.c.undoes.is_not(None)))
    query = select(
        _ENTRIES.c.id, _ENTRIES.c.at, _ENTRIES.c.clerk, _ENTRIES.c.sentence, undone.label("undone")
    ).order_by(_ENTRIES.c.id)
    if concern:
        query = query.where(or_(*_touching(concern)))
    return (Told(row.id, row.at, row.clerk, row.sentence, bool(row.undone)) for row in connection.execute(query))


def _touching(concern: Concern) -> Iterator[ColumnElement[bool]]:
    """For each table, whether an entry changed one of its rows that concerns it."""
    for name, model in SEALED.items():
        rows = table_of(model)
        tied = [rows.c.id == concern.id] if model is concern.model else list(tied_to(model, concern.column, concern.id))
        if tied:
            touched = select(_CHANGES.c.entry).join(rows, rows.c.id.between(_CHANGES.c.first, _CHANGES.c.last))
            yield _ENTRIES.c.id.in_(touched.where(_CHANGES.c.of == name, or_(*tied)))
