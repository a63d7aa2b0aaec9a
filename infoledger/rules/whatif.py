"""What other rules would change: both standings side by side, and the clauses that make the difference."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from infoledger.rules.kinds import PartyKind
from infoledger.rules.measures import Member
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


def _by_clause(reckoning: Reckoning) -> defaultdict[object, dict[str, Decimal]]:
    sums: defaultdict[object, dict[str, Decimal]] = defaultdict(dict)
    for posting in reckoning.measures.in_window(reckoning.window):
        if posting.currency == "points":
            clauses = sums[posting.party]
            clauses[posting.clause] = clauses.get(posting.clause, ZERO) + posting.amount
    return sums
