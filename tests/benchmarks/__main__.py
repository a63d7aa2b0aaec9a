"""``python -m tests.benchmarks``: each figure as a ratio to a floor measured in the same run.

Commands and floors take turns, so that a machine whose speed drifts spoils neither; the medians of
the ratios are printed, of the time on the clock and of the processor's time. With ``--items``
(1,000,000 over ten years; a year holds a tenth) and ``--runs`` (7; ``--long`` for the imports and
the big ledgers) a run can be made shorter; with ``--postgresql`` the ledgers are on a real server.
The program ``sqlite-utils`` must be on the PATH.
"""

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import make_url

from tests.benchmarks.generate import LAST, build, write_entries, write_table

PROGRAM = (sys.executable, "-m", "infoledger")
TYPER = (sys.executable, "-c", "import typer")
SUBMIT = (*PROGRAM, "submit", "--title", "标题", "--unit", "单位0001", "--on", "2025-12-31")
MODELS = (sys.executable, "-c", "import typer, sqlalchemy.orm")
# The shell asks for what follows the program's name: "python -m infoledger" would be another.
COMPLETING = (sys.executable, "-c", "import sys; sys.argv = ['infoledger']; from infoledger.cli import main; main()")
COMPLETION = {"_INFOLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": "infoledger no", "COMP_CWORD": "1"}
CALAMINE = "from python_calamine import load_workbook as w; w('items.xlsx').get_sheet_by_index(0).to_python()"
# Run by a process of its own: what a command takes at its peak would else count what this one holds.
WATCH = """
import resource, subprocess, sys, time
begin = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
COUNTS = """
within = " WHERE day BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY unit"
for query in (
    "SELECT unit, count(*) FROM items JOIN item_units ON item = items.id" + within.replace("day", "submitted"),
    "SELECT unit, count(DISTINCT forwards.item) FROM forwards JOIN item_units USING (item)" + within,
    "SELECT unit, count(DISTINCT adoption_items.item), count(DISTINCT adoption)"
    " FROM adoptions JOIN adoption_items ON adoption = adoptions.id JOIN item_units USING (item)" + within,
):
    db.execute(query).fetchall()
"""

# Counts what a command asks of its database.
ASKED = """
import sys
from sqlalchemy import Engine, event
count = {"connect": 0, "before_cursor_execute": 0}
def note(name):
    def add(*said):
        count[name] += 1
    return add
for name in count:
    event.listen(Engine, name, note(name))
from infoledger.cli import main
try:
    main()
finally:
    print(*count.values(), sep=", ", file=sys.stderr)
"""

SUBMITTED = "submit: connections, statements"

MakeLedger = Callable[[], str]
Command = Sequence[str]


class Spent(NamedTuple):
    """What a process took: seconds on the clock and of the processor, and MB at its peak."""

    seconds: float
    processor: float
    memory: float


class Measure(NamedTuple):
    """A command run in ``folder``, the floor that it is compared with, and the most it may be of it.

    ``most`` is a ratio, or, where it says so, MB beyond the floor. ``prepare`` makes the folder ready
    before each run.
    """

    what: str
    folder: Path
    command: Command
    floor: Command
    most: str
    floor_folder: Path | None = None
    long: bool = False
    prepare: Callable[[], object] = lambda: None
    environment: Mapping[str, str] = {}


def spent(command: Command, folder: Path, more: Mapping[str, str]) -> Spent:
    """Run ``command``; exit code 1 says only that something was found or left over."""
    watch = (sys.executable, "-c", WATCH, *command)
    watched = subprocess.run(watch, check=True, cwd=folder, capture_output=True, text=True, env={**os.environ, **more})
    code, seconds, processor, memory = watched.stdout.split()
    if code not in {"0", "1"} or "Traceback" in watched.stderr or "mistake in infoledger" in watched.stderr:
        raise RuntimeError(f"{' '.join(command)}: {watched.stderr}")
    return Spent(float(seconds), float(processor), int(memory) / (2**20 if sys.platform == "darwin" else 2**10))


def line(measure: Measure, runs: int) -> str:
    """A row of the table."""
    pairs = []
    for _run in range(runs):
        measure.prepare()
        command = spent(measure.command, measure.folder, measure.environment)
        pairs.append((command, spent(measure.floor, measure.floor_folder or measure.folder, {})))
    if measure.most.endswith("MB"):
        extra = statistics.median(command.memory - floor.memory for command, floor in pairs)
        return f"| {measure.what} | +{extra:.0f} MB | | {measure.most} |"
    clock = statistics.median(command.seconds / floor.seconds for command, floor in pairs)
    processor = statistics.median(command.processor / floor.processor for command, floor in pairs)
    return f"| {measure.what} | {clock:.2f} × | {processor:.2f} × | {measure.most} |"


class Ledgers:
    """The ledgers and tables that are measured, made in ``folder`` when they are first asked for."""

    def __init__(self, folder: Path, items: int, new_ledger: MakeLedger) -> None:
        self._folder = folder
        self._new_ledger = new_ledger
        self._numbers = count(1)
        self.items = items
        self.year = items // 10
        self.tables = folder / "tables"
        self.tables.mkdir()
        for name, size in (("items", self.year), ("tenth", self.year // 10)):
            write_table(self.tables / f"{name}.csv", size)
        write_table(self.tables / "items.xlsx", self.year)
        self.office = self._made("office", 5_000, units=112)
        self.ten_years = self._made("ten_years", items, years=10)
        self.last_year = self._made("last_year", items, years=10, since=date(LAST.year, 1, 1))
        self.two_years = self._made("two_years", items, years=10, since=date(LAST.year - 1, 1, 1))
        self.one_year = self._made("one_year", self.year)
        self.tenth = self._made("tenth", self.year // 10)
        for informants in (100, 200):
            self._made(f"weekly{informants}", 1_000, units=informants, weekly=True)
        self.weekly = folder / "weekly200", folder / "weekly100"
        if shutil.which("ledger"):
            write_entries(self.tables / "year.dat", self.year)
            write_entries(self.tables / "years.dat", items, years=10)
        (self.tables / "titles.txt").write_text(TITLES, "utf-8")
        self.empty, self.fresh = folder / "empty", folder / "fresh"

    def _made(self, name: str, items: int, **more: object) -> Path:
        folder = self._folder / name
        build(folder, items, ledger=self._new_ledger(), **more)  # type: ignore[arg-type]
        return folder

    def numbered_elsewhere(self) -> None:
        """Let ``fresh`` hold a ledger of 20,000 imported references, in which nothing was submitted yet."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self._made("fresh", 20_000, units=112, refs=True)

    def renew(self) -> None:
        """Let ``fresh`` hold a ledger of units alone."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self._made("fresh", 0)
        (self.tables / "items.db").unlink(missing_ok=True)


TITLES = "\n".join(f"单位{number:04}推进安全生产{number}项举措落实就业" for number in range(20))


def measures(made: Ledgers) -> Iterator[Measure]:
    """The rows of the table."""
    year, items = f"{made.year:,}", f"{made.items:,}"
    notice, month = _program("notice", "2025"), _program("notice", "2025-10")
    counts = (sys.executable, "-c", _connect(made.one_year) + COUNTS)
    yield Measure("infoledger --help", made.office, (*PROGRAM, "--help"), TYPER, "1.5 ×")
    yield Measure("completion of a command", made.office, COMPLETING, TYPER, "1.5 ×", environment=COMPLETION)
    yield Measure("submit", made.office, SUBMIT, MODELS, "1.4 ×")
    yield Measure("notice of a month, 5,000 items", made.office, month, MODELS, "1.8 ×")

    load = partial(Measure, folder=made.fresh, long=True, prepare=made.renew, floor_folder=made.tables)
    tables = {
        name: (*PROGRAM, "import", str(made.tables / name), "--as", "items") for name in ("items.csv", "items.xlsx")
    }
    insert = ("sqlite-utils", "insert", "items.db", "items", "items.csv", "--csv")
    yield load(f"import of {year} items, CSV", command=tables["items.csv"], floor=insert, most="0.6 ×")
    read = (sys.executable, "-c", CALAMINE)
    yield load(f"import of {year} items, XLSX", command=tables["items.xlsx"], floor=read, most="6 ×")

    beside = f"notice of a month in {items} items, beside that year alone"
    yield Measure(beside, made.ten_years, month, month, "1.2 ×", made.last_year, long=True)
    yield Measure(f"notice of a year, {year} items, 40 clauses", made.one_year, notice, counts, "5 ×", long=True)
    explain = _program("explain", "单位0001", "2025")
    yield Measure("explain a unit over that year", made.one_year, explain, notice, "0.5 ×", long=True)

    analysis, beside = _program("analysis", "2025"), f"analysis of a year of {year} in {items} items"
    yield Measure(f"{beside}, beside its notice", made.ten_years, analysis, notice, "3 ×", long=True)
    yield Measure(f"memory of the {beside}, beside its notice", made.ten_years, analysis, notice, "+150 MB", long=True)

    yield Measure(f"memory of the month's notice, {items} items", made.ten_years, month, MODELS, "+120 MB", long=True)
    yield load(f"memory of the import of {year} items", command=tables["items.csv"], floor=MODELS, most="+200 MB")

    grown = partial(Measure, long=True, most="10.5 ×")
    yield grown("growth of a year's notice at 10 ×", made.one_year, notice, notice, floor_folder=made.tenth)
    tenth = (*PROGRAM, "import", str(made.tables / "tenth.csv"), "--as", "items", "--dry-run")
    whole = (*tables["items.csv"], "--dry-run")
    yield load("growth of an import at 10 ×", command=whole, floor=tenth, most="10.5 ×", floor_folder=made.fresh)

    def search(*words: str) -> Command:
        return (*PROGRAM, "item", "search", *words)

    yield Measure(f"search that finds nothing in {items} titles", made.ten_years, search("不存在"), MODELS, "5 ×")
    yield Measure(f"search of a common word in {items} titles", made.ten_years, search("防汛"), MODELS, "5 ×")
    yield Measure("search in titles and texts of a year", made.ten_years, search("不存在", "2025"), MODELS, "5 ×")

    recent = partial(Measure, folder=made.ten_years, floor_folder=made.two_years, most="1.2 ×", long=True)
    beside = f"in {items} items, beside the last two years alone"
    twins = _program("item", "duplicates", "2025-10-01..2025-10-01")
    yield recent(f"duplicates of a day {beside}", command=twins, floor=twins)
    yield recent(f"submit {beside}", command=SUBMIT, floor=SUBMIT)
    titles = str(made.tables / "titles.txt")
    match = (*PROGRAM, "adopt", "--from", titles, "--in", "市府信息", "--on", "2025-10-01")
    yield recent(f"20 titles matched {beside}", command=match, floor=match)


def others(made: Ledgers) -> Iterator[Measure]:
    """The rows of commands beside another program, and beside themselves under other conditions."""
    if shutil.which("ledger"):
        balance = partial(Measure, long=True, floor_folder=made.tables)
        entries = ("ledger", "-f", "year.dat", "bal")
        beside = f"notice of a year beside ledger bal of {made.year:,} entries"
        yield balance(beside, made.one_year, _program("notice", "2025"), entries, "1.5 ×")
        entries = ("ledger", "-f", "years.dat", "-p", "2025-10", "bal")
        beside = f"notice of a month beside ledger bal of {made.items:,} entries"
        yield balance(beside, made.ten_years, _program("notice", "2025-10"), entries, "0.15 ×")
    first = "first submit beside 20,000 imported references, beside the second"
    yield Measure(first, made.fresh, SUBMIT, SUBMIT, "1.1 ×", long=True, prepare=made.numbered_elsewhere)
    assess = _program("assess", "2025")
    two, one = made.weekly
    yield Measure("assess, 200 informants with a weekly outcome, beside 100", two, assess, assess, "2.2 ×", one)


def asked(folder: Path, *words: str) -> str:
    """How many connections and statements a command of the ledger in ``folder`` takes."""
    counted = subprocess.run(
        (sys.executable, "-c", ASKED, *words), check=True, cwd=folder, capture_output=True, text=True
    )
    return counted.stderr.splitlines()[-1]


def _program(*words: str) -> Command:
    return (*PROGRAM, *words, "--format", "csv")


def _connect(folder: Path) -> str:
    """How the hand-written queries get to the ledger in ``folder``."""
    address = (folder / "config.yaml").read_text("utf-8").split('"')[1]
    if "://" not in address:
        return f"import sqlite3\ndb = sqlite3.connect({address!r})"
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return f"import psycopg\ndb = psycopg.connect({plain!r})"


@contextmanager
def _new_ledgers(postgresql: bool) -> Iterator[MakeLedger]:
    if not postgresql:
        yield lambda: "ledger.db"
        return
    from tests.postgresql import _databases

    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        yield from _databases(folder)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000, help="in the ledger of ten years")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--long", type=int, default=7, help="runs of the imports and the big ledgers")
    parser.add_argument("--only", default="", help="only the rows that hold this word")
    parser.add_argument("--postgresql", action="store_true", help="ledgers on a real server instead of files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _new_ledgers(options.postgresql) as new_ledger:
        made = Ledgers(Path(folder), options.items, new_ledger)
        database = "PostgreSQL" if options.postgresql else f"SQLite {sqlite3.sqlite_version}"
        say(
            f"Python {sys.version.split()[0]}, {database}, medians of {options.runs} runs, of {options.long} marked *\n"
        )
        say("| what | of its floor | of its processor time | at most |\n|---|---|---|---|")
        for measure in chain(measures(made), others(made)):
            if options.only in measure.what:
                starred = measure._replace(what=f"{measure.what} *") if measure.long else measure
                say(line(starred, options.long if measure.long else options.runs))
        if options.only in SUBMITTED:
            said = asked(made.office, *SUBMIT[len(PROGRAM) :])
            say(f"| {SUBMITTED} | {said} | | 1, 20 |")
