"""What each item is worth to each party under each clause, as fact follows fact.

``same_item``, ``pool``, ``more`` and ``instead`` all change what an item is worth; whatever the
reason, only the difference is posted, at the date of the fact that made it, so that a month once
counted does not move. Amounts are rounded before they come here or, for ``more``,
here; caps come after.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.rules.actions import Instead, More
from infoledger.rules.facts import Fact
from infoledger.rules.kinds import Currency
from infoledger.rules.notes import NoteKey
from infoledger.rules.postings import ZERO, Party
from infoledger.rules.regulation import Clause, Regulation

#: An item as it is worth something to a party under the clauses that are judged together with one: list, clauses,
#: party and item; or under a clause alone, by its name.
Key = tuple[Currency, str, Party, Hashable]
#: What an item has earned, by clause and level.
Earned = dict[tuple[str, str | None], Decimal]


class Source(NamedTuple):
    """The clause and case that a contribution comes from, for the posting that it leads to.

    ``together`` are the clauses that have one cap with it, ``pooled`` those that are judged together with it.
    """

    clause: Clause
    cite: str
    regulation: str
    decimals: int
    together: tuple[str, ...] = ()
    pooled: tuple[str, ...] = ()


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
    """The contributions to an item of one party in an assessment year under clauses that may be judged together."""

    __slots__ = ("contributions", "earned")

    def __init__(self) -> None:
        self.contributions: list[Contribution] = []
        self.earned: Earned = {}

    @property
    def worth(self) -> Decimal:
        return sum(self.earned.values(), ZERO)


class Worth:
    """The worth of all items so far. ``add`` and ``replace`` yield the differences to post.

    A clause is known by its name across ``regulations``: where a newer one judges it together with others,
    what they earned under the older one stays and counts.
    """

    def __init__(self, regulations: Sequence[Regulation]) -> None:
        clauses = [clause for each in regulations for clause in (*each.scoring, *each.rewards)]
        self._pools = _pools(regulations)
        self._remembered = _remembered(clauses, self._pools)
        self._slots: defaultdict[Key, dict[Hashable, _Slot]] = defaultdict(dict)
        self._instead: dict[Key, Decimal] = {}
        self._depending: defaultdict[Key, dict[tuple[Key, Hashable], None]] = defaultdict(dict)

    def asks_about(self, clause: Clause) -> bool:
        """Whether something later asks what an item is worth under ``clause``; else every fact simply adds."""
        return self._pools[clause.currency, clause.name] in self._remembered

    def add(self, contribution: Contribution, party: Party, item: Hashable, year: Hashable) -> Iterator[Difference]:
        """A further contribution to ``item`` in the assessment year ``year``."""
        source = contribution.source
        clause = source.clause
        if not contribution.more_of and not self.asks_about(clause):
            yield Difference(source, party, item, contribution.amount, contribution.amount, None, contribution.origin)
            return
        key = self._key(clause.currency, clause.name, party, item)
        slot = self._slots[key].setdefault(year, _Slot())
        slot.contributions.append(contribution)
        if contribution.more_of:
            self._depending[clause.currency, contribution.more_of, party, item][key, year] = None
        offered = self._amount(contribution, key)
        yield from self._settle(key, contribution, _judge(slot.earned, contribution, offered), offered)

    def replace(self, amount: Decimal, of: str, source: Source, party: Party, item: Hashable) -> Iterator[Difference]:
        """``item`` is worth ``amount`` under clause ``of``, now and for ever; the highest counts."""
        key = (source.clause.currency, of, party, item)
        before = self._life(key)
        self._instead[key] = max(amount, self._instead.get(key, amount))
        after = self._instead[key]
        yield Difference(source, party, item, after - before, amount, "instead")
        if after != before:
            yield from self._follow(key)

    def _key(self, currency: Currency, clause: str, party: Party, item: Hashable) -> Key:
        return currency, self._pools[currency, clause], party, item

    def _settle(self, key: Key, contribution: Contribution, gain: Decimal, offered: Decimal) -> Iterator[Difference]:
        """What follows from a ``gain`` of the item by ``contribution``."""
        alone = key[0], contribution.source.clause.name, key[2], key[3]
        fixed = alone in self._instead
        change = ZERO if fixed else gain
        note: NoteKey | None = "fixed" if fixed else None
        yield Difference(contribution.source, key[2], key[3], change, offered, note, contribution.origin)
        if change:
            yield from self._follow(alone)

    def _follow(self, key: Key) -> Iterator[Difference]:
        """What follows for clauses that give ``more`` of the one whose worth has just changed."""
        for slot_key, year in self._depending.get(key, ()):
            slot = self._slots[slot_key][year]
            before = slot.worth
            slot.earned = self._fold(slot, slot_key)
            change = slot.worth - before
            if change:
                last = [each for each in slot.contributions if each.more_of == key[1]][-1]
                yield from self._settle(slot_key, last, change, change)

    def _life(self, key: Key) -> Decimal:
        """What an item is worth under one clause in its whole life."""
        if key in self._instead:
            return self._instead[key]
        slots = self._slots.get(self._key(*key), {}).values()
        return sum((amount for slot in slots for (name, _level), amount in slot.earned.items() if name == key[1]), ZERO)

    def _amount(self, contribution: Contribution, key: Key) -> Decimal:
        if not contribution.more_of:
            return contribution.amount
        worth = self._life((key[0], contribution.more_of, key[2], key[3]))
        return rounded(contribution.amount * worth, contribution.source.decimals)

    def _fold(self, slot: _Slot, key: Key) -> Earned:
        earned: Earned = {}
        for contribution in slot.contributions:
            _judge(earned, contribution, self._amount(contribution, key))
        return earned


def _judge(earned: Earned, contribution: Contribution, amount: Decimal) -> Decimal:
    """Add to what an item has ``earned`` what ``amount`` gives beside it, and say how much that is.

    Nothing is taken back, so that where two regulations judge one item differently what it earned
    under the older one stays.
    """
    source, own = contribution.source, (contribution.source.clause.name, contribution.level)
    mode = source.clause.same_item
    if mode == "sum":
        earned[own] = earned.get(own, ZERO) + amount
        return amount
    beside = [
        before
        for (name, level), before in earned.items()
        if name in source.pooled and (mode == "highest" or level == contribution.level)
    ]
    gain = amount - sum(beside, ZERO)
    if beside and gain <= 0:
        return ZERO
    earned[own] = earned.get(own, ZERO) + gain
    return gain


def pooled(clause: Clause, regulation: Regulation) -> tuple[str, ...]:
    """The clauses of ``regulation`` that are judged together with ``clause``, itself among them."""
    if not clause.pool:
        return (clause.name,)
    listed = regulation.scoring if clause.currency == "points" else regulation.rewards
    judged = (clause.pool, clause.same_item)
    return tuple(each.name for each in listed if (each.pool, each.same_item) == judged)


def named_clauses(clauses: Iterable[Clause]) -> set[str]:
    """The clauses whose worth other clauses of ``clauses`` build on."""
    cases = (case for clause in clauses for case in clause.cases)
    return {case.action.of for case in cases if isinstance(case.action, More | Instead)}


def _pools(regulations: Iterable[Regulation]) -> Mapping[tuple[Currency, str], str]:
    """By list and name, one name for all clauses that any regulation judges together with a clause."""
    found: dict[tuple[Currency, str], str] = {}
    for regulation in regulations:
        for clause in (*regulation.scoring, *regulation.rewards):
            together = {found.get((clause.currency, name), name) for name in pooled(clause, regulation)}
            joined = [key for key, name in found.items() if key[0] == clause.currency and name in together]
            found |= dict.fromkeys((*joined, (clause.currency, clause.name)), min(together))
    return found


def _remembered(clauses: Iterable[Clause], pools: Mapping[tuple[Currency, str], str]) -> frozenset[str]:
    """The pools in which what an item is worth depends on more than the sum of its facts."""
    clauses = list(clauses)
    named = named_clauses(clauses)
    asked = (clause for clause in clauses if clause.name in named or clause.same_item != "sum")
    return frozenset(pools[clause.currency, clause.name] for clause in asked)
