"""What is recorded twice: the same of one day, which may be one fact recorded again by mistake."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection

from infoledger.folding import fold
from infoledger.kinds import KINDS
from infoledger.ledger.journal import SEALED
from infoledger.ledger.models import Recorded
from infoledger.ledger.recording import TABLES, cleaned
from infoledger.ledger.seals import records, table_of
from infoledger.ledger.shapes import NewFact

Mark = tuple[Any, ...]


def repeated(connection: Connection, new: Sequence[NewFact]) -> list[int | None]:
    """For each of ``new``, facts of one kind, the id of one of the same day that is the same, 0 for one before it.

    None where there is none.
    """
    if not new or not _alike(TABLES[type(new[0])]):
        return [None] * len(new)
    model = TABLES[type(new[0])]
    rows = [cleaned(fact) for fact in new]
    days = [row[_dated(model)] for row in rows]
    within = table_of(model).c[_dated(model)].between(min(days), max(days))
    seen = {mark: found["id"] for found in _live(connection, model, within) for mark in _marks(model, found)}
    same: list[int | None] = []
    for row in rows:
        marks = _marks(model, row)
        same.append(next((seen[mark] for mark in marks if mark in seen), None))
        for mark in marks:
            seen.setdefault(mark, 0)
    return same


def doubles(connection: Connection) -> Iterator[tuple[type[Recorded], int, int]]:
    """The table and id of each fact that is the same as an earlier one of its day, and the id of that one."""
    for model in (SEALED[kind.english] for kind in KINDS.values() if kind.alike):
        seen: dict[Mark, int] = {}
        for found in _live(connection, model):
            marks = _marks(model, found)
            first = next((seen[mark] for mark in marks if mark in seen), None)
            if first is not None:
                yield model, found["id"], first
            for mark in marks:
                seen.setdefault(mark, found["id"])


def _alike(model: type[Recorded]) -> tuple[str, ...]:
    return KINDS[table_of(model).name].alike


def _dated(model: type[Recorded]) -> str:
    return KINDS[table_of(model).name].day


def _live(connection: Connection, model: type[Recorded], *where: ColumnElement[bool]) -> Iterator[Mapping[str, Any]]:
    return (found for found, _seal in records(connection, model, table_of(model).c.voided.is_(None), *where))


def _marks(model: type[Recorded], row: Mapping[str, Any]) -> list[Mark]:
    """What a fact shares with those that are the same: one mark for each of its items, if it may have several."""
    said = [row.get(name) for name in _alike(model) if name != "items"]
    mark = (str(row[_dated(model)]), *(fold(word) if isinstance(word, str) else word for word in said))
    return [(*mark, item) for item in row.get("items", ())] if "items" in _alike(model) else [mark]
