"""The same ledger on a real PostgreSQL, and a month of the program's work on it."""

from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import create_engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from infoledger.errors import LedgerUnavailableError
from infoledger.ledger import database
from infoledger.ledger.comparison import compare
from infoledger.ledger.database import open_ledger
from infoledger.ledger.journal import undo
from infoledger.ledger.models import Adoption, Item, Unit, Violation
from infoledger.ledger.reading import load_book
from infoledger.ledger.recording import edit_item, record, record_items
from infoledger.ledger.registration import add_units
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewAdoption, NewInstruction, NewItem, NewUnit
from infoledger.ledger.verification import verify
from infoledger.periods import Calendar

ITEMS, UNITS = table_of(Item), table_of(Unit)

CONFIG = """
office: {name: 林双县人民政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {市府信息: {}}}}
publications: {政务信息: {issuer: 林双县人民政府办公室, sections: [要闻], signatures: [签发]}}
regulations:
  - title: 办法
    effective: 2020-01-01
    scoring:
      - {name: 报送, fact: submission, points: 1}
      - {name: 采用, fact: adoption, points: 10}
"""


@pytest.fixture
def url(server):
    return server()


@pytest.fixture
def office(environment, run, url):
    """Call the program in an office whose ledger is on a server."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def call(*words):
        result = run("--ledger", url, "--today", "2026-11-02", *words)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return call


def test_a_ledger_on_a_server_is_like_one_in_a_file(url, config):
    with pytest.raises(LedgerUnavailableError, match="no ledger at"), open_ledger(url) as ledger, ledger.reading():
        pass
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
            assert compare(connection, [item, item, item], {}.__contains__) == ["there", "there", "new"]
            book = load_book(connection, config(), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
        assert [fact.kind for fact in book.facts] == ["submission", "submission", "adoption", "instruction"]
        assert book.facts[0].items[0].traits.quality == Decimal("1.5")
        with ledger.writing() as connection:
            connection.execute(text("UPDATE instructions SET chief = false"))
        with ledger.reading() as connection:
            assert [finding.where for finding in verify(connection)] == ["instructions 1 (张 2026-02-02)"]


def tables(url):
    with closing(create_engine(url, poolclass=NullPool).connect()) as connection:
        return inspect(connection).get_table_names()


def test_a_first_command_that_is_refused_leaves_nothing_on_a_server(url, environment, run):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n,乡镇\n", "utf-8")
    assert run("--ledger", url, "import", "units.csv").exit_code == 1
    assert run("--ledger", url, "submit", "--title", "一", "--unit", "甲乡").exit_code == 1
    assert tables(url) == []
    assert "There is no ledger" in run("--ledger", url, "records", "units").stderr
    assert run("--ledger", url, "unit", "add", "甲乡", "--group", "乡镇").exit_code == 0
    assert "entries" in tables(url)


def test_of_two_first_commands_on_a_server_each_is_recorded(url):
    with open_ledger(url, create=True) as one, open_ledger(url, create=True) as other:
        for number, ledger in enumerate((one, other)):
            with ledger.entry("clerk", "unit add") as pen:
                add_units(pen, [NewUnit(f"{number}乡", "乡镇")])
        with other.reading() as connection:
            assert verify(connection) == []
            assert connection.execute(select(func.count(UNITS.c.id))).scalar() == 2


def test_a_server_on_which_another_records_too_long_is_told(url, monkeypatch):
    with open_ledger(url, create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲乡", "乡镇")])
    begin = ("SET LOCAL lock_timeout = '100ms'", *database._WRITE["postgresql"]["begin"][1:])
    monkeypatch.setitem(database._WRITE, "postgresql", {"begin": begin})
    with (
        open_ledger(url) as one,
        open_ledger(url) as other,
        one.writing(),
        pytest.raises(LedgerUnavailableError, match="in use by another command"),
        other.writing(),
    ):
        pass


def test_a_reader_of_a_server_cannot_write(url):
    ledger = open_ledger(url, create=True)
    with ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲乡", "乡镇")])
    with pytest.raises(LedgerUnavailableError) as raised, ledger.reading() as connection:
        connection.execute(text("DELETE FROM numbers"))
    assert "read-only" in raised.value.message


def test_a_text_that_looks_like_what_a_server_writes_of_its_own_is_kept_as_it_is(url):
    titles = ["\\N", "\\.", "a\tb\nc\\", '"quoted", {json}', "𠮷乡"]
    with open_ledger(url, create=True) as ledger:
        with ledger.entry("clerk", "import") as pen:
            add_units(pen, [NewUnit("甲乡", "乡镇")])
            record_items(pen, [NewItem(date(2026, 1, 5), (1,), title, body=title) for title in titles], Calendar())
        with ledger.reading() as connection:
            kept = connection.execute(select(ITEMS.c.title, ITEMS.c.body).order_by(ITEMS.c.id)).all()
            assert kept == [(title, title) for title in titles]
            assert verify(connection) == []


def test_rows_that_a_server_refuses_are_told_as_those_that_a_file_refuses(url):
    broken = {"unit": 9, "kind": "迟报", "day": date(2026, 1, 1)}
    for place in (url, "ledger.db"):
        with (
            open_ledger(place, create=True) as ledger,
            pytest.raises(IntegrityError),
            ledger.entry("clerk", "violation") as pen,
        ):
            pen.insert(Violation, [broken])


def test_a_month_of_work_is_done_on_a_server(office, environment, run):
    (environment / "units.csv").write_text("单位,组别\n甲乡,乡镇\n乙乡,乡镇\n", "utf-8")
    (environment / "items.csv").write_text("报送日期,单位,标题\n2026-10-01,甲乡,一\n2026-10-02,甲乡;乙乡,二\n", "utf-8")
    office("import", "units.csv")
    office("import", "items.csv")
    assert office("submit", "--title", "三", "--unit", "乙乡", "--on", "2026-10-03") == "2026-0003\n"
    assert office("adopt", "2026-0001", "2026-0002", "--in", "市府信息", "--on", "2026-10-08") == "1\n"
    office("violation", "乙乡", "迟报", "--on", "2026-10-09")
    office("undo", "--yes")
    office("bulletin", "new", "政务信息")
    office("bulletin", "add", "政务信息", "2026-0003", "--section", "要闻")
    office("bulletin", "sign", "政务信息", "签发", "张某")
    office("bulletin", "issue", "--unsigned", "试刊", "政务信息")
    frozen = office("notice", "2026-10", "--issue", "--format", "csv")
    assert [line.split(",")[:4] for line in frozen.splitlines()[1:]] == [
        ["乡镇", "1", "甲乡", "2"],
        ["乡镇", "1", "乙乡", "2"],
    ]
    office("void", "adoption", "1", "--reason", "撤稿")
    assert office("notice", "2026-10", "--format", "csv") == frozen
    office("explain", "甲乡", "2026-10")
    office("backup", "copy.db")
    assert office("check", "--format", "csv") == ""
    assert "乙乡" in run("--ledger", "copy.db", "--today", "2026-11-02", "notice", "2026-10").stdout


def test_a_ledger_moves_to_a_server_and_back(office, url, environment, run):
    def at(ledger, *words):
        result = run("--ledger", ledger, "--today", "2026-11-02", *words)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    (environment / "稿件.txt").write_text("汛情\n正文", "utf-8")
    at("old.db", "unit", "add", "甲乡", "--group", "乡镇", "--joined", "2026-01-01")
    at("old.db", "submit", "--file", "稿件.txt", "--unit", "甲乡", "--quality", "1.5", "--occurred", "2026-10-04 08:30")
    at("old.db", "submit", "--title", "续报", "--unit", "甲乡", "--tag", "汛;急")
    at("old.db", "item", "edit", "2026-0001", "--follows", "2026-0002", "--reason", "倒序")
    at("old.db", "adopt", "2026-0001", "--in", "市府信息", "--fee", "12.5")
    at("old.db", "notice", "2026-10", "--issue")
    notice = at("old.db", "notice", "2026-11", "--format", "csv")
    at("old.db", "ledger", "copy", "old.db", url)
    assert office("notice", "2026-11", "--format", "csv") == notice
    assert office("submit", "--title", "三", "--unit", "甲乡") == "2026-0003\n"
    office("undo", "--yes")
    office("ledger", "copy", url, "new.db")
    assert at("new.db", "check", "--format", "csv") == ""
    assert at("new.db", "notice", "2026-11", "--format", "csv") == notice
    assert at("new.db", "log", "--format", "csv").startswith(at("old.db", "log", "--format", "csv"))
