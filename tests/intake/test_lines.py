"""Titles a line each, as higher bodies send them: under headings, numbered, with unit and points behind."""

from datetime import date

import pytest

from infoledger.folding import fold
from infoledger.intake.lines import heading, titles

DAY = date(2026, 11, 5)
KNOWN = {fold(name): name for name in ("云市专报", "市府信息", "省政府办公厅/昨日要情", "昨日要情")}
LETTER = """泽安市人民政府办公室
关于2026年10月份采用情况的通报

各县区人民政府：
    现将采用情况通报如下：
一、《泽安信息》采用（3条）
1.甲村清淤（青岚县）
（2）乙村"四点半课堂"开课 ………… 青岚县 3分
3、流感处置情况续报      乙镇
二、《昨日要情》
1．丙村防汛
                  2026年11月5日
"""


def test_a_letter_names_titles_under_their_outlets_and_nothing_else():
    found = [(line.title, line.unit, line.outlet) for line in titles(LETTER.splitlines(), DAY).lines]
    assert found == [
        ("甲村清淤（青岚县）", "", "泽安信息"),
        ('乙村"四点半课堂"开课', "青岚县", "泽安信息"),
        ("流感处置情况续报", "乙镇", "泽安信息"),
        ("丙村防汛", "", "昨日要情"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "《泽安信息》",
        "一、《泽安信息》",
        "（二）《泽安信息》采用6条：",
        "三、《泽安信息》刊发情况（共 6 篇）",
        "《泽安信息》：",
        "《泽安信息》第5期",
        "《泽安信息》2026年第５期（总第123期）",
        "《泽安信息》2026年9月份采用目录",
        "《泽安信息》（9月）采用情况如下：",
        "2026年9月《泽安信息》采用信息目录（3条）",
        "二、2026年9月被《泽安信息》采用的信息",
    ],
)
def test_a_heading_names_its_outlet(line):
    assert heading(line).outlet == "泽安信息"


@pytest.mark.parametrize(
    "line",
    [
        "《条例》施行一年成效明显",
        "《条例》采用新办法",
        "2026年《条例》",
        "1.《泽安信息》",
        "我县宣传《条例》",
        "一、要闻",
    ],
)
def test_a_title_is_no_heading(line):
    assert heading(line) is None


def test_without_numbers_every_line_is_a_title():
    assert [line.title for line in titles(["甲一", "", "乙1.5万亩"], DAY).lines] == ["甲一", "乙1.5万亩"]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("云市专报采用情况", "云市专报"),
        ("市府信息（3条）", "市府信息"),
        ("二、2026年10月份市府信息采用信息如下：", "市府信息"),
        ("一、省委信息采用", "省委信息"),
        ("（二）云省快报", None),
        ("省政府《昨日要情》采用", "昨日要情"),
        ("省政府办公厅《昨日要情》", "省政府办公厅/昨日要情"),
        ("市委办《每日汇报》刊发情况", "每日汇报"),
        ("我县宣传《条例》采用新办法", None),
        ("甲乡推广信息采用机制", None),
    ],
)
def test_a_heading_without_brackets_names_an_outlet_that_is_known_or_taken_from(line, outlet):
    found = heading(line, KNOWN)
    assert (found and found.outlet) == outlet


def test_in_a_numbered_list_what_is_no_title_and_no_heading_is_told():
    text = "云市专报\n1.甲村清淤\n省委信息采用\n1.乙村防汛\n另有领导要求\n2.丙村防汛\n联系人：张某\n"
    found = titles(text.splitlines(), DAY, KNOWN)
    assert [line.outlet for line in found.lines] == ["云市专报", "省委信息", "省委信息"]
    assert len(found.notes) == 1
    assert "“另有领导要求”" in found.notes[0]


def test_without_numbers_a_title_that_says_it_was_taken_is_a_title():
    assert [line.title for line in titles(["甲乡创新做法获录用", "乙乡清淤"], DAY, KNOWN).lines] == [
        "甲乡创新做法获录用",
        "乙乡清淤",
    ]


def test_a_heading_that_names_no_outlet_is_told_and_closes_the_one_above_it():
    text = """2026年10月份政务信息采用目录
一、市府信息
（一）要闻
1.甲村清淤
二、云省快报
1.丙村防汛
"""
    found = titles(text.splitlines(), DAY, KNOWN)
    assert [(line.title, line.outlet) for line in found.lines] == [("甲村清淤", "市府信息"), ("丙村防汛", "云省快报")]
    assert ["政务信息采用目录" in found.notes[0], "（一）要闻" in found.notes[1], len(found.notes)] == [True, True, 2]
    assert "市府信息" in found.notes[1]


@pytest.mark.parametrize(
    ("line", "title", "unit", "day"),
    [
        ("1.关于甲村清淤的报告（11月3日）", "关于甲村清淤的报告", "", date(2026, 11, 3)),
        ("1.甲村清淤（青岚县，10月28日）", "甲村清淤（青岚县）", "", date(2026, 10, 28)),
        ("1.甲村清淤 ………… 11.3", "甲村清淤", "", date(2026, 11, 3)),
        ("1.甲村清淤 ………… 青岚县 11月3日 3分", "甲村清淤", "青岚县", date(2026, 11, 3)),
        ("1.甲村清淤      2026.11.4", "甲村清淤", "", date(2026, 11, 4)),
        ("1.甲村清淤 11月3日", "甲村清淤", "", date(2026, 11, 3)),
        ("1.甲村清淤（10月30日刊发）", "甲村清淤", "", date(2026, 10, 30)),
        ("1.甲村清淤 ………… 3.5", "甲村清淤", "3.5", None),
        ("1.甲村清淤（11月31日）", "甲村清淤（11月31日）", "", None),
        ("1.甲村清淤截至11月3日", "甲村清淤截至11月3日", "", None),
    ],
)
def test_a_day_behind_a_title_is_read_where_it_can_be_nothing_else_and_told_where_it_may(line, title, unit, day):
    (found,), notes = titles([line], DAY)
    assert (found.title, found.unit, found.day) == (title, unit, day or DAY)
    assert bool(notes) == (day is None)
