"""What became of an item is told from what was recorded of it, the last event saying how it stands."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infoledger.rules.fates import Event, fate

SUBMITTED = date(2026, 10, 1)
TODAY = date(2026, 11, 30)


def of(*happened, status="approved", unused_after=30, today=TODAY):
    return fate("A", "标题", SUBMITTED, status, happened, today=today, unused_after=unused_after)


def kinds(found):
    return [event.kind for event in found.events]


def test_an_item_sent_up_and_not_adopted_is_unused_from_the_day_after_the_last():
    found = of(Event(date(2026, 10, 5), "forwarded", "市政府办公室"))
    assert kinds(found) == ["forwarded", "unused"]
    assert found.events[-1].day == date(2026, 11, 1)
    assert kinds(of(Event(date(2026, 10, 5), "forwarded"), today=date(2026, 10, 31))) == ["forwarded"]


def test_what_was_turned_down_is_that_and_not_unused():
    assert kinds(of(Event(date(2026, 10, 3), "rejected", "初审员", "内容重复"), status="rejected")) == ["rejected"]


def test_an_item_that_came_back_after_a_return_waits_again():
    returned = Event(date(2026, 10, 3), "returned", "初审员", "缺数据")
    assert kinds(of(returned, status="received", unused_after=None)) == ["returned", "waiting"]


def test_nothing_ahead_is_told_and_without_a_limit_it_waits():
    later = Event(TODAY + timedelta(1), "adopted", "市府信息")
    assert kinds(of(later, unused_after=None)) == ["waiting"]


@given(
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["forwarded", "adopted", "instructed", "returned_above"])))
)
def test_what_was_used_is_never_called_unused_and_events_stand_in_order(given_events):
    happened = [Event(SUBMITTED + timedelta(days), kind) for days, kind in given_events]
    found = of(*happened)
    assert [event.day for event in found.events] == sorted(event.day for event in found.events)
    assert not (found.used and "unused" in kinds(found))
