"""What was recorded, corrected and taken back after an entry of the journal.

By it a notice that was issued before the worth of facts was kept with it still has causes for what has changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from infoledger.kinds import KINDS
from infoledger.ledger.journal import SEALED
from infoledger.ledger.models import Change, Item, Recorded
from infoledger.ledger.seals import records, table_of
from infoledger.rules.facts import FACT_ORDER

_CHANGES = table_of(Change)
#: The kinds of facts by what holds them.
_KINDS: Mapping[type[Recorded], str] = {
    SEALED[kind.english]: kind.fact for kind in KINDS.values() if kind.fact in FACT_ORDER
}


class TakenBack(NamedTuple):
    """A fact that was taken back: its day, the units and informants concerned, the titles of its items."""

    kind: str
    day: date
    units: frozenset[int]
    informants: frozenset[int]
    titles: tuple[str, ...]


class Touched(NamedTuple):
    """The facts that were recorded and those that were corrected, by kind in runs of ids, and those taken back."""

    recorded: Mapping[str, Sequence[range]]
    corrected: Mapping[str, Sequence[range]]
    taken_back: Sequence[TakenBack]

    def was_recorded(self, kind: str, id: int) -> bool:
        """Whether the fact was recorded after the entry."""
        return any(id in ids for ids in self.recorded.get(kind, ()))

    def was_corrected(self, kind: str, id: int) -> bool:
        """Whether the fact was there before the entry, and was corrected after it."""
        return any(id in ids for ids in self.corrected.get(kind, ()))


def touched_since(connection: Connection, entry: int) -> Touched:
    """What entries after ``entry`` did to facts."""
    recorded: dict[str, list[range]] = {}
    corrected: dict[str, list[range]] = {}
    voided: list[TakenBack] = []
    names = [table_of(model).name for model in _KINDS]
    made = select(_CHANGES.c.of, _CHANGES.c.first, _CHANGES.c.last, _CHANGES.c.before)
    for row in connection.execute(made.where(_CHANGES.c.entry > entry, _CHANGES.c.of.in_(names))).all():
        model, ids = SEALED[row.of], range(row.first, row.last + 1)
        if row.before is None:
            recorded.setdefault(_KINDS[model], []).append(ids)
        elif "voided" in row.before:
            voided += _taken_back(connection, model, ids)
        else:
            corrected.setdefault(_KINDS[model], []).append(ids)
    return Touched(recorded, corrected, voided)


def _taken_back(connection: Connection, model: type[Recorded], ids: range) -> Iterator[TakenBack]:
    table = table_of(model)
    told = "submitted" if model is Item else "day"
    for found, _seal in list(records(connection, model, table.c.id >= ids.start, table.c.id < ids.stop)):
        if told not in found:  # a solicitation is of several days
            continue
        items = [found] if model is Item else _items(connection, found)
        units = {found.get("unit"), *(unit for item in items for unit in item.get("units", ()))} - {None}
        informants = {found.get("informant"), *(each for item in items for each in item.get("informants", ()))} - {None}
        day = date.fromisoformat(str(found[told]))
        titles = tuple(item["title"] for item in items)
        yield TakenBack(_KINDS[model], day, frozenset(units), frozenset(informants), titles)


def _items(connection: Connection, found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items that a record is about."""
    ids = found.get("items") or [found.get("item")]
    table = table_of(Item)
    return [item for item, _seal in list(records(connection, Item, table.c.id.in_([id for id in ids if id])))]
