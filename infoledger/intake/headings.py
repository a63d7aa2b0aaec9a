"""What the headings of a table mean: columns of its kind, under the names that offices give them.

A heading that means none is told, unless it is one that tables of offices simply have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from infoledger.config.names import suggestion
from infoledger.errors import Finding
from infoledger.i18n import _, listed
from infoledger.intake.tables import Table, fold
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
_PASSED_OVER = {fold(name) for name in PASSED_OVER}
# The reference of an item is never what a count was meant to be.
_COUNTS = ("数", "量", "次", "份", "篇", "分", "额")
_REFERENCE = "编号"

#: Every heading that some kind knows or that is passed over, folded.
KNOWN = frozenset(
    {
        fold(name)
        for kind in KINDS.values()
        for column in kind.columns
        for name in (column.chinese, column.english, *SYNONYMS.get(column.chinese, ()))
    }
    | _PASSED_OVER
)


class Matched(NamedTuple):
    """The column that each header of a table names, the headers that are passed over, and what is wrong.

    ``unknown`` headers come with what to do about each.
    """

    columns: Mapping[str, Column]
    passed_over: Sequence[str]
    unknown: Mapping[str, str]
    findings: Sequence[Finding]


def spoken(header: str, above: Mapping[str, str]) -> Iterator[str]:
    """What ``header`` may be called, folded, the fullest first: 采用/刊物, 采用刊物, 刊物."""
    yield fold(header)
    if header in above:
        leaf = header.removeprefix(f"{above[header]}/")
        yield fold(above[header] + leaf)
        # 日期 below 采用 is not the day on which an item was submitted.
        if not any(fold(above[header]).startswith(kind.chinese) for kind in KINDS.values()):
            yield fold(leaf)


def match_headings(kind: Kind, table: Table) -> Matched:
    """What the headings of ``table`` mean in a table of ``kind``."""
    names = _names(kind)
    where = _("{table}, row {row}").format(table=table.name, row=table.header_row)
    columns: dict[str, Column] = {}
    passed_over: list[str] = []
    unknown: dict[str, str] = {}
    findings = []
    for header in table.headers:
        words = list(spoken(table.twice.get(header, header), table.above))
        column = next((names[word] for word in words if word in names), None)
        if column is not None and column in columns.values():
            findings.append(Finding(where, _("There are two columns “{column}”.").format(column=header)))
        elif column is not None:
            columns[header] = column
        elif any(word in _PASSED_OVER for word in words):
            passed_over.append(header)
        elif header != REASON:
            unknown[header] = _nearest(header, kind)
    findings += [
        Finding(where, _("The column “{column}” is missing.").format(column=title(column)))
        for column in kind.columns
        if column.required and column not in columns.values()
    ]
    return Matched(columns, passed_over, unknown, findings)


def _names(kind: Kind) -> dict[str, Column]:
    """The columns of ``kind`` by what they may be called; their own names win over those that offices give them."""
    given = {fold(name): column for column in kind.columns for name in SYNONYMS.get(column.chinese, ())}
    own = {fold(name): column for column in kind.columns for name in (column.chinese, column.english)}
    return {**given, **own}


def _nearest(header: str, kind: Kind) -> str:
    count = fold(header).endswith(_COUNTS)
    names = {
        column.chinese: (column.english,) for column in kind.columns if not (count and column.chinese == _REFERENCE)
    }
    return suggestion(header, names)


def unknown_headings(matched: Iterable[tuple[Table, Matched]]) -> Iterator[Finding]:
    """What is said of headings that no column has: of each once, however many sheets have it."""
    tables: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table, found in matched:
        place = _("{table}, row {row}").format(table=table.name, row=table.header_row)
        for header, hint in found.unknown.items():
            tables[header, hint].append(place)
    for (header, hint), places in tables.items():
        more = _(" and {count} more sheets").format(count=len(places) - 1) if len(places) > 1 else ""
        yield Finding(places[0] + more, _("There is no column “{column}”.").format(column=header), hint)


def passed_over_notes(matched: Iterable[tuple[Table, Matched]]) -> Iterator[str]:
    """What is said of columns that are passed over: of the same ones once, however many sheets have them."""
    tables: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for table, found in matched:
        if found.passed_over:
            tables[tuple(found.passed_over)].append(table.name)
    for columns, names in tables.items():
        more = _(" and {count} more sheets").format(count=len(names) - 1) if len(names) > 1 else ""
        yield _("{table}: passed over the columns {columns}.").format(table=names[0] + more, columns=listed(columns))
