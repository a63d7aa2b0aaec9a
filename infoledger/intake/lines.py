"""Titles printed a line each: under headings of their outlets, numbered, with unit, day and points behind them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from infoledger.folding import fold
from infoledger.i18n import _
from infoledger.intake import values
from infoledger.intake.cells import Cell
from infoledger.intake.matching import Printed

_DIGITS = r"\d{1,3}(?:[、)）]|[.．](?!\d))|[(（]\d{1,3}[)）]|[①-⑳]"
_CHINESE = r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
NUMBER = re.compile(rf"\s*(?:{_DIGITS}|{_CHINESE}|[-•·●*])\s*")
_COUNTED = re.compile(rf"\s*(?:{_DIGITS})")
_MONTH = r"(?:\d{4}年)?\d{1,2}月份?"
#: What a heading says beside its outlet: a month, an issue, a count, that this was taken.
_BESIDE = (
    rf"(?:{_MONTH}|\d{{4}}年|总?第\s*\d+\s*期|共|\d+\s*[条篇则]|[采刊]\S"
    r"|信息|稿件|目录|情况|名单|统计|如下|的|[\s()（）:：])"
)
_ALL_BESIDE = re.compile(f"{_BESIDE}*")
_LEAD = rf"(?P<number>{_CHINESE})?\s*(?:{_MONTH}被?\s*)?"
#: 一、《市府信息》采用（6条）： · 《市府信息》第5期 · 2026年9月《市府信息》采用目录
_HEADING = re.compile(rf"{_LEAD}《(?P<name>[^《》]+)》{_BESIDE}*")
#: 省政府《昨日要情》采用, whoever it is that issues it
_ISSUED = re.compile(rf"{_LEAD}(?P<body>[^《》\d，。；：、]{{2,15}})《(?P<name>[^《》]+)》(?P<beside>{_BESIDE}*)")
_TAKEN = r"(?:采用|采编|采登|刊发|刊用|刊登|录用)"
#: 云市专报采用情况 · 二、省委信息采用
_UNMARKED = re.compile(rf"{_LEAD}(?P<name>[^《》，。；]{{2,20}}?){_TAKEN}(?P<beside>{_BESIDE}*)")
#: 2026年11月份政务信息采用目录: what a whole list is called, whatever the outlet
_OF_A_LIST = re.compile(r".*(?:信息|稿件|通报|关于.*)")
#: Names that an outlet may bear, and that any list is called by, too.
_GENERIC = re.compile(r"(?:政务|党政|党委|政府|工作|综合)?信息")
#: ……五星街道, or far to the right; 3分.
_BEHIND = re.compile(r"(.*?\S)\s*(?:…+|[.．·]{3,}|[ 　\t]{3,}|　{2,}|\t)\s*(?:[…．·.\s]*)(\S.*)")
_LEADERS = re.compile(r"\s*(?:…+|[.．·]{3,})\s*$")
_POINTS = re.compile(r"\s*[+＋]?\d+(?:[.．]\d+)?\s*分\s*$")
_DAY = r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[.．/-]\d{1,2}[.．/-]\d{1,2}"
#: 11.3 is a day, or a number of points
_BARE_DAY = r"\d{1,2}[.．/-]\d{1,2}"
_BRACKETED = re.compile(rf"(.+?)[(（]([^()（）]*?)[，,、\s]*{_TAKEN}?\s*({_DAY}|{_BARE_DAY})\s*{_TAKEN}?\s*[)）]")
_DATED = re.compile(rf"(?:(.*?)[，,、\s]+)?({_DAY}|{_BARE_DAY})")
#: A day that stands at the end of the title itself
_GLUED = re.compile(rf".*(?:{_DAY})")
#: Within this time after its day an adoption is told, if all that stands for the day is 11.3.
_RECENT = timedelta(days=62)

#: The outlets that a heading may name, folded, and what each is called.
Outlets = Mapping[str, str]
_NONE: Outlets = MappingProxyType({})


class TitleList(NamedTuple):
    """The printed titles of a list, and ``notes`` on what was read in it as one may not expect, or not read."""

    lines: Sequence[Printed]
    notes: Sequence[str] = ()


class Heading(NamedTuple):
    """A heading: the outlet that it names, and how it is numbered (一、, （一）).

    It is ``general`` if it may be the whole list's, ``bare`` if a title could say the same.
    """

    outlet: str
    level: str
    general: bool = False
    bare: bool = False


def heading(line: str, known: Outlets = _NONE) -> Heading | None:
    """What ``line`` says as the heading of an outlet, perhaps one that is not ``known``; None if it is none."""
    said = line.strip()
    if found := _HEADING.fullmatch(said):
        return Heading(found["name"], _level(found))
    if (found := _ISSUED.fullmatch(said)) and (fold(found["name"]) in known or re.search(_TAKEN, found["beside"])):
        whole = f"{found['body']}/{found['name']}"
        return Heading(known.get(fold(whole), found["name"]), _level(found))
    lead = re.match(_LEAD, said)
    if lead and (name := _known_name(said[lead.end() :], known)):
        return Heading(name, _level(lead), not lead["number"] and bool(_GENERIC.fullmatch(name)))
    if found := _UNMARKED.fullmatch(said):
        general = not found["number"] and bool(_OF_A_LIST.fullmatch(found["name"]))
        return Heading(found["name"], _level(found), general, bare=not (found["number"] or found["beside"]))
    return None


def _level(found: re.Match[str]) -> str:
    return _unnumbered(found["number"] or "")


def _unnumbered(number: str) -> str:
    """What stands around a number: 、 of 一、 and （） of （一）."""
    return re.sub("[一二三四五六七八九十]", "", number)


def _known_name(said: str, known: Outlets) -> str | None:
    """The longest name that ``said`` begins with, if nothing follows it but what a heading says beside its outlet."""
    for end in range(len(said), 1, -1):
        if fold(said[:end]) in known and _ALL_BESIDE.fullmatch(said, end):
            return known[fold(said[:end])]
    return None


def titles(lines: Iterable[str], day: date, known: Outlets = _NONE) -> TitleList:
    """The titles in ``lines``, printed on ``day``, each with the outlet under whose heading it stands.

    In a list whose titles are numbered, or stand under headings, what stands before and after them is
    a letter's: it is no title. What looks like a heading and names no ``known`` outlet is noted, and what stands
    between titles and is none.
    """
    lines = list(lines)
    numbered = _is_numbered(lines, known)
    reader = _Reader(day)
    for row, line in enumerate(lines, 1):
        said = line.strip()
        if _COUNTED.match(line):
            reader.take_title(row, line)
        elif (headed := heading(said, known)) and (numbered or not headed.bare):
            reader.take_heading(row, said, headed)
        elif numbered and (part := re.match(_CHINESE, said)):
            reader.take_part(row, said, part[0])
        elif numbered:
            reader.pass_over(row, said)
        elif said:
            reader.take_title(row, line)
    return TitleList(reader.lines, reader.notes)


class _Reader:
    """What was read of a list so far, and the heading under which it goes on."""

    def __init__(self, day: date) -> None:
        self.lines: list[Printed] = []
        self.notes: list[str] = []
        self._day = day
        self._above = Heading("", "")
        self._passed: list[str] = []  # since the last title: nothing to tell of, where no other follows

    def take_title(self, row: int, line: str) -> None:
        printed, doubt = _printed(row, line, self._day, self._above.outlet)
        self.notes += [*(self._passed if self.lines else ()), *doubt]
        self._passed = []
        self.lines.append(printed)

    def take_heading(self, row: int, said: str, headed: Heading) -> None:
        if headed.general and not self.lines:
            self._tell_no_outlet(row, said)
        else:
            self._above = headed

    def take_part(self, row: int, said: str, number: str) -> None:
        """What is numbered like the heading above is of another outlet; other parts lie below that heading."""
        if self._above.level == _unnumbered(number):
            self._above = Heading(said.removeprefix(number).strip(), self._above.level)
        else:
            self._tell_no_outlet(row, said)

    def pass_over(self, row: int, said: str) -> None:
        if said:
            self._passed.append(_("Row {row}, “{line}”, is no title and was not read.").format(row=row, line=said))

    def _tell_no_outlet(self, row: int, said: str) -> None:
        told = (
            _(
                "Row {row}, “{line}”, looks like a heading and names no outlet; "
                "what stands below it is taken to be in {outlet}."
            )
            if self._above.outlet
            else _("Row {row}, “{line}”, looks like a heading and names no outlet.")
        )
        self.notes.append(told.format(row=row, line=said, outlet=self._above.outlet))


def _is_numbered(lines: Iterable[str], known: Outlets) -> bool:
    """Whether titles are counted 1, 2, 3 …, perhaps anew under each heading."""
    counts = [int(re.sub(r"\D", "", found[0]) or 0) for line in lines if (found := _COUNTED.match(line))]
    headings = (heading(line, known) for line in lines)
    headed = any(each is not None and not each.bare for each in headings)
    return bool(counts) and (headed or len(counts) > 1) and counts[0] in (0, 1)


def _printed(row: int, line: str, day: date, outlet: str) -> tuple[Printed, list[str]]:
    bare = _LEADERS.sub("", _POINTS.sub("", NUMBER.sub("", line, count=1)))
    behind = _BEHIND.fullmatch(bare)
    title, beside = (behind[1], _POINTS.sub("", behind[2]).strip()) if behind else (bare.strip(), "")
    title, unit, said = _apart(" ".join(title.split()), beside)
    on = _day_of(said, day) if said else day
    if said and on is None:
        title, unit = " ".join((behind[1] if behind else bare).split()), beside
    doubtful = [said] if said and on is None else _GLUED.findall(title) and [title]
    note = _("Row {row}: whether “{said}” says the day was not clear, so {day} is taken. A column 日期 says it.")
    notes = [note.format(row=row, said=each, day=day) for each in doubtful]
    return Printed(row, title, on or day, unit, outlet=outlet), notes


def _apart(title: str, beside: str) -> tuple[str, str, str]:
    """Title, unit and day, where the day stands in brackets behind the title, or with the unit beside it."""
    if found := _DATED.fullmatch(beside):
        return title, (found[1] or "").strip(), found[2]
    if found := _BRACKETED.fullmatch(title):
        return found[1].strip() + (f"（{found[2]}）" if found[2] else ""), beside, found[3]
    if (found := re.fullmatch(rf"(.+)\s({_DAY})", title)) and not beside:
        return found[1].strip(), beside, found[2]
    return title, beside, ""


def _day_of(said: str, day: date) -> date | None:
    """The day that ``said`` tells, None if it may be something else."""
    with suppress(values.UnreadableError):
        found = nearest_before(day, said, values.Days())
        if re.fullmatch(_DAY, said) or day - _RECENT <= found:
            return found
    return None


def nearest_before(day: date, cell: Cell, days: values.Days) -> date:
    """The day that ``cell`` names; without a year, the last such one not after ``day``."""
    try:
        return values.day(cell, days)
    except values.YearlessError:
        for year in (day.year, day.year - 1):
            with suppress(values.UnreadableError):  # 29 February
                if (named := values.day(cell, days._replace(year=year))) <= day:
                    return named
        raise
