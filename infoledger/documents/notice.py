"""The notice (通报) as a neutral model: what is said of a period, the rankings by group, the basis.

A command fills ``NoticeTable``, ``Totals`` and ``Basis`` with figures; ``compose`` words them once,
in the language of the document. The order of rows is the ranking's; nothing is reckoned here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from infoledger.documents.text import Figure, Paragraph, clean, joined
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title
from infoledger.rules.regulation import Ranking, Regulation

#: Of more names than this a sentence tells the first and how many there are.
_MOST_NAMES = 8
_PLACES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Totals:
    """Distinct items submitted, forwarded and adopted, and adopted pieces ``by_level`` in printing order."""

    submitted: int
    forwarded: int
    adopted: int
    by_level: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A ranked party and its figures, in the order of the notice's columns after rank and name."""

    rank: int
    name: str
    figures: tuple[Figure, ...]

    @property
    def cells(self) -> tuple[Figure, ...]:
        """The whole line of the table."""
        return (self.rank, self.name, *self.figures)


@dataclass(frozen=True, slots=True)
class NoticeTable:
    """The ranking of one group, best first; ``silent`` are those who submitted nothing."""

    group: str
    rows: tuple[NoticeRow, ...]
    totals: Totals
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A further table: what was registered late or corrected (补录/更正), or every posting."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """By what the figures were reckoned.

    ``regulations`` are those in force in the window, oldest first; ``open`` if the window is not over.
    """

    window: Period
    regulations: tuple[Regulation, ...]
    ranking: Ranking
    open: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, worded and ready to print. ``columns`` are the headings, from rank on.

    ``charted`` is the place of the points among the columns; ``postings`` go into the workbook only.
    """

    language: str
    office: str
    title: tuple[str, ...]
    period: str
    paragraphs: tuple[Paragraph, ...]
    annex: str
    annex_line: str
    annex_title: tuple[str, ...]
    columns: tuple[str, ...]
    charted: int
    tables: tuple[NoticeTable, ...]
    listings: tuple[Listing, ...]
    basis: tuple[str, ...]
    date: str
    postings: Listing | None = None

    @property
    def called(self) -> str:
        """The title in one line, as the file's own."""
        return joined(self.title)


def compose(
    office: str,
    period: Period,
    tables: Sequence[NoticeTable],
    *,
    totals: Totals,
    basis: Basis,
    day: date,
    language: str,
    by: str = "unit",
    further: Sequence[str] = (),
    listings: Iterable[Listing] = (),
    postings: Listing | None = None,
) -> Notice:
    """The notice of ``period``, issued by ``office`` on ``day``.

    ``tables`` come one a group, in printing order, with rows ``by`` unit or informant (then the
    first figure is the unit); ``totals`` count each item once over all groups. ``further`` are the
    headings of the regulation's own columns, after the fixed ones. ``listings`` without rows are
    left out; ``postings`` go into the workbook.
    """
    _ = translation(language).gettext
    called = title(period, language)
    annex = _("Ranking by points, {period}").format(period=called)
    headings = columns(by, language)
    return Notice(
        language=language,
        office=clean(office),
        title=(_("Notice on government information work, {period}").format(period=called),),
        period=called,
        paragraphs=tuple(_narrative(called, tables, totals, language)),
        annex=_("Annex"),
        annex_line=_("Annex: {title}").format(title=annex),
        annex_title=(annex,),
        columns=(*headings, *(clean(name) for name in further)),
        charted=headings.index(_("Points")),
        tables=tuple(tables),
        listings=tuple(listing for listing in listings if listing.rows),
        basis=tuple(basis_lines(basis, language)),
        date=day_title(day, language),
        postings=postings,
    )


def columns(by: str, language: str) -> tuple[str, ...]:
    """Headings of the fixed columns, as ``notice --format csv`` has them after ``group``."""
    _ = translation(language).gettext
    party = (_("Informant"), _("Unit")) if by == "informant" else (_("Unit"),)
    return (
        _("Rank"),
        *party,
        _("Submitted"),
        _("Forwarded"),
        _("Adopted"),
        _("Pieces"),
        _("Rate %"),
        _("Instr."),
        _("Points"),
        _("To date"),
    )


def _narrative(period: str, tables: Sequence[NoticeTable], totals: Totals, language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    yield Paragraph(_("In {period}, {totals}. The particulars are as follows.").format(
        period=period, totals=_counted(totals, language)
    ))  # fmt: skip
    yield Paragraph("", 1, _("1. Totals"))
    for table in tables:
        sentence = _("{group}: {totals}.") if table.group else _("In all: {totals}.")
        yield Paragraph(sentence.format(group=table.group, totals=_counted(table.totals, language)))
    yield Paragraph("", 1, _("2. Ranking"))
    # Where all share one rank none is first or last.
    ordered = [table for table in tables if any(row.rank > 1 for row in table.rows)]
    yield from (Paragraph(_ranked(table, language)) for table in ordered)
    if not ordered:
        yield Paragraph(_("All have the same figures."))
    silent = [name for table in tables for name in table.silent]
    yield Paragraph("", 1, _("3. Nothing submitted"))
    if silent:
        sentence = _("{count} submitted nothing: {names}.")
        yield Paragraph(sentence.format(count=len(silent), names=_(", ").join(silent)))
    else:
        yield Paragraph(_("All submitted items."))


def _counted(totals: Totals, language: str) -> str:
    """``报送200条，上报40条，采用60条；按级别，县级采用50条次、市级采用12条次``."""
    _ = translation(language).gettext
    counts = _("{submitted} items were submitted, {forwarded} forwarded, {adopted} adopted").format(
        submitted=totals.submitted, forwarded=totals.forwarded, adopted=totals.adopted
    )
    levels = (_("{level} {count}").format(level=level, count=count) for level, count in totals.by_level if count)
    by_level = _(", ").join(levels)
    return counts + (_(" (adoptions by level: {levels})").format(levels=by_level) if by_level else "")


def _ranked(table: NoticeTable, language: str) -> str:
    _ = translation(language).gettext
    first = [row for row in table.rows if row.rank <= _PLACES_NAMED]
    last_rank = table.rows[-_PLACES_NAMED:][0].rank
    last = [row for row in table.rows[len(first) :] if row.rank >= last_rank]
    best = _("the first are {names}").format(names=_names(first, language))
    worst = _("; the last are {names}").format(names=_names(last, language)) if last else ""
    sentence = _("In {group} {order}.") if table.group else _("In the ranking {order}.")
    return sentence.format(group=table.group, order=best + worst)


def _names(rows: Sequence[NoticeRow], language: str) -> str:
    _ = translation(language).gettext
    names = _(", ").join(row.name for row in rows[:_MOST_NAMES])
    if len(rows) > _MOST_NAMES:
        return _("{names} and others, {count} in all").format(names=names, count=len(rows))
    return names


def basis_lines(basis: Basis, language: str) -> Iterable[str]:
    """What the figures rest on, in sentences: window, days counted by, regulations, ties."""
    _ = translation(language).gettext
    window = basis.window
    yield _("Window: {first} to {last}, both included.").format(
        first=day_title(window.first, language), last=day_title(window.last, language)
    )
    yield _(
        "Submissions count by the day submitted, forwards by the day forwarded, adoptions by the day published, "
        "instructions by the day written."
    )
    for regulation in basis.regulations:
        yield _("Points by “{title}”{reference}, in force from {effective}.").format(
            title=regulation.title,
            reference=_(" ({reference})").format(reference=regulation.reference) if regulation.reference else "",
            effective=day_title(regulation.effective, language),
        )
    if basis.open:
        yield _("The window is not over: the figures may still change.")
    if not basis.regulations or basis.regulations[0].effective > window.first:
        yield _("No regulation was in force on some days of the window; what happened on them earns no points.")
    yield _ties(basis.ranking, language)


def _ties(ranking: Ranking, language: str) -> str:
    _ = translation(language).gettext
    rules = {
        "shared": _("equal ones share a rank, and the next ranks are passed over"),
        "dense": _("equal ones share a rank, and the next rank follows"),
        "none": _("equal ones stand in the order in which they were registered"),
    }
    figures = {
        "submitted": _("items submitted"),
        "forwarded": _("items forwarded"),
        "adopted": _("items adopted"),
        "adoptions": _("adoptions"),
        "adoption_rate": _("adoption rate"),
        "instructions": _("instructions"),
        "points": _("points"),
        "points_to_date": _("points to date"),
    }
    order = _(", then ").join(figures.get(name, name) for name in ranking.by)
    return _("Ranked by {order}; {ties}.").format(order=order, ties=rules[ranking.ties])
