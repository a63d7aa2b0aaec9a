"""Verbs of recording in any order: what the ledger says stays what a much simpler model says."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from infoledger.config.reading import load
from infoledger.errors import InfoledgerError
from infoledger.intake.importing import import_tables
from infoledger.intake.kinds import kinds_of
from infoledger.intake.tables import read_tables
from infoledger.ledger.bulletins import add_items, new_issue, number_issue, record_issue
from infoledger.ledger.database import open_ledger
from infoledger.ledger.journal import undo
from infoledger.ledger.models import Adoption, Item
from infoledger.ledger.reading import load_book
from infoledger.ledger.recording import edit_item, record, record_items
from infoledger.ledger.references import item_ids
from infoledger.ledger.registration import add_units
from infoledger.ledger.shapes import NewAdoption, NewItem, NewUnit
from infoledger.ledger.verification import verify
from infoledger.periods import Period
from infoledger.rules.reckoning import Rulebook, reckon
from tests.durability.work import CONFIG, LONG

UNITS = ("甲乡", "乙乡", "丙乡")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))

days = st.dates(YEAR.first, YEAR.last)
units = st.lists(st.sampled_from(range(1, len(UNITS) + 1)), min_size=1, unique=True).map(tuple)
which = st.integers(0, 10_000)


class _WrongError(Exception):
    """Raised to let go of a table with a wrong row."""


@dataclass
class Model:
    """What counts: the units of each item that stands, and the items of each adoption that does."""

    items: dict[int, tuple[int, ...]] = field(default_factory=dict)
    adoptions: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def points(self) -> Counter[int]:
        """1 for each item and 10 for each adopted piece, to every unit behind it."""
        found = Counter(unit for behind in self.items.values() for unit in behind)
        for pieces in self.adoptions.values():
            parties = {unit for item in pieces for unit in self.items.get(item, ())}
            found.update(dict.fromkeys(parties, 10))
        return found


class Recording(RuleBasedStateMachine):
    """A clerk who records, corrects and takes back as it comes."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "config.yaml").write_text(CONFIG, "utf-8")
        self.config = load(self.folder / "config.yaml")
        self.ledger = open_ledger(self.config.ledger, create=True)
        self.model = Model()
        self.before: list[Model | None] = [Model()]  # each entry that stands; None: it is final
        with self.ledger.entry("clerk", "unit add") as pen:
            add_units(pen, [NewUnit(name, "乡镇") for name in UNITS])

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()
            shutil.rmtree(self.folder)

    @rule(day=days, behind=units, many=st.integers(1, 3))
    def submit(self, day: date, behind: tuple[int, ...], many: int) -> None:
        self._keep()
        with self.ledger.entry("clerk", "submit") as pen:
            refs = record_items(pen, [NewItem(day, behind, "汛情")] * many, self.config.calendar)
            for item in item_ids(pen.connection, refs).values():
                self.model.items[item] = behind

    @precondition(lambda self: self.model.items)
    @rule(day=days, choice=st.lists(which, min_size=1, max_size=3))
    def adopt(self, day: date, choice: Sequence[int]) -> None:
        items = tuple({self._one(self.model.items, number) for number in choice})
        self._keep()
        with self.ledger.entry("clerk", "adopt") as pen:
            (id,) = record(pen, [NewAdoption(items, "市府信息", "市政府办公室", "市级", day, "单篇")])
        self.model.adoptions[id] = items

    @precondition(lambda self: self.model.adoptions)
    @rule(number=which)
    def void_adoption(self, number: int) -> None:
        id = self._one(self.model.adoptions, number)
        self._keep()
        with self.ledger.entry("clerk", "void") as pen:
            pen.void(Adoption, id, "撤稿")
        del self.model.adoptions[id]

    @precondition(lambda self: self.model.items)
    @rule(number=which)
    def void_item(self, number: int) -> None:
        id = self._one(self.model.items, number)
        self._keep()
        with self.ledger.entry("clerk", "void") as pen:
            pen.void(Item, id, "重复")
        del self.model.items[id]

    @precondition(lambda self: self.model.items)
    @rule(number=which, behind=units)
    def edit(self, number: int, behind: tuple[int, ...]) -> None:
        id = self._one(self.model.items, number)
        if self.model.items[id] == behind:
            return  # an entry that changes nothing leaves no trace
        self._keep()
        with self.ledger.entry("clerk", "item edit") as pen:
            edit_item(pen, id, "更正", units=behind)
        self.model.items[id] = behind

    @rule(rows=st.lists(st.tuples(days, units), min_size=1, max_size=4), wrong=st.booleans())
    def take_in(self, rows: Sequence[tuple[date, tuple[int, ...]]], wrong: bool) -> None:
        """A table whose rows are all new, or one with a wrong row, of which nothing may stay."""
        known = self._known()
        lines = [
            f"T{known}-{place},{day},{';'.join(UNITS[unit - 1] for unit in behind)},一"
            for place, (day, behind) in enumerate(rows)
        ]
        table = self.folder / "items.csv"
        table.write_text("\n".join(["编号,报送日期,单位,标题", *lines, *([",2026-13-01,甲乡,一"] * wrong)]), "utf-8")
        before = deepcopy(self.model)
        with suppress(_WrongError), self.ledger.entry("clerk", "import") as pen:
            report = import_tables(pen, self.config, kinds_of(read_tables(table), table.stem, None), date(2030, 1, 1))
            assert bool(report.findings) == wrong
            if wrong:
                raise _WrongError
            ids = item_ids(pen.connection, [line.split(",")[0] for line in lines]).values()
            self.model.items.update(zip(ids, (behind for _day, behind in rows), strict=True))
            self.before.append(before)

    @precondition(lambda self: self.model.items)
    @rule(number=which, day=days)
    def issue(self, number: int, day: date) -> None:
        item = self._one(self.model.items, number)
        publication = self.config.publications["政务信息"]
        try:
            with self.ledger.entry("clerk", "bulletin issue") as pen:
                issue = new_issue(pen, publication)
                add_items(pen, issue, [item], self.config, section="要闻")
                record_issue(pen, *number_issue(pen, issue, self.config, day), {}, self.config, day)
                adoption = pen.connection.exec_driver_sql("SELECT max(id) FROM adoptions").scalar()
        except InfoledgerError:  # it was printed before, or the day lies before the last issue
            return
        self.before.append(None)
        self.model.adoptions[adoption] = (item,)

    @rule()
    def take_back(self) -> None:
        last = self.before[-1] if self.before else None
        if last is None or len(self.before) == 1:  # the units themselves are left in peace
            if last is None:
                with pytest.raises(InfoledgerError), self.ledger.entry("clerk", "undo") as pen:
                    undo(pen)
            return
        with self.ledger.entry("clerk", "undo") as pen:
            undo(pen)
        self.model = last
        self.before.pop()

    @invariant()
    def what_counts_is_what_the_model_says(self) -> None:
        if not hasattr(self, "ledger"):
            return
        with self.ledger.reading() as connection:
            assert verify(connection) == []
            book = load_book(connection, self.config, YEAR.first, YEAR.last, YEAR.last)
            refs = [row[0] for row in connection.exec_driver_sql("SELECT ref FROM items WHERE voided IS NULL")]
            issues = connection.exec_driver_sql("SELECT number FROM bulletins WHERE number > 0 ORDER BY number").all()
        assert len(set(refs)) == len(refs)
        assert [row[0] for row in issues] == list(range(1, len(issues) + 1))
        reckoning = reckon(book, Rulebook(self.config.regulations, self.config.calendar), YEAR, YEAR.last)
        totals: Counter[int] = Counter()
        for posting in reckoning.postings:
            totals[posting.party.id] += posting.amount
        assert {unit: points for unit, points in totals.items() if points} == dict(self.model.points())

    def _keep(self) -> None:
        self.before.append(deepcopy(self.model))

    def _known(self) -> int:
        with self.ledger.reading() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM items").scalar() or 0

    @staticmethod
    def _one(known: dict[int, tuple[int, ...]], number: int) -> int:
        return sorted(known)[number % len(known)]


TestRecording = Recording.TestCase
TestRecording.settings = settings(
    max_examples=60 if LONG else 4, stateful_step_count=40 if LONG else 12, deadline=None, derandomize=not LONG
)
