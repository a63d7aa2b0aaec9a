"""What each item is worth to each party under each clause, as fact follows fact.

``same_item``, ``pool``, ``more`` and ``instead`` all change what an item is worth; whatever the
reason, only the difference is posted, at the date of the fact that made it, so that a month once
counted does not move. Amounts are rounded before they come here or, for ``more``,
here; caps come after.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.rules.actions import Instead, More
from infoledger.rules.facts import Fact
from infoledger.rules.kinds import SameItem
from infoledger.rules.notes import NoteKey
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.regulation import Clause

#: A clause's items are told apart by list (points, yuan), clause, party and item.
Key = tuple[str, str, Party, Hashable]


class Source(NamedTuple):
    """The clause and case that a contribution comes from, for the posting that it leads to.

    ``together`` are the clauses that have one cap with it.
    """

    clause: Clause
    cite: str
    regulation: str
    decimals: int
    together: tuple[str, ...] = ()


class Contribution(NamedTuple):
    """What the fact ``origin`` gives an item: ``amount``, or ``amount`` × its worth under ``more_of``."""

    amount: Decimal
    source: Source
    origin: Fact
    level: str | None = None
    more_of: str = ""


class Difference(NamedTuple):
    """What a fact changed: ``offered`` is what ``origin`` would have given alone."""

    source: Source
    party: Party
    item: Hashable
    amount: Decimal
    offered: Decimal
    note: NoteKey | None = None
    origin: Fact | None = None


class _Slot:
    """The contributions that are judged together: one pool, party, item and assessment year."""

    __slots__ = ("contributions", "worth")

    def __init__(self) -> None:
        self.contributions: list[Contribution] = []
        self.worth = ZERO


class Worth:
    """The worth of all items so far. ``add`` and ``replace`` yield the differences to post.

    ``remembered`` are the pools of which something later asks what an item is worth (``remembered``
    of the clauses); in the others every fact simply adds.
    """

    def __init__(self, remembered: Collection[str]) -> None:
        self._remembered = remembered
        self._slots: defaultdict[Key, dict[Hashable, _Slot]] = defaultdict(dict)
        self._instead: dict[Key, Decimal] = {}
        self._depending: defaultdict[Key, dict[tuple[Key, Hashable], None]] = defaultdict(dict)

    def add(self, contribution: Contribution, party: Party, item: Hashable, year: Hashable) -> Iterator[Difference]:
        """A further contribution to ``item`` in the assessment year ``year``."""
        source = contribution.source
        clause = source.clause
        pool = pool_of(clause)
        if pool not in self._remembered and not contribution.more_of:
            yield Difference(source, party, item, contribution.amount, contribution.amount, None, contribution.origin)
            return
        key = (clause.currency, pool, party, item)
        slot = self._slots[key].setdefault(year, _Slot())
        slot.contributions.append(contribution)
        if contribution.more_of:
            self._depending[(clause.currency, contribution.more_of, party, item)][(key, year)] = None
        yield from self._settle(key, slot, contribution, self._amount(contribution, key))

    def replace(self, amount: Decimal, of: str, source: Source, party: Party, item: Hashable) -> Iterator[Difference]:
        """``item`` is worth ``amount`` under clause ``of``, now and for ever; the highest counts."""
        key = (source.clause.currency, of, party, item)
        before = self._life(key)
        self._instead[key] = max(amount, self._instead.get(key, amount))
        after = self._instead[key]
        yield Difference(source, party, item, after - before, amount, "instead")
        if after != before:
            yield from self._follow(key)

    def _settle(self, key: Key, slot: _Slot, contribution: Contribution, offered: Decimal) -> Iterator[Difference]:
        before = slot.worth
        slot.worth = self._fold(slot, key)
        fixed = key in self._instead
        change = ZERO if fixed else slot.worth - before
        note: NoteKey | None = "fixed" if fixed else None
        yield Difference(contribution.source, key[2], key[3], change, offered, note, contribution.origin)
        if change:
            yield from self._follow(key)

    def _follow(self, key: Key) -> Iterator[Difference]:
        """What follows for clauses that give ``more`` of the one whose worth has just changed."""
        for slot_key, year in self._depending.get(key, ()):
            slot = self._slots[slot_key][year]
            last = [each for each in slot.contributions if each.more_of == key[1]][-1]
            change = self._fold(slot, slot_key) - slot.worth
            if change:
                yield from self._settle(slot_key, slot, last, change)

    def _life(self, key: Key) -> Decimal:
        if key in self._instead:
            return self._instead[key]
        return sum((slot.worth for slot in self._slots.get(key, {}).values()), ZERO)

    def _amount(self, contribution: Contribution, key: Key) -> Decimal:
        if not contribution.more_of:
            return contribution.amount
        worth = self._life((key[0], contribution.more_of, key[2], key[3]))
        return rounded(contribution.amount * worth, contribution.source.decimals)

    def _fold(self, slot: _Slot, key: Key) -> Decimal:
        levels: dict[str | None, Decimal] = {}
        for contribution in slot.contributions:
            mode = contribution.source.clause.same_item
            _ADD[mode](levels, contribution.level, self._amount(contribution, key))
        return sum(levels.values(), ZERO)


def pool_of(clause: Clause) -> str:
    """What the clause's items are judged under: its pool, with those of the same ``same_item``, or itself."""
    return f"{clause.pool}\0{clause.same_item}" if clause.pool else clause.name


def named_clauses(clauses: Iterable[Clause]) -> set[str]:
    """The clauses whose worth other clauses of ``clauses`` build on."""
    cases = (case for clause in clauses for case in clause.cases)
    return {case.action.of for case in cases if isinstance(case.action, More | Instead)}


def remembered(clauses: Iterable[Clause]) -> frozenset[str]:
    """The pools in which what an item is worth depends on more than the sum of its facts."""
    clauses = list(clauses)
    return frozenset(named_clauses(clauses) | {pool_of(clause) for clause in clauses if clause.same_item != "sum"})


def _add_sum(levels: dict[str | None, Decimal], level: str | None, amount: Decimal) -> None:
    levels[level] = levels.get(level, ZERO) + amount


def _add_highest_per_level(levels: dict[str | None, Decimal], level: str | None, amount: Decimal) -> None:
    levels[level] = max(levels.get(level, amount), amount)


def _add_highest(levels: dict[str | None, Decimal], level: str | None, amount: Decimal) -> None:
    best = sum(levels.values(), ZERO)
    if not levels or amount > best:
        levels[level] = levels.get(level, ZERO) + amount - best


#: How a contribution joins those before it. Each adds to what is there, so that where two
#: regulations judge one item differently nothing earned under the older one is taken back.
_ADD: Mapping[SameItem, Callable[[dict[str | None, Decimal], str | None, Decimal], None]] = {
    "sum": _add_sum,
    "highest": _add_highest,
    "highest_per_level": _add_highest_per_level,
}
