"""What parties did together over a window: what notices tell in sentences and reports in tables."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.periods import DAY, Calendar, Period
from infoledger.rules.counts import issue_of
from infoledger.rules.facts import Fact, Item
from infoledger.rules.measures import Measures
from infoledger.rules.postings import Party


class Volume(NamedTuple):
    """Distinct items submitted, forwarded and adopted; adopted pieces and instructions.

    Pieces are counted by level and by (outlet, level), where a level that is not known is empty;
    ``issues`` are those of this office's own publications, by name.
    """

    submitted: int
    forwarded: int
    adopted: int
    adoptions: int
    instructions: int
    by_level: Mapping[str, int]
    by_outlet: Mapping[tuple[str, str], int]
    issues: Mapping[str, int]

    @property
    def adoption_rate(self) -> Decimal | None:
        """Adopted of submitted items in per cent with one decimal; None where nothing was submitted."""
        return rounded(Decimal(100 * self.adopted) / self.submitted, 1) if self.submitted else None

    def __bool__(self) -> bool:
        """Whether anything is recorded at all."""
        return bool(self.submitted or self.forwarded or self.adoptions or self.instructions)


class AdoptedPiece(NamedTuple):
    """An item adopted in a piece, whose it is, and which leaders wrote on it in the window."""

    parties: tuple[Party, ...]
    item: Item
    fact: Fact
    leaders: tuple[str, ...]


def volume(measures: Measures, parties: Collection[Party], window: Period) -> Volume:
    """The volume of ``parties`` over ``window``; a shared item or piece counts once."""
    known = set(parties)

    def facts(kind: str) -> list[Fact]:
        return [fact for fact in measures.counts.facts(kind, window) if any(_of(item, known) for item in fact.items)]

    def items(kind: str) -> int:
        return len({item.id for fact in facts(kind) for item in fact.items if _of(item, known)})

    pieces = facts("adoption")
    levels = [fact.details.get("level") or "" for fact in pieces]
    return Volume(
        items("submission"),
        items("forward"),
        items("adoption"),
        len(pieces),
        len(facts("instruction")),
        Counter(levels),
        Counter((fact.details["outlet"], level) for fact, level in zip(pieces, levels, strict=True)),
        Counter(
            outlet
            for outlet, _issue in {
                (fact.details["outlet"], issue_of(fact)) for fact in pieces if fact.details.get("own")
            }
        ),
    )


def volume_of_units(measures: Measures, window: Period, group: str | None = None) -> Volume:
    """The volume of all units that belonged on a day of ``window``, or of those in ``group``."""
    members = measures.members("unit", window)
    return volume(measures, [member.party for member in members if group in (None, member.group)], window)


def adopted_pieces(measures: Measures, parties: Sequence[Party], window: Period) -> Iterator[AdoptedPiece]:
    """What was adopted over ``window`` of ``parties``, by the first of those whose it is, then by day.

    The leaders stand with the first piece of an item.
    """
    wrote: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for fact in measures.counts.facts("instruction", window):
        for item in fact.items:
            wrote[item.id][fact.details.get("leader") or ""] = None
    places = {party: place for place, party in enumerate(parties)}
    pieces = [
        (theirs, item, fact)
        for fact in measures.counts.facts("adoption", window)
        for item in fact.items
        if (theirs := _among(item, places))
    ]
    for theirs, item, fact in sorted(pieces, key=lambda piece: places[piece[0][0]]):
        yield AdoptedPiece(theirs, item, fact, tuple(filter(None, wrote.pop(item.id, {}))))


def _among(item: Item, places: Mapping[Party, int]) -> tuple[Party, ...]:
    """Those of the parties whose the item is, in their order."""
    units, people = (Party("unit", id) for id in item.units), (Party("informant", id) for id in item.informants)
    return tuple(sorted((party for party in (*units, *people) if party in places), key=places.__getitem__))


def failures(measures: Measures, units: Collection[int], window: Period) -> dict[str, dict[int, int]]:
    """How often each of ``units`` failed over ``window``, by the kind of violation."""
    found: dict[str, dict[int, int]] = {}
    for fact in measures.counts.facts("violation", window):
        if fact.unit is not None and fact.unit in units:
            theirs = found.setdefault(fact.details["kind"], {})
            theirs[fact.unit] = theirs.get(fact.unit, 0) + 1
    return found


def missed_solicitations(measures: Measures, units: Collection[int], window: Period) -> dict[int, int]:
    """How many solicitations each of ``units`` left unanswered over ``window``."""
    return {
        unit: count for unit, count in measures.counts.missed_solicitations("unit", window).items() if unit in units
    }


def year_before(calendar: Calendar, period: Period) -> Period:
    """The period a year earlier; for a window, its days of that year."""
    if period.size == "window":
        first, last = _earlier(period.first), _earlier(period.last)
        return Period(first, last, f"{first}..{last}")
    if period.size == "week":
        return calendar.holding("week", period.first - 52 * 7 * DAY)
    # Its middle lies in the same month, whatever days months begin on and however long February is.
    return calendar.holding(period.size, _earlier(period.first + (period.last - period.first) / 2))


def _earlier(day: date) -> date:
    """The day a year earlier; for 29 February, the 28th."""
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def _of(item: Item, parties: Collection[Party]) -> bool:
    return any(Party("unit", id) in parties for id in item.units) or any(
        Party("informant", id) in parties for id in item.informants
    )
