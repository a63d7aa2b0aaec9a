"""What several units report at once is found as one matter, and what only looks like it is not."""

from datetime import date, timedelta

import pytest

from infoledger.intake.likeness import Titles
from infoledger.intake.matters import Report, matters
from tests.intake.matter_set import make

#: Of each half; there are two.
MATTERS = 180
DAY = date(2026, 10, 9)
UNITS = ("甲镇", "乙镇", "丙镇", "丁镇", "县应急局", "县交通局", "县公安局")
TITLES = Titles("青岚县人民政府办公室", {id: (name,) for id, name in enumerate(UNITS)})


def found(*told, days=7):
    """The references of each matter in reports told as (unit, title, day after the first); one is its place."""
    reports = [
        Report(
            place, str(place), title, DAY + timedelta(days=day), tuple(UNITS.index(unit) for unit in who.split("、"))
        )
        for place, (who, title, day) in enumerate(told)
    ]
    made = matters(reports, [TITLES.plain(report.title) for report in reports], days=days)
    return [[report.id for report in matter.reports] for matter in made]


@pytest.fixture(scope="module", params=[0, 1])
def measured(request):
    """A year with 180 matters among their look-alikes, and what is found in it.

    Before anything was tuned the second half, of other subjects, was laid aside.
    """
    made = make(MATTERS, request.param)
    return made, matters(made.reports, made.plain)


def test_of_twenty_proposed_matters_nineteen_are_one_matter(measured):
    made, proposed = measured
    right = [each for each in proposed if len({str(made.subject[report.id]) for report in each.reports}) == 1]
    assert len(right) >= 0.95 * len(proposed)


def test_of_five_matters_four_are_found(measured):
    made, proposed = measured
    told = [{made.matter.get(report.id) for report in each.reports} for each in proposed]
    assert len({number for (number, *more) in map(tuple, told) if number is not None and not more}) >= 0.8 * MATTERS


def test_three_units_in_their_own_words_are_one_matter():
    told = (
        ("甲镇", "甲镇柑橘滞销", 0),
        ("乙镇", "关于柑橘积压滞销的情况反映", 2),
        ("丙镇", "丙镇反映柑橘滞销问题突出", 3),
    )
    assert found(*told) == [[0, 1, 2]]


def test_two_units_are_too_few_and_so_are_two_joint_items():
    assert not found(("甲镇", "甲镇柑橘滞销", 0), ("乙镇", "乙镇柑橘滞销", 0), ("乙镇", "柑橘滞销值得关注", 1))
    assert not found(("甲镇、乙镇", "柑橘滞销", 0), ("丙镇、丁镇", "柑橘滞销", 0))


def test_numbers_of_its_own_set_no_unit_apart():
    told = ("甲镇", "甲镇28户柑橘滞销", 0), ("乙镇", "乙镇103户柑橘滞销", 1), ("丙镇", "丙镇3户柑橘滞销", 1)
    assert found(*told) == [[0, 1, 2]]


def test_another_place_is_another_matter():
    told = ("甲镇", "甲镇山体滑坡", 0), ("县应急局", "甲镇山体滑坡", 0), ("县交通局", "乙镇山体滑坡", 0)
    assert not found(*told)
    assert found(*told, ("县公安局", "关于甲镇山体滑坡的情况报告", 1)) == [[0, 1, 3]]


def test_another_year_is_another_matter():
    told = ("甲镇", "甲镇柑橘滞销", 0), ("乙镇", "2025年柑橘滞销情况", 0), ("丙镇", "丙镇柑橘滞销", 0)
    assert not found(*told)
    assert found(*told, ("丁镇", "2026年柑橘滞销情况", 0)) == [[0, 2, 3]]


def test_what_comes_after_so_many_days_is_not_at_once():
    told = ("甲镇", "甲镇柑橘滞销", 0), ("乙镇", "乙镇柑橘滞销", 4), ("丙镇", "丙镇柑橘滞销", 7)
    assert not found(*told)
    assert found(*told, days=8) == [[0, 1, 2]]
