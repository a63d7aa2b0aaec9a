"""From a reckoning to the notice as it is printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoledger.office import explaining
from infoledger.office.reckoning import party_name
from infoledger.periods import Period
from infoledger.rules.figures import NOTICE_FIGURES
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.documents.narrative import Comparison, Failures, NoticeTable, Remarks, Totals
    from infoledger.documents.notice import Basis, Notice
    from infoledger.documents.tables import Listing
    from infoledger.office.desk import Desk
    from infoledger.rules.corrections import Correction
    from infoledger.rules.postings import Posting
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing
    from infoledger.rules.summary import Volume


def notice_of(
    reckoning: "Reckoning",
    rows: "Sequence[Standing]",
    by: PartyKind,
    config: "Config",
    *,
    changes: "Sequence[Correction]" = (),
    compared: "Sequence[Comparison]" = (),
    remarks: "Remarks | None" = None,
) -> "Notice":
    """The notice of the reckoning's window over ``rows``, in the language of the config.

    ``changes`` are what later facts changed in notices issued before.
    """
    from infoledger.documents.notice import compose
    from infoledger.rules.standings import regulation_of

    groups = dict.fromkeys(row.member.group for row in rows)
    regulation = regulation_of(reckoning)
    return compose(
        config.office.name,
        reckoning.window,
        [_table(reckoning, group, [row for row in rows if row.member.group == group], by, config) for group in groups],
        totals=_totals(reckoning, config),
        basis=basis_of(reckoning),
        day=reckoning.today,
        language=config.language,
        remarks=remarks,
        compared=compared,
        failures=_failures(reckoning, rows),
        by=by,
        further=[column.name for column in (regulation.columns if regulation else ())],
        listings=[
            _adopted(reckoning, rows, by, config),
            _corrections(changes, reckoning, config.language),
        ],
        postings=_postings(reckoning, config.language),
    )


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
    from infoledger.ledger.reading import load_book
    from infoledger.rules.measures import Measures
    from infoledger.rules.summary import volume_of_units

    kinds = ("submission", "forward", "adoption", "instruction")
    book = load_book(connection, desk.config, period.first, period.last, desk.today, kinds)
    return volume_of_units(Measures(book, (), (), ()), period)


def basis_of(reckoning: "Reckoning") -> "Basis":
    """By what the figures of the window were reckoned."""
    from infoledger.documents.notice import Basis
    from infoledger.rules.regulation import Ranking

    rulebook, window = reckoning.rulebook, reckoning.window
    begun = [each for each in rulebook.regulations if window.first < each.effective <= window.last]
    first, last = rulebook.on(window.first), rulebook.on(window.last)
    regulations = (*([first] if first else []), *begun)
    ranking = last.ranking if last else Ranking()
    guessed = rulebook.guessed_years(window.first, window.last)
    return Basis(window, regulations, ranking, not window.over(reckoning.today), guessed)


def _table(
    reckoning: "Reckoning", group: str, rows: "Sequence[Standing]", by: PartyKind, config: "Config"
) -> "NoticeTable":
    from infoledger.documents.narrative import NoticeRow, NoticeTable

    def figures(row: "Standing") -> tuple[object, ...]:
        who = (row.member.unit,) if by == "informant" else ()
        return (*who, *(getattr(row, name) for name in NOTICE_FIGURES), *row.columns)

    return NoticeTable(
        group,
        tuple(NoticeRow(row.rank, row.member.name, figures(row)) for row in rows),  # type: ignore[arg-type]
        _totals(reckoning, config, group),
        tuple(row.member.name for row in rows if not row.submitted),
    )


def _totals(reckoning: "Reckoning", config: "Config", group: str | None = None) -> "Totals":
    """What the units, or those of a group, did in the window, whoever is ranked."""
    from infoledger.rules.summary import volume_of_units

    return totals_of(volume_of_units(reckoning.measures, reckoning.window, group), config)


def totals_of(done: "Volume", config: "Config") -> "Totals":
    """A volume as the totals of a notice, its levels in printing order."""
    from infoledger.documents.narrative import Totals

    levels = (*config.levels, *(level for level in done.by_level if level not in config.levels))
    by_level = tuple((level, done.by_level[level]) for level in levels if level in done.by_level)
    return Totals(done.submitted, done.forwarded, done.adopted, by_level)


def _failures(reckoning: "Reckoning", rows: "Sequence[Standing]") -> "list[Failures]":
    """The violations of the units of ``rows`` (or of their informants' units), and their missed solicitations."""
    from infoledger.documents.narrative import Failures
    from infoledger.rules.summary import failures, missed_solicitations

    measures, window = reckoning.measures, reckoning.window
    groups = {row.member.group for row in rows}
    names = {member.party.id: member.name for member in measures.members("unit", window) if member.group in groups}
    found = failures(measures, names.keys(), window)
    if missed := missed_solicitations(measures, names.keys(), window):
        found[""] = missed
    return [
        Failures(kind, tuple((name, counts[unit]) for unit, name in names.items() if unit in counts))
        for kind, counts in found.items()
    ]


def _adopted(reckoning: "Reckoning", rows: "Sequence[Standing]", by: PartyKind, config: "Config") -> "Listing":
    from infoledger.documents.adopted import Adopted, adopted_listing
    from infoledger.i18n import translation
    from infoledger.rules.summary import adopted_items

    _ = translation(config.language).gettext
    names = {row.member.party: row.member.name for row in rows}
    adopted = [
        Adopted(names[party], item.title, levels, instructed)
        for party, item, levels, instructed in adopted_items(reckoning.measures, list(names), reckoning.window)
    ]
    heading = _("Unit") if by == "unit" else _("Informant")
    return adopted_listing(adopted, config.levels, heading, config.language)


def _corrections(changes: "Sequence[Correction]", reckoning: "Reckoning", language: str) -> "Listing":
    from infoledger.documents.tables import Listing
    from infoledger.i18n import translation
    from infoledger.periods import title

    _ = translation(language).gettext
    columns = (_("Period"), _("Party"), _("Points as issued"), _("Points today"), _("Difference"))
    rows = tuple(
        (
            title(change.window, language),
            party_name(change.party, change.window.last, reckoning.book),
            change.printed,
            change.today,
            change.today - change.printed,
        )
        for change in changes
    )
    return Listing(_("Registered late and corrected"), columns, rows)


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
