"""Recording without a command: another front end fills in columns, and is told in its own words what is wrong."""

from datetime import date

import pytest

from infoledger.errors import InfoledgerError, UsageError
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.recording import record_facts
from infoledger.office.registering import add_unit
from infoledger.office.submitting import submit_item
from infoledger.office.undoing import last_recorded, undo_recorded

CONFIG = """
office: {name: 某区政府办公室, level: 县级}
levels: [县级]
bodies: {市政府办公室: {level: 县级, outlets: {市府信息: {}}}}
"""
PAGE = Fields("page", {"units": "报送单位", "submitted": "报送日期"})


@pytest.fixture
def desk(environment):
    (environment / "config.yaml").write_text(CONFIG, "utf-8")
    desk = Desk(environment / "config.yaml", None, date(2026, 10, 20), "王某")
    add_unit(desk, PAGE, {"name": "甲镇", "group": "乡镇"})
    return desk


def submit(desk, agree=None, **given):
    return submit_item(desk, PAGE, {"submitted": desk.today, **given}, agree=agree)


def items(desk):
    with desk.reading() as connection:
        return connection.exec_driver_sql("SELECT ref, title FROM items WHERE voided IS NULL").fetchall()


def test_what_is_wrong_is_told_in_the_words_of_the_form(desk):
    with pytest.raises(UsageError) as wrong:
        submit(desk, title="秋收完成", units="甲镇", submitted="十月")
    assert wrong.value.message.startswith("报送日期: ")
    with pytest.raises(InfoledgerError) as unknown:
        submit(desk, title="秋收完成", units="丁镇")
    assert unknown.value.message.startswith("报送单位: ")
    assert items(desk) == []


def test_what_a_person_does_not_agree_to_is_not_recorded(desk):
    told = []

    def refuse(sentence):
        told.append(sentence)
        raise InfoledgerError("no")

    with pytest.raises(InfoledgerError, match="no"):
        submit(desk, refuse, title="秋收完成", units="甲镇")
    assert told == ["甲镇 submitted 2026-0001 “秋收完成” on 2026-10-20"]
    assert items(desk) == []


def test_what_a_person_was_shown_is_what_is_recorded(desk):
    told = []
    done = submit(desk, told.append, title="秋收完成", units="甲镇")
    assert (done.names, [done.sentence]) == (["2026-0001"], told)
    assert items(desk) == [("2026-0001", "秋收完成")]


def test_several_facts_are_recorded_as_one_entry_and_undone_as_one(desk):
    for title in ("秋收完成", "预算执行"):
        submit(desk, title=title, units="甲镇")
    forward = {"body": "市政府办公室", "date": desk.today}
    done = record_facts(desk, PAGE, "forwards", [{"ref": f"2026-000{each}", **forward} for each in (1, 2)])
    assert (done.names, done.sentence.endswith(", and 1 more")) == (["1", "2"], True)
    last = last_recorded(desk)
    assert last.sentence == done.sentence
    undo_recorded(desk, last)
    assert last_recorded(desk).sentence.startswith("甲镇 submitted 2026-0002")


def test_an_entry_that_is_no_more_the_last_is_not_undone(desk):
    submit(desk, title="秋收完成", units="甲镇")
    shown = last_recorded(desk)
    submit(desk, title="预算执行", units="甲镇")
    with pytest.raises(InfoledgerError, match="meanwhile"):
        undo_recorded(desk, shown)
    assert len(items(desk)) == 2
