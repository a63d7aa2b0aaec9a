"""What the program makes itself is found by no check, in a file and on a server."""

from decimal import Decimal

from sqlalchemy import text

from infoledger.ledger.cells import odd_cells
from infoledger.ledger.database import SCHEMA
from infoledger.ledger.models import Adjustment, Frozen
from infoledger.ledger.structure import foreign


def test_a_ledger_as_the_program_makes_it_has_nothing_foreign_and_no_odd_cell(ledger, submit, an_item, entry, county):
    submit(an_item(tags=("汛",), quality=Decimal("1.5"), body="水"))
    with entry() as pen:
        row = {"unit": county.town, "day": an_item().submitted, "points": Decimal("-0.5"), "why": "迟报"}
        pen.insert(Adjustment, [row])
        day = an_item().submitted
        frozen = {"kind": "notice", "key": "2026-01 unit", "first": day, "last": day, "fingerprint": "x"}
        pen.insert(Frozen, [{**frozen, "content": {"rows": [[1, None]]}}])
    with ledger.reading() as connection:
        assert list(foreign(connection, SCHEMA)) == []
        assert list(odd_cells(connection)) == []


def test_what_others_put_in_is_found_in_a_file_and_on_a_server(ledger, county):
    with ledger.writing() as connection:
        connection.execute(text("CREATE VIEW listed AS SELECT name FROM unit_states"))
        connection.execute(text("CREATE TABLE noted (id INTEGER)"))
        connection.execute(text("ALTER TABLE units ADD COLUMN more TEXT"))
        connection.execute(text("CREATE UNIQUE INDEX once ON items (title)"))
        connection.execute(text("UPDATE units SET joined = '1026-01-01' WHERE id = 1"))
    with ledger.reading() as connection:
        found = [finding.where for finding in foreign(connection, SCHEMA)]
        assert found == ["view listed", "table noted", "column units.more", "index once"]
        assert [finding.where for finding in odd_cells(connection)] == ["units.joined 1"]
