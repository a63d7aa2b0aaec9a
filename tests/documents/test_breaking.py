from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.characters import display_width
from infoledger.demo.county import county
from infoledger.documents.breaking import _words_in, broken, usual_words

ROOM = 19


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("县公安局念好“六字诀” 推动警务进网格常态长效", ("县公安局念好“六字诀” ", "推动警务进网格常态长效")),
        (
            "从“要我干”到“我要干”：石桥镇信访积案化解的几点做法",
            ("从“要我干”到“我要干”：", "石桥镇信访积案化解的几点做法"),
        ),
        (
            "普惠托育服务的现状、问题与对策——基于24份问卷的分析",
            ("普惠托育服务的现状、问题与对策", "——基于24份问卷的分析"),
        ),
        ("县市场监管局“小切口”推动危险废物规范管理见实效", ("县市场监管局“小切口”", "推动危险废物规范管理见实效")),
        ("关于2026年7月1日至10月9日政务信息工作情况的通报", ("关于2026年7月1日至10月9日", "政务信息工作情况的通报")),
    ],
)
def test_a_title_is_broken_where_a_person_would(title, lines):
    assert broken(title, ROOM) == lines


def test_a_short_title_stays_in_one_line():
    assert broken("关于十月政务信息工作情况的通报", ROOM) == ("关于十月政务信息工作情况的通报",)


def test_given_names_are_not_cut():
    name = "高坪新区管理委员会"
    title = f"甲乙丙丁戊己庚{name}子丑寅卯辰巳午未申酉"
    assert any(name in line for line in broken(title, ROOM, [name]))


def test_a_title_of_three_lines_is_balanced():
    lines = broken("关于转发国家税务总局关于贯彻落实中华人民共和国行政处罚法有关问题的通知的补充通知", ROOM)
    assert len(lines) == 3
    assert min(map(len, lines)) > 10


@given(st.text("甲乙丙丁的与推动信息工作“”《》、：—2026年AB c", min_size=1, max_size=70))
def test_nothing_is_lost(title):
    assert "".join(broken(title, ROOM)) == title


@given(st.text("甲乙丙丁的与推动信息工作", min_size=1, max_size=70))
def test_no_line_is_too_wide_and_none_is_one_character(title):
    lines = broken(title, ROOM)
    assert all(len(line) <= ROOM for line in lines)
    assert len(lines) == 1 or min(map(len, lines)) > 1


@given(st.lists(st.sampled_from(sorted(usual_words())), min_size=4, max_size=9))
def test_no_usual_word_is_cut(words):
    title = "，".join(words)
    ends = {len("，".join(words[:count])) + 1 for count in range(1, len(words))}
    cuts = {len("".join(lines[:count])) for lines in [broken(title, ROOM)] for count in range(1, len(lines))}
    assert cuts <= ends


def test_no_title_of_a_county_is_cut_in_a_word_or_leaves_a_stump():
    tables = county(date(2026, 11, 28))
    titles = {row["title"] for row in tables["items"]}
    units = [row["name"] for row in tables["units"]]
    long = [title for title in titles if display_width(title, ambiguous=2) > 2 * ROOM]
    assert len(long) > 300
    for title in long:
        inside, _starts, _ends = _words_in(title, units)
        lines = broken(title, ROOM, units)
        cuts = {len("".join(lines[:count])) for count in range(1, len(lines))}
        assert not cuts & inside, lines
        assert min(len(line.strip()) for line in lines) >= 5, lines
