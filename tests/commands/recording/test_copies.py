"""``backup``, ``restore`` and ``ledger copy``: copies of a ledger, and what they say."""

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture
def copied(office, item, environment):
    item("一")
    result = office("backup", "copy.db")
    assert (result.exit_code, result.stdout) == (0, "copy.db\n")
    assert "journal entries: 7, items: 1" in result.stderr
    item("二")
    return environment / "copy.db"


@pytest.fixture
def titles(table):
    return lambda *words: [row["title"] for row in table(*words, "records", "items")]


def test_what_would_be_lost_is_said_and_nothing_is_restored_unasked(office, copied, titles):
    result = office("restore", copied)
    assert result.exit_code == 2
    assert "lost by restoring it: 1." in result.stderr
    assert "submitted 2026-0002 “二”" in result.stderr
    assert titles() == ["一", "二"]


def test_a_copy_is_restored_on_request(office, copied, titles, environment):
    result = office("restore", copied, "--yes")
    assert result.exit_code == 0
    assert titles() == ["一"]
    (aside,) = environment.glob("ledger.db.*.backup")
    assert aside.name in result.stderr
    assert titles("--ledger", aside) == ["一", "二"]


def test_a_copy_that_lacks_nothing_is_restored_without_a_question(office, copied):
    office("undo", "--yes")
    office("backup", "newer.db")
    assert office("restore", "newer.db").exit_code == 0


def test_a_ledger_too_damaged_to_tell_is_restored_on_request(office, copied, environment, titles):
    (environment / "ledger.db").write_bytes(b"\x07" * 20000)
    result = office("restore", copied)
    assert (result.exit_code, "too damaged to tell" in result.stderr) == (2, True)
    assert office("restore", copied, "--yes").exit_code == 0
    assert titles() == ["一"]


def test_dated_copies_are_kept_in_a_folder(office, copied, environment):
    (environment / "copies").mkdir()
    result = office("backup", "copies", "--keep", "1")
    assert result.exit_code == 0
    only, config = sorted((environment / "copies").iterdir())
    assert only.name in result.stdout
    assert config.name == f"{only.stem}.config.zip"
    assert office("backup", "other.db", "--keep", "1").exit_code == 2


def test_the_copies_of_another_ledger_in_the_folder_alarm_nobody(office, copied):
    assert office("backup", "ledger-20260101-120000.backup").exit_code == 0
    item = ("unit", "add", "甲乡", "--group", "乡镇")
    assert "ATTENTION" not in office("--ledger", "new.db", *item).stderr
    assert "ATTENTION" in office("--ledger", "ledger.sqlite", *item).stderr


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = 'strange'",
        "UPDATE alembic_version SET version_num = '9999'",
        "DROP TABLE alembic_version",
        "UPDATE alembic_version SET version_num = '0002'",
    ],
)
def test_what_is_wrong_with_a_copy_is_told_of_the_file_that_was_given(office, copied, statement):
    with closing(sqlite3.connect(copied)) as connection:
        connection.execute(statement)
        connection.commit()
    refused = office("restore", copied)
    assert refused.exit_code == 3
    assert str(copied) in refused.stderr
    assert "part" not in refused.stderr


@pytest.mark.parametrize("left", [None, b""])
@pytest.mark.parametrize("to", ["ledger-20261020-173000.backup", "copies", "my copies"])
def test_where_the_ledger_is_lost_every_refused_command_names_the_copy_and_how_it_comes_back(
    office, item, environment, titles, left, to
):
    item("一")
    if not to.endswith(".backup"):
        (environment / to).mkdir()
    copy = office("backup", to).stdout.strip()
    for file in environment.glob("ledger.db*"):
        if not file.name.endswith(".last-backup"):
            file.unlink()
    if left is not None:
        (environment / "ledger.db").write_bytes(left)
    for words in (("notice", "2026-10"), ("submit", "--title", "二", "--unit", "甲乡"), ("log",), ()):
        refused = office(*words)
        assert refused.exit_code in (1, 3), words
        assert Path(copy).name in refused.stderr, words
        assert "infoledger restore " in refused.stderr, words
    told = refused.stderr.partition("infoledger restore ")[2].splitlines()[0]
    assert office("restore", *shlex.split(told), "--yes").exit_code == 0
    assert titles() == ["一"]


def test_where_the_ledger_is_damaged_the_newest_copy_made_of_it_is_named(office, copied, environment, titles):
    aside = environment / "ledger.db.20261020-120000.backup"  # of a restore
    aside.write_text("old")
    whole = (environment / "ledger.db").read_bytes()
    (environment / "ledger.db").write_bytes(whole[: len(whole) // 2])
    for words in (("notice", "2026-10"), ("submit", "--title", "二", "--unit", "甲乡"), ()):
        refused = office(*words)
        assert refused.exit_code == 3
        assert f'infoledger restore "{copied}"' in refused.stderr
    assert office("restore", copied, "--yes").exit_code == 0
    assert titles() == ["一"]


def test_a_ledger_is_copied_and_gives_the_same_notices(office, item, titles, environment):
    office("adopt", item("一"), "--in", "市府信息")
    result = office("ledger", "copy", "ledger.db", "new.db")
    assert result.exit_code == 0, result.stderr
    assert "notices found the same: 1" in result.stderr
    assert titles("--ledger", "new.db") == ["一"]
    assert office("--ledger", "new.db", "check").exit_code == 0
    again = office("ledger", "copy", "ledger.db", "new.db")
    assert (again.exit_code, "not empty" in again.stderr) == (1, True)


def test_a_ledger_that_is_not_there_is_not_copied(office, environment):
    assert office("ledger", "copy", "nowhere.db", "new.db").exit_code == 3
    assert not (environment / "new.db").exists()


@pytest.mark.parametrize("words", [("--dry-run",), ()])
def test_an_import_that_records_nothing_leaves_no_ledger(office, environment, words):
    table = "单位,组别\n丙镇,乡镇\n" if words else "单位,组别\n,乡镇\n"
    (environment / "units.csv").write_text(table, "utf-8")
    result = office("--ledger", "new.db", "import", "units.csv", *words)
    assert result.exit_code == (0 if words else 1), result.stderr
    assert not list(environment.glob("new.db*"))
