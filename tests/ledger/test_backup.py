from datetime import datetime

import pytest
from sqlalchemy import select, text

from infoledger.errors import InfoledgerError, LedgerUnavailableError, UsageError
from infoledger.ledger.backup import back_up, restore
from infoledger.ledger.database import open_ledger
from infoledger.ledger.models import Item

NOW = datetime(2026, 7, 1, 9, 30)


@pytest.fixture
def url(ledger, tmp_path):
    return str(tmp_path / "ledger.db")


def titles(path):
    with open_ledger(str(path)) as ledger, ledger.reading() as connection:
        return connection.execute(select(Item.title).order_by(Item.id)).scalars().all()


def test_a_ledger_comes_back_as_it_was_copied(ledger, url, tmp_path, submit, an_item):
    submit(an_item("一"))
    with ledger.reading():
        assert back_up(url, tmp_path / "copy.db") == []
    submit(an_item("二"))
    aside = restore(tmp_path / "copy.db", url, NOW)
    assert titles(url) == ["一"]
    assert (aside.name, titles(aside)) == ("ledger.db.20260701-093000.backup", ["一", "二"])


def test_a_copy_is_restored_where_no_ledger_is(url, tmp_path, submit, an_item):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", str(tmp_path / "new.db"), NOW) is None
    assert titles(tmp_path / "new.db") == ["一"]


def test_a_copy_does_not_overwrite_a_file(url, tmp_path):
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(InfoledgerError, match="there already"):
        back_up(url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_copy_changed_by_hand_is_told_and_not_restored(ledger, url, tmp_path, submit, an_item):
    submit(an_item("一"))
    with ledger.writing() as connection:
        connection.execute(text("UPDATE items SET title = '二'"))
    assert [finding.where for finding in back_up(url, tmp_path / "copy.db")] == ["items 1 (2026-0001 二)"]
    with pytest.raises(InfoledgerError, match="changed by hand"):
        restore(tmp_path / "copy.db", url, NOW)


@pytest.mark.parametrize("damage", [b"\x07" * 20000, b"SQLite format 3\x00" + b"\x07" * 20000])
def test_a_damaged_ledger_gives_way_to_its_copy(url, tmp_path, submit, an_item, damage):
    submit(an_item("一"))
    back_up(url, tmp_path / "copy.db")
    (tmp_path / "ledger.db").write_bytes(damage)
    aside = restore(tmp_path / "copy.db", url, NOW)
    assert titles(url) == ["一"]
    assert aside.read_bytes() == damage


def test_what_is_no_ledger_is_not_restored(url, tmp_path):
    (tmp_path / "copy.db").write_text("编号,单位\n" * 100, encoding="utf-8")
    with pytest.raises(LedgerUnavailableError, match="is not a ledger"):
        restore(tmp_path / "copy.db", url, NOW)
    assert titles(url) == []


def test_a_ledger_on_a_server_is_copied_by_its_server(tmp_path):
    with pytest.raises(UsageError, match="is no file"):
        back_up("postgresql+psycopg://host/name", tmp_path / "copy.db")
