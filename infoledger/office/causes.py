"""Why the points of an issued notice have changed: what each fact was worth when it was issued, and is today.

What the postings of a notice came to is kept with it, in words, so that also a fact that was taken back since can
be named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.i18n import N_
from infoledger.numbers import plain
from infoledger.periods import Period
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from infoledger.ledger.touched import Touched
    from infoledger.rules.corrections import Correction
    from infoledger.rules.postings import Party, Posting
    from infoledger.rules.reckoning import Reckoning

Say = Callable[[str], str]
#: A fact by its kind and id, or what posted without one.
Key = tuple[str, int]


class Worth(NamedTuple):
    """What a fact is worth to a party, and the fact in words."""

    points: Decimal
    words: str


#: The worth of each fact by party.
Worths = Mapping["Party", Mapping[Key, Worth]]


def worths(reckoning: "Reckoning", window: Period, by: PartyKind, say: Say) -> Worths:
    """What each fact of ``window`` is worth today to each party, and to those that it rolls up into."""
    found: dict[Party, dict[Key, Worth]] = {}
    for posting in reckoning.measures.in_window(window):
        if posting.currency == "points" and posting.party.kind == by and posting.amount:
            fact = posting.fact
            key = (fact.kind, fact.id) if fact else (posting.clause, 0)
            for party in _with_parents(posting, reckoning, window):
                theirs = found.setdefault(party, {})
                before = theirs[key].points if key in theirs else Decimal(0)
                theirs[key] = Worth(before + posting.amount, _words(posting, say))
    return found


def _with_parents(posting: "Posting", reckoning: "Reckoning", window: Period) -> "Iterator[Party]":
    yield posting.party
    regulation = reckoning.rulebook.on(window.last)
    if posting.party.kind == "unit" and regulation and regulation.ranking.roll_up:
        for unit in reckoning.measures.counts.ancestors(posting.party.id, window.last):
            yield posting.party._replace(id=unit)


def _words(posting: "Posting", say: Say) -> str:
    """``采用《标题》``; of what has no item its clause and what it is about."""
    from infoledger.documents.words import about, told
    from infoledger.rules.regulation import clause_title

    fact = posting.fact
    if fact and fact.items:
        return _fact_words(fact.kind, [item.title for item in fact.items], say)
    subject = about(fact, say) or told(posting.note, say)
    return clause_title(posting.clause, say) + (say(N_(" ({name})")).format(name=subject) if subject else "")


def frozen(found: Worths) -> list[list[Any]]:
    """``found`` as JSON holds it."""
    return [
        [party.kind, party.id, kind, id, str(worth.points), worth.words]
        for party, theirs in found.items()
        for (kind, id), worth in theirs.items()
    ]


def thawed(kept: Sequence[Sequence[Any]]) -> Worths:
    """What ``frozen`` was given."""
    from infoledger.rules.postings import Party

    found: dict[Party, dict[Key, Worth]] = {}
    for kind, id, fact, number, points, words in kept:
        found.setdefault(Party(kind, id), {})[fact, number] = Worth(Decimal(points), words)
    return found


def cause(change: "Correction", before: Worths, today: Worths, say: Say) -> str:
    """What made the points of a party change: facts that came, went, or are worth something else."""
    then, now = before.get(change.party, {}), today.get(change.party, {})
    told = []
    for key in dict.fromkeys((*then, *now)):
        old, new = then.get(key), now.get(key)
        if old is None and new is not None:
            told.append(say(N_("registered late: {what} {points}")).format(what=new.words, points=_signed(new.points)))
        elif new is None and old is not None:
            told.append(say(N_("taken back: {what} {points}")).format(what=old.words, points=_signed(-old.points)))
        elif old and new and old.points != new.points:
            text = say(N_("reckoned anew: {what} {points}"))
            told.append(text.format(what=new.words, points=_signed(new.points - old.points)))
    return say(N_("; ")).join(told)


def told_by_journal(change: "Correction", today: Worths, touched: "Touched", say: Say) -> str:
    """As ``cause``, where it was not kept what facts were worth when the notice was issued.

    The journal knows what was recorded, corrected and taken back since; not what that had been worth.
    """
    told = []
    for (kind, id), worth in today.get(change.party, {}).items():
        if touched.was_recorded(kind, id):
            told.append(
                say(N_("registered late: {what} {points}")).format(what=worth.words, points=_signed(worth.points))
            )
        elif touched.was_corrected(kind, id):
            told.append(say(N_("corrected: {what}")).format(what=worth.words))
    for each in touched.taken_back:
        theirs = each.units if change.party.kind == "unit" else each.informants
        if each.day in change.window and change.party.id in theirs:
            told.append(say(N_("taken back: {what}")).format(what=_fact_words(each.kind, each.titles, say)))
    return say(N_("; ")).join(told)


def _fact_words(kind: str, titles: Sequence[str], say: Say) -> str:
    """``采用《标题》``."""
    return say(kind) + say(N_(", ")).join(say(N_("“{title}”")).format(title=title) for title in titles)


def _signed(points: Decimal) -> str:
    return f"{'+' if points > 0 else ''}{plain(points)}"
