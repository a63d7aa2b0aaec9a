"""``python -m tests.benchmarks``: each figure as a ratio to a floor measured in the same run.

Commands and floors take turns, so that a machine whose speed drifts spoils neither; the median of
the ratios is printed. With ``--runs N`` (7) and ``--items N`` (100,000) a run can be made shorter.
"""

import argparse
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.generate import build

PROGRAM = (sys.executable, "-m", "infoledger")
TYPER = (sys.executable, "-c", "import typer")
MODELS = (sys.executable, "-c", "import typer, sqlalchemy.orm")

COUNTS = """
import sqlite3
db = sqlite3.connect("ledger.db")
within = " WHERE day BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY unit"
db.execute(
    "SELECT unit, count(*) FROM items JOIN item_units ON item = items.id" + within.replace("day", "submitted")
).fetchall()
db.execute(
    "SELECT unit, count(DISTINCT forwards.item) FROM forwards JOIN item_units USING (item)" + within
).fetchall()
db.execute(
    "SELECT unit, count(DISTINCT adoption_items.item), count(DISTINCT adoption)"
    " FROM adoptions JOIN adoption_items ON adoption = adoptions.id JOIN item_units USING (item)" + within
).fetchall()
"""


class Measure(NamedTuple):
    """A command, the floor that it is compared with, and the most it may be of it."""

    what: str
    command: Sequence[str]
    floor: Sequence[str]
    most: float
    folder: Path


def seconds(command: Sequence[str], folder: Path) -> float:
    """The wall time of one run."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begin


def ratio(measure: Measure, runs: int) -> float:
    """The median of the command's time over its floor's, run by run."""
    seconds(measure.command, measure.folder)
    return statistics.median(
        seconds(measure.command, measure.folder) / seconds(measure.floor, measure.folder) for _run in range(runs)
    )


def measures(folder: Path, items: int) -> list[Measure]:
    """What is measured, on ledgers made for it in ``folder``."""
    small, big, long = folder / "small", folder / "big", folder / "long"
    build(small, 5_000, units=112)
    build(big, items)
    build(long, items, years=10)
    notice = (*PROGRAM, "notice", "2025", "--format", "csv")
    submit = (*PROGRAM, "submit", "--title", "标题", "--unit", "单位0001", "--on", "2025-12-31")
    return [
        Measure("infoledger --help", (*PROGRAM, "--help"), TYPER, 1.5, small),
        Measure("infoledger submit", submit, MODELS, 1.4, small),
        Measure(
            "notice of a month, 5,000 items", (*PROGRAM, "notice", "2025-10", "--format", "csv"), MODELS, 1.8, small
        ),
        Measure(f"notice of a year, {items:,} items, 40 clauses", notice, (sys.executable, "-c", COUNTS), 5, big),
        Measure(
            "explain a unit over that year",
            (*PROGRAM, "explain", "单位0001", "2025", "--format", "csv"),
            notice,
            0.5,
            big,
        ),
        Measure("the year's notice in a ledger of ten years", notice, (sys.executable, "-c", COUNTS), 5, long),
    ]


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--items", type=int, default=100_000)
    asked = parser.parse_args()
    say(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, median of {asked.runs}")
    say("| what | of its floor | at most |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as made:
        for measure in measures(Path(made), asked.items):
            say(f"| {measure.what} | {ratio(measure, asked.runs):.2f} × | {measure.most} × |")
