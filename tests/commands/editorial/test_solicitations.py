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


def topics(path, head="约稿题目,责任单位,责任人,截止时间"):
    path.write_text(f"{head}\n秋种进度,甲乡;水利局,李敏,2026-11-25\n冬季防火,全部,,2026-11-30\n", "utf-8")
    return path


def test_a_table_of_topics_is_recorded_and_asked_for_in_one_letter(desk, rows, environment):
    asked = desk("solicit", "--from", topics(environment / "要点.csv"), "-o", "约稿通知.docx")
    assert asked.stdout.split() == ["1", "2"]
    found = [(row["title"], row["issued"], row["due"], row["asked"]) for row in rows("solicitation", "list")]
    assert found == [("秋种进度", "2026-11-20", "2026-11-25", "2"), ("冬季防火", "2026-11-20", "2026-11-30", "3")]
    document = Document(environment / "约稿通知.docx")
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:] == [
        ["1", "秋种进度", "甲乡, 水利局", "李敏", "2026-11-25"],
        ["2", "冬季防火", "all of 乡镇, 水利局", "", "2026-11-30"],
    ]


def test_the_same_table_again_records_nothing_and_gives_the_letter_again(desk, rows, environment):
    desk("solicit", "--from", topics(environment / "要点.csv"))
    again = desk("solicit", "--from", environment / "要点.csv", "-o", "again.docx")
    assert again.stdout.split() == ["1", "2"]
    assert len(rows("solicitation", "list")) == 2
    assert (environment / "again.docx").exists()


def test_a_table_of_topics_with_a_wrong_row_records_nothing(run, desk, rows, environment):
    topics(environment / "要点.csv").write_text("题目,责任单位,截止\n秋种,甲乡,2026-11-25\n冬修,丁乡,\n", "utf-8")
    result = run("--today", "2026-11-20", "solicit", "--from", "要点.csv", "-o", "约稿通知.docx")
    assert result.exit_code == 1
    assert "丁乡" in result.stderr
    assert rows("solicitation", "list") == []
    assert not (environment / "约稿通知.docx").exists()


def test_one_topic_or_a_list_is_said(run, desk, environment):
    topics(environment / "要点.csv")
    assert run("solicit", "秋种", "--from", "要点.csv").exit_code == 2
    missing = run("solicit", "秋种", "--to", "甲乡")
    assert missing.exit_code == 2
    assert "--due is missing" in missing.stderr
