"""``explain``: every posting behind a number, with its clause and citation."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import say, show
from infoledger.i18n import N_, _, by_word
from infoledger.listings import Column, Word
from infoledger.numbers import plain
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.rules.facts import Book, Fact
    from infoledger.rules.judgement import Verdict
    from infoledger.rules.postings import Party, Posting
    from infoledger.rules.reckoning import Reckoning

_ANSWERS = {"on_time": N_("answered in time"), "late": N_("answered late"), "missed": N_("not answered")}

Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO|REF",
        help=_("A unit, an informant, an item's reference, or the name of a quota, outcome or honour."),
    ),
]


def explain(ctx: typer.Context, who: Who, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """Show every posting behind a unit's, an informant's or an item's points.

    The sum of a unit's postings is the number that its notice prints. The name of a quota, an
    outcome or an honour shows what was counted and what was missing, party by party.

    Example: infoledger explain 财政局 this-year

    Example: infoledger explain 先进单位 last-year
    """
    from infoledger.ledger.combined import stood_for
    from infoledger.ledger.recording import taken_refs
    from infoledger.ledger.register import load_register
    from infoledger.office.reckoned import reckoned_on, rulebook_of
    from infoledger.rules.judgement import judged_names

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        window = desk.period(period)
        if who in judged_names(rulebook_of(desk.config)):
            _show_verdicts(reckoned_on(connection, desk, window), who, form, output)
            return
        item = taken_refs(connection, [who]).get(who)
        if item is None:
            party = load_register(connection).party(who)
            reckoning = reckoned_on(connection, desk, window, party=party)
            found, stated = _of_party(reckoning, party), _as_issued(connection, reckoning, party)
        else:
            reckoning = reckoned_on(connection, desk, window)
            found, stated = _of_items(reckoning, stood_for(connection, [item])), []
    postings = [each for each in found if each.currency == "points"]
    show(columns(), [cells(posting, reckoning.book) for posting in postings], form, output)
    total = sum((posting.amount for posting in postings), Decimal(0))
    say(_("Postings: {count}; points in all: {total}.").format(count=len(postings), total=plain(total)))
    for key, points in stated:
        say(_("The issued notice {key} printed {points}.").format(key=key, points=plain(points)))


def _of_items(reckoning: "Reckoning", items: Sequence[int]) -> "list[Posting]":
    """The postings of the window for facts that concern all of ``items``."""
    postings = reckoning.measures.in_window(reckoning.window)
    return [each for each in postings if each.fact and {piece.id for piece in each.fact.items}.issuperset(items)]


def _of_party(reckoning: "Reckoning", party: "Party") -> "list[Posting]":
    """The postings of the window to ``party`` and whoever counts for it."""
    parties = _parties(party, reckoning)
    return [each for each in reckoning.measures.in_window(reckoning.window) if each.party in parties]


def _as_issued(connection: "Connection", reckoning: "Reckoning", party: "Party") -> "list[tuple[str, Decimal]]":
    """What issued notices of the window printed as the party's points."""
    from infoledger.ledger import frozen
    from infoledger.office import issued

    return [
        (by_word(row.key), issued.printed_points(row).get(party, Decimal(0)))
        for row in frozen.issued(connection, "notice", window=reckoning.window)
        if row.content["by"] == party.kind
    ]


def _parties(party: "Party", reckoning: "Reckoning") -> "set[Party]":
    """The party and, where the ranking rolls up, the sub-units that count for it."""
    regulation = reckoning.rulebook.on(reckoning.window.last)
    if party.kind == "informant" or not regulation or not regulation.ranking.roll_up:
        return {party}
    counts, last = reckoning.measures.counts, reckoning.window.last
    below = {unit for unit in reckoning.book.units if party.id in counts.ancestors(unit, last)}
    return {party, *(party._replace(id=unit) for unit in below)}


def columns() -> list[Column]:
    """The columns of ``explain``."""
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


def cells(posting: "Posting", book: "Book") -> list[Any]:
    """A posting as the cells of ``columns``."""
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
        "; ".join(filter(None, (_about(posting.fact), posting.note))),
    ]


def _about(fact: "Fact | None") -> str:
    """What a fact without items is about: which quota, which failure."""
    details = fact.details if fact else {}
    if "quota" in details:
        return _("{quota}: {done} of {least}").format(
            quota=details["quota"], done=plain(details["count"]), least=plain(details["least"])
        )
    if "answered" in details:
        return _(_ANSWERS[details["answered"]])
    told: str = details.get("outcome") or (details.get("kind", "") if fact and fact.kind == "violation" else "")
    return told


def _show_verdicts(reckoning: "Reckoning", name: str, form: str | None, output: Path | None) -> None:
    from infoledger.rules.judgement import verdicts

    found = verdicts(reckoning, name)
    show(_verdict_columns(), [_verdict_cells(each) for each in found], form, output)
    if not found:
        say(_("“{name}” is not judged within {period}.").format(name=name, period=reckoning.window.name))
    for period in dict.fromkeys(each.period for each in found if each.held is None):
        left = (period.last - reckoning.today).days
        say(_("{period} is open: {days} days left.").format(period=period.name, days=left))


def _verdict_columns() -> list[Column]:
    return [
        Column("name", _("Name")),
        Column("party", _("Party")),
        Column("unit", _("Unit")),
        Column("period", _("Period")),
        Column("held", _("Held")),
        Column("reason", _("Reason")),
        Column("cite", _("Article")),
    ]


def _verdict_cells(verdict: "Verdict") -> list[Any]:
    held = Word(N_("open")) if verdict.held is None else verdict.held
    member = verdict.member
    return [verdict.name, member.name, member.unit, verdict.period.name, held, verdict.reason, verdict.cite]


def party_name(party: "Party", day: Any, book: "Book") -> str:
    """What a party was called on ``day``."""
    return book.units[party.id].on(day).name if party.kind == "unit" else book.informants[party.id].name
