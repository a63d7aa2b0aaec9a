"""The words of a regulation: periods, amounts, bounds and names, as its sentences put them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from infoledger.numbers import plain
from infoledger.rules.kinds import Currency
from infoledger.rules.whens import Range

#: Each of a size of sub-period, and so many of them.
EACH: Mapping[str, str] = {
    "item": "每条",
    "day": "每日",
    "workday": "每个工作日",
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half": "每半年",
    "year": "每年",
}
SEVERAL: Mapping[str, str] = {
    "day": "天",
    "workday": "个工作日",
    "week": "周",
    "month": "个月",
    "quarter": "个季度",
    "half": "个半年",
    "year": "个年度",
}
#: Within one sub-period.
WITHIN_ONE: Mapping[str, str] = {
    "day": "一日内",
    "workday": "一个工作日内",
    "week": "一周内",
    "month": "当月",
    "quarter": "当季度",
    "half": "半年内",
    "year": "全年",
}
PARTIES: Mapping[str, str] = {"unit": "单位", "informant": "信息员", "both": "单位和信息员"}
CURRENCIES: Mapping[Currency, str] = {"points": "分", "yuan": "元"}
#: What a clause bears that no clause made, and what it may be called.
OWN: Mapping[str, str] = {"floor": "保底", "ceiling": "封顶", "adjustment": "调整"}

#: 以上 and 以下 would hold the number itself.
_BOUNDS = {"at_least": "达到", "above": "超过", "at_most": "不超过", "below": "不足", "equals": "为"}

#: Quotation marks within others.
SINGLE = str.maketrans("“”", "‘’")


def listed(words: Iterable[str]) -> str:
    """Names one after the other."""
    return "、".join(words)


def either(words: Iterable[str]) -> str:
    """Names of which one is enough."""
    *others, last = words
    return f"{listed(others)}或者{last}" if others else last


def quoted(*names: str) -> str:
    """Names in quotation marks, each its own."""
    return "".join(f"“{OWN.get(name, name)}”" for name in names)


def bounds(asked: Range, unit: str = "", *, below: str = "不足") -> str:
    """What ``asked`` lets a number be: ``达到3条``; ``below``: how one says that it is less."""
    words = {**_BOUNDS, "below": below}
    said = ((word, getattr(asked, bound)) for bound, word in words.items())
    return "且".join(f"{word}{plain(number)}{unit}" for word, number in said if number is not None)


def amount(given: Decimal, currency: Currency, each: str = "") -> str:
    """``每条计3分``, ``扣1分``, ``奖50元``."""
    if not given:
        return "不计分" if currency == "points" else "不奖"
    verb = "扣" if given < 0 else "计" if currency == "points" else "奖"
    return f"{each}{verb}{plain(abs(given))}{CURRENCIES[currency]}"


def percent(share: Decimal) -> str:
    """A share of one: 0.6 → ``60%``."""
    return f"{plain(share * 100)}%"
