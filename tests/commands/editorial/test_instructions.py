"""Instructions: what waits for feedback, feedback, and the slip for the units."""

import pytest
from docx import Document


@pytest.fixture
def ref(desk, submit):
    """An item of two units with an instruction, due on 25 November."""
    ref = submit("旱情", "甲乡;水利局")
    desk("instruct", ref, "--leader", "张县长", "--text", "请抓紧抗旱。", "--in", "市府信息", "--due", "2026-11-25")
    return ref


def test_instructions_wait_for_feedback_until_it_comes(desk, ref, submit, rows):
    desk("instruct", submit("别的"), "--leader", "张县长")
    assert [(row["refs"], row["days_left"]) for row in rows("instruction", "list")] == [(ref, "5")]
    desk("feedback", ref, "已打井三眼", "--on", "2026-11-20")
    assert rows("instruction", "list") == []
    first, second = rows("instruction", "list", "2026-11", "--all")
    assert (first["feedback"], first["feedback_day"], second["feedback"]) == ("已打井三眼", "2026-11-20", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [(("",), "must not be empty"), (("已打井", "--on", "2026-11-19"), "The instruction was written on 2026-11-20.")],
)
def test_feedback_says_something_and_comes_after_the_instruction(desk, ref, rows, words, told):
    assert told in desk("feedback", ref, *words, code=1).stderr
    assert [row["refs"] for row in rows("instruction", "list")] == [ref]


def test_feedback_can_be_undone_and_stands_in_the_log(desk, ref, rows):
    desk("feedback", "1", "已打井三眼")
    assert "已打井三眼" in rows("log", ref)[-1]["sentence"]
    desk("undo", "--yes")
    assert [row["refs"] for row in rows("instruction", "list")] == [ref]


def test_of_several_instructions_on_an_item_the_one_without_feedback_is_meant(desk, ref, rows):
    desk("feedback", ref, "已打井三眼")
    desk("instruct", ref, "--leader", "张县长", "--due", "2026-12-01")
    desk("feedback", ref, "已全部完成")
    assert [row["feedback"] for row in rows("instruction", "list", "--all")] == ["已打井三眼", "已全部完成"]
    refused = desk("feedback", ref, "再报", code=1)
    assert "Say which by its id." in refused.stderr


def test_an_item_without_an_instruction_has_no_feedback(desk, submit):
    assert "There is no instruction" in desk("feedback", submit(), "已办结", code=1).stderr


def test_the_slip_hands_the_instruction_to_the_units(desk, ref, environment):
    desk("instruction", "slip", ref, "-o", "办理通知.docx")
    text = "\n".join(paragraph.text for paragraph in Document(environment / "办理通知.docx").paragraphs)
    assert "甲乡, 水利局:" in text
    assert "On 2026-11-20 张县长 wrote an instruction on “旱情”, read in 市府信息:\n“请抓紧抗旱。”" in text
    assert "by 2026-11-25." in text
