"""The ten kinds of table that can be imported, with their columns in both languages: the one table of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infoledger.config.names import suggestion
from infoledger.errors import Finding, UsageError
from infoledger.i18n import _, screen_language
from infoledger.intake import values
from infoledger.intake.tables import Table, fold

#: The column that ``--errors`` adds; a file that was so corrected may be imported as it is.
REASON = "出错原因"

#: Sheets of these names explain a workbook and are no tables.
NOTES = ("填写说明", "notes")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind: its names, whether each row must fill it, and how its cells are read."""

    chinese: str
    english: str
    parse: values.Parser
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table; ``english`` is also what ``--as`` takes."""

    chinese: str
    english: str
    columns: tuple[Column, ...]

    def match(self, table: Table) -> tuple[dict[str, Column], list[Finding]]:
        """The column that each header of ``table`` names, and what is wrong with its header row."""
        columns = {fold(name): column for column in self.columns for name in (column.chinese, column.english)}
        where = _("{table}, row {row}").format(table=table.name, row=table.header_row)
        matched: dict[str, Column] = {}
        findings = []
        for header in table.headers:
            column = columns.get(fold(header))
            if column is None and header != REASON:
                names = {column.chinese: (column.english,) for column in self.columns}
                findings.append(
                    Finding(where, _("There is no column “{column}”.").format(column=header), suggestion(header, names))
                )
            elif column in matched.values():
                findings.append(Finding(where, _("There are two columns “{column}”.").format(column=header)))
            elif column is not None:
                matched[header] = column
        findings += [
            Finding(where, _("The column “{column}” is missing.").format(column=title(column)))
            for column in self.columns
            if column.required and column not in matched.values()
        ]
        return matched, findings


def title(named: Column | Kind) -> str:
    """What to call a column or a kind on the screen."""
    return named.chinese if screen_language() == "zh" else named.english


def _must(chinese: str, english: str, parse: values.Parser) -> Column:
    return Column(chinese, english, parse, required=True)


KINDS: Mapping[str, Kind] = {
    kind.english: kind
    for kind in (
        Kind(
            "单位",
            "units",
            (
                _must("单位", "name", values.line),
                _must("组别", "group", values.line),
                Column("上级单位", "parent", values.line),
                Column("人数", "headcount", values.whole),
                Column("负责人", "head", values.line),
                Column("分管领导", "supervisor", values.line),
                Column("挂钩领导", "sponsor", values.line),
                Column("别名", "aliases", values.names),
                Column("加入日期", "joined", values.day),
                Column("退出日期", "left", values.day),
            ),
        ),
        Kind(
            "信息员",
            "informants",
            (
                _must("姓名", "name", values.line),
                _must("单位", "unit", values.line),
                Column("岗位", "role", values.line),
                Column("电话", "phone", values.line),
                Column("起", "joined", values.day),
                Column("止", "left", values.day),
            ),
        ),
        Kind(
            "约稿",
            "solicitations",
            (
                _must("约稿", "title", values.line),
                _must("下达日期", "issued", values.day),
                _must("截止", "due", values.day),
                _must("单位", "units", values.names),
                Column("上级", "body", values.line),
            ),
        ),
        Kind(
            "信息",
            "items",
            (
                Column("编号", "ref", values.line),
                _must("报送日期", "submitted", values.moment),
                _must("单位", "units", values.names),
                Column("信息员", "informants", values.names),
                _must("标题", "title", values.line),
                Column("类别", "category", values.line),
                Column("发生时间", "occurred", values.moment),
                Column("约稿", "solicitation", values.line),
                Column("续报", "follows", values.line),
                Column("密级", "secrecy", values.line),
                Column("来源", "source", values.line),
                Column("标签", "tags", values.names),
                Column("质量系数", "quality", values.number),
                Column("正文", "body", values.text),
            ),
        ),
        Kind(
            "上报",
            "forwards",
            (
                _must("编号", "ref", values.line),
                _must("上级", "body", values.line),
                _must("日期", "date", values.day),
            ),
        ),
        Kind(
            "采用",
            "adoptions",
            (
                _must("编号", "refs", values.names),
                _must("刊物", "outlet", values.line),
                _must("日期", "date", values.day),
                Column("期号", "issue", values.line),
                Column("方式", "form", values.line),
                Column("栏目", "section", values.line),
                Column("稿酬", "fee", values.fen),
                Column("刊发标题", "published_title", values.line),
            ),
        ),
        Kind(
            "批示",
            "instructions",
            (
                _must("编号", "refs", values.names),
                _must("领导", "leader", values.line),
                Column("级别", "level", values.line),
                Column("主要领导", "chief", values.flag),
                _must("日期", "date", values.day),
                Column("刊物", "outlet", values.line),
                Column("批示", "text", values.text),
                Column("反馈期限", "due", values.day),
            ),
        ),
        Kind(
            "差错",
            "violations",
            (
                _must("单位", "unit", values.line),
                Column("信息员", "informant", values.line),
                _must("类型", "kind", values.line),
                _must("日期", "date", values.day),
                Column("编号", "ref", values.line),
                Column("级别", "level", values.line),
                Column("说明", "note", values.text),
            ),
        ),
        Kind(
            "评优",
            "awards",
            (
                _must("编号", "ref", values.line),
                _must("类型", "kind", values.line),
                _must("日期", "date", values.day),
            ),
        ),
        Kind(
            "调整",
            "adjustments",
            (
                _must("单位", "unit", values.line),
                Column("信息员", "informant", values.line),
                Column("分值", "points", values.number),
                Column("金额", "yuan", values.yuan),
                _must("日期", "date", values.day),
                _must("事由", "reason", values.line),
                Column("依据", "cite", values.line),
            ),
        ),
    )
}

#: Every header that some kind knows, folded.
KNOWN = frozenset(
    fold(name) for kind in KINDS.values() for column in kind.columns for name in (column.chinese, column.english)
)


def kind_named(text: str) -> Kind:
    """The kind called ``text`` in either language. Raises ``UsageError`` that lists them."""
    for kind in KINDS.values():
        if text.strip().casefold() in (kind.chinese, kind.english):
            return kind
    raise UsageError(_("“{text}” is not a kind of table.").format(text=text), _allowed())


def kind_of(name: str) -> Kind | None:
    """The kind that a file's or sheet's name speaks of (``items-2025``, ``1月信息``); None if none or several."""
    words = re.findall(r"[a-z]+", name.casefold())
    found = [kind for kind in KINDS.values() if kind.chinese in name or kind.english in words]
    # 信息员 speaks of informants, though 信息 stands in it.
    longest = [kind for kind in found if not any(kind.chinese in other.chinese for other in found if other is not kind)]
    return longest[0] if len(longest) == 1 else None


def kinds_of(tables: Iterable[Table], stem: str, said: str | None) -> list[tuple[Kind, Table]]:
    """The kind of each table: as ``said``, else by its sheet's name, else (one table alone) by the file's.

    In the order in which they can be recorded: what others refer to comes first. Raises
    ``UsageError`` where none is to be seen.
    """
    tables = [table for table in tables if table.name not in NOTES]
    kinds = []
    for table in tables:
        kind = kind_named(said) if said else kind_of(table.name) or (kind_of(stem) if len(tables) == 1 else None)
        if kind is None:
            raise UsageError(_("What “{name}” holds cannot be told from its name.").format(name=table.name), _allowed())
        kinds.append((kind, table))
    order = list(KINDS)
    return sorted(kinds, key=lambda pair: order.index(pair[0].english))


def _allowed() -> str:
    forms = " ".join(f"{kind.english}({kind.chinese})" for kind in KINDS.values())
    return _("Name it, or say --as: {forms}").format(forms=forms)
