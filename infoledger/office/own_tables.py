"""What a person at the terminal is asked of the office's own tables, and what the answers make of them.

Who asks is handed in; here is what there is to ask, what may be answered, and what follows from it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from infoledger.config.model import Config, Mark, Profile
from infoledger.config.outlets import outlet_names
from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _
from infoledger.intake.headings import SYNONYMS, Matched, match_headings
from infoledger.intake.tables import Table
from infoledger.intake.values import perhaps_tens
from infoledger.kinds import KINDS, Kind, title
from infoledger.office.choices import Choices

Read = Sequence[tuple[Kind, Table]]
#: Answers to what a heading means that are no columns: passed over, a mark by its fact, the day of a mark.
PASS_OVER, DAY_OF_MARK = "pass over", "day"
_EXAMPLES = 3
_MONTHLY = "*月*"
_MARKS = {
    "adoption": N_("mark: adopted (√, a day or an issue)"),
    "forward": N_("mark: forwarded (√ or a day)"),
    "instruction": N_("mark: instructed (√ or a day)"),
}


class Heading(NamedTuple):
    """A heading that nobody knows: in tables of which kind, in how many sheets, and what stands under it.

    ``taken`` are the columns that other headings of these tables are.
    """

    kind: Kind
    header: str
    sheets: int
    examples: Sequence[str]
    taken: Collection[str]


class Perhaps(NamedTuple):
    """A cell of numbers that may have lost its zero: where it is, and month and day as they look."""

    table: int
    row: int
    header: str
    month: int
    day: int
    where: str


class Asking(Protocol):
    """Who asks the person at the terminal."""

    def kind(self, table: Table, choices: Choices) -> str:
        """Which of ``choices`` stands in the rows of a table."""

    def meaning(self, heading: Heading, choices: Choices) -> str:
        """Which of ``choices`` the heading means."""

    def marked(self, heading: Heading, choices: Choices) -> str:
        """The one of ``choices`` of which a column of marks speaks."""

    def tens(self, cells: Sequence[Perhaps]) -> Collection[int]:
        """The places in ``cells`` of those that are the 10th, 20th or 30th."""

    def keeps(self, profile: str) -> bool:
        """Whether the answers are to be kept in the config under this name."""

    def tell(self, refusal: InfoledgerError) -> None:
        """Tell why the answers were not kept; they count all the same."""


def kind_asked(table: Table, asking: Asking) -> Kind | None:
    """The kind of a table that its name does not tell, as a person says it; None where it is not to be read."""
    labels = {PASS_OVER: _("pass over"), **{name: title(kind) for name, kind in KINDS.items()}}
    names = {name: (label, KINDS[name].chinese) if name in KINDS else (label,) for name, label in labels.items()}
    return KINDS.get(asking.kind(table, Choices(names, labels)))


def explained(
    read: Read, config: Config, stem: str, asking: Asking, keep: Callable[[Profile], None]
) -> list[tuple[Kind, Table]]:
    """The tables that were ``read`` from a file called ``stem``, with what the person answered of them.

    Whoever is ``asking`` is asked of each heading that nobody knows, of all cells together that may have
    lost a zero, and last, when nothing else can end it, whether to ``keep`` the answers.
    """
    tables = list(read)
    profiles: list[Profile] = []
    for kind in dict.fromkeys(kind for kind, _table in read):
        unknown = list(_unknown(kind, tables))
        if unknown:
            left_open = {id(table): table for each, table in tables if each == kind and _open(kind, table)}
            profile = _answered(unknown, config, asking, _base(kind, [*left_open.values()], stem, config.imports))
            tables = [
                (each, replace(table, profile=profile) if id(table) in left_open else table) for each, table in tables
            ]
            profiles.append(profile)
    tables = _with_tens(tables, asking)
    for profile in profiles:
        if asking.keeps(profile.name):
            try:
                keep(profile)
            except InfoledgerError as refusal:
                asking.tell(refusal)
    return tables


def _open(kind: Kind, table: Table) -> bool:
    """Whether ``table`` has a heading that nobody knows."""
    return bool(match_headings(kind, table).unknown)


def _unknown(kind: Kind, read: Read) -> Iterator[Heading]:
    """The headings of all tables of ``kind`` that nobody knows, each once."""
    found: dict[str, list[Table]] = {}
    taken: dict[str, set[str]] = {}
    for table in (table for each, table in read if each == kind):
        matched = match_headings(kind, table)
        for header in matched.unknown:
            found.setdefault(header, []).append(table)
            taken.setdefault(header, set()).update(column.english for column in matched.columns.values())
    for header, tables in found.items():
        cells = (row.cells[header] for table in tables for row in table.rows)
        examples = dict.fromkeys(str(cell) for cell in cells if cell is not None)
        yield Heading(kind, header, len(tables), list(examples)[:_EXAMPLES], taken[header])


def _base(kind: Kind, tables: Sequence[Table], stem: str, profiles: Mapping[str, Profile]) -> Profile:
    """What the answers are added to: what a profile says of these tables already, under a name of its own."""
    known = next((table.profile for table in tables if table.profile), Profile("", kind.english))
    monthly = len(tables) > 1 and all("月" in table.name for table in tables)
    sheets = known.sheets if known.name else _MONTHLY if monthly else "*"
    bare = re.sub(r"[\W\d_年月第季度份]+$", "", stem) or kind.chinese
    names = (f"{bare}{number}" if number > 1 else bare for number in range(1, len(profiles) + 2))
    return replace(known, name=next(name for name in names if name not in profiles), sheets=sheets)


def _answered(unknown: Sequence[Heading], config: Config, asking: Asking, profile: Profile) -> Profile:
    columns, passed, marks = dict(profile.columns), list(profile.pass_over), dict(profile.marks)
    # The day of a mark is asked after the marks, whichever stands first.
    for heading in sorted(unknown, key=lambda each: _is_of_days(each.header)):
        answer = asking.meaning(heading, _meanings(heading, config, columns, marks))
        if answer == PASS_OVER:
            passed.append(heading.header)
        elif answer in _TARGETS:
            name = asking.marked(heading, _TARGETS[answer](config, heading.header))
            marks[heading.header] = Mark(answer, name)
        elif answer == DAY_OF_MARK:
            of = next(iter(marks)) if len(marks) == 1 else asking.marked(heading, Choices(dict.fromkeys(marks, ())))
            marks[of] = replace(marks[of], date=heading.header)
        else:
            columns[heading.header] = answer
    return replace(profile, columns=columns, pass_over=tuple(passed), marks=marks)


def _is_of_days(header: str) -> bool:
    return header.endswith(("日期", "时间", "日"))


def _meanings(heading: Heading, config: Config, answered: Mapping[str, str], marks: Collection[str]) -> Choices:
    """What a heading may mean: to be passed over, a mark, one of the kind's columns that is left."""
    labels = {PASS_OVER: _("pass over")}
    if heading.kind.english == "items":
        labels |= {fact: _(_MARKS[fact]) for fact in _MARKS if _TARGETS[fact](config, heading.header).names}
        labels |= {DAY_OF_MARK: _("the day of a mark")} if marks else {}
    taken = {*heading.taken, *answered.values()}
    left = [column for column in heading.kind.columns if column.offered and column.english not in taken]
    labels |= {column.english: title(column) for column in left}
    also = {column.english: (column.chinese, *SYNONYMS.get(column.chinese, ())) for column in left}
    return Choices({name: (label, *also.get(name, ())) for name, label in labels.items()}, labels)


def _outlets(config: Config, header: str) -> Choices:
    """The outlets, first those whose level the heading names."""
    names = outlet_names(config)
    levels = dict(zip(names, (outlet.level for outlet in config.outlets), strict=False))
    order = sorted(names, key=lambda name: not (levels.get(name) and levels[name] in header))
    return Choices({name: names[name] for name in order})


#: Of what the columns of marks speak, by the fact that they make.
_TARGETS: Mapping[str, Callable[[Config, str], Choices]] = {
    "adoption": _outlets,
    "forward": lambda config, _header: Choices(dict.fromkeys(config.bodies, ())),
    "instruction": lambda config, _header: Choices(dict.fromkeys(config.leaders, ())),
}


def _with_tens(read: list[tuple[Kind, Table]], asking: Asking) -> list[tuple[Kind, Table]]:
    """The tables with a day for each cell that may have lost its zero; all of them are asked together."""
    cells = [each for place, (kind, table) in enumerate(read) for each in _perhaps(place, kind, table)]
    if not cells:
        return read
    tens = set(asking.tens(cells))
    days: dict[int, dict[tuple[int, str], str]] = {}
    for number, cell in enumerate(cells):
        day = f"{cell.month}月{cell.day * 10 if number in tens else cell.day}日"
        days.setdefault(cell.table, {})[cell.row, cell.header] = day
    return [(kind, _with_days(table, days.get(place, {}))) for place, (kind, table) in enumerate(read)]


def _perhaps(place: int, kind: Kind, table: Table) -> Iterator[Perhaps]:
    matched = match_headings(kind, table)
    for row in table.rows:
        for header in _dated(matched):
            if found := perhaps_tens(row.cells[header], table.days):
                where = _("{table}, row {row}, column {column}").format(table=table.name, row=row.number, column=header)
                yield Perhaps(place, row.number, header, *found, where)


def _dated(matched: Matched) -> list[str]:
    """The headers under which days stand."""
    days = [
        header
        for header, column in matched.columns.items()
        if column.holds in ("day", "moment") and header not in matched.constants
    ]
    return list(dict.fromkeys((*days, *matched.marks, *matched.days.values())))


def _with_days(table: Table, days: Mapping[tuple[int, str], str]) -> Table:
    if not days:
        return table
    rows = tuple(
        row._replace(cells={header: days.get((row.number, header), cell) for header, cell in row.cells.items()})
        for row in table.rows
    )
    return replace(table, rows=rows)
