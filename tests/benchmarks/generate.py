"""Big ledgers: seeded, of any size, as unevenly spread as real ones.

``python -m tests.benchmarks.generate FOLDER --items 100000 --years 1`` writes a config and a
ledger. A few units submit most, an item is adopted in its first weeks, December is busiest.
The first 112 units are those of one city.
"""

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import xlsxwriter

from infoledger.ledger.database import Ledger, open_ledger
from infoledger.ledger.recording import record, record_items
from infoledger.ledger.registration import add_informants, add_units
from infoledger.ledger.shapes import NewAdoption, NewForward, NewInformant, NewItem, NewUnit
from infoledger.periods import Calendar

LAST = date(2025, 12, 31)
OUTLETS = [("市府信息", "市政府办公室", "市级"), ("昨日要情", "省政府办公厅", "省级"), ("专报", "省政府办公厅", "省级")]
CATEGORIES = ("工作动态", "经验做法", "问题建议", "调研信息")
WORDS = (
    "推进",
    "强化",
    "落实",
    "开展",
    "完善",
    "优化",
    "乡村振兴",
    "安全生产",
    "营商环境",
    "防汛",
    "项目建设",
    "信访",
    "就业",
    "教育",
)
CHUNK = 50_000
CITY = 112
LONG_TEXT = 800  # characters

#: The columns of the table that is imported.
COLUMNS = ("编号", "报送日期", "单位", "信息员", "标题", "类别", "来源")

CONFIG = """
ledger: "{ledger}"
office: {{name: 某省人民政府办公厅, level: 县级}}
levels: [县级, 市级, 省级]
unit_groups: [县区, 部门]
categories: {{工作动态: {{deadline: 3d}}, 经验做法: {{}}, 问题建议: {{}}, 调研信息: {{}}}}
bodies:
  市政府办公室: {{level: 市级, outlets: {{市府信息: {{}}}}}}
  省政府办公厅: {{level: 省级, outlets: {{昨日要情: {{}}, 专报: {{}}}}}}
regulations:
  - title: 考核办法
    effective: 2000-01-01
    scoring:
{clauses}
"""

WEEKLY = """    outcomes:
      - {name: 本周未报, per: week, of: informant, all: [{measure: submitted, at_most: 0}]}
      - {name: 全年未报, per: year, of: informant, replaces: [本周未报], all: [{measure: submitted, at_most: 0}]}
"""


def config(clauses: int, ledger: str) -> str:
    """A config of ``ledger`` whose regulation has ``clauses`` clauses: forwards, then adoptions by field and outlet."""
    lines = ["      - {name: 上报, fact: forward, points: 0.2}"]
    for number in range(1, clauses):
        category, outlet = CATEGORIES[number % 4], OUTLETS[number % 3][0]
        same = ("sum", "highest", "highest_per_level")[number % 3]
        group = ("县区", "部门")[number // 12 % 2]
        lines.append(
            f"      - {{name: 采用{number}, fact: adoption, same_item: {same}, points: {number % 7 + 1}, "
            f"when: {{category: {category}, outlet: {outlet}, group: {group}}}}}"
        )
    return CONFIG.format(clauses="\n".join(lines), ledger=ledger)


def build(
    folder: Path,
    items: int,
    years: int = 1,
    units: int = 3000,
    forwards: float = 0.6,
    adoptions: float = 0.2,
    texts: float = 0,
    clauses: int = 40,
    seed: int = 1,
    since: date = date.min,
    ledger: str = "ledger.db",
    refs: bool = False,
    weekly: bool = False,
) -> None:
    """Write ``config.yaml`` and a ledger into ``folder``; shares are of the number of items.

    Of the ledger that ``items`` over ``years`` would make, only what was submitted from ``since`` on
    is kept. ``ledger`` may be the address of an empty database on a server. With ``refs`` the items bring
    references as if they had been numbered elsewhere; ``weekly``: an outcome is judged every week.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(config(clauses, ledger) + (WEEKLY if weekly else ""), "utf-8")
    dice = random.Random(seed)
    address = ledger if "://" in ledger else str(folder / ledger)
    with open_ledger(address, create=True) as made:
        ids, people = _register(made, units)
        rows = (row for row in _items(dice, items, years, ids, people, texts) if row.submitted >= since)
        number = 1
        while chunk := list(islice(rows, CHUNK)):
            with made.entry("生成", "import") as pen:
                named = (replace(item, ref=f"{LAST.year}-{place:04}") for place, item in enumerate(chunk, number))
                record_items(pen, list(named) if refs else chunk, Calendar())
                pen.sentence = "items"
            numbered = list(enumerate(chunk, number))
            number += len(chunk)
            with made.entry("生成", "import") as pen:
                sent = dice.sample(numbered, int(len(chunk) * forwards))
                record(pen, [NewForward(id, OUTLETS[id % 3][1], _later(item, id % 9)) for id, item in sent])
                taken = dice.sample(numbered, int(len(chunk) * adoptions))
                record(pen, [NewAdoption((id,), *OUTLETS[id % 3], _later(item, id % 40), "单篇") for id, item in taken])
                pen.sentence = "forwards, adoptions"


def write_table(path: Path, items: int, units: int = 3000, seed: int = 1) -> None:
    """Write ``items`` of one year as a table to be imported, ``.csv`` or ``.xlsx``."""
    made = _items(random.Random(seed), items, 1, range(units), range(units), 0)
    rows = [
        (
            f"X{number:07}",
            str(item.submitted),
            f"单位{item.units[0]:04}",
            f"信息员{item.units[0]:04}",
            item.title,
            item.category,
            "电话",
        )
        for number, item in enumerate(made)
    ]
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        return
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("信息")
        for number, row in enumerate((COLUMNS, *rows)):
            sheet.write_row(number, 0, row)


def write_entries(path: Path, items: int, years: int = 1, units: int = 3000, seed: int = 1) -> None:
    """Write the same items as entries of a double-entry journal, as the program ``ledger`` reads them."""
    with path.open("w", encoding="utf-8") as file:
        for item in _items(random.Random(seed), items, years, range(units), range(units), 0):
            file.write(f"{item.submitted} {item.title}\n    单位{item.units[0]:04}  1\n    全部\n\n")


def _register(ledger: Ledger, units: int) -> tuple[list[int], list[int]]:
    with ledger.entry("生成", "import") as pen:
        ids = list(add_units(pen, [NewUnit("单位0000", "部门")]))
        city = [NewUnit(f"单位{n:04}", "县区" if n % 3 else "部门", parent=ids[0]) for n in range(1, min(CITY, units))]
        others = [NewUnit(f"单位{n:04}", "县区" if n % 3 else "部门") for n in range(CITY, units)]
        ids += add_units(pen, city + others)
        people = list(add_informants(pen, [NewInformant(f"信息员{n:04}", unit) for n, unit in enumerate(ids)]))
        pen.sentence = "units"
    return ids, people


def _items(
    dice: random.Random, count: int, years: int, units: Sequence[int], people: Sequence[int], texts: float
) -> Iterator[NewItem]:
    weights = [1 / (place + 5) for place in range(len(units))]
    chosen = dice.choices(range(len(units)), weights, k=count)
    first = date(LAST.year - years + 1, 1, 1)
    days = (LAST - first).days + 1
    for number in range(count):
        # In order of days, as they come in; the year's end is busier than its beginning.
        day = first + timedelta(days=min(days - 1, int(days * (number / count) ** 0.95)))
        words = dice.sample(WORDS, 4)
        unit = chosen[number]
        yield NewItem(
            submitted=day,
            units=(units[unit],),
            informants=(people[unit],),
            title=f"单位{unit:04}{words[0]}{words[1]}{number % 100}项举措{words[2]}{words[3]}",
            category=CATEGORIES[number % 4],
            body="".join(dice.choices(WORDS, k=LONG_TEXT // 3)) if texts and dice.random() < texts else None,
        )


def _later(item: NewItem, days: int) -> date:
    return min(LAST, item.submitted + timedelta(days=days))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--units", type=int, default=3000)
    parser.add_argument("--texts", type=float, default=0, help="share of the items that have a text")
    parser.add_argument("--ledger", default="ledger.db", help="the address of an empty database")
    asked = parser.parse_args()
    build(asked.folder, asked.items, asked.years, asked.units, texts=asked.texts, ledger=asked.ledger)
