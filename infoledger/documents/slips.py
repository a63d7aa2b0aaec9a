"""What a party's points are made of (得分明细) as a statement: every posting, and what became of each item."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from infoledger.documents.statement import Statement
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, Paragraph, clean, fitted_title
from infoledger.documents.words import how_many
from infoledger.i18n import translation
from infoledger.numbers import plain
from infoledger.periods import Period, day_title, title
from infoledger.rules.kinds import PartyKind


class Posted(NamedTuple):
    """A posting: when, how many points, under which clause and article of which regulation, for what, and why so."""

    day: date
    points: Decimal
    clause: str
    cite: str
    regulation: str
    about: str
    note: str


class Became(NamedTuple):
    """An item and all that became of it, in words."""

    ref: str
    submitted: date
    title: str
    fate: str


class Standing(NamedTuple):
    """Where a party, of this ``kind``, stands in its group, and what it submitted and had adopted."""

    group: str
    rank: int
    of: int
    submitted: int
    adopted: int
    kind: PartyKind = "unit"


class Slip(NamedTuple):
    """All that a slip shows of ``name``; ``basis`` are postings that are a basis for others and in no total.

    Without a ``standing`` the party is in no ranking. ``issued`` are the points that issued notices
    printed, each with what the notice is called.
    """

    name: str
    standing: Standing | None
    postings: Sequence[Posted]
    basis: Sequence[Posted]
    items: Sequence[Became]
    issued: Sequence[tuple[str, Decimal]] = ()


def compose(office: str, period: Period, slip: Slip, *, day: date, language: str) -> Statement:
    """The slip of a party for ``period``."""
    _ = translation(language).gettext
    told = {"name": clean(slip.name), "period": title(period, language)}
    tables = [
        _postings(_("Points by posting"), slip.postings, language),
        _postings(_("A basis for other clauses, in no total"), slip.basis, language),
        _items(slip.items, language),
    ]
    shown = tuple(table for table in tables if table.rows)
    nothing = () if shown else (_("Nothing was submitted in this period, and there are no points."),)
    return Statement(
        language=language,
        office=clean(office),
        title=fitted_title(_("{name}: points and items, {period}").format(**told)),
        paragraphs=(Paragraph(_sentence(slip, told, language)),),
        tables=shown,
        closing=(*nothing, *_as_issued(slip, language), *_regulations(slip, language)),
        signatures="",
        date=day_title(day, language),
    )


def compose_listing(
    office: str,
    heading: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Figure, ...]],
    told: Sequence[str] = (),
    *,
    day: date,
    language: str,
) -> Statement:
    """A table by itself under a ``heading`` and what is ``told`` above it: verdicts, the postings for an item."""
    return Statement(
        language=language,
        office=clean(office),
        title=fitted_title(heading),
        paragraphs=tuple(Paragraph(clean(sentence)) for sentence in told),
        tables=(Listing("", tuple(columns), tuple(rows)),) if rows else (),
        closing=() if rows else (translation(language).gettext("There is nothing."),),
        signatures="",
        date=day_title(day, language),
    )


def _sentence(slip: Slip, told: dict[str, str], language: str) -> str:
    _ = translation(language).gettext
    points = plain(sum((each.points for each in slip.postings), Decimal(0)))
    if slip.standing is None:
        return _("In {period} {name} has {points} points; it is in no ranking.").format(points=points, **told)
    place = slip.standing
    text = _(
        "In {period} {name} submitted {submitted} items, {adopted} were adopted; it has {points} points "
        "and rank {rank} among {parties} in {group}."
    )
    return text.format(points=points, parties=how_many(place.of, place.kind, _), **told, **place._asdict())


def _postings(heading: str, postings: Sequence[Posted], language: str) -> Listing:
    """Postings with their sum in the last row; a column in which nothing stands is left out."""
    _ = translation(language).gettext
    columns = (_("Date"), _("Points"), _("Clause"), _("Article"), _("Title"), _("Note"))
    rows: list[tuple[Figure, ...]] = [
        (day_title(each.day, language), each.points, each.clause, each.cite, each.about, each.note) for each in postings
    ]
    kept = [place for place in range(len(columns)) if place < 2 or any(row[place] for row in rows)]
    if rows:
        total = sum((each.points for each in postings), Decimal(0))
        rows.append((_("Sum"), total, "", "", "", ""))
    return Listing(
        heading, tuple(columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows)
    )


def _items(items: Sequence[Became], language: str) -> Listing:
    _ = translation(language).gettext
    columns = (_("Reference"), _("Submitted on"), _("Title"), _("What became of it"))
    rows = tuple((each.ref, day_title(each.submitted, language), clean(each.title), each.fate) for each in items)
    return Listing(_("Items submitted and what became of them"), columns, rows)


def _as_issued(slip: Slip, language: str) -> list[str]:
    _ = translation(language).gettext
    printed = _("The issued notice ({notice}) printed {points} points.")
    return [printed.format(notice=called, points=plain(points)) for called, points in slip.issued]


def _regulations(slip: Slip, language: str) -> list[str]:
    _ = translation(language).gettext
    names = dict.fromkeys(each.regulation for each in (*slip.postings, *slip.basis) if each.regulation)
    return [_("Points by {regulations}.").format(regulations=_(", ").join(names))] if names else []
