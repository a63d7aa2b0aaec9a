"""What kinds of record there are, a row each: the one place where their names and columns are written.

From it come the headers of an import, what is listed and exported, the workbooks to fill, the
sentences of the journal, the words of help and completion, the facts of worked cases. Its table in
``models``, its shape in ``shapes`` and its builder in ``intake.facts`` bear the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from infoledger.errors import UsageError
from infoledger.i18n import N_, _, screen_language

#: What a cell holds; ``intake.values`` reads it.
Holds = Literal[
    "line",
    "text",
    "names",
    "flag",
    "moment",
    "day",
    "number",
    "positive",
    "whole",
    "yuan",
    "fen",
    "period",
    "status",
]

#: Where an item stands in its review, and the word for it in Chinese.
STATUSES = {
    N_("received"): "待审",
    N_("returned"): "退回",
    N_("approved"): "通过",
    N_("rejected"): "不采用",
}

#: Of what a cell speaks: what the register or the ledger knows by name, or a word that the config declares.
Speaks = Literal[
    "unit",
    "informant",
    "item",
    "solicitation",
    "group",
    "category",
    "secrecy",
    "body",
    "outlet",
    "form",
    "level",
    "leader",
    "violation",
    "award",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind: its names, what its cells hold and of what they speak, whether each row must fill it.

    One that is not ``listed`` holds too much to stand in a row among others; one that is not
    ``offered`` is for the office itself, and not in what units are given to fill.
    """

    chinese: str
    english: str
    holds: Holds = "line"
    of: Speaks | None = None
    required: bool = False
    listed: bool = True
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    ``english`` names its table, sheets and files; ``fact`` one of it in the rules and in worked cases,
    ``said`` the same in Chinese. ``key`` is the column by which a worked case names it, ``dated`` the one
    with its day. ``sentence`` tells one of it, over the columns listed; ``more`` are listed and not
    imported. Two of one day that say the same in the columns ``alike`` of their table may be one recorded
    twice; of ``items``, one that both name is enough. What is not ``numbered`` is known by its name or
    reference, not by an id.
    """

    chinese: str
    english: str
    fact: str
    said: str
    key: str
    columns: tuple[Column, ...]
    sentence: str = ""
    dated: str = "date"
    more: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    numbered: bool = True

    @property
    def singular(self) -> str:
        """The English word for one of it."""
        return self.english.removesuffix("s")

    @property
    def enrolled(self) -> bool:
        """Whether it is a member of the register, which has no day of its own and is not taken back."""
        return not self.dated

    @property
    def day(self) -> str:
        """The column of its table with its day."""
        return "day" if self.dated == "date" else self.dated

    @property
    def listed(self) -> tuple[str, ...]:
        """The columns that are shown, in order; the titles of the items that it names follow their references."""
        shown = ["id"] if self.numbered else []
        for column in self.columns:
            shown += [column.english] if column.listed else []
            shown += ["title"] if column.of == "item" and column.english == self.key else []
        return (*shown, *self.more)

    def column(self, english: str) -> Column | None:
        """The column of this English name, if it has one."""
        return next((column for column in self.columns if column.english == english), None)


def title(named: Column | Kind) -> str:
    """What to call a column or a kind on the screen."""
    return named.chinese if screen_language() == "zh" else named.english


def kind_named(text: str) -> Kind:
    """The kind called ``text``, in either language, one of it or many. Raises ``UsageError`` that lists them."""
    word = text.strip().casefold()
    for kind in KINDS.values():
        if word in (kind.chinese, kind.english, kind.singular, kind.fact, kind.said):
            return kind
    raise UsageError(
        _("“{text}” is not a kind of table.").format(text=text), _("Allowed: {forms}").format(forms=words())
    )


def words() -> str:
    """All that may be said for a kind, in both languages."""
    return " ".join(f"{kind.english}({kind.chinese})" for kind in KINDS.values())


def kinds_allowed() -> str:
    """What to say where a kind is wanted."""
    return _("Name it, or say --as: {forms}").format(forms=words())


def _must(chinese: str, english: str, holds: Holds = "line", of: Speaks | None = None) -> Column:
    return Column(chinese, english, holds, of, required=True)


#: All kinds by their English names, in the order in which they can be recorded: what others refer to comes first.
KINDS: Mapping[str, Kind] = {
    kind.english: kind
    for kind in (
        Kind(
            "单位",
            "units",
            "unit",
            "单位",
            key="name",
            columns=(
                _must("单位", "name"),
                _must("组别", "group", of="group"),
                Column("上级单位", "parent", of="unit"),
                Column("人数", "headcount", "whole"),
                Column("负责人", "head"),
                Column("分管领导", "supervisor"),
                Column("挂钩领导", "sponsor"),
                Column("别名", "aliases", "names"),
                Column("加入日期", "joined", "day"),
                Column("退出日期", "left", "day"),
            ),
            dated="",
            numbered=False,
        ),
        Kind(
            "信息员",
            "informants",
            "informant",
            "信息员",
            key="name",
            columns=(
                _must("姓名", "name"),
                _must("单位", "unit", of="unit"),
                Column("岗位", "role"),
                Column("电话", "phone"),
                Column("起", "joined", "day"),
                Column("止", "left", "day"),
            ),
            dated="",
            numbered=False,
        ),
        Kind(
            "约稿",
            "solicitations",
            "solicitation",
            "约稿",
            key="title",
            columns=(
                _must("约稿", "title"),
                _must("下达日期", "issued", "day"),
                _must("截止", "due", "day"),
                _must("单位", "units", "names", of="unit"),
                Column("上级", "body", of="body"),
                Column("责任人", "persons"),
            ),
            sentence=N_("“{title}” was solicited from {units} on {issued}, due {due}"),
            alike=("title",),
            dated="issued",
        ),
        Kind(
            "信息",
            "items",
            "submission",
            "报送",
            key="ref",
            columns=(
                Column("编号", "ref"),
                _must("报送日期", "submitted", "moment"),
                _must("单位", "units", "names", of="unit"),
                Column("信息员", "informants", "names", of="informant"),
                _must("标题", "title"),
                Column("类别", "category", of="category"),
                Column("发生时间", "occurred", "moment"),
                Column("约稿", "solicitation", of="solicitation"),
                Column("续报", "follows", of="item"),
                Column("密级", "secrecy", of="secrecy"),
                Column("来源", "source"),
                Column("标签", "tags", "names"),
                Column("质量系数", "quality", "positive"),
                Column("状态", "status", "status", offered=False),
                Column("正文", "body", "text", listed=False),
            ),
            sentence=N_("{units} submitted {ref} “{title}” on {submitted}"),
            dated="submitted",
            more=("characters", "sources"),
            numbered=False,
        ),
        Kind(
            "上报",
            "forwards",
            "forward",
            "上报",
            key="ref",
            columns=(
                _must("编号", "ref", of="item"),
                _must("上级", "body", of="body"),
                _must("日期", "date", "day"),
            ),
            sentence=N_("{ref} “{title}” was forwarded to {body} on {date}"),
            alike=("body", "item"),
        ),
        Kind(
            "采用",
            "adoptions",
            "adoption",
            "采用",
            key="refs",
            columns=(
                _must("编号", "refs", "names", of="item"),
                _must("刊物", "outlet", of="outlet"),
                _must("日期", "date", "day"),
                Column("期号", "issue"),
                Column("方式", "form", of="form"),
                Column("栏目", "section"),
                Column("稿酬", "fee", "fen"),
                Column("刊发标题", "published_title"),
            ),
            sentence=N_("{outlet} adopted {refs} “{title}” on {date}"),
            alike=("body", "outlet", "items"),
        ),
        Kind(
            "批示",
            "instructions",
            "instruction",
            "批示",
            key="refs",
            columns=(
                _must("编号", "refs", "names", of="item"),
                _must("领导", "leader", of="leader"),
                Column("级别", "level", of="level"),
                Column("主要领导", "chief", "flag"),
                _must("日期", "date", "day"),
                Column("刊物", "outlet", of="outlet"),
                Column("批示", "text", "text"),
                Column("反馈期限", "due", "day"),
                Column("反馈日期", "feedback_date", "day"),
                Column("办理情况", "feedback", "text"),
            ),
            sentence=N_("{leader} wrote an instruction on {refs} “{title}” on {date}"),
            alike=("leader", "items"),
        ),
        Kind(
            "差错",
            "violations",
            "violation",
            "差错",
            key="kind",
            columns=(
                _must("单位", "unit", of="unit"),
                Column("信息员", "informant", of="informant"),
                _must("类型", "kind", of="violation"),
                _must("日期", "date", "day"),
                Column("编号", "ref", of="item"),
                Column("级别", "level", of="level"),
                Column("说明", "note", "text"),
            ),
            sentence=N_("{unit} was put down for {kind} on {date}"),
            alike=("unit", "kind", "item"),
        ),
        Kind(
            "评优",
            "awards",
            "award",
            "评优",
            key="ref",
            columns=(
                _must("编号", "ref", of="item"),
                _must("类型", "kind", of="award"),
                _must("日期", "date", "day"),
            ),
            sentence=N_("{ref} “{title}” was given {kind} on {date}"),
        ),
        Kind(
            "调整",
            "adjustments",
            "adjustment",
            "调整",
            key="reason",
            columns=(
                _must("单位", "unit", of="unit"),
                Column("信息员", "informant", of="informant"),
                Column("分值", "points", "number"),
                Column("金额", "yuan", "yuan"),
                _must("日期", "date", "day"),
                _must("事由", "reason"),
                Column("依据", "cite"),
            ),
            sentence=N_("{unit} was given {amounts} on {date}: {reason}"),
        ),
        Kind(
            "位次",
            "placings",
            "placing",
            "位次",
            key="period",
            columns=(
                _must("上级", "body", of="body"),
                _must("时段", "period", "period"),
                Column("名次", "rank", "whole"),
                Column("总数", "of", "whole"),
                Column("得分", "points", "number"),
                Column("任务", "task", "number"),
                Column("日期", "date", "day"),
            ),
            sentence=N_("{body} made known where this office stands in {period}: {standing}"),
        ),
    )
}
