"""The tables of an analysis (研判), out of what the ledger and its reckoning say of a period."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from infoledger.analysis.flow import TRAITS, Flow, Flows, Seen, Trait, of_these, per_cent, ranked
from infoledger.analysis.parts import Cell, Part
from infoledger.analysis.spans import Courses, silence, span
from infoledger.numbers import rounded
from infoledger.periods import Period
from infoledger.rules.postings import ZERO

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.rules.facts import Item
    from infoledger.rules.figures import FigureName
    from infoledger.rules.measures import Member
    from infoledger.rules.reckoning import Reckoning

_FLOW = ("submitted", "forwarded", "adopted", "instructed", "forwarding_rate", "adoption_rate", "instruction_rate")
_STEPS = ("to_report", "to_adoption", "to_instruction")
_HINTS = ("title", "length", "parts", "figures", "sentences", "punctuation", "repetitions")
_MONTHLY: "tuple[FigureName, ...]" = ("submitted", "adopted", "points")


class Sight:
    """What there is to see of a window: its reckoning, and how far its items came, now and in earlier periods."""

    def __init__(
        self,
        connection: "Connection",
        config: "Config",
        reckoning: "Reckoning",
        before: Seen | None,
        ago: Seen | None,
    ) -> None:
        self.connection, self.config, self.reckoning = connection, config, reckoning
        self.flows = Flows(reckoning.measures, reckoning.window)
        self.now, self.before, self.ago = self.flows.seen(), before, ago
        self.window, self.measures, self.today = reckoning.window, reckoning.measures, reckoning.today

    @cached_property
    def members(self) -> "list[Member]":
        """The units of the window."""
        return self.measures.members("unit", self.window)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """What the units are called."""
        return {member.party.id: member.name for member in self.members}

    @cached_property
    def months(self) -> list[Flows]:
        """The months of the window that have begun; the window itself where it is no longer than one."""
        months = list(self.config.calendar.ending_in("month", self.window))
        begun = [Flows(self.measures, month) for month in months if month.first <= self.today]
        return begun if len(months) > 1 else [self.flows]

    @cached_property
    def courses(self) -> Courses:
        """What became of the items submitted in the window."""
        from infoledger.ledger.courses import load_courses

        return load_courses(self.connection, self.window.first, self.window.last)


def tables(sight: Sight) -> Iterator[Part]:
    """All tables in the order of the report; those of themes and of what several report come apart."""
    yield _funnel(sight)
    yield from (_by(sight, trait) for trait in TRAITS)
    yield Part("by_form", ("name",), ("adopted", "adoptions"), _most_first(sight.now.forms))
    yield _by_month(sight)
    yield _times(sight)
    yield _silent(sight)
    if len(sight.months) > 1:
        yield from (_units_by_months(sight, figure) for figure in _MONTHLY)
    yield from _quality(sight)


def _funnel(sight: Sight) -> Part:
    """Each stage with what part reached it: of what was submitted, for instructions of what was adopted."""
    now = sight.now
    rates = (None, now.whole.forwarding_rate, now.whole.adoption_rate, now.whole.instruction_rate)
    earlier = (sight.before, sight.ago)
    rows: list[tuple[Cell, ...]] = []
    for stage, rate in zip(Flow._fields, rates, strict=True):
        was = [each and getattr(each.whole, stage) for each in earlier]
        rows.append((stage, "", getattr(now.whole, stage), rate, *was))
        if stage == "adopted":
            for level in sorted(now.levels, key=lambda name: _place(name, sight.config.levels)):
                count, was = now.levels[level][0], [each and each.levels.get(level, (0, 0))[0] for each in earlier]
                rows.append((stage, level, count, per_cent(count, now.whole.submitted), *was))
    return Part("funnel", ("stage", "level"), ("items", "rate", "before", "year_before"), rows, ("items",))


def _by(sight: Sight, trait: Trait) -> Part:
    """The items by a trait, ranked by adoption rate where that says something, beside the earlier rates."""
    called = sight.names if trait == "unit" else {}
    earlier = [{} if each is None else each.by[trait] for each in (sight.before, sight.ago)]

    def row(place: int, name: Any, flow: Flow) -> tuple[Cell, ...]:
        rates = (found[name].adoption_rate if name in found else None for found in earlier)
        figures = (getattr(flow, figure) for figure in _FLOW)
        return (called.get(name, name), None if flow.few or not name else place, *figures, *rates)

    now = sight.now.by[trait]
    rows = [row(place, name, flow) for place, (name, flow) in enumerate(ranked(now), 1)] if any(now) else []
    charted = ("adoption_rate",) if trait == "category" else ()
    return Part(f"by_{trait}", ("name",), ("place", *_FLOW, "rate_before", "rate_year_before"), rows, charted)


def _by_month(sight: Sight) -> Part:
    """What became of the items of each month, beside what the month's notice says was adopted in it."""

    def row(flows: Flows) -> tuple[Cell, ...]:
        theirs, whole = of_these(flows, sight.courses), flows.whole
        own = (theirs.submitted, theirs.adopted, theirs.adoption_rate)
        return (flows.window.name, *own, whole.adopted, whole.adoption_rate)

    figures = ("submitted", "adopted_of_these", "rate_of_these", "adopted", "adoption_rate")
    charted = ("rate_of_these", "adoption_rate") if len(sight.months) > 1 else ()
    return Part("by_month", ("month",), figures, [row(flows) for flows in sight.months], charted)


def _times(sight: Sight) -> Part:
    """How long each step took, over all and by category; late is what came after its category's deadline."""
    by_category: defaultdict[str, list[Item]] = defaultdict(list, {"": list(sight.flows.submitted)})
    for item in sight.flows.submitted:
        if item.traits.category:
            by_category[item.traits.category].append(item)
    rows: list[tuple[Cell, ...]] = []
    for step in _STEPS:
        taken = getattr(sight.courses, step)
        for name, items in by_category.items():
            if took := span(map(taken, items)):
                late = sum(bool(item.traits.hours_late) for item in items) if step == "to_report" else None
                rows.append((step, name, *took, late))
    return Part("times", ("step", "category"), ("measured", "median", "nine_of_ten", "late"), rows)


def _silent(sight: Sight) -> Part:
    """Weeks and the longest run of days without any report (断报), up to today, while a unit belonged."""
    days: defaultdict[int, set[date]] = defaultdict(set)
    for item in sight.flows.submitted:
        for id in item.units:
            days[id].add(item.submitted)
    rows = []
    last = min(sight.window.last, sight.today)
    for member in sight.members:
        unit = sight.measures.book.units[member.party.id]
        joined, left = max(sight.window.first, unit.joined), min(last, unit.left)
        found = silence(days[unit.id], joined, left) if joined <= left else None
        if found and found.weeks:
            rows.append((member.name, found.weeks, found.of, found.days, found.first, found.last))
    rows.sort(key=lambda row: (-row[1], -row[3]))
    return Part("silent", ("unit",), ("silent_weeks", "weeks", "days", "first", "last"), rows)


def _units_by_months(sight: Sight, figure: "FigureName") -> Part:
    """A figure of each unit by month; the totals are those of notices and reports, each shared item once."""
    every = [*sight.months, sight.flows]
    found = [_of_units(sight, figure, flows.window) for flows in every]
    rows: list[tuple[Cell, ...]] = [
        (member.name, *(values.get(member.party.id) or 0 for values in found)) for member in sight.members
    ]
    if figure == "points":
        totals = (sight.measures.total("unit", flows.window).values() for flows in every)
        sums: list[Cell] = [sum(map(_exact, each), ZERO) for each in totals]
    else:
        sums = [getattr(flows.whole, figure) for flows in every]
    months = tuple(flows.window.name for flows in sight.months)
    return Part(f"{figure}_by_month", ("unit",), (*months, "total"), [*rows, ("", *sums)], (), months)


def _of_units(sight: Sight, figure: "FigureName", window: Period) -> Mapping[int, Decimal | int | None]:
    """A figure of the units as the notice of ``window`` has it."""
    regulation = sight.reckoning.rulebook.on(window.last)
    return sight.measures.figures(figure, "unit", window, bool(regulation and regulation.ranking.roll_up))


def _quality(sight: Sight) -> Iterator[Part]:
    from infoledger.config.model import Category
    from infoledger.intake.hints import Draft, parts_shown, weaknesses
    from infoledger.ledger.courses import load_returned, load_texts

    days = sight.window.first, sight.window.last
    returned = Counter((each.verdict, each.note) for each in load_returned(sight.connection, *days))
    yield Part("returned", ("verdict", "reason"), ("times",), [(*why, times) for why, times in returned.most_common()])
    units = {item.id: item.units for item in sight.flows.submitted}
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    texts: Counter[tuple[str, str]] = Counter()
    present: Counter[tuple[str, str]] = Counter()
    for text in load_texts(sight.connection, *days):
        expected = (sight.config.categories or {}).get(text.category) or Category()
        draft = Draft(text.title, text.body, text.category, expected)
        hints = [*weaknesses(draft), "texts"]
        for unit in units.get(text.item, ()):
            found[unit].update(hints)
            found[unit]["characters"] += text.characters
        texts.update((text.category, element) for element in expected.expects)
        present.update((text.category, element) for element in parts_shown(draft))
    yield _hints(sight, found)
    rows = [(*names, count, present[names], per_cent(present[names], count)) for names, count in texts.items()]
    yield Part("elements", ("category", "element"), ("texts", "present", "present_rate"), rows)


def _hints(sight: Sight, found: Mapping[int, Counter[str]]) -> Part:
    """How many texts of each unit have which weak points, and how long they are."""

    def row(name: str, counts: Counter[str]) -> tuple[Cell, ...]:
        length = rounded(Decimal(counts["characters"]) / counts["texts"], 0)
        return (name, counts["texts"], int(length), *(counts[hint] for hint in _HINTS))

    rows = [row(each.name, found[each.party.id]) for each in sight.members if each.party.id in found]
    return Part("hints", ("unit",), ("texts", "characters", *(f"hint_{name}" for name in _HINTS)), rows)


def _most_first(counts: Mapping[str, tuple[int, int]]) -> list[tuple[Cell, ...]]:
    return [(name, *each) for name, each in sorted(counts.items(), key=lambda each: (-each[1][0], each[0]))]


def _exact(figure: Decimal | int | None) -> Decimal:
    return Decimal(figure or 0)


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)
