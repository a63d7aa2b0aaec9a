"""From a reckoning to the notice as it is printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from infoledger.office import explaining
from infoledger.office.reckoning import party_name
from infoledger.periods import Period
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config, NoticeDesign
    from infoledger.documents.basis import Basis
    from infoledger.documents.narrative import Comparison, Remarks, Totals
    from infoledger.documents.notice import Notice
    from infoledger.documents.tables import Listing
    from infoledger.office.desk import Desk
    from infoledger.rules.corrections import Correction
    from infoledger.rules.postings import Posting
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing
    from infoledger.rules.summary import Volume


class Words(NamedTuple):
    """What is printed beside the figures: the number, the remarks, and how the ranking's columns are chosen.

    A title that is ``withheld`` is counted, not named.
    """

    number: str
    remarks: "Remarks"
    withheld: Callable[[str], bool]
    without_zeros: bool = False


def notice_of(
    connection: "Connection",
    desk: "Desk",
    reckoning: "Reckoning",
    rows: "Sequence[Standing]",
    by: PartyKind,
    words: Words,
    changes: "Mapping[Correction, str]",
) -> "Notice":
    """The notice of the reckoning's window over ``rows``, in the language of the config.

    ``changes`` are what later facts changed in notices issued before, each with its cause.
    """
    from infoledger.documents.notice import compose
    from infoledger.office.notice_matter import matter_of
    from infoledger.rules.standings import regulation_of

    config, regulation = desk.config, regulation_of(reckoning)
    further = [column.name for column in (regulation.columns if regulation else ())]
    return compose(
        config.office.name,
        matter_of(connection, desk, reckoning, rows, by, words.remarks),
        basis=basis_of(reckoning),
        day=reckoning.today,
        language=config.language,
        design=_design(config, further),
        number=words.number,
        by=by,
        further=further,
        without_zeros=words.without_zeros,
        adopted=_adopted(reckoning, rows, by, config, words.withheld),
        corrections=_corrections(changes, reckoning, config.language),
        postings=_postings(reckoning, config.language),
    )


def _design(config: "Config", further: "Sequence[str]") -> "NoticeDesign":
    """How the notice is made, without the columns that rules of other days have beside ``further``."""
    from infoledger.documents.ranking import headings

    design = config.notice
    columns = {column.name for regulation in config.regulations for column in regulation.columns}
    foreign = columns.difference(further, headings("informant", config.language))
    kept = design.columns and tuple(word for word in design.columns if word not in foreign)
    return replace(design, columns=kept)


def comparisons(connection: "Connection", desk: "Desk", reckoning: "Reckoning") -> "list[Comparison]":
    """What the units did in the period before and a year ago, where the ledger had begun by then.

    None for a window that is not over, which cannot be compared with whole ones.
    """
    from infoledger.documents.narrative import Comparison
    from infoledger.ledger.beginning import begun_by
    from infoledger.rules.summary import year_before

    calendar, window = desk.config.calendar, reckoning.window
    if not window.over(desk.today):
        return []
    # Of a year, the period before and that of a year ago are one.
    earlier = {year_before(calendar, window): True} | {calendar.before(window): window.size == "year"}
    done = {period: volume_in(connection, desk, period) for period in earlier}
    return [
        Comparison(period, totals_of(done[period], desk.config), a_year_ago)
        for period, a_year_ago in earlier.items()
        if done[period] and begun_by(connection, period)
    ]


def volume_in(connection: "Connection", desk: "Desk", period: Period) -> "Volume":
    """What the units did in ``period``; no points are reckoned for it."""
    from infoledger.ledger.reading import Extent, load_book
    from infoledger.rules.measures import Measures
    from infoledger.rules.summary import volume_of_units

    kinds = ("submission", "forward", "adoption", "instruction")
    book = load_book(connection, desk.config, period.first, period.last, desk.today, Extent(kinds))
    return volume_of_units(Measures(book, (), (), ()), period)


def basis_of(reckoning: "Reckoning") -> "Basis":
    """By what the figures of the window were reckoned."""
    from infoledger.documents.basis import Basis
    from infoledger.rules.regulation import Ranking

    rulebook, window = reckoning.rulebook, reckoning.window
    begun = [each for each in rulebook.regulations if window.first < each.effective <= window.last]
    first, last = rulebook.on(window.first), rulebook.on(window.last)
    regulations = (*([first] if first else []), *begun)
    ranking = last.ranking if last else Ranking()
    guessed = rulebook.guessed_years(window.first, window.last)
    return Basis(window, regulations, ranking, not window.over(reckoning.today), guessed)


def totals_of(done: "Volume", config: "Config") -> "Totals":
    """A volume as the totals of a notice, its levels in printing order."""
    from infoledger.documents.narrative import Totals

    levels = (*config.levels, *(level for level in done.by_level if level not in config.levels))
    by_level = tuple((level, done.by_level[level]) for level in levels if level in done.by_level)
    outlets = [outlet.name for outlet in config.outlets]
    order = sorted(done.by_outlet, key=lambda key: outlets.index(key[0]) if key[0] in outlets else len(outlets))
    by_outlet = tuple(
        (level, outlet, done.by_outlet[outlet, of]) for level in levels for outlet, of in order if of == level
    )
    return Totals(done.submitted, done.forwarded, done.adopted, by_level, by_outlet)


def _adopted(
    reckoning: "Reckoning",
    rows: "Sequence[Standing]",
    by: PartyKind,
    config: "Config",
    withheld: Callable[[str], bool],
) -> "Listing":
    """What was adopted of those ranked: a line for each piece of an item, with all of them whose it is."""
    from infoledger.documents.adopted import Adopted, adopted_listing
    from infoledger.i18n import translation
    from infoledger.rules.summary import adopted_pieces

    _ = translation(config.language).gettext
    names = {row.member.party: row.member.name for row in rows}
    pieces = list(adopted_pieces(reckoning.measures, list(names), reckoning.window))
    told = [
        Adopted(
            _(", ").join(names[party] for party in piece.parties),
            piece.item.title,
            piece.fact.details["outlet"] + _issue(piece.fact.details.get("issue"), _),
            piece.fact.day,
            piece.leaders,
        )
        for piece in pieces
        if not withheld(piece.item.title)
    ]
    heading = _("Unit") if by == "unit" else _("Informant")
    return adopted_listing(told, len(pieces) - len(told), heading, config.language)


def _issue(number: str | None, _: Callable[[str], str]) -> str:
    """The issue behind an outlet: ``第3期``; what is written otherwise as it is written."""
    if not number:
        return ""
    return _(" No. {number}").format(number=number) if number.isdigit() else f" {number}"


def _corrections(changes: "Mapping[Correction, str]", reckoning: "Reckoning", language: str) -> "Listing":
    from infoledger.documents.tables import Listing
    from infoledger.i18n import translation
    from infoledger.periods import title

    _ = translation(language).gettext
    columns = (_("Period"), _("Party"), _("Points as issued"), _("Points today"), _("Difference"), _("Cause"))
    rows = tuple(
        (
            title(change.window, language),
            party_name(change.party, change.window.last, reckoning.book),
            change.printed,
            change.today,
            change.today - change.printed,
            cause,
        )
        for change, cause in changes.items()
    )
    return Listing("", columns, rows)


def _postings(reckoning: "Reckoning", language: str) -> "Listing":
    from infoledger.documents.tables import Listing
    from infoledger.i18n import translation
    from infoledger.periods import day_title

    _ = translation(language).gettext
    headings = tuple(column.heading for column in explaining.posting_columns(_))

    def cells(posting: "Posting") -> tuple[str, ...]:
        day, *amounts, fact, ref, title, note = explaining.posting_cells(posting, reckoning.book, _)
        return (day_title(day, language), *amounts, _(fact) if fact else "", ref, title, note)

    postings = [each for each in reckoning.measures.in_window(reckoning.window) if each.currency == "points"]
    return Listing(_("Postings"), headings, tuple(map(cells, postings)))
