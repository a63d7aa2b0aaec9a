"""From a reckoning to the notice as it is printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoledger.commands import explain

if TYPE_CHECKING:
    from infoledger.config.model import Config
    from infoledger.documents.notice import Basis, Listing, Notice, NoticeTable, Totals
    from infoledger.rules.corrections import Correction
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing


def notice_of(
    reckoning: "Reckoning", rows: "Sequence[Standing]", by: str, config: "Config", changes: "Sequence[Correction]" = ()
) -> "Notice":
    """The notice of the reckoning's window over ``rows``, in the language of the config.

    ``changes`` are what later facts changed in notices issued before.
    """
    from infoledger.documents.notice import compose
    from infoledger.rules.standings import regulation_of

    groups = dict.fromkeys(row.member.group for row in rows)
    tables = [
        _table(reckoning, group, [row for row in rows if row.member.group == group], by, config) for group in groups
    ]
    regulation = regulation_of(reckoning)
    return compose(
        config.office.name,
        reckoning.window,
        tables,
        totals=_totals(reckoning, rows, config),
        basis=basis_of(reckoning),
        day=reckoning.today,
        language=config.language,
        by=by,
        further=[column.name for column in (regulation.columns if regulation else ())],
        listings=[_corrections(changes, reckoning, config.language)],
        postings=_postings(reckoning),
    )


def basis_of(reckoning: "Reckoning") -> "Basis":
    """By what the figures of the window were reckoned."""
    from infoledger.documents.notice import Basis
    from infoledger.rules.regulation import Ranking

    rulebook, window = reckoning.rulebook, reckoning.window
    begun = [each for each in rulebook.regulations if window.first < each.effective <= window.last]
    first, last = rulebook.on(window.first), rulebook.on(window.last)
    regulations = (*([first] if first else []), *begun)
    return Basis(window, regulations, last.ranking if last else Ranking(), not window.over(reckoning.today))


def _table(reckoning: "Reckoning", group: str, rows: "Sequence[Standing]", by: str, config: "Config") -> "NoticeTable":
    from infoledger.documents.notice import NoticeRow, NoticeTable

    def figures(row: "Standing") -> tuple[object, ...]:
        who = (row.member.unit,) if by == "informant" else ()
        return (*who, *row[2:10], *row.columns)

    return NoticeTable(
        group,
        tuple(NoticeRow(row.rank, row.member.name, figures(row)) for row in rows),  # type: ignore[arg-type]
        _totals(reckoning, rows, config),
        tuple(row.member.name for row in rows if not row.submitted),
    )


def _totals(reckoning: "Reckoning", rows: "Sequence[Standing]", config: "Config") -> "Totals":
    from infoledger.documents.notice import Totals
    from infoledger.rules.standings import volume

    done = volume(reckoning, rows)
    levels = (*config.levels, *(level for level in done.by_level if level not in config.levels))
    by_level = tuple((level, done.by_level[level]) for level in levels if level in done.by_level)
    return Totals(done.submitted, done.forwarded, done.adopted, by_level)


def _corrections(changes: "Sequence[Correction]", reckoning: "Reckoning", language: str) -> "Listing":
    from infoledger.documents.notice import Listing
    from infoledger.i18n import translation
    from infoledger.periods import title

    _ = translation(language).gettext
    columns = (_("Period"), _("Party"), _("Points as issued"), _("Points today"), _("Difference"))
    rows = tuple(
        (
            title(change.window, language),
            explain.party_name(change.party, change.window.last, reckoning.book),
            change.printed,
            change.today,
            change.today - change.printed,
        )
        for change in changes
    )
    return Listing(_("Registered late and corrected"), columns, rows)


def _postings(reckoning: "Reckoning") -> "Listing":
    from infoledger.documents.notice import Listing
    from infoledger.i18n import _

    postings = [each for each in reckoning.measures.in_window(reckoning.window) if each.currency == "points"]
    columns = tuple(column.heading for column in explain.columns())
    rows = tuple((str(cells[0]), *cells[1:]) for cells in (explain.cells(each, reckoning.book) for each in postings))
    return Listing(_("Postings"), columns, rows)
