import os
import sqlite3
import sys
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from infoledger.errors import InfoledgerError, LedgerUnavailableError
from infoledger.ledger import database
from infoledger.ledger.database import open_ledger
from infoledger.ledger.models import Unit, Violation
from infoledger.ledger.registration import add_units
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewUnit

UNITS = table_of(Unit)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def add(path, run):
    """Register a unit in the ledger at ``path`` as a clerk does: what is said of it."""
    (path.parent / "config.yaml").write_text("office: {name: 某县政府办}", "utf-8")
    return lambda name: run("unit", "add", name, "--group", "组").stderr


def refusal(url, **options):
    with pytest.raises(LedgerUnavailableError) as raised, open_ledger(str(url), **options) as ledger, ledger.reading():
        pass
    return f"{raised.value.message} {raised.value.hint}".strip()


def units(ledger):
    with ledger.reading() as connection:
        return connection.execute(select(UNITS.c.id)).scalars().all()


def test_a_ledger_that_is_not_there_is_made_only_where_it_is_wanted(path):
    assert refusal(path) == f"There is no ledger at {path}. Any command that records makes it, or `infoledger init`."
    assert not path.exists()
    open_ledger(str(path), create=True).close()
    open_ledger(f"sqlite:///{path}").close()


def test_an_empty_file_is_no_ledger_until_one_is_made_in_it(path):
    path.touch()
    assert "There is no ledger" in refusal(path)
    open_ledger(str(path), create=True).close()
    open_ledger(str(path)).close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_may_read_the_file(path):
    open_ledger(str(path), create=True).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_folder_of_a_new_ledger_must_be_there(tmp_path):
    assert "There is no folder" in refusal(tmp_path / "nowhere" / "ledger.db", create=True)


def test_a_folder_is_no_ledger(tmp_path):
    assert "is a folder" in refusal(tmp_path, create=True)


def test_a_text_file_is_no_ledger(path):
    path.write_text("编号,单位\n" * 500, encoding="utf-8")
    before = path.read_bytes()
    assert "is not a ledger" in refusal(path, create=True)
    assert path.read_bytes() == before


def test_another_database_is_no_ledger_and_stays_as_it_was(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE other (id)")
    other.close()
    before = path.read_bytes()
    assert "is a database, but not a ledger" in refusal(path, create=True)
    assert path.read_bytes() == before


def test_a_damaged_ledger_is_told(path):
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit(f"单位{number}", "组") for number in range(500)])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x07" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(LedgerUnavailableError, match="is damaged"), open_ledger(str(path)) as ledger:
        units(ledger)


def test_a_ledger_of_a_newer_version_is_left_alone(path):
    with open_ledger(str(path), create=True) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "written by a newer version" in refusal(path)


def test_a_ledger_locked_too_long_is_told(path, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with open_ledger(str(path), create=True) as ledger, open_ledger(str(path)) as other, ledger.writing():
        assert units(other) == []  # reading need not wait
        with pytest.raises(LedgerUnavailableError, match="in use by another command"), other.writing():
            pass


def test_a_reader_sees_one_state(path):
    with open_ledger(str(path), create=True) as ledger, ledger.reading() as connection:
        assert connection.execute(select(UNITS.c.id)).all() == []
        with open_ledger(str(path)) as other, other.entry("clerk", "unit add") as pen:
            add_units(pen, [NewUnit("甲", "组")])
        assert connection.execute(select(UNITS.c.id)).all() == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_in_a_folder_one_may_not_write_is_read(path):
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲", "组")])
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with open_ledger(str(path)) as ledger:
            assert units(ledger) == [1]
            with pytest.raises(LedgerUnavailableError, match="not written"), ledger.entry("clerk", "unit add") as pen:
                add_units(pen, [NewUnit("乙", "组")])
    finally:
        path.parent.chmod(0o700)


def test_a_ledger_that_may_only_be_read_is_read(path, monkeypatch):
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲", "组")])
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with open_ledger(str(path)) as ledger:
        assert units(ledger) == [1]
        with pytest.raises(LedgerUnavailableError, match="not written"), ledger.entry("clerk", "unit add") as pen:
            add_units(pen, [NewUnit("乙", "组")])
    assert [file.name for file in path.parent.iterdir()] == ["ledger.db"]


def refuse(ledger):
    """An entry that writes something and then comes to nothing."""
    with suppress(InfoledgerError), ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲", "组")])
        raise InfoledgerError("refused")


def record(ledger):
    with ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲", "组")])


def test_a_ledger_made_for_what_was_refused_is_gone_again(path):
    with open_ledger(str(path), create=True) as ledger:
        refuse(ledger)
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "import"):
        pass  # nothing was new
    assert list(path.parent.iterdir()) == []


def test_a_ledger_that_was_there_stays_when_something_is_refused(path):
    open_ledger(str(path), create=True).close()
    with open_ledger(str(path), create=True) as ledger:
        refuse(ledger)
    assert path.exists()


def test_a_ledger_made_for_what_was_refused_stays_if_another_command_recorded_in_it(path):
    with open_ledger(str(path), create=True) as maker:
        with open_ledger(str(path)) as other:
            record(other)
        refuse(maker)
    with open_ledger(str(path)) as ledger:
        assert units(ledger) == [1]


def test_who_waited_for_a_ledger_that_was_taken_away_makes_it_anew(path):
    with open_ledger(str(path), create=True) as maker, open_ledger(str(path), create=True) as waiting:
        refuse(maker)
        assert not path.exists()
        record(waiting)
    with open_ledger(str(path)) as ledger:
        assert units(ledger) == [1]
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


def test_foreign_keys_hold(path):
    with open_ledger(str(path), create=True) as ledger, pytest.raises(IntegrityError), ledger.writing() as connection:
        connection.execute(text("INSERT INTO numbers (id, entry, seal, series, last) VALUES (1, 99, '', 'x', 1)"))


def test_an_address_that_no_database_has_is_told():
    assert "is not the address of a ledger" in refusal("mysql://host/name")
    assert "is not the address of a ledger" in refusal("://")


def test_a_missing_driver_is_told_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "infoledger[postgres]" in refusal("postgresql+psycopg://clerk:secret@host/name")


@pytest.mark.parametrize(
    "url",
    [
        "postgres://clerk:secret@host/name",
        "postgresql+psycopg://clerk:sec@ret@host/name?x=secret",
        "postgresql+nothing://clerk:secret@host/name",
        "mysql://clerk:secret@host/name",
        "postgresql+psycopg://clerk@127.0.0.1:1/name?password=secret&connect_timeout=1",
        "postgresql+psycopg://clerk:secret@127.0.0.1:1/name?connect_timeout=1",
        "mysql://host/name?Password=secret",
        "x://:secret@host",
    ],
)
def test_no_password_is_told(url, run):
    said = run("--ledger", url, "records", "units").stderr
    assert "***" in said
    assert "secret" not in said.replace("x=secret", "")


def test_whoever_is_about_to_record_on_a_network_share_is_warned_once(path, monkeypatch):
    open_ledger(str(path), create=True).close()
    monkeypatch.setattr("infoledger.ledger.files.share_of", lambda _file: "nfs4")
    assert open_ledger(str(path)).remarks == []
    (told,) = open_ledger(str(path), create=True).remarks
    assert str(told).startswith(f"{path}: It lies on a network share (nfs4)")
    assert "PostgreSQL" in told.hint
    assert open_ledger(str(path), create=True).remarks == []


def test_a_new_ledger_is_said_to_be_one(add):
    said = [add("甲"), add("乙")]
    assert ["A new ledger was begun here." in told for told in said] == [True, False]
    assert "ATTENTION" not in said[0]


@pytest.mark.parametrize("left", ["ledger.db.last-backup", "ledger-20261020-173000.backup"])
def test_a_new_ledger_where_one_was_before_is_said_aloud(path, add, left):
    path.with_name(left).write_text("left")
    said = add("甲")
    assert "ATTENTION! A new ledger was begun here" in said
    assert left in said


@pytest.mark.parametrize("left", [None, b""])
def test_the_log_of_a_ledger_that_is_gone_is_not_lost_to_a_new_one(path, add, left):
    log = path.with_name("ledger.db-wal")
    with open_ledger(str(path), create=True) as ledger, ledger.reading(), open_ledger(str(path)) as other:
        record(other)
        waiting = log.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    log.write_bytes(waiting)
    assert "its log, ledger.db-wal, is still there" in add("甲")
    assert log.read_bytes() == waiting


def test_what_a_refused_command_began_in_an_empty_file_is_undone(path, add, run):
    path.touch(0o640)
    before = path.stat().st_mode
    result = run("submit", "--title", "一", "--unit", "无此单位")
    assert (result.exit_code, "begun" in result.stderr) == (1, False)
    assert [(file.name, file.stat().st_size) for file in path.parent.glob("*.db*")] == [("ledger.db", 0)]
    assert path.stat().st_mode == before
    assert "A new ledger was begun" in add("甲")


def test_a_ledger_that_lost_its_end_is_damaged(path):
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit(f"单位{number}", "组") for number in range(500)])
    content = path.read_bytes()
    path.write_bytes(content[:-4096])
    assert "is damaged" in refusal(path)
    path.write_bytes(content)
    open_ledger(str(path)).close()


def test_nothing_is_recorded_in_a_file_that_is_broken_elsewhere(path):
    with open_ledger(str(path), create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit(f"单位{number}", "组") for number in range(800)])
    content = bytearray(path.read_bytes())
    place = content.index("单位700".encode())
    content[place // 4096 * 4096 : place // 4096 * 4096 + 100] = b"\7" * 100
    path.write_bytes(content)
    with (
        pytest.raises(LedgerUnavailableError, match="is damaged"),
        open_ledger(str(path)) as ledger,
        ledger.entry("clerk", "violation") as pen,
    ):
        pen.insert(Violation, [{"unit": 1, "kind": "迟报", "day": date(2026, 1, 1)}])


def test_a_version_that_there_never_was_is_told(path):
    with open_ledger(str(path), create=True) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'x1'"))
    assert "“x1”, which there never was" in refusal(path)
