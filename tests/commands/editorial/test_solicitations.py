"""Solicitations: who has answered, who is late, and the letter that asks."""

import pytest
from docx import Document


@pytest.fixture
def asked(desk, submit):
    """All three are asked by 15 November; 甲乡 answers in time, 乙镇 late, 水利局 not."""
    desk("solicit", "秋种", "--to", "全部", "--due", "2026-11-15", "--on", "2026-11-01", "--body", "市政府办公室")
    return [
        submit("甲乡秋种", "甲乡", "--solicitation", "秋种", "--on", "2026-11-10"),
        submit("乙镇秋种", "乙镇", "--solicitation", "秋种", "--on", "2026-11-17"),
    ]


def test_who_has_answered_and_who_is_late_is_shown(desk, asked, rows):
    in_time, late = asked
    found = [(row["unit"], row["answered"], row["date"], row["ref"]) for row in rows("solicitation", "show", "秋种")]
    assert found == [
        ("甲乡", "on_time", "2026-11-10", in_time),
        ("乙镇", "late", "2026-11-17", late),
        ("水利局", "missed", "", ""),
    ]
    assert "days overdue: 5" in desk("solicitation", "show", "1").stderr


def test_solicitations_are_listed_with_their_answers(desk, asked, rows):
    desk("solicit", "冬修", "--to", "水利局", "--due", "2026-11-30")
    counts = ("asked", "on_time", "late", "missed", "open")
    assert [[row["title"], *(row[name] for name in counts)] for row in rows("solicitation", "list")] == [
        ["秋种", "3", "1", "1", "1", "0"],
        ["冬修", "1", "0", "0", "0", "1"],
    ]
    assert [row["title"] for row in rows("solicitation", "list", "2026-10")] == []


def test_of_several_with_one_title_the_newest_is_meant(desk, asked):
    desk("solicit", "秋种", "--to", "甲乡", "--due", "2026-11-30")
    assert "due 2026-11-30" in desk("solicitation", "show", "秋种").stderr
    assert "due 2026-11-15" in desk("solicitation", "show", "1").stderr


def test_the_letter_names_the_units_the_topic_and_the_day(desk, asked, environment):
    desk("solicitation", "print", "秋种", "-o", "约稿通知.docx")
    text = "\n".join(paragraph.text for paragraph in Document(environment / "约稿通知.docx").paragraphs)
    assert "all of 乡镇, 水利局:" in text
    assert "At the request of 市政府办公室, we ask you for items on “秋种”. Please send them by 2026-11-15." in text
    assert text.endswith("某县政府办公室\n2026-11-01")


def test_the_title_of_a_letter_is_broken_only_where_it_is_long(desk, environment):
    def lines(title):
        desk("solicit", title, "--to", "甲乡", "--due", "2026-11-30")
        desk("solicitation", "print", title, "-o", "约稿通知.docx")
        return [
            paragraph.text
            for paragraph in Document(environment / "约稿通知.docx").paragraphs
            if "on “" in paragraph.text
        ]

    assert lines("秋|种")[0] == "Solicitation of items on “秋种”"
    assert "on “今冬明春\n全县" in lines("今冬明春|全县森林草原火灾防控和宣传教育情况")[0]


def test_an_unknown_solicitation_is_refused(desk, asked):
    assert "Did you mean “秋种”?" in desk("solicitation", "show", "秋粮", code=1).stderr
