"""The columns of the listings with figures: each key of csv and json has one heading, worded once."""

from infoledger.i18n import N_, _
from infoledger.listings import Column
from infoledger.rules.figures import FIGURES, NOTICE_FIGURES

_WORDS = {
    "group": N_("Group"),
    "unit": N_("Unit"),
    "informant": N_("Informant"),
    "party": N_("Party"),
    "clauses": N_("Clauses"),
    "by": N_("By"),
    "first": N_("First day"),
    "last": N_("Last day"),
    "rules": N_("Rules"),
    "withdrawn": N_("Withdrawn"),
    "quota": N_("Quota"),
    "period": N_("Period"),
    "met": N_("Met"),
    "progress": N_("Progress"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "detail": N_("Detail"),
    "detail_then": N_("Detail then"),
    "date": N_("Date"),
    "clause": N_("Clause"),
    "cite": N_("Article"),
    "ref": N_("Reference"),
    "title": N_("Title"),
    "section": N_("Section"),
    "figure": N_("Figure"),
    "part": N_("Part"),
}
_NUMBERS: dict[str, str] = {
    "rank": FIGURES["rank"].heading,
    **{name: FIGURES[name].heading for name in NOTICE_FIGURES},
    "rank_issued": N_("Rank as issued"),
    "points_issued": N_("Points as issued"),
    "rank_then": N_("Rank then"),
    "points_then": N_("Points then"),
    "change": N_("Change"),
    "change_percent": N_("Change %"),
    "least": N_("Owed"),
    "count": N_("Done"),
    "shortfall": N_("Shortfall"),
    "yuan": N_("Yuan"),
    "yuan_then": N_("Yuan then"),
    "value": N_("This period"),
    "before": N_("Before"),
    "year_before": N_("A year ago"),
}


def columns(*keys: str) -> list[Column]:
    """The columns of ``keys`` with their headings in the language of the screen."""
    headings = _WORDS | _NUMBERS
    return [Column(key, _(headings[key]), numeric=key in _NUMBERS) for key in keys]
