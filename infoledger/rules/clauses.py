"""Clauses at work: each fact becomes postings, under the regulation in force on its day."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal

from infoledger.numbers import rounded
from infoledger.periods import Calendar, Period
from infoledger.rules.actions import FeeTimes, Instead, More, Ratio, SetTotal
from infoledger.rules.caps import Caps, Giving
from infoledger.rules.conditions import View
from infoledger.rules.decisions import Decision, Rules
from infoledger.rules.details import Months
from infoledger.rules.facts import Book, Fact, Item
from infoledger.rules.kinds import CURRENCIES, PartyKind, Posted
from infoledger.rules.notes import Note, offered
from infoledger.rules.postings import ZERO, Party, Posting, party_of
from infoledger.rules.ratios import RatioKey, Share, ratio_key
from infoledger.rules.regulation import Cap, Factor, Joint, Regulation
from infoledger.rules.worth import Contribution, Difference, Source, Worth

_EVERYTHING = Decimal(1)


class Engine:
    """Runs facts through clauses and keeps what later facts need: worth and caps.

    ``postings`` grow in the order in which facts are given. ``ratios`` are what clauses give by a ratio,
    reckoned for all parties before any of their facts is run.
    """

    def __init__(self, book: Book, calendar: Calendar, regulations: Sequence[Regulation]) -> None:
        self.book = book
        self.calendar = calendar
        self.postings: list[Posting] = []
        self.ratios: Mapping[RatioKey, Share] = {}
        clauses = [clause for each in regulations for clause in (*each.scoring, *each.rewards)]
        self._worth = Worth(regulations)
        self._caps = Caps(calendar, regulations)
        # What later facts ask about; of other clauses each amount is posted and forgotten.
        kept = (each for each in clauses if self._worth.asks_about(each) or self._caps.watches(each))
        self._kept = frozenset((clause.currency, clause.name) for clause in kept)

    def run(self, rules: Rules, fact: Fact) -> None:
        """Post what ``rules`` (of the fact's kind) give for ``fact``."""
        for kind in rules.kinds:
            shares = parties(self.book, fact, kind)
            for place, (party, item) in enumerate(shares):
                view = View(self.book, fact, item, party)
                for decision in rules.decide(view):
                    amount = decision.fixed
                    if amount is None or (decision.clause.currency, decision.clause.name) in self._kept:
                        self._apply(decision, view, place, len(shares))
                    elif amount:
                        self._append(decision.source, party, amount, fact, None)

    def decisions(self, rules: Rules, fact: Fact) -> Iterator[tuple[Decision, View]]:
        """What ``rules`` decide on ``fact`` for each party, as it sees it; nothing is posted."""
        for kind in rules.kinds:
            for party, item in parties(self.book, fact, kind):
                view = View(self.book, fact, item, party)
                for decision in rules.decide(view):
                    yield decision, view

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

    def _apply(self, decision: Decision, view: View, place: int, sharers: int) -> None:
        clause, action, source = decision.clause, decision.action, decision.source
        fact, party = view.fact, view.party
        year = self.calendar.year_of(fact.day)
        item: Hashable = view.item.id if view.item else (fact.kind, fact.id, fact.day)
        times = multiplier(decision, view)
        level = fact.details.get("level")
        note: Note | None = None
        match action:
            case SetTotal(total):
                self._set(total, source, view, year)
                return
            case Instead(given, of):
                if view.item is None:
                    return
                differences = self._worth.replace(rounded(given * times, source.decimals), of, source, party, item)
            case More(more, of):
                differences = self._worth.add(Contribution(more * times, source, fact, level, of), party, item, year)
            case FeeTimes() if fact.details.get("fee") is None:
                self._append(source, party, ZERO, fact, Note("no_fee"))
                return
            case Ratio():
                share = self.ratios.get(ratio_key(decision, fact))
                if share is None:
                    return
                note = share.note
                differences = self._worth.add(Contribution(share.amount, source, fact, level), party, item, year)
            case _:
                whole = action.amount(fact, view.item) * times
                note = _months(fact)
                amount = _part(whole, clause.joint, place, sharers, source.decimals)
                differences = self._worth.add(Contribution(amount, source, fact, level), party, item, year)
        for difference in differences:
            self._post(difference, fact, note)

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
        source, amount = difference.source, difference.amount
        if not difference.offered and not amount:
            return
        cap = source.clause.cap
        note = note or _compared(difference)
        if cap is None and not self._caps.watches(source.clause):
            self._append(source, difference.party, amount, fact, note)
            return
        giving = Giving(source.clause, difference.party, difference.item, fact, difference.origin or fact)
        if isinstance(cap, Cap):
            allowed = self._caps.within(cap, source.together, giving, amount)
            note = note if allowed == amount else Note("capped", {"amount": amount, "cap": cap})
            amount = allowed
        elif cap is not None:
            counts, no_more = self._caps.among(cap, giving, amount)
            if no_more:
                self._caps.take_back(giving, no_more)
                taken_back = Note("taken_back", {"cap": cap})
                self._append(source, giving.party, -no_more.amount, fact, taken_back, no_more.fact)
            elif not counts:
                amount, note = ZERO, Note("not_among", {"amount": amount, "cap": cap})
        if amount or cap is None:
            self._caps.give(giving, amount)
        self._append(source, giving.party, amount, fact, note)

    def _append(
        self, source: Source, party: Party, amount: Decimal, fact: Fact, note: Note | None, about: Fact | None = None
    ) -> None:
        """Post ``amount`` on the day of ``fact``, for that fact or, if given, an earlier one that it is ``about``."""
        clause = source.clause
        currency: Posted = "basis" if clause.basis else clause.currency
        posted = about or fact
        self.postings.append(
            Posting(party, fact.day, amount, currency, clause.name, source.cite, source.regulation, posted, note)
        )


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
    found: dict[int, Item] = {}
    for item in items:
        for id in item.units if kind == "unit" else item.informants:
            found.setdefault(id, item)
    return [(party_of(kind, id), item) for id, item in found.items()]


def multiplier(decision: Decision, view: View) -> Decimal:
    """By what the amount of a decision is multiplied: its factor, and the part of a period that falls to a member."""
    times = _EVERYTHING if decision.factor is None else _times(decision.factor, view.item)
    months: Months | None = view.fact.details.get("months")
    return times if months is None else times * months.there / months.of


def _months(fact: Fact) -> Note | None:
    months = fact.details.get("months")
    return Note("months", {"months": months}) if months else None


def _times(factor: Factor, item: Item | None) -> Decimal:
    if factor.quality:
        quality = item.traits.quality if item else None
        return _EVERYTHING if quality is None else quality
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


def _compared(difference: Difference) -> Note | None:
    if difference.note:
        return offered(difference.note, difference.offered)
    return offered("counted_already", difference.offered) if difference.amount != difference.offered else None
