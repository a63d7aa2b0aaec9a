"""Ledgers of earlier versions: every figure of theirs stays, and one half migrated is the old one still."""

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from infoledger.errors import UsageError
from infoledger.ledger import database
from infoledger.ledger.database import open_ledger
from infoledger.ledger.registration import add_units
from infoledger.ledger.shapes import NewUnit
from infoledger.ledger.verification import verify

EARLIER = sorted((Path(__file__).parent / "fixtures").iterdir())

# What no migration of a table can do in place on SQLite: it is written anew, with all that refers to it.
NEXT = """
from alembic import op

revision, down_revision = "9000", "{before}"


def upgrade():
    with op.batch_alter_table("items") as items:
        items.alter_column("title", nullable=True)
    with op.batch_alter_table("entries") as entries:
        entries.alter_column("clerk", nullable=True)
    {then}
"""


@pytest.fixture(params=EARLIER, ids=lambda folder: folder.name)
def earlier(request, environment):
    """The folder of an office with a ledger of an earlier version, and what that version said of it."""
    shutil.copy(request.param / "config.yaml", environment)
    with closing(sqlite3.connect(environment / "ledger.db")) as made:
        made.executescript((request.param / "ledger.sql").read_text("utf-8"))
        made.execute("PRAGMA journal_mode=WAL")
    return json.loads((request.param / "figures.json").read_text("utf-8"))


@pytest.fixture
def said(run):
    """What the program says now, in the columns that it had then."""

    def ask(then):
        found = {}
        for command, rows in then.items():
            result = run("--today", "2027-01-15", *command.split(), "--format", "csv")
            assert result.exit_code == 0, result.stderr
            listed = csv.DictReader(io.StringIO(result.stdout))
            found[command] = [{column: row[column] for column in rows[0]} for row in listed]
        return found

    return ask


@pytest.fixture
def next_schema(monkeypatch, tmp_path):
    """Let the program be one whose next migration ends with ``then``."""

    folder, before = tmp_path / "migrations", database.SCHEMA

    def later(then="pass"):
        (folder / "versions" / "9000_next.py").write_text(NEXT.format(before=before, then=then), "utf-8")
        monkeypatch.setattr(database, "MIGRATIONS", folder)
        monkeypatch.setattr(database, "SCHEMA", "9000")

    shutil.copytree(database.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    return later


def dump(path):
    with closing(sqlite3.connect(path)) as ledger:
        return list(ledger.iterdump())


def schema(path):
    """What the database is made of: by name, the lines of each definition."""
    with closing(sqlite3.connect(path)) as ledger:
        rows = ledger.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
        # A column that was added stands in the line of the one before it.
        parts = {name: sql.replace(", ", ",\n").splitlines() for name, sql in rows}
        return {name: sorted(filter(None, (line.strip("\t ,") for line in lines))) for name, lines in parts.items()}


def migrate(url):
    """Let whatever is done first with the ledger bring it up to date."""
    with open_ledger(url) as ledger, ledger.reading():
        pass


def old_ledger(path):
    """A ledger from before the first version."""
    with closing(sqlite3.connect(path)) as ledger:
        ledger.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")


def test_every_schema_that_was_has_its_ledger():
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == database.SCHEMA
    assert {folder.name for folder in EARLIER} >= {script.revision for script in scripts.walk_revisions()} - {
        database.SCHEMA
    }


def test_an_earlier_ledger_keeps_every_figure(earlier, said, environment):
    assert said(earlier) == earlier
    with open_ledger("ledger.db") as ledger, ledger.reading() as connection:
        assert verify(connection) == []
    with open_ledger(str(environment / "ledger.db")) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("新乡", "乡镇")])


def test_the_next_migration_keeps_every_figure_and_the_ledger_before_it(earlier, said, next_schema, environment):
    before = dump("ledger.db")
    shutil.copy("ledger.db", "now.db")
    migrate("now.db")
    now = schema("now.db")
    next_schema()
    assert said(earlier) == earlier
    with open_ledger("ledger.db") as ledger, ledger.reading() as connection:
        assert verify(connection) == []
        assert database.damages(connection) == []
    assert now.keys() == schema("ledger.db").keys()
    assert {name for name, lines in schema("ledger.db").items() if lines != now[name]} == {"entries", "items"}
    (copy,) = environment.glob("ledger.db.*.backup")
    assert dump(copy) == before


@pytest.mark.parametrize("then", ["raise KeyboardInterrupt", "raise OSError(28, 'no space left')"])
def test_an_interrupted_migration_leaves_the_old_ledger(earlier, said, next_schema, then):
    before = dump("ledger.db")
    next_schema(then)
    with pytest.raises((KeyboardInterrupt, OSError)):
        migrate("ledger.db")
    assert dump("ledger.db") == before
    next_schema()
    assert said(earlier) == earlier


def test_without_room_for_a_copy_nothing_is_migrated(earlier, next_schema, environment):
    before = dump("ledger.db")
    next_schema()
    for folder in EARLIER:
        (environment / f"ledger.db.{folder.name}.backup").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        migrate("ledger.db")
    assert dump("ledger.db") == before


def test_who_migrates_second_spoils_no_copy(earlier, next_schema, environment):
    before = dump("ledger.db")
    next_schema()
    with open_ledger("ledger.db") as ledger:
        ledger._migrate()  # as when both had read the old version before either could write
    (copy,) = environment.glob("ledger.db.*.backup")
    assert dump(copy) == before


def test_a_copy_of_an_earlier_version_is_restored_and_stays_as_it_was(earlier, said, next_schema, environment, run):
    shutil.copy("ledger.db", "old.backup")
    before = dump("old.backup")
    next_schema()
    restored = run("restore", "old.backup", "--yes")
    assert restored.exit_code == 0, restored.stderr
    assert said(earlier) == earlier
    assert dump("old.backup") == before
    assert not list(environment.glob(".ledger.db*"))


def test_migrations_give_the_schema_of_a_new_ledger(tmp_path):
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old_ledger(old)
    open_ledger(str(new), create=True).close()
    migrate(str(old))
    assert schema(old) == schema(new)


def test_a_ledger_on_a_server_is_migrated_whole_or_not_at_all(server, next_schema):
    url = server()
    with open_ledger(url, create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲乡", "乡镇")])
    version, nullable = (
        text("SELECT version_num FROM alembic_version"),
        text("SELECT is_nullable FROM information_schema.columns WHERE table_name = 'items' AND column_name = 'title'"),
    )
    next_schema("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        migrate(url)
    with ledger._looking() as connection:  # as it is, without migrating it
        assert (connection.execute(version).scalar(), connection.execute(nullable).scalar()) != ("9000", "YES")
    next_schema()
    with open_ledger(url) as migrated, migrated.reading() as connection:
        assert (connection.execute(version).scalar(), connection.execute(nullable).scalar()) == ("9000", "YES")
        assert verify(connection) == []
