"""Clauses at work: each fact becomes postings, under the regulation in force on its day."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from decimal import Decimal

from infoledger.numbers import rounded
from infoledger.periods import Calendar, Period
from infoledger.rules.actions import FeeTimes, Instead, More, SetTotal
from infoledger.rules.conditions import View
from infoledger.rules.decisions import Decision, Rules
from infoledger.rules.facts import Book, Fact, Item
from infoledger.rules.kinds import CURRENCIES, PartyKind
from infoledger.rules.notes import Note, offered
from infoledger.rules.postings import ZERO, Party, Posting
from infoledger.rules.regulation import Clause, Factor, Joint, Regulation
from infoledger.rules.worth import Contribution, Difference, Source, Worth

_EVERYTHING = Decimal(1)


class Engine:
    """Runs facts through clauses and keeps what later facts need: worth and caps.

    ``postings`` grow in the order in which facts are given. ``remembered`` is ``worth.remembered``
    of all clauses.
    """

    def __init__(self, book: Book, calendar: Calendar, remembered: Collection[str]) -> None:
        self.book = book
        self.calendar = calendar
        self.postings: list[Posting] = []
        self._worth = Worth(remembered)
        self._capped: defaultdict[Hashable, Decimal] = defaultdict(lambda: ZERO)

    def run(self, rules: Rules, fact: Fact) -> None:
        """Post what ``rules`` (of the fact's kind) give for ``fact``."""
        year = self.calendar.year_of(fact.day)
        for kind in rules.kinds:
            shares = parties(self.book, fact, kind)
            for place, (party, item) in enumerate(shares):
                view = View(self.book, fact, item, party)
                for decision in rules.decide(view):
                    self._apply(decision, view, place, len(shares), year)

    def adjust(self, fact: Fact, regulation: Regulation | None) -> None:
        """Post an adjustment typed in by hand: to the informant if one is named, else the unit."""
        party = Party("unit", fact.unit or 0) if fact.informant is None else Party("informant", fact.informant)
        for currency in CURRENCIES:
            amount = fact.details.get(currency)
            if amount is not None:
                cite, reason = fact.details.get("cite") or "", fact.details.get("reason")
                if regulation and currency == "points":
                    amount = rounded(amount, regulation.decimals)
                called = regulation.called if regulation else ""
                note = Note("reason", {"reason": reason}) if reason else None
                self.postings.append(Posting(party, fact.day, amount, currency, "adjustment", cite, called, fact, note))

    def _apply(self, decision: Decision, view: View, place: int, sharers: int, year: Period) -> None:
        clause, action, source, factor = decision
        fact, party = view.fact, view.party
        item: Hashable = view.item.id if view.item else (fact.kind, fact.id, fact.day)
        times = _EVERYTHING if factor is None else _times(factor, view.item)
        level = fact.details.get("level")
        match action:
            case SetTotal(total):
                self._set(total, source, view, year)
                return
            case Instead(given, of):
                if view.item is None:
                    return
                differences = self._worth.replace(rounded(given * times, source.decimals), of, source, party, item)
            case More(more, of):
                differences = self._worth.add(Contribution(more * times, source, level, of), party, item, year)
            case FeeTimes() if fact.details.get("fee") is None:
                self._post(Difference(source, party, item, ZERO, ZERO), fact, Note("no_fee"))
                return
            case _:
                whole = action.amount(fact, view.item) * times
                amount = _part(whole, clause.joint, place, sharers, source.decimals)
                differences = self._worth.add(Contribution(amount, source, level), party, item, year)
        for difference in differences:
            self._post(difference, fact)

    def _set(self, amount: Decimal, source: Source, view: View, year: Period) -> None:
        """Let the party's total of the assessment year so far become ``amount``."""
        so_far = (
            posting.amount
            for posting in self.postings
            if posting.party == view.party and posting.currency == source.clause.currency and posting.day in year
        )
        change = amount - sum(so_far, ZERO)
        self._post(Difference(source, view.party, None, change, change), view.fact, offered("total_set", amount))

    def _post(self, difference: Difference, fact: Fact, note: Note | None = None) -> None:
        source, party, amount = difference.source, difference.party, difference.amount
        if not difference.offered and not amount and not note:
            return
        allowed = self._within_cap(source.clause, party, difference.item, fact, amount)
        note = note or (_capped(source.clause, amount) if allowed != amount else _compared(difference))
        self.postings.append(
            Posting(
                party,
                fact.day,
                allowed,
                source.clause.currency,
                source.clause.name,
                source.cite,
                source.regulation,
                fact,
                note,
            )
        )

    def _within_cap(self, clause: Clause, party: Party, item: Hashable, fact: Fact, amount: Decimal) -> Decimal:
        """What of ``amount`` keeps the clause's running sum within its cap."""
        cap = clause.cap
        if cap is None:
            return amount
        window = item if cap.per == "item" else self.calendar.holding(cap.per, fact.day)
        key = (clause.currency, clause.name, party, window, self.calendar.year_of(fact.day))
        # Where a newer regulation lowers the cap, what was earned under the older one stays.
        if amount > 0:
            amount = max(ZERO, min(amount, cap.amount - self._capped[key]))
        else:
            amount = min(ZERO, max(amount, -cap.amount - self._capped[key]))
        self._capped[key] += amount
        return amount


def parties(book: Book, fact: Fact, kind: PartyKind) -> list[tuple[Party, Item | None]]:
    """The parties of ``kind`` that a fact concerns, the lead first, each with its item.

    A piece combined from several items counts as the first of the party's items in it.
    """
    if fact.unit is None and fact.informant is None:
        return _behind(fact.items, kind)
    first = fact.items[0] if fact.items else None
    if kind == "informant":
        if fact.kind == "solicitation" and first is not None:
            own = [party for party, item in _behind(fact.items, kind)]
            return [(p, first) for p in own if book.informants[p.id].on(first.submitted).unit == fact.unit]
        return [] if fact.informant is None else [(Party("informant", fact.informant), first)]
    return [] if fact.unit is None else [(Party("unit", fact.unit), first)]


def _behind(items: Sequence[Item], kind: PartyKind) -> list[tuple[Party, Item | None]]:
    found: dict[Party, Item | None] = {}
    for item in items:
        for id in item.units if kind == "unit" else item.informants:
            found.setdefault(Party(kind, id), item)
    return list(found.items())


def _times(factor: Factor, item: Item | None) -> Decimal:
    if factor.quality:
        return item.quality if item and item.quality is not None else _EVERYTHING
    return factor.times


def _part(amount: Decimal, joint: Joint, place: int, sharers: int, decimals: int) -> Decimal:
    """The rounded share of the party at ``place``: the first gets what the others' rounding leaves."""
    if joint.kind == "each" or sharers == 1:
        return rounded(amount, decimals)
    if joint.kind == "split":
        other = rounded(amount / sharers, decimals)
    else:
        other = rounded(amount * (1 - joint.lead) / (sharers - 1), decimals)
    return other if place else rounded(amount, decimals) - other * (sharers - 1)


def _capped(clause: Clause, amount: Decimal) -> Note:
    return Note("capped", {"amount": amount, "cap": clause.cap})


def _compared(difference: Difference) -> Note | None:
    if difference.note:
        return offered(difference.note, difference.offered)
    return offered("counted_already", difference.offered) if difference.amount != difference.offered else None
