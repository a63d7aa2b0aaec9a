"""What is counted and what is asked of it, as parts of a sentence: ``报送调研类信息``, ``得分低于6分``."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from infoledger.documents.articles.cites import numeral
from infoledger.documents.articles.fields import (
    adopted,
    excepted,
    items,
    leaders,
    manner,
    outlets,
    read_in,
    superiors,
    tasks,
    violations,
    who,
)
from infoledger.documents.articles.words import SEVERAL, bounds, listed, quoted
from infoledger.numbers import plain
from infoledger.rules.figures import FIGURES, FigureName
from infoledger.rules.measured import Condition, Conditions, Measured
from infoledger.rules.regulation import Quota, Regulation
from infoledger.rules.whens import Range, When


class Counted(NamedTuple):
    """What is counted, and in what (条, 分); of what is said as a level one says 低于 and not 不足.

    ``nothing`` is how one says that there is none of it; of ``once`` one need not say that it is at least one.
    """

    words: str
    unit: str = ""
    level: bool = False
    nothing: str = ""
    once: bool = False


def counted(kind: str, where: When) -> Counted:
    """What a quota or a column counts: ``submission``, ``issue`` and the others."""
    said = _COUNTS[kind](where)
    return said._replace(words=said.words + excepted(where, _OF_KIND.get(kind, kind)))


def measured(asked: Measured, regulation: Regulation) -> Counted:
    """A figure with what narrows it."""
    said = _MEASURES[asked.measure](asked, regulation)
    counts = FIGURES[asked.measure].counts
    return said._replace(words=said.words + (excepted(asked.where, counts) if counts else ""))


def condition(asked: Condition, regulation: Regulation) -> str:
    """A test on a figure: ``采用率低于30%``."""
    if asked.measure in _RANKED:
        return _ranked(asked.range, _RANKED[asked.measure])
    said = measured(asked.measured, regulation)
    if said.once and asked.range == Range(at_least=Decimal(1)):
        return said.words
    if asked.range in (Range(equals=Decimal(0)), Range(at_most=Decimal(0))):
        if asked.measure == "missed":
            return f"均完成{tasks([asked.quota] if asked.quota else [])}"
        if said.nothing:
            return said.nothing + said.words
    return said.words + bounds(asked.range, said.unit, below="低于" if said.level else "不足")


class Asked(NamedTuple):
    """Conditions in words, and the list (：（一）…；（二）…) that ends the sentence if one of several is enough."""

    words: str
    listing: str = ""


def conditions(asked: Conditions, regulation: Regulation, one_of: str = "有下列情形之一") -> Asked:
    """All that must hold; nothing where nothing is asked."""
    every = [condition(each, regulation) for each in asked.all]
    one = [condition(each, regulation) for each in asked.any]
    if len(one) < 2:
        return Asked("，且".join((*every, *one)))
    listing = "；".join(f"（{numeral(place)}）{each}" for place, each in enumerate(one, 1))
    return Asked("，且".join((*every, one_of)), f"：{listing}")


def quota_unit(quota: Quota) -> str:
    """In what a quota is counted."""
    return "分" if quota.count == "points" else counted(quota.count, quota.where).unit


def points_of(clauses: Iterable[str]) -> str:
    """The points of some clauses, or all."""
    names = tuple(clauses)
    return f"{quoted(*names)}{'合计' if len(names) > 1 else ''}得分"


def _submissions(where: When) -> Counted:
    return Counted(f"{_by(where)}报送{items(where)}", "条", nothing="没有")


def _forwards(where: When) -> Counted:
    return Counted(f"{_by(where)}被上报{superiors(where)}的{items(where)}", "条", nothing="没有")


def _adoptions(where: When) -> Counted:
    return Counted(f"{_by(where)}{adopted(where)}的{items(where)}", "条", nothing="没有")


def _instructions(where: When) -> Counted:
    return Counted(f"{_by(where)}{items(where)}{read_in(where)}获{leaders(where)}批示", "次", nothing="没有", once=True)


def _issues(where: When) -> Counted:
    return Counted(
        f"{_by(where)}{items(where)}{manner(where)}刊入{outlets(where) or '本单位刊物'}", "期", nothing="没有"
    )


def _by(where: When) -> str:
    return f"{whose}的" if (whose := who(where)) else ""


_COUNTS: Mapping[str, Callable[[When], Counted]] = {
    "submission": _submissions,
    "forward": _forwards,
    "adoption": _adoptions,
    "instruction": _instructions,
    "issue": _issues,
}
#: Facts of which kind these are.
_OF_KIND = {"issue": "adoption"}


def _adopted_pieces(asked: Measured, _regulation: Regulation) -> Counted:
    where = asked.where
    return Counted(f"{_by(where)}{items(where)}{adopted(where)}", "篇次", nothing="没有")


def _rate(asked: Measured, _regulation: Regulation) -> Counted:
    narrowed = "" if asked.where == When() else _by(asked.where) + items(asked.where)
    return Counted(f"{narrowed}采用率", "%", level=True)


def _violations(asked: Measured, _regulation: Regulation) -> Counted:
    return Counted(f"发生{violations([asked.kind] if asked.kind else [])}", "次", nothing="没有", once=True)


def _missed(asked: Measured, regulation: Regulation) -> Counted:
    quota = _quota(asked.quota, regulation)
    task = tasks([asked.quota] if asked.quota else [])
    return Counted(
        f"未完成{task}", SEVERAL[quota.per] if quota else "期", once=quota is not None and quota.per == "year"
    )


def _shortfall(asked: Measured, regulation: Regulation) -> Counted:
    quota = _quota(asked.quota, regulation)
    return Counted(f"{tasks([asked.quota] if asked.quota else [])}累计欠额", quota_unit(quota) if quota else "")


def _points(asked: Measured, _regulation: Regulation) -> Counted:
    return Counted(points_of(asked.clauses), "分", level=True)


def _quota(name: str, regulation: Regulation) -> Quota | None:
    return next((quota for quota in regulation.quotas if quota.name == name), None)


def _where(kind: str) -> Callable[[Measured, Regulation], Counted]:
    return lambda asked, _regulation: _COUNTS[kind](asked.where)


def _fixed(words: str, unit: str, *, level: bool = False, nothing: str = "") -> Callable[..., Counted]:
    return lambda _asked, _regulation: Counted(words, unit, level=level, nothing=nothing, once=bool(nothing))


_MEASURES: Mapping[FigureName, Callable[[Measured, Regulation], Counted]] = {
    "submitted": _where("submission"),
    "forwarded": _where("forward"),
    "adopted": _where("adoption"),
    "adoptions": _adopted_pieces,
    "adoption_rate": _rate,
    "instructions": _where("instruction"),
    "violations": _violations,
    "missed_solicitations": _fixed("未完成约稿", "次", nothing="没有"),
    "missed": _missed,
    "shortfall": _shortfall,
    "issues": _fixed("编发期数", "期"),
    "points": _points,
    "points_to_date": _fixed("当年累计得分", "分", level=True),
    "headcount": _fixed("人数", "人"),
    "rank": _fixed("名次", "名"),
    "rank_from_last": _fixed("倒数名次", "名"),
}
_RANKED: Mapping[str, str] = {"rank": "第{}名", "rank_from_last": "倒数第{}名"}
#: 以上 and 以下 would hold the place itself.
_RANKS = {"at_least": "在{}及其后", "at_most": "在{}及其前", "above": "在{}之后", "below": "在{}之前", "equals": "为{}"}
_RANKS_FROM_LAST = {
    **_RANKS,
    "at_least": "在{}及其前",
    "at_most": "在{}及其后",
    "above": "在{}之前",
    "below": "在{}之后",
}


def _ranked(asked: Range, place: str) -> str:
    """A test on a rank: 第1名 stands above 第2名, 倒数第1名 below 倒数第2名."""
    above = place == _RANKED["rank"]
    if asked.at_most is not None and asked == Range(at_most=asked.at_most):
        last = "排名末位" if asked.at_most == 1 else f"排名后{plain(asked.at_most)}名"
        return f"排名前{plain(asked.at_most)}名" if above else last
    words = _RANKS if above else _RANKS_FROM_LAST
    said = ((word, getattr(asked, bound)) for bound, word in words.items())
    return "排名" + "且".join(word.format(place.format(plain(number))) for word, number in said if number is not None)


#: What a figure is called in a formula.
_FORMULA: Mapping[FigureName, str] = {
    "submitted": "报送条数",
    "forwarded": "上报条数",
    "adopted": "采用条数",
    "adoptions": "采用篇次",
    "adoption_rate": "采用率",
    "instructions": "批示次数",
    "violations": "差错次数",
    "missed_solicitations": "未完成约稿次数",
    "missed": "未完成任务期数",
    "shortfall": "累计欠额",
    "issues": "编发期数",
    "points": "得分",
    "points_to_date": "当年累计得分",
    "headcount": "人数",
    "rank": "名次",
    "rank_from_last": "倒数名次",
}


def term(asked: Measured, regulation: Regulation) -> str:
    """A figure as a term of a formula: ``采用条数``, ``被市级刊物采用的信息条数``."""
    if asked == Measured(asked.measure):
        return _FORMULA[asked.measure]
    said = measured(asked, regulation)
    return said.words + (f"{said.unit}数" if said.unit in ("条", "次", "篇次", "期") else "")


def names_of(figures: Iterable[str]) -> str:
    """What a ranking goes by: figures by their names in a formula, columns by their own."""
    return listed(dict(_FORMULA).get(name, name) for name in figures)  # type: ignore[call-overload]
