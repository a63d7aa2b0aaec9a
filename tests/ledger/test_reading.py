from datetime import date, time
from decimal import Decimal

import pytest

from infoledger.config.model import Body, Category, Leader, Outlet
from infoledger.ledger.journal import undo
from infoledger.ledger.models import Adoption, Item, Solicitation
from infoledger.ledger.reading import WHOLE, Extent, awards_given, load_book
from infoledger.ledger.recording import record
from infoledger.ledger.shapes import (
    NewAdjustment,
    NewAdoption,
    NewAward,
    NewForward,
    NewInstruction,
    NewSolicitation,
    NewViolation,
)
from infoledger.rules.clauses import parties
from infoledger.rules.facts import Traits
from infoledger.rules.lateness import Deadline
from infoledger.rules.postings import Party

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def book(ledger, config):
    def loaded(first=YEAR[0], last=YEAR[1], today=date(2027, 1, 1), extent=WHOLE, **fields):
        with ledger.reading() as connection:
            return load_book(connection, config(**fields), first, last, today, extent)

    return loaded


@pytest.fixture
def recorded(entry):
    def facts(*new):
        with entry() as pen:
            for fact in new:
                record(pen, [fact])

    return facts


def adoption(day, *items, outlet="快报", body="市府办", level="市级", **more):
    return NewAdoption(items, outlet, body, level, day, more.pop("form", "单篇"), **more)


def told(book):
    return [(fact.kind, fact.day.isoformat(), "".join(item.ref for item in fact.items)) for fact in book.facts]


def test_a_submission_holds_what_the_rules_may_ask(book, submit, an_item, county):
    units, informants = (county.town, county.bureau), (county.li, county.wang)
    submit(
        an_item(
            "汛情",
            units=units,
            informants=informants,
            category="紧急",
            tags=("汛",),
            quality=Decimal("1.2"),
            source="会议",
        ),
        an_item("续", follows=1, body="一二三"),
    )
    first, second = (fact.items[0] for fact in book(categories={"紧急": Category(urgent=True)}).facts)
    assert (first.units, first.informants) == (units, informants)
    assert first.traits == Traits("紧急", True, tags=("汛",), quality=Decimal("1.2"), hours_late=0, source="会议")
    assert second.traits == Traits(follow_up=True, hours_late=0, characters=3)


@pytest.mark.parametrize(
    ("deadline", "occurred", "late"),
    [
        (None, None, Decimal(0)),
        (Deadline(2, "h"), None, None),
        (Deadline(2, "h"), (date(2026, 1, 5), time(9)), Decimal("0.5")),
        (Deadline(3, "d"), (date(2026, 1, 1), None), Decimal(24)),
        (Deadline(3, "wd"), (date(2026, 1, 1), None), Decimal(0)),
    ],
)
def test_lateness_follows_the_category(book, submit, an_item, deadline, occurred, late):
    day, at = occurred or (None, None)
    submit(an_item(submitted_time=time(11, 30), occurred=day, occurred_time=at, category="动态"))
    assert book(categories={"动态": Category(deadline)}).facts[0].items[0].traits.hours_late == late


def test_facts_of_the_window_come_in_order(book, submit, recorded, an_item, county):
    submit(an_item(ref="A"), an_item("二", date(2026, 2, 1), ref="B"), an_item("三", date(2027, 1, 1), ref="C"))
    recorded(
        NewAward(1, "好信息", date(2026, 2, 1)),
        NewAdjustment(county.town, date(2026, 2, 1), "多报"),
        NewInstruction((1,), "张", "县级", date(2026, 2, 1)),
        adoption(date(2026, 2, 1), 2),
        adoption(date(2026, 2, 1), 1),
        NewForward(1, "市府办", date(2026, 2, 1)),
        NewViolation(county.town, "迟报", date(2026, 2, 1)),
    )
    assert told(book()) == [
        ("submission", "2026-01-05", "A"),
        ("submission", "2026-02-01", "B"),
        ("forward", "2026-02-01", "A"),
        ("adoption", "2026-02-01", "B"),
        ("adoption", "2026-02-01", "A"),
        ("instruction", "2026-02-01", "A"),
        ("violation", "2026-02-01", ""),
        ("award", "2026-02-01", "A"),
        ("adjustment", "2026-02-01", ""),
    ]


def test_the_days_at_both_ends_are_in_the_window(book, submit, an_item):
    submit(
        *(
            an_item(ref=day, submitted=date.fromisoformat(day))
            for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01")
        )
    )
    assert [ref for _kind, _day, ref in told(book())] == ["2026-01-01", "2026-12-31"]


def test_items_bring_their_whole_earlier_life(book, submit, recorded, an_item):
    submit(an_item(ref="A", submitted=date(2025, 5, 1)), an_item(ref="B", submitted=date(2025, 5, 2)))
    recorded(
        NewForward(1, "市府办", date(2025, 6, 1)),
        adoption(date(2025, 7, 1), 1, 2),
        NewForward(2, "市府办", date(2025, 8, 1)),
        NewInstruction((1,), "张", "县级", date(2026, 2, 1)),
    )
    assert told(book()) == [
        ("submission", "2025-05-01", "A"),
        ("forward", "2025-06-01", "A"),
        ("adoption", "2025-07-01", "AB"),
        ("instruction", "2026-02-01", "A"),
    ]


def test_only_the_kinds_asked_for_are_read(book, submit, recorded, an_item):
    submit(an_item(ref="A"))
    recorded(adoption(date(2026, 2, 1), 1), NewForward(1, "市府办", date(2026, 2, 1)))
    assert told(book(extent=Extent({"adoption"}))) == [("adoption", "2026-02-01", "A")]


@pytest.fixture
def shared_year(submit, recorded, an_item, county):
    """Two units with an item each and one that both wrote."""
    town, bureau = {"units": (county.town,), "informants": (county.li,)}, {"units": (county.bureau,), "informants": ()}
    both = {"units": (county.town, county.bureau), "informants": (county.li,)}
    submit(an_item(ref="A", **town), an_item(ref="B", **bureau), an_item(ref="AB", **both))
    recorded(
        *(NewForward(item, "市府办", date(2026, 2, item)) for item in (1, 2, 3)),
        adoption(date(2026, 3, 1), 2, 1),
        adoption(date(2026, 3, 2), 2),
        NewSolicitation("春耕", date(2026, 3, 1), date(2026, 3, 10), (county.bureau, county.town)),
        NewViolation(county.town, "迟报", date(2026, 4, 1), informant=county.li),
        NewViolation(county.bureau, "漏报", date(2026, 4, 2)),
        NewAdjustment(county.bureau, date(2026, 5, 1), "多报", points=Decimal(1)),
    )


@pytest.mark.parametrize(("kind", "name"), [("unit", "town"), ("unit", "bureau"), ("informant", "li")])
def test_a_book_of_one_party_holds_every_fact_that_concerns_it(book, shared_year, county, kind, name):
    party = Party(kind, getattr(county, name))
    whole, own = book(), book(extent=Extent(party=party))
    concerning = [fact for fact in whole.facts if party in dict(parties(whole, fact, kind))]
    assert [fact for fact in own.facts if party in dict(parties(own, fact, kind))] == concerning
    assert 0 < len(concerning) <= len(own.facts) < len(whole.facts)
    assert all(fact in whole.facts for fact in own.facts)


def test_a_book_of_one_party_brings_the_earlier_life_of_its_items(book, submit, recorded, an_item, county):
    submit(an_item(ref="A", submitted=date(2025, 5, 1), units=(county.town,)), an_item(ref="B", units=(county.bureau,)))
    recorded(NewForward(1, "市府办", date(2025, 6, 1)), NewInstruction((1, 2), "张", "县级", date(2026, 2, 1)))
    assert told(book(extent=Extent(party=Party("unit", county.town)))) == [
        ("submission", "2025-05-01", "A"),
        ("forward", "2025-06-01", "A"),
        ("submission", "2026-01-05", "B"),
        ("instruction", "2026-02-01", "AB"),
    ]


def test_what_was_taken_back_is_not_there(book, submit, recorded, entry, an_item, county):
    submit(an_item(ref="A"), an_item(ref="B"))
    recorded(
        adoption(date(2026, 2, 1), 1, 2),
        adoption(date(2026, 2, 2), 1),
        adoption(date(2026, 2, 3), 2),
        NewViolation(county.town, "误报", date(2026, 2, 4), item=1),
    )
    with entry() as pen:
        pen.void(Item, 1, "重复")
        pen.void(Adoption, 3, "撤稿")
    assert told(book()) == [
        ("submission", "2026-01-05", "B"),
        ("adoption", "2026-02-01", "B"),
        ("violation", "2026-02-04", ""),
    ]
    with entry("undo") as pen:
        undo(pen)
    assert len(book().facts) == 6


def test_details_follow_the_config_and_else_what_was_recorded(book, submit, recorded, an_item):
    submit(an_item())
    here, there = Outlet("快报", "市府办", "省级"), Outlet("快报", "省府办", "省级", own=True)
    recorded(
        adoption(date(2026, 2, 1), 1, fee=12050, issue="3"),
        adoption(date(2026, 2, 2), 1, outlet="旧刊"),
        NewForward(1, "市府办", date(2026, 2, 3)),
        NewInstruction((1,), "张", None, date(2026, 2, 4), outlet="快报", body="省府办"),
        NewInstruction((1,), "张", "省级", date(2026, 2, 5), chief=False),
    )
    config = {
        "outlets": (here, there),
        "bodies": {"市府办": Body("市府办", "市级", (here,))},
        "leaders": {"张": Leader("县级", chief=True)},
    }
    new, old, forward, read, other = (fact.details for fact in book(**config).facts[1:])
    assert (new["outlet"], new["level"], new["own"], new["fee"]) == ("市府办/快报", "省级", False, Decimal("120.50"))
    assert (new["issue"], new["body"]) == ("3", "市府办")
    assert (old["outlet"], old["level"], old["own"], old["fee"]) == ("旧刊", "市级", False, None)
    assert forward == {"body": "市府办", "level": "市级"}
    assert (read["outlet"], read["level"], read["chief"]) == ("省府办/快报", "县级", True)
    assert (other["outlet"], other["level"], other["chief"]) == (None, "省级", False)


def test_facts_that_name_their_party_hold_it(book, recorded, county):
    recorded(
        NewViolation(county.town, "迟报", date(2026, 2, 4), informant=county.li, level="市级"),
        NewAdjustment(county.bureau, date(2026, 2, 5), "多报", points=Decimal("0.5"), cite="第八条"),
    )
    violation, adjustment = book().facts
    assert (violation.unit, violation.informant) == (county.town, county.li)
    assert violation.details == {"kind": "迟报", "level": "市级"}
    assert (adjustment.unit, adjustment.informant) == (county.bureau, None)
    assert adjustment.details == {"points": Decimal("0.5"), "yuan": None, "reason": "多报", "cite": "第八条"}


def answers(book):
    return [
        (fact.unit, fact.details["answered"], fact.day.isoformat(), "".join(item.ref for item in fact.items))
        for fact in book.facts
        if fact.kind == "solicitation"
    ]


@pytest.fixture
def asked(recorded, county):
    recorded(NewSolicitation("春耕", date(2026, 3, 1), date(2026, 3, 10), (county.bureau, county.town)))


def test_each_unit_asked_answers_by_its_first_item(book, submit, asked, an_item, county):
    submit(
        an_item(ref="C", submitted=date(2026, 3, 12), solicitation=1, units=(county.town,)),
        an_item(ref="B", submitted=date(2026, 3, 10), submitted_time=time(12), solicitation=1),
        an_item(ref="A", submitted=date(2026, 3, 10), submitted_time=time(8), solicitation=1),
    )
    assert answers(book()) == [(county.bureau, "on_time", "2026-03-10", "A"), (county.town, "late", "2026-03-12", "C")]


def test_a_solicitation_is_missed_from_the_day_after_it_is_due(book, asked, county):
    assert answers(book(today=date(2026, 3, 10))) == []
    missed = [(unit, "missed", "2026-03-10", "") for unit in (county.bureau, county.town)]
    assert answers(book(today=date(2026, 3, 11))) == missed


def test_an_answer_outside_the_window_is_seen(book, submit, asked, an_item, county):
    submit(an_item(ref="A", submitted=date(2026, 4, 2), solicitation=1))
    march, april = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))
    assert answers(book(*march)) == [(county.town, "missed", "2026-03-10", "")]
    assert answers(book(*april)) == [(county.bureau, "late", "2026-04-02", "A")]


def test_an_item_of_a_solicitation_taken_back_is_not_solicited(book, submit, asked, entry, an_item):
    submit(an_item(submitted=date(2026, 3, 2), solicitation=1))
    assert book().facts[0].items[0].traits.solicited
    with entry() as pen:
        pen.void(Solicitation, 1, "取消")
    assert [(fact.kind, fact.items[0].traits.solicited) for fact in book().facts] == [("submission", False)]


def test_awards_given_are_counted_in_their_window(ledger, submit, recorded, entry, an_item):
    submit(an_item(), an_item("二"))
    recorded(*(NewAward(item, "好信息", date(2026, month, 28)) for month in (1, 2) for item in (1, 2)))
    with entry() as pen:
        pen.void(Item, 2, "重复")
    with ledger.reading() as connection:
        assert awards_given(connection, "好信息", date(2026, 1, 1), date(2026, 1, 31)) == 1
        assert awards_given(connection, "别的", *YEAR) == 0


@pytest.fixture
def feedback(book, submit, an_item, recorded):
    """``feedback(due, given)``: the facts of the feedback on one instruction, as of a day and in a window."""
    submit(an_item(ref="A", submitted=date(2026, 1, 2)))

    def loaded(due, given=None, **asked):
        recorded(NewInstruction((1,), "张书记", "市级", date(2026, 1, 9), True, due=due, feedback_day=given))
        facts = book(**asked).facts
        return [(fact.day, fact.details["answered"]) for fact in facts if fact.kind == "feedback"]

    return loaded


@pytest.mark.parametrize(
    ("given", "today", "answered"),
    [
        (None, date(2026, 3, 1), []),
        (None, date(2026, 3, 2), [(date(2026, 3, 1), "missed")]),
        (date(2026, 3, 1), date(2026, 3, 1), [(date(2026, 3, 1), "on_time")]),
        (date(2026, 3, 2), date(2026, 3, 9), [(date(2026, 3, 2), "late")]),
        (date(2027, 1, 1), date(2027, 1, 1), [(date(2026, 3, 1), "missed")]),
    ],
)
def test_feedback_is_given_in_time_late_or_missed(feedback, given, today, answered):
    assert feedback(date(2026, 3, 1), given, today=today) == answered


def test_an_instruction_without_a_due_day_owes_no_feedback(feedback):
    assert feedback(None, date(2026, 2, 1)) == []


def test_feedback_is_of_the_window_in_which_it_counts(feedback):
    due, given = date(2026, 3, 1), date(2026, 4, 2)
    assert feedback(due, given, first=date(2026, 3, 1), last=date(2026, 3, 31)) == []


def test_feedback_knows_the_fields_of_its_instruction(feedback, book):
    feedback(date(2026, 3, 1), date(2026, 2, 1))
    (fact,) = (fact for fact in book(extent=Extent({"feedback"})).facts)
    assert (fact.items[0].ref, fact.details["leader"], fact.details["chief"]) == ("A", "张书记", True)
