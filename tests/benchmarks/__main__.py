"""``python -m tests.benchmarks``: each figure as a ratio to a floor measured in the same run.

Commands and floors take turns, so that a machine whose speed drifts spoils neither; the medians of
the ratios are printed, of the time on the clock and of the processor's time. With ``--postgresql``
each command on a ledger of a real server is compared with itself on the same ledger in a file. With
``--items`` (1,000,000 over ten years; a year holds a tenth), ``--runs`` (7; ``--long`` for the
imports and the big ledgers) and ``--only`` a run can be made shorter. The program ``sqlite-utils``
must be on the PATH.
"""

import argparse
import compileall
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import infoledger
from tests.benchmarks.generate import CITY, LAST, build, write_entries, write_table
from tests.postgresql import databases

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
# What is paid for a notice's counts alone, written by hand for the file that a ledger is.
COUNTS = """
import sqlite3
db = sqlite3.connect("ledger.db")
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

# Run in the folder of the office that receives.
EXCHANGE = """
import subprocess, sys
packet = [sys.executable, "-m", "infoledger", "packet"]
subprocess.run([*packet, "send", "省政府办公厅", "-o", "../packet.zip"], check=True, cwd="../sender")
subprocess.run([*packet, "receive", "../packet.zip"], check=True)
"""
# By the office, its partner as the config calls it, and the partner's own name.
PARTNERS = {
    "sender": ("某省人民政府办公厅", "省政府办公厅", "省政府办公厅"),
    "receiver": ("省政府办公厅", "单位0000", "某省人民政府办公厅"),
}

SUBMITTED = "submit: connections, statements"

MakeLedger = Callable[[], str]
Command = Sequence[str]


class Spent(NamedTuple):
    """What a process took: seconds on the clock and of the processor, and MB at its peak."""

    seconds: float
    processor: float
    memory: float


class Measure(NamedTuple):
    """A command run in a ledger's folder, the floor that it is compared with, and the most it may be of it.

    ``most`` is a ratio, or, where it says so, MB beyond the floor. ``prepare`` makes the folder ready
    before each run.
    """

    what: str
    folder: str
    command: Command
    floor: Command
    most: str
    floor_folder: str = ""
    long: bool = False
    prepare: Callable[["Ledgers"], object] = lambda _ledgers: None
    environment: Mapping[str, str] = {}


def spent(command: Command, folder: Path, more: Mapping[str, str]) -> Spent:
    """Run ``command``; exit code 1 says only that something was found or left over."""
    watch = (sys.executable, "-c", WATCH, *command)
    watched = subprocess.run(watch, check=True, cwd=folder, capture_output=True, text=True, env={**os.environ, **more})
    code, seconds, processor, memory = watched.stdout.split()
    if code not in {"0", "1"} or "Traceback" in watched.stderr or "mistake in infoledger" in watched.stderr:
        raise RuntimeError(f"{' '.join(command)}: {watched.stderr}")
    return Spent(float(seconds), float(processor), int(memory) / (2**20 if sys.platform == "darwin" else 2**10))


def line(measure: Measure, ledgers: "Ledgers", others: "Ledgers", runs: int) -> str:
    """A row of the table: the command among ``ledgers``, its floor among the ``others``."""
    folder, floor_folder = ledgers.folder(measure.folder), others.folder(measure.floor_folder or measure.folder)
    pairs = []
    for _run in range(runs):
        for each in dict.fromkeys((ledgers, others)):
            measure.prepare(each)
        command = spent(measure.command, folder, measure.environment)
        pairs.append((command, spent(measure.floor, floor_folder, {})))
    if measure.most.endswith("MB"):
        extra = statistics.median(command.memory - floor.memory for command, floor in pairs)
        return f"| {measure.what} | +{extra:.0f} MB | | {measure.most} |"
    clock = statistics.median(command.seconds / floor.seconds for command, floor in pairs)
    processor = statistics.median(command.processor / floor.processor for command, floor in pairs)
    return f"| {measure.what} | {clock:.2f} × | {processor:.2f} × | {measure.most} |"


@dataclass(eq=False)
class Ledgers:
    """The ledgers and tables that are measured, made side by side in ``parent`` when they are first asked for.

    ``items`` are those of ten years.
    """

    parent: Path
    items: int
    new_ledger: MakeLedger

    @property
    def year(self) -> int:
        """How many items a year has."""
        return self.items // 10

    def folder(self, name: str) -> Path:
        """Where the ledger of that name is, or the tables."""
        folder = self.parent / name
        if not folder.exists():
            self._write_tables(folder) if name == "tables" else self._make(name, **self._made(name))
        return folder

    def renew(self) -> None:
        """Let ``fresh`` hold a ledger of units alone."""
        self._make("fresh", items=0)
        (self.folder("tables") / "items.db").unlink(missing_ok=True)

    def numbered_elsewhere(self) -> None:
        """Let ``fresh`` hold a ledger of 20,000 imported references, in which nothing was submitted yet."""
        self._make("fresh", items=20_000, units=112, refs=True)

    def correspond(self) -> None:
        """Let ``fresh`` be empty, and ``sender`` hold 5,000 items that it forwarded to ``receiver``, its partner."""
        self.renew()
        (self.parent / "packet.zip").unlink(missing_ok=True)
        for name, (office, partner, called) in PARTNERS.items():
            self._make(name, **self._made(name))
            config = self.parent / name / "config.yaml"
            said = config.read_text("utf-8").replace("某省人民政府办公厅", office)
            config.write_text(f"{said}exchange: {{{partner}: {{name: {called}}}}}\n", "utf-8")

    def _made(self, name: str) -> dict[str, Any]:
        decade = {"items": self.items, "years": 10}
        return {
            "office": {"items": 5_000, "units": CITY},
            "ten_years": decade,
            "last_year": {**decade, "since": date(LAST.year, 1, 1)},
            "two_years": {**decade, "since": date(LAST.year - 1, 1, 1)},
            "one_year": {"items": self.year},
            "tenth": {"items": self.year // 10},
            "weekly100": {"items": 1_000, "units": 100, "weekly": True},
            "weekly200": {"items": 1_000, "units": 200, "weekly": True},
            "fresh": {"items": 0},
            "sender": {"items": 7_500, "units": CITY, "forwards": 1},
            "receiver": {"items": 0, "units": CITY},
        }[name]

    def _make(self, name: str, **what: Any) -> None:
        shutil.rmtree(self.parent / name, ignore_errors=True)
        build(self.parent / name, ledger=self.new_ledger(), **what)

    def _write_tables(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        write_table(folder / "items.csv", self.year)
        write_table(folder / "tenth.csv", self.year // 10)
        write_table(folder / "items.xlsx", self.year)
        write_table(folder / "packet.csv", 5_000)
        (folder / "titles.txt").write_text(TITLES, "utf-8")
        if shutil.which("ledger"):
            write_entries(folder / "year.dat", self.year)
            write_entries(folder / "years.dat", self.items, years=10)


TITLES = "\n".join(f"单位{number:04}推进安全生产{number}项举措落实就业" for number in range(20))


def measures(size: int) -> Iterator[Measure]:
    """The rows of the table, of ten years of ``size`` items."""
    year, items = f"{size // 10:,}", f"{size:,}"
    notice, month = _program("notice", "2025"), _program("notice", "2025-10")
    yield Measure("infoledger --help", "office", (*PROGRAM, "--help"), TYPER, "1.5 ×")
    yield Measure("completion of a command", "office", COMPLETING, TYPER, "1.5 ×", environment=COMPLETION)
    yield Measure("submit", "office", SUBMIT, MODELS, "1.4 ×")
    yield Measure("notice of a month, 5,000 items", "office", month, MODELS, "1.8 ×")

    load = partial(Measure, folder="fresh", long=True, prepare=Ledgers.renew, floor_folder="tables")
    csv, xlsx, tenth = (
        (*PROGRAM, "import", f"../tables/{name}", "--as", "items") for name in ("items.csv", "items.xlsx", "tenth.csv")
    )
    insert = ("sqlite-utils", "insert", "items.db", "items", "items.csv", "--csv")
    yield load(f"import of {year} items, CSV", command=csv, floor=insert, most="1.1 ×")
    read = (sys.executable, "-c", CALAMINE)
    yield load(f"import of {year} items, XLSX", command=xlsx, floor=read, most="6 ×")

    beside = f"notice of a month in {items} items, beside that year alone"
    yield Measure(beside, "ten_years", month, month, "1.2 ×", "last_year", long=True)
    counts = (sys.executable, "-c", COUNTS)
    yield Measure(f"notice of a year, {year} items, 40 clauses", "one_year", notice, counts, "9 ×", long=True)
    explain = _program("explain", "单位0001", "2025")
    yield Measure("explain a unit over that year", "one_year", explain, notice, "0.5 ×", long=True)

    analysis, beside = _program("analysis", "2025"), f"analysis of a year of {year} in {items} items"
    yield Measure(f"{beside}, beside its notice", "ten_years", analysis, notice, "3 ×", long=True)
    yield Measure(f"memory of the {beside}, beside its notice", "ten_years", analysis, notice, "+150 MB", long=True)

    yield Measure(f"memory of the month's notice, {items} items", "ten_years", month, MODELS, "+90 MB", long=True)
    yield load(f"memory of the import of {year} items", command=csv, floor=MODELS, most="+200 MB")

    grown = partial(Measure, long=True, most="10.5 ×")
    yield grown("growth of a year's notice at 10 ×", "one_year", notice, notice, floor_folder="tenth")
    whole, tenth = (*csv, "--dry-run"), (*tenth, "--dry-run")
    yield load("growth of an import at 10 ×", command=whole, floor=tenth, most="10.5 ×", floor_folder="fresh")

    def search(*words: str) -> Command:
        return (*PROGRAM, "item", "search", *words)

    yield Measure(f"search that finds nothing in {items} titles", "ten_years", search("不存在"), MODELS, "5 ×")
    yield Measure(f"search of a common word in {items} titles", "ten_years", search("防汛"), MODELS, "5 ×")
    yield Measure("search in titles and texts of a year", "ten_years", search("不存在", "2025"), MODELS, "5 ×")

    recent = partial(Measure, folder="ten_years", floor_folder="two_years", most="1.2 ×", long=True)
    beside = f"in {items} items, beside the last two years alone"
    twins = _program("item", "duplicates", "2025-10-01..2025-10-01")
    yield recent(f"duplicates of a day {beside}", command=twins, floor=twins)
    yield recent(f"submit {beside}", command=SUBMIT, floor=SUBMIT)
    match = (*PROGRAM, "adopt", "--from", "../tables/titles.txt", "--in", "市府信息", "--on", "2025-10-01")
    with_tables = partial(Ledgers.folder, name="tables")
    yield recent(f"20 titles matched {beside}", command=match, floor=match, prepare=with_tables)


def others(size: int) -> Iterator[Measure]:
    """The rows of commands beside another program, and beside themselves under other conditions."""
    if shutil.which("ledger"):
        balance = partial(Measure, long=True, floor_folder="tables")
        entries = ("ledger", "-f", "year.dat", "bal")
        beside = f"notice of a year beside ledger bal of {size // 10:,} entries"
        yield balance(beside, "one_year", _program("notice", "2025"), entries, "1.5 ×")
        entries = ("ledger", "-f", "years.dat", "-p", "2025-10", "bal")
        beside = f"notice of a month beside ledger bal of {size:,} entries"
        yield balance(beside, "ten_years", _program("notice", "2025-10"), entries, "0.15 ×")
    first, prepare = "first submit beside 20,000 imported references, beside the second", Ledgers.numbered_elsewhere
    yield Measure(first, "fresh", SUBMIT, SUBMIT, "1.1 ×", long=True, prepare=prepare)
    exchange, beside = (sys.executable, "-c", EXCHANGE), "packet of 5,000 items sent and received"
    csv = (*PROGRAM, "import", "../tables/packet.csv", "--as", "items")
    packet = partial(Measure, folder="receiver", command=exchange, long=True, prepare=Ledgers.correspond)
    yield packet(f"{beside}, beside their import", floor=csv, most="2 ×", floor_folder="fresh")
    yield packet(f"memory of the {beside}", floor=MODELS, most="+200 MB")
    assess, beside = _program("assess", "2025"), "assess, 200 informants with a weekly outcome, beside 100"
    yield Measure(beside, "weekly200", assess, assess, "2.2 ×", "weekly100")


def on_a_server(rows: Iterable[Measure]) -> Iterator[Measure]:
    """What of ``rows`` asks a ledger, each command once: its floor is the same command on a ledger in a file."""
    seen = set()
    for row in rows:
        told = row.floor != TYPER and not row.what.startswith(("growth", "memory"))
        if told and (row.folder, row.command) not in seen:
            seen.add((row.folder, row.command))
            what = row.what.rpartition(", beside")[0] or row.what
            yield row._replace(what=what, floor=row.command, floor_folder=row.folder, most="2 ×")


def asked(folder: Path, *words: str) -> str:
    """How many connections and statements a command of the ledger in ``folder`` takes."""
    counted = subprocess.run(
        (sys.executable, "-c", ASKED, *words), check=True, cwd=folder, capture_output=True, text=True
    )
    return counted.stderr.splitlines()[-1]


def _program(*words: str) -> Command:
    return (*PROGRAM, *words, "--format", "csv")


@contextmanager
def _server() -> Iterator[MakeLedger]:
    """How to make a ledger on a server that keeps what it acknowledged, as an office's does."""
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        yield from databases(folder)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    rows = chain(measures(options.items), others(options.items))
    with tempfile.TemporaryDirectory() as folder, _server() if options.postgresql else nullcontext() as new_ledger:
        files = Ledgers(Path(folder, "files"), options.items, lambda: "ledger.db")
        ledgers = Ledgers(Path(folder, "server"), options.items, new_ledger) if new_ledger else files
        say(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}{', PostgreSQL' if new_ledger else ''}")
        say(f"medians of {options.runs} runs, of {options.long} marked *\n")
        beside = "the same in a file" if new_ledger else "its floor"
        say(f"| what | of {beside} | of its processor time | at most |\n|---|---|---|---|")
        for row in on_a_server(rows) if new_ledger else rows:
            if options.only in row.what:
                starred = row._replace(what=f"{row.what} *") if row.long else row
                say(line(starred, ledgers, files, options.long if row.long else options.runs))
        if options.only in SUBMITTED:
            said = asked(ledgers.folder("office"), *SUBMIT[len(PROGRAM) :])
            say(f"| {SUBMITTED} | {said} | | 1, 20 |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000, help="in the ledger of ten years")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--long", type=int, default=7, help="runs of the imports and the big ledgers")
    parser.add_argument("--only", default="", help="only the rows that hold this word")
    parser.add_argument("--postgresql", action="store_true", help="ledgers on a real server, beside those in files")
    # As pip leaves what it installs; where Python may not keep it, each run would compile the program anew.
    compileall.compile_dir(Path(infoledger.__file__).parent, quiet=1)
    main(parser.parse_args())
