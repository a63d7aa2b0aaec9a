"""Ledgers copied row by row: what was written is there, and what differs is refused."""

from datetime import date

import pytest
from sqlalchemy import select, text

from infoledger.errors import InfoledgerError
from infoledger.ledger.copying import copy_rows, holding
from infoledger.ledger.database import open_ledger
from infoledger.ledger.models import Draft, Item
from infoledger.ledger.recording import edit_item
from infoledger.ledger.seals import table_of

ITEMS = table_of(Item)
DRAFTS = table_of(Draft)


@pytest.fixture
def filled(ledger, entry, submit, an_item):
    """A ledger in which an item follows one that was recorded after it, and a draft is kept."""
    submit(an_item("一", tags=("汛",)), an_item("二", date(2026, 1, 6)))
    with entry("item edit") as pen:
        edit_item(pen, 1, "续报", follows=2)
        pen.insert(Draft, [{"item": 1, "name": "一.docx", "sha256": "0", "content": b"\x00\xff"}])
        pen.void(Item, 2, "重复")
    return ledger


def test_a_copy_holds_the_same_rows_and_the_same_hashes(filled, tmp_path):
    with open_ledger(str(tmp_path / "copy.db"), create=True) as copy:
        with filled.reading() as here, copy.writing() as there:
            held = copy_rows(here, there)
        with copy.reading() as there, filled.reading() as here:
            assert holding(there) == held == holding(here)
            assert there.execute(select(ITEMS.c.follows)).scalars().all() == [2, None]
            assert there.execute(select(DRAFTS.c.content)).scalars().all() == [b"\x00\xff"]
    assert (held.rows["items"], held.rows["entries"], held.findings) == (2, 3, ())


def test_a_ledger_that_holds_something_is_not_copied_over(filled, tmp_path):
    with open_ledger(str(tmp_path / "copy.db"), create=True) as copy:
        with filled.reading() as here, copy.writing() as there:
            copy_rows(here, there)
        with pytest.raises(InfoledgerError, match="not empty"), filled.reading() as here, copy.writing() as there:
            copy_rows(here, there)


def test_what_was_changed_by_hand_is_found_in_the_copy_too(filled, tmp_path):
    with filled.writing() as connection:
        connection.execute(text("UPDATE items SET title = '别的' WHERE id = 1"))
    with (
        open_ledger(str(tmp_path / "copy.db"), create=True) as copy,
        filled.reading() as here,
        copy.writing() as there,
    ):
        held = copy_rows(here, there)
    assert [finding.where for finding in held.findings] == ["items 1 (2026-0001 别的)"]


def test_a_copy_that_does_not_come_out_is_not_kept(filled, tmp_path, monkeypatch):
    def write_nothing(_connection, _table, _rows):
        pass

    monkeypatch.setattr("infoledger.ledger.copying.write_rows", write_nothing)
    target = tmp_path / "copy.db"
    with (
        pytest.raises(InfoledgerError, match="nothing was copied"),
        open_ledger(str(target), create=True) as copy,
        filled.reading() as here,
        copy.writing() as there,
    ):
        copy_rows(here, there)
    assert not target.exists()
