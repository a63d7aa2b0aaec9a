"""A month at a glance: what each group of units did, and which tasks are not done yet."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from infoledger.periods import Period
from infoledger.rules.measures import QuotaResult
from infoledger.rules.postings import ZERO
from infoledger.rules.progress import quota_rows
from infoledger.rules.reckoning import Reckoning


class GroupFigures(NamedTuple):
    """What the members of a group did together; an item of several of them counts once."""

    submitted: int
    adopted: int
    points: Decimal


class OpenQuota(NamedTuple):
    """A quota in a sub-period that is not over: all results, and those of the parties who still owe."""

    name: str
    period: Period
    results: tuple[QuotaResult, ...]
    behind: tuple[QuotaResult, ...]


def group_figures(reckoning: Reckoning, period: Period) -> dict[str, GroupFigures]:
    """By group in printing order, the figures of ``period``, which the reckoning must cover."""
    measures = reckoning.measures
    groups = {member.party.id: member.group for member in measures.members("unit", period)}
    points: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for unit, amount in measures.total("unit", period).items():
        points[groups.get(unit, "")] += Decimal(amount or ZERO)

    def items(kind: str) -> dict[str, int]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for fact in measures.counts.facts(kind, period):
            for item in fact.items:
                for unit in item.units:
                    found[groups.get(unit, "")].add(item.id)
        return {group: len(ids) for group, ids in found.items()}

    submitted, adopted = items("submission"), items("adoption")
    order = [*reckoning.rulebook.unit_groups, *groups.values()]
    present = [group for group in dict.fromkeys(order) if group in groups.values()]
    return {group: GroupFigures(submitted.get(group, 0), adopted.get(group, 0), points[group]) for group in present}


def silent_units(reckoning: Reckoning, period: Period) -> list[str]:
    """The members of ``period`` that submitted nothing in it, in the order registered."""
    measures = reckoning.measures
    submitted = measures.figures("submitted", "unit", period)
    return [member.name for member in measures.members("unit", period) if not submitted.get(member.party.id)]


def open_quotas(reckoning: Reckoning, period: Period) -> Iterator[OpenQuota]:
    """The quotas whose sub-period that ends next in ``period`` some still owe, by days left.

    Those after it are no concern of today: of a quota on each workday the board has one line, not one a day.
    """
    found: defaultdict[tuple[str, Period], list[QuotaResult]] = defaultdict(list)
    for result in quota_rows(replace(reckoning, window=period)):
        if not result.over:
            found[result.quota.name, result.period].append(result)
    nearest: dict[str, Period] = {}
    for (name, span), results in sorted(found.items(), key=lambda pair: pair[0][1].last):
        if nearest.setdefault(name, span) != span:
            continue
        behind = tuple(result for result in results if not result.met)
        if behind:
            yield OpenQuota(name, span, tuple(results), behind)
