"""The assessment (考核结果) as a statement: outcomes, honours and marks, each kind in a table of its own."""

from collections.abc import Sequence
from datetime import date

from infoledger.documents.statement import Statement, makers
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, clean
from infoledger.documents.titles import titled
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title


def compose(
    office: str, work: str, period: Period, rows: Sequence[tuple[Figure, ...]], *, day: date, language: str
) -> Statement:
    """The assessment of ``period``, made by ``office`` on ``day``.

    ``rows`` are (kind, name, sub-period, party, unit, group, detail, citation) as the rules gave them; a
    sub-period that is the whole is empty.
    """
    _ = translation(language).gettext
    kinds = {
        "outcome": (_("Outcomes"), _("Sub-periods")),
        "honour": (_("Honours"), _("Rank")),
        "mark": (_("Marks"), _("Mark")),
    }
    tables = [
        _listing(
            heading,
            (_("Name"), _("Period"), _("Party"), _("Unit"), _("Group"), detail, _("Article")),
            [row[1:] for row in rows if row[0] == kind],
        )
        for kind, (heading, detail) in kinds.items()
    ]
    return Statement(
        language=language,
        office=clean(office),
        title=titled(_("Assessment of {work}, {period}"), "", title(period, language), work),
        paragraphs=(),
        tables=tuple(table for table in tables if table.rows),
        closing=() if rows else (_("Nothing is to be assessed in this period."),),
        signatures=makers(language),
        date=day_title(day, language),
    )


def _listing(heading: str, columns: tuple[str, ...], rows: Sequence[tuple[Figure, ...]]) -> Listing:
    """The rows without columns in which nothing stands, or only what the one before it says too."""
    told = [
        place
        for place in range(len(columns))
        if any(row[place] not in {"", None} and (place == 0 or row[place] != row[place - 1]) for row in rows)
    ]
    picked = (tuple(row[place] for place in told) for row in rows)
    return Listing(heading, tuple(columns[place] for place in told), tuple(picked))
