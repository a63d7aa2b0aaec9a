"""Amounts in proportion: a figure of a party divided by another, or by what its peers have."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from infoledger.numbers import rounded
from infoledger.rules.actions import Ratio
from infoledger.rules.facts import Fact
from infoledger.rules.figures import Figures
from infoledger.rules.kinds import Currency
from infoledger.rules.measured import Measured
from infoledger.rules.notes import Note
from infoledger.rules.postings import ZERO

if TYPE_CHECKING:
    from infoledger.rules.decisions import Decision

#: The list, the clause and the fact that an amount belongs to.
RatioKey = tuple[Currency, str, int]


class Taker(NamedTuple):
    """Who gets a ratio, by id, times what, and for which fact (of a column None)."""

    id: int
    times: Decimal = Decimal(1)
    fact: Fact | None = None


class Share(NamedTuple):
    """What a party gets by a ratio, and how it was reckoned."""

    amount: Decimal
    note: Note


def ratio_key(decision: "Decision", fact: Fact) -> RatioKey:
    """Under what the amount is kept that a clause gives for ``fact``."""
    return decision.clause.currency, decision.clause.name, fact.id


def shares(
    ratio: Ratio,
    takers: Sequence[Taker],
    figures_of: Callable[[Measured], Figures],
    groups: Mapping[int, str],
    places: int,
) -> dict[int, Share]:
    """What each of ``takers`` gets, by id; nothing where what it is divided by is unknown or not above 0.

    ``figures_of`` gives a figure of every member, ``groups`` among whom each is compared. Shares of a
    total add up to the whole: what rounding leaves goes to the largest.
    """
    figures = figures_of(ratio.of) if ratio.of else _of_quota(takers, "count")
    divisors = _divisors(ratio, takers, figures, figures_of, groups)
    exact: dict[int, Decimal] = {}
    found: dict[int, Share] = {}
    for taker in takers:
        value, divisor = figures.get(taker.id), divisors.get(taker.id)
        if value is not None and divisor is not None and divisor > 0:
            exact[taker.id] = ratio.times * value * taker.times / divisor
            note = Note("ratio", {"ratio": ratio, "value": value, "over": divisor})
            found[taker.id] = Share(rounded(exact[taker.id], places), note)
    if ratio.over == "total":
        _add_up(found, exact, groups, places)
    return found


def _of_quota(takers: Iterable[Taker], field: str) -> Figures:
    return {taker.id: taker.fact.details[field] for taker in takers if taker.fact}


def _divisors(
    ratio: Ratio,
    takers: Sequence[Taker],
    figures: Figures,
    figures_of: Callable[[Measured], Figures],
    groups: Mapping[int, str],
) -> Figures:
    """What the figure of each taker is divided by."""
    match ratio.over:
        case Decimal() as number:
            return {taker.id: number for taker in takers}
        case Measured() as measured:
            return figures_of(measured)
        case "least":
            return _of_quota(takers, "least")
        case "total":
            among: Iterable[int] = (taker.id for taker in takers)
        case _:
            among = figures
    known: defaultdict[str, list[Decimal]] = defaultdict(list)
    for id in among:
        if (value := figures.get(id)) is not None:
            known[groups[id]].append(Decimal(value))
    of_group = {group: _together(ratio.over, values) for group, values in known.items()}
    return {taker.id: of_group.get(groups[taker.id]) for taker in takers}


def _together(over: str, values: Sequence[Decimal]) -> Decimal:
    if over == "best":
        return max(values)
    return sum(values, ZERO) / (len(values) if over == "mean" else 1)


def _add_up(found: dict[int, Share], exact: Mapping[int, Decimal], groups: Mapping[int, str], places: int) -> None:
    """Give what rounding leaves to the share of each group that is largest in size, of equal ones to the first."""
    for group in dict.fromkeys(groups[id] for id in found):
        ids = [id for id in found if groups[id] == group]
        left = rounded(sum((exact[id] for id in ids), ZERO), places) - sum((found[id].amount for id in ids), ZERO)
        largest = max(ids, key=lambda id: abs(exact[id]))
        found[largest] = found[largest]._replace(amount=found[largest].amount + left)
