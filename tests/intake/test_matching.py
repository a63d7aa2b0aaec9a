"""Printed titles find their items: what is sure is right, what is doubtful is among three."""

from datetime import date, timedelta

import pytest

from infoledger.intake.likeness import Titles
from infoledger.intake.matching import Candidate, Matcher, Printed
from tests.intake.titles import KINDS, measured_lines

DAY = date(2026, 9, 25)
UNITS = {1: ("石桥镇", "石桥镇人民政府"), 2: ("柳溪镇",), 3: ("县教育局", "青岚县教育局")}
TITLES = Titles("青岚县人民政府办公室", UNITS)


@pytest.fixture(scope="module", params=[1, 2])
def measured(request):
    """A county of 5,000 items, and what is found for 560 edited titles."""
    county, lines = measured_lines(request.param)
    matcher = county.matcher()
    return [(line, matcher.match(line.printed)) for line in lines]


def test_what_is_sure_is_right(measured):
    assert not [line for line, match in measured if match.refs and frozenset(match.refs) != line.refs]


def test_of_the_rest_nine_in_ten_are_among_the_three(measured):
    rest = [(line, match) for line, match in measured if line.refs and not match.refs]
    found = [line for line, match in rest if line.refs <= {guess.candidate.ref for guess in match.guesses}]
    assert len(found) >= 0.9 * len(rest) > 200


def test_what_only_punctuation_and_names_set_apart_is_mostly_sure(measured):
    plain = [match for line, match in measured if line.kind in ("marks", "shortened")]
    assert len([match for match in plain if match.refs]) >= 0.8 * len(plain)


def test_the_measured_set_holds_every_kind_of_edit(measured):
    assert {line.kind for line, _match in measured} == set(KINDS)
    assert len(measured) == sum(KINDS.values())


def item(ref, title, unit=1, forwarded=True, ago=10, adopted=()):
    return Candidate(ref, title, DAY - timedelta(days=ago), frozenset({unit}), forwarded, adopted)


def match(title, *items, unit="", answered=None):
    return Matcher(items, TITLES, answered or {}).match(Printed(1, title, DAY, unit))


@pytest.mark.parametrize(
    "title",
    [
        "石桥镇“三个到位”抓好防汛",
        "青岚县石桥镇：「三个到位」抓好防汛。",
        "石桥三个到位 抓好防汛",
        "石桥镇人民政府三个到位抓好防汛",
        "三个到位抓好防汛（石桥镇）",
    ],
)
def test_punctuation_blanks_and_ways_to_name_a_unit_do_not_matter(title):
    known = "“三个到位”抓好防汛" if title.endswith("）") else "石桥镇“三个到位”抓好防汛"
    assert match(title, item("A", known)).refs == ("A",)


@pytest.mark.parametrize(
    "title",
    ["石桥镇“四个到位”抓好防汛", "石桥镇“三个到位”抓好防火", "柳溪镇“三个到位”抓好防汛", "石桥镇三十个到位抓好防汛"],
)
def test_a_look_alike_is_shown_and_never_sure(title):
    found = match(title, item("A", "石桥镇“三个到位”抓好防汛"))
    assert not found.refs
    assert [guess.candidate.ref for guess in found.guesses] == ["A"]


def test_the_same_title_twice_is_not_sure():
    assert not match("防汛情况", item("A", "防汛情况"), item("B", "防汛情况", unit=2)).refs


def test_of_the_same_title_twice_the_forwarded_one_is_meant():
    twins = item("A", "石桥镇防汛情况", forwarded=False), item("B", "石桥镇防汛情况")
    assert match("石桥镇防汛情况", *twins).refs == ("B",)


def test_another_unit_beside_the_title_makes_it_doubtful():
    assert match("防汛工作情况", item("A", "防汛工作情况")).refs == ("A",)
    assert not match("防汛工作情况", item("A", "防汛工作情况"), unit="柳溪镇").refs
    assert not match("防汛工作情况", item("A", "防汛工作情况"), unit="大江县某镇").refs


def test_an_old_item_is_not_sure_by_its_title_alone_and_one_from_the_future_not_even_shown():
    assert not match("防汛工作情况", item("A", "防汛工作情况", ago=200)).refs
    assert not match("防汛工作情况", item("A", "防汛工作情况", ago=-1)).guesses
    assert not match("防汛工作情况", item("A", "防汛工作情况", ago=500)).guesses


def test_what_was_answered_once_is_sure():
    items = item("A", "石桥镇防汛"), item("B", "柳溪镇防汛", unit=2)
    assert not match("两镇齐心抗洪水", *items).refs
    assert match("两镇齐心，抗洪水", *items, answered={"两镇齐心抗洪水": [("A", "B")]}).refs == ("A", "B")
    both_ways = {"两镇齐心抗洪水": [("A",), ("B",)]}
    assert not match("两镇齐心抗洪水", *items, answered=both_ways).refs


def test_what_the_outlet_had_that_day_is_there_and_another_day_doubtful():
    assert match("石桥镇防汛", item("A", "石桥镇防汛", adopted=(DAY,))).there
    assert not match("石桥镇防汛", item("A", "石桥镇防汛", adopted=(DAY - timedelta(days=3),))).refs


def test_a_piece_of_two_items_shows_both():
    items = (
        item("A", "石桥镇粮食烘干点昼夜开门"),
        item("B", "县教育局办好校园食堂", unit=3),
        *(item(f"C{n}", f"石桥镇粮食烘干点{n}小时", unit=1) for n in range(5)),
    )
    found = match("石桥镇粮食烘干点昼夜开门 县教育局办好校园食堂", *items)
    assert {"A", "B"} <= {guess.candidate.ref for guess in found.guesses}


@pytest.mark.parametrize("bracket", ["（本县）", "(青岚县)", "（青岚县人民政府办公室、邻县）", "（青岚）", "（我县）"])
def test_the_offices_own_name_or_region_in_brackets_makes_nothing_doubtful(bracket):
    assert match(f"三个到位抓好防汛{bracket}", item("A", "三个到位抓好防汛", forwarded=False)).refs == ("A",)


@pytest.mark.parametrize("unit", ["青岚县", "本县"])
def test_the_offices_own_region_beside_a_title_names_no_stranger(unit):
    assert match("三个到位抓好防汛", item("A", "三个到位抓好防汛", forwarded=False), unit=unit).refs == ("A",)


@pytest.mark.parametrize("bracket", ["（邻县）", "（天宁区）"])
def test_another_region_in_brackets_is_none_of_ours(bracket):
    assert match(f"三个到位抓好防汛{bracket}", item("A", "三个到位抓好防汛", forwarded=False)).refs == ()


def test_of_equal_candidates_the_nearest_in_time_comes_first():
    items = [item("A", "开展防汛演练", ago=80), item("B", "开展防汛演练", ago=3), item("C", "开展防汛演练", ago=40)]
    guesses = match("开展防汛演练活动", *items).guesses
    assert [guess.candidate.ref for guess in guesses] == ["B", "C", "A"]
