"""Facts out of the ledger: the book that the rules reckon from, as plain immutable records."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cached_property, lru_cache
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, and_, cast, func, or_, select

from infoledger.config.model import Category, Config
from infoledger.config.names import ambiguity, nearest
from infoledger.config.outlets import outlet_key
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.ledger import models
from infoledger.ledger.journal import SEALED
from infoledger.ledger.links import linked
from infoledger.ledger.models import Recorded
from infoledger.ledger.recording import in_parts, same_refs, taken_refs
from infoledger.ledger.register import load_register
from infoledger.ledger.seals import link_columns, links, table_of
from infoledger.rules import details
from infoledger.rules.answers import answer, feedback
from infoledger.rules.facts import FACT_ORDER, Book, Fact, Item, in_order
from infoledger.rules.kinds import FactKind
from infoledger.rules.lateness import Moment, hours_late
from infoledger.rules.postings import ZERO, Party

_ITEMS = table_of(models.Item)
_SOLICITATIONS = table_of(models.Solicitation)
# Columns that no rule sees.
_UNREAD = ("entry", "seal", "voided", "reason")

# What ``_Reader._item`` makes an item of. Tags stay JSON text: most items have none, and many the same.
_ITEM_COLUMNS = (
    *(_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.title, _ITEMS.c.submitted, _ITEMS.c.submitted_time),
    *(_ITEMS.c.occurred, _ITEMS.c.occurred_time, _ITEMS.c.category, _ITEMS.c.solicitation, _ITEMS.c.follows),
    *(cast(_ITEMS.c.tags, Text), _ITEMS.c.quality, _ITEMS.c.characters, _ITEMS.c.status, _ITEMS.c.source),
)

#: Kinds of fact that name their party themselves.
_NAMING = tuple(kind.fact for kind in KINDS.values() if kind.dated and kind.column("unit"))

#: Whose an item is, by kind of party.
_PARTIES = {"unit": table_of(models.ItemUnit), "informant": table_of(models.ItemInformant)}

#: Items combined from others, which are no submissions.
_COMBINED = select(table_of(models.ItemSource).c.item)

_NO_CATEGORY = Category()
_AT_ONCE = 5000  # rows held at a time beside what is made of them
_RECENT = 1000  # references among which the nearest to a mistyped one is sought

#: The table of each kind of fact that is dated by its ``day``, as the rules call it.
_TABLES: Mapping[FactKind, type[Recorded]] = {
    fact: SEALED[kind.english]
    for kind in KINDS.values()
    for fact in FACT_ORDER
    if kind.fact == fact and kind.day == "day"
}


def load_book(
    connection: Connection,
    config: Config,
    first: date,
    last: date,
    today: date,
    kinds: Collection[str] | None = None,
    *,
    life: bool = True,
    party: Party | None = None,
) -> Book:
    """The facts from ``first`` to ``last`` and, for ``life``, the whole earlier life of the items they concern.

    Only facts of ``kinds``, if given; for a ``party`` all facts that concern it, of others only some.
    Facts taken back are left out, and those whose items were all taken back; a piece of several
    items keeps the others.
    """
    return _Reader(connection, config, first, last, today, set(kinds or FACT_ORDER), party).book(life)


def find_item(connection: Connection, ref: str) -> int | None:
    """The item with the reference ``ref``, if there is one."""
    return taken_refs(connection, [ref.strip()]).get(ref.strip())


def item_ids(connection: Connection, refs: Iterable[str]) -> dict[str, int]:
    """The items with the references ``refs``. Raises ``InfoledgerError`` that names the nearest, or the several."""
    wanted = list(refs)
    found = taken_refs(connection, wanted)
    for ref in wanted:
        if ref not in found:
            if same := same_refs(connection, [ref]):
                raise InfoledgerError(_("“{word}” can mean several.").format(word=ref), ambiguity(same[ref]))
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
        self,
        connection: Connection,
        config: Config,
        first: date,
        last: date,
        today: date,
        kinds: set[str],
        party: Party | None,
    ) -> None:
        self._connection = connection
        self._config = config
        self._first, self._last, self._today = first, last, today
        self._kinds = kinds
        self._party = party
        self._categories = config.categories or {}
        self._review = config.review
        self._outlets = {(outlet.name, outlet.body): outlet for outlet in config.outlets}
        self._forwards: dict[str, details.Forward] = {}
        self._items: dict[int, Item] = {}
        self._answers: dict[int, set[tuple[date, time, int]]] = {}  # by solicitation, the items that name it

    def book(self, life: bool) -> Book:
        self._load_submitted()
        kinds = [kind for kind in _TABLES if kind in self._kinds]
        facts = [fact for kind in kinds for fact in self._dated(kind)]
        concerned = {item.id for fact in facts for item in fact.items} if life else set[int]()
        facts += [fact for kind in kinds for fact in self._earlier(kind, concerned)]
        facts += [fact for fact in (*self._solicitations(), *self._feedback()) if self._wanted(fact, concerned)]
        submissions = (Fact("submission", item.id, item.submitted, (item,)) for item in self._items.values())
        facts += [fact for fact in submissions if self._wanted(fact, concerned)]
        register = load_register(self._connection)
        return Book(register.units, register.informants, in_order(facts))

    def _wanted(self, fact: Fact, concerned: Collection[int]) -> bool:
        """Whether a fact lies in the window, or in the earlier life of an item that the window concerns."""
        if fact.kind not in self._kinds or fact.day > self._last:
            return False
        return fact.day >= self._first or any(item.id in concerned for item in fact.items)

    @cached_property
    def _own(self) -> Collection[int]:
        """The items of the party that the book is of."""
        assert self._party is not None
        link, party = _PARTIES[self._party.kind], self._party
        return set(self._connection.execute(select(link.c.item).where(link.c[party.kind] == party.id)).scalars())

    def _dated(self, kind: FactKind) -> Iterator[Fact]:
        table, party = table_of(_TABLES[kind]), self._party
        within = table.c.day.between(self._first, self._last)
        if party is None:
            return self._found(kind, within)
        if kind in _NAMING:
            return self._found(kind, and_(within, table.c[party.kind] == party.id))
        return self._tied(kind, self._own, within)

    def _earlier(self, kind: FactKind, items: Iterable[int]) -> Iterator[Fact]:
        return self._tied(kind, items, table_of(_TABLES[kind]).c.day < self._first)

    def _tied(self, kind: FactKind, items: Iterable[int], when: ColumnElement[bool]) -> Iterator[Fact]:
        """The facts of ``kind`` that concern any of ``items``."""
        table, link = table_of(_TABLES[kind]), links(_TABLES[kind]).get("items")
        if "item" not in table.c and link is None:
            return
        seen: set[int] = set()
        for part in in_parts(items):
            if link is None:
                tied = table.c.item.in_(part)
            else:
                owner, _values = link_columns(link)
                tied = table.c.id.in_(select(table_of(link).c[owner]).where(table_of(link).c.item.in_(part)))
            for fact in self._found(kind, and_(when, tied)):
                if fact.id not in seen:  # two items of one piece may fall into two parts
                    seen.add(fact.id)
                    yield fact

    def _found(self, kind: FactKind, where: ColumnElement[bool]) -> Iterator[Fact]:
        table, link = table_of(_TABLES[kind]), links(_TABLES[kind]).get("items")
        live = and_(table.c.voided.is_(None), where)
        columns = [column for column in table.columns if column.name not in _UNREAD]
        pieces = linked(self._connection, link, select(table.c.id).where(live)) if link else {}
        of_one = "item" in table.c
        for rows in self._connection.execute(select(*columns).where(live)).partitions(_AT_ONCE):
            if of_one:
                pieces = {row.id: (row.item,) for row in rows if row.item is not None}
            self._load_missing(item for row in rows for item in pieces.get(row.id, ()))
            for row in rows:
                fact = self._fact(kind, row, pieces.get(row.id, ()))
                if fact:
                    yield fact

    def _load_submitted(self) -> None:
        """Load the items submitted in the window, those of the party alone if the book is of one."""
        within = and_(_ITEMS.c.submitted.between(self._first, self._last), _ITEMS.c.id.not_in(_COMBINED))
        if self._party is None:
            self._load_items(within)
        else:
            for part in in_parts(self._own):
                self._load_items(and_(within, _ITEMS.c.id.in_(part)))

    def _load_missing(self, ids: Iterable[int]) -> None:
        for part in in_parts(set(ids) - self._items.keys()):
            self._load_items(_ITEMS.c.id.in_(part))

    def _load_items(self, where: ColumnElement[bool]) -> None:
        live = and_(_ITEMS.c.voided.is_(None), where)
        ids = select(_ITEMS.c.id).where(live)
        units = linked(self._connection, models.ItemUnit, ids)
        informants = linked(self._connection, models.ItemInformant, ids)
        for rows in self._connection.execute(select(*_ITEM_COLUMNS).where(live)).partitions(_AT_ONCE):
            for row in rows:
                id = row[0]
                self._items[id] = self._item(row, units.get(id, ()), informants.get(id, ()))

    def _item(self, row: Sequence[Any], units: tuple[int, ...], informants: tuple[int, ...]) -> Item:
        id, ref, title, submitted, at, occurred, occurred_at, category, solicitation, follows, *more = row
        tags, quality, characters, status, source = more
        solicited = solicitation in self._asked
        if solicited:
            self._answers.setdefault(solicitation, set()).add((submitted, at or time.min, id))
        expected = self._categories.get(category, _NO_CATEGORY)
        late: Decimal | None = ZERO
        if expected.deadline:
            begun = Moment(occurred, occurred_at) if occurred else None
            late = hours_late(expected.deadline, begun, Moment(submitted, at), self._config.workdays)
        return Item(
            id,
            ref,
            title,
            submitted,
            units,
            informants,
            category and intern(category),
            expected.urgent,
            solicited,
            follows is not None,
            _tags(tags),
            quality,
            late,
            characters,
            "approved" if status == "received" and self._review.lies_before(submitted) else intern(status),
            source,
        )

    def _solicitations(self) -> Iterator[Fact]:
        """The facts of the solicitations that were due in the window or are answered by an item of the book."""
        if "solicitation" not in self._kinds:
            return
        chosen = [id for id, due in self._asked.items() if id in self._answers or self._first <= due <= self._last]
        for part in in_parts(chosen):
            self._load_items(_ITEMS.c.solicitation.in_(part))
        for id, units in linked(self._connection, models.SolicitationTarget, chosen).items():
            named_by = [self._items[item] for _day, _time, item in sorted(self._answers.get(id, ()))]
            facts = (answer(id, unit, self._asked[id], named_by, self._config.calendar, self._today) for unit in units)
            yield from (fact for fact in facts if fact)

    def _feedback(self) -> Iterator[Fact]:
        """The facts of the instructions with a day for feedback up to the window's end."""
        if "feedback" not in self._kinds:
            return
        table = table_of(models.Instruction)
        days = select(table.c.id, table.c.due, table.c.feedback_day).where(
            table.c.due.is_not(None), or_(table.c.due <= self._last, table.c.feedback_day <= self._last)
        )
        asked = {row.id: (row.due, row.feedback_day) for row in self._connection.execute(days)}
        for part in in_parts(asked):
            for fact in self._found("instruction", table.c.id.in_(part)):
                found = feedback(fact, *asked[fact.id], self._config.calendar, self._today)
                if found:
                    yield found

    @cached_property
    def _asked(self) -> dict[int, date]:
        """The solicitations that stand, with their due days."""
        live = select(_SOLICITATIONS.c.id, _SOLICITATIONS.c.due).where(_SOLICITATIONS.c.voided.is_(None))
        return dict(self._connection.execute(live).all())

    def _fact(self, kind: FactKind, row: Row[Any], ids: Iterable[int]) -> Fact | None:
        known = self._items
        items = tuple([known[item] for item in ids if item in known])
        if ids and not items and kind != "violation":  # a violation stands without its item
            return None
        unit, informant = (row.unit, row.informant) if kind in _NAMING else (None, None)
        return Fact(kind, row.id, row.day, items, unit, informant, self._DETAILS[kind](self, row))

    def _forward(self, row: Row[Any]) -> details.Forward:
        found = self._forwards.get(row.body)  # the same for all of a body: there are many forwards
        if found is None:
            body = self._config.bodies.get(row.body)
            found = self._forwards[row.body] = {"body": row.body, "level": body.level if body else None}
        return found

    def _adoption(self, row: Row[Any]) -> details.Adoption:
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

    def _instruction(self, row: Row[Any]) -> details.Instruction:
        leader = self._config.leaders.get(row.leader)
        return {
            "leader": row.leader,
            "level": row.level or (leader.level if leader else None),
            "chief": row.chief if row.chief is not None else bool(leader and leader.chief),
            "outlet": self._outlet(row.outlet, row.body),
            "body": row.body,
        }

    def _violation(self, row: Row[Any]) -> details.Violation:
        return {"kind": row.kind, "level": row.level}

    def _award(self, row: Row[Any]) -> details.Award:
        return {"kind": row.kind}

    def _adjustment(self, row: Row[Any]) -> details.Adjustment:
        return {"points": row.points, "yuan": row.yuan, "reason": row.why, "cite": row.cite}

    _DETAILS: Mapping[str, Callable[["_Reader", Row[Any]], Mapping[str, Any]]] = {
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


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
