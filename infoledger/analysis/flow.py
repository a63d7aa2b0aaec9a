"""How far items came: submitted, forwarded, adopted, instructed; as a whole and by what an item is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from infoledger.analysis.spans import Courses
from infoledger.numbers import rounded
from infoledger.periods import Period
from infoledger.rules.facts import Item, Traits
from infoledger.rules.kinds import FactKind
from infoledger.rules.measures import Measures

#: Of fewer submitted items a rate says little: it is marked and not ranked.
FEW = 10
Alike = TypeVar("Alike")
_STAGES: tuple[FactKind, ...] = ("submission", "forward", "adoption", "instruction")


class Flow(NamedTuple):
    """Distinct items that reached each stage in a window."""

    submitted: int = 0
    forwarded: int = 0
    adopted: int = 0
    instructed: int = 0

    @property
    def forwarding_rate(self) -> Decimal | None:
        """Forwarded ÷ submitted in per cent."""
        return per_cent(self.forwarded, self.submitted)

    @property
    def adoption_rate(self) -> Decimal | None:
        """Adopted ÷ submitted in per cent, as a notice says it."""
        return per_cent(self.adopted, self.submitted)

    @property
    def instruction_rate(self) -> Decimal | None:
        """Instructed ÷ adopted in per cent."""
        return per_cent(self.instructed, self.adopted)

    @property
    def few(self) -> bool:
        """Whether so little was submitted that a rate says nothing."""
        return self.submitted < FEW


#: By what items are told apart; one that says nothing of it stands under the empty name, units under their ids.
Trait = Literal["category", "source", "tag", "group", "unit"]
TRAITS: tuple[Trait, ...] = get_args(Trait)
ByTrait = Mapping[Trait, Mapping[Any, Flow]]


class Seen(NamedTuple):
    """What is kept of a window: all its items, and those of each trait.

    ``levels`` and ``forms`` are distinct adopted items, and adopted pieces, by level and by form of adoption.
    """

    whole: Flow
    by: ByTrait
    levels: Mapping[str, tuple[int, int]]
    forms: Mapping[str, tuple[int, int]]


class Flows:
    """The items of a window, by the stages that they reached in it.

    They are those of the units that belonged on a day of the window, as a notice counts them.
    """

    def __init__(self, measures: Measures, window: Period) -> None:
        self.window, self._measures = window, measures
        self.groups = {member.party.id: member.group for member in measures.members("unit", window)}
        self._items = {kind: self._reached(kind) for kind in _STAGES}

    @property
    def submitted(self) -> Iterable[Item]:
        """The items submitted in the window."""
        return self._items["submission"]

    @property
    def whole(self) -> Flow:
        """All items."""
        return Flow(*(len(self._items[kind]) for kind in _STAGES))

    def seen(self) -> Seen:
        """All that is to be said of them, without the items themselves."""
        by = {each: self._by(each) for each in TRAITS}
        return Seen(self.whole, by, self._adopted_by("level"), self._adopted_by("form"))

    @cached_property
    def _alike(self) -> Mapping[FactKind, tuple[Counter[Traits], Counter[tuple[int, ...]]]]:
        """How many items reached each stage, by their traits and by their units: even a year has few of either."""
        return {
            kind: (Counter(item.traits for item in items), Counter(item.units for item in items))
            for kind, items in self._items.items()
        }

    def _by(self, trait: Trait) -> dict[Any, Flow]:
        """The items by a trait; one that has it in several ways counts under each."""
        counts = [self._counted(trait, *self._alike[kind]) for kind in _STAGES]
        return {name: Flow(*(count[name] for count in counts)) for name in dict.fromkeys(n for c in counts for n in c)}

    def _counted(self, trait: Trait, by_traits: Counter[Traits], by_units: Counter[tuple[int, ...]]) -> Counter[Any]:
        match trait:
            case "category":
                return _under(by_traits, lambda traits: (traits.category or "",))
            case "source":
                return _under(by_traits, lambda traits: (traits.source or "",))
            case "tag":
                return _under(by_traits, lambda traits: traits.tags or ("",))
            case "group":
                return _under(by_units, lambda units: {self.groups[unit] for unit in units if unit in self.groups})
            case "unit":
                return _under(by_units, lambda units: self.groups.keys() & units)

    def _adopted_by(self, field: str) -> dict[str, tuple[int, int]]:
        """Distinct adopted items and pieces by a field of the adoption."""
        items: defaultdict[str, set[int]] = defaultdict(set)
        pieces: Counter[str] = Counter()
        for fact in self._measures.counts.facts("adoption", self.window):
            if ours := [item.id for item in fact.items if self._ours(item)]:
                name = fact.details.get(field) or ""
                pieces[name] += 1
                items[name].update(ours)
        return {name: (len(items[name]), count) for name, count in pieces.items()}

    def _reached(self, kind: FactKind) -> Sequence[Item]:
        facts = self._measures.counts.facts(kind, self.window)
        return list({item.id: item for fact in facts for item in fact.items if self._ours(item)}.values())

    def _ours(self, item: Item) -> bool:
        return not self.groups.keys().isdisjoint(item.units)


def _under(counted: Counter[Alike], names: Callable[[Alike], Iterable[Any]]) -> Counter[Any]:
    """What is ``counted``, under each of its names."""
    found: Counter[Any] = Counter()
    for alike, count in counted.items():
        for name in names(alike):
            found[name] += count
    return found


def of_these(flows: Flows, courses: Courses) -> Flow:
    """What became to this day of the items submitted in a window, however late."""
    ids = [item.id for item in flows.submitted]
    stages = (courses.forwarded, courses.adopted, courses.instructed)
    return Flow(len(ids), *(sum(id in stage for id in ids) for stage in stages))


def ranked(flows: Mapping[Any, Flow]) -> list[tuple[Any, Flow]]:
    """By adoption rate, the highest first; those with few items and those without a name last."""
    return sorted(flows.items(), key=lambda each: (each[1].few, not each[0], *_merit(each[1]), each[0]))


def per_cent(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in per cent with one decimal, half up; None of nothing."""
    return rounded(Decimal(100 * part) / whole, 1) if whole else None


def _merit(flow: Flow) -> tuple[Decimal, int]:
    return -Decimal(flow.adopted) / (flow.submitted or 1) if not flow.few else Decimal(0), -flow.submitted
