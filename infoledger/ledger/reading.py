"""Facts out of the ledger: the book that the rules reckon from, as plain immutable records."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select

from infoledger.config.model import Category, Config
from infoledger.config.names import nearest
from infoledger.config.outlets import outlet_key
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger import models
from infoledger.ledger.models import Link, Recorded
from infoledger.ledger.recording import in_parts, taken_refs
from infoledger.ledger.register import load_register
from infoledger.ledger.seals import link_columns, links, table_of
from infoledger.rules.facts import FACT_ORDER, Book, Fact, Item, in_order
from infoledger.rules.lateness import Moment, hours_late
from infoledger.rules.solicitations import answer
from infoledger.workdays import is_workday

_ITEMS = table_of(models.Item)
_SOLICITATIONS = table_of(models.Solicitation)
# Columns that no rule sees; the body of an item is long.
_UNREAD = ("entry", "seal", "voided", "reason")
_ITEM_COLUMNS = [column for column in _ITEMS.columns if column.name not in (*_UNREAD, "body")]

#: Kinds of fact that name their party themselves.
_NAMING = ("violation", "adjustment")

#: Items combined from others, which are no submissions.
_COMBINED = select(table_of(models.ItemSource).c.item)

_NO_CATEGORY = Category()
_RECENT = 1000  # references among which the nearest to a mistyped one is sought

#: The table of each kind of fact that is dated by its ``day``.
_TABLES: Mapping[str, type[Recorded]] = {
    "forward": models.Forward,
    "adoption": models.Adoption,
    "instruction": models.Instruction,
    "violation": models.Violation,
    "award": models.Award,
    "adjustment": models.Adjustment,
}


class _Found(NamedTuple):
    """A fact as it was found: its row and the ids of its items."""

    kind: str
    row: Row[Any]
    items: tuple[int, ...]


def load_book(
    connection: Connection,
    config: Config,
    first: date,
    last: date,
    today: date,
    kinds: Collection[str] | None = None,
    *,
    life: bool = True,
) -> Book:
    """The facts from ``first`` to ``last`` and, for ``life``, the whole earlier life of the items they concern.

    Only facts of ``kinds``, if given. Facts taken back are left out, and those whose items were all
    taken back; a piece of several items keeps the others.
    """
    return _Reader(connection, config, first, last, today, set(kinds or FACT_ORDER)).book(life)


def find_item(connection: Connection, ref: str) -> int | None:
    """The item with the reference ``ref``, if there is one."""
    return taken_refs(connection, [ref.strip()]).get(ref.strip())


def item_ids(connection: Connection, refs: Iterable[str]) -> dict[str, int]:
    """The items with the references ``refs``. Raises ``InfoledgerError`` that names the nearest."""
    wanted = list(refs)
    found = taken_refs(connection, wanted)
    for ref in wanted:
        if ref not in found:
            recent = select(_ITEMS.c.ref).where(_ITEMS.c.voided.is_(None)).order_by(_ITEMS.c.id.desc()).limit(_RECENT)
            close = nearest(ref, connection.execute(recent).scalars())
            hint = _("Did you mean “{word}”?").format(word=close) if close else ""
            raise InfoledgerError(_("There is no item {ref}.").format(ref=ref), hint)
    return found


def awards_given(connection: Connection, kind: str, first: date, last: date) -> int:
    """How many awards of ``kind`` were given from ``first`` to ``last``."""
    awards = table_of(models.Award)
    query = select(func.count()).select_from(awards).join(_ITEMS, awards.c.item == _ITEMS.c.id)
    live = (awards.c.voided.is_(None), _ITEMS.c.voided.is_(None))
    return connection.execute(query.where(*live, awards.c.kind == kind, awards.c.day.between(first, last))).scalar_one()


class _Reader:
    def __init__(
        self, connection: Connection, config: Config, first: date, last: date, today: date, kinds: set[str]
    ) -> None:
        self._connection = connection
        self._config = config
        self._first, self._last, self._today = first, last, today
        self._kinds = kinds
        self._outlets = {(outlet.name, outlet.body): outlet for outlet in config.outlets}
        self._items: dict[int, Item] = {}
        self._answers: dict[int, set[tuple[date, time, int]]] = {}  # by solicitation, the items that name it

    def book(self, life: bool) -> Book:
        found = [each for kind in _TABLES.keys() & self._kinds for each in self._dated(kind)]
        concerned = {item for each in found for item in each.items} if life else set[int]()
        found += [each for kind in _TABLES.keys() & self._kinds for each in self._earlier(kind, concerned)]
        self._load_items(and_(_ITEMS.c.submitted.between(self._first, self._last), _ITEMS.c.id.not_in(_COMBINED)))
        self._load_missing(item for each in found for item in each.items)
        facts = [fact for each in found if (fact := self._fact(each))]
        facts += [fact for fact in self._solicitations() if self._wanted(fact, concerned)]
        submissions = (Fact("submission", item.id, item.submitted, (item,)) for item in self._items.values())
        facts += [fact for fact in submissions if self._wanted(fact, concerned)]
        register = load_register(self._connection)
        return Book(register.units, register.informants, in_order(facts))

    def _wanted(self, fact: Fact, concerned: Collection[int]) -> bool:
        """Whether a fact lies in the window, or in the earlier life of an item that the window concerns."""
        earlier = fact.day < self._first and any(item.id in concerned for item in fact.items)
        return fact.kind in self._kinds and (self._first <= fact.day <= self._last or earlier)

    def _dated(self, kind: str) -> Iterator[_Found]:
        return self._found(kind, table_of(_TABLES[kind]).c.day.between(self._first, self._last))

    def _earlier(self, kind: str, items: Iterable[int]) -> Iterator[_Found]:
        table, link = table_of(_TABLES[kind]), links(_TABLES[kind]).get("items")
        if "item" not in table.c and link is None:
            return
        seen: set[int] = set()
        for part in in_parts(items):
            if link is None:
                tied = table.c.item.in_(part)
            else:
                owner, _linked = link_columns(link)
                tied = table.c.id.in_(select(table_of(link).c[owner]).where(table_of(link).c.item.in_(part)))
            for each in self._found(kind, and_(table.c.day < self._first, tied)):
                if each.row.id not in seen:  # two items of one piece may fall into two parts
                    seen.add(each.row.id)
                    yield each

    def _found(self, kind: str, where: ColumnElement[bool]) -> Iterator[_Found]:
        table, link = table_of(_TABLES[kind]), links(_TABLES[kind]).get("items")
        live = and_(table.c.voided.is_(None), where)
        pieces = self._linked(link, table, live) if link else {}
        columns = [column for column in table.columns if column.name not in _UNREAD]
        for row in self._connection.execute(select(*columns).where(live)):
            item = row.item if "item" in table.c else None
            yield _Found(kind, row, pieces.get(row.id, ()) if item is None else (item,))

    def _linked(self, link: type[Link], table: Table, where: ColumnElement[bool]) -> Mapping[int, tuple[int, ...]]:
        """The ids linked to the rows of ``table`` that ``where`` allows, in order."""
        owner, (value, *_more) = link_columns(link)
        columns = table_of(link).c
        query = select(columns[owner], columns[value]).join(table, columns[owner] == table.c.id).where(where)
        rows = self._connection.execute(query.order_by(columns[owner], columns.position))
        return {key: tuple(linked for _owner, linked in pairs) for key, pairs in groupby(rows, lambda pair: pair[0])}

    def _load_missing(self, ids: Iterable[int]) -> None:
        for part in in_parts(set(ids) - self._items.keys()):
            self._load_items(_ITEMS.c.id.in_(part))

    def _load_items(self, where: ColumnElement[bool]) -> None:
        live = and_(_ITEMS.c.voided.is_(None), where)
        units = self._linked(models.ItemUnit, _ITEMS, live)
        informants = self._linked(models.ItemInformant, _ITEMS, live)
        for row in self._connection.execute(select(*_ITEM_COLUMNS).where(live)):
            self._items[row.id] = self._item(row, units.get(row.id, ()), informants.get(row.id, ()))
            if row.solicitation in self._asked:
                answers = self._answers.setdefault(row.solicitation, set())
                answers.add((row.submitted, row.submitted_time or time.min, row.id))

    def _item(self, row: Row[Any], units: tuple[int, ...], informants: tuple[int, ...]) -> Item:
        category = (self._config.categories or {}).get(row.category or "") or _NO_CATEGORY
        return Item(
            row.id,
            row.ref,
            row.title,
            row.submitted,
            units,
            informants,
            row.category,
            category.urgent,
            row.solicitation in self._asked,
            row.follows is not None,
            tuple(row.tags),
            row.quality,
            hours_late(
                category.deadline,
                Moment(row.occurred, row.occurred_time) if row.occurred else None,
                Moment(row.submitted, row.submitted_time),
                is_workday,
            ),
            row.characters,
            row.status,
            row.source,
        )

    def _solicitations(self) -> Iterator[Fact]:
        """The facts of the solicitations that were due in the window or are answered by an item of the book."""
        if "solicitation" not in self._kinds:
            return
        chosen = [id for id, due in self._asked.items() if id in self._answers or self._first <= due <= self._last]
        for part in in_parts(chosen):
            self._load_items(_ITEMS.c.solicitation.in_(part))
            for id, units in self._linked(
                models.SolicitationTarget, _SOLICITATIONS, _SOLICITATIONS.c.id.in_(part)
            ).items():
                named_by = [self._items[item] for _day, _time, item in sorted(self._answers.get(id, ()))]
                facts = (
                    answer(id, unit, self._asked[id], named_by, self._config.calendar, self._today) for unit in units
                )
                yield from (fact for fact in facts if fact)

    @cached_property
    def _asked(self) -> dict[int, date]:
        """The solicitations that stand, with their due days."""
        live = select(_SOLICITATIONS.c.id, _SOLICITATIONS.c.due).where(_SOLICITATIONS.c.voided.is_(None))
        return dict(self._connection.execute(live).all())

    def _fact(self, found: _Found) -> Fact | None:
        row, items = found.row, tuple(self._items[item] for item in found.items if item in self._items)
        if found.items and not items and found.kind != "violation":  # a violation stands without its item
            return None
        unit, informant = (row.unit, row.informant) if found.kind in _NAMING else (None, None)
        return Fact(found.kind, row.id, row.day, items, unit, informant, self._DETAILS[found.kind](self, row))

    def _forward(self, row: Row[Any]) -> dict[str, Any]:
        body = self._config.bodies.get(row.body)
        return {"body": row.body, "level": body.level if body else None}

    def _adoption(self, row: Row[Any]) -> dict[str, Any]:
        outlet = self._outlets.get((row.outlet, row.body))
        return {
            "outlet": self._outlet(row.outlet, row.body),
            "body": row.body,
            "level": (outlet.level if outlet else row.level) or None,
            "own": outlet is not None and outlet.own,
            "form": row.form,
            "section": row.section,
            "issue": row.issue,
            "fee": None if row.fee is None else Decimal(row.fee) / 100,
            "title": row.published_title,
        }

    def _instruction(self, row: Row[Any]) -> dict[str, Any]:
        leader = self._config.leaders.get(row.leader)
        return {
            "leader": row.leader,
            "level": row.level or (leader.level if leader else None),
            "chief": row.chief if row.chief is not None else bool(leader and leader.chief),
            "outlet": self._outlet(row.outlet, row.body),
        }

    def _violation(self, row: Row[Any]) -> dict[str, Any]:
        return {"kind": row.kind, "level": row.level}

    def _award(self, row: Row[Any]) -> dict[str, Any]:
        return {"kind": row.kind}

    def _adjustment(self, row: Row[Any]) -> dict[str, Any]:
        return {"points": row.points, "yuan": row.yuan, "reason": row.why, "cite": row.cite}

    _DETAILS: Mapping[str, Callable[["_Reader", Row[Any]], dict[str, Any]]] = {
        "forward": _forward,
        "adoption": _adoption,
        "instruction": _instruction,
        "violation": _violation,
        "award": _award,
        "adjustment": _adjustment,
    }

    def _outlet(self, name: str | None, body: str | None) -> str | None:
        """How rules name an outlet; one that the config no longer declares keeps its own name."""
        outlet = self._outlets.get((name or "", body or ""))
        return outlet_key(self._config, outlet) if outlet else name
