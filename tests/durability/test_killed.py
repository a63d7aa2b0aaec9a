"""Commands killed at any moment: what was acknowledged is there, the rest is whole or absent."""

import random
import sqlite3
import time
from itertools import islice

from infoledger.ledger.database import open_ledger
from tests.durability.work import LONG, heard, processes, work

KILLS = 250 if LONG else 8
MOST = 5  # commands until the kill, and at least one
LONGEST = 0.4  # seconds until it after the last of them, in which the next is on its way


def killed(context, folder, number, chance):
    """What a process told before it was killed at some moment of its work."""
    said, told = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(told, folder, "ledger.db", f"员{number}", number, None))
    process.start()
    told.close()
    done = list(islice(heard(said), 1 + chance.randint(1, MOST)))  # it says first that it is ready
    time.sleep(chance.uniform(0, LONGEST))
    process.kill()
    process.join(300)
    return [*done, *heard(said)]


def test_what_was_acknowledged_survives_being_killed(office, environment, assert_whole):
    office("unit", "add", "甲乡", "--group", "乡镇")
    context, chance = processes(), random.Random(7)
    done = []
    for number in range(KILLS):
        done += killed(context, environment, number, chance)
        if number % 10 == 9 or number == KILLS - 1:  # a check of all takes longer than a round
            assert_whole(done)
        else:
            assert [each.told for each in done if each.kind == "failed"] == []
    assert {each.kind for each in done} >= {"items", "import", "issue", "notice", "copy", "migration"}
    for copy in (environment / "copies").glob("*.backup"):
        assert office("check", ledger=copy) == ""
    for old in (environment / "old").glob("*.db"):
        open_ledger(str(old), create=True).close()  # empty if it was killed before it began
    assert {each.told for each in done if each.kind == "copy"} <= {
        f"copies/{file.name}" for file in (environment / "copies").iterdir()
    }


def test_what_is_committed_is_on_the_disk(office, environment):
    office("unit", "add", "甲乡", "--group", "乡镇")
    with open_ledger("ledger.db") as ledger, ledger.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert sqlite3.sqlite_version_info > (3, 7)
