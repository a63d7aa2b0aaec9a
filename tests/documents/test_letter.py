from datetime import date
from io import BytesIO

import pytest
from docx import Document

from infoledger.documents.build_templates import TEMPLATES, build
from infoledger.documents.letter import Instructed, Owed, Sender, Topic, instruction, reminder, solicitation
from infoledger.documents.rendering import render
from infoledger.periods import Calendar

DAY, DUE = date(2026, 11, 1), date(2026, 11, 15)
SENDER = Sender("某县政府办", "en", work="government information work")


def lines(letter):
    return [paragraph.text for paragraph in Document(BytesIO(render(letter, "docx"))).paragraphs]


def table(letter):
    (found,) = Document(BytesIO(render(letter, "docx"))).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_the_shipped_template_is_what_the_script_builds():
    assert (TEMPLATES / "letter.docx").read_bytes() == build("letter")


def test_a_solicitation_asks_by_whom_for_what_and_by_when():
    text = "\n".join(lines(solicitation(SENDER, [Topic("秋种", ["甲乡", "乙镇"], DUE, "市政府办")], DAY)))
    assert "甲乡, 乙镇:" in text
    assert "At the request of 市政府办, we ask you for items on “秋种”. Please send them by 2026-11-15." in text
    asked_by_none = solicitation(SENDER, [Topic("秋种", ["甲乡"], DUE, persons="李敏")], DAY)
    text = "\n".join(lines(asked_by_none))
    assert "We ask you for items on “秋种”. Please send them by 2026-11-15. To be written by: 李敏." in text


def test_several_topics_stand_in_one_letter_each_with_its_units_persons_and_day():
    topics = [Topic("秋种", ["甲乡", "乙镇"], DUE, persons="李敏"), Topic("防火", ["乙镇"], DAY, "市政府办")]
    letter = solicitation(SENDER, topics, DAY)
    assert letter.to == "甲乡, 乙镇:"
    assert table(letter)[1:] == [
        ["1", "秋种", "甲乡, 乙镇", "李敏", "", "2026-11-15"],
        ["2", "防火", "乙镇", "", "市政府办", "2026-11-01"],
    ]


def test_a_column_of_a_letter_in_which_nothing_stands_is_left_out():
    head, *rows = table(solicitation(SENDER, [Topic("秋种", ["甲乡"], DUE), Topic("防火", ["乙镇"], DAY)], DAY))
    assert len(head) == 4
    assert rows[1] == ["2", "防火", "乙镇", "2026-11-01"]


@pytest.mark.parametrize(
    ("text", "outlet", "due", "said"),
    [
        ("阅。", "市府信息", DUE, "wrote an instruction on “旱情”, read in 市府信息:\n“阅。”\nPlease see to it"),
        (None, None, None, "wrote an instruction on “旱情”.\nPlease see to it, and tell us in writing what was done."),
    ],
)
def test_a_slip_says_who_wrote_what_on_which_item(text, outlet, due, said):
    letter = instruction(SENDER, Instructed("张某某", DAY, ["旱情"], "", outlet, text, due), ["甲乡"], DAY)
    assert said in "\n".join(lines(letter))


def test_a_slip_names_the_post_of_the_leader():
    letter = instruction(SENDER._replace(language="zh"), Instructed("张某某", DAY, ["旱情"], "县长"), ["甲乡"], DAY)
    assert "2026年11月1日，县长张某某对《旱情》作出批示。" in "\n".join(lines(letter))


def test_a_reminder_says_what_is_still_owed_and_until_when():
    month = Calendar().parse("2026-10", DAY)
    sender = SENDER._replace(language="zh", work="公安信息工作", contact="联系人：李敏", signed_by="青岚县公安局")
    letter = reminder(sender, "甲乡", month, [Owed("每月报送", "甲乡", month, 8, 3, 5)], DAY)
    assert letter.called == "关于2026年10月公安信息工作任务完成情况的催报通知"
    assert table(letter)[1:] == [["每月报送", "2026年10月", "8", "3", "5", "2026年10月31日"]]
    text = lines(letter)
    assert text[-3:] == ["青岚县公安局", "2026年11月1日", "（联系人：李敏）"]
    own = reminder(sender, "甲乡", month, [], DAY, heading="{period}{work}催报单")
    assert own.called == "2026年10月公安信息工作催报单"


def test_what_people_typed_is_no_markup():
    title = "R&D <b> {{ 7 }} {% if %}"
    text = "\n".join(lines(solicitation(SENDER, [Topic(title, ["甲{{乡}}"], DUE)], DAY)))
    assert f"“{title}”" in text
    assert "甲{{乡}}:" in text
