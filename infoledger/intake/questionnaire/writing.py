"""The answers of the questionnaire as the YAML that a careful person would have written, in Chinese words.

Clauses stand in the order of their articles, each with its article; worked cases are made from the
rows, so that ``config check`` proves the rules from the first day on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from infoledger.intake.questionnaire import sheets
from infoledger.intake.questionnaire.answers import Answer, Answers, article, measure
from infoledger.intake.questionnaire.sheets import FORMS, LEVELS
from infoledger.numbers import plain

_PLAIN = re.compile(r"[\w《》〔〕（）()·、%—/.-]*[^\W\d_][\w《》〔〕（）()·、%—/.-]*")
_RESERVED = ("是", "否", "true", "false", "null", "yes", "no", "on", "off", "~")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_DIGITS = r"一二三四五六七八九十百零\d"
_LAST = 10_000
_ABOVE = ("市级", "省级", "国家级", "媒体")

_Pairs = Sequence[tuple[str, Any]]


def config_yaml(answers: Answers) -> str:
    """``config.yaml`` of the office."""
    office = answers.office
    lines = [
        f"# {office['单位名称']}",
        "# 由填好的工作簿生成，可以直接修改；改完执行 infoledger config check。",
        f"本单位: {_flow([('名称', office['单位名称']), ('级别', _level(answers))])}",
        "台账: ledger.db",
    ]
    if "年度从几月起" in office:
        lines.append(f"年度起始月: {office['年度从几月起']}")
    if "每月截止日" in office:
        lines.append(f"月末日: {office['每月截止日']}")
    lines.append(f"级别: {_flow(_levels(answers))}")
    if groups := list(dict.fromkeys(row["组别"] for row in answers.of(sheets.UNITS))):
        lines.append(f"单位组别: {_flow(groups)}")
    lines += _block("类别", [(row["类别"], _flow(_category(row))) for row in answers.of(sheets.CATEGORIES)])
    lines += _block("上级单位", [(name, _flow(body)) for name, body in _bodies(answers).items()])
    lines.append(f"采用方式: {_flow(FORMS)}")
    lines += _block("领导", [(row["姓名"], _flow(_leader(row))) for row in answers.of(sheets.LEADERS)])
    lines += _publications(answers)
    lines += _review(answers)
    if kinds := [row["类型"] for row in answers.of(sheets.VIOLATIONS)]:
        lines.append(f"差错类型: {_flow(kinds)}")
    lines.append("考核办法: [rules.yaml]")
    return "\n".join(lines) + "\n"


def rules_yaml(answers: Answers) -> str:
    """The regulation, its clauses in the order of their articles."""
    office = answers.office
    lines = [f"名称: {_word(office['办法名称'])}"]
    if "文号" in office:
        lines.append(f"文号: {_word(office['文号'])}")
    lines += [f"施行日期: {office['施行日期']}", f"小数位: {_decimals(answers)}", ""]
    lines += _list("计分", _in_order(_scoring(answers)))
    lines += _list("奖励", _in_order(_rewards(answers)))
    lines += _list("任务", [(article(row), _quota(row)) for row in answers.of(sheets.QUOTAS)])
    for key, word in (("每季保底", "保底"), ("每季封顶", "封顶")):
        if key in office:
            lines += [*_cited(answers, key), f"{word}: {_flow([('得分', office[key]), ('周期', '季')])}"]
    lines += [*_cited(answers, "同分先看"), f"排名: {_flow([('依据', _ranking(office)), ('并列', '占位')])}", ""]
    lines += _list("考核结果", _in_order(_outcomes(answers)))
    lines += _list("评先", _in_order(_honours(answers)))
    if "折算满分" in office:
        mark = [("名称", "折算分"), ("满分", office["折算满分"]), ("基准", "最高")]
        lines += [*_cited(answers, "折算满分"), f"折算: {_flow(mark)}", ""]
    lines.append("算例: cases.yaml")
    return "\n".join(lines) + "\n"


def cases_yaml(answers: Answers) -> str:
    """A worked case for each row that gives points, of one item on one day."""
    day = answers.office["施行日期"] + timedelta(days=40)
    lines = ["# 由工作簿各行生成的算例，config check 逐条验算；再把办法里难算的情形补几条进来。"]
    for name, facts, points in _cases(answers, day):
        lines += [f"- 名称: {_word(name)}", "  事实:"]
        lines += [f"    - {_flow(fact)}" for fact in facts]
        lines.append(f"  应得: {{{day}: {{甲单位: {plain(points)}}}}}")
    return "\n".join(lines) + "\n" if len(lines) > 1 else "[]\n"


def _level(answers: Answers) -> str:
    return str(answers.office.get("级别", "县级"))


def _levels(answers: Answers) -> Sequence[str]:
    """The levels that the rows name, and those above that an office may come to need."""
    rows = (row for sheet in (sheets.OUTLETS, sheets.LEADERS, sheets.INSTRUCTIONS) for row in answers.of(sheet))
    named = {_level(answers), *_ABOVE, *(row["级别"] for row in rows)}
    return [level for level in LEVELS if level in named]


def _category(row: Answer) -> _Pairs:
    told: list[tuple[str, Any]] = []
    if "时限" in row:
        told.append(("时限", row["时限"]))
    if row.get("紧急") == "是":
        told.append(("紧急", True))
    if "要素" in row:
        told.append(("要素", row["要素"]))
    return told


def _bodies(answers: Answers) -> Mapping[str, _Pairs]:
    outlets: dict[str, list[tuple[str, Any]]] = {}
    levels: dict[str, str] = {}
    for row in answers.of(sheets.OUTLETS):
        outlets.setdefault(row["上级单位"], []).append((row["刊物"], ()))
        levels.setdefault(row["上级单位"], row["级别"])
    return {name: [("级别", levels[name]), ("刊物", dict(papers))] for name, papers in outlets.items()}


def _leader(row: Answer) -> _Pairs:
    chief = True if row.get("主要领导") == "是" else None
    told = [("级别", row["级别"]), ("职务", row.get("职务")), ("主要领导", chief)]
    return [(key, value) for key, value in told if value is not None]


def _publications(answers: Answers) -> Iterator[str]:
    rows = answers.of(sheets.OWN)
    if rows:
        yield "本级刊物:"
    for row in rows:
        yield f"  {_word(row['刊物'])}:"
        yield f"    编发单位: {_word(answers.office['单位名称'])}"
        yield f"    编号方式: {row.get('编号方式', '按年')}"
        if "栏目" in row:
            yield f"    栏目: {_flow(row['栏目'])}"
        if sent := [(to, row[to]) for to in ("报", "送", "发") if to in row]:
            yield f"    报送范围: {_flow(dict(sent))}"
        if "签字" in row:
            yield f"    签字: {_flow(row['签字'])}"


def _review(answers: Answers) -> Iterator[str]:
    rows = answers.of(sheets.REVIEW)
    if rows:
        yield "审核:"
        yield f"  环节: {_flow([row['环节'] for row in rows if row.get('只对紧急信息') != '是'])}"
    if urgent := [row["环节"] for row in rows if row.get("只对紧急信息") == "是"]:
        yield f"  另加: [{', '.join(_flow([('环节', step), ('当', {'紧急': True})]) for step in urgent)}]"


def _scoring(answers: Answers) -> Iterator[tuple[str, list[str]]]:
    if "每季基础分" in answers.office:
        cite = answers.articles.get("每季基础分", "")
        told = {
            "名称": "基础分",
            "条款": cite or None,
            "事项": "期末",
            "周期": "季",
            "得分": answers.office["每季基础分"],
        }
        yield cite, [_flow({key: value for key, value in told.items() if value is not None})]
    for row in answers.of(sheets.SUBMISSIONS):
        when = {"类别": row["类别"]} if "类别" in row else {}
        more = {"上限": {"得分": row["最多"], "周期": row.get("周期", "月")}} if "最多" in row else {}
        called = f"{row['类别']}报送" if when else "报送"
        yield article(row), _simple(called, row, "报送", when, {"得分": row["得分"], **more})
    for row in answers.of(sheets.FORWARDS):
        when = {"上级单位": row["上级单位"]} if "上级单位" in row else {}
        called = f"报{row['上级单位']}" if when else "上报"
        yield article(row), _simple(called, row, "上报", when, {"得分": row["得分"]})
    if cases := list(_adoption_cases(answers)):
        yield _first(answers.of(sheets.OUTLETS), answers.of(sheets.OWN)), _cased("采用", "采用", _worth(answers), cases)
    if rows := answers.of(sheets.INSTRUCTIONS):
        yield _first(rows), _cased("批示", "批示", {}, [_instruction_case(row) for row in rows])
    for sheet, fact, key in ((sheets.SOLICITATIONS, "约稿", "答复"), (sheets.VIOLATIONS, "差错", "类型")):
        if rows := answers.of(sheet):
            cases = [_case({key: row[key]}, {"得分": row["得分"]}, row) for row in rows]
            yield _first(rows), _cased(fact, fact, {}, cases)
    for row in answers.of(sheets.QUOTAS):
        yield from _of_quota(row)
    for rows in _by_name(answers, "加扣分"):
        gives = {"事项": "期末", "得分": rows[0]["得分"]}
        yield article(rows[0]), [_flow(_result(rows, "任一满足", gives))]


def _worth(answers: Answers) -> Mapping[str, Any]:
    office = answers.office
    told = {"同一信息": office.get("同一信息多家采用"), "联合报送": office.get("联合报送")}
    usual = {"同一信息": "累加", "联合报送": "各计全分"}
    return {key: value for key, value in told.items() if value and value != usual[key]}


def _adoption_cases(answers: Answers) -> Iterator[str]:
    for row in _scored(answers):
        for form, points in _by_form(row):
            of = {"方式": form} if form else {}
            yield _case({**_in_outlet(answers, row), **of}, {"得分": points}, row)


def _scored(answers: Answers) -> list[Answer]:
    """The rows of outlets that give points, those of one category before those of all."""
    rows = [row for row in (*answers.of(sheets.OWN), *answers.of(sheets.OUTLETS)) if "单篇得分" in row]
    return sorted(rows, key=_of_all)


def _of_all(row: Answer) -> bool:
    return "类别" not in row


def _in_outlet(answers: Answers, row: Answer) -> Mapping[str, Any]:
    of = {"类别": row["类别"]} if "类别" in row else {}
    return {"刊物": _outlet(answers, row), **of}


def _by_form(row: Answer) -> Iterator[tuple[str, Decimal]]:
    """The points of an outlet by form, those of any other form last."""
    for form in FORMS[1:]:
        if f"{form}得分" in row and row[f"{form}得分"] != row["单篇得分"]:
            yield form, row[f"{form}得分"]
    yield "", row["单篇得分"]


def _outlet(answers: Answers, row: Answer) -> str:
    """How rules name an outlet: with its body where another has one of the same name."""
    outlets = (*answers.of(sheets.OUTLETS), *answers.of(sheets.OWN))
    named = {each.get("上级单位") for each in outlets if each["刊物"] == row["刊物"]}
    body = row.get("上级单位") or answers.office["单位名称"]
    return f"{body}/{row['刊物']}" if len(named) > 1 else row["刊物"]


def _instruction_case(row: Answer) -> str:
    when = {"级别": row["级别"]}
    if "主要领导" in row:
        when["主要领导"] = row["主要领导"] == "是"
    gives = {"得分": row["数"]} if row["怎么计"] == "加分" else {"另计": {"条目": "采用", "倍数": row["数"]}}
    return _case(when, gives, row)


def _of_quota(row: Answer) -> Iterator[tuple[str, list[str]]]:
    name = row["名称"]
    if "每少一条" in row:
        cap = {"上限": {"得分": row["最多扣"], "周期": row["周期"]}} if "最多扣" in row else {}
        when = {"任务": name, "完成": False}
        yield article(row), _simple(f"{name}少报", row, "任务", when, {"每件": row["每少一条"], **cap})
    for key, met in (("没完成", False), ("完成", True)):
        if key in row:
            yield article(row), _simple(f"{name}{key}", row, "任务", {"任务": name, "完成": met}, {"得分": row[key]})


def _rewards(answers: Answers) -> Iterator[tuple[str, list[str]]]:
    rows = sorted((row for row in answers.of(sheets.OUTLETS) if "金额" in row), key=_of_all)
    if rows:
        cases = [_case(_in_outlet(answers, row), {"金额": row["金额"]}, row) for row in rows]
        yield _first(rows), _cased("采用奖励", "采用", {}, cases)


def _quota(row: Answer) -> list[str]:
    told = {
        "名称": row["名称"],
        "条款": article(row) or None,
        "计数": row["数什么"],
        "任务数": row["任务数"],
        "周期": row["周期"],
        "对象": row.get("对象", "单位"),
        "适用": {"组别": row["组别"]} if "组别" in row else None,
    }
    return [_flow({key: value for key, value in told.items() if value is not None})]


def _ranking(office: Answer) -> list[str]:
    then = office.get("同分先看")
    return ["得分", then] if then and then != "并列" else ["得分"]


def _outcomes(answers: Answers) -> Iterator[tuple[str, list[str]]]:
    for rows in _by_name(answers, "结果"):
        yield article(rows[0]), [_flow(_result(rows, "任一满足"))]


def _honours(answers: Answers) -> Iterator[tuple[str, list[str]]]:
    for rows in _by_name(answers, "评先"):
        first = rows[0]
        top = {"取前": first["取前几名"], "范围": "组内" if first.get("对象", "单位") == "单位" else "全部"}
        unless = {"除非": first["有这些结果的不评"]} if "有这些结果的不评" in first else {}
        yield article(first), [_flow(_result(rows, "全部满足", top | unless))]


def _by_name(answers: Answers, kind: str) -> Iterable[list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for row in answers.of(sheets.RESULTS):
        if row["种类"] == kind:
            found.setdefault(row["名称"], []).append(row)
    return found.values()


def _result(rows: Sequence[Answer], conditions: str, more: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    first = rows[0]
    told = {"名称": first["名称"], "条款": article(first) or None, "对象": first.get("对象", "单位")}
    told |= {"周期": first.get("周期", "年"), **(more or {})}
    tests = [_condition(row) for row in rows if "条件" in row]
    return {key: value for key, value in (told | {conditions: tests or None}).items() if value is not None}


def _condition(row: Answer) -> Mapping[str, Any]:
    task = {"任务": row["任务"]} if "任务" in row else {}
    return {"指标": measure(row), **task, row["比较"]: row["数"]}


def _cases(answers: Answers, day: date) -> Iterator[tuple[str, list[Any], Decimal]]:
    """Worked cases: what it is called, its facts, and the points of ``day``."""
    before = day - timedelta(days=5)
    sent = {"报送": "A", "日期": before, "单位": "甲单位"}
    for row in _scored(answers):
        of = {"类别": row["类别"]} if "类别" in row else {}
        for form, points in _by_form(row):
            outlet = _outlet(answers, row)
            adopted = {"采用": "A", "日期": day, "刊物": outlet, "方式": form or FORMS[0]}
            yield f"{outlet}{row.get('类别', '')}{form or FORMS[0]}采用一条", [sent | of, adopted], points
    for row in answers.of(sheets.INSTRUCTIONS):
        if row["怎么计"] == "加分":
            chief = row.get("主要领导") == "是"
            said = {"批示": "A", "日期": day, "领导": "某领导", "级别": row["级别"], "主要领导": chief}
            earlier = [each for each in answers.of(sheets.INSTRUCTIONS) if each["级别"] == row["级别"]]
            if row is earlier[0] or "主要领导" in row:
                yield f"{row['级别']}{'主要' if chief else ''}领导批示一次", [sent, said], row["数"]
    for row in answers.of(sheets.VIOLATIONS):
        failed = {"差错": row["类型"], "日期": day, "单位": "甲单位"}
        yield f"{row['类型']}一次", [failed], row["得分"]


def _simple(name: str, row: Answer, fact: str, when: Mapping[str, Any], gives: Mapping[str, Any]) -> list[str]:
    told = {"名称": name, "条款": article(row) or None, "事项": fact, "当": when or None, **gives}
    return [_flow({key: value for key, value in told.items() if value is not None})]


def _cased(name: str, fact: str, more: Mapping[str, Any], cases: Sequence[str]) -> list[str]:
    lines = [f"名称: {_word(name)}", f"事项: {fact}"]
    lines += [f"{key}: {_flow(value)}" for key, value in more.items()]
    return [*lines, "情形:", *(f"  - {case}" for case in cases)]


def _case(when: Mapping[str, Any], gives: Mapping[str, Any], row: Answer) -> str:
    cited = {"条款": article(row)} if article(row) else {}
    return _flow({"当": when, **gives, **cited})


def _first(*groups: Sequence[Answer]) -> str:
    return next((found for rows in groups for row in rows if (found := article(row))), "")


def _in_order(clauses: Iterable[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    return sorted(clauses, key=lambda clause: _number(clause[0]))


def _number(cite: str) -> tuple[int, int]:
    """The numbers of an article (第三条, 三、) and of its item ((二)); what cites no article comes last."""
    article = re.search(rf"第([{_DIGITS}]+)条|^([{_DIGITS}]+)、", cite)
    item = re.search(rf"[(（]([{_DIGITS}]+)[)）]", cite)
    return _value(article[1] or article[2]) if article else _LAST, _value(item[1]) if item else 0


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    hundreds, _sign, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    tenfold = _NUMERALS.get(tens.lstrip("零"), 1) if ten else 0
    return _NUMERALS.get(hundreds, 0) * 100 + tenfold * 10 + _NUMERALS.get(ones.lstrip("零"), 0)


def _list(key: str, entries: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    if entries:
        yield f"{key}:"
    for cite, lines in entries:
        if cite and len(lines) > 1:
            yield f"  # {cite}"
        yield f"  - {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])
    if entries:
        yield ""


def _block(key: str, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    if entries:
        yield f"{key}:"
    yield from (f"  {_word(name)}: {text}" for name, text in entries)


def _cited(answers: Answers, key: str) -> Iterator[str]:
    if key in answers.articles:
        yield f"# {answers.articles[key]}"


def _decimals(answers: Answers) -> int:
    """As many places as the office says, at least those that some number of its rows has."""
    numbers = [
        value
        for rows in (*answers.rows.values(), [answers.office])
        for row in rows
        for value in row.values()
        if isinstance(value, Decimal)
    ]
    places = max((-int(value.normalize().as_tuple().exponent) for value in numbers), default=0)
    return max(int(answers.office.get("得分小数位", 1)), min(places, 4))


def _flow(value: Any) -> str:
    """A value in YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_word(str(key))}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(each, tuple) and len(each) == 2 for each in value):
            return _flow(dict(value))
        return "[" + ", ".join(map(_flow, value)) + "]" if value else "{}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, Decimal)):
        return plain(value)
    return str(value) if isinstance(value, date) else _word(str(value))


def _word(text: str) -> str:
    """A word in YAML, in quotation marks where it would else be read as something other."""
    if _PLAIN.fullmatch(text) and text not in _RESERVED and not re.match(r"[\d-]", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
