"""What clauses have given so far in the windows of their caps, and what a cap still lets them give."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from infoledger.periods import Calendar
from infoledger.rules.facts import Fact
from infoledger.rules.kinds import Currency
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.regulation import Cap, Clause, Few, Regulation, Window

#: By a clause's list and name, the windows in which what it gives is to be kept.
Watched = Mapping[tuple[Currency, str], tuple[Window, ...]]


class Given(NamedTuple):
    """What a fact has given that is one of the few that count."""

    amount: Decimal
    fact: Fact


class Giving(NamedTuple):
    """That ``clause`` gives something to ``party``: on the day of ``fact``, for what ``origin`` is worth."""

    clause: Clause
    party: Party
    item: Hashable
    fact: Fact
    origin: Fact


def sharing(clause: Clause, regulation: Regulation) -> tuple[str, ...]:
    """The clauses of ``regulation`` that have one sum with ``clause``, itself among them."""
    shared = isinstance(clause.cap, Cap) and clause.cap.shared
    if not shared:
        return (clause.name,)
    listed = regulation.scoring if clause.currency == "points" else regulation.rewards
    return tuple(each.name for each in listed if isinstance(each.cap, Cap) and each.cap.shared == shared)


class Caps:
    """The sums and the few facts of each clause, party and window, as posting follows posting.

    A clause is known by its name across ``regulations``: where a newer one has another cap, what was
    earned under the older one stays and counts.
    """

    def __init__(self, calendar: Calendar, regulations: Iterable[Regulation]) -> None:
        self._calendar = calendar
        regulations = tuple(regulations)
        self._summed, self._picked = _watched(regulations, Cap), _watched(regulations, Few)
        self._sums: defaultdict[Hashable, Decimal] = defaultdict(lambda: ZERO)
        self._few: defaultdict[Hashable, dict[Hashable, Given]] = defaultdict(dict)

    def watches(self, clause: Clause) -> bool:
        """Whether what ``clause`` gives matters to a cap of any regulation."""
        name = (clause.currency, clause.name)
        return name in self._summed or name in self._picked

    def within(self, cap: Cap, together: Iterable[str], giving: Giving, amount: Decimal) -> Decimal:
        """What of ``amount`` keeps the sum of the clauses ``together`` within ``cap``."""
        window = self._window(cap.per, giving)
        so_far = ZERO
        for name in together:
            so_far += self._sums[giving.clause.currency, name, giving.party, window]
        if amount > 0:
            return max(ZERO, min(amount, cap.amount - so_far))
        return min(ZERO, max(amount, -cap.amount - so_far))

    def among(self, cap: Few, giving: Giving, amount: Decimal) -> tuple[bool, Given | None]:
        """Whether a fact is one of the few that count, and which then counts no more."""
        counted = self._few[self._key(cap.per, giving)]
        if _origin(giving.origin) in counted or len(counted) < cap.count:
            return True, None
        # Of equal ones the latest.
        least = min(reversed(counted.values()), key=lambda given: given.amount)
        return (True, least) if cap.which == "best" and amount > least.amount else (False, None)

    def give(self, giving: Giving, amount: Decimal) -> None:
        """Note that ``amount`` was given."""
        name = (giving.clause.currency, giving.clause.name)
        for per in self._summed.get(name, ()):
            self._sums[self._key(per, giving)] += amount
        for per in self._picked.get(name, ()):
            counted, origin = self._few[self._key(per, giving)], _origin(giving.origin)
            before = counted[origin].amount if origin in counted else ZERO
            counted[origin] = Given(before + amount, giving.origin)

    def take_back(self, giving: Giving, given: Given) -> None:
        """Note that what was given counts no more among the few of the windows of ``giving``."""
        for per in self._picked[giving.clause.currency, giving.clause.name]:
            self._few[self._key(per, giving)].pop(_origin(given.fact), None)

    def _key(self, per: Window, giving: Giving) -> Hashable:
        return giving.clause.currency, giving.clause.name, giving.party, self._window(per, giving)

    def _window(self, per: Window, giving: Giving) -> Hashable:
        # Within the assessment year: a week may lie in two.
        day = giving.fact.day
        return giving.item if per == "item" else self._calendar.holding(per, day), self._calendar.year_of(day)


def _watched(regulations: Iterable[Regulation], kind: type[Cap] | type[Few]) -> Watched:
    windows: defaultdict[tuple[Currency, str], dict[Window, None]] = defaultdict(dict)
    for regulation in regulations:
        for clause in (*regulation.scoring, *regulation.rewards):
            cap = clause.cap
            if cap and isinstance(cap, kind):
                for name in sharing(clause, regulation):
                    windows[clause.currency, name][cap.per] = None
    return {name: tuple(pers) for name, pers in windows.items()}


def _origin(fact: Fact) -> Hashable:
    return fact.kind, fact.id, fact.day
