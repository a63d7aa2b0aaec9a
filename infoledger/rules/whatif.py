"""What other rules would change: both standings side by side, who is assessed otherwise, and what is paid."""

from collections import defaultdict
from collections.abc import Hashable
from decimal import Decimal
from typing import NamedTuple

from infoledger.rules.kinds import PARTY_KINDS, PartyKind
from infoledger.rules.measures import Member
from infoledger.rules.outcomes import Assessed, assess
from infoledger.rules.postings import ZERO
from infoledger.rules.reckoning import Reckoning
from infoledger.rules.standings import standings


class Shift(NamedTuple):
    """One party under today's rules and under the others.

    ``clauses`` is what each clause gives more (or less) under the others, the largest first.
    """

    member: Member
    rank: int
    rank_then: int
    points: Decimal
    points_then: Decimal
    clauses: tuple[tuple[str, Decimal], ...]

    @property
    def change(self) -> Decimal:
        """What the party gains or loses."""
        return self.points_then - self.points


class Verdicts(NamedTuple):
    """An outcome, an honour or a mark that a party has otherwise under the other rules; None where it has none."""

    kind: str
    name: str
    member: Member
    detail: str | int | Decimal | None
    detail_then: str | int | Decimal | None


class PayShift(NamedTuple):
    """What a party is paid in yuan under today's rules and under the others."""

    member: Member
    yuan: Decimal
    yuan_then: Decimal

    @property
    def change(self) -> Decimal:
        """What the party gains or loses."""
        return self.yuan_then - self.yuan


def compare(now: Reckoning, then: Reckoning, of: PartyKind = "unit") -> list[Shift]:
    """Every party of the window, in the order of today's standings."""
    other = {row.member.party: row for row in standings(then, of)}
    before, after = _by_clause(now), _by_clause(then)
    shifts = []
    for row in standings(now, of):
        party = row.member.party
        names = dict.fromkeys((*before[party], *after[party]))
        changes = {name: after[party].get(name, ZERO) - before[party].get(name, ZERO) for name in names}
        moved = sorted(((name, change) for name, change in changes.items() if change), key=lambda pair: -abs(pair[1]))
        twin = other[party]
        shifts.append(Shift(row.member, row.rank, twin.rank, row.points, twin.points, tuple(moved)))
    return shifts


def assessed_otherwise(now: Reckoning, then: Reckoning) -> list[Verdicts]:
    """The outcomes, honours and marks that differ: those of today first."""
    before, after = _assessed(now), _assessed(then)
    found = []
    for key in dict.fromkeys((*before, *after)):
        here, there = before.get(key), after.get(key)
        one = here or there
        details = (here.detail if here else None, there.detail if there else None)
        if one and details[0] != details[1]:
            found.append(Verdicts(one.kind, one.name, one.member, *details))
    return found


def paid_otherwise(now: Reckoning, then: Reckoning) -> list[PayShift]:
    """The units and informants who are paid more or less in the window."""
    found = []
    for of in PARTY_KINDS:
        before, after = (each.measures.total(of, each.window, currency="yuan") for each in (now, then))
        for member in now.measures.members(of, now.window):
            id = member.party.id
            shift = PayShift(member, Decimal(before.get(id) or ZERO), Decimal(after.get(id) or ZERO))
            if shift.change:
                found.append(shift)
    return found


def _assessed(reckoning: Reckoning) -> dict[Hashable, Assessed]:
    return {(each.kind, each.name, each.member.party, each.period): each for each in assess(reckoning)}


def _by_clause(reckoning: Reckoning) -> defaultdict[object, dict[str, Decimal]]:
    sums: defaultdict[object, dict[str, Decimal]] = defaultdict(dict)
    for posting in reckoning.measures.in_window(reckoning.window):
        if posting.currency == "points":
            clauses = sums[posting.party]
            clauses[posting.clause] = clauses.get(posting.clause, ZERO) + posting.amount
    return sums
