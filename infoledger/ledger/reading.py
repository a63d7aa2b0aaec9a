"""Facts out of the ledger: the book that the rules reckon from, as plain immutable records."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache, cached_property, partial
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, literal, null, or_, select, type_coerce

from infoledger.config.model import Category, Config
from infoledger.kinds import KINDS
from infoledger.ledger import models
from infoledger.ledger.fact_details import COLUMNS, FactDetails
from infoledger.ledger.journal import SEALED
from infoledger.ledger.links import linked
from infoledger.ledger.models import Recorded
from infoledger.ledger.register import load_register
from infoledger.ledger.seals import in_parts, link_columns, links, table_of
from infoledger.rules.answers import answer, feedback
from infoledger.rules.facts import FACT_ORDER, Book, Fact, Item, Traits, in_order
from infoledger.rules.kinds import FactKind
from infoledger.rules.lateness import Deadline, Moment, hours_late
from infoledger.rules.postings import ZERO, Party

_ITEMS = table_of(models.Item)
_SOLICITATIONS = table_of(models.Solicitation)


def _raw(column: ColumnElement[date]) -> ColumnElement[Any]:
    """A day as the database gives it, for ``_day``: a year of facts has few days and many facts."""
    return type_coerce(column, Text())


# What an item is made of. Tags and qualities stay text: most items have none, and many the same.
_ITEM_COLUMNS = (
    *(_ITEMS.c.id, _raw(_ITEMS.c.submitted)),
    *(_ITEMS.c.submitted_time, _ITEMS.c.occurred, _ITEMS.c.occurred_time),
    *(_ITEMS.c.category, _ITEMS.c.solicitation, _ITEMS.c.follows, cast(_ITEMS.c.tags, Text)),
    *(type_coerce(_ITEMS.c.quality, Text()), _ITEMS.c.characters, _ITEMS.c.status, _ITEMS.c.source),
)

#: Kinds of fact that name their party themselves.
_NAMING = tuple(kind.fact for kind in KINDS.values() if kind.dated and kind.column("unit"))

#: Whose an item is, by kind of party.
_PARTIES = {"unit": table_of(models.ItemUnit), "informant": table_of(models.ItemInformant)}

#: Items combined from others, which are no submissions.
_COMBINED = select(table_of(models.ItemSource).c.item)

_NO_CATEGORY = Category()
_AT_ONCE = 5000  # rows held at a time beside what is made of them

#: The table of each kind of fact that is dated by its ``day``, as the rules call it.
_TABLES: Mapping[FactKind, type[Recorded]] = {
    fact: SEALED[kind.english]
    for kind in KINDS.values()
    for fact in FACT_ORDER
    if kind.fact == fact and kind.day == "day"
}


class Extent(NamedTuple):
    """How much a book holds: facts of which ``kinds``, and what of their items.

    ``life``: also the whole earlier life of the items that they concern. For a ``party`` it holds all facts
    that concern it, of others only some. Without ``names`` the references and titles of items stay empty,
    without ``informants`` so does who wrote them.
    """

    kinds: Collection[str] = FACT_ORDER.keys()
    life: bool = True
    party: Party | None = None
    names: bool = True
    informants: bool = True


#: All that is known.
WHOLE = Extent()


def load_book(
    connection: Connection, config: Config, first: date, last: date, today: date, extent: Extent = WHOLE
) -> Book:
    """The facts from ``first`` to ``last``, to the ``extent`` asked for.

    Facts taken back are left out, and those whose items were all taken back; a piece of several
    items keeps the others.
    """
    return _Reader(connection, config, first, last, today, extent).book()


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
        extent: Extent,
    ) -> None:
        self._connection = connection
        self._config = config
        self._first, self._last, self._today = first, last, today
        self._extent, self._party = extent, extent.party
        self._categories = config.categories or {}
        deadlines = ((name, each.deadline) for name, each in self._categories.items())
        self._deadlines = {name: deadline for name, deadline in deadlines if deadline}
        self._review = config.review
        self._details = FactDetails(config)
        self._traits = cache(partial(_traits, self._categories))  # few items are unlike all others
        self._submissions: dict[int, Fact] = {}  # of all items loaded, by their ids
        self._answers: dict[int, set[tuple[date, time, int]]] = {}  # by solicitation, the items that name it

    def book(self) -> Book:
        self._load_submitted()
        kinds = [kind for kind in _TABLES if kind in self._extent.kinds]
        facts = [fact for kind in kinds for fact in self._dated(kind)]
        concerned = {item.id for fact in facts for item in fact.items} if self._extent.life else set[int]()
        facts += [fact for kind in kinds for fact in self._earlier(kind, concerned)]
        facts += [fact for fact in (*self._solicitations(), *self._feedback()) if self._wanted(fact, concerned)]
        facts += [fact for fact in self._submissions.values() if self._wanted(fact, concerned)]
        register = load_register(self._connection)
        return Book(register.units, register.informants, in_order(facts))

    def _wanted(self, fact: Fact, concerned: Collection[int]) -> bool:
        """Whether a fact lies in the window, or in the earlier life of an item that the window concerns."""
        if fact.kind not in self._extent.kinds or fact.day > self._last:
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
        own = [table.c.get(name, null()) for name in ("item", *_PARTIES)]
        columns = (table.c.id, _raw(table.c.day), *own, *(table.c[name] for name in COLUMNS[kind]))
        pieces = linked(self._connection, link, select(table.c.id).where(live)) if link else {}
        details = self._details.of[kind]
        for rows in self._connection.execute(select(*columns).where(live)).partitions(_AT_ONCE):
            if not link:
                pieces = {row[0]: (row[2],) for row in rows if row[2] is not None}
            self._load_missing(item for row in rows for item in pieces.get(row[0], ()))
            for row in rows:
                id, raw, _item, unit, informant = row[:5]
                piece = pieces.get(id, ())
                items = self._standing(piece)
                if items or not piece or kind == "violation":  # a violation stands without its item
                    yield Fact(kind, id, _day(raw), items, unit, informant, details(*row[5:]))

    def _standing(self, piece: tuple[int, ...]) -> tuple[Item, ...]:
        """The items of a piece that were not taken back."""
        found = [self._submissions[id].items for id in piece if id in self._submissions]
        return found[0] if len(found) == 1 else tuple(chain.from_iterable(found))

    def _load_submitted(self) -> None:
        """Load the items submitted in the window, those of the party alone if the book is of one."""
        within = and_(_ITEMS.c.submitted.between(self._first, self._last), _ITEMS.c.id.not_in(_COMBINED))
        if self._party is None:
            self._load_items(within)
        else:
            for part in in_parts(self._own):
                self._load_items(and_(within, _ITEMS.c.id.in_(part)))

    def _load_missing(self, ids: Iterable[int]) -> None:
        for part in in_parts(set(ids) - self._submissions.keys()):
            self._load_items(_ITEMS.c.id.in_(part))

    def _load_items(self, where: ColumnElement[bool]) -> None:
        live = and_(_ITEMS.c.voided.is_(None), where)
        ids = select(_ITEMS.c.id).where(live)
        units = linked(self._connection, models.ItemUnit, ids)
        informants = linked(self._connection, models.ItemInformant, ids) if self._extent.informants else {}
        names = (_ITEMS.c.ref, _ITEMS.c.title) if self._extent.names else (literal(""), literal(""))
        for rows in self._connection.execute(select(*_ITEM_COLUMNS, *names).where(live)).partitions(_AT_ONCE):
            for row in rows:
                item = self._item(row, units.get(row[0], ()), informants.get(row[0], ()))
                self._submissions[item.id] = Fact("submission", item.id, item.submitted, (item,))

    def _item(self, row: Sequence[Any], units: tuple[int, ...], informants: tuple[int, ...]) -> Item:
        id, raw, at, occurred, occurred_at, category, solicitation, *further, status, source, ref, title = row
        submitted = _day(raw)
        solicited = solicitation in self._solicited
        if solicited:
            self._answers.setdefault(solicitation, set()).add((submitted, at or time.min, id))
        deadline = self._deadlines.get(category or "")
        late = self._hours_late(deadline, submitted, at, occurred, occurred_at) if deadline else ZERO
        if status == "received" and self._review.lies_before(submitted):
            status = "approved"
        traits = self._traits(category, solicited, late, status, source, *further)
        return Item(id, ref, title, submitted, units, informants, traits)

    def _hours_late(
        self, deadline: Deadline, submitted: date, at: time | None, occurred: date | None, occurred_at: time | None
    ) -> Decimal | None:
        begun = Moment(occurred, occurred_at) if occurred else None
        return hours_late(deadline, begun, Moment(submitted, at), self._config.workdays)

    def _solicitations(self) -> Iterator[Fact]:
        """The facts of the solicitations that were due in the window or are answered by an item of the book."""
        if "solicitation" not in self._extent.kinds:
            return
        chosen = [id for id, due in self._solicited.items() if id in self._answers or self._first <= due <= self._last]
        for part in in_parts(chosen):
            self._load_items(_ITEMS.c.solicitation.in_(part))
        for id, units in linked(self._connection, models.SolicitationTarget, chosen).items():
            named_by = [self._submissions[item].items[0] for _day, _time, item in sorted(self._answers.get(id, ()))]
            facts = (
                answer(id, unit, self._solicited[id], named_by, self._config.calendar, self._today) for unit in units
            )
            yield from (fact for fact in facts if fact)

    def _feedback(self) -> Iterator[Fact]:
        """The facts of the instructions with a day for feedback up to the window's end."""
        if "feedback" not in self._extent.kinds:
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
    def _solicited(self) -> dict[int, date]:
        """The solicitations that stand, with their due days."""
        live = select(_SOLICITATIONS.c.id, _SOLICITATIONS.c.due).where(_SOLICITATIONS.c.voided.is_(None))
        return dict(self._connection.execute(live).all())


def _traits(
    categories: Mapping[str, Category],
    category: str | None,
    solicited: bool,
    late: Decimal | None,
    status: str,
    source: str | None,
    follows: int | None,
    tags: str,
    quality: str | None,
    characters: int | None,
) -> Traits:
    return Traits(
        category,
        categories.get(category or "", _NO_CATEGORY).urgent,
        solicited,
        follows is not None,
        tuple(json.loads(tags)),
        None if quality is None else Decimal(quality),
        late,
        characters,
        status,
        source,
    )


@cache
def _day(raw: str | date) -> date:
    return date.fromisoformat(raw) if isinstance(raw, str) else raw
