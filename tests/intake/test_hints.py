import pytest

from infoledger.config.model import Category
from infoledger.intake.hints import Draft, hints

LONG = "甲乙丙丁戊己庚辛壬癸"
GOOD = "2026年10月，全县受旱面积达980亩。原因是降雨偏少。建议加快打井。存在的问题正在解决。"
EXPECTED = Category(expects=("现象", "数据", "原因", "对策"), least_characters=20)


def found(title="全县受旱", body=GOOD, expected=EXPECTED):
    return hints(Draft(title, body, "问题建议", expected))


def test_a_good_draft_has_no_hints():
    assert found() == []


def test_a_draft_without_text_is_judged_by_its_title():
    nothing = "There is no text to look at."
    assert found(body="") == [nothing]
    assert found(LONG * 3 + "子", "") == ["The title has 31 characters, more than 30.", nothing]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("2026年旱情存在，建议打井，由于。", "Too short for 问题建议: 18 characters of 20."),
        (GOOD.replace("原因是", "").replace("建议", ""), "No trace of 原因、对策."),
        (GOOD.replace("2026年10月，", "").replace("980亩", "很大"), "There is no figure in it."),
        (GOOD.replace("2026年10月，", ""), "There is no date in it."),
        (GOOD + LONG * 12 + "子。", f"A sentence of 121 characters: “{LONG}{LONG}…”"),
        (GOOD + "一是,二是;", "Half-width punctuation in Chinese, 2 times: “在的问题正在解决。一是,二是;”"),
        (GOOD + "我们的的工作", "Repeated: “的问题正在解决。我们的的工作”"),
        (GOOD + "推进推进工作", "Repeated: “存在的问题正在解决。推进推进工作”"),
        (GOOD + "the the test", "Repeated: “存在的问题正在解决。the the te”"),
    ],
)
def test_a_weak_point_is_hinted_at(body, hint):
    assert hint in found(body=body)


@pytest.mark.parametrize("text", ["天天向上", "家家户户", "增长3.5%", "10:30", "A股上涨", "见附件1.2节"])
def test_what_is_right_is_no_weak_point(text):
    assert found(body=GOOD + text) == []


def test_a_part_of_another_name_shows_by_its_name():
    expected = Category(expects=("背景",))
    assert found(expected=expected) == ["No trace of 背景."]
    assert found(body=GOOD + "背景如下。", expected=expected) == []
