"""What became of the demo county's items: forwarded, adopted, read by leaders, found fault with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

Row = dict[str, str]
Tables = dict[str, list[Row]]

DAY = timedelta(days=1)
_OWN, _COUNTY, _CITY = "政务信息", "青岚快报", "泽安市人民政府办公室"
_COMMITTEE = "中共泽安市委办公室"
_SECTIONS = {"经验做法": "经验交流", "问题建议": "问题建议", "调研信息": "问题建议", "紧急信息": "要闻"}
_TONES = {"问题建议": "问题", "调研信息": "问题", "紧急信息": "紧急"}

#: Chances by category: printed in the county's own bulletin, forwarded to the city.
_PRINTED = {"工作动态": 0.22, "经验做法": 0.4, "问题建议": 0.3, "调研信息": 0.5, "紧急信息": 0.15}
_FORWARDED = {"工作动态": 0.22, "经验做法": 0.5, "问题建议": 0.55, "调研信息": 0.6, "舆情信息": 0.4, "紧急信息": 0.8}


@dataclass
class Item:
    """An item of the demo county; ``ref`` is given once all are in order."""

    at: datetime
    units: list[str]
    informants: list[str]
    title: str
    category: str
    matter: str = ""
    body: str = ""
    tag: str = ""
    source: str = ""
    solicitation: str = ""
    occurred: date | datetime | None = None
    follows: "Item | None" = None
    ref: str = ""

    @property
    def late(self) -> bool:
        """Whether an emergency was reported later than the two hours allowed."""
        if self.category != "紧急信息" or not isinstance(self.occurred, datetime):
            return False
        return self.at - self.occurred > timedelta(hours=2)

    def row(self) -> Row:
        """The item as a row of the import sheet, empty cells left out."""
        inside = self.category in ("问题建议", "舆情信息", "紧急信息")
        cells = {
            "ref": self.ref,
            "submitted": f"{self.at:%Y-%m-%d %H:%M}",
            "units": ";".join(self.units),
            "informants": ";".join(self.informants),
            "title": self.title,
            "category": self.category,
            "occurred": _moment(self.occurred),
            "solicitation": self.solicitation,
            "follows": self.follows.ref if self.follows else "",
            "secrecy": "内部" if inside and not self.body else "",
            "source": self.source,
            "tags": self.tag,
            "body": self.body,
        }
        return {name: cell for name, cell in cells.items() if cell}


def fates(words: dict[str, Any], items: Sequence[Item], today: date, random: Random) -> Tables:
    """The facts that follow on ``items`` up to ``today``: rows by kind."""
    return _Fates(words, items, today, random).tables()


class _Fates:
    def __init__(self, words: dict[str, Any], items: Sequence[Item], today: date, random: Random) -> None:
        self.words, self.items, self.today, self.random = words, items, today, random
        self.facts: Tables = defaultdict(list)
        self.forwarded: dict[tuple[date, str], list[Item]] = defaultdict(list)

    def tables(self) -> Tables:
        for item in self.items:
            if item.tag != "拟刊":  # those wait for the demo's own bulletin
                self._life(item)
        self._combine()
        self._best_of_months()
        self._failures()
        self._ask_for_feedback()
        kinds = ("forwards", "adoptions", "instructions", "violations", "awards", "adjustments")
        return {kind: sorted(self.facts[kind], key=lambda row: row["date"]) for kind in kinds}

    def _life(self, item: Item) -> None:
        """One item's way up, each step a chance of the one before."""
        day = item.at.date()
        if self._chance(_PRINTED.get(item.category, 0)):
            section = _SECTIONS.get(item.category, "工作动态")
            printed = self._adopt([item], _OWN, day, 2, 8, section=section)
            self._instruct(item, printed, _OWN, self.words["leaders"]["县政府"], 0.06)
        if self._chance(0.06):
            self._adopt([item], _COUNTY, day, 2, 9)
        if item.category in ("工作动态", "经验做法") and self._chance(0.09):
            outlet = self.random.choice(("泽安日报", "青岚发布", "青岚发布"))
            fee = str(self.random.randrange(30, 130, 10)) if outlet == "泽安日报" else ""
            self._adopt([item], outlet, day, 1, 12, fee=fee)
        if self._chance(_FORWARDED[item.category]):
            self._go_up(item, day)

    def _go_up(self, item: Item, day: date) -> None:
        sent = day if item.category == "紧急信息" else day + DAY * self.random.randint(1, 4)
        if not self._record("forwards", sent, ref=item.ref, body=_CITY):
            return
        if item.matter and self._chance(0.45):
            self.forwarded[sent.replace(day=1), item.matter].append(item)  # may go into a combined piece
            return
        if not self._chance(0.42):
            return
        outlet = "泽安专报" if item.category in ("问题建议", "调研信息") else "泽安政务信息"
        form = "简讯" if item.category == "工作动态" and self._chance(0.35) else "单篇"
        in_city = self._adopt([item], outlet, sent, 3, 18, form=form, published_title=self._edited(item.title))
        self._instruct(item, in_city, outlet, self.words["leaders"]["市政府"], 0.05)
        if in_city and self._chance(0.12) and self._record("forwards", in_city, ref=item.ref, body=_COMMITTEE):
            self._adopt([item], "泽安信息", in_city, 3, 12)
        if in_city and self._chance(0.2):
            outlet = "昨日要情" if item.category == "紧急信息" else "政务要情"
            in_province = self._adopt([item], outlet, in_city, 4, 25)
            if in_province and item.category in ("问题建议", "调研信息") and self._chance(0.3):
                self._adopt([item], "专报信息", in_province, 10, 30)

    def _combine(self) -> None:
        """Pieces that the city combined from what several units sent on one matter."""
        for (_month, matter), items in self.forwarded.items():
            by_unit = {item.units[0]: item for item in items}
            if len(by_unit) > 1:
                title = f"青岚县多地扎实推进{matter}"
                day = max(item.at.date() for item in items)
                self._adopt(list(by_unit.values()), "泽安政务信息", day, 6, 15, form="综合", published_title=title)
        flood = {item.units[0]: item for item in self.items if item.tag == "汛情" and not item.follows}
        if len(flood) > 1:
            title = "泽安市青岚县全力应对强降雨"
            day = max(item.at.date() for item in flood.values())
            self._adopt(list(flood.values()), "昨日要情", day, 1, 2, form="综合", published_title=title)

    def _best_of_months(self) -> None:
        """Up to three best items of each finished month, of those that rose above the county."""
        months: dict[date, list[str]] = defaultdict(list)
        seen = set()
        for row in sorted(self.facts["adoptions"], key=lambda row: row["date"]):
            ref = row["refs"].split(";")[0]
            if row["outlet"] in ("泽安专报", "政务要情", "昨日要情") and ref not in seen:
                months[date.fromisoformat(row["date"]).replace(day=1)].append(ref)
                seen.add(ref)
        for month, refs in months.items():
            last = (month + DAY * 31).replace(day=1) - DAY
            for ref in self.random.sample(refs, min(3, len(refs))):
                self._record("awards", last, ref=ref, kind="月度好信息")

    def _failures(self) -> None:
        for item in self.items:
            if item.late:
                day = item.at.date() + DAY * 3
                self._record("violations", day, unit=item.units[0], kind="迟报", ref=item.ref, note="超过两小时报告")
        for kind in ("violations", "adjustments"):
            for row in self.words[kind]:
                day = self.today - DAY * (30 * row["ago"] + 3)
                self._record(kind, day, **{name: cell for name, cell in row.items() if name != "ago"})

    def _ask_for_feedback(self) -> None:
        """The last two instructions wait for feedback, one of them overdue.

        Rows have no column for feedback: the older ones are not asked for any, lest all seem overdue.
        """
        last_two = sorted(self.facts["instructions"], key=lambda row: row["date"])[-2:]
        for row, days in zip(last_two, (-2, 5), strict=False):
            row["due"] = max(row["date"], (self.today + DAY * days).isoformat())

    def _adopt(self, items: list[Item], outlet: str, sent: date, least: int, most: int, **more: str) -> date | None:
        """The day on which ``outlet`` printed ``items`` as one piece; None if that is yet to come."""
        day = sent + DAY * self.random.randint(least, most)
        if outlet == _OWN:  # comes out on Tuesdays and Fridays
            day += DAY * next(n for n in range(7) if (day + DAY * n).weekday() in (1, 4))
        issue = "" if outlet == "青岚发布" else str(_issue(day))
        refs = ";".join(item.ref for item in items)
        return day if self._record("adoptions", day, refs=refs, outlet=outlet, issue=issue, **more) else None

    def _instruct(self, item: Item, read: date | None, outlet: str, leaders: list[str], chance: float) -> None:
        weighty = {"问题建议": 3, "调研信息": 3, "紧急信息": 2}.get(item.category, 1)
        if read and self._chance(chance * weighty):
            day = read + DAY * self.random.randint(0, 4)
            text = self.random.choice(self.words["instructions"][_TONES.get(item.category, "做法")])
            leader = self.random.choice(leaders)
            self._record("instructions", day, refs=item.ref, leader=leader, outlet=outlet, text=text)

    def _edited(self, title: str) -> str:
        """Some titles come back as the city's editors made them."""
        return f"青岚县{title}" if self._chance(0.4) and not title.startswith("青岚县") else ""

    def _record(self, kind: str, day: date, /, **cells: str) -> bool:
        """A row of ``kind``, unless its day is yet to come."""
        if day > self.today:
            return False
        self.facts[kind].append({name: cell for name, cell in cells.items() if cell} | {"date": day.isoformat()})
        return True

    def _chance(self, share: float) -> bool:
        return self.random.random() < share


def _issue(day: date) -> int:
    """The number in the year of a paper that comes out twice a week."""
    return (day.timetuple().tm_yday - 1) // 7 * 2 + (2 if day.weekday() > 2 else 1)


def _moment(at: date | datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else str(at or "")
