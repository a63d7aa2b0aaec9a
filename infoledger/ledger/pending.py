"""What an office waits for: answers to solicitations, feedback on instructions."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from infoledger.ledger import models
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewInstruction
from infoledger.rules.facts import Book, Fact

_SOLICITATIONS, _TARGETS = table_of(models.Solicitation), table_of(models.SolicitationTarget)
_INSTRUCTIONS, _PIECES = table_of(models.Instruction), table_of(models.InstructionItem)
_ITEMS = table_of(models.Item)


class Solicited(NamedTuple):
    """A solicitation and the ids of the units asked, in order; ``persons`` are to write in them (责任人)."""

    id: int
    title: str
    issued: date
    due: date
    body: str | None
    persons: str | None
    units: tuple[int, ...]


class Instructed(NamedTuple):
    """An instruction and the items it stands on, by id, each with reference and title."""

    id: int
    leader: str
    level: str | None
    day: date
    outlet: str | None
    text: str | None
    due: date | None
    feedback: str | None
    feedback_day: date | None
    items: Mapping[int, tuple[str, str]]


def solicitations(connection: Connection, *where: ColumnElement[bool]) -> list[Solicited]:
    """The solicitations that stand, by due day."""
    query = select(_SOLICITATIONS).where(_SOLICITATIONS.c.voided.is_(None), *where)
    rows = connection.execute(query.order_by(_SOLICITATIONS.c.due, _SOLICITATIONS.c.id)).all()
    units: dict[int, list[int]] = {row.id: [] for row in rows}
    targets = select(_TARGETS).where(_TARGETS.c.solicitation.in_(query.with_only_columns(_SOLICITATIONS.c.id)))
    for target in connection.execute(targets.order_by(_TARGETS.c.position)):
        units[target.solicitation].append(target.unit)
    return [
        Solicited(row.id, row.title, row.issued, row.due, row.body, row.persons, tuple(units[row.id])) for row in rows
    ]


def due_solicitations(connection: Connection, first: date, last: date) -> list[Solicited]:
    """Those due from ``first`` to ``last``."""
    return solicitations(connection, _SOLICITATIONS.c.due.between(first, last))


def open_solicitations(connection: Connection, today: date) -> list[Solicited]:
    """Those issued by ``today`` that are not due before it."""
    return solicitations(connection, _SOLICITATIONS.c.due >= today, _SOLICITATIONS.c.issued <= today)


def issued_solicitations(connection: Connection, first: date, last: date) -> list[Solicited]:
    """Those issued from ``first`` to ``last``."""
    return solicitations(connection, _SOLICITATIONS.c.issued.between(first, last))


def is_answered(connection: Connection, solicitation: int) -> bool:
    """Whether some item that stands names the solicitation."""
    named = select(_ITEMS.c.id).where(_ITEMS.c.solicitation == solicitation, _ITEMS.c.voided.is_(None))
    return connection.execute(named.limit(1)).first() is not None


def answers(book: Book) -> dict[tuple[int, int], Fact]:
    """By solicitation and asked unit, how it was answered or missed; who may still answer is left out."""
    return {(fact.id, fact.unit): fact for fact in book.facts if fact.kind == "solicitation" and fact.unit is not None}


def instructions(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Instructed]:
    """The instructions that stand, with those of their items that do, by the day feedback is due."""
    query = select(_INSTRUCTIONS).where(_INSTRUCTIONS.c.voided.is_(None), *where)
    order = (_INSTRUCTIONS.c.due.is_(None), _INSTRUCTIONS.c.due, _INSTRUCTIONS.c.day, _INSTRUCTIONS.c.id)
    rows = connection.execute(query.order_by(*order)).all()
    chosen = query.with_only_columns(_INSTRUCTIONS.c.id)
    pieces = (
        select(_PIECES.c.instruction, _ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.title)
        .join(_ITEMS, _ITEMS.c.id == _PIECES.c.item)
        .where(_ITEMS.c.voided.is_(None), _PIECES.c.instruction.in_(chosen))
        .order_by(_PIECES.c.position)
    )
    items: dict[int, dict[int, tuple[str, str]]] = {}
    for piece in connection.execute(pieces):
        items.setdefault(piece.instruction, {})[piece.id] = (piece.ref, piece.title)
    for row in rows:
        if row.id in items:
            given = (row.leader, row.level, row.day, row.outlet, row.text, row.due, row.feedback, row.feedback_day)
            yield Instructed(row.id, *given, items[row.id])


def open_instructions(connection: Connection, until: date) -> list[Instructed]:
    """Those without feedback that is due by ``until``."""
    return list(instructions(connection, _INSTRUCTIONS.c.feedback_day.is_(None), _INSTRUCTIONS.c.due <= until))


def waiting(connection: Connection, instruction: NewInstruction) -> int | None:
    """The recorded instruction without feedback that says what ``instruction`` does, if there is one."""
    same = (
        _INSTRUCTIONS.c.feedback_day.is_(None),
        _INSTRUCTIONS.c.day == instruction.day,
        _INSTRUCTIONS.c.leader == instruction.leader,
        _INSTRUCTIONS.c.due.is_not_distinct_from(instruction.due),
    )
    return next((each.id for each in instructions(connection, *same) if (*each.items,) == instruction.items), None)
