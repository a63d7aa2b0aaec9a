from datetime import date

import pytest

from infoledger.ledger.comparison import compare
from infoledger.ledger.journal import undo
from infoledger.ledger.models import Forward, Item
from infoledger.ledger.recording import edit_item, record
from infoledger.ledger.references import taken_refs
from infoledger.ledger.shapes import NewForward, NewSolicitation


@pytest.fixture
def compared(ledger):
    def of(*new):
        with ledger.reading() as connection:
            refs = taken_refs(connection, {ref for fact in new if (ref := getattr(fact, "ref", None))})
            return compare(connection, new, refs.__contains__)

    return of


def test_what_was_recorded_is_there_when_it_comes_again(submit, compared, an_item, county):
    rich = an_item(ref="A", units=(county.town, county.bureau), informants=(county.li,), tags=("汛",), body="正文 ")
    new = (rich, an_item("二"))
    assert compared(*new) == ["new", "new"]
    submit(*new)
    assert compared(*new) == ["there", "there"]


def test_twins_are_as_many_facts(submit, entry, compared, an_item):
    submit(an_item(), an_item())
    assert compared(an_item(), an_item(), an_item()) == ["there", "there", "new"]
    twin = NewForward(1, "市府办", date(2026, 2, 1))
    with entry() as pen:
        record(pen, [twin])
    assert compared(twin, twin) == ["there", "new"]


@pytest.mark.parametrize(
    "change", [{"title": "三"}, {"body": "别的"}, {"submitted": date(2026, 1, 6)}, {"tags": ("x",)}]
)
def test_a_reference_with_other_content_is_told(submit, compared, an_item, change):
    submit(an_item(ref="A", body="正文"))
    assert compared(an_item(ref="A", **{"body": "正文", **change})) == ["other"]


def test_the_order_of_units_is_content(submit, compared, an_item, county):
    submit(an_item(ref="A", units=(county.town, county.bureau)))
    assert compared(an_item(ref="A", units=(county.bureau, county.town))) == ["other"]


def test_a_reference_twice_in_one_file_is_one_item(compared, an_item):
    assert compared(an_item(ref="A"), an_item(ref="A"), an_item("二", ref="A")) == ["new", "there", "other"]


def test_an_item_found_by_its_reference_is_not_counted_for_its_twin(submit, compared, an_item):
    submit(an_item(ref="A"))
    assert compared(an_item(), an_item(ref="A")) == ["new", "there"]


def test_what_a_clerk_voided_does_not_come_back(submit, entry, compared, an_item):
    submit(an_item(ref="A"), an_item("二"))
    with entry() as pen:
        record(pen, [NewForward(1, "市府办", date(2026, 2, 1))])
        pen.void(Forward, 1, "错")
        pen.void(Item, [1, 2], "错")
    assert compared(an_item(ref="A"), an_item("二")) == ["there", "there"]
    assert compared(NewForward(1, "市府办", date(2026, 2, 1))) == ["there"]


def test_the_reference_of_a_voided_item_is_free_for_another(submit, entry, compared, an_item):
    submit(an_item(ref="A"))
    with entry() as pen:
        pen.void(Item, 1, "错")
    assert compared(an_item("二", ref="A")) == ["new"]
    submit(an_item("二", ref="A"))


def test_what_undo_took_back_is_recorded_again(submit, entry, compared, an_item):
    submit(an_item(ref="A"), an_item("二"))
    with entry("undo") as pen:
        undo(pen)
    assert compared(an_item(ref="A"), an_item("二")) == ["new", "new"]


def test_a_corrected_item_is_there_as_it_was_and_as_it_is(submit, entry, compared, an_item):
    submit(an_item(ref="A"), an_item("二"))
    with entry() as pen:
        edit_item(pen, 1, "错字", title="旱情")
        edit_item(pen, 2, "错日", submitted=date(2026, 2, 1))
    assert compared(an_item(ref="A"), an_item("二")) == ["there", "there"]
    assert compared(an_item("旱情", ref="A"), an_item("二", submitted=date(2026, 2, 1))) == ["there", "there"]


def test_a_correction_taken_back_does_not_make_it_two(submit, entry, compared, an_item):
    submit(an_item())
    with entry() as pen:
        edit_item(pen, 1, "错字", title="旱情")
    with entry("undo") as pen:
        undo(pen)
    assert compared(an_item(), an_item()) == ["there", "new"]


def test_reviewing_an_item_does_not_make_it_another(submit, entry, compared, an_item):
    submit(an_item(ref="A"), an_item("二"))
    with entry() as pen:
        pen.alter(Item, [1, 2], status="approved")
    assert compared(an_item(ref="A"), an_item("二")) == ["there", "there"]


def test_solicitations_are_compared_with_the_units_asked(entry, compared, county):
    asked = NewSolicitation("春耕", date(2026, 3, 1), date(2026, 3, 10), (county.bureau, county.town))
    with entry() as pen:
        record(pen, [asked])
    assert compared(asked) == ["there"]
    assert compared(NewSolicitation("春耕", date(2026, 3, 1), date(2026, 3, 10), (county.town,))) == ["new"]
