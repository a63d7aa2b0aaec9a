"""The site for the intranet: notices, rankings, issues and units as pages that need no server."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from infoledger.office import issued_notices
from infoledger.office.desk import Desk
from infoledger.office.disclosing import limit_of, veil_of
from infoledger.office.file_names import file_names
from infoledger.office.issued_notices import Scope
from infoledger.office.papers import work_of
from infoledger.office.summing_up import Summary
from infoledger.periods import Period, day_title, title
from infoledger.rules.figures import NOTICE_FIGURES

if TYPE_CHECKING:
    from infoledger.documents.bulletin import Bulletin
    from infoledger.documents.statement import Statement
    from infoledger.documents.tables import Listing
    from infoledger.rules.postings import Posting
    from infoledger.rules.standings import Standing


class Site:
    """The pages of the assessment year that today lies in, with all notices and issues.

    ``up_to`` is the highest secrecy of an item whose title is named, without it the lowest; what
    names a title above it is ``left_out`` by ``pages``.
    """

    def __init__(self, desk: Desk, up_to: str | None = None) -> None:
        from infoledger.ledger import frozen
        from infoledger.ledger.bulletins import list_issues
        from infoledger.office.publishing import issued_file

        self._desk, self._config = desk, desk.config
        limit = limit_of(self._config, up_to)
        self._allowed = ("", *self._config.secrecy[: self._config.secrecy.index(limit) + 1])
        self._year = self._config.calendar.year_of(desk.today)
        self._summary = Summary(desk, self._year)
        self.left_out: list[str] = []
        with desk.reading() as connection:
            self._veil = veil_of(connection, self._config, up_to)
            self._notices = list(frozen.issued(connection, "notice"))
            found = [each for each in list_issues(connection) if each.content is not None]
            printed = {each.id: issued_file(connection, each, "html").decode() for each in found}
        self._printed = {id: page for id, page in printed.items() if not self._veil.names_one(page)}
        self._issues = [each for each in found if each.id in self._printed]
        self.left_out += [each.called for each in found if each not in self._issues]

    def pages(self) -> dict[str, str]:
        """The pages by their path in the folder."""
        from infoledger.documents.site import Link, Shelf, index_page

        pages: dict[str, str] = {}
        shelves: list[Shelf] = []
        within: list[Link] = []
        for heading, folder, short, entries in (
            (self._("Notices"), "notices", False, list(self._notice_pages())),
            (self._("Rankings"), "rankings", True, list(self._ranking_pages())),
            (self._("Bulletins"), "bulletins", False, list(self._bulletin_pages())),
            (self._("Units"), "units", True, list(self._unit_pages())),
        ):
            names = [f"{folder}/{name}.html" for name in file_names([called for called, _page, _inside in entries])]
            pages |= {name: page for name, (_called, page, _inside) in zip(names, entries, strict=True)}
            links = [Link(quote(name), called) for name, (called, _page, _inside) in zip(names, entries, strict=True)]
            shelves.append(Shelf(heading, tuple(links), short))
            for link, (_called, _page, inside) in zip(links, entries, strict=True):
                within += [Link(f"{link.href}#{anchor}", words) for anchor, words in inside.items()]
        day, language = self._desk.today, self._config.language
        pages["index.html"] = index_page(
            self._config.office.name,
            work_of(self._config),
            shelves,
            within,
            day=day,
            language=language,
            layout=self._config.layout,
        )
        return pages

    def _notice_pages(self) -> "Iterator[tuple[str, str, Mapping[str, str]]]":
        """Issued notices as they were issued, the newest first; none that names a title that is withheld."""
        for row in reversed(self._notices):
            page = issued_notices.file(row, "html").decode()
            if self._veil.names_one(page):
                self.left_out.append(row.key)
            else:
                kind = self._("informants") if row.content["by"] == "informant" else ""
                yield " ".join(filter(None, (_title_of(page), row.content["group"], kind))), page, {}

    def _ranking_pages(self) -> "Iterator[tuple[str, str, Mapping[str, str]]]":
        """The year and each of its months that has begun; an issued month as it was issued."""
        from infoledger.documents.site import statement_page

        months = self._config.calendar.ending_in("month", self._year)
        for period in (self._year, *(month for month in months if month.first <= self._desk.today)):
            yield (
                title(period, self._config.language),
                statement_page(self._veil.over(self._ranking(period)), self._config.layout),
                {},
            )

    def _ranking(self, period: Period) -> "Statement":
        from infoledger.documents.notice import basis_lines
        from infoledger.documents.placings import placed
        from infoledger.documents.site import ranking_statement
        from infoledger.office.notice_document import basis_of
        from infoledger.office.noticing import listing
        from infoledger.rules.standings import standings

        language = self._config.language
        row = next((each for each in self._notices if each.key == Scope(period).key), None)
        if row is not None:
            columns, rows = issued_notices.listing(row)
            closing = [self._("As it was issued.")]
        else:
            reckoning = replace(self._summary.reckoning, window=period)
            columns, rows = listing(reckoning, standings(reckoning), "unit")
            closing = list(basis_lines(basis_of(reckoning), language))
        above = [placed(each, language) for each in self._summary.placings if each.period.last in period]
        return ranking_statement(
            self._config.office.name,
            period,
            [column.heading for column in columns[_FIXED:]],
            [tuple(cells) for cells in rows],
            [*above, *closing],
            day=self._desk.today,
            language=language,
        )

    def _bulletin_pages(self) -> "Iterator[tuple[str, str, Mapping[str, str]]]":
        """The issues that are not too secret as they were issued, the newest first, with the titles in them."""
        from infoledger.documents.bulletin import Bulletin
        from infoledger.documents.content import thaw

        for issue in sorted(self._issues, key=lambda each: (each.day or self._desk.today, each.id), reverse=True):
            bulletin = thaw(Bulletin, issue.content or {})
            if bulletin.secrecy not in self._allowed:
                self.left_out.append(issue.called)
            else:
                yield f"{bulletin.called} {bulletin.date}", self._printed[issue.id], _articles(bulletin)

    def _unit_pages(self) -> "Iterator[tuple[str, str, Mapping[str, str]]]":
        from infoledger.documents.site import statement_page, unit_statement

        for row, page in self._summary.pages():
            whole = unit_statement(page, self._months(row), self._postings(row))
            yield row.member.name, statement_page(self._veil.over(whole), self._config.layout), {}

    def _months(self, row: "Standing") -> "Listing":
        from infoledger.documents.tables import Listing

        _ = self._
        columns = (_("Month"), _("Items submitted"), _("Items adopted"), _("Points"))
        months = tuple((title(each[0], self._config.language), *each[1:]) for each in self._summary.months_of(row))
        return Listing(_("By month"), columns, months, charted=(3, 2))

    def _postings(self, row: "Standing") -> "Listing":
        from infoledger.documents.tables import Listing

        _ = self._
        columns = (_("Date"), _("Points"), _("Title"), _("Clause"), _("Article"), _("Regulation"), _("Note"))
        found = self._summary.reckoning.measures.in_window(self._year)
        theirs = [each for each in found if each.party == row.member.party and each.currency == "points"]
        return Listing(_("Postings"), columns, tuple(map(self._cells, theirs)))

    def _cells(self, posting: "Posting") -> tuple[Any, ...]:
        from infoledger.documents.words import told
        from infoledger.rules.regulation import clause_title

        items = posting.fact.items if posting.fact else ()
        titles = "；".join(item.title for item in items)
        return (
            day_title(posting.day, self._config.language),
            posting.amount,
            titles,
            clause_title(posting.clause, self._),
            posting.cite,
            posting.regulation,
            told(posting.note, self._),
        )

    @cached_property
    def _(self) -> Any:
        from infoledger.i18n import translation

        return translation(self._config.language).gettext


#: Columns of a notice before those of the regulation's own: group, rank, unit and the figures.
_FIXED = 3 + len(NOTICE_FIGURES)


def _title_of(page: str) -> str:
    from html import unescape

    return unescape(page.partition("<title>")[2].partition("</title>")[0])


def _articles(bulletin: "Bulletin") -> dict[str, str]:
    """The titles in an issue by their place on its page."""
    from infoledger.documents.text import joined

    return {
        f"article-{outer}-{inner}": joined(article.title)
        for outer, section in enumerate(bulletin.sections, 1)
        for inner, article in enumerate(section.articles, 1)
    }
