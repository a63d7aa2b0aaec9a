"""A regulation (考核办法) as data: clauses, quotas, outcomes, honours, conversion.

Frozen shapes only. They are read from YAML by ``config`` and applied by the other modules here.
Amounts are ``Decimal`` points or yuan; days are ``date``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from infoledger.i18n import N_
from infoledger.rules.actions import Action
from infoledger.rules.figures import FigureName
from infoledger.rules.kinds import ClauseKind, Currency, PartyKind, Per, SameItem

#: What postings carry as their clause that no clause made.
OWN_POSTINGS = (N_("floor"), N_("adjustment"))


@dataclass(frozen=True, slots=True)
class Range:
    """A test on a number; every bound that is given must hold."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None

    def holds(self, value: Decimal | int) -> bool:
        """Whether ``value`` lies within all bounds given."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
            and (self.equals is None or value == self.equals)
        )


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One field of ``when``: it equals any of ``values``, or lies in ``range``."""

    field: str
    values: tuple[str | bool | Decimal, ...] = ()
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class When:
    """All ``tests`` hold and none of ``excluded`` (``not: {…}``) does. Empty matches all."""

    tests: tuple[FieldTest, ...] = ()
    excluded: "tuple[When, ...]" = ()

    def __and__(self, other: "When") -> "When":
        return When(self.tests + other.tests, self.excluded + other.excluded)


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a clause: the first whose ``when`` matches decides."""

    action: Action
    when: When = When()
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """Multiplies a case's amount by ``times``, or by the item's own 质量系数 if ``quality``."""

    times: Decimal = Decimal(1)
    when: When = When()
    quality: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """The most (in size) that a clause gives one party in one window; ``per`` may be ``item``."""

    amount: Decimal
    per: Literal["item", "week", "month", "quarter", "half", "year"]


@dataclass(frozen=True, slots=True)
class Joint:
    """How parties of one piece share: ``each`` in full, ``split`` equally, or ``lead`` first."""

    kind: Literal["each", "split", "lead"]
    lead: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on a measure over a window. ``where`` narrows the items counted."""

    measure: FigureName
    range: Range
    where: When = When()
    kind: str = ""
    quota: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """``all`` must hold and, if ``any`` is given, at least one of it. Empty holds."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """Turns each fact of one kind into postings of points or yuan."""

    name: str
    fact: ClauseKind
    cases: tuple[Case, ...]
    currency: Currency = "points"
    cite: str = ""
    per: Per | None = None
    conditions: Conditions = Conditions()
    factor: tuple[Factor, ...] = ()
    same_item: SameItem = "sum"
    pool: str = ""
    joint: Joint = Joint("each")
    to: Literal["unit", "informant", "both"] = "unit"
    cap: Cap | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """A task (任务数): at least ``least`` per sub-period, for one number or by unit's name."""

    name: str
    count: Literal["submission", "forward", "adoption", "points", "issue"]
    least: Decimal | Mapping[str, Decimal]
    per: Per
    by: Literal["unit", "informant", "head"]
    cite: str = ""
    where: When = When()
    owed_by: When = When()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A consequence (约谈, 不称职 …) that holds for a party in a sub-period."""

    name: str
    of: PartyKind
    conditions: Conditions
    per: Per = "year"
    running: int = 1
    replaces: tuple[str, ...] = ()
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Honour:
    """A distinction for the first ``top`` of a group or of all."""

    name: str
    of: PartyKind
    top: int
    within: Literal["group", "all"] = "group"
    unless: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    per: Per = "year"
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A further column of the notice: a count of items, or the points of some clauses."""

    name: str
    count: str = ""
    where: When = When()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Floor:
    """A sub-period's total is raised to ``points`` at its end."""

    points: Decimal
    per: Per


@dataclass(frozen=True, slots=True)
class Ranking:
    """By which figures parties are ordered (best first), and how equal ones are numbered."""

    by: tuple[FigureName, ...] = ("points",)
    ties: Literal["shared", "dense", "none"] = "shared"
    roll_up: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """Points → mark (折算): ``points ÷ full × to``."""

    to: Decimal
    full: Literal["best", "quota"] | Decimal
    name: str = "折算"


@dataclass(frozen=True, slots=True)
class Regulation:
    """One written regulation, in force from ``effective`` until a newer one is."""

    title: str
    effective: date
    reference: str = ""
    decimals: int = 2
    scoring: tuple[Clause, ...] = ()
    rewards: tuple[Clause, ...] = ()
    quotas: tuple[Quota, ...] = ()
    floor: Floor | None = None
    ranking: Ranking = Ranking()
    outcomes: tuple[Outcome, ...] = ()
    honours: tuple[Honour, ...] = ()
    columns: tuple[Column, ...] = ()
    conversion: Conversion | None = None
    source: str = field(default="", compare=False)

    @property
    def called(self) -> str:
        """Its number (文号) or else its title: how a posting names it."""
        return self.reference or self.title


def clause_title(name: str, say: Callable[[str], str]) -> str:
    """What readers see as a posting's clause: ``say`` puts the ``OWN_POSTINGS`` into their language."""
    return say(name) if name in OWN_POSTINGS else name
