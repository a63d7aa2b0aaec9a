import os
import sqlite3
import sys
from contextlib import suppress

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from infoledger.errors import InfoledgerError, LedgerUnavailableError
from infoledger.ledger import database
from infoledger.ledger.database import open_ledger
from infoledger.ledger.models import Unit
from infoledger.ledger.registration import add_units
from infoledger.ledger.shapes import NewUnit


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def refusal(url, **options):
    with pytest.raises(LedgerUnavailableError) as raised:
        open_ledger(str(url), **options)
    return f"{raised.value.message} {raised.value.hint}".strip()


def units(ledger):
    with ledger.reading() as connection:
        return connection.execute(select(Unit.id)).scalars().all()


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
        assert connection.execute(select(Unit.id)).all() == []
        with open_ledger(str(path)) as other, other.entry("clerk", "unit add") as pen:
            add_units(pen, [NewUnit("甲", "组")])
        assert connection.execute(select(Unit.id)).all() == []


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


def test_whoever_is_about_to_record_on_a_network_share_is_warned(path, monkeypatch, capsys):
    open_ledger(str(path), create=True).close()
    monkeypatch.setattr("infoledger.ledger.files.share_of", lambda _file: "nfs4")
    open_ledger(str(path)).close()
    assert capsys.readouterr().err == ""
    open_ledger(str(path), create=True).close()
    told = capsys.readouterr().err
    assert told.startswith(f"{path}: It lies on a network share (nfs4)")
    assert (told.count("\n"), "PostgreSQL" in told) == (1, True)
