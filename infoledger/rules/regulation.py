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
from infoledger.rules.actions import Action, Ratio
from infoledger.rules.kinds import ClauseKind, Currency, PartyKind, Per, SameItem, Within
from infoledger.rules.measured import Conditions
from infoledger.rules.whens import When

#: What postings carry as their clause that no clause made.
OWN_POSTINGS = (N_("floor"), N_("ceiling"), N_("adjustment"))
#: A part of a sub-period: nothing is owed or given for it, or in proportion to its whole months.
Part = Literal["none", "pro_rata"]
CountKind = Literal["submission", "forward", "adoption", "instruction", "issue"]
Window = Literal["item", "day", "week", "month", "quarter", "half", "year"]


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
    """The most (in size) that a clause gives one party in one window.

    Clauses whose caps have one name in ``shared`` have one sum together.
    """

    amount: Decimal
    per: Window
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Few:
    """Only the party's ``first`` ``count`` facts in a window give something, or only the ``best`` so many."""

    count: int
    per: Window
    which: Literal["first", "best"]


@dataclass(frozen=True, slots=True)
class Joint:
    """How parties of one piece share: ``each`` in full, ``split`` equally, or ``lead`` first."""

    kind: Literal["each", "split", "lead"]
    lead: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Clause:
    """Turns each fact of one kind into postings of points or yuan.

    ``by`` and ``part`` are of clauses for the end of a period: who is judged, and what one gets who was
    a member for part of it. The points of a ``basis`` count only where they are asked for by its name.
    """

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
    cap: Cap | Few | None = None
    by: PartyKind = "unit"
    part: Part = "none"
    basis: bool = False


@dataclass(frozen=True, slots=True)
class Weight:
    """An item that matches counts ``times``."""

    times: Decimal
    when: When = When()


@dataclass(frozen=True, slots=True)
class Quota:
    """A task (任务数): at least ``least`` per sub-period, for one number or by unit's name.

    ``by`` the office, it is the office's own and counts over the whole ledger. ``weigh`` lets items
    count for more or less than one; ``clauses`` are those whose points are counted, empty for all.
    """

    name: str
    count: CountKind | Literal["points"]
    least: Decimal | Mapping[str, Decimal]
    per: Per
    by: Literal["unit", "informant", "head", "office"]
    cite: str = ""
    where: When = When()
    owed_by: When = When()
    clauses: tuple[str, ...] = ()
    weigh: tuple[Weight, ...] = ()
    part: Part = "none"


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
    within: Within = "group"
    unless: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    per: Per = "year"
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A further column of the notice: a count of items, the points of some clauses, or a ratio."""

    name: str
    count: CountKind | Literal[""] = ""
    where: When = When()
    clauses: tuple[str, ...] = ()
    ratio: Ratio | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A sub-period's total is raised (as a floor) or lowered (as a ceiling) to ``points`` at its end."""

    points: Decimal
    per: Per


@dataclass(frozen=True, slots=True)
class Ranking:
    """By which figures or columns parties are ordered (best first), and how equal ones are numbered."""

    by: tuple[str, ...] = ("points",)
    ties: Literal["shared", "dense", "none"] = "shared"
    roll_up: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """Points (of some clauses or all) → mark (折算): ``points ÷ full × to``."""

    to: Decimal
    full: Literal["best", "quota"] | Decimal
    name: str = "折算"
    clauses: tuple[str, ...] = ()


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
    floor: Bound | None = None
    ranking: Ranking = Ranking()
    outcomes: tuple[Outcome, ...] = ()
    honours: tuple[Honour, ...] = ()
    columns: tuple[Column, ...] = ()
    conversion: tuple[Conversion, ...] = ()
    ceiling: Bound | None = None
    source: str = field(default="", compare=False)

    @property
    def called(self) -> str:
        """Its number (文号) or else its title: how a posting names it."""
        return self.reference or self.title


#: What holds on days with no regulation in force.
NO_RULES = Regulation("", date.min)


def clause_title(name: str, say: Callable[[str], str]) -> str:
    """What readers see as a posting's clause: ``say`` puts the ``OWN_POSTINGS`` into their language."""
    return say(name) if name in OWN_POSTINGS else name
