"""The notice (通报) as a neutral model: what is said of a period, the rankings by group, the basis.

A command fills ``NoticeTable``, ``Totals`` and ``Basis`` with figures; ``compose`` words them once,
in the language of the document. The order of rows is the ranking's; nothing is reckoned here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from infoledger.documents.narrative import (
    Comparison,
    Failures,
    NoticeTable,
    Remarks,
    Totals,
    addressees,
    narrative,
    title_of,
)
from infoledger.documents.tables import Listing
from infoledger.documents.text import Paragraph, clean, fitted_title, joined
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title
from infoledger.rules.figures import FIGURES, NOTICE_FIGURES, PHRASES
from infoledger.rules.regulation import Ranking, Regulation


@dataclass(frozen=True, slots=True)
class Basis:
    """By what the figures were reckoned.

    ``regulations`` are those in force in the window, oldest first; ``open`` if the window is not over.
    ``guessed_years`` are those whose holidays were asked for and are not known.
    """

    window: Period
    regulations: tuple[Regulation, ...]
    ranking: Ranking
    open: bool = False
    guessed_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, worded and ready to print, sent ``to`` the groups it ranks. ``columns`` are the headings, from rank on.

    ``charted`` are the places of points and adoption rate among them; ``postings`` go into the workbook only.
    """

    language: str
    office: str
    number: str
    title: tuple[str, ...]
    to: str
    period: str
    paragraphs: tuple[Paragraph, ...]
    annex: str
    annex_line: str
    annex_title: tuple[str, ...]
    columns: tuple[str, ...]
    charted: tuple[int, ...]
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
    remarks: Remarks | None = None,
    compared: Sequence[Comparison] = (),
    failures: Sequence[Failures] = (),
    by: str = "unit",
    further: Sequence[str] = (),
    listings: Iterable[Listing] = (),
    postings: Listing | None = None,
) -> Notice:
    """The notice of ``period``, issued by ``office`` on ``day``.

    ``tables`` come one a group, in printing order, with rows ``by`` unit or informant (then the
    first figure is the unit); ``totals`` count each item once over all groups and are ``compared``
    with earlier ones. ``further`` are the headings of the regulation's own columns, after the fixed
    ones. ``listings`` without rows are left out; ``postings`` go into the workbook.
    """
    _ = translation(language).gettext
    remarks = remarks or Remarks()
    called = title(period, language)
    annex = _("Ranking by points, {period}").format(period=called)
    headings = columns(by, language)
    merits = (headings.index(_("Submitted")), headings.index(_("Points")))
    return Notice(
        language=language,
        office=clean(office),
        number=clean(remarks.number),
        title=fitted_title(title_of(period, language).format(period=called)),
        to=addressees([table.group for table in tables], language),
        period=called,
        paragraphs=tuple(narrative(period, tables, totals, compared, failures, remarks, language, merits)),
        annex=_("Annex"),
        annex_line=_("Annex: {title}").format(title=annex),
        annex_title=(annex,),
        columns=(*headings, *(clean(name) for name in further)),
        charted=(headings.index(_("Points")), headings.index(_("Rate %"))),
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
    return (_("Rank"), *party, *(_(FIGURES[name].short) for name in NOTICE_FIGURES))


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
    yield _("An item of several units counts for each of them, and once in the totals.")
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
    if basis.guessed_years:
        years = _(", ").join(map(str, basis.guessed_years))
        yield _("The holidays of {years} are not known: Monday to Friday count as workdays.").format(years=years)
    yield _ties(basis.ranking, language)


def _ties(ranking: Ranking, language: str) -> str:
    _ = translation(language).gettext
    rules = {
        "shared": _("equal ones share a rank, and the next ranks are passed over"),
        "dense": _("equal ones share a rank, and the next rank follows"),
        "none": _("equal ones stand in the order in which they were registered"),
    }
    order = _(", then ").join(_(PHRASES[name]) if name in PHRASES else name for name in ranking.by)
    return _("Ranked by {order}; {ties}.").format(order=order, ties=rules[ranking.ties])
