"""The pages of the intranet site that are no documents by themselves: index, rankings, units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from infoledger.config.model import Layout
from infoledger.documents.front_page import Front, asides, sections
from infoledger.documents.ranking import headings as columns_of
from infoledger.documents.rendering import page
from infoledger.documents.statement import Statement
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, clean
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page is, from the index, and what it is called."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Links under one heading, in parts by their own; ``short`` ones stand side by side."""

    title: str
    parts: tuple[tuple[str, tuple[Link, ...]], ...]
    short: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """Those of all parts."""
        return tuple(link for _title, links in self.parts for link in links)


def index_page(
    office: str,
    work: str,
    front: Front,
    shelves: Sequence[Shelf],
    within: Sequence[Link],
    *,
    day: date,
    language: str,
    layout: Layout | None = None,
) -> str:
    """The front page, the shelves that hold anything, and a search in their titles and those of what is ``within``."""
    _ = translation(language).gettext
    held = [shelf for shelf in shelves if shelf.links]
    searched = [[link.title, link.href] for shelf in held for link in shelf.links]
    return page(
        "site_index.html",
        {
            "language": language,
            "called": work[:1].upper() + work[1:],
            "office": clean(office),
            "date": day_title(day, language),
            "search": _("Search:"),
            "nothing": _("Nothing was found."),
            "sections": sections(front, language),
            "asides": asides(front, language),
            "heads": (_("Rank"), _("Unit"), _("Points"), _("Adopted"), _("Submitted"), _("Up or down")),
            "whole": _("The whole ranking"),
            "shelves": held,
            "searched": searched + [[link.title, link.href] for link in within],
        },
        layout,
    )


def statement_page(statement: Statement, layout: Layout | None = None) -> str:
    """A statement with the way back to the index."""
    _ = translation(statement.language).gettext
    fields = {name: getattr(statement, name) for name in statement.__slots__} | {"called": statement.called}
    return page("site_page.html", {**fields, "home": "../index.html", "home_title": _("Back to the index")}, layout)


def ranking_statement(
    office: str,
    period: Period,
    further: Sequence[str],
    rows: Sequence[tuple[Figure, ...]],
    closing: Sequence[str],
    *,
    day: date,
    language: str,
) -> Statement:
    """The rankings of ``period`` with charts of points and adoption rate.

    ``rows`` are as in ``notice --format csv``: group, rank, unit, figures; ``further`` are the
    headings of the regulation's own columns.
    """
    _ = translation(language).gettext
    headings = (*columns_of("unit", language), *further)
    charted = (headings.index(_("Points")), headings.index(_("Rate %")))
    tables = tuple(
        Listing(
            clean(str(group or _("Ranking"))),
            headings,
            tuple(row[1:] for row in rows if row[0] == group),
            charted=charted,
        )
        for group in dict.fromkeys(row[0] for row in rows)
    )
    return Statement(
        language=language,
        office=clean(office),
        title=(_("Ranking by points, {period}").format(period=title(period, language)),),
        paragraphs=(),
        tables=tables,
        closing=tuple(closing),
        signatures="",
        date=day_title(day, language),
    )


def unit_statement(statement: Statement, months: Listing, postings: Sequence[Listing]) -> Statement:
    """The page of a unit with its months as bars and every posting, by month."""
    beside, _months, *clauses = statement.tables
    return replace(statement, tables=(beside, months, *clauses), annexes=tuple(postings))
