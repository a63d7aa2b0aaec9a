"""Outcomes, honours and marks of a period, for ``assess``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from infoledger.i18n import N_
from infoledger.numbers import rounded
from infoledger.periods import Period
from infoledger.rules.measures import Member, Place
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.progress import quota_rows
from infoledger.rules.reckoning import Held, Reckoning
from infoledger.rules.regulation import Conversion, Honour, Regulation


class Assessed(NamedTuple):
    """One line of an assessment.

    ``detail`` is the sub-periods in which an outcome held, by name, an honour's rank, or a mark; ``periods``
    are those sub-periods, ``period`` that of an honour or a mark.
    """

    kind: str
    name: str
    member: Member
    detail: str | int | Decimal
    cite: str = ""
    period: Period | None = None
    periods: tuple[Period, ...] = ()


def assess(reckoning: Reckoning) -> list[Assessed]:
    """Outcomes and honours whose sub-period lies in the window, and marks by the conversion."""
    return [*_outcomes(reckoning), *_honours(reckoning), *_marks(reckoning)]


def lies_in(period: Period, window: Period) -> bool:
    """Whether a sub-period lies in ``window``; a week does where it ends."""
    return period.last in window and (period.first >= window.first or period.size == "week")


def _outcomes(reckoning: Reckoning) -> Iterator[Assessed]:
    held: dict[str, dict[Party, list[Period]]] = {}
    cites: dict[str, str] = {}
    longer = _replacing(reckoning.outcomes)
    for outcome, party, period in reckoning.outcomes:
        replaced = any(lies_in(period, other) for other in longer.get((outcome.name, party), ()))
        if lies_in(period, reckoning.window) and not replaced:
            held.setdefault(outcome.name, {}).setdefault(party, []).append(period)
            cites[outcome.name] = outcome.cite
    for name, parties in held.items():
        of = next(iter(parties)).kind
        for member in reckoning.measures.members(of, reckoning.window):
            if member.party in parties:
                names = ";".join(period.name for period in parties[member.party])
                yield Assessed(N_("outcome"), name, member, names, cites[name], periods=tuple(parties[member.party]))


def _replacing(outcomes: Iterable[Held]) -> Mapping[tuple[str, Party], list[Period]]:
    """By outcome and party, the sub-periods in which another outcome holds instead."""
    found: defaultdict[tuple[str, Party], list[Period]] = defaultdict(list)
    for outcome, party, period in outcomes:
        for name in outcome.replaces:
            found[name, party].append(period)
    return found


def _honours(reckoning: Reckoning) -> Iterator[Assessed]:
    for regulation, honour, period in honours_in(reckoning):
        for place in honoured(reckoning, regulation, honour, period):
            yield Assessed(N_("honour"), honour.name, place.member, place.rank, honour.cite, period)


def honours_in(reckoning: Reckoning, open_too: bool = False) -> Iterator[tuple[Regulation, Honour, Period]]:
    """The honours whose sub-period lies in the window and is over, with the regulation that gives them.

    ``open_too``: also those that may still change.
    """
    window = reckoning.window
    names = dict.fromkeys(honour.name for each in reckoning.rulebook.regulations for honour in each.honours)
    sizes = dict.fromkeys(honour.per for each in reckoning.rulebook.regulations for honour in each.honours)
    ended = [each for each in reckoning.rulebook.ended_in(sizes, window) if lies_in(each[1], window)]
    for name in names:
        for regulation, period in ended:
            if open_too or period.over(reckoning.today):
                for honour in regulation.honours:
                    if honour.name == name and honour.per == period.size:
                        yield regulation, honour, period


def barred(reckoning: Reckoning, honour: Honour, period: Period) -> dict[int, str]:
    """Whom ``unless`` bars from an honour of ``period``, by which outcome."""
    return {
        held.party.id: held.outcome.name
        for held in reckoning.outcomes
        if held.outcome.name in honour.unless and held.party.kind == honour.of and lies_in(held.period, period)
    }


def honoured(reckoning: Reckoning, regulation: Regulation, honour: Honour, period: Period) -> list[Place]:
    """Who gets ``honour``: the first ``top`` of those not barred, and whoever ties with the last."""
    by_group: dict[str, list[Place]] = {}
    for place in contenders(reckoning, regulation, honour, period):
        by_group.setdefault(place.member.group if honour.within == "group" else "", []).append(place)
    return [place for group in by_group.values() for place in group if place.rank <= group[: honour.top][-1].rank]


def contenders(reckoning: Reckoning, regulation: Regulation, honour: Honour, period: Period) -> list[Place]:
    """Those whom nothing bars from ``honour`` and who meet its conditions, ranked among themselves."""
    measures = reckoning.measures
    fit = measures.holding(honour.conditions, honour.of, period, regulation) - barred(reckoning, honour, period).keys()
    members = {member.party: member for member in measures.members(honour.of, period) if member.party.id in fit}
    together = honour.within == "all"
    ranked = [member._replace(group="") if together else member for member in members.values()]
    places = measures.places(honour.of, period, regulation, ranked)
    return [place._replace(member=members[place.member.party]) for place in places]


def _marks(reckoning: Reckoning) -> Iterator[Assessed]:
    regulation = reckoning.rulebook.on(reckoning.window.last)
    measures = reckoning.measures
    members = measures.members("unit", reckoning.window)
    for conversion in regulation.conversion if regulation else ():
        roll_up = regulation is not None and regulation.ranking.roll_up
        points = measures.total("unit", reckoning.window, roll_up, clauses=conversion.clauses)
        earned = {member: Decimal(points.get(member.party.id) or ZERO) for member in members}
        full = _full_marks(conversion, earned, reckoning)
        for member in members:
            if full[member] > 0:
                mark = rounded(min(max(earned[member] / full[member] * conversion.to, ZERO), conversion.to), 2)
                yield Assessed(N_("mark"), conversion.name, member, mark, period=reckoning.window)


def _full_marks(
    conversion: Conversion, earned: Mapping[Member, Decimal], reckoning: Reckoning
) -> dict[Member, Decimal]:
    """The points for which each unit gets the whole mark."""
    if isinstance(conversion.full, Decimal):
        return dict.fromkeys(earned, conversion.full)
    if conversion.full == "best":
        best: dict[str, Decimal] = {}
        for member, points in earned.items():
            best[member.group] = max(points, best.get(member.group, points))
        return {member: best[member.group] for member in earned}
    parties = {member.party: member for member in earned}
    results = [
        (result.party, result)
        for result in quota_rows(reckoning)
        if result.quota.count == "points"
        and set(result.quota.clauses) == set(conversion.clauses)
        and result.party is not None
        and result.party in parties
        and result.period.last in reckoning.window
    ]
    # A year's quota says what a year owes; only without one do its months or quarters add up to it.
    whole = {party for party, result in results if result.period == reckoning.window}
    owed = dict.fromkeys(earned, ZERO)
    for party, result in results:
        if result.period == reckoning.window or party not in whole:
            owed[parties[party]] += result.least
    return owed
