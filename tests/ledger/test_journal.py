import sqlite3
from contextlib import closing, suppress
from datetime import date
from decimal import Decimal
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, text

from infoledger.errors import InfoledgerError
from infoledger.ledger.database import open_ledger
from infoledger.ledger.journal import SEALED, last_entry, undo
from infoledger.ledger.models import Adoption, Change, Entry, Item, Unit
from infoledger.ledger.recording import edit_item, record, record_items
from infoledger.ledger.references import item_ids
from infoledger.ledger.registration import add_units
from infoledger.ledger.seals import records, seal, table_of
from infoledger.ledger.shapes import NewAdoption, NewForward, NewItem, NewUnit
from infoledger.ledger.verification import verify
from infoledger.periods import Calendar

CHANGES = table_of(Change)
ITEMS = table_of(Item)


def state(connection):
    """All records of all tables."""
    return {name: [made for made, _seal in records(connection, model)] for name, model in SEALED.items()}


def live(connection):
    return {name: [made for made in rows if "voided" not in made] for name, rows in state(connection).items()}


def counted(connection, model):
    return connection.execute(select(func.count()).select_from(table_of(model))).scalar_one()


def found(ledger):
    with ledger.reading() as connection:
        return [str(finding) for finding in verify(connection)]


def by_hand(ledger, *statements):
    with ledger.writing() as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount


def test_a_record_comes_back_as_it_was_written(ledger, submit, an_item, county):
    rich = an_item(
        informants=(county.li, county.wang),
        units=(county.town, county.bureau),
        quality=Decimal("1.50"),
        tags=("汛", "期"),
        body="正文 一 二",
    )
    submit(rich)
    with ledger.reading() as connection:
        ((made, _seal),) = records(connection, Item)
    assert made["units"] == [county.town, county.bureau]
    assert made["informants"] == [county.li, county.wang]
    assert (made["quality"], made["tags"], made["characters"]) == ("1.50", ["汛", "期"], 4)


def test_more_rows_than_are_held_at_a_time_are_one_change(ledger, submit, entry, an_item):
    submit(an_item())
    with entry() as pen:
        assert record(pen, [NewForward(1, "市府办", date(2026, 2, 1))] * 2001) == range(1, 2002)
    with ledger.reading() as connection:
        changes = connection.execute(select(CHANGES.c.first, CHANGES.c.last).where(CHANGES.c.of == "forwards")).all()
    assert [tuple(change) for change in changes] == [(1, 2001)]
    assert found(ledger) == []


def test_finishing_an_entry_leaves_its_id_alone(ledger, submit, an_item):
    statements = []
    event.listen(ledger.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    submit(an_item())
    (finished,) = (text for text in statements if text.startswith("UPDATE entries"))
    assert "id=" not in finished  # SQLite would look through every table for rows that refer to it


def test_an_error_leaves_nothing_behind(ledger, submit, entry, an_item):
    submit(an_item())
    with suppress(InfoledgerError), entry() as pen:
        record_items(pen, [an_item("二")], Calendar())
        raise InfoledgerError("refused")
    with ledger.reading() as connection:
        assert (counted(connection, Item), counted(connection, Entry)) == (1, 2)


def test_an_entry_that_changed_nothing_is_not_written(ledger, county, entry):
    with entry() as pen:
        pen.alter(Unit, county.town, head=None)
    with ledger.reading() as connection:
        assert counted(connection, Entry) == 1


def test_an_alteration_keeps_what_was_before(ledger, county, entry):
    with entry() as pen:
        pen.alter(Unit, county.town, head="张三", aliases=("甲",))
    with ledger.reading() as connection:
        before = connection.execute(select(CHANGES.c.before).order_by(CHANGES.c.id.desc())).scalars().first()
    assert before == {"head": None, "aliases": []}


def test_an_untouched_ledger_has_no_findings(ledger, submit, entry, an_item, county):
    refs = submit(an_item(), an_item("二", units=(county.town, county.bureau)))
    with entry() as pen:
        ids = item_ids(pen.connection, refs)
        adopted = record(pen, [NewAdoption(tuple(ids.values()), "快报", "市府办", "市级", date(2026, 2, 1), "综合")])
        pen.void(Adoption, adopted, "重复")
        edit_item(pen, ids[refs[0]], "单位错", units=(county.town,), body="新正文")
    assert found(ledger) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE items SET title = '旱情' WHERE ref = '2026-0002'",
            "items 2 (2026-0002 旱情): It was changed by hand.",
        ),
        (
            "UPDATE items SET voided = 1, reason = '无效' WHERE id = 2",
            "items 2 (2026-0002 二): It was changed by hand.",
        ),
        ("UPDATE item_units SET unit = 2 WHERE item = 2", "items 2 (2026-0002 二): It was changed by hand."),
        ("UPDATE item_units SET position = 7 WHERE item = 2", "items 2 (2026-0002 二): It was changed by hand."),
        ("DELETE FROM item_informants WHERE item = 2", "items 2 (2026-0002 二): It was changed by hand."),
        (
            "INSERT INTO item_informants (item, informant, position) VALUES (2, 2, 1)",
            "items 2 (2026-0002 二): It was changed by hand.",
        ),
        ("UPDATE items SET seal = 'x' WHERE id = 2", "items 2 (2026-0002 二): It was changed by hand."),
        ("UPDATE numbers SET last = 1", "numbers 1 (items 2026): It was changed by hand."),
        ("DELETE FROM changes WHERE \"of\" = 'items'", "journal entry 2: It was changed by hand: “Did something.”."),
        (
            "UPDATE entries SET clerk = 'nobody' WHERE id = 2",
            "journal entry 2: It was changed by hand: “Did something.”.",
        ),
    ],
)
def test_a_change_by_hand_is_found_and_named(ledger, submit, an_item, county, statement, told):
    submit(an_item(), an_item("二", informants=(county.wang,)), an_item("三"))
    by_hand(ledger, statement)
    assert told in found(ledger)


@pytest.mark.parametrize("ledger", ["file"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE items SET submitted = 'someday' WHERE id = 2", "items 2 (2026-0002 二): It was changed by hand."),
        ("UPDATE items SET tags = '[' WHERE id = 2", "items 2 (2026-0002 二): It was changed by hand."),
        ("UPDATE changes SET before = '{' WHERE id = 1", "journal entry 1: It was changed by hand: “Did something.”."),
    ],
)
def test_what_a_server_would_not_take_is_found_in_a_file(ledger, submit, an_item, statement, told):
    submit(an_item(), an_item("二"))
    by_hand(ledger, statement)
    assert told in found(ledger)


def test_a_row_removed_by_hand_is_found(ledger, submit, an_item):
    submit(an_item(), an_item("二"), an_item("三"))
    by_hand(ledger, "DELETE FROM item_units WHERE item = 2", "DELETE FROM items WHERE id = 2")
    assert found(ledger) == ["items 2: Removed by hand."]


def test_the_newest_rows_removed_by_hand_are_found(ledger, submit, an_item):
    submit(an_item(), an_item("二"), an_item("三"))
    by_hand(ledger, "DELETE FROM item_units WHERE item > 1", "DELETE FROM items WHERE id > 1")
    assert found(ledger) == ["items 2–3: Removed by hand."]


def test_a_row_added_by_hand_is_found(ledger, submit, an_item):
    submit(an_item())
    by_hand(
        ledger,
        "INSERT INTO items (id, entry, seal, ref, submitted, title, tags, status)"
        " SELECT 2, entry, seal, 'X', submitted, '假', tags, status FROM items",
    )
    assert found(ledger) == ["items 2 (X 假): It was added by hand."]


def test_rows_that_changed_places_are_found(ledger, submit, an_item):
    submit(an_item(), an_item("二"))
    by_hand(
        ledger,
        "UPDATE items SET title = '汛情' WHERE id = 2",
        "UPDATE items SET title = '二' WHERE id = 1",
    )
    assert [line[:7] for line in found(ledger)] == ["items 1", "items 2"]


def test_a_change_together_with_its_seal_is_found(ledger, submit, an_item):
    submit(an_item())
    by_hand(ledger, "UPDATE items SET title = '假' WHERE id = 1")
    with ledger.reading() as connection:
        ((made, _seal),) = records(connection, Item)
    by_hand(ledger, f"UPDATE items SET seal = '{seal(made)}' WHERE id = 1")
    assert found(ledger) == ["items 1: Changed by hand, together with the seal."]


@pytest.mark.parametrize("ledger", ["file"], indirect=True)  # a server does not let them go
def test_the_last_entries_taken_off_the_journal_are_found(ledger, submit, an_item):
    submit(an_item())
    submit(an_item("二"))
    with closing(sqlite3.connect(ledger.engine.url.database)) as file, file:
        file.execute("DELETE FROM item_units WHERE item = 2")
        file.execute("DELETE FROM items WHERE id = 2")
        file.execute("DELETE FROM entries WHERE id = 3")
    assert "journal: The last entries were removed." in found(ledger)


def test_an_entry_taken_out_of_the_journal_is_found(ledger, submit, an_item):
    submit(an_item())
    submit(an_item("二"))
    submit(an_item("三"))
    with ledger.writing() as connection:
        connection.execute(text("DELETE FROM changes WHERE entry = 3"))
        connection.execute(text("UPDATE items SET entry = 2 WHERE entry = 3"))
        connection.execute(text("DELETE FROM entries WHERE id = 3"))
    assert "journal entry 4: The entries before it were removed." in found(ledger)


def test_undo_gives_back_exactly_what_was(ledger, submit, entry, an_item, county):
    refs = submit(an_item(quality=Decimal("1.5")), an_item("二"))
    with ledger.reading() as connection:
        before = live(connection)
    with entry() as pen:
        ids = item_ids(pen.connection, refs)
        record_items(pen, [an_item("三")], Calendar())
        record(pen, [NewForward(ids[refs[0]], "市府办", date(2026, 2, 1))])
        edit_item(
            pen,
            ids[refs[0]],
            "错",
            units=(county.town, county.bureau),
            quality=None,
            submitted=date(2026, 3, 1),
            tags=("x",),
        )
        pen.void(Item, ids[refs[1]], "重复")
    with entry("undo") as pen:
        undo(pen)
    with ledger.reading() as connection:
        assert live(connection) == before
    assert found(ledger) == []


def test_undo_takes_back_one_entry_after_another(ledger, submit, entry, an_item, county):
    submit(an_item())
    submit(an_item("二"))
    for _again in range(3):
        with entry("undo") as pen:
            undo(pen)
    with ledger.reading() as connection:
        assert not any(live(connection).values())
        assert last_entry(connection) is None
    with pytest.raises(InfoledgerError, match="nothing to take back"), entry("undo") as pen:
        undo(pen)


def test_a_reference_taken_back_is_given_again(submit, entry, an_item):
    assert submit(an_item()) == ["2026-0001"]
    with entry("undo") as pen:
        undo(pen)
    assert submit(an_item("二")) == ["2026-0001"]


def test_what_issued_a_number_cannot_be_undone(submit, entry, an_item):
    with entry("notice --issue", "Issued 2026-01.") as pen:
        record_items(pen, [an_item()], Calendar())
        pen.final = True
    with pytest.raises(InfoledgerError, match=r"Issued 2026-01"), entry("undo") as pen:
        undo(pen)


def submission(pen, draw):
    titles = st.text("汛情 ab\u3000{", min_size=1, max_size=5).filter(str.strip)
    new = [NewItem(date(2026, 1, 1), (1,), title) for title in draw(st.lists(titles, max_size=4))]
    record_items(pen, new, Calendar())


def adoption(pen, draw):
    record(pen, [NewAdoption(tuple(some_items(pen, draw)), "快报", "办", None, date(2026, 2, 1), "单篇")])


def correction(pen, draw):
    edit_item(pen, some_items(pen, draw)[0], "错", units=tuple(draw(st.permutations([1, 2]))))


def alteration(pen, draw):
    pen.alter(Item, some_items(pen, draw), status="returned", quality=draw(st.decimals(0, 2, places=2)))


def voiding(pen, draw):
    pen.void(Item, some_items(pen, draw), "错")


def failure(pen, draw):
    correction(pen, draw)
    raise InfoledgerError("refused")


def taking_back(pen, draw):
    undo(pen)


def some_items(pen, draw):
    items = list(pen.connection.execute(select(ITEMS.c.id).where(ITEMS.c.voided.is_(None))).scalars())
    if not items:
        raise InfoledgerError("nothing there yet")
    return draw(st.lists(st.sampled_from(items), min_size=1, max_size=3, unique=True))


STEPS = st.sampled_from([submission, adoption, correction, alteration, voiding, failure, taking_back])


@settings(max_examples=25)
@given(steps=st.lists(STEPS, max_size=12), data=st.data())
def test_whatever_is_done_through_the_program_verifies(steps, data):
    with TemporaryDirectory() as folder, open_ledger(f"{folder}/ledger.db", create=True) as ledger:
        with ledger.entry("clerk", "unit add") as pen:
            add_units(pen, [NewUnit("甲", "组"), NewUnit("乙", "组")])
        for step in steps:
            with suppress(InfoledgerError), ledger.entry("clerk", step.__name__) as pen:
                step(pen, data.draw)
            assert found(ledger) == []
