"""The figures of parties over a window: one row for each, with all its titles.

Whatever prints a figure, ranks by it, tests it or says it in a sentence takes its words from here.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from infoledger.i18n import N_
from infoledger.rules.kinds import FactKind

FigureName = Literal[
    "submitted",
    "forwarded",
    "adopted",
    "adoptions",
    "adoption_rate",
    "instructions",
    "violations",
    "missed_solicitations",
    "missed",
    "shortfall",
    "issues",
    "points",
    "points_to_date",
    "headcount",
    "rank",
    "rank_from_last",
]
#: A figure of several parties by their ids; None or missing where it is unknown.
Figures = Mapping[int, Decimal | int | None]
Filter = Literal["where", "kind", "quota", "clauses"]


class Figure(NamedTuple):
    """A figure and its titles.

    A sentence (and with it a condition) calls it by its ``phrase``, a column on the screen by its
    ``heading``, one on paper by ``short``, a report by ``title``. ``filters`` are what a condition
    may narrow it by; ``counts`` the kind of fact that it counts, each ``distinct`` item once or else
    each fact.
    """

    phrase: str
    heading: str = ""
    short: str = ""
    title: str = ""
    filters: tuple[Filter, ...] = ()
    counts: FactKind | None = None
    distinct: bool = False


#: Every figure by its name in rules, csv and json.
FIGURES: Mapping[FigureName, Figure] = MappingProxyType(
    {
        "submitted": Figure(
            *(N_("items submitted"), N_("Submitted"), N_("Submitted"), N_("Items submitted")),
            ("where",), "submission", distinct=True,
        ),
        "forwarded": Figure(
            *(N_("items forwarded"), N_("Forwarded"), N_("Forwarded"), N_("Items forwarded")),
            ("where",), "forward", distinct=True,
        ),
        "adopted": Figure(
            *(N_("items adopted"), N_("Adopted"), N_("Adopted"), N_("Items adopted")),
            ("where",), "adoption", distinct=True,
        ),
        "adoptions": Figure(
            *(N_("adoptions"), N_("Adoptions"), N_("Pieces"), N_("Adopted pieces")), ("where",), "adoption"
        ),
        # Of what was adopted and what was submitted, so that its ``where`` holds on both sides.
        "adoption_rate": Figure(
            *(N_("adoption rate"), N_("Rate %"), N_("Rate %"), N_("Adoption rate %")), ("where",), "submission"
        ),
        "instructions": Figure(
            *(N_("instructions"), N_("Instructions"), N_("Instr."), N_("Instructions")), ("where",), "instruction"
        ),
        "violations": Figure(N_("violations"), filters=("kind",), counts="violation"),
        "missed_solicitations": Figure(N_("solicitations missed"), counts="solicitation"),
        "missed": Figure(N_("sub-periods missed"), filters=("quota",)),
        "shortfall": Figure(N_("shortfall"), filters=("quota",)),
        "issues": Figure("", title=N_("Issues printed")),
        "points": Figure(N_("points"), N_("Points"), N_("Points"), N_("Points"), ("clauses",)),
        "points_to_date": Figure(N_("points to date"), N_("Points to date"), N_("To date")),
        "headcount": Figure(N_("headcount")),
        "rank": Figure(N_("rank"), N_("Rank"), N_("Rank"), N_("Rank")),
        "rank_from_last": Figure(N_("rank from the last")),
    }
)  # fmt: skip

#: What conditions may test, as a sentence calls it.
PHRASES: Mapping[str, str] = {name: figure.phrase for name, figure in FIGURES.items() if figure.phrase}

#: What a notice prints of each party, in the order of its columns.
NOTICE_FIGURES: tuple[FigureName, ...] = (
    *("submitted", "forwarded", "adopted", "adoptions", "adoption_rate"),
    *("instructions", "points", "points_to_date"),
)
