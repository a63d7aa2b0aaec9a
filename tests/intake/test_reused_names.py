"""A name that one unit gave up and another took: whoever bore it on the day is meant."""

import pytest

from infoledger.ledger.models import Adjustment, Item, ItemInformant, ItemUnit, SolicitationTarget, Violation

OLD, NEW = 1, 4  # the ids of the units, of their informants
ROWS = "报送日期,单位,信息员,标题\n2025-03-01,甲乡,王五,三月\n2025-08-01,甲乡,王五,八月\n2025-06-15,甲乡,,六月\n"


@pytest.fixture
def renamed(settled, run):
    """The office, in which 甲乡 became 甲镇 in June 2025 and a new 甲乡 was founded in July, each with a 王五."""
    settled.accept("informants.csv", "姓名,单位\n王五,甲乡\n")
    assert run("unit", "rename", "甲乡", "甲镇", "--on", "2025-06-01").exit_code == 0
    assert run("unit", "add", "甲乡", "--group", "乡镇", "--joined", "2025-07-01").exit_code == 0
    assert run("informant", "add", "王五", "--unit", "甲乡").exit_code == 0
    return settled


def test_rows_of_an_import_mean_who_bore_the_name_on_their_day(renamed, run):
    renamed.accept("items.csv", ROWS)
    titles = {row.id: row.title for row in renamed.rows(Item)}
    units = {titles[row.item]: row.unit for row in renamed.rows(ItemUnit)}
    # On 15 June nobody bore it: then the one that bears it now.
    assert (units["三月"], units["八月"], units["六月"]) == (OLD, NEW, NEW)
    people = {titles[row.item]: row.informant for row in renamed.rows(ItemInformant)}
    assert people["三月"] != people["八月"]
    assert "Nothing in items.csv is new." in run("import", "items.csv").stderr
    renamed.accept("violations.csv", "单位,信息员,类型,日期\n甲乡,王五(甲乡),迟报,2025-03-02\n甲乡,,迟报,2025-08-02\n")
    assert [row.unit for row in renamed.rows(Violation)] == [OLD, NEW]


@pytest.mark.parametrize(("day", "unit"), [("2025-03-01", OLD), ("2025-08-01", NEW)])
def test_what_is_typed_with_a_day_means_who_bore_the_name_then(renamed, run, day, unit):
    for words in (
        ("submit", "--title", "一", "--unit", "甲乡", "--by", "王五", "--ref", "X"),
        ("violation", "甲乡", "迟报"),
        ("solicit", "秋种", "--to", "甲乡", "--due", "2025-09-01"),
        ("adjust", "甲乡", "2", "--reason", "补"),
    ):
        assert run(*words, "--on", day).exit_code == 0, words
    for model in (ItemUnit, Violation, SolicitationTarget, Adjustment):
        assert renamed.rows(model)[-1].unit == unit, model
    assert "补" in run("explain", "甲乡", day[:7], "-f", "csv").stdout
    assert run("item", "edit", "X", "--title", "二", "--reason", "误").exit_code == 0
    assert renamed.rows(ItemUnit)[-1].unit == unit
