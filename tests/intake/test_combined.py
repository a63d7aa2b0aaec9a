"""In imports a combined item stands for its sources, as it does at the keyboard."""

from datetime import date

import pytest

from infoledger.ledger.combined import merge_items
from infoledger.ledger.shapes import NewItem
from infoledger.periods import Calendar


@pytest.fixture
def combined(settled):
    """The office with an item 综1 combined from A and B."""
    with settled.desk.recording("item merge") as pen:
        made = NewItem(date(2025, 1, 7), (), "两地", "综1")
        merge_items(pen, [1, 2], made, settled.desk.config.secrecy, Calendar())
    return settled


FORWARDS = "编号,上级,日期\n综1,市政府办公室,2025-02-01\n"
ADOPTIONS = "编号,刊物,日期\n综1,市府信息,2025-02-02\n"
INSTRUCTIONS = "编号,领导,日期\n综1,张书记,2025-02-03\n"


def refs(office, kind):
    """The items of each fact of a kind."""
    return ["".join(item.ref for item in fact.items) for fact in office.facts(kind)]


def test_each_source_is_forwarded(combined):
    combined.accept("forwards.csv", FORWARDS)
    assert refs(combined, "forward") == ["A", "B"]


def test_one_piece_of_all_sources_is_adopted(combined):
    combined.accept("adoptions.csv", ADOPTIONS)
    assert refs(combined, "adoption") == ["AB"]
    assert combined.details("adoption", "form") == [("综合",)]


def test_a_form_that_is_said_stays(combined):
    combined.accept("adoptions.csv", "编号,刊物,日期,方式\n综1,市府信息,2025-02-02,简讯\n")
    assert combined.details("adoption", "form") == [("简讯",)]


def test_one_instruction_is_on_all_sources(combined):
    combined.accept("instructions.csv", INSTRUCTIONS)
    assert refs(combined, "instruction") == ["AB"]


def test_a_source_named_beside_it_counts_once(combined):
    combined.accept("adoptions.csv", "编号,刊物,日期\nB;综1,市府信息,2025-02-02\n")
    assert refs(combined, "adoption") == ["BA"]


def test_imported_again_nothing_changes(combined):
    for name, content in (("forwards", FORWARDS), ("adoptions", ADOPTIONS), ("instructions", INSTRUCTIONS)):
        combined.accept(f"{name}.csv", content)
        before = combined.counts()
        ((_kind, (new, _changed, there)),) = combined.accept(f"{name}.csv", content).items()
        assert (new, there) == (0, 1)
        assert combined.counts() == before
