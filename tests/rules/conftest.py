"""A reckoning from a page of YAML: config, facts and a period."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from infoledger.config.model import WorkedCase
from infoledger.config.reading import load
from infoledger.intake.case_facts import told
from infoledger.ledger.database import passing_ledger
from infoledger.rules.facts import Book
from infoledger.rules.reckoning import Rulebook, reckon


@pytest.fixture
def reckoned(tmp_path):
    """``reckoned(config, facts, period, today)``, both pages as YAML text."""

    def run(config: str, facts: str, period: str, today: date = date(2030, 1, 1)):
        path = Path(tmp_path) / "config.yaml"
        path.write_text(config, "utf-8")
        office = load(path)
        rulebook = Rulebook(office.regulations, office.calendar, office.unit_groups or ())
        window = office.calendar.parse(period, today)
        case = WorkedCase("facts", tuple(map(_words, yaml.safe_load(facts))), {}, "")
        with passing_ledger() as connection, connection.begin():
            book = told(connection, case, office)
        known = Book(book.units, book.informants, [fact for fact in book.facts if fact.day <= window.last])
        return reckon(known, rulebook, window, today)

    return run


def _words(fact):
    return {key: value if isinstance(value, list) else str(value) for key, value in fact.items()}
