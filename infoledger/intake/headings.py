"""What the headings of a table mean: columns of its kind, under the names that offices give them.

A heading that means none is told, unless it is one that tables of offices simply have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from infoledger.config.model import Mark, Profile
from infoledger.config.names import suggestion
from infoledger.errors import Finding
from infoledger.folding import fold_heading
from infoledger.i18n import _, listed
from infoledger.intake.tables import Table
from infoledger.kinds import KINDS, Column, Kind, title

#: The column that ``--errors`` adds; a file that was so corrected may be imported as it is.
REASON = "出错原因"

#: What offices call a column, beside its own names, by its Chinese name.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "报送日期": ("日期", "报送时间"),
    "单位": ("报送单位", "单位名称", "部门", "来稿单位"),
    "标题": ("题目", "信息标题"),
    "信息员": ("作者", "撰稿人", "供稿人"),
    "类别": ("信息类别", "分类"),
    "别名": ("简称",),
    "组别": ("分组",),
    "刊物": ("采用刊物", "刊登刊物"),
    "日期": ("采用日期", "刊发日期"),
    "期号": ("期数", "采用期号"),
    "电话": ("联系电话",),
}
#: Headings that are passed over where the kind has no such column.
PASSED_OVER = ("序号", "备注", "联系人", "联系电话", "电话", "填报人", "审核人")
_PASSED_OVER = {fold_heading(name) for name in PASSED_OVER}
# The reference of an item is never what a count was meant to be.
_COUNTS = ("数", "量", "次", "份", "篇", "分", "额")
_REFERENCE = "编号"

#: Every heading that some kind knows or that is passed over, folded.
KNOWN = frozenset(
    {
        fold_heading(name)
        for kind in KINDS.values()
        for column in kind.columns
        for name in (column.chinese, column.english, *SYNONYMS.get(column.chinese, ()))
    }
    | _PASSED_OVER
)


class Matched(NamedTuple):
    """The column that each header of a table names, the headers that are passed over, and what is wrong.

    ``unknown`` headers come with what to do about each. ``constants`` are what the profile puts into columns
    that say nothing, by header; ``marks`` what it makes of further headers, ``days`` those with the days of marks.
    """

    columns: Mapping[str, Column]
    passed_over: Sequence[str]
    unknown: Mapping[str, str]
    findings: Sequence[Finding]
    constants: Mapping[str, str] = {}
    marks: Mapping[str, Mark] = {}
    days: Mapping[str, str] = {}


def spoken(header: str, above: Mapping[str, str]) -> Iterator[str]:
    """What ``header`` may be called, folded, the fullest first: 采用/刊物, 采用刊物, 刊物."""
    yield fold_heading(header)
    if header in above:
        leaf = header.removeprefix(f"{above[header]}/")
        yield fold_heading(above[header] + leaf)
        # 日期 below 采用 is not the day on which an item was submitted.
        if not any(fold_heading(above[header]).startswith(kind.chinese) for kind in KINDS.values()):
            yield fold_heading(leaf)


def called(header: str, table: Table) -> Iterator[str]:
    """What a profile may call ``header``, folded, the fullest first: the last word alone where no other ends so."""
    header = table.twice.get(header, header)
    yield fold_heading(header)
    if header in table.above:
        leaf = header.removeprefix(f"{table.above[header]}/")
        yield fold_heading(table.above[header] + leaf)
        if [each.rpartition("/")[2] for each in table.headers].count(leaf) == 1:
            yield fold_heading(leaf)


class _Own:
    """What the profile of a table says of its headers, if there is one: nothing, where there is none."""

    def __init__(self, table: Table, kind: Kind) -> None:
        profile = table.profile or _NO_PROFILE
        self._table = table
        self._columns = {fold_heading(heading): kind.column(name) for heading, name in profile.columns.items()}
        self._marks = {fold_heading(heading): mark for heading, mark in profile.marks.items()}
        self._passed_over = {fold_heading(heading) for heading in profile.pass_over}
        self._days = {fold_heading(mark.date) for mark in profile.marks.values() if mark.date}

    def column(self, header: str) -> Column | None:
        return next(filter(None, map(self._columns.get, called(header, self._table))), None)

    def mark(self, header: str) -> Mark | None:
        return next(filter(None, map(self._marks.get, called(header, self._table))), None)

    def passes_over(self, header: str) -> bool:
        return not self._passed_over.isdisjoint(called(header, self._table))

    def is_day(self, header: str) -> bool:
        return not self._days.isdisjoint(called(header, self._table))


_NO_PROFILE = Profile("", "")


def match_headings(kind: Kind, table: Table) -> Matched:
    """What the headings of ``table`` mean in a table of ``kind``."""
    names, own = _names(kind), _Own(table, kind)
    where = _("{table}, row {row}").format(table=table.name, row=table.header_row)
    columns: dict[str, Column] = {}
    marks: dict[str, Mark] = {}
    passed_over: list[str] = []
    unknown: dict[str, str] = {}
    findings = []
    named = {own.column(header) for header in table.headers}
    for header in table.headers:
        words = list(spoken(table.twice.get(header, header), table.above))
        mark, passed = own.mark(header), own.passes_over(header)
        column = own.column(header)
        if not (column or mark or passed):
            column = next((names[word] for word in words if word in names), None)
            if column in named and own.is_day(header):  # the day of a mark, which is of no other use then
                column = None
        if (column and column in columns.values()) or (mark and mark in marks.values()):
            findings.append(Finding(where, _("There are two columns “{column}”.").format(column=header)))
        elif column is not None:
            columns[header] = column
        elif mark is not None:
            marks[header] = mark
        elif passed or any(word in _PASSED_OVER for word in words) or words[0] in _more(kind):
            passed_over.append(header)
        elif header != REASON and not own.is_day(header):
            unknown[header] = _nearest(header, kind)
    constants = _constants(kind, table, columns)
    days, lacking = _days_of(marks, table)
    findings += [Finding(where, _("The column “{column}” is missing.").format(column=name)) for name in lacking]
    findings += [
        Finding(where, _("The column “{column}” is missing.").format(column=title(column)))
        for column in kind.columns
        if column.required and column not in columns.values()
    ]
    return Matched(columns, passed_over, unknown, findings, constants, marks, days)


def _constants(kind: Kind, table: Table, columns: dict[str, Column]) -> dict[str, str]:
    """By header, what the profile says where a row says nothing; a column that the table lacks is added."""
    constants = {}
    for name, said in (table.profile or _NO_PROFILE).constants.items():
        column = kind.column(name)
        if column is not None:
            header = next((header for header, known in columns.items() if known == column), f"{column.chinese}*")
            columns[header] = column
            constants[header] = said
    return constants


def _days_of(marks: Mapping[str, Mark], table: Table) -> tuple[dict[str, str], list[str]]:
    """For each header of a mark the header of its day, if it has one, and those that the table lacks."""
    headers = {word: header for header in reversed(table.headers) for word in called(header, table)}
    wanted = {header: mark.date for header, mark in marks.items() if mark.date}
    days = {header: headers[fold_heading(day)] for header, day in wanted.items() if fold_heading(day) in headers}
    return days, list(dict.fromkeys(day for header, day in wanted.items() if header not in days))


def _more(kind: Kind) -> set[str]:
    """What is listed beside the columns of ``kind``, as a list written here to be corrected has it."""
    return {fold_heading(name) for name in kind.more}


def _names(kind: Kind) -> dict[str, Column]:
    """The columns of ``kind`` by what they may be called; their own names win over those that offices give them."""
    given = {fold_heading(name): column for column in kind.columns for name in SYNONYMS.get(column.chinese, ())}
    own = {fold_heading(name): column for column in kind.columns for name in (column.chinese, column.english)}
    return {**given, **own}


def _nearest(header: str, kind: Kind) -> str:
    count = fold_heading(header).endswith(_COUNTS)
    names = {
        column.chinese: (column.english,) for column in kind.columns if not (count and column.chinese == _REFERENCE)
    }
    return suggestion(header, names)


class UnknownHeading(Finding):
    """That no column has a heading: a profile could tell what it means."""


def unknown_headings(matched: Iterable[tuple[Table, Matched]]) -> Iterator[Finding]:
    """What is said of headings that no column has: of each once, however many sheets have it."""
    tables: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table, found in matched:
        place = _("{table}, row {row}").format(table=table.name, row=table.header_row)
        for header, hint in found.unknown.items():
            tables[header, hint].append(place)
    for (header, hint), places in tables.items():
        more = _(" and {count} more sheets").format(count=len(places) - 1) if len(places) > 1 else ""
        yield UnknownHeading(places[0] + more, _("There is no column “{column}”.").format(column=header), hint)


def passed_over_notes(matched: Iterable[tuple[Table, Matched]]) -> Iterator[str]:
    """What is said of columns that are passed over: of the same ones once, however many sheets have them."""
    tables: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for table, found in matched:
        if found.passed_over:
            tables[tuple(found.passed_over)].append(table.name)
    for columns, names in tables.items():
        more = _(" and {count} more sheets").format(count=len(names) - 1) if len(names) > 1 else ""
        yield _("{table}: passed over the columns {columns}.").format(table=names[0] + more, columns=listed(columns))
