from datetime import date
from multiprocessing import get_context

import pytest
from sqlalchemy import event, select

from infoledger.errors import InfoledgerError
from infoledger.ledger.database import open_ledger
from infoledger.ledger.models import Forward, Item
from infoledger.ledger.recording import edit_item, last_number, record, record_items, set_last_number
from infoledger.ledger.references import find_item, item_ids
from infoledger.ledger.registration import add_units
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewAdjustment, NewForward, NewItem, NewUnit
from infoledger.periods import Calendar

ITEMS = table_of(Item)
FORWARDS = table_of(Forward)


def test_items_are_numbered_by_assessment_year(submit, an_item):
    assert submit(an_item(), an_item(submitted=date(2025, 12, 31)), an_item()) == [
        "2026-0001",
        "2025-0001",
        "2026-0002",
    ]


def test_the_year_of_a_number_is_the_offices(entry, an_item):
    with entry() as pen:
        assert record_items(pen, [an_item(submitted=date(2025, 12, 28))], Calendar(month_ends=25)) == ["2026-0001"]


def test_a_reference_given_is_kept_and_not_given_again(submit, an_item):
    assert submit(an_item(ref="2026-0002"), an_item(), an_item()) == ["2026-0002", "2026-0001", "2026-0003"]
    assert submit(an_item(ref="2026-0004")) == ["2026-0004"]
    assert submit(an_item()) == ["2026-0005"]


def test_a_taken_reference_is_refused(submit, an_item):
    submit(an_item(ref="A"))
    with pytest.raises(InfoledgerError, match="reference A is taken"):
        submit(an_item("二", ref="A"))
    with pytest.raises(InfoledgerError, match="reference B is taken"):
        submit(an_item(ref="B"), an_item("二", ref="B"))


def test_control_characters_and_outer_spaces_are_left_out(ledger, submit, an_item):
    submit(an_item(" 汛\x00情\ud800\n ", source="\x07 ", body="正\x0b文"))
    with ledger.reading() as connection:
        row = connection.execute(select(ITEMS.c.title, ITEMS.c.source, ITEMS.c.body, ITEMS.c.characters)).one()
    assert tuple(row) == ("汛情", None, "正文", 2)


def test_a_title_that_says_nothing_is_refused(submit, an_item):
    with pytest.raises(InfoledgerError, match="title"):
        submit(an_item(" \x00 "))


def test_facts_get_their_ids_in_order(submit, entry, an_item):
    submit(an_item())
    with entry() as pen:
        first = record(pen, [NewForward(1, body, date(2026, 2, 1)) for body in "甲乙"])
        then = record(pen, [NewForward(1, "丙", date(2026, 2, 1))])
        bodies = pen.connection.execute(select(FORWARDS.c.body).order_by(FORWARDS.c.id)).scalars().all()
    assert ([*first, *then], bodies) == ([1, 2, 3], ["甲", "乙", "丙"])


def test_what_refers_to_nothing_is_refused_by_the_database(entry, county):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), entry() as pen:
        record(pen, [NewAdjustment(99, date(2026, 1, 1), "误")])


def test_an_edit_counts_characters_again_and_keeps_the_reference_free_of_others(ledger, submit, entry, an_item):
    submit(an_item(ref="A", body="一二三"), an_item(ref="B"))
    with entry() as pen:
        edit_item(pen, 1, "错字", body="一二", ref="C")
        with pytest.raises(InfoledgerError, match="B is taken"):
            edit_item(pen, 1, "错字", ref="B")
    with ledger.reading() as connection:
        assert find_item(connection, " C ") == 1
        assert find_item(connection, "A") is None
        known = select(ITEMS.c.characters, ITEMS.c.reason).where(ITEMS.c.id == 1)
        assert connection.execute(known).one() == (2, "错字")


def test_an_unknown_reference_is_told_with_the_nearest(ledger, submit, an_item):
    submit(an_item(), an_item("二"))
    with ledger.reading() as connection:
        assert item_ids(connection, ["2026-0002", "2026-0001"]) == {"2026-0001": 1, "2026-0002": 2}
        with pytest.raises(InfoledgerError) as raised:
            item_ids(connection, ["2026-0001", "2026-001"])
    assert raised.value.message == "There is no item 2026-001."
    assert "2026-0001" in raised.value.hint


def test_a_series_goes_on_from_its_last_number(entry):
    with entry() as pen:
        assert last_number(pen.connection, "政务信息 2026") == 0
        set_last_number(pen, "政务信息 2026", 5)
        set_last_number(pen, "政务信息 2026", 6)
        assert last_number(pen.connection, "政务信息 2026") == 6


def submit_some(url, count):
    with open_ledger(url, create=True) as ledger:
        for _again in range(count):
            with ledger.entry("clerk", "submit") as pen:
                record_items(pen, [NewItem(date(2026, 1, 1), (1,), "汛情")], Calendar())


def test_two_commands_at_once_number_without_gaps(tmp_path):
    url = str(tmp_path / "ledger.db")
    with open_ledger(url, create=True) as ledger, ledger.entry("clerk", "unit add") as pen:
        add_units(pen, [NewUnit("甲", "组")])
    commands = [get_context("spawn").Process(target=submit_some, args=(url, 20)) for _each in range(2)]
    for command in commands:
        command.start()
    for command in commands:
        command.join()
    with open_ledger(url) as ledger, ledger.reading() as connection:
        refs = connection.execute(select(ITEMS.c.ref).order_by(ITEMS.c.id)).scalars().all()
    assert refs == [f"2026-{number:04}" for number in range(1, 41)]


@pytest.mark.parametrize("imported", [1, 300])
def test_numbering_past_imported_references_asks_no_more_often_the_more_there_are(ledger, submit, an_item, imported):
    submit(*(an_item(ref=f"2026-{number:04}") for number in range(1, imported + 1)), an_item(ref="２０２６－０４００"))
    asked = []
    event.listen(ledger.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    submit(an_item())
    assert len([statement for statement in asked if "items.ref" in statement]) == 3
    with ledger.reading() as connection:
        assert find_item(connection, f"2026-{imported + 1:04}")


def test_numbering_fills_what_imported_references_left_free(submit, an_item):
    submit(an_item(ref="2026-0002"), an_item(ref="２０２６－０００３"))
    assert submit(an_item(), an_item(), an_item()) == ["2026-0001", "2026-0004", "2026-0005"]
