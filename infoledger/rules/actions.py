"""What a case gives: each action is a small value that knows what it posts for a fact.

Most give an amount of their own (``amount``), which is multiplied, shared and rounded by the engine;
``More``, ``Instead`` and ``SetTotal`` say what becomes of an item's worth or of the year's total.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from infoledger.rules.facts import Fact, Item
from infoledger.rules.kinds import Currency, Within
from infoledger.rules.measured import Measured

Quantity = Literal["shortfall", "excess", "count", "hours_late"]
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Give:
    """Add ``given`` points or yuan."""

    given: Decimal
    currency: Currency = "points"

    def amount(self, fact: Fact, item: Item | None) -> Decimal:
        """What the fact gives, whatever it is."""
        return self.given


@dataclass(frozen=True, slots=True)
class Each:
    """Add ``given`` for each of a quota's ``of``, or for each hour that an item was late."""

    given: Decimal
    of: Quantity

    def amount(self, fact: Fact, item: Item | None) -> Decimal:
        """What the fact gives by its quantity; 0 where that is not known."""
        if self.of == "hours_late":
            return self.given * ((item.traits.hours_late if item else None) or _NOTHING)
        return self.given * Decimal(fact.details[self.of])


@dataclass(frozen=True, slots=True)
class FeeTimes:
    """Add ``times`` × the fee (稿酬) recorded on the adoption."""

    times: Decimal

    def amount(self, fact: Fact, item: Item | None) -> Decimal:
        """What the fee gives; 0 where none is recorded."""
        return self.times * (fact.details.get("fee") or _NOTHING)


@dataclass(frozen=True, slots=True)
class More:
    """Add ``times`` × what the item is worth to the same party under the clause ``of``, in its whole life."""

    times: Decimal
    of: str


@dataclass(frozen=True, slots=True)
class Instead:
    """The item is worth ``given`` to the party under the clause ``of``, whatever it earned or will earn there."""

    given: Decimal
    of: str


@dataclass(frozen=True, slots=True)
class SetTotal:
    """The party's total of the assessment year so far becomes ``total``."""

    total: Decimal


@dataclass(frozen=True, slots=True)
class Ratio:
    """Add ``times`` × ``of`` ÷ ``over`` (``rules.ratios``); ``of`` None is what the quota counts.

    ``over`` is a number, another figure of the party, what its quota asks for (``least``), or the highest,
    the mean or the sum of ``of`` among the members ``within`` its group or all.
    """

    times: Decimal
    over: Decimal | Measured | Literal["least", "best", "mean", "total"]
    of: Measured | None = None
    within: Within = "group"


Action = Give | Each | FeeTimes | More | Instead | SetTotal | Ratio


def below_0(action: Action) -> bool:
    """Whether what ``action`` gives is below 0."""
    match action:
        case Give(amount) | Each(amount) | Instead(amount):
            return amount < 0
        case More(times) | FeeTimes(times) | Ratio(times):
            return times < 0
    return False
