"""What later facts changed in notices that were issued: listed in the next one (补录/更正)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from infoledger.periods import Period
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measures import Measures
from infoledger.rules.postings import ZERO, Party


class Issued(NamedTuple):
    """A notice that was issued: its window, the points of the parties that it listed, and what it settled.

    ``settled`` gives the points of earlier issued windows as they stood when it was issued, by the
    name of the window: what it listed as corrected is not listed again.
    """

    window: Period
    points: Mapping[Party, Decimal]
    settled: Mapping[str, Mapping[Party, Decimal]]


class Correction(NamedTuple):
    """A party's points in an issued window, as last printed and as they are today."""

    window: Period
    party: Party
    printed: Decimal
    today: Decimal


def corrections(
    issued: Sequence[Issued], window: Period, of: PartyKind, measures: Measures, roll_up: bool = False
) -> list[Correction]:
    """What has changed since in issued notices of the length of ``window``, which come in order of issue."""
    printed = {each.window: each.points for each in _before(issued, window)}
    for notice in issued:
        printed |= {earlier: notice.settled[earlier.name] for earlier in printed if earlier.name in notice.settled}
    found = []
    for earlier, points in printed.items():
        today = points_of(of, earlier, measures, roll_up)
        for party in dict.fromkeys((*points, *today)):
            before, after = points.get(party, ZERO), today.get(party, ZERO)
            if before != after:
                found.append(Correction(earlier, party, before, after))
    return found


def settled(
    issued: Sequence[Issued], window: Period, of: PartyKind, measures: Measures, roll_up: bool
) -> dict[str, dict[Party, Decimal]]:
    """Today's points of the windows whose changes the notice of ``window`` lists, by their names."""
    return {each.window.name: points_of(of, each.window, measures, roll_up) for each in _before(issued, window)}


def _before(issued: Sequence[Issued], window: Period) -> list[Issued]:
    """The notices of the length of ``window`` for times before it."""
    return [each for each in issued if each.window.size == window.size and each.window.last < window.first]


def points_of(of: PartyKind, window: Period, measures: Measures, roll_up: bool) -> dict[Party, Decimal]:
    """The points over ``window`` of each party that belonged on a day of it, which are those that a notice lists."""
    totals = measures.total(of, window, roll_up)
    members = (member.party for member in measures.members(of, window))
    return {party: Decimal(total) for party in members if (total := totals.get(party.id))}
