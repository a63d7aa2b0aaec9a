"""What was exchanged with other offices: the packets of each, and what every record of theirs is on the other side."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from infoledger.ledger import models
from infoledger.ledger.journal import SEALED
from infoledger.ledger.links import linked
from infoledger.ledger.models import Recorded
from infoledger.ledger.seals import batches, in_parts, link_columns, links, table_of

_PACKETS, _EXCHANGED, _CHANGES = map(table_of, (models.Packet, models.Exchanged, models.Change))
_ITEMS, _FORWARDS, _DRAFTS, _REVIEWS, _FROZEN, _SOLICITATIONS, _TARGETS = map(
    table_of,
    (
        *(models.Item, models.Forward, models.Draft, models.Review, models.Frozen, models.Solicitation),
        models.SolicitationTarget,
    ),
)

#: What an ``Exchanged`` row says of a record that its sender has taken back.
WITHDRAWN = "withdrawn"


class Known(NamedTuple):
    """A record that both sides know: its table and row here, and what its sender calls it.

    ``number`` and ``entry`` are those of the last packet that held it, ``said`` what that said of it.
    """

    of: str
    row: int
    ref: str
    number: int
    said: str | None
    entry: int


def packets(connection: Connection, partner: str | None = None) -> Sequence[Row[Any]]:
    """The packets that stand, by partner, those sent first, each by its number; without their content."""
    columns = [column for column in _PACKETS.columns if column is not _PACKETS.c.content]
    query = select(*columns).where(_PACKETS.c.voided.is_(None))
    if partner is not None:
        query = query.where(_PACKETS.c.partner == partner)
    return connection.execute(query.order_by(_PACKETS.c.partner, _PACKETS.c.received, _PACKETS.c.number)).all()


def confirmed(packets: Sequence[Row[Any]]) -> dict[int, str]:
    """By number the hashes of the packets that an office has got from here, as its own among ``packets`` say."""
    return {int(number): hash for row in packets if row.received for number, hash in row.confirms.items()}


def content_of(connection: Connection, packet: int) -> bytes:
    """The file of a packet that was sent."""
    content: bytes = connection.execute(select(_PACKETS.c.content).where(_PACKETS.c.id == packet)).scalar_one()
    return content


def missing(numbers: Collection[int]) -> list[int]:
    """The numbers up to the last one that did not come."""
    return sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))


def exchanged(connection: Connection, partner: str, *, received: bool) -> list[Known]:
    """What packets of ``partner`` held, each record once: as the last packet said.

    What was sent in a packet under whose number the partner has another never arrived, and is left out.
    """
    every = packets(connection, partner)
    told = confirmed(every)
    lost = [] if received else [row.id for row in every if told.get(row.number, row.hash) != row.hash]
    query = (
        select(
            *(_EXCHANGED.c.of, _EXCHANGED.c.record, _EXCHANGED.c.ref),
            *(_PACKETS.c.number, _EXCHANGED.c.said, _EXCHANGED.c.entry),
        )
        .join(_PACKETS, _PACKETS.c.id == _EXCHANGED.c.packet)
        .where(_EXCHANGED.c.voided.is_(None), _PACKETS.c.voided.is_(None))
        .where(_PACKETS.c.partner == partner, _PACKETS.c.received.is_(received), _PACKETS.c.id.not_in(lost))
        .order_by(_PACKETS.c.number, _EXCHANGED.c.id)
    )
    return list({(row.of, row.ref): Known(*row) for row in connection.execute(query)}.values())


def origins(connection: Connection, item: int) -> list[tuple[str, str]]:
    """From whom an item came in a packet, and what it is called there."""
    query = (
        select(_PACKETS.c.partner, _EXCHANGED.c.ref)
        .distinct()
        .join(_PACKETS, _PACKETS.c.id == _EXCHANGED.c.packet)
        .where(_EXCHANGED.c.voided.is_(None), _PACKETS.c.voided.is_(None), _PACKETS.c.received.is_(True))
        .where(_EXCHANGED.c.of == _ITEMS.name, _EXCHANGED.c.record == item)
    )
    return [(row.partner, row.ref) for row in connection.execute(query)]


class Forwarded(NamedTuple):
    """An item that was sent up to a body, first on ``day``, with its last draft if it has one, and the size of both."""

    item: Row[Any]
    day: date
    draft: Row[Any] | None
    size: int


def forwarded(connection: Connection, body: str, first: date, last: date, but: Collection[int]) -> Iterator[Forwarded]:
    """The items that stand and were sent up to ``body`` between these days, in the order sent; not those of ``but``.

    However many there are, few are held at a time.
    """
    query = (
        select(_FORWARDS.c.item, func.min(_FORWARDS.c.day).label("day"), func.min(_FORWARDS.c.id).label("turn"))
        .where(_FORWARDS.c.voided.is_(None), _FORWARDS.c.body == body, _FORWARDS.c.day.between(first, last))
        .group_by(_FORWARDS.c.item)
        .order_by("day", "turn")
    )
    days = {row.item: row.day for row in connection.execute(query).all() if row.item not in but}
    drafts = (
        select(_DRAFTS.c.item, _DRAFTS.c.id, _DRAFTS.c.sha256, func.length(_DRAFTS.c.content).label("size"))
        .where(_DRAFTS.c.voided.is_(None))
        .order_by(_DRAFTS.c.id)
    )
    for part in batches(days):
        last_drafts: dict[int, Any] = {
            row.item: row for row in connection.execute(drafts.where(_DRAFTS.c.item.in_(part)))
        }
        rows = connection.execute(select(_ITEMS).where(_ITEMS.c.voided.is_(None), _ITEMS.c.id.in_(part)))
        items = {row.id: row for row in rows}
        for id in part:
            if id in items:
                draft = last_drafts.get(id)
                size = 4 * len(items[id].body or "") + (draft.size if draft else 0)
                yield Forwarded(items[id], days[id], draft, size)


def forwarded_refs(connection: Connection, body: str) -> dict[int, str]:
    """The references of the items that were sent up to ``body``, by id."""
    query = select(_ITEMS.c.id, _ITEMS.c.ref).join(_FORWARDS, _FORWARDS.c.item == _ITEMS.c.id)
    return {row.id: row.ref for row in connection.execute(query.where(_FORWARDS.c.body == body))}


def unchanged(connection: Connection, known: Mapping[int, Known]) -> set[int]:
    """The items of ``known``, by id, that nobody edited since the packet that last held them, and that got no draft."""
    earliest = min((each.entry for each in known.values()), default=0)
    edits = select(_CHANGES.c.first, _CHANGES.c.last, _CHANGES.c.entry).where(
        _CHANGES.c.of == _ITEMS.name, _CHANGES.c.before.is_not(None), _CHANGES.c.entry > earliest
    )
    drafts = select(_DRAFTS.c.item, _DRAFTS.c.entry).where(_DRAFTS.c.entry > earliest)
    last = {row.item: row.entry for row in connection.execute(drafts.order_by(_DRAFTS.c.id))}
    for row in connection.execute(edits):
        for id in range(row.first, row.last + 1):
            last[id] = max(last.get(id, 0), row.entry)
    return {id for id, each in known.items() if last.get(id, 0) <= each.entry}


def draft_of(connection: Connection, draft: int) -> Any:
    """Name and content of a draft."""
    row: Any = connection.execute(select(_DRAFTS.c.name, _DRAFTS.c.content).where(_DRAFTS.c.id == draft)).one()
    return row


def kept_drafts(connection: Connection, items: Collection[int]) -> set[tuple[int, str]]:
    """The drafts of ``items``, each as its item and the SHA-256 of its content."""
    query = select(_DRAFTS.c.item, _DRAFTS.c.sha256).where(_DRAFTS.c.voided.is_(None))
    parts = (connection.execute(query.where(_DRAFTS.c.item.in_(part))) for part in in_parts(items))
    return {(row.item, row.sha256) for rows in parts for row in rows}


def pieces_of(
    connection: Connection, model: type[Recorded], items: Collection[int], first: date, last: date
) -> dict[int, tuple[int, ...]]:
    """The adoptions or instructions (``model``) dated between these days of any of ``items``, with all their items."""
    table, link = table_of(model), links(model)["items"]
    owner, _value = link_columns(link)
    pairs = table_of(link)
    found: dict[int, None] = {}
    for part in in_parts(items):
        tied = select(pairs.c[owner]).where(pairs.c.item.in_(part))
        query = select(table.c.id).where(
            table.c.voided.is_(None), table.c.day.between(first, last), table.c.id.in_(tied)
        )
        found.update(dict.fromkeys(connection.execute(query.order_by(table.c.day, table.c.id)).scalars()))
    tied_to = linked(connection, link, found)
    return {id: tied_to[id] for id in found}


def turned_down(connection: Connection, items: Collection[int], first: date, last: date) -> Iterator[Row[Any]]:
    """The reviews between these days by which one of ``items`` was returned or rejected."""
    for part in in_parts(items):
        query = select(_REVIEWS).where(_REVIEWS.c.voided.is_(None), _REVIEWS.c.item.in_(part))
        query = query.where(_REVIEWS.c.verdict.in_(("return", "reject")), _REVIEWS.c.day.between(first, last))
        yield from connection.execute(query.order_by(_REVIEWS.c.id))


def asked(connection: Connection, unit: int, first: date, last: date) -> list[int]:
    """The solicitations issued between these days that ask ``unit``."""
    query = (
        select(_SOLICITATIONS.c.id)
        .join(_TARGETS, _TARGETS.c.solicitation == _SOLICITATIONS.c.id)
        .where(_SOLICITATIONS.c.voided.is_(None), _TARGETS.c.unit == unit)
        .where(_SOLICITATIONS.c.issued.between(first, last))
    )
    return list(connection.execute(query.order_by(_SOLICITATIONS.c.issued, _SOLICITATIONS.c.id)).scalars())


def taken_back(connection: Connection, of: str, rows: Collection[int]) -> set[int]:
    """Those of ``rows`` of the table ``of`` that were taken back."""
    table = table_of(SEALED[of])
    found: set[int] = set()
    for part in in_parts(rows):
        query = select(table.c.id).where(table.c.id.in_(part), table.c.voided.is_not(None))
        found.update(connection.execute(query).scalars())
    return found


def no_longer_forwarded(connection: Connection, body: str, items: Collection[int]) -> set[int]:
    """Those of ``items`` that were taken back, or of which every forward to ``body`` was."""
    stands = (
        select(_FORWARDS.c.item)
        .join(_ITEMS, _ITEMS.c.id == _FORWARDS.c.item)
        .where(_FORWARDS.c.voided.is_(None), _ITEMS.c.voided.is_(None), _FORWARDS.c.body == body)
    )
    standing = set(connection.execute(stands).scalars())
    return set(items) - standing


def in_use(connection: Connection, item: int) -> bool:
    """Whether something became of an item that its withdrawal would take along: it was sent up, or is in a piece."""
    tables = (models.AdoptionItem, models.InstructionItem, models.BulletinItem, models.ItemSource)
    tied = [table_of(model) for model in tables]
    links_ = [
        *(select(pairs.c.item).where(pairs.c.item == item) for pairs in tied[:3]),
        select(tied[3].c.source).where(tied[3].c.source == item),
        select(_FORWARDS.c.item).where(_FORWARDS.c.item == item, _FORWARDS.c.voided.is_(None)),
    ]
    return any(connection.execute(query.limit(1)).first() for query in links_)


def topics(connection: Connection, body: str) -> Mapping[int, str]:
    """The titles of the solicitations that ``body`` asked for, by id."""
    query = select(_SOLICITATIONS.c.id, _SOLICITATIONS.c.title).where(
        _SOLICITATIONS.c.voided.is_(None), _SOLICITATIONS.c.body == body
    )
    return {row.id: row.title for row in connection.execute(query)}


def placing_like(connection: Connection, placing: Any) -> int | None:
    """The placing that says what ``placing`` does, if there is one."""
    table = table_of(models.Placing)
    said = ("body", "first", "last", "rank", "of")
    same = (table.c[name].is_not_distinct_from(getattr(placing, name)) for name in said)
    return connection.execute(select(table.c.id).where(table.c.voided.is_(None), *same)).scalar()
