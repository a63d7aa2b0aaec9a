"""An office on 20 October 2026, and what must hold of its ledger whatever was done to it."""

import csv
import io
from collections import Counter

import pytest

from infoledger.ledger.database import open_ledger
from infoledger.ledger.frozen import issued
from infoledger.ledger.verification import verify
from tests.durability.work import CONFIG, half_imports
from tests.postgresql import server

__all__ = ["server"]


@pytest.fixture
def office(environment, run):
    """Call the program in the office."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    for folder in ("copies", "old"):
        (environment / folder).mkdir()

    def call(*words, ledger="ledger.db"):
        result = run("--ledger", ledger, "--today", "2026-10-20", *words)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return call


@pytest.fixture
def assert_whole(office):
    """That the ledger holds all that was acknowledged, nothing by half, nothing twice, no number left out."""

    def check(done, ledger="ledger.db"):
        assert [each.told for each in done if each.kind == "failed"] == []
        with open_ledger(ledger) as opened, opened.reading() as connection:
            assert verify(connection) == []
            notices = [row.key for row in issued(connection, "notice")]
        assert {each.told for each in done if each.kind == "notice"} <= set(notices)
        assert len(set(notices)) == len(notices)
        items = office("records", "items", "--format", "csv", ledger=ledger)
        rows = list(csv.DictReader(io.StringIO(items)))
        assert half_imports(items) == []
        refs = [row["ref"] for row in rows]
        assert sorted(refs) == [f"2026-{number:04}" for number in range(1, len(refs) + 1)]
        assert {each.told for each in done if each.kind == "items"} <= set(refs)
        assert max(Counter(row["title"] for row in rows).values(), default=1) == 1
        titles = {row["title"].split(" ")[0] for row in rows}
        assert {each.told for each in done if each.kind == "import"} <= titles
        adopted = office("records", "adoptions", "--format", "csv", ledger=ledger)
        ids = [row["id"] for row in csv.DictReader(io.StringIO(adopted))]
        assert {each.told for each in done if each.kind == "adoptions"} <= set(ids)
        assert len(set(ids)) == len(ids)
        listed = office("bulletin", "list", "--format", "csv", ledger=ledger)
        issues = [row["issue"] for row in csv.DictReader(io.StringIO(listed)) if row["issued"] == "yes"]
        assert sorted(issues) == sorted(f"政务信息/2026/{number}" for number in range(1, len(issues) + 1))
        assert {each.told for each in done if each.kind == "issue"} <= set(issues)

    return check
