"""Why a quota was met, an outcome holds, an honour was given or not: what was counted and missing."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from infoledger.periods import Period
from infoledger.rules.figures import Figures
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measured import Condition, Conditions
from infoledger.rules.measures import Member, QuotaResult
from infoledger.rules.notes import Note
from infoledger.rules.outcomes import barred, contenders, honoured, honours_in, lies_in
from infoledger.rules.progress import quota_rows
from infoledger.rules.reckoning import Owner, Reckoning, Rulebook
from infoledger.rules.regulation import Honour, Outcome, Regulation


class Verdict(NamedTuple):
    """How one party fared under one name in one sub-period; ``held`` None while it is open."""

    name: str
    owner: Owner
    period: Period
    held: bool | None
    reasons: tuple[Note, ...]
    cite: str


def judged_names(rulebook: Rulebook) -> set[str]:
    """The names of all quotas, outcomes and honours of the rulebook."""
    return {
        name
        for regulation in rulebook.regulations
        for names in (
            (quota.name for quota in regulation.quotas),
            (outcome.name for outcome in regulation.outcomes),
            (honour.name for honour in regulation.honours),
        )
        for name in names
    }


def verdicts(reckoning: Reckoning, name: str) -> list[Verdict]:
    """The verdict on every party under the quota, outcome or honour ``name`` in the window."""
    return [verdict for judge in (_quotas, _outcomes, _honours) for verdict in judge(reckoning, name)]


def _quotas(reckoning: Reckoning, name: str) -> Iterator[Verdict]:
    for result in quota_rows(reckoning):
        if result.quota.name == name:
            held = result.met if result.over else None
            reasons = (_quota_reason(reckoning, result), *_part(result))
            yield Verdict(name, reckoning.owner(result), result.period, held, reasons, result.quota.cite)


def _quota_reason(reckoning: Reckoning, result: QuotaResult) -> Note:
    refs: list[str] = []
    if result.party and result.quota.count != "points":
        until = Period(result.period.first, min(result.period.last, reckoning.window.last))
        refs = reckoning.measures.counts.refs(result.quota.count, result.party, until, result.quota.where)
    values = {"done": result.done, "least": result.least, "missing": result.shortfall, "refs": refs}
    return Note("done", values)


def _part(result: QuotaResult) -> tuple[Note, ...]:
    """For how many months of the sub-period the task is owed, if not for all."""
    return (Note("months", {"months": result.months}),) if result.months else ()


def _outcomes(reckoning: Reckoning, name: str) -> Iterator[Verdict]:
    held = {(each.party, each.period) for each in reckoning.outcomes if each.outcome.name == name}
    for regulation, outcome, period in _outcomes_in(reckoning):
        if outcome.name == name:
            reason = _reasons(reckoning, regulation, outcome.conditions, outcome.of, period)
            for member in reckoning.measures.members(outcome.of, period):
                told = reason(member) + _streak(outcome)
                is_held = (member.party, period) in held if period.over(reckoning.today) else None
                yield Verdict(name, Owner(member.name, member.unit), period, is_held, told, outcome.cite)


def _streak(outcome: Outcome) -> tuple[Note, ...]:
    return (Note("running", {"count": outcome.running}),) if outcome.running > 1 else ()


def _honours(reckoning: Reckoning, name: str) -> Iterator[Verdict]:
    for regulation, honour, period in honours_in(reckoning, open_too=True):
        if honour.name == name:
            yield from _honour(reckoning, regulation, honour, period)


def _honour(reckoning: Reckoning, regulation: Regulation, honour: Honour, period: Period) -> Iterator[Verdict]:
    measures = reckoning.measures
    chosen = {place.member.party for place in honoured(reckoning, regulation, honour, period)}
    ranks = {place.member.party: place.rank for place in contenders(reckoning, regulation, honour, period)}
    points = measures.total(honour.of, period, regulation.ranking.roll_up)
    bars = barred(reckoning, honour, period)
    fit = measures.holding(honour.conditions, honour.of, period, regulation)
    reason = _reasons(reckoning, regulation, honour.conditions, honour.of, period)
    for member in measures.members(honour.of, period):
        id = member.party.id
        told: tuple[Note, ...]
        if member.party in chosen:
            told = (Note("rank", {"rank": ranks[member.party]}),)
        elif id in bars:
            told = (Note("barred", {"outcome": bars[id]}),)
        elif id not in fit:
            told = reason(member)
        else:
            earned = Decimal(points.get(id) or 0)
            told = (Note("behind", {"rank": ranks[member.party], "points": earned, "top": honour.top}),)
        held = member.party in chosen if period.over(reckoning.today) else None
        yield Verdict(honour.name, Owner(member.name, member.unit), period, held, told, honour.cite)


def _outcomes_in(reckoning: Reckoning) -> Iterator[tuple[Regulation, Outcome, Period]]:
    rulebook, window = reckoning.rulebook, reckoning.window
    for regulation, period in rulebook.ended_in(rulebook.sizes, window):
        if lies_in(period, window):
            yield from ((regulation, each, period) for each in regulation.outcomes if each.per == period.size)


def _reasons(
    reckoning: Reckoning, regulation: Regulation, conditions: Conditions, of: PartyKind, period: Period
) -> Callable[[Member], tuple[Note, ...]]:
    measured: list[tuple[Condition, Figures]] = [
        (condition, reckoning.measures.measured(condition.measured, of, period, regulation))
        for condition in (*conditions.all, *conditions.any)
    ]
    return lambda member: tuple(
        Note("measured", {"condition": condition, "value": figures.get(member.party.id)})
        for condition, figures in measured
    )
