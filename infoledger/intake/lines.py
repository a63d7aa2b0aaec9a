"""Titles printed a line each: under 《刊物》 headings, numbered, with unit and points behind them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from infoledger.intake.matching import Printed

_DIGITS = r"\d{1,3}(?:[、)）]|[.．](?!\d))|[(（]\d{1,3}[)）]|[①-⑳]"
_CHINESE = r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
NUMBER = re.compile(rf"\s*(?:{_DIGITS}|{_CHINESE}|[-•·●*])\s*")
_COUNTED = re.compile(rf"\s*(?:{_DIGITS})")
_MONTH = r"(?:\d{4}年)?\d{1,2}月份?"
#: What a heading says beside its outlet: a month, an issue, a count, that this was taken.
_BESIDE = (
    rf"{_MONTH}|\d{{4}}年|总?第\s*\d+\s*期|共|\d+\s*[条篇则]|[采刊]\S"
    r"|信息|稿件|目录|情况|名单|统计|如下|的|[\s()（）:：]"
)
#: 一、《市府信息》采用（6条）： · 《市府信息》第5期 · 2026年9月《市府信息》采用目录
_HEADING = re.compile(rf"(?:{_CHINESE}\s*)?(?:{_MONTH}被?\s*)?《([^《》]+)》(?:{_BESIDE})*")
#: ……五星街道, or far to the right; 3分.
_BEHIND = re.compile(r"(.*?\S)\s*(?:…+|[.．·]{3,}|[ 　\t]{3,}|　{2,}|\t)\s*(?:[…．·.\s]*)(\S.*)")
_LEADERS = re.compile(r"\s*(?:…+|[.．·]{3,})\s*$")
_POINTS = re.compile(r"\s*[+＋]?\d+(?:[.．]\d+)?\s*分\s*$")


def heading(line: str) -> str | None:
    """The outlet of which ``line`` is the heading, None if it is none."""
    found = _HEADING.fullmatch(line.strip())
    return found[1] if found else None


def titles(lines: Iterable[str], day: date) -> Iterator[Printed]:
    """The titles in ``lines``, printed on ``day``, each with the outlet under whose heading it stands.

    In a list whose titles are numbered, or stand under headings, what stands before and after them is
    a letter's: it is no title.
    """
    lines = list(lines)
    numbered = _is_numbered(lines)
    outlet = ""
    for row, line in enumerate(lines, 1):
        if (found := heading(line)) is not None:
            outlet = found
        elif line.strip() and (not numbered or _COUNTED.match(line)):
            yield _printed(row, line, day, outlet)


def _is_numbered(lines: Iterable[str]) -> bool:
    """Whether titles are counted 1, 2, 3 …, perhaps anew under each heading."""
    counts = [int(re.sub(r"\D", "", found[0]) or 0) for line in lines if (found := _COUNTED.match(line))]
    headed = any(heading(line) is not None for line in lines)
    return bool(counts) and (headed or len(counts) > 1) and counts[0] in (0, 1)


def _printed(row: int, line: str, day: date, outlet: str) -> Printed:
    bare = _LEADERS.sub("", _POINTS.sub("", NUMBER.sub("", line, count=1)))
    behind = _BEHIND.fullmatch(bare)
    title, unit = (behind[1], _POINTS.sub("", behind[2])) if behind else (bare, "")
    return Printed(row, " ".join(title.split()), day, unit.strip(), outlet=outlet)
