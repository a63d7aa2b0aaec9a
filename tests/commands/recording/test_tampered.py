"""A ledger changed past the program: whatever stops at it says what was changed, and that the ledger is to blame."""

import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def tamper(office, item, environment):
    """Change by hand the ledger of an item that was adopted and signed for."""
    item()
    for words in (
        ("adopt", "2026-0001", "--in", "市府信息", "--on", "2026-10-12", "--fee", "30"),
        ("instruct", "2026-0001", "--leader", "张某", "--on", "2026-10-13"),
        ("adjust", "甲乡", "2", "--reason", "补登", "--on", "2026-10-14"),
    ):
        assert office(*words).exit_code == 0

    def change(statement):
        with closing(sqlite3.connect(environment / "ledger.db")) as ledger:
            ledger.execute(statement)
            ledger.commit()

    return change


@pytest.mark.parametrize(
    ("statement", "words", "where"),
    [
        ("UPDATE items SET occurred = 'abc'", ("notice", "2026-10"), "items.occurred 1: “abc” is no day"),
        ("UPDATE items SET occurred = 'abc'", ("item", "list", "2026-10"), "items.occurred 1: “abc” is no day"),
        ("UPDATE items SET occurred = 'abc'", (), "items.occurred 1: “abc” is no day"),
        ("UPDATE items SET tags = '[junk'", ("notice", "2026-10"), "items.tags 1: “[junk” is no list"),
        ("UPDATE items SET tags = '[1]'", ("export", "out"), "items.tags 1: “[1]” is no list"),
        ("UPDATE items SET quality = 'good'", ("notice", "2026-10"), "items.quality 1: “good” is no number"),
        ("UPDATE adjustments SET points = 'two'", ("notice", "2026-10"), "adjustments.points 1: “two” is no number"),
        ("UPDATE adoptions SET fee = 'much'", ("records", "adoptions"), "adoptions.fee 1: “much” is no whole number"),
        ("UPDATE unit_states SET since = 'abc'", ("submit", "--title", "一", "--unit", "甲乡"), "unit_states.since 1"),
        ("UPDATE units SET aliases = '{'", ("submit", "--title", "一", "--unit", "甲乡"), "units.aliases 1: “{”"),
        ("UPDATE entries SET at = 'abc'", ("log",), "journal entry 1: It was changed by hand"),
        ("UPDATE entries SET at = 7 WHERE id = 2", ("log",), "journal entry 2: It was changed by hand"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_as_a_damage_of_the_ledger(office, tamper, statement, words, where):
    tamper(statement)
    done = office(*words)
    assert done.exit_code == 3
    assert "was changed past infoledger" in done.stderr
    assert where in done.stderr
    assert "infoledger check" in done.stderr
    assert "infoledger restore FILE" in done.stderr
    assert "mistake in infoledger" not in done.stderr


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("CREATE TRIGGER t BEFORE INSERT ON items BEGIN SELECT RAISE(ABORT, 'no more'); END", "trigger t"),
        ("CREATE TRIGGER t BEFORE INSERT ON items BEGIN INSERT INTO gone VALUES (1); END", "trigger t"),
        ("CREATE UNIQUE INDEX once ON items (status)", "index once"),
        ("ALTER TABLE items ADD COLUMN more TEXT CHECK (id < 2)", "column items.more"),
    ],
)
def test_what_others_put_in_and_refuses_a_record_is_named(office, tamper, statement, where):
    tamper(statement)
    done = office("submit", "--title", "一", "--unit", "甲乡")
    assert done.exit_code == 3
    assert "was changed past infoledger" in done.stderr
    assert f"{where}: infoledger did not make it" in done.stderr
    assert "sqlalche" not in done.stderr
    assert "INSERT INTO" not in done.stderr
