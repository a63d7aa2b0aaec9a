"""What the processes in these tests do: mixed commands in one office, each told of once it is acknowledged."""

import csv
import io
import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any, NamedTuple

CONFIG = """
office: {name: 林双县人民政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
publications: {政务信息: {issuer: 林双县人民政府办公室, numbering: both, sections: [要闻]}}
regulations:
  - title: 办法
    effective: 2020-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - {name: 采用, fact: adoption, points: 10}
"""
ROWS = 5  # in each import
DAYS = 100  # of which each clerk may issue notices
LONG = "INFOLEDGER_LONG" in os.environ  # as long as it takes to be sure, not as short as every run can bear

_PATIENCE = 300  # seconds for a command on a busy machine

_PRELOADED = (
    *(f"infoledger.commands.{name}" for name in ("submit", "import_", "facts", "bulletin", "notice", "records")),
    "infoledger.commands.backup",
    *(
        f"infoledger.office.{name}"
        for name in ("submitting", "recording", "importing", "noticing", "records", "copying")
    ),
    *(f"infoledger.intake.{name}" for name in ("importing", "facts", "drafts")),
    *(f"infoledger.ledger.{name}" for name in ("listing", "bulletins", "backup")),
    "infoledger.cli",
    "infoledger.config.reading",
    "infoledger.documents.bulletin",
    "infoledger.documents.notice",
    "infoledger.documents.rendering",
    "alembic.command",
)


class Done(NamedTuple):
    """A command that was acknowledged: what it was, and what it told."""

    kind: str
    told: str


class RefusedError(Exception):
    """A command did not end well."""


def processes() -> Any:
    """How processes are started: from one that has imported everything already, where there is such a thing."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload([*_PRELOADED, __name__])
    return context


class Clerk:
    """Someone who works with the program in ``folder``; what comes first depends on ``seed``."""

    def __init__(self, folder: Path, ledger: str, name: str, seed: int) -> None:
        self._ledger, self._name, self._seed = ledger, name, seed
        self._titles = (f"{name}的第{number}条信息" for number in count(1))
        # No two clerks issue a notice of the same day.
        self._days = (date(1900, 1, 1) + timedelta(DAYS * seed + number) for number in range(DAYS))
        os.chdir(folder)
        os.environ["INFOLEDGER_LANG"] = "en"

    def work(self, *more: Callable[[], Done]) -> Iterator[Done]:
        """One command after the other, for ever; whoever has another seed begins with another."""
        actions = (self._submit, self._import, self._adopt, self._issue, self._look, *more)
        for number in count(self._seed):
            yield actions[number % len(actions)]()

    def endanger(self) -> Iterator[Done]:
        """The same, with notices, copies and migrations between."""
        return self.work(self._notify, self._back_up, self._migrate)

    def _call(self, *words: str) -> str:
        from typer.testing import CliRunner

        from infoledger.cli import app

        options = ("--ledger", self._ledger, "--today", "2026-10-20", "--clerk", self._name)
        result = CliRunner().invoke(app, [*options, *words])
        if result.exit_code:
            raise RefusedError(f"{words}: {result.exit_code} {result.stderr}")
        return result.stdout.strip()

    def _submit(self) -> Done:
        return Done("items", self._call("submit", "--title", next(self._titles), "--unit", "甲乡"))

    def _import(self) -> Done:
        title = next(self._titles)
        rows = "".join(f"2026-10-{day:02},甲乡,{title} {day}\n" for day in range(1, ROWS + 1))
        file = Path(f"items-{self._name}.csv")
        file.write_text(f"报送日期,单位,标题\n{rows}", "utf-8")
        self._call("import", str(file), "--as", "items")
        return Done("import", title)

    def _adopt(self) -> Done:
        return Done("adoptions", self._call("adopt", self._submit().told, "--in", "市府信息"))

    def _issue(self) -> Done:
        ref = self._submit().told
        issue = self._call("bulletin", "new", "政务信息")
        self._call("bulletin", "add", issue, ref, "--section", "要闻")
        return Done("issue", self._call("bulletin", "issue", "--unsigned", "试刊", issue))

    def _notify(self) -> Done:
        day = str(next(self._days))
        self._call("notice", day, "--issue")
        return Done("notice", f"{day} unit")

    def _look(self) -> Done:
        halves = half_imports(self._call("records", "items", "--format", "csv"))
        if halves:
            raise RefusedError(f"half an import was seen: {halves}")
        return Done("look", "")

    def _back_up(self) -> Done:
        return Done("copy", self._call("backup", f"copies/{next(self._titles)}.backup"))

    def _migrate(self) -> Done:
        from infoledger.ledger.database import open_ledger

        old = f"old/{next(self._titles)}.db"
        with closing(sqlite3.connect(old)) as connection:
            connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        with open_ledger(old) as ledger, ledger.reading():
            pass
        return Done("migration", old)


def work(told: Any, folder: Path, ledger: str, name: str, seed: int, many: int | None) -> None:
    """Work until killed, or do ``many`` commands; each is ``told`` as it is done, and what went wrong."""
    clerk = Clerk(folder, ledger, name, seed)
    told.send(Done("ready", ""))
    try:
        for done in clerk.endanger() if many is None else islice(clerk.work(), many):
            told.send(done)
    except Exception as error:  # noqa: BLE001 - the test that waits for it shows it
        told.send(Done("failed", f"{type(error).__name__}: {error}"))
    told.close()


def heard(said: Any) -> Iterator[Done]:
    """What a process told, until it ended or was killed in the middle of a word."""
    while True:
        try:
            assert said.poll(_PATIENCE), f"nothing was heard for {_PATIENCE} seconds"
            yield said.recv()
        except (EOFError, OSError):
            return


def half_imports(listing: str) -> list[str]:
    """The titles of which some rows of an import are in ``listing``, but not all."""
    titles = [row["title"].split(" ") for row in csv.DictReader(io.StringIO(listing))]
    imported = [title[0] for title in titles if len(title) > 1]
    return [title for title in set(imported) if imported.count(title) != ROWS]
