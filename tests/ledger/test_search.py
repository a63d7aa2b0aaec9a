"""Items found by words, on both databases."""

from datetime import date

import pytest

from infoledger.ledger.models import Item
from infoledger.ledger.search import search_items
from infoledger.periods import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")


@pytest.fixture
def titles(ledger):
    def found(*words, window=None, most=None):
        with ledger.reading() as connection:
            return [hit.title for hit in search_items(connection, words, window, most)]

    return found


def test_two_characters_of_a_title_are_enough(submit, titles, an_item):
    submit(an_item("开展防汛演练"), an_item("开展防火演练"))
    assert titles("防汛") == ["开展防汛演练"]


def test_every_word_must_be_there(submit, titles, an_item):
    submit(an_item("防汛演练"), an_item("演练防火"), an_item("防火"))
    assert titles("演练", "防火") == ["演练防火"]


def test_the_newest_come_first_and_no_more_than_wanted(submit, titles, an_item):
    days = [date(2026, 1, 5), date(2026, 3, 5), date(2026, 2, 5), date(2026, 3, 5)]
    submit(*(an_item(f"汛情{number}", day) for number, day in enumerate(days)))
    assert titles("汛情") == ["汛情3", "汛情1", "汛情2", "汛情0"]
    assert titles("汛情", most=2) == ["汛情3", "汛情1"]


def test_a_text_is_found_in_its_period_alone(submit, titles, an_item):
    submit(an_item("甲", body="近期降雨偏少"), an_item("乙", date(2025, 6, 1), body="近期降雨偏多"))
    assert titles("降雨") == []
    assert titles("降雨", window=YEAR) == ["甲"]
    assert titles("甲", "降雨", window=YEAR) == ["甲"]


def test_a_title_outside_the_period_is_left_out(submit, titles, an_item):
    submit(an_item("汛情"), an_item("旧汛情", date(2025, 6, 1)))
    assert titles("汛情", window=YEAR) == ["汛情"]


@pytest.mark.parametrize("text", ["%", "_", "/", "\\", "'"])
def test_no_character_stands_for_others(submit, titles, an_item, text):
    submit(an_item(f"增长5{text}"), an_item("增长5点"))
    assert titles(f"5{text}") == [f"增长5{text}"]


def test_case_is_no_difference(submit, titles, an_item):
    submit(an_item("推广AI应用"))
    assert titles("ai") == ["推广AI应用"]


def test_what_was_taken_back_is_not_found(submit, titles, an_item, entry):
    submit(an_item("汛情"))
    with entry() as pen:
        pen.void(Item, 1, "重复")
    assert titles("汛情") == []


def test_units_are_called_as_they_were_the_lead_one_first(submit, ledger, an_item, county):
    submit(an_item("汛情", units=(county.town, county.bureau)))
    with ledger.reading() as connection:
        (hit,) = search_items(connection, ["汛情"])
    assert (hit.ref, hit.submitted, hit.units, hit.status) == (
        "2026-0001",
        date(2026, 1, 5),
        ("甲镇", "水利局"),
        "received",
    )
