"""What a fact of each kind says beside its day, its items and its party: the fields that rules may ask for."""

from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict

Answered = Literal["on_time", "late", "missed"]


class Months(NamedTuple):
    """In how many whole months ``of`` a sub-period a party was a member."""

    there: int
    of: int


class Forward(TypedDict):
    """To whom an item was forwarded."""

    body: str
    level: str | None


class Adoption(TypedDict):
    """Where and how a piece was adopted; ``fee`` in yuan."""

    outlet: str | None
    body: str | None
    level: str | None
    own: bool
    form: str | None
    section: str | None
    issue: str | None
    fee: Decimal | None


class Instruction(TypedDict):
    """Who wrote an instruction, and where the item was read: in an outlet of a body."""

    leader: str
    level: str | None
    chief: bool
    outlet: str | None
    body: str | None


class Violation(TypedDict):
    """How a unit failed."""

    kind: str
    level: str | None


class Award(TypedDict):
    """What an item was given."""

    kind: str


class Adjustment(TypedDict):
    """What was typed in by hand, and why."""

    points: Decimal | None
    yuan: Decimal | None
    reason: str | None
    cite: str | None


class Answer(TypedDict):
    """How a solicitation was answered."""

    answered: Answered


class Quota(TypedDict):
    """What a party owed and did in a finished sub-period."""

    quota: str
    met: bool
    count: Decimal
    least: Decimal
    shortfall: Decimal
    excess: Decimal


class Period(TypedDict, total=False):
    """The end of a period; ``months`` of a member for part of it."""

    months: Months


class Outcome(TypedDict):
    """Which outcome holds."""

    outcome: str
