"""What commands and imports hand to the ledger to record, with names already resolved to ids.

``KIND`` of a shape is the kind (``kinds``) that it is of, and so the table that takes it.
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit; ``since``-dated changes come later through the register's verbs."""

    KIND: ClassVar = "units"

    name: str
    group: str
    parent: int | None = None
    headcount: int | None = None
    head: str | None = None
    supervisor: str | None = None
    sponsor: str | None = None
    aliases: tuple[str, ...] = ()
    joined: date | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class NewInformant:
    """An informant of one unit."""

    KIND: ClassVar = "informants"

    name: str
    unit: int
    role: str | None = None
    phone: str | None = None
    joined: date | None = None
    left: date | None = None


# Not frozen, alone of all: an import makes a hundred thousand, and freezing them would take a fifteenth of its time.
@dataclass(slots=True)
class NewItem:
    """An item; without ``ref`` the ledger numbers it. The lead unit and informant come first.

    One with ``sources`` is combined from these items. Its ``status`` is where it stands as it comes;
    from then on the review says so, and it is no part of what the item says.
    """

    KIND: ClassVar = "items"

    submitted: date
    units: tuple[int, ...]
    title: str
    ref: str | None = None
    submitted_time: time | None = None
    informants: tuple[int, ...] = ()
    category: str | None = None
    occurred: date | None = None
    occurred_time: time | None = None
    solicitation: int | None = None
    follows: int | None = None
    secrecy: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    quality: Decimal | None = None
    body: str | None = None
    sources: tuple[int, ...] = ()
    status: str = field(default="received", compare=False)


@dataclass(frozen=True, slots=True)
class NewForward:
    """An item sent up."""

    KIND: ClassVar = "forwards"

    item: int
    body: str
    day: date


@dataclass(frozen=True, slots=True)
class NewAdoption:
    """One piece; ``fee`` in fen."""

    KIND: ClassVar = "adoptions"

    items: tuple[int, ...]
    outlet: str
    body: str
    level: str | None
    day: date
    form: str
    issue: str | None = None
    section: str | None = None
    fee: int | None = None
    published_title: str | None = None


@dataclass(frozen=True, slots=True)
class NewInstruction:
    """A leader's words on one or several items, and the feedback on them if it has come."""

    KIND: ClassVar = "instructions"

    items: tuple[int, ...]
    leader: str
    level: str | None
    day: date
    chief: bool | None = None
    outlet: str | None = None
    body: str | None = None
    text: str | None = None
    due: date | None = None
    feedback: str | None = None
    feedback_day: date | None = None


@dataclass(frozen=True, slots=True)
class NewSolicitation:
    """Items asked of ``units`` by ``due``, to be written by ``persons``."""

    KIND: ClassVar = "solicitations"

    title: str
    issued: date
    due: date
    units: tuple[int, ...]
    body: str | None = None
    persons: str | None = None


@dataclass(frozen=True, slots=True)
class NewViolation:
    """A failure put down to a unit."""

    KIND: ClassVar = "violations"

    unit: int
    kind: str
    day: date
    informant: int | None = None
    item: int | None = None
    level: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NewAward:
    """An award given to an item."""

    KIND: ClassVar = "awards"

    item: int
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class NewAdjustment:
    """Points or yuan given by hand."""

    KIND: ClassVar = "adjustments"

    unit: int
    day: date
    why: str
    informant: int | None = None
    points: Decimal | None = None
    yuan: Decimal | None = None
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class NewPlacing:
    """Where this office stands among ``of`` offices of a body in the period from ``first`` to ``last``."""

    KIND: ClassVar = "placings"

    body: str
    period: str
    first: date
    last: date
    day: date
    rank: int | None = None
    of: int | None = None
    points: Decimal | None = None
    task: Decimal | None = None


#: What is recorded as a fact by itself.
NewFact = (
    NewForward | NewAdoption | NewInstruction | NewSolicitation | NewViolation | NewAward | NewAdjustment | NewPlacing
)
