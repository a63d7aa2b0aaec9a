"""Records as a clerk reads them: one row a record, names for ids, what was taken back left out.

Columns bear the names of the import; before them stands the id by which ``void`` knows
the record, or an item's reference.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_key
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.ledger import models
from infoledger.ledger.journal import SEALED
from infoledger.ledger.links import linked
from infoledger.ledger.models import Recorded
from infoledger.ledger.recording import cleaned
from infoledger.ledger.register import Register, load_register
from infoledger.ledger.roll import Cells, listed_informants, listed_units
from infoledger.ledger.seals import in_parts, link_columns, links, table_of
from infoledger.periods import Period

_ITEMS = table_of(models.Item)
_SOLICITATIONS = table_of(models.Solicitation)

#: The table of each kind of fact.
MODELS: Mapping[str, type[Recorded]] = {
    kind.english: SEALED[kind.english] for kind in KINDS.values() if not kind.enrolled
}


class Listing:
    """The records of a ledger, kind by kind."""

    def __init__(self, connection: Connection, config: Config, register: Register | None = None) -> None:
        """The ``register``, if it is at hand, need not be read."""
        self.register: Register = register or load_register(connection)
        self._connection = connection
        self._outlets = {(outlet.name, outlet.body): outlet_key(config, outlet) for outlet in config.outlets}

    def within(self, kind: str, window: Period | None = None, unit: int | None = None) -> Iterator[Cells]:
        """The records of ``kind`` dated in ``window`` by day, only those of ``unit``; all, if there is none.

        Of units and informants those who were members in ``window``, in the order registered.
        """
        if kind in _ROLLS:
            members = _ROLLS[kind](self._connection, self.register, window, unit)
            yield from (_only(kind, member) for member in members)
        else:
            where = [_day(kind).between(window.first, window.last)] if window else []
            yield from self._rows(kind, *where, *(tied_to(MODELS[kind], "unit", unit) if unit is not None else []))

    def one(self, kind: str, identity: int) -> Cells:
        """The record of ``kind`` with this id. Raises ``InfoledgerError`` if none stands."""
        for cells in self._rows(kind, table_of(MODELS[kind]).c.id == identity):
            return cells
        raise InfoledgerError(
            _("There is no record {id}, or it was taken back.").format(id=identity),
            _("“infoledger records {kind}” shows those that stand.").format(kind=kind),
        )

    def new(self, kind: str, shape: Any, **more: Any) -> Cells:
        """What is about to be recorded as ``kind``, with ``more`` of its columns: without reading it again.

        The items that it names are left out.
        """
        row = {**cleaned(shape), **more}
        return _only(kind, self._named(row, row[KINDS[kind].day], {}))

    def these(self, kind: str, ids: Collection[int]) -> Iterator[Cells]:
        """Those records of ``kind`` with these ``ids`` that stand."""
        for part in in_parts(ids):
            yield from self._rows(kind, table_of(MODELS[kind]).c.id.in_(part))

    def about(self, kind: str, item: int) -> Iterator[Cells]:
        """The facts of ``kind`` that concern ``item``; there are none of a kind that names no item."""
        for where in tied_to(MODELS[kind], "item", item):
            yield from self._rows(kind, where)

    def _rows(self, kind: str, *where: ColumnElement[bool]) -> Iterator[Cells]:
        table = table_of(MODELS[kind])
        columns = [column for column in table.columns if column is not _ITEMS.c.body]  # long, and shown alone
        query = select(*columns).where(table.c.voided.is_(None), *where).order_by(_day(kind), table.c.id)
        rows: list[Cells] = [dict(row) for row in self._connection.execute(query).mappings()]
        for name, link in links(MODELS[kind]).items():
            tied = linked(self._connection, link, [row["id"] for row in rows])
            for row in rows:
                row[name] = tied.get(row["id"], ())
        named = {item for row in rows for item in (*_behind(row), row.get("follows"), *row.get("sources", ()))}
        items = self._items(named - {None})
        for row in rows:
            live = [items[item] for item in _behind(row) if item in items]
            # What only concerned items that were taken back counts no more; a violation stands by itself.
            if live or not _behind(row) or kind == "violations":
                cells = self._named(row, row[KINDS[kind].day], items) | _of(live, kind)
                yield _only(kind, cells)

    def _named(self, row: Cells, day: date, items: Mapping[int, RowMapping]) -> Cells:
        """``row`` with names for its ids, the units' as they were on ``day``."""
        cells = row | {"date": day, "reason": row.get("why"), "feedback_date": row.get("feedback_day")}
        if row.get("unit"):
            cells["unit"] = self._unit(row["unit"], day)
        if row.get("informant"):
            cells["informant"] = self._informant(row["informant"])
        for name, called in (("units", lambda unit: self._unit(unit, day)), ("informants", self._informant)):
            cells[name] = ";".join(map(called, row.get(name, ())))
        for name in ("submitted", "occurred"):
            cells[name] = _moment(row.get(name), row.get(f"{name}_time"))
        cells["sources"] = ";".join(items[source]["ref"] for source in row.get("sources", ()) if source in items)
        if row.get("follows") in items:
            cells["follows"] = items[row["follows"]]["ref"]
        cells["solicitation"] = self._solicitations.get(row["solicitation"]) if row.get("solicitation") else None
        cells["tags"] = ";".join(row.get("tags") or ())
        cells["fee"] = None if row.get("fee") is None else Decimal(row["fee"]) / 100
        cells["outlet"] = self._outlets.get((row.get("outlet") or "", row.get("body") or ""), row.get("outlet"))
        return cells

    def _unit(self, unit: int, day: date) -> str:
        return self.register.units[unit].on(day).name

    def _informant(self, informant: int) -> str:
        person = self.register.informants[informant]
        return self.register.full_name(person) if self._namesakes[person.name] > 1 else person.name

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(person.name for person in self.register.informants.values())

    @cached_property
    def _solicitations(self) -> Mapping[int, str]:
        live = select(_SOLICITATIONS.c.id, _SOLICITATIONS.c.title).where(_SOLICITATIONS.c.voided.is_(None))
        return {row.id: row.title for row in self._connection.execute(live)}

    def _items(self, ids: Collection[int]) -> Mapping[int, RowMapping]:
        """Reference and title of those of ``ids`` that were not taken back."""
        live = select(_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.title).where(_ITEMS.c.voided.is_(None))
        found = (self._connection.execute(live.where(_ITEMS.c.id.in_(part))).mappings() for part in in_parts(ids))
        return {row["id"]: row for rows in found for row in rows}


_ROLLS = {"units": listed_units, "informants": listed_informants}


def item_text(connection: Connection, item: int) -> str | None:
    """The text of an item, if it has one."""
    return connection.execute(select(_ITEMS.c.body).where(_ITEMS.c.id == item)).scalar()


def tied_to(model: type[Recorded], column: str, identity: int) -> Iterator[ColumnElement[bool]]:
    """What makes a row of ``model`` name the item or unit (``column``) ``identity``: a column, or a link."""
    rows = table_of(model)
    if column in rows.c:
        yield rows.c[column] == identity
    for link in links(model).values():
        owner, (value, *_more) = link_columns(link)
        if value == column:
            pairs = table_of(link)
            yield rows.c.id.in_(select(pairs.c[owner]).where(pairs.c[value] == identity))


def _only(kind: str, cells: Mapping[str, Any]) -> Cells:
    return {name: cells.get(name) for name in KINDS[kind].listed}


def _day(kind: str) -> ColumnElement[Any]:
    return table_of(MODELS[kind]).c[KINDS[kind].day]


def _behind(row: Cells) -> Iterable[int]:
    """The ids of the items that a fact concerns."""
    return (row["item"],) if row.get("item") is not None else row.get("items", ())


def _of(items: Collection[RowMapping], kind: str) -> Cells:
    """What a fact shows of its items."""
    if kind in ("items", "solicitations"):  # which have a reference and a title of their own
        return {}
    refs = ";".join(item["ref"] for item in items)
    return {"ref": refs, "refs": refs, "title": "；".join(item["title"] for item in items)}


def _moment(day: date | None, at: time | None) -> str | None:
    return None if day is None else f"{day} {at:%H:%M}" if at else str(day)
