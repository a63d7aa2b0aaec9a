"""A clause as sentences: what each fact gives, and what holds for all of it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from infoledger.documents.articles.fields import OF_PARTIES, attributive, subject
from infoledger.documents.articles.figures import conditions, quota_unit, term
from infoledger.documents.articles.groups import Group, grouped, table_of
from infoledger.documents.articles.provision import Provision
from infoledger.documents.articles.words import (
    CURRENCIES,
    EACH,
    PARTIES,
    SINGLE,
    amount,
    percent,
    quoted,
)
from infoledger.numbers import plain
from infoledger.rules.actions import Action, Each, FeeTimes, Give, Instead, More, Ratio, SetTotal, below_0
from infoledger.rules.caps import sharing
from infoledger.rules.kinds import Currency
from infoledger.rules.measured import Measured
from infoledger.rules.regulation import Cap, Case, Clause, Factor, Few, Regulation
from infoledger.rules.whens import FieldTest, When

#: For each of what a fact of a kind gives something.
_EACH_FACT: Mapping[str, str] = {
    **dict.fromkeys(("submission", "forward", "adoption", "instruction", "award"), "每条"),
    **dict.fromkeys(("feedback", "violation", "solicitation"), "每次"),
    **dict.fromkeys(("quota", "period", "outcome"), ""),
}
_QUANTITIES = {"shortfall": "每少1", "excess": "每超1", "count": "每完成1", "hours_late": "每迟报1小时"}
#: Facts that several parties may have together.
_SHARED = ("submission", "forward", "adoption", "instruction", "feedback", "award")
#: What is said of an item that has several such facts.
_REPEATED = {"adoption": "同一信息多次被采用的累加", "instruction": "同一信息多次获批示的累加"}


def provisions(clause: Clause, regulation: Regulation) -> Iterator[Provision]:
    """The sentences of ``clause``: one, or one for each article that its cases cite and one for what holds of all."""
    groups = grouped(clause)
    rest = _rest(clause, regulation)
    if table := table_of(clause, groups):
        text = f"{_lead(clause)}按下表{_counts(clause)}"
        yield Provision(clause.cite, clause.name, _sentence([text, *rest]), table)
        return
    parts = [(cite, list(run)) for cite, run in groupby(groups, key=lambda group: group.cite)]
    told = dict.fromkeys(cite for cite, _run in parts)
    alone = len(told) == 1 or not clause.cite
    before: list[Group] = []
    if not alone and rest:
        text = f"{_lead(clause)}按{quoted(clause.name)}各项{_counts(clause)}"
        yield Provision(clause.cite, clause.name, _sentence([text, *rest]))
    for place, (cite, run) in enumerate(parts):
        said = _enumerated(clause, run, before, regulation)
        before += run
        last = place == len(parts) - 1
        yield Provision(cite, clause.name, _sentence([said, *rest] if alone and last else [said]))


def _sentence(parts: Sequence[str]) -> str:
    """``parts`` as one sentence; after a list that ends one, the rest is another."""
    first, *rest = parts
    between = "。" if "：（" in first else "；"
    return between.join(filter(None, (first, "；".join(rest)))) + "。"


def _lead(clause: Clause) -> str:
    """How a sentence begins that stands for all cases."""
    begins = subject(When(), clause.fact).whole
    return f"{begins}，" if begins else ""


def _counts(clause: Clause) -> str:
    return "计分" if clause.currency == "points" else "奖励"


def _enumerated(clause: Clause, groups: Sequence[Group], before: Sequence[Group], regulation: Regulation) -> str:
    """The cases one after the other; who or what is meant is said again only where it changes."""
    said: list[str] = []
    head = ""
    for group in groups:
        begins = _begins(clause, _when(group), regulation)
        other = "其他" if _rest_of(group.when, [*before, *groups[: len(said)]]) else ""
        told = begins[1] if said and not other and begins[0] == head and begins[1] else "".join(begins)
        head = begins[0]
        said.append(f"{other}{told}{_gives(clause, group, regulation, comma=bool(told))}")
    return "；".join(said) + conditions(clause.conditions, regulation).listing


def _begins(clause: Clause, when: When, regulation: Regulation) -> tuple[str, str]:
    head, event = subject(when, clause.fact)
    if clause.fact == "period":
        assert clause.per is not None
        asked = conditions(clause.conditions, regulation).words
        return f"{head or f'各{PARTIES[clause.by]}'}{event}{EACH[clause.per]}", f"{asked}的" if asked else ""
    return head, event


def _when(group: Group) -> When:
    """When a group holds; what is given by the shortfall or the excess asks that the quota is missed or met."""
    action = group.cases[0].action
    met = {"shortfall": False, "excess": True}.get(action.of) if isinstance(action, Each) else None
    if met is None or any(test.field == "met" for test in group.when.tests):
        return group.when
    return group.when & When((FieldTest("met", (met,)),))


def _rest_of(when: When, before: Sequence[Group]) -> bool:
    """Whether an earlier case took some of what matches ``when`` alone."""
    return any(set(when.tests) < set(case.when.tests) for group in before for case in group.cases)


def _gives(clause: Clause, group: Group, regulation: Regulation, *, comma: bool) -> str:
    """What the cases of a group give, each with what tells it from the others."""
    begins = (
        "，" if comma and not (clause.fact == "period" and not clause.conditions.all + clause.conditions.any) else ""
    )
    if not group.field:
        return begins + act(group.cases[0], clause, regulation)
    return begins + "，".join(
        f"{label}{act(case, clause, regulation)}" for label, case in zip(group.labels, group.cases, strict=True)
    )


def act(case: Case, clause: Clause, regulation: Regulation) -> str:  # noqa: PLR0911 - one for each action
    """What a case gives: ``每条计3分``, ``另加“采用”所得分值的2倍``."""
    action: Action = case.action
    each, currency = _EACH_FACT[clause.fact], clause.currency
    match action:
        case Give(given):
            return amount(given, currency, each)
        case Each(given, of):
            return amount(given, currency, _QUANTITIES[of] + ("" if of == "hours_late" else _unit(case, regulation)))
        case More(times, of):
            return f"{'扣减' if times < 0 else '另加'}该信息{quoted(of)}所得的{plain(abs(times))}倍"
        case Instead(given, of):
            return f"该信息{quoted(of)}一律改计{plain(given)}{CURRENCIES[currency]}"
        case SetTotal(total):
            return f"当年{'总分' if currency == 'points' else '奖励总额'}按{plain(total)}{CURRENCIES[currency]}计"
        case FeeTimes(times):
            return f"按所得稿酬的{plain(times)}倍奖励"
        case Ratio():
            return f"按{as_formula(action, regulation)}计算{'得分' if currency == 'points' else '奖励金额（元）'}"


def formula(ratio: Ratio, regulation: Regulation) -> str:
    """A ratio as it is reckoned: ``采用条数÷报送条数×20``."""
    of = term(ratio.of, regulation) if ratio.of else "完成数"
    over = ratio.over
    if isinstance(over, Measured):
        divisor = term(over, regulation)
    elif isinstance(over, Decimal):
        divisor = plain(over)
    else:
        among = "本组" if ratio.within == "group" else "全部单位"
        divisor = {
            "least": "任务数",
            "best": f"{among}最高的{of}",
            "mean": f"{among}平均的{of}",
            "total": f"{among}{of}合计",
        }[over]
    return f"{of}÷{divisor}" + (f"×{plain(ratio.times)}" if ratio.times != 1 else "")


def as_formula(ratio: Ratio, regulation: Regulation) -> str:
    """A formula in quotation marks; those within it are single ones."""
    return f"“{formula(ratio, regulation).translate(SINGLE)}”"


def _unit(case: Case, regulation: Regulation) -> str:
    """In what the quotas that a case names are counted."""
    named = {value for test in case.when.tests if test.field == "quota" for value in test.values}
    units = {quota_unit(quota) for quota in regulation.quotas if not named or quota.name in named}
    return units.pop() if len(units) == 1 else "条（分、期）"


def _rest(clause: Clause, regulation: Regulation) -> list[str]:
    """What holds of all cases: factors, one item's several gains, who shares and gets, and how much at most."""
    said = [
        _FIRST if _overlap(clause) else "",
        _factors(clause),
        _same_item(clause, regulation),
        _joint(clause),
        _to(clause),
        _cap(clause, regulation),
        "不满一个考核期的，按实际在册的整月数折算" if clause.part == "pro_rata" else "",
        "本项得分只作计算其他各项的基数，不计入总分" if clause.basis else "",
    ]
    return [each for each in said if each]


_FIRST = "同时符合几种情形的，按列在前面的一种"


def _overlap(clause: Clause) -> bool:
    """Whether a fact may match several cases of which none is said to be for the others."""
    whens = [case.when for case in clause.cases]
    return any(
        not (set(later.tests) < set(earlier.tests) or _apart(earlier, later))
        for place, later in enumerate(whens)
        for earlier in whens[:place]
    )


def _apart(one: When, other: When) -> bool:
    """Whether nothing can match both."""
    return any(
        first.field == second.field and first.values and second.values and not set(first.values) & set(second.values)
        for first in one.tests
        for second in other.tests
        if first.field != "tag"
    )


def _factors(clause: Clause) -> str:
    if not clause.factor:
        return ""
    return "，".join(_factor(each, place, clause.fact) for place, each in enumerate(clause.factor))


def _factor(factor: Factor, place: int, kind: str) -> str:
    if factor.quality:
        return "所得再乘以该信息的质量系数"
    whom = attributive(factor.when, kind) if factor.when != When() else "其余" if place else "所得"
    return f"{whom}按{plain(factor.times)}倍计"


def _same_item(clause: Clause, regulation: Regulation) -> str:
    together = _pooled(clause, regulation)
    begins = f"与{together}合并计算，" if together else ""
    if clause.same_item == "highest":
        return f"{begins}同一信息只计最高"
    if clause.same_item == "highest_per_level":
        return f"{begins}同一信息同一级别只计最高，不同级别累加"
    if begins:
        return f"{begins}同一信息累加"
    return _REPEATED.get(clause.fact, "")


def _pooled(clause: Clause, regulation: Regulation) -> str:
    clauses = regulation.scoring if clause.currency == "points" else regulation.rewards
    return quoted(*(each.name for each in clauses if clause.pool and each.pool == clause.pool and each is not clause))


def _joint(clause: Clause) -> str:
    if clause.fact not in _SHARED:
        return ""
    several = {"unit": "涉及几个单位的", "informant": "涉及几名信息员的", "both": "涉及几个单位或者几名信息员的"}[
        clause.to
    ]
    if clause.joint.kind == "split":
        return f"{several}，平均分配"
    if clause.joint.kind == "lead":
        return f"{several}，排在首位的占{percent(clause.joint.lead)}，其余平均分配"
    return f"{several}，各计全{'分' if clause.currency == 'points' else '额'}" if clause.fact == "adoption" else ""


def _to(clause: Clause) -> str:
    if clause.fact in OF_PARTIES:
        return ""
    if clause.currency == "yuan":
        return f"奖励发给{PARTIES[clause.to]}"
    return {"unit": "", "informant": "得分记给信息员", "both": "得分同时记给单位和信息员"}[clause.to]


def _cap(clause: Clause, regulation: Regulation) -> str:
    if isinstance(clause.cap, Cap):
        others = quoted(*(name for name in sharing(clause, regulation) if name != clause.name))
        together = f"与{others}合计，" if others else ""
        most = _most(clause.cases, clause.currency)
        return f"{together}{EACH[clause.cap.per]}最多{most}{plain(clause.cap.amount)}{CURRENCIES[clause.currency]}"
    if isinstance(clause.cap, Few):
        of_item = clause.cap.per == "item"
        unit = "次" if of_item else _EACH_FACT[clause.fact].removeprefix("每") or "项"
        which = "最先" if clause.cap.which == "first" else "得分最高" if clause.currency == "points" else "奖励最高"
        return f"{'每条信息' if of_item else EACH[clause.cap.per]}只计{which}的{clause.cap.count}{unit}"
    return ""


def _most(cases: Sequence[Case], currency: Currency) -> str:
    """What is done up to the cap: 计, 扣, or both."""
    given = {below_0(case.action) for case in cases}
    if given == {True}:
        return "扣"
    plus = "计" if currency == "points" else "奖"
    return plus if given == {False} else f"{plus}或者扣"
