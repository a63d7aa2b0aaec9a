"""Titles a line each, as higher bodies send them: under headings, numbered, with unit and points behind."""

from datetime import date

import pytest

from infoledger.intake.lines import heading, titles

DAY = date(2026, 11, 5)
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
    found = [(line.title, line.unit, line.outlet) for line in titles(LETTER.splitlines(), DAY)]
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
    assert heading(line) == "泽安信息"


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
    assert [line.title for line in titles(["甲一", "", "乙1.5万亩"], DAY)] == ["甲一", "乙1.5万亩"]
