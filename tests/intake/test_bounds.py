"""What duplicates and printed titles cost grows with their window, not with the ledger: nothing is looked through."""

from datetime import date

import pytest
from sqlalchemy import event

from infoledger.config.outlets import find_outlet
from infoledger.intake.candidates import load_matcher
from infoledger.intake.duplicates import load_twins, load_twins_of
from infoledger.ledger.database import open_ledger

LARGE = {"items", "item_units", "forwards", "adoptions", "adoption_items", "changes"}
DAY = date(2025, 1, 6)


@pytest.fixture
def scanned(settled):
    """The large tables that a reader looks through from beginning to end."""

    def of(read):
        with open_ledger(settled.desk.ledger) as ledger, ledger.reading() as connection:
            statements = []
            event.listen(ledger.engine, "before_cursor_execute", lambda *said: statements.append(said[2:4]))
            read(connection)
            plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values) for text, values in statements[:]]
            steps = [step[3].split() for plan in plans for step in plan]
        return {words[1] for words in steps if words[0] == "SCAN"} & LARGE

    return of


def test_duplicates_of_a_command_are_sought_in_their_window(scanned, office):
    assert scanned(lambda connection: load_twins_of(connection, office.desk.config, [range(5, 8)])) == set()


def test_duplicates_of_a_period_are_sought_in_their_window(scanned, office):
    assert scanned(lambda connection: load_twins(connection, office.desk.config, DAY, DAY)) == set()


def test_printed_titles_are_sought_in_their_window(scanned, office):
    config = office.desk.config
    assert scanned(lambda connection: load_matcher(connection, config, find_outlet(config, "市府信息"), [DAY])) == set()
