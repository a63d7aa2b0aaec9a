"""Analysis (研判): what came in over a period and what it means, from the funnel to what several report at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from infoledger.analysis.flow import Flows, Seen
from infoledger.analysis.parts import Cell, Part, Several
from infoledger.analysis.themes import Theme, themes
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed, screen_language, translation
from infoledger.listings import Column, Listed
from infoledger.office.analysis_tables import Sight, tables
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.disclosing import veil_of
from infoledger.office.printing import PRINTED, file
from infoledger.periods import DAY, Period
from infoledger.rules.kinds import FactKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.documents.narrative import Totals
    from infoledger.documents.statement import Statement
    from infoledger.documents.veil import Veil
    from infoledger.intake.matters import Matter

_KINDS: tuple[FactKind, ...] = ("submission", "forward", "adoption", "instruction")
#: How long before the window, at the least, titles are looked at to see what is new in it.
_BEFORE = timedelta(days=91)
#: Of so many days titles tell what is said week after week.
_YEAR = timedelta(days=365)
#: Rows of a part that a terminal shows.
_SHOWN = 15


class Analysis:
    """The analysis of a window, as its figures or as a written one.

    ``up_to`` is the highest secrecy of an item whose title is named in the written one, without it the lowest.
    ``parts`` are its tables in the order of the report.
    """

    def __init__(self, desk: Desk, window: Period, up_to: str | None = None) -> None:
        from infoledger.intake.candidates import load_titles
        from infoledger.office.reckoning import reckoned_on
        from infoledger.rules.summary import year_before

        self._desk, self._config, self.window, self._up_to = desk, desk.config, window, up_to
        self._before, self._ago = desk.config.calendar.before(window), year_before(desk.config.calendar, window)
        with desk.reading() as connection:
            before = self._seen_in(connection, self._before)
            # Of a year, the period before and that of a year ago are one.
            ago = before if self._ago == self._before else self._seen_in(connection, self._ago)
            reckoning = reckoned_on(connection, desk, window, informants=False)
            self._sight = Sight(connection, self._config, reckoning, before, ago)
            self._items = sorted(self._sight.flows.submitted, key=lambda item: (item.submitted, item.id))
            self._titles = load_titles(connection, self._config)
            self._plain = [self._titles.plain(item.title) for item in self._items]
            self._themes = self._find_themes(connection)
            self._several = [self._reported(each) for each in self._find_matters(connection)]
            parts = (*tables(self._sight), self._table_of_themes(), self._table_of_several())
            self.parts = tuple(part for part in parts if part.rows)

    def listing(self, part: str = "") -> Listed:
        """All figures, one a row; of one ``part`` its table. Raises ``InfoledgerError`` where it has no such part."""
        if part:
            found = self._part(part)
            return _columns(found), [list(row) for row in found.rows]
        rows = [list(row) for each in self.parts for row in _figures(each)]
        return columns("part", "name", "figure", "value"), rows

    def shown(self) -> Iterator[tuple[str, Listed, int]]:
        """Each part for a terminal: its title, its first rows, and how many there are beside them."""
        from infoledger.documents.analysis import without_lists

        for part in self.parts:
            table = without_lists(part, screen_language())
            text = [any(isinstance(row[place], str) for row in table.rows) for place in range(len(table.columns))]
            heads = [Column(head, head, numeric=not words) for head, words in zip(table.columns, text, strict=True)]
            yield f"{table.title} ({part.key})", (heads, table.rows[:_SHOWN]), len(table.rows[_SHOWN:])

    def told(self) -> list[str]:
        """The themes with their items, and what several report with the command that combines it, line by line."""
        from infoledger.documents.analysis import signs, told_themes

        return [
            *told_themes(self._with_refs or (), screen_language()),
            *signs(self._several, screen_language(), on_screen=True),
        ]

    def sentences(self, form: str) -> Sequence[str]:
        """What is divided by what, and which numbers are small; the document says it itself."""
        from infoledger.documents.analysis import explanations

        return [] if form in PRINTED else explanations(screen_language())

    def bars(self) -> str:
        """What is charted, as bars and heat maps for a terminal."""
        from infoledger.documents.analysis import without_lists
        from infoledger.documents.charts import text_charts

        return text_charts(without_lists(part, screen_language()) for part in self.parts)

    def focus(self) -> str:
        """The themes as paragraphs for the next focus of a notice (``notice --focus``)."""
        from infoledger.documents.analysis import focus

        phrases = [theme.phrase for theme in self._themes or ()]
        return self._veil.over(focus(phrases, self._several, self._config.language))

    def file(self, form: str) -> str | bytes:
        """The written analysis as a document."""
        return file(self.statement(), form, self._config.layout)

    def statement(self) -> "Statement":
        """The written analysis; titles that are too secret are covered."""
        from infoledger.documents.analysis import Findings, compose
        from infoledger.documents.narrative import Comparison

        sight, config = self._sight, self._config
        earlier = {self._ago: sight.ago, self._before: sight.before} if self.window.over(self._desk.today) else {}
        findings = Findings(
            self._totals(sight.now),
            [Comparison(period, self._totals(seen), period == self._ago) for period, seen in earlier.items() if seen],
            sight.now.whole,
            self._with_refs,
            self._several,
        )
        return self._veil.over(
            compose(
                config.office.name,
                self.window,
                findings,
                self.parts,
                day=self._desk.today,
                language=config.language,
            )
        )

    def _totals(self, seen: Seen) -> "Totals":
        """What a notice of the period says of all units together."""
        from infoledger.documents.narrative import Totals

        order = dict.fromkeys((*self._config.levels, *seen.levels))
        levels = tuple((level, seen.levels[level][1]) for level in order if level in seen.levels)
        return Totals(seen.whole.submitted, seen.whole.forwarded, seen.whole.adopted, levels)

    def _seen_in(self, connection: "Connection", period: Period) -> Seen | None:
        """What is to be said of an earlier period, where the ledger had begun by then and anything is recorded."""
        from infoledger.ledger.beginning import begun_by
        from infoledger.ledger.reading import Extent, load_book
        from infoledger.rules.measures import Measures

        if not begun_by(connection, period):
            return None
        days = period.first, period.last, self._desk.today
        extent = Extent(_KINDS, life=False, names=False, informants=False)
        found = Flows(Measures(load_book(connection, self._config, *days, extent)), period).seen()
        return found if any(found.whole) else None

    def _titles_in(self, connection: "Connection", first: date, last: date) -> Iterator[tuple[date, str]]:
        """Days and plain titles of an earlier time."""
        from infoledger.ledger.courses import load_titles_between

        return ((day, self._titles.plain(title)) for day, title in load_titles_between(connection, first, last))

    def _find_themes(self, connection: "Connection") -> list[Theme] | None:
        """What titles speak of more than before; None where too little was recorded before."""
        from infoledger.ledger.beginning import begun_by, first_day

        def past(period: Period) -> tuple[Iterator[str], Decimal]:
            titles = (title for _day, title in self._titles_in(connection, period.first, period.last))
            return titles, Decimal(_days(period)) / _days(self.window)

        begun = first_day(connection) or date.max
        first = max(min(self.window.first - _BEFORE, self._before.first), begun)
        before = Period(first, self.window.first - DAY, "")
        if _days(before) < _days(self.window):  # of a season alone nothing is known to be new
            return None
        ago = None if self._ago == self._before or not begun_by(connection, self._ago) else past(self._ago)
        design = self._config.analysis
        return themes(self._plain, past(before), ago, own=design.own_words, stops=design.stop_words)

    def _find_matters(self, connection: "Connection") -> "list[Matter]":
        from infoledger.intake.matters import Report, matters

        reports = [Report(item.id, item.ref, item.title, item.submitted, item.units) for item in self._items]
        first = min(self.window.first, self.window.last - _YEAR)
        earlier = self._titles_in(connection, first, self.window.first - DAY)
        return matters(reports, self._plain, earlier, self._config.analysis.days)

    def _reported(self, matter: "Matter") -> Several:
        """A matter with who reported it, and who of their groups did not."""
        groups, names = self._sight.flows.groups, self._sight.names
        theirs = {groups[unit] for unit in matter.units if unit in groups}
        return Several(
            min((report.title for report in matter.reports), key=len),
            matter.reports[0].day,
            matter.reports[-1].day,
            tuple(names[unit] for unit in groups if unit in matter.units),
            tuple(names[unit] for unit, group in groups.items() if group in theirs and unit not in matter.units),
            tuple(report.ref for report in matter.reports),
        )

    @cached_property
    def _veil(self) -> "Veil":
        with self._desk.reading() as connection:
            return veil_of(connection, self._config, self._up_to)

    @cached_property
    def _with_refs(self) -> list[tuple[Theme, str]] | None:
        """The themes with the references of their items."""
        if self._themes is None:
            return None
        return [(theme, ";".join(self._items[place].ref for place in theme.places)) for theme in self._themes]

    def _table_of_themes(self) -> Part:
        rows: list[tuple[Cell, ...]] = [
            (theme.phrase, theme.growth, len(theme.places), theme.before, theme.year_before, refs)
            for theme, refs in self._with_refs or ()
        ]
        return Part("themes", ("theme", "growth"), ("titles", "before", "year_before", "refs"), rows)

    def _table_of_several(self) -> Part:
        def row(each: Several) -> tuple[Cell, ...]:
            named = (";".join(words) for words in (each.units, each.others, each.refs))
            return (each.title, len(each.units), len(each.refs), each.first, each.last, *named)

        figures = ("units", "items", "first", "last", "reported", "not_reported", "refs")
        return Part("several", ("title",), figures, [row(each) for each in self._several])

    def _part(self, word: str) -> Part:
        from infoledger.documents.analysis import TITLES

        key = _meant(word, TITLES)
        for part in self.parts:
            if part.key == key:
                return part
        raise InfoledgerError(
            _("There is nothing under “{part}” in this period.").format(part=word),
            _("There is: {parts}.").format(parts=listed(f"{_(TITLES[part.key])} ({part.key})" for part in self.parts)),
        )


def _meant(word: str, titles: Mapping[str, str]) -> str:
    """The key of ``titles`` that ``word`` means: the key itself, its title in either language, or a part of one."""
    from infoledger.config.names import resolve

    shown = {_(title): key for key, title in titles.items()}
    chinese = translation("zh").gettext
    return shown[resolve(word, {name: (key, titles[key], chinese(titles[key])) for name, key in shown.items()})]


def _columns(part: Part) -> list[Column]:
    from infoledger.documents.analysis import heading

    names = [Column(key, heading(key, screen_language())) for key in part.names]
    return names + [
        Column(key, heading(key, screen_language(), part), numeric=_is_number(part, key)) for key in part.figures
    ]


def _is_number(part: Part, key: str) -> bool:
    place = len(part.names) + part.figures.index(key)
    return any(isinstance(row[place], (int, Decimal)) for row in part.rows)


def _figures(part: Part) -> Iterator[tuple[Cell, ...]]:
    """Each figure of a part in a row of its own; what is unknown is left out, and a month in which there was none."""
    for row in part.rows:
        name = "/".join(str(cell) for cell in row[: len(part.names)] if cell)
        for figure, value in zip(part.figures, row[len(part.names) :], strict=True):
            if value is not None and (value or figure not in part.open_ended):
                yield part.key, name, figure, value


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1
