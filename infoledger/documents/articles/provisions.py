"""The other parts of a regulation as sentences, and all of it in the order of its articles."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from infoledger.documents.articles import clauses
from infoledger.documents.articles.cites import cite_key
from infoledger.documents.articles.clauses import as_formula
from infoledger.documents.articles.fields import attributive, excepted, who
from infoledger.documents.articles.figures import conditions, counted, names_of, points_of, quota_unit
from infoledger.documents.articles.provision import Provision
from infoledger.documents.articles.words import EACH, PARTIES, SEVERAL, SINGLE, WITHIN_ONE, either, quoted
from infoledger.documents.tables import Listing
from infoledger.documents.text import figure
from infoledger.numbers import plain
from infoledger.rules.measured import Conditions
from infoledger.rules.regulation import Bound, Column, Conversion, Honour, Outcome, Quota, Ranking, Regulation, Weight
from infoledger.rules.whens import When

#: So many units are named in a sentence, more in a table.
_NAMED = 4
_TIES: Mapping[str, str] = {
    "shared": "名次并列，并占用其后的名次（1、1、3）",
    "dense": "名次并列，不占用其后的名次（1、1、2）",
    "none": "不设并列，按单位登记先后排列",
}


def provisions(regulation: Regulation) -> list[Provision]:
    """All that ``regulation`` says, in the order of its articles; what cites none comes last, as it stands."""
    return sorted(_as_written(regulation), key=lambda each: cite_key(each.cite))


def reads(regulation: Regulation, clause: str, cite: str) -> str:
    """What is read of ``clause`` under ``cite``: its sentences, and the rows of its table; nothing if it is none."""
    named = [each for each in provisions(regulation) if each.name == clause]
    found = [each for each in named if each.cite == cite] or [each for each in named if each.table]
    return "".join(each.text + "".join(_rows(each.table, cite)) for each in found)


def _rows(table: Listing | None, cite: str) -> Iterator[str]:
    """The rows of a table that stand under ``cite``, or all where it names none, each as words."""
    rows = table.rows if table else ()
    heads = table.columns if table else ()
    for row in [row for row in rows if row[0] == cite] or rows:
        cells = [(head, cell) for head, cell in zip(heads, row, strict=True) if cell not in (None, cite)]
        (_case, name), *given = cells
        amounts = (head.partition("（")[0] + figure(cell) for head, cell in given)
        yield f"{name}：{'，'.join(amounts)}。"


def _as_written(regulation: Regulation) -> Iterator[Provision]:
    for quota in regulation.quotas:
        yield _quota(quota)
    for clause in (*regulation.scoring, *regulation.rewards):
        yield from clauses.provisions(clause, regulation)
    yield from (_outcome(each, regulation) for each in regulation.outcomes)
    yield from (_honour(each, regulation) for each in regulation.honours)
    if regulation.floor:
        yield Provision("", "保底", _floor(regulation.floor))
    if regulation.ceiling:
        yield Provision("", "封顶", _ceiling(regulation.ceiling))
    yield Provision("", "小数", _decimals(regulation.decimals))
    yield from (_conversion(each) for each in regulation.conversion)
    yield Provision("", "排名", _ranking(regulation.ranking))
    if regulation.columns:
        told = "；".join(_column(each, regulation) for each in regulation.columns)
        yield Provision("", "附加栏", f"通报的排名表另列：{told}。")


def _quota(quota: Quota) -> Provision:
    """``各乡镇街道每月报送信息不少于4条。``."""
    counts = f"{points_of(quota.clauses)}" if quota.count == "points" else counted(quota.count, quota.where).words
    unit = quota_unit(quota)
    begins = f"{_owing(quota)}{EACH[quota.per]}{'人均' if quota.by == 'head' else ''}"
    tail = [_weights(quota), "不满一个考核期的，任务数按实际在册的整月数折算" if quota.part == "pro_rata" else ""]
    rest = "".join(f"；{each}" for each in tail if each) + "。"
    if isinstance(quota.least, Decimal):
        return Provision(quota.cite, quota.name, f"{begins}{counts}不少于{plain(quota.least)}{unit}{rest}")
    each = list(quota.least.items())
    if len(each) <= _NAMED:
        named = "，".join(f"{name}不少于{plain(least)}{unit}" for name, least in each)
        return Provision(quota.cite, quota.name, f"{begins}{counts}：{named}{rest}")
    table = Listing(
        quota.name, (PARTIES["informant" if quota.by == "informant" else "unit"], f"任务数（{unit}）"), tuple(each)
    )
    return Provision(quota.cite, quota.name, f"{begins}{counts}的任务数见下表，未列的没有任务{rest}", table)


def _owing(quota: Quota) -> str:
    if quota.by == "office":
        return "本单位"
    named = who(quota.owed_by) + excepted(quota.owed_by, "period")
    if quota.by == "informant":
        informants = any(test.field in ("informant", "role") for test in quota.owed_by.tests)
        return (
            named
            if informants
            else f"{who(quota.owed_by)}的信息员{excepted(quota.owed_by, 'period')}"
            if named
            else "各信息员"
        )
    return named if quota.owed_by.tests else f"各单位{named}"


def _weights(quota: Quota) -> str:
    if not quota.weigh:
        return ""
    kind = "adoption" if quota.count == "issue" else quota.count
    said = (_weight(each, kind, place, quota_unit(quota)) for place, each in enumerate(quota.weigh))
    return f"计数时{'，'.join(said)}"


def _weight(weight: Weight, kind: str, place: int, unit: str) -> str:
    which = attributive(weight.when, kind) if weight.when != When() else "其余" if place else ""
    return f"{which}1{unit}按{plain(weight.times)}{unit}计"


def _outcome(outcome: Outcome, regulation: Regulation) -> Provision:
    span = f"连续{outcome.running}{SEVERAL[outcome.per]}" if outcome.running > 1 else WITHIN_ONE[outcome.per]
    asked, listing = conditions(outcome.conditions, regulation)
    replaced = f"，不再按{either(map(quoted, outcome.replaces))}处理" if outcome.replaces else ""
    text = f"{PARTIES[outcome.of]}{span}{asked}的，按{quoted(outcome.name)}处理{replaced}{listing}。"
    return Provision(outcome.cite, outcome.name, text)


def _honour(honour: Honour, regulation: Regulation) -> Provision:
    among = "各组分别" if honour.within == "group" else f"全部{PARTIES[honour.of]}一并"
    said = [f"{EACH[honour.per]}评选{quoted(honour.name)}，{among}按排名取前{honour.top}名，末位并列的一并入选"]
    if honour.unless:
        said.append(f"按{either(map(quoted, honour.unless))}处理的，不得参评")
    if honour.conditions != Conditions():
        said.append(f"入选的须{''.join(conditions(honour.conditions, regulation, '符合下列条件之一'))}")
    return Provision(honour.cite, honour.name, "；".join(said) + "。")


def _floor(bound: Bound) -> str:
    if not bound.points:
        return f"各单位{EACH[bound.per]}得分扣至0分为止。"
    return f"各单位{EACH[bound.per]}得分不足{plain(bound.points)}分的，按{plain(bound.points)}分计。"


def _ceiling(bound: Bound) -> str:
    return f"各单位{EACH[bound.per]}得分超过{plain(bound.points)}分的，按{plain(bound.points)}分计。"


def _decimals(places: int) -> str:
    return f"得分保留{places}位小数，四舍五入。" if places else "得分取整数，四舍五入。"


def _ranking(ranking: Ranking) -> str:
    first, *others = ranking.by
    next_by = (
        f"{names_of([first])}相同的，{'依次' if len(others) > 1 else ''}比较{names_of(others)}；仍" if others else ""
    )
    tied = "相同的" if others else f"{names_of([first])}相同的"
    rolled = "下属单位的各项数据同时并入其上级单位。" if ranking.roll_up else ""
    return f"各组分别按{names_of([first])}由高到低排名；{next_by}{tied}，{_TIES[ranking.ties]}。{rolled}"


def _conversion(conversion: Conversion) -> Provision:
    points, to = points_of(conversion.clauses), plain(conversion.to)
    if isinstance(conversion.full, Decimal):
        full = plain(conversion.full)
    else:
        full = f"本组最高{points}" if conversion.full == "best" else "任务分"
    formula = f"{points}÷{full}×{to}".translate(SINGLE)
    text = f"{quoted(conversion.name)}满分{to}分，按“{formula}”折算，最低0分，最高{to}分。"
    return Provision("", conversion.name, text)


def _column(column: Column, regulation: Regulation) -> str:
    if column.ratio:
        return f"{quoted(column.name)}，为{as_formula(column.ratio, regulation)}"
    if column.count:
        said = counted(column.count, column.where)
        return f"{quoted(column.name)}，为{said.words}{said.unit}数"
    return f"{quoted(column.name)}，为{points_of(column.clauses)}"
