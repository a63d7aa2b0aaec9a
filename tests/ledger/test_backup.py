import os
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text

from infoledger.errors import InfoledgerError, LedgerUnavailableError, UsageError
from infoledger.ledger import files
from infoledger.ledger.backup import back_up, last_backup, restoring
from infoledger.ledger.database import open_ledger
from infoledger.ledger.models import Item
from infoledger.ledger.registration import add_units
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewUnit

ITEMS = table_of(Item)

NOW = datetime(2026, 7, 1, 9, 30)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(str(tmp_path / "ledger.db"), create=True) as made:
        yield made


@pytest.fixture
def url(ledger, tmp_path):
    return str(tmp_path / "ledger.db")


def titles(path):
    with open_ledger(str(path)) as ledger, ledger.reading() as connection:
        return connection.execute(select(ITEMS.c.title).order_by(ITEMS.c.id)).scalars().all()


def restore(copy, url):
    with restoring(copy, url) as restoration:
        return restoration.put_in_place(NOW)


def test_a_ledger_comes_back_as_it_was_copied(ledger, url, tmp_path, submit, an_item):
    submit(an_item("一"))
    with ledger.reading():
        copied = back_up(url, tmp_path / "copy.db", NOW)
    assert (copied.holding.rows["items"], copied.holding.findings) == (1, ())
    submit(an_item("二"))
    aside = restore(tmp_path / "copy.db", url)
    assert titles(url) == ["一"]
    assert (aside.name, titles(aside)) == ("ledger.db.20260701-093000.backup", ["一", "二"])


def test_what_a_copy_lacks_is_told_before_it_is_restored(url, tmp_path, submit, an_item):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db", NOW)
    with restoring(tmp_path / "copy.db", url) as restoration:
        assert restoration.lost == []
    submit(an_item("二"))
    submit(an_item("三"))
    with restoring(tmp_path / "copy.db", url) as restoration:
        assert [entry.id for entry in restoration.lost] == [3, 4]
    assert titles(url) == ["一", "二", "三"]


def test_a_copy_of_another_ledger_lacks_everything(ledger, url, tmp_path, submit, an_item):
    with open_ledger(str(tmp_path / "other.db"), create=True) as other, other.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("丙镇", "乡镇")])
    submit(an_item("一"))
    with restoring(tmp_path / "other.db", url) as restoration:
        assert [entry.id for entry in restoration.lost] == [1, 2]


def test_a_copy_is_restored_where_no_ledger_is(url, tmp_path, submit, an_item):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db", NOW)
    assert restore(tmp_path / "copy.db", str(tmp_path / "new.db")) is None
    assert titles(tmp_path / "new.db") == ["一"]


def test_a_copy_does_not_overwrite_a_file(url, tmp_path):
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(InfoledgerError, match="there already"):
        back_up(url, tmp_path / "copy.db", NOW)
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_in_a_folder_copies_are_dated_and_only_the_newest_are_kept(url, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "ledger-old.backup").write_text("not ours")
    for day in (1, 2, 3):
        copied = back_up(url, folder, NOW.replace(day=day), keep=2)
    assert [file.name for file in copied.dropped] == ["ledger-20260701-093000.backup"]
    assert {file.name for file in folder.iterdir()} == {
        "ledger-20260702-093000.backup",
        "ledger-20260703-093000.backup",
        "ledger-old.backup",
    }


@pytest.mark.parametrize("name", ["copies", "copies/", "office/copies"])
def test_a_name_without_an_ending_is_a_folder_that_is_made(url, tmp_path, name):
    copied = back_up(url, tmp_path / name, NOW, keep=1)
    assert copied.file == tmp_path / name / "ledger-20260701-093000.backup"
    assert os.name == "nt" or copied.file.parent.stat().st_mode & 0o777 == 0o700


def test_where_no_folder_can_be_made_that_is_told(url, tmp_path):
    (tmp_path / "copies").write_text("precious")
    with pytest.raises(UsageError, match="cannot be made"):
        back_up(url, tmp_path / "copies" / "2026", NOW)
    with pytest.raises(InfoledgerError, match="there already"):
        back_up(url, tmp_path / "copies", NOW)


def test_a_copy_made_after_the_clock_was_set_back_is_not_the_one_to_go(url, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    back_up(url, folder, NOW)
    copied = back_up(url, folder, NOW.replace(year=2020), keep=1)
    assert (copied.file.exists(), copied.dropped) == (True, [])


def test_outside_a_folder_nothing_can_be_dropped(url, tmp_path):
    with pytest.raises(UsageError, match="only in a folder"):
        back_up(url, tmp_path / "copy.db", NOW, keep=3)


def test_a_copy_found_changed_drops_no_older_one(ledger, url, tmp_path, submit, an_item):
    submit(an_item("一"))
    folder = tmp_path / "copies"
    folder.mkdir()
    back_up(url, folder, NOW)
    with ledger.writing() as connection:
        connection.execute(text("UPDATE items SET title = '二'"))
    assert back_up(url, folder, NOW.replace(hour=10, minute=0), keep=1).dropped == []


def test_the_last_copy_is_remembered_beside_the_ledger(url, tmp_path):
    assert last_backup(url) is None
    back_up(url, tmp_path / "copy.db", NOW)
    assert last_backup(url) == NOW


def test_a_copy_that_fails_leaves_nothing(url, tmp_path, monkeypatch):
    def fail(_source, target):
        target.write_bytes(b"half")
        raise LedgerUnavailableError("no room")

    monkeypatch.setattr("infoledger.ledger.backup.copy_file", fail)
    with pytest.raises(LedgerUnavailableError, match="no room"):
        back_up(url, tmp_path / "copy.db", NOW)
    assert {file.name for file in tmp_path.iterdir()} <= {"ledger.db", "ledger.db-wal", "ledger.db-shm"}


def test_a_copy_changed_by_hand_is_told_and_not_restored(ledger, url, tmp_path, submit, an_item):
    submit(an_item("一"))
    with ledger.writing() as connection:
        connection.execute(text("UPDATE items SET title = '二'"))
    found = back_up(url, tmp_path / "copy.db", NOW).holding.findings
    assert [finding.where for finding in found] == ["items 1 (2026-0001 二)"]
    with pytest.raises(InfoledgerError, match="changed by hand"):
        restore(tmp_path / "copy.db", url)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_may_read_a_copy(url, tmp_path, submit, an_item):
    submit(an_item("一"))
    copied = back_up(url, tmp_path / "copy.db", NOW).file
    copied.chmod(0o644)
    submit(an_item("二"))
    aside = restore(copied, url)
    back_up(url, tmp_path / "again.db", NOW)
    for file in (tmp_path / "again.db", tmp_path / "ledger.db", aside, tmp_path / "ledger.db.last-backup"):
        assert file.stat().st_mode & 0o777 == 0o600, file


@pytest.mark.parametrize("damage", [b"\x07" * 20000, b"SQLite format 3\x00" + b"\x07" * 20000])
def test_a_damaged_ledger_gives_way_to_its_copy(url, tmp_path, submit, an_item, damage):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db", NOW)
    (tmp_path / "ledger.db").write_bytes(damage)
    aside = restore(tmp_path / "copy.db", url)
    assert titles(url) == ["一"]
    assert aside.read_bytes() == damage


def test_the_log_of_a_ledger_that_is_gone_does_not_come_back_with_a_copy(ledger, url, tmp_path, submit, an_item):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db", NOW)
    with ledger.reading():  # someone looks, so that the log stays beside the file
        submit(an_item("二"))
        log = (tmp_path / "ledger.db-wal").read_bytes()
    ledger.close()
    (tmp_path / "ledger.db").unlink()
    (tmp_path / "ledger.db-wal").write_bytes(log)
    aside = restore(tmp_path / "copy.db", url)
    assert (aside, titles(url)) == (None, ["一"])
    assert (tmp_path / "ledger.db.20260701-093000.backup-wal").read_bytes() == log


def test_a_ledger_in_use_is_neither_replaced_nor_put_aside_as_damaged(url, tmp_path, submit, an_item, monkeypatch):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db", NOW)
    submit(an_item("二"))
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with (
        restoring(tmp_path / "copy.db", url) as restoration,
        open_ledger(url) as other,
        other.writing(),
        pytest.raises(LedgerUnavailableError, match="in use by another command"),
    ):
        restoration.put_in_place(NOW)
    assert titles(url) == ["一", "二"]
    with closing(sqlite3.connect(url, isolation_level=None)) as alone:
        alone.execute("PRAGMA journal_mode=DELETE")
        alone.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerUnavailableError, match="in use by another command"):
            restore(tmp_path / "copy.db", url)
    assert titles(url) == ["一", "二"]


def test_what_is_no_ledger_is_not_restored(url, tmp_path):
    (tmp_path / "copy.db").write_text("编号,单位\n" * 100, encoding="utf-8")
    with pytest.raises(LedgerUnavailableError, match="is not a ledger"):
        restore(tmp_path / "copy.db", url)
    assert titles(url) == []


def test_a_copy_that_is_not_there_is_told(url, tmp_path):
    with pytest.raises(UsageError, match="no file"):
        restore(tmp_path / "copy.db", url)


def test_a_ledger_on_a_server_is_not_replaced_by_a_file(tmp_path):
    with pytest.raises(UsageError, match="kept by a server"):
        restore(tmp_path / "copy.db", "postgresql+psycopg://host/name")


def test_a_copy_that_the_new_one_does_not_continue_is_not_dropped(url, tmp_path, submit, an_item):
    folder = tmp_path / "copies"
    submit(an_item("一"))
    good = back_up(url, folder, NOW).file
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"ledger.db{ending}").unlink(missing_ok=True)
    with open_ledger(url, create=True) as anew, anew.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("乙镇", "乡镇")])
    back_up(url, folder, NOW.replace(hour=10, minute=0))
    copied = back_up(url, folder, NOW.replace(hour=11, minute=0), keep=1)
    assert ([file.name for file in copied.dropped], copied.spared) == (["ledger-20260701-100000.backup"], [good])
    restore(good, url)
    copied = back_up(url, folder, NOW.replace(hour=12, minute=0), keep=1)
    assert (copied.dropped, [file.name for file in copied.spared]) == ([good], ["ledger-20260701-110000.backup"])


def test_a_damaged_copy_is_not_dropped(url, tmp_path):
    folder = tmp_path / "copies"
    damaged = back_up(url, folder, NOW).file
    damaged.write_bytes(b"SQLite format 3\0" + b"\7" * 5000)
    copied = back_up(url, folder, NOW.replace(hour=10, minute=0), keep=1)
    assert (copied.dropped, copied.spared) == ([], [damaged])


def test_an_emptied_ledger_costs_no_copy(tmp_path, run):
    (tmp_path / "config.yaml").write_text("office: {name: 某县政府办}", "utf-8")
    run("unit", "add", "甲", "--group", "组")
    good = run("backup", "copies").stdout.strip()
    Path("ledger.db").write_bytes(b"")
    for ending in ("-wal", "-shm"):
        Path(f"ledger.db{ending}").unlink(missing_ok=True)
    assert run("submit", "--title", "一", "--unit", "甲").exit_code == 1
    time.sleep(1.1)  # a copy is named by the second
    assert run("backup", "copies", "--keep", "1").exit_code == 3
    assert "ATTENTION" in run("unit", "add", "乙", "--group", "组").stderr
    said = run("backup", "copies", "--keep", "1").stderr
    assert f"{good} stays" in said
    assert "甲" in run("--ledger", good, "records", "units").stdout


def test_a_copy_has_config_rules_and_templates_beside_it(tmp_path, run):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "2026.yaml").write_text("title: 办法\neffective: 2026-01-01\ncases: rules/例.yaml\n", "utf-8")
    (tmp_path / "rules" / "例.yaml").write_text("[]", "utf-8")
    (tmp_path / "通报.docx").write_bytes(b"a template")
    (tmp_path / "secret.key").write_text("a key")
    (tmp_path / "elsewhere.yaml").write_text("named by none")
    config = (
        "office: {name: 某县政府办}\nregulations: ['rules/2026.yaml']\nnotice: {template: 通报.docx}\nkey: secret.key"
    )
    (tmp_path / "config.yaml").write_text(config, "gb18030")
    with open_ledger("ledger.db", create=True):
        pass
    copy = Path(run("--ledger", "ledger.db", "backup", "copies").stdout.strip())
    with ZipFile(copy.with_name(f"{copy.stem}.config.zip")) as archive:
        assert set(archive.namelist()) == {"config.yaml", "rules/2026.yaml", "rules/例.yaml", "通报.docx"}
        assert archive.read("config.yaml") == config.encode("gb18030")


def test_the_archive_of_a_dropped_copy_goes_with_it(url, tmp_path):
    folder = tmp_path / "copies"
    rules = tmp_path / "rules.yaml"
    rules.write_text("x")
    for hour in (9, 10):
        copied = back_up(url, folder, NOW.replace(hour=hour, minute=0), 1, {"rules.yaml": rules})
    assert {file.name for file in folder.iterdir()} == {
        "ledger-20260701-100000.backup",
        "ledger-20260701-100000.config.zip",
    }
    assert copied.config == folder / "ledger-20260701-100000.config.zip"


def test_an_export_holds_config_and_rules(tmp_path, run):
    (tmp_path / "rules.yaml").write_text("title: 办法\neffective: 2026-01-01\nscoring: []\n", "utf-8")
    config = "office: {name: 某县政府办}\nregulations: [rules.yaml]\n"
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    run("unit", "add", "甲", "--group", "组")
    said = run("export", "out")
    assert "rules" in said.stderr
    assert (tmp_path / "out" / "config" / "config.yaml").read_text("utf-8") == config
    assert (tmp_path / "out" / "config" / "rules.yaml").exists()
