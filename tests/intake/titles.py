"""Five thousand items of a county and what outlets made of some of their titles: the same on every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from random import Random

import yaml

from infoledger.intake.likeness import Titles
from infoledger.intake.matching import Candidate, Matcher, Printed

OFFICE = "青岚县人民政府办公室"
FIRST = date(2025, 6, 1)
SYNONYMS = {
    "扎实推进": "着力推动",
    "召开": "举行",
    "破解": "化解",
    "建议": "呼吁",
    "常态化开展": "持续组织",
    "抓好": "做好",
    "撬动": "带动",
    "理顺": "规范",
    "亟待": "急需",
    "探索": "创新",
    "压实责任抓": "层层压责推进",
    "让": "使",
    "面临": "存在",
    "聚焦难点": "紧盯难题",
    "反映": "称",
    "推动": "促进",
    "巩固": "深化",
    "督导": "督促检查",
    "难题": "难点",
    "推进": "抓实",
    "调研": "调查",
    "问题": "情况",
    "关注": "热议",
    "有序": "稳步",
    "下沉": "深入",
}


@dataclass(frozen=True)
class Edited:
    """A printed title and the items behind it (none: an item that the ledger lacks)."""

    kind: str
    printed: Printed
    refs: frozenset[str]


class County:
    """Items with many look-alikes: each title is one of few patterns about one of few matters."""

    def __init__(self, seed: int, items: int = 5000) -> None:
        self.random = Random(seed)
        words = yaml.safe_load(files("infoledger.demo").joinpath("words.yaml").read_text("utf-8"))
        self.names = [each["name"] for each in (*words["towns"], *words["bureaus"])]
        self.units = {
            place: (each["name"], each.get("full", each["name"] + "人民政府"))
            for place, each in enumerate((*words["towns"], *words["bureaus"]), 1)
        }
        titles = list(dict.fromkeys(self._titles(words)))
        self.random.shuffle(titles)
        # A fifth of what is written never came to this office, though superiors may print it.
        here = {title for title, _unit in titles[:items]}
        self.absent = [each for each in titles[items : items + 1000] if each[0] not in here]
        self.items = [self._item(place, *each) for place, each in enumerate(titles[:items], 1)]

    def matcher(self, **answered: tuple[str, ...]) -> Matcher:
        """What is under test."""
        return Matcher(self.items, Titles(OFFICE, self.units), {title: [refs] for title, refs in answered.items()})

    def edited(self, kind: str, count: int) -> Iterator[Edited]:
        """``count`` printed titles that came about in one way."""
        edit = getattr(self, f"_{kind}")
        while count:
            found = edit(kind)
            if found:
                count -= 1
                yield found

    def _titles(self, words) -> Iterator[tuple[str, int]]:
        patterns = [pattern for group in words["patterns"].values() for pattern in group]
        for unit, about in enumerate((*words["towns"], *words["bureaus"]), 1):
            matters = about.get("matters") or [matter for matter, *_rest in words["town_matters"]]
            for matter in matters:
                for pattern in patterns:
                    fill = {
                        "unit": about["name"],
                        "other": self.random.choice(self.names),
                        "matter": matter.format(product=about.get("product", "")),
                        "model": self.random.choice(words["models"]),
                        "cn": self.random.choice("三四五六"),
                        "many": self.random.randint(21, 480),
                        "percent": self.random.randint(61, 99),
                        "n": self.random.randint(2, 9),
                    }
                    yield pattern.format(**fill), unit

    def _item(self, place: int, title: str, unit: int) -> Candidate:
        submitted = FIRST + timedelta(days=self.random.randrange(400))
        return Candidate(f"X{place:04}", title, submitted, frozenset({unit}), self.random.random() < 0.35)

    def _chosen(self) -> Candidate:
        """An item as it is adopted: most were forwarded first."""
        wanted = self.random.random() < 0.8
        while True:
            item = self.random.choice(self.items)
            if item.forwarded or not wanted:
                return item

    def _print(self, kind: str, title: str, *items: Candidate) -> Edited | None:
        """``title`` as a line of a list; one line in three has the unit beside it."""
        if any(title == item.title for item in items) or len(title) < 6:
            return None
        day = max(item.submitted for item in items) + timedelta(days=self.random.randint(1, 45))
        unit = self.units[next(iter(items[0].units))][0] if self.random.random() < 0.33 else ""
        return Edited(kind, Printed(1, title, day, unit), frozenset(item.ref for item in items))

    # The ways in which outlets edit titles.

    def _marks(self, kind: str) -> Edited | None:
        """Punctuation, brackets, blanks, the county's name: sure."""
        item = self._chosen()
        title = (
            item.title.replace("“", "「").replace("”", "」").replace(" ", "　").replace("：", ":").replace("、", "，")
        )
        return self._print(kind, self.random.choice(("青岚县", "")) + title + "。", item)

    def _shortened(self, kind: str) -> Edited | None:
        item = self._chosen()
        (unit,) = item.units
        name = self.units[unit][0]
        other = self.random.choice(
            (name.removeprefix("县"), name.removesuffix("镇").removesuffix("乡"), self.units[unit][1])
        )
        return self._print(kind, item.title.replace(name, other), item) if name in item.title else None

    def _cut(self, kind: str) -> Edited | None:
        item = self._chosen()
        return self._print(kind, self._without_words(item.title), item)

    def _synonyms(self, kind: str) -> Edited | None:
        item = self._chosen()
        return self._print(kind, self._reworded(item.title), item)

    def _reordered(self, kind: str) -> Edited | None:
        item = self._chosen()
        return self._print(kind, self._turned(item.title), item)

    def _rewritten(self, kind: str) -> Edited | None:
        """All at once."""
        item = self._chosen()
        return self._print(kind, self._turned(self._reworded(self._without_words(item.title, 3))), item)

    def _merged(self, kind: str) -> Edited | None:
        """One piece of two items: both names, one text."""
        one = self._chosen()
        others = [
            item for item in self.items if abs((item.submitted - one.submitted).days) < 30 and item.units != one.units
        ]
        two = self.random.choice(others)
        names = [self.units[next(iter(item.units))][0] for item in (one, two)]
        head = one.title.replace(names[0], "、".join(names)) if self.random.random() < 0.5 else one.title
        return self._print(kind, head + " " + two.title[len(two.title) // 2 :], one, two)

    def _absent_item(self, kind: str) -> Edited | None:
        """A look-alike of items here, but itself not among them, perhaps edited."""
        title, unit = self.random.choice(self.absent)
        edits = (str, self._reworded, self._without_words, self._turned)
        day = FIRST + timedelta(days=self.random.randrange(60, 440))
        told = self.units[unit][0] if self.random.random() < 0.33 else ""
        return Edited(kind, Printed(1, self.random.choice(edits)(title), day, told), frozenset())

    def _twin(self, kind: str) -> Edited | None:
        """An item's title with one figure or one name changed, as of the month after."""
        item = self._chosen()
        for one, other in (
            ("三", "七"),
            ("四", "八"),
            ("五", "十"),
            ("六", "九"),
            ("%", "1%"),
            ("镇", "乡"),
            ("召开", "召集"),
        ):
            if one in item.title:
                twin = self._print(kind, item.title.replace(one, other, 1), item)
                return twin and Edited(kind, twin.printed, frozenset())
        return None

    def _without_words(self, title: str, most: int = 6) -> str:
        width = self.random.randint(2, most)
        start = self.random.randrange(max(1, len(title) - width))
        return title[:start] + title[start + width :]

    def _reworded(self, title: str) -> str:
        found = [pair for pair in SYNONYMS.items() if pair[0] in title]
        return title.replace(*self.random.choice(found)) if found else title

    def _turned(self, title: str) -> str:
        """Its clauses in another order; of one clause, the end before the beginning."""
        for mark in ("——", "：", " ", "，"):
            if mark in title:
                first, _mark, second = title.partition(mark)
                return f"{second} {first}"
        middle = len(title) // 2
        return f"{title[middle:]} {title[:middle]}"


KINDS = {
    "marks": 60,
    "shortened": 60,
    "cut": 80,
    "synonyms": 80,
    "reordered": 60,
    "rewritten": 60,
    "merged": 40,
    "absent_item": 80,
    "twin": 40,
}


def measured_lines(seed: int) -> tuple[County, list[Edited]]:
    """A county and 560 printed titles."""
    county = County(seed)
    return county, [edited for kind, count in KINDS.items() for edited in county.edited(kind, count)]
