"""The report (总结数据) as a statement: the figures that a year-end summary quotes, and a page for each unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from infoledger.documents.narrative import Comparison, Totals, compared_with, counted
from infoledger.documents.placings import Placing, Task, asked, placed
from infoledger.documents.statement import Statement
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, Paragraph, clean, fitted_title, in_a_row, joined
from infoledger.documents.titles import titled
from infoledger.i18n import translation
from infoledger.numbers import rounded
from infoledger.periods import Period, day_title, title
from infoledger.rules.figures import FIGURES, FigureName

#: What the page of a unit shows of each month.
_MONTHLY: tuple[FigureName, ...] = ("submitted", "adopted", "points")
#: Kinds of clause that the page of a unit shows one by one.
_CLAUSES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the report with the same of the period before and of a year ago, None where nothing is recorded.

    ``section`` is total, outlet, publication, level, placing, month or unit; ``name`` says of which, and
    ``detail`` an outlet's level or a unit's group; ``figure`` names it in csv and json. On paper it is
    ``called`` otherwise, if that is said.
    """

    section: str
    name: str
    figure: FigureName
    value: Decimal | int | None
    before: Decimal | int | None = None
    year_before: Decimal | int | None = None
    detail: str = ""
    called: str = ""

    @property
    def change(self) -> Decimal | int | None:
        """How much more than in the period before."""
        return None if self.value is None or self.before is None else self.value - self.before

    @property
    def change_percent(self) -> Decimal | None:
        """The change in per cent of the period before, with one decimal; of what is counted."""
        if self.change is None or not self.before or self.figure in {"adoption_rate", "rank"}:
            return None
        return rounded(Decimal(100 * self.change) / self.before, 1)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What the page of a unit shows.

    ``rows`` are the unit itself, the average of its group and, where recorded, the unit before:
    (name, submitted, forwarded, adopted, rate, instructions, points). ``months`` are (month,
    submitted, adopted, points); ``clauses`` (clause, citation, times, points), the most points first.
    """

    name: str
    group: str
    rank: int
    of: int
    rank_before: int | None
    rows: Sequence[tuple[Figure, ...]]
    months: Sequence[tuple[Period, int, int, Decimal]]
    clauses: Sequence[tuple[str, str, int, Decimal]]


def compose(
    office: str,
    work: str,
    period: Period,
    lines: Sequence[Line],
    *,
    totals: Totals,
    compared: Sequence[Comparison],
    placings: Sequence[Placing] = (),
    tasks: Sequence[Task] = (),
    basis: Iterable[str],
    day: date,
    language: str,
) -> Statement:
    """The report of ``period``: ``totals`` in words and beside those ``compared``, then the ``lines`` in tables."""
    _ = translation(language).gettext
    told = _("In {period}, {totals}.").format(period=title(period, language), totals=counted(totals, language))
    issues = [
        _("{publication}: {count} issues").format(publication=line.name, count=line.value)
        for line in _of(lines, "publication")
    ]
    printed = [_("Printed: {issues}.").format(issues=in_a_row(issues, language))] if issues else []
    changes = [compared_with(each, totals, period, language) for each in compared]
    told_above = (*(placed(each, language) for each in placings), *(asked(each, language) for each in tasks))
    above = [clean(each) for each in told_above]
    return Statement(
        language=language,
        office=clean(office),
        title=titled(_("Figures of {work}, {period}"), "", title(period, language), work),
        paragraphs=tuple(Paragraph(sentence) for sentence in (told, *printed, *changes, *above)),
        tables=tuple(table for table in _tables(lines, language) if table.rows),
        closing=tuple(basis),
        signatures="",
        date=day_title(day, language),
    )


def _tables(lines: Sequence[Line], language: str) -> Iterable[Listing]:
    _ = translation(language).gettext
    before = any(line.before is not None for line in lines)
    # Of a year, the period before and that of a year ago are one.
    years = any(line.year_before not in (None, line.before) for line in lines if line.section == "total")
    changes = (_("Before"), _("Change"), _("Change %")) if before else ()
    change = (_("This period"), *changes, *((_("A year ago"),) if years else ()))
    yield Listing(
        _("Totals"),
        (_("Figure"), *change),
        tuple((_(FIGURES[line.figure].title), *_changes(line, before, years)) for line in _of(lines, "total")),
    )
    for section, heading, name in (
        ("publication", _("Issues printed"), _("Publication")),
        ("level", _("Adopted pieces by level"), _("Level")),
        ("outlet", _("Adopted pieces by outlet"), _("Outlet")),
    ):
        yield Listing(
            heading,
            (name, *change),
            tuple((clean(line.name), *_changes(line, before, years)) for line in _of(lines, section)),
            charted=(1,),
        )
    yield _wide(_of(lines, "month"), _("By month"), (_("Month"),), language, charted=("adopted", "adoption_rate"))
    yield _wide(_of(lines, "unit"), _("By unit"), (_("Unit"), _("Group")), language)


def _changes(line: Line, before: bool, years: bool) -> tuple[Figure, ...]:
    changes = (line.before, line.change, line.change_percent) if before else ()
    return (line.value, *changes, *((line.year_before,) if years else ()))


def _wide(
    lines: Sequence[Line], heading: str, names: tuple[str, ...], language: str, charted: Sequence[str] = ()
) -> Listing:
    """Several figures of one name side by side; beside the rank, which is the last, the one before, where known."""
    _ = translation(language).gettext
    keys = list(dict.fromkeys(line.figure for line in lines))
    moved = any(line.figure == "rank" and line.before is not None for line in lines)
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for line in lines:
        cells = rows.setdefault((clean(line.called or line.name), clean(line.detail))[: len(names)], [])
        cells += [line.value, line.before] if moved and line.figure == "rank" else [line.value]
    columns = (*names, *(_(FIGURES[key].title) for key in keys), *([_("Rank before")] if moved else ()))
    places = tuple(len(names) + keys.index(key) for key in charted if key in keys)
    return Listing(heading, columns, tuple((*name, *cells) for name, cells in rows.items()), charted=places)


def _of(lines: Sequence[Line], section: str) -> list[Line]:
    return [line for line in lines if line.section == section]


def unit_page(office: str, work: str, period: Period, page: UnitPage, *, day: date, language: str) -> Statement:
    """The page of one unit: its figures beside its group's, its months, and what its points are made of."""
    _ = translation(language).gettext
    name, group, called = clean(page.name), clean(page.group), title(period, language)
    stands = _("In {period} {unit} ranks {rank} of {count} in {group}.").format(
        period=called, unit=name, rank=page.rank, count=page.of, group=group or joined((office,))
    )
    moved = _("In the period before it ranked {rank}.").format(rank=page.rank_before) if page.rank_before else ""
    return Statement(
        language=language,
        office=clean(office),
        title=fitted_title(_("{unit}: {work}, {period}").format(unit=name, work=work, period=called), (name, work)),
        paragraphs=(Paragraph(joined(list(filter(None, (stands, moved))))),),
        tables=tuple(table for table in _unit_tables(page, language) if table.rows),
        closing=(),
        signatures="",
        date=day_title(day, language),
    )


def _unit_tables(page: UnitPage, language: str) -> Iterable[Listing]:
    _ = translation(language).gettext
    keys: tuple[FigureName, ...] = (
        *("submitted", "forwarded", "adopted", "adoption_rate"),
        *("instructions", "points"),
    )
    charted = (keys.index("points") + 1, keys.index("adoption_rate") + 1)
    columns = (_("Of"), *(_(FIGURES[key].title) for key in keys))
    yield Listing(_("Beside its group"), columns, tuple(page.rows), charted=charted)
    # Months stand side by side: a year of them one below the other would not leave room for the rest.
    months = list(zip(*page.months, strict=True)) if page.months else []
    rows = tuple((_(FIGURES[key].title), *figures) for key, figures in zip(_MONTHLY, months[1:], strict=False))
    yield Listing(_("By month"), (_("Month"), *(str(int(month.name[-2:])) for month, *_rest in page.months)), rows)
    first, rest = list(page.clauses[:_CLAUSES]), page.clauses[_CLAUSES:]
    if rest:
        first.append((_("Others"), "", sum(each[2] for each in rest), sum((each[3] for each in rest), Decimal(0))))
    yield Listing(_("What the points are made of"), (_("Clause"), _("Article"), _("Count"), _("Points")), tuple(first))
