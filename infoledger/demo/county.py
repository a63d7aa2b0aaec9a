"""The demo county: its units, informants and items, composed from ``words.yaml``.

Nothing here reads the clock: the same ``today`` gives the same county on every machine.
"""

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from random import Random
from string import Template
from typing import Any

import yaml

from infoledger.demo.fates import Item, Row, Tables, fates

DAY = timedelta(days=1)
_SEED = 20260101
#: Units that send nothing in the month before ``today`` (零报送).
_SILENT = ("石桥镇", "县审计局")
#: A unit that joined during the year, and how many months ago.
_MONTHS_AGO = 12
_NEWCOMER, _JOINED_AGO = "县数据局", 5
#: A unit whose first informant handed over to the second, and how many months ago.
_HANDOVER, _HANDED_AGO = "青泉镇", 4
#: Items per month of a unit of average diligence.
_DILIGENCE = {"乡镇": 2.5, "县直部门": 1.6}


def county(today: date) -> Tables:
    """Twelve months of work and the current one up to ``today``: rows by kind, as ``import`` takes them."""
    words = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
    return _County(words, today).tables()


def config_text(today: date) -> dict[str, str]:
    """The county's config and rules, text by file name.

    Its new regulation came into force with the year of ``today``, the old one three years earlier.
    """
    names = {
        "config.yaml": "config.yaml",
        "rules-old.yaml": f"rules/{today.year - 3}.yaml",
        "rules-new.yaml": f"rules/{today.year}.yaml",
        "cases.yaml": f"rules/{today.year}.cases.yaml",
    }
    years = {"year": today.year, "last_year": today.year - 1, "old_year": today.year - 3}
    folder = files(__package__)
    return {
        name: Template(folder.joinpath(source).read_text(encoding="utf-8")).substitute(years)
        for source, name in names.items()
    }


#: Which body makes known where the county stands, and by months ago its rank and points there.
_ABOVE = "泽安市人民政府办公室"
_PLACED = {13: (4, 52), 2: (3, 58), 1: (2, 63)}


@dataclass
class _County:
    words: dict[str, Any]
    today: date
    random: Random = field(default_factory=lambda: Random(_SEED))  # noqa: S311  it makes up a county, not secrets
    items: list[Item] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)  # patterns and matters, so that none wears out

    def __post_init__(self) -> None:
        self.towns: dict[str, Any] = {town["name"]: town for town in self.words["towns"]}
        self.bureaus: dict[str, Any] = {bureau["name"]: bureau for bureau in self.words["bureaus"]}
        names = [a + b for a in self.words["surnames"].split() for b in self.words["given"].split()]
        self.people = iter(self.random.sample(names, 200))
        self.zeal = {unit: self.random.uniform(0.3, 1.7) for unit in [*self.towns, *self.bureaus]}
        self.informants = [row for unit in self.zeal for row in self._informants_of(unit)]

    def tables(self) -> Tables:
        """Everything, the items numbered by year in the order in which they came."""
        for ago in range(_MONTHS_AGO, -1, -1):
            self._month(ago)
        for topic in self.words["solicitations"]:
            self._answer(topic)
        for event in self.words["events"]:
            self._event(event)
        for feature in self.words["features"]:
            at = datetime.combine(self.today - DAY * feature["ago"], datetime.min.time()) + timedelta(hours=10)
            self._add(at, feature["units"], feature["title"], feature["category"], body=feature["body"], tag="拟刊")
        self.items.sort(key=lambda item: item.at)
        numbers: Counter[int] = Counter()
        for item in self.items:
            numbers[item.at.year] += 1
            item.ref = f"{item.at.year}-{numbers[item.at.year]:04d}"
        return {
            "units": [self._unit(name) for name in self.zeal],
            "informants": self.informants,
            "solicitations": [self._solicitation(topic) for topic in self.words["solicitations"]],
            "items": [item.row() for item in self.items],
            **fates(self.words, self.items, self.today, self.random),
            "placings": [self._placing(ago, *known) for ago, known in _PLACED.items()],
        }

    # Registers

    def _unit(self, name: str) -> Row:
        town = name in self.towns
        about = self.towns[name] if town else self.bureaus[name]
        # Nobody owes anything for the time before the county's facts begin.
        joined = self._month_start(_JOINED_AGO if name == _NEWCOMER else _MONTHS_AGO)
        return {
            "name": name,
            "group": "乡镇" if town else "县直部门",
            "headcount": str(about["people"]),
            "head": next(self.people),
            "supervisor": next(self.people),
            "aliases": name + "人民政府" if town else about["full"],
            "joined": joined.isoformat(),
        }

    def _informants_of(self, unit: str) -> Iterator[Row]:
        change = self._month_start(_HANDED_AGO)
        count = 2 if unit == _HANDOVER else self.random.choice((1, 2))
        for place in range(count):
            row = {
                "name": next(self.people),
                "unit": unit,
                "role": self.random.choice(self.words["roles"]),
                "phone": f"862{self.random.randrange(10**4):04d}",
            }
            if unit == _HANDOVER:
                row |= {"joined": change.isoformat()} if place else {"left": (change - DAY).isoformat()}
            yield row

    def _placing(self, ago: int, rank: int, points: int) -> Row:
        """Where the county stood in the month so many before today's, made known on the third of the next."""
        month, known = self._month_start(ago), min(self._month_start(ago - 1) + 2 * DAY, self.today)
        figures = {"rank": str(rank), "of": "9", "points": str(points), "task": "60"}
        return {"body": _ABOVE, "period": f"{month:%Y-%m}", **figures, "date": known.isoformat()}

    # Items

    def _month(self, ago: int) -> None:
        """The ordinary items of the month ``ago`` months before today's."""
        first = self._month_start(ago)
        last = min(first.replace(day=calendar.monthrange(first.year, first.month)[1]), self.today)
        workdays = [day for n in range((last - first).days + 1) if (day := first + DAY * n).weekday() < 5]
        for unit in self.zeal:
            if self._absent(unit, first):
                continue
            base = _DILIGENCE["乡镇" if unit in self.towns else "县直部门"] * self.zeal[unit] * len(workdays) / 21
            for _item in range(int(base + self.random.random())):
                self._ordinary(unit, self.random.choice(workdays))

    def _ordinary(self, unit: str, day: date) -> None:
        other = self.random.choice([town for town in self.towns if town != unit and not self._absent(town, day)])
        while True:
            category, matter, patterns = self._subject(unit, day)
            title = self._fill(self._least_used(patterns), unit=unit, matter=matter, other=other)
            if not self.used[title]:
                break
        self.used[title] += 1
        units = [unit, other] if other in title else [unit]
        body = "".join(self._fill(self.random.choice(part), unit=unit, matter=matter) for part in self.words["body"])
        source = self.random.choice(self.words["sources"]) if self.random.random() < 0.15 else ""
        body = body if self.random.random() < 0.5 else ""
        self._add(self._hour(day), units, title, category, matter=matter, body=body, source=source)

    def _subject(self, unit: str, day: date) -> tuple[str, str, Sequence[str]]:
        """A category, a matter, and the titles that go with both."""
        weights = self.words["weights"]
        category = self.random.choices(list(weights), list(weights.values()))[0]
        matter, titles = self._matter(unit, day.month)
        if category == "工作动态" and self.random.random() < 0.05:
            return category, matter, self.words["patterns"]["联合"]
        own = category == "工作动态" and titles and self.random.random() < 0.85
        return category, matter, titles if own else self.words["patterns"][category]

    def _matter(self, unit: str, month: int) -> tuple[str, Sequence[str]]:
        """What ``unit`` writes about in ``month``: of what is in season, what it has written about least."""
        if unit in self.bureaus:
            bureau = self.bureaus[unit]
            matter = self._least_used(bureau["matters"], unit)
            # A bureau's own titles are news of any of its matters; each is used about once.
            return matter, [title for title in bureau["titles"] if self.used[title] < 2]
        seasons = {name: titles for name, months, *titles in self.words["town_matters"] if _in_season(month, months)}
        matter = self._least_used(list(seasons), unit)
        return matter.format(product=self.towns[unit]["product"]), seasons[matter]

    def _least_used(self, choices: Sequence[str], by: str = "") -> str:
        chosen = min(choices, key=lambda choice: (self.used[by + choice], self.random.random()))
        self.used[by + chosen] += 1
        return chosen

    def _fill(self, text: str, unit: str, **known: str) -> str:
        town = self.towns.get(unit, {"villages": [""], "product": ""})
        return text.format(
            unit=unit,
            n=self.random.randint(2, 9),
            many=self.random.randint(21, 480),
            percent=self.random.randint(61, 99),
            cn=self.random.choice("三四五六"),
            model=self.random.choice(self.words["models"]),
            village=self.random.choice(town["villages"]),
            product=town["product"],
            **known,
        )

    def _answer(self, topic: dict[str, Any]) -> None:
        """The answers to a solicitation: most in time, some late, some never."""
        issued, due = self._term(topic)
        for unit in topic["ask"]:
            late = self.random.choices((-4, -1, 2, None), (5, 3, 1, 1))[0]
            day = issued + DAY * self.random.randint(1, 3) if late is None or topic["ago"] == 0 else due + DAY * late
            if late is not None and day <= self.today and not self._absent(unit, day):
                title = self._fill(self._least_used(topic["answers"]), unit=unit)
                category = "问题建议" if "反映" in title or "建议" in title else "工作动态"
                self._add(self._hour(day), [unit], title, category, solicitation=topic["title"])

    def _solicitation(self, topic: dict[str, Any]) -> Row:
        issued, due = self._term(topic)
        row = {
            "title": topic["title"],
            "issued": issued.isoformat(),
            "due": due.isoformat(),
            "units": ";".join([*topic["ask"], *topic.get("yet", ())]),  # these have yet to answer
        }
        return row | ({"body": topic["body"]} if "body" in topic else {})

    def _term(self, topic: dict[str, Any]) -> tuple[date, date]:
        if topic["ago"] == 0:  # asked for these days, and due within the week
            return self.today - DAY * 4, self.today + DAY * 6
        issued = self._month_start(topic["ago"]) + DAY * 4
        return issued, issued + DAY * 12

    def _event(self, event: dict[str, Any]) -> None:
        """An emergency on the last day possible of its month, reported at once and followed until settled."""
        ago = (self.today.month - event["month"]) % 12
        day = self._month_start(ago) + DAY * self.random.randint(2, 20)
        occurred = datetime.combine(day, datetime.min.time()) + timedelta(minutes=self.random.randint(300, 1200))
        at = occurred + timedelta(minutes=self.random.choice((35, 50, 70, 95, 150)))
        tag = event.get("tag", "")
        first = None
        for title in [event["title"], *event["follow"]]:
            if at.date() > self.today:
                return
            item = self._add(at, [event["unit"]], title, "紧急信息", occurred=occurred, tag=tag, follows=first)
            first = first or item
            at += timedelta(hours=self.random.randint(8, 40))
            occurred = at - timedelta(minutes=self.random.randint(20, 100))

    def _add(self, at: datetime, units: list[str], title: str, category: str, **more: Any) -> Item:
        writers = [self.random.choice(self._writers(unit, at.date()))["name"] for unit in units]
        item = Item(at, units, writers, title, category, **more)
        if category == "工作动态" and item.occurred is None and self.random.random() < 0.5:
            item.occurred = at.date() - DAY * self.random.choice((0, 0, 1, 1, 1, 2, 2, 2, 3, 5))
        self.items.append(item)
        return item

    def _writers(self, unit: str, day: date) -> list[Row]:
        on = day.isoformat()
        rows = [row for row in self.informants if row["unit"] == unit]
        return [row for row in rows if row.get("joined", on) <= on <= row.get("left", on)]

    def _absent(self, unit: str, day: date) -> bool:
        if unit == _NEWCOMER:
            return day < self._month_start(_JOINED_AGO)
        return unit in _SILENT and self._month_start(1) <= day < self._month_start(0)

    def _month_start(self, ago: int) -> date:
        year, month = divmod(self.today.year * 12 + self.today.month - 1 - ago, 12)
        return date(year, month + 1, 1)

    def _hour(self, day: date) -> datetime:
        return datetime.combine(day, datetime.min.time()) + timedelta(minutes=self.random.randint(8 * 60, 18 * 60))


def _in_season(month: int, months: str) -> bool:
    if not months:
        return True
    first, last = (int(part) for part in months.split("-"))
    return first <= month <= last if first <= last else not last < month < first
