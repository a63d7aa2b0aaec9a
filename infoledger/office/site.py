"""The site for the intranet: notices, rankings, issues and units as pages that need no server."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from infoledger.documents.text import Linked
from infoledger.office import issued_notices
from infoledger.office.desk import Desk
from infoledger.office.disclosing import limit_of, veil_of
from infoledger.office.file_names import file_names
from infoledger.office.front_page import Addresses, Ranked, asked_of, month_of, remarks_of
from infoledger.office.issued_notices import Scope
from infoledger.office.papers import work_of
from infoledger.office.summing_up import Summary
from infoledger.periods import Period, day_title, title
from infoledger.rules.figures import NOTICE_FIGURES

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.documents.bulletin import Bulletin
    from infoledger.documents.front_page import Front, Month
    from infoledger.documents.statement import Statement
    from infoledger.documents.tables import Listing
    from infoledger.ledger.bulletins import Issue
    from infoledger.rules.postings import Posting
    from infoledger.rules.standings import Standing


class _Entry(NamedTuple):
    """A page: what it is called, the part of its shelf it stands in, the titles within by their anchors."""

    called: str
    page: str
    part: str = ""
    inside: Mapping[str, str] = {}


class Site:
    """The pages of the assessment year that today lies in, with all notices and issues.

    ``up_to`` is the highest secrecy of an item whose title is named, without it the lowest; what
    names a title above it is ``left_out`` by ``pages``.
    """

    def __init__(self, desk: Desk, up_to: str | None = None) -> None:
        from infoledger.ledger import frozen

        self._desk, self._config, self._up_to = desk, desk.config, up_to
        limit = limit_of(self._config, up_to)
        self._allowed = ("", *self._config.secrecy[: self._config.secrecy.index(limit) + 1])
        calendar = self._config.calendar
        self._year = calendar.year_of(desk.today)
        self._month = calendar.holding("month", desk.today)
        self._summary = Summary(desk, self._year)
        self.left_out: list[str] = []
        with desk.reading() as connection:
            self._veil = veil_of(connection, self._config, up_to)
            self._notices = list(frozen.issued(connection, "notice"))
            self._editions = list(self._allowed_editions(connection))
            titles = dict(self._printed_titles(connection))
        units = [row.member.name for row in self._rows()]
        self._addresses = Addresses(dict(zip(units, map(quote, _paths("units", units)), strict=True)), titles)

    def pages(self) -> dict[str, str]:
        """The pages by their path in the folder."""
        from infoledger.documents.site import Link, Shelf, index_page

        pages: dict[str, str] = {}
        shelves: list[Shelf] = []
        within: list[Link] = []
        folders: dict[str, list[str]] = {}
        for heading, folder, short, entries in (
            (self._("Notices"), "notices", False, list(self._notice_pages())),
            (self._("Bulletins"), "bulletins", False, list(self._bulletin_pages())),
            (self._("Rankings"), "rankings", True, list(self._ranking_pages())),
            (self._("Analyses"), "analyses", True, list(self._analysis_pages())),
            (self._("Units"), "units", True, list(self._unit_pages())),
        ):
            names = folders[folder] = _paths(folder, [entry.called for entry in entries])
            pages |= {name: entry.page for name, entry in zip(names, entries, strict=True)}
            links = [Link(quote(name), entry.called) for name, entry in zip(names, entries, strict=True)]
            parts: dict[str, list[Link]] = {}
            for link, entry in zip(links, entries, strict=True):
                parts.setdefault(entry.part, []).append(link)
                within += [Link(f"{link.href}#{anchor}", words) for anchor, words in entry.inside.items()]
            shelves.append(Shelf(heading, tuple((part, tuple(each)) for part, each in parts.items()), short))
        pages["index.html"] = index_page(
            self._config.office.name,
            work_of(self._config),
            self._veil.over(self._front(list(map(quote, folders["notices"])))),
            shelves,
            within,
            day=self._desk.today,
            language=self._config.language,
            layout=self._config.layout,
        )
        return pages

    def _front(self, notices: Sequence[str]) -> "Front":
        """The front page; ``notices`` are the ways to those that are not left out, the newest first."""
        from infoledger.documents.front_page import Front
        from infoledger.documents.placings import placed

        language = self._config.language
        reckoning = replace(self._summary.reckoning, window=self._month)
        with self._desk.reading() as connection:
            asked = tuple(asked_of(connection, self._desk, reckoning, self._addresses))
            months = tuple(self._front_month(connection, month) for month in (self._month, self._last_month))
        issue, contents = self._newest_issue()
        shown = [
            (row, Linked(called, way)) for (row, called, _page), way in zip(self._open_notices, notices, strict=True)
        ]
        remarks = remarks_of([each for each in shown if each[0].content["by"] == "unit"])
        placings = tuple(placed(each, language) for each in self._summary.placings)
        return Front(months, asked, issue, contents, remarks, placings[-_PLACINGS:])

    def _front_month(self, connection: "Connection", month: Period) -> "Month":
        from infoledger.ledger.beginning import begun_by

        before = self._config.calendar.before(month)
        known = month.over(self._desk.today) and begun_by(connection, before)
        called = [title(each, self._config.language) for each in self._periods()]
        page = _paths("rankings", called)[self._periods().index(month)]
        return month_of(
            replace(self._summary.reckoning, window=month),
            self._ranked(month),
            self._ranked(before) if known else None,
            quote(page),
            self._addresses,
        )

    def _newest_issue(self) -> tuple[str, tuple[str, ...]]:
        """The newest issue and the titles in it, with their ways."""
        for edition in self._editions:
            way = quote(edition.path)
            titles = _articles(edition.bulletin)
            return Linked(edition.called, way), tuple(Linked(each, f"{way}#{at}") for at, each in titles.items())
        return "", ()

    @cached_property
    def _open_notices(self) -> "list[tuple[Row[Any], str, str]]":
        """Issued notices with their names and pages, the newest first; none that names a title that is withheld."""
        found = []
        for row in reversed(self._notices):
            page = issued_notices.file(row, "html").decode()
            if self._veil.names_one(page):
                self.left_out.append(row.key)
            else:
                kind = self._("informants") if row.content["by"] == "informant" else ""
                found.append((row, " ".join(filter(None, (_title_of(page), row.content["group"], kind))), page))
        return found

    def _notice_pages(self) -> "Iterator[_Entry]":
        return (_Entry(called, page) for _row, called, page in self._open_notices)

    @property
    def _last_month(self) -> Period:
        return self._config.calendar.before(self._month)

    def _periods(self) -> list[Period]:
        """The year, and its months that have begun and the one before this, the newest first."""
        months = {*self._config.calendar.ending_in("month", self._year), self._last_month}
        begun = (month for month in months if month.first <= self._desk.today)
        return [self._year, *sorted(begun, key=lambda month: month.first, reverse=True)]

    def _ranking_pages(self) -> "Iterator[_Entry]":
        for period in self._periods():
            yield _Entry(title(period, self._config.language), self._page_of(self._ranking(period)))

    def _analysis_pages(self) -> "Iterator[_Entry]":
        """What the last month that is over and the year so far mean (研判)."""
        from infoledger.documents.analysis import without_room
        from infoledger.office.analysing import Analysis

        for period in (self._last_month, self._year):
            analysis = Analysis(self._desk, period, self._up_to)
            if analysis.parts:
                yield _Entry(title(period, self._config.language), self._page_of(without_room(analysis.statement())))

    def _page_of(self, statement: "Statement") -> str:
        """A statement as a page: units in its tables lead to theirs, and what is withheld is covered."""
        from infoledger.documents.site import statement_page

        addresses = replace(self._addresses, up="../")
        tables, annexes = (tuple(map(addresses.in_table, part)) for part in (statement.tables, statement.annexes))
        return statement_page(self._veil.over(replace(statement, tables=tables, annexes=annexes)), self._config.layout)

    def _ranked(self, period: Period) -> Ranked:
        """The ranking of ``period`` as it was issued, else by today's facts."""
        from infoledger.office.noticing import listing
        from infoledger.rules.standings import standings

        row = next((each for each in self._notices if each.key == Scope(period).key), None)
        if row is not None:
            return Ranked(*issued_notices.listing(row), row)
        reckoning = replace(self._summary.reckoning, window=period)
        return Ranked(*listing(reckoning, standings(reckoning), "unit"))

    def _ranking(self, period: Period) -> "Statement":
        from infoledger.documents.basis import basis_lines
        from infoledger.documents.placings import placed
        from infoledger.documents.site import ranking_statement
        from infoledger.office.notice_document import basis_of

        language = self._config.language
        ranked = self._ranked(period)
        basis = basis_of(replace(self._summary.reckoning, window=period))
        closing = [self._("As it was issued.")] if ranked.notice else basis_lines(basis, language)
        above = [placed(each, language) for each in self._summary.placings if each.period.last in period]
        return ranking_statement(
            self._config.office.name,
            period,
            [column.heading for column in ranked.columns[_FIXED:]],
            [tuple(cells) for cells in ranked.rows],
            [*above, *closing],
            day=self._desk.today,
            language=language,
        )

    def _allowed_editions(self, connection: "Connection") -> "Iterator[_Edition]":
        """The issues that are not too secret, the newest first."""
        from infoledger.documents.bulletin import Bulletin
        from infoledger.documents.content import thaw
        from infoledger.ledger.bulletins import list_issues
        from infoledger.office.publishing import issued_file

        issued = [each for each in list_issues(connection) if each.content is not None]
        found = []
        for issue in sorted(issued, key=lambda each: (each.day or self._desk.today, each.id), reverse=True):
            page = issued_file(connection, issue, "html").decode()
            bulletin = thaw(Bulletin, issue.content or {})
            if self._veil.names_one(page) or bulletin.secrecy not in self._allowed:
                self.left_out.append(issue.called)
            else:
                found.append((issue, bulletin, page))
        called = [f"{bulletin.called} {bulletin.date}" for _issue, bulletin, _page in found]
        for name, path, each in zip(called, _paths("bulletins", called), found, strict=True):
            yield _Edition(name, path, *each)

    def _printed_titles(self, connection: "Connection") -> Iterator[tuple[int, str]]:
        """By item the way to its place in an issue; in the newest one, where several printed it."""
        from infoledger.ledger.bulletins import placed

        for edition in reversed(self._editions):
            places = {_bare(words): f"#{anchor}" for anchor, words in _articles(edition.bulletin).items()}
            for piece in placed(connection, edition.issue.id, edition.issue.day or self._desk.today):
                yield piece.item, quote(edition.path) + places.get(_bare(piece.title), "")

    def _bulletin_pages(self) -> "Iterator[_Entry]":
        """The issues as they were issued, with the titles in them."""
        for edition in self._editions:
            yield _Entry(edition.called, edition.page, inside=_articles(edition.bulletin))

    def _rows(self) -> "list[Standing]":
        """The units by group, each group in the order of registration."""
        rows = self._summary.rows
        groups = list(dict.fromkeys(row.member.group for row in rows))
        order = list(self._summary.reckoning.book.units)
        return sorted(rows, key=lambda row: (groups.index(row.member.group), order.index(row.member.party.id)))

    def _unit_pages(self) -> "Iterator[_Entry]":
        from infoledger.documents.site import unit_statement

        pages = {row.member.party: page for row, page in self._summary.pages()}
        for row in self._rows():
            whole = unit_statement(pages[row.member.party], self._months(row), list(self._postings(row)))
            yield _Entry(row.member.name, self._page_of(whole), row.member.group)

    def _months(self, row: "Standing") -> "Listing":
        from infoledger.documents.tables import Listing

        _ = self._
        columns = (_("Month"), _("Items submitted"), _("Items adopted"), _("Points"))
        months = tuple((title(each[0], self._config.language), *each[1:]) for each in self._summary.months_of(row))
        return Listing(_("By month"), columns, months, charted=(3, 2))

    def _postings(self, row: "Standing") -> "Iterator[Listing]":
        """The unit's postings by month with their sums, the newest month first."""
        from infoledger.documents.tables import Listing

        _ = self._
        columns = (_("Date"), _("Points"), _("Title"), _("Clause"), _("Article"), _("Regulation"), _("Note"))
        found = self._summary.reckoning.measures.in_window(self._year)
        theirs = [each for each in found if each.party == row.member.party and each.currency == "points"]
        months: dict[Period, list[Posting]] = {}
        for each in theirs:
            months.setdefault(self._config.calendar.holding("month", each.day), []).append(each)
        for month, postings in sorted(months.items(), key=lambda each: each[0].first, reverse=True):
            heading = _("Postings, {period}").format(period=title(month, self._config.language))
            total = sum((each.amount for each in postings), Decimal(0))
            sums = (_("Sum"), total, *[""] * (len(columns) - 2))
            yield Listing(heading, columns, tuple(map(self._cells, postings)), sums=sums)

    def _cells(self, posting: "Posting") -> tuple[Any, ...]:
        from infoledger.documents.words import told
        from infoledger.rules.regulation import clause_title

        items = posting.fact.items if posting.fact else ()
        addresses = replace(self._addresses, up="../")
        titles = [addresses.item(item) for item in items]
        return (
            day_title(posting.day, self._config.language),
            posting.amount,
            titles[0] if len(titles) == 1 else "；".join(titles),
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
#: So many of the last placings stand on the front page.
_PLACINGS = 3


class _Edition(NamedTuple):
    """An issue of the site with its page."""

    called: str
    path: str
    issue: "Issue"
    bulletin: "Bulletin"
    page: str


def _paths(folder: str, called: Sequence[str]) -> list[str]:
    """Where the pages of a folder are."""
    return [f"{folder}/{name}.html" for name in file_names(called)]


def _bare(words: str) -> str:
    """A title however its lines were broken."""
    return "".join(words.split())


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
