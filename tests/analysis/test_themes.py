"""Phrases are found whole, and called new, grown or seasonal by what was said before."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.analysis.themes import phrases, themes

PLACES = ("城关", "柳溪", "石桥", "梅岭", "白塔", "青泉")
NONE = ((), Decimal(1))


def told(phrase, count=6):
    return [f"{place}{phrase}{number}" for number, place in enumerate(PLACES[:count])]


def growth(titles, before=NONE, ago=None, **words):
    return {theme.phrase: theme.growth for theme in themes(titles, before, ago, **words)}


def test_a_phrase_is_found_whole_and_not_in_pieces():
    assert phrases(told("早稻集中育秧")) == {"早稻集中育秧": [0, 1, 2, 3, 4, 5]}


def test_a_word_that_stands_in_longer_phrases_too_is_found_by_itself():
    titles = (
        told("农村改厕")
        + told("农村养老")
        + [f"{place}农村" for place in PLACES]
        + [f"走进{place}农村行" for place in PLACES]
    )
    assert {"农村改厕", "农村养老"} <= phrases(titles, stops=("走进",)).keys()


def test_two_titles_are_too_few():
    assert not phrases(told("早稻集中育秧", 2))


def test_what_always_stands_beside_the_same_letter_is_no_phrase_of_its_own():
    assert "稻集中育" not in phrases(told("早稻集中育秧"))


def test_words_that_say_nothing_are_no_phrases_unless_they_are_the_offices_own():
    assert not phrases(told("扎实推进"))
    assert phrases(told("扎实推进"), own=("扎实推进",))


def test_what_was_never_said_is_new():
    assert growth(told("秋粮收购")) == {"秋粮收购": "new"}


def test_what_was_said_as_often_before_is_no_theme():
    assert not growth(told("秋粮收购"), (told("秋粮收购"), Decimal(1)))


def test_what_was_said_as_often_in_several_windows_has_grown():
    assert growth(told("秋粮收购"), (told("秋粮收购"), Decimal(6))) == {"秋粮收购": "grown"}


def test_what_was_said_as_often_a_year_ago_is_seasonal():
    assert growth(told("秋粮收购"), NONE, (told("秋粮收购"), Decimal(1))) == {"秋粮收购": "seasonal"}


def test_a_stop_word_of_the_office_is_no_theme():
    assert not growth(told("秋粮收购"), stops=("秋粮收购",))


@pytest.mark.parametrize("titles", [[], ["2026"], ["a b"], ["一"]])
def test_titles_without_chinese_words_have_no_themes(titles):
    assert not growth(titles)


@given(st.lists(st.text("甲乙丙丁戊己", min_size=1, max_size=9), max_size=30))
def test_every_phrase_stands_in_each_title_that_it_is_said_to_stand_in(titles):
    for phrase, places in phrases(titles, stops=()).items():
        assert places == [place for place, title in enumerate(titles) if phrase in title]
