"""What became of items, read from the ledger for ``rules.fates``."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, select

from infoledger.config.model import Config
from infoledger.ledger import models
from infoledger.ledger.seals import in_parts, table_of
from infoledger.rules.fates import Event, Fate, FateKind, fate

_ITEMS, _FORWARDS, _REVIEWS, _RETURNS = map(table_of, (models.Item, models.Forward, models.Review, models.Return))
_ADOPTIONS, _ADOPTED = table_of(models.Adoption), table_of(models.AdoptionItem)
_INSTRUCTIONS, _INSTRUCTED = table_of(models.Instruction), table_of(models.InstructionItem)
_TURNED_DOWN: Mapping[str, FateKind] = {"return": "returned", "reject": "rejected"}
_TURNED_DOWN_ABOVE: Mapping[str, FateKind] = {"return": "returned_above", "reject": "rejected_above"}


def fates(connection: Connection, config: Config, items: Collection[int], today: date) -> dict[int, Fate]:
    """What became of ``items`` by ``today``, by id, in the order of ``items``; those taken back are left out."""
    found: dict[int, Fate] = {}
    for part in in_parts(items):
        happened: defaultdict[int, list[Event]] = defaultdict(list)
        for item, event in _events(connection, part):
            happened[item].append(event)
        live = select(_ITEMS).where(_ITEMS.c.voided.is_(None), _ITEMS.c.id.in_(part))
        for row in connection.execute(live):
            status = "approved" if config.review.lies_before(row.submitted) else row.status
            found[row.id] = fate(
                row.ref,
                row.title,
                row.submitted,
                status,
                happened[row.id],
                today=today,
                unused_after=config.review.unused_after,
            )
    return {item: found[item] for item in items if item in found}


def _events(connection: Connection, items: Collection[int]) -> Iterator[tuple[int, Event]]:
    """All that was recorded of ``items``, each with its item; on one day what came first."""
    forwards = select(_FORWARDS).where(_FORWARDS.c.voided.is_(None), _FORWARDS.c.item.in_(items))
    for row in connection.execute(forwards.order_by(_FORWARDS.c.id)):
        yield row.item, Event(row.day, "forwarded", row.body)
    reviews = select(_REVIEWS).where(
        _REVIEWS.c.voided.is_(None), _REVIEWS.c.item.in_(items), _REVIEWS.c.verdict.in_(_TURNED_DOWN)
    )
    for row in connection.execute(reviews.order_by(_REVIEWS.c.id)):
        yield row.item, Event(row.day, _TURNED_DOWN[row.verdict], row.by, row.note or "")
    returns = select(_RETURNS).where(_RETURNS.c.voided.is_(None), _RETURNS.c.item.in_(items))
    for row in connection.execute(returns.order_by(_RETURNS.c.id)):
        yield row.item, Event(row.day, _TURNED_DOWN_ABOVE[row.verdict], row.body, row.note or "")
    adopted = select(_ADOPTED.c.item, _ADOPTIONS.c.day, _ADOPTIONS.c.outlet).join(
        _ADOPTIONS, _ADOPTIONS.c.id == _ADOPTED.c.adoption
    )
    for row in connection.execute(
        adopted.where(_ADOPTIONS.c.voided.is_(None), _ADOPTED.c.item.in_(items)).order_by(_ADOPTIONS.c.id)
    ):
        yield row.item, Event(row.day, "adopted", row.outlet)
    instructed = select(_INSTRUCTED.c.item, _INSTRUCTIONS.c.day, _INSTRUCTIONS.c.leader, _INSTRUCTIONS.c.text).join(
        _INSTRUCTIONS, _INSTRUCTIONS.c.id == _INSTRUCTED.c.instruction
    )
    for row in connection.execute(
        instructed.where(_INSTRUCTIONS.c.voided.is_(None), _INSTRUCTED.c.item.in_(items)).order_by(_INSTRUCTIONS.c.id)
    ):
        yield row.item, Event(row.day, "instructed", row.leader, row.text or "")
