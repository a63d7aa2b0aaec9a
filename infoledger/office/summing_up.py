"""Summing up: the figures of a window beside earlier ones, as a report, as pages of units, for the site."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from infoledger.listings import Listed
from infoledger.numbers import rounded
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.file_names import file_names
from infoledger.office.papers import statement_file, work_of
from infoledger.office.placing import placings, tasks
from infoledger.office.printing import file
from infoledger.periods import Period, title
from infoledger.rules.figures import NOTICE_FIGURES, FigureName

if TYPE_CHECKING:
    from infoledger.documents.report import Line, UnitPage
    from infoledger.documents.statement import Statement
    from infoledger.rules.figures import Figures
    from infoledger.rules.postings import Party, Posting
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing
    from infoledger.rules.summary import Volume

_COLUMNS = ("section", "name", "figure", "value", "before", "change", "change_percent", "year_before")
_TOTALS: tuple[FigureName, ...] = NOTICE_FIGURES[: NOTICE_FIGURES.index("points")]
_MONTHLY = tuple(name for name in _TOTALS if name != "adoptions")
_OF_UNITS: tuple[FigureName, ...] = (*_MONTHLY, "points")
_RANKED: tuple[FigureName, ...] = (*_OF_UNITS, "rank")


class Summary:
    """The figures of a window, and of the period before and a year ago where the ledger had begun.

    ``rows`` are the standings of its units, ``placings`` those of the office itself above.
    """

    def __init__(self, desk: Desk, window: Period) -> None:
        from infoledger.ledger.beginning import begun_by
        from infoledger.office.notice_document import volume_in
        from infoledger.office.reckoning import reckoned_on
        from infoledger.rules.standings import standings
        from infoledger.rules.summary import year_before

        self._desk, self._window = desk, window
        calendar = desk.config.calendar
        before, a_year_ago = calendar.before(window), year_before(calendar, window)
        with desk.reading() as connection:
            self.reckoning = reckoned_on(connection, desk, window, since=before.first)
            self.rows = standings(self.reckoning)
            ago = volume_in(connection, desk, a_year_ago)
            self._ago = (a_year_ago, ago if ago and begun_by(connection, a_year_ago) else None)
            begun = begun_by(connection, before)
            self.placings = placings(connection, desk.config, window)
        earlier = replace(self.reckoning, window=before)
        self._done = _volume(self.reckoning, self.rows, window)
        rows_before = standings(earlier)
        done_before = _volume(self.reckoning, rows_before, before)
        self._before = (before, done_before if done_before and begun else None)
        self._stood = {row.member.party: row for row in rows_before if self._before[1]}

    def listing(self) -> Listed:
        """The figures, a row for each."""
        return columns(*_COLUMNS), [_cells(line) for line in self.lines()]

    def file(self, form: str) -> str | bytes:
        """The whole report as a document."""
        return statement_file(self.statement(), form, self._desk.config, "report", self._window)

    def bars(self, *, each_unit: bool = False) -> str:
        """Outlets and months of the report, or the page of each unit, as bars for a terminal."""
        from infoledger.documents.charts import text_charts

        drawn = [page for _row, page in self.pages()] if each_unit else [self.statement()]
        return "\n".join(f"{each.called}\n\n{text_charts(each.tables)}" for each in drawn)

    def page_files(self, form: str) -> dict[str, str | bytes]:
        """The page of each unit as a document, by the name of its file."""
        pages = list(self.pages())
        names = file_names([row.member.name for row, _page in pages])
        layout = self._desk.config.layout
        return {f"{name}.{form}": file(page, form, layout) for name, (_row, page) in zip(names, pages, strict=True)}

    def statement(self) -> "Statement":
        """The whole report."""
        from infoledger.documents.basis import basis_lines
        from infoledger.documents.narrative import Comparison
        from infoledger.documents.report import compose
        from infoledger.office.notice_document import basis_of, totals_of

        config = self._desk.config
        earlier = {self._ago[0]: (self._ago[1], True)} | {
            self._before[0]: (self._before[1], self._window.size == "year")
        }
        return compose(
            config.office.name,
            work_of(config),
            self._window,
            list(self.lines()),
            totals=totals_of(self._done, config),
            compared=[
                Comparison(period, totals_of(done, config), years)
                for period, (done, years) in earlier.items()
                if done and self._window.over(self._desk.today)
            ],
            placings=self.placings,
            tasks=tasks(self.reckoning, self._window),
            basis=basis_lines(basis_of(self.reckoning), config.language),
            day=self._desk.today,
            language=config.language,
        )

    def lines(self) -> "Iterator[Line]":
        """The figures in the order of the report."""
        from infoledger.documents.report import Line

        for figure in _TOTALS:
            yield self._line("total", "", figure, attrgetter(figure))
        yield from self._counted("publication", "issues", lambda done: done.issues, ())
        yield from self._counted("level", "adoptions", lambda done: done.by_level, self._desk.config.levels)
        yield from self._counted("outlet", "adoptions", _by_outlet, [each.name for each in self._desk.config.outlets])
        for each in self.placings:
            called = f"{each.body} {each.period.name}"
            for figure, value, ago in (
                ("rank", each.rank, each.rank_before),
                ("points", each.points, each.points_before),
            ):
                if value is not None:
                    yield Line("placing", called, figure, value, year_before=ago)
        for month in self._months():
            done = _volume(self.reckoning, self.rows, month)
            called = title(month, self._desk.config.language)
            yield from (Line("month", month.name, figure, getattr(done, figure), called=called) for figure in _MONTHLY)
        for row in self.rows:
            stood = self._stood.get(row.member.party)
            for figure in _RANKED:
                before = getattr(stood, figure) if stood else None
                yield Line("unit", row.member.name, figure, getattr(row, figure), before, detail=row.member.group)

    def pages(self) -> "Iterator[tuple[Standing, Statement]]":
        """Each unit and its page."""
        from infoledger.documents.report import unit_page

        config = self._desk.config
        for row in self.rows:
            page = self._page(row)
            made = unit_page(
                config.office.name, work_of(config), self._window, page, day=self._desk.today, language=config.language
            )
            yield row, made

    def _page(self, row: "Standing") -> "UnitPage":
        from infoledger.documents.report import UnitPage
        from infoledger.i18n import translation

        _ = translation(self._desk.config.language).gettext
        group = [each for each in self.rows if each.member.group == row.member.group]
        stood = self._stood.get(row.member.party)
        rows = [(_("The unit"), *_figures(row)), (_("Average of the group"), *_averages(group))]
        if stood:
            rows.append((_("The unit before"), *_figures(stood)))
        return UnitPage(
            row.member.name,
            row.member.group,
            row.rank,
            len(group),
            stood.rank if stood else None,
            rows,
            self.months_of(row),
            self._clauses(row),
        )

    def months_of(self, row: "Standing") -> list[tuple[Period, int, int, Decimal]]:
        """Items submitted and adopted and points of a unit in each month of a longer window."""
        id = row.member.party.id
        return [
            (month, int(submitted.get(id) or 0), int(adopted.get(id) or 0), Decimal(points.get(id) or 0))
            for month, submitted, adopted, points in self._monthly
        ]

    @cached_property
    def _monthly(self) -> "list[tuple[Period, Figures, Figures, Figures]]":
        """Items submitted and adopted and points of all units by id, in each month of a longer window."""
        figures = partial(self.reckoning.measures.figures, of="unit")
        return [
            (
                month,
                figures("submitted", window=month),
                figures("adopted", window=month),
                figures("points", window=month),
            )
            for month in self._months()
        ]

    @cached_property
    def _postings(self) -> "Mapping[Party, Sequence[Posting]]":
        """What was posted in the window, by party."""
        found: defaultdict[Party, list[Posting]] = defaultdict(list)
        for posting in self.reckoning.measures.in_window(self._window):
            found[posting.party].append(posting)
        return found

    def _clauses(self, row: "Standing") -> list[tuple[str, str, int, Decimal]]:
        """What the unit's points are made of, the most first."""
        from infoledger.i18n import translation
        from infoledger.rules.regulation import clause_title

        rules = self.reckoning.rulebook.regulations
        cites = {clause.name: clause.cite for regulation in rules for clause in regulation.scoring}
        sums: dict[str, tuple[str, str, int, Decimal]] = {}
        for posting in self._postings.get(row.member.party, ()):
            if posting.currency == "points":
                name, cite, count, points = sums.get(
                    posting.clause, (posting.clause, cites.get(posting.clause, ""), 0, Decimal(0))
                )
                sums[name] = (name, cite, count + 1, points + posting.amount)
        say = translation(self._desk.config.language).gettext
        made = [(clause_title(name, say), cite, count, points) for name, cite, count, points in sums.values()]
        return sorted(made, key=lambda each: abs(each[3]), reverse=True)

    def _line(self, section: str, name: str, figure: FigureName, read: "Callable[[Volume], Any]") -> "Line":
        """A figure now, before and a year ago, None where nothing is recorded."""
        from infoledger.documents.report import Line

        now, before, ago = self._done, self._before[1], self._ago[1]
        value_before, value_ago = (None if done is None else read(done) for done in (before, ago))
        return Line(section, name, figure, read(now), value_before, value_ago)

    def _counted(
        self, section: str, figure: FigureName, counts: "Callable[[Volume], Mapping[str, int]]", order: Sequence[str]
    ) -> "Iterator[Line]":
        """A line for each name that is counted now or was before, in ``order`` and then as met."""
        names = dict.fromkeys(
            name for done in (self._done, self._before[1], self._ago[1]) if done for name in counts(done)
        )
        for name in [*(name for name in order if name in names), *(name for name in names if name not in order)]:
            yield self._line(section, name, figure, partial(_count, counts, name))

    def _months(self) -> list[Period]:
        """The months of a window that is longer than one, up to the present one."""
        months = list(self._desk.config.calendar.ending_in("month", self._window))
        return [month for month in months if month.first <= self._desk.today] if len(months) > 1 else []


def _cells(line: "Line") -> list[Any]:
    figures = [line.value, line.before, line.change, line.change_percent, line.year_before]
    return [line.section, line.name, line.figure, *figures]


def _volume(reckoning: "Reckoning", rows: "Iterable[Standing]", window: Period) -> "Volume":
    from infoledger.rules.summary import volume

    return volume(reckoning.measures, [row.member.party for row in rows], window)


def _count(counts: "Callable[[Volume], Mapping[str, int]]", name: str, done: "Volume") -> int:
    return counts(done).get(name, 0)


def _by_outlet(done: "Volume") -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for (outlet, _level), count in done.by_outlet.items():
        counts[outlet] = counts.get(outlet, 0) + count
    return counts


def _figures(row: "Standing") -> tuple[Any, ...]:
    return tuple(getattr(row, figure) for figure in _OF_UNITS)


def _averages(group: "Collection[Standing]") -> tuple[Any, ...]:
    """The mean of each figure over those who have one, with one decimal."""
    found = ([getattr(row, figure) for row in group] for figure in _OF_UNITS)
    known = ([Decimal(value) for value in values if value is not None] for values in found)
    return tuple(rounded(sum(values, Decimal(0)) / len(values), 1) if values else None for values in known)
