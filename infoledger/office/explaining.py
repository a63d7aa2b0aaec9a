"""What is behind a figure: every posting with its clause and citation, every verdict with its reason."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from infoledger.i18n import N_, _
from infoledger.listings import Answer, Column, Listed, Word
from infoledger.numbers import plain
from infoledger.office.desk import Desk
from infoledger.office.reckoning import days_left, party_name
from infoledger.periods import Period, by_word

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.rules.facts import Book
    from infoledger.rules.judgement import Verdict
    from infoledger.rules.postings import Party, Posting
    from infoledger.rules.reckoning import Reckoning

Say = Callable[[str], str]


def explain(desk: Desk, who: str, window: Period) -> Answer:
    """Every posting of ``window`` behind the points of a unit, an informant or an item.

    The name of a quota, an outcome or an honour gives its verdicts, party by party. Raises
    ``InfoledgerError`` for a word that names none of these.
    """
    from infoledger.config.rulebook import rulebook_of
    from infoledger.ledger.combined import stood_for
    from infoledger.ledger.references import taken_refs
    from infoledger.ledger.register import load_register
    from infoledger.office.reckoning import reckoned_on
    from infoledger.office.referring import in_full
    from infoledger.rules.judgement import judged_names

    with desk.reading() as connection:
        if who in judged_names(rulebook_of(desk.config)):
            return _judged(reckoned_on(connection, desk, window), who)
        ref = in_full(desk, connection, who)
        item = taken_refs(connection, [ref]).get(ref)
        if item is None:
            party = load_register(connection).party(who, window.last)
            reckoning = reckoned_on(connection, desk, window, party=party)
            answer = _posted(reckoning, of_party(reckoning, party), as_issued(connection, reckoning, party))
            return answer._replace(sentences=[*answer.sentences, *_not_listed(reckoning, party)])
        reckoning = reckoned_on(connection, desk, window)
        return _posted(reckoning, of_items(reckoning, stood_for(connection, [item])))


def whole_window(desk: Desk, who: str) -> Period:
    """What is explained where no period is named: this assessment year, of an item all years since it came."""
    from infoledger.ledger.references import submitted_on
    from infoledger.office.referring import in_full

    year_of = desk.config.calendar.year_of
    with desk.reading() as connection:
        came = submitted_on(connection, in_full(desk, connection, who)) or desk.today
    years = [year_of(day) for day in sorted((came, desk.today))]
    return years[0] if years[0] == years[1] else Period(years[0].first, years[1].last)


def _posted(reckoning: "Reckoning", found: "Sequence[Posting]", issued: "Sequence[tuple[str, Decimal]]" = ()) -> Answer:
    """The postings of points with their sum, and what ``issued`` notices printed."""
    postings = [each for each in found if each.currency == "points"]
    total = sum((posting.amount for posting in postings), Decimal(0))
    basis = [each for each in found if each.currency == "basis"]
    printed = _("The issued notice {key} printed {points}.")
    return Answer(
        (posting_columns(), [posting_cells(posting, reckoning.book) for posting in postings]),
        [
            _("Postings: {count}; points in all: {total}.").format(count=len(postings), total=plain(total)),
            *(printed.format(key=key, points=plain(points)) for key, points in issued),
        ],
        [_apart(basis, reckoning.book)] if basis else [],
    )


def _apart(basis: "Sequence[Posting]", book: "Book") -> "tuple[str, Listed]":
    """The postings that are a basis for others alone, with their own sum."""
    told = _("A basis for other clauses, in no total: {count} postings, {total} points.")
    total = sum((posting.amount for posting in basis), Decimal(0))
    listing = (posting_columns(), [posting_cells(posting, book) for posting in basis])
    return told.format(count=len(basis), total=plain(total)), listing


def _not_listed(reckoning: "Reckoning", party: "Party") -> "Iterator[str]":
    """That no notice of the window lists the party today, since it did not belong on a day of it."""
    if party not in [member.party for member in reckoning.measures.members(party.kind, reckoning.window)]:
        name = party_name(party, reckoning.window.last, reckoning.book)
        told = _("{party} was no member in {period}: its points there count in no notice.")
        yield told.format(party=name, period=reckoning.window.words)


def of_items(reckoning: "Reckoning", items: Sequence[int]) -> "list[Posting]":
    """The postings of the window for facts that concern all of ``items``."""
    postings = reckoning.measures.in_window(reckoning.window)
    return [each for each in postings if each.fact and {piece.id for piece in each.fact.items}.issuperset(items)]


def of_party(reckoning: "Reckoning", party: "Party") -> "list[Posting]":
    """The postings of the window to ``party`` and whoever counts for it."""
    parties = reckoning.counted_for(party)
    return [each for each in reckoning.measures.in_window(reckoning.window) if each.party in parties]


def as_issued(connection: "Connection", reckoning: "Reckoning", party: "Party") -> "list[tuple[str, Decimal]]":
    """What issued notices of the window printed as the party's points."""
    from infoledger.ledger import frozen
    from infoledger.office import issued_notices

    return [
        (by_word(row.key), issued_notices.printed_points(row).get(party, Decimal(0)))
        for row in frozen.issued(connection, "notice", window=reckoning.window)
        if row.content["by"] == party.kind
    ]


def posting_columns(_: Say = _) -> list[Column]:
    """The columns of a list of postings, in the language that ``_`` speaks."""
    return [
        Column("date", _("Date")),
        Column("party", _("Party")),
        Column("points", _("Points"), numeric=True),
        Column("clause", _("Clause")),
        Column("cite", _("Article")),
        Column("regulation", _("Regulation")),
        Column("fact", _("Fact")),
        Column("ref", _("Reference")),
        Column("title", _("Title")),
        Column("note", _("Note")),
    ]


def posting_cells(posting: "Posting", book: "Book", say: Say = _) -> list[Any]:
    """A posting as the cells of ``posting_columns``; its note in the language that ``say`` speaks."""
    from infoledger.documents.words import about, told
    from infoledger.rules.regulation import clause_title

    items = posting.fact.items if posting.fact else ()
    return [
        posting.day,
        party_name(posting.party, posting.day, book),
        posting.amount,
        clause_title(posting.clause, Word),
        posting.cite,
        posting.regulation,
        Word(posting.fact.kind) if posting.fact else "",
        ";".join(item.ref for item in items),
        "；".join(item.title for item in items),
        "; ".join(filter(None, (about(posting.fact, say), told(posting.note, say)))),
    ]


def _judged(reckoning: "Reckoning", name: str) -> Answer:
    """The verdicts on a quota, an outcome or an honour."""
    from infoledger.rules.judgement import verdicts

    found = verdicts(reckoning, name)
    sentences = []
    if not found:
        text = _("“{name}” is not judged within {period}.")
        sentences.append(text.format(name=name, period=reckoning.window.words))
    still_open = dict.fromkeys(each.period for each in found if each.held is None)
    return Answer(
        (verdict_columns(), [verdict_cells(each) for each in found]),
        [*sentences, *(days_left(period, reckoning.today) for period in still_open)],
    )


def verdict_columns(_: Say = _) -> list[Column]:
    """The columns of a list of verdicts, in the language that ``_`` speaks."""
    return [
        Column("name", _("Name")),
        Column("party", _("Party")),
        Column("unit", _("Unit")),
        Column("period", _("Period")),
        Column("held", _("Held")),
        Column("reason", _("Reason")),
        Column("cite", _("Article")),
    ]


def verdict_cells(verdict: "Verdict", say: Say = _) -> list[Any]:
    """A verdict as the cells of ``verdict_columns``; its reason in the language that ``say`` speaks."""
    from infoledger.documents.words import told

    held = Word(N_("open")) if verdict.held is None else verdict.held
    reason = "; ".join(told(note, say) for note in verdict.reasons)
    return [verdict.name, *verdict.owner, verdict.period.name, held, reason, verdict.cite]
