import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.characters import display_width
from infoledger.documents.text import (
    clean,
    fitted_title,
    halved,
    joined,
    paragraphs,
    text_table,
    title_lines,
)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2026年10月|政务信息工作情况的通报", ("关于2026年10月政务信息工作情况的通报",)),
        ("关于2026年第三季度|政务信息工作情况的通报", ("关于2026年第三季度", "政务信息工作情况的通报")),
    ],
)
def test_title_is_broken_where_it_would_not_go_into_a_line(title, lines):
    assert fitted_title(title) == lines


@pytest.mark.parametrize(
    ("line", "level", "heading", "text"),
    [
        ("一、总体情况", 1, "一、总体情况", ""),
        ("十二、加强领导。各级要重视。", 1, "十二、加强领导。", "各级要重视。"),
        ("（一）用地保障。盘活土地。", 2, "（一）用地保障。", "盘活土地。"),
        ("(二)半角括号", 2, "(二)半角括号", ""),
        ("1.资金。到位。", 3, "1.资金。", "到位。"),
        ("（3）人员", 4, "（3）人员", ""),
    ],
)
def test_numbered_paragraph_has_the_heading_of_its_level(line, level, heading, text):
    (found,) = paragraphs(line)
    assert (found.level, found.heading, found.text) == (level, heading, text)


@pytest.mark.parametrize("line", ["今年以来，甲乡成效明显。", "3.5亿元到位。", "一是抓项目。", "2026年，任务完成。"])
def test_running_text_is_no_heading(line):
    (found,) = paragraphs(line)
    assert (found.level, found.heading, found.text) == (0, "", line)


@pytest.mark.parametrize("line", ["1.走访企业。", "（1）收集问题。"])
def test_numbered_sentence_of_a_list_is_no_heading(line):
    (found,) = paragraphs(line)
    assert (found.level, found.text) == (0, line)


def test_lines_with_tabs_are_the_rows_of_a_table():
    found = [part.rows or part.text for part in paragraphs("甲\t乙\n1\t2\n\n\t3\t4\n后文\n丙\t丁\n5\t6")]
    assert found == [
        (("甲", "乙", ""), ("1", "2", ""), ("", "3", "4")),
        "后文",
        (("丙", "丁"), ("5", "6")),
    ]


@pytest.mark.parametrize("body", ["\t今年。\n\t去年。", "电话\t123", "甲  乙\n丙  丁"])
def test_tabs_that_only_indent_or_stand_once_make_no_table(body):
    assert not any(part.rows for part in paragraphs(body))
    assert all(part.text for part in paragraphs(body))


def test_numbered_text_without_an_early_full_stop_is_no_heading():
    line = "一、" + "长" * 60
    assert paragraphs(line)[0].level == 0


@given(st.text())
def test_no_character_of_a_text_is_lost_in_its_paragraphs(body):
    kept = "".join(paragraph.whole for paragraph in paragraphs(body))
    assert "".join(kept.split()) == "".join("".join(clean(line) for line in body.splitlines()).split())


def test_cleaning_drops_what_xml_cannot_carry_and_keeps_rare_characters():
    assert clean("甲\x00乡\ud800\x0b\ufffe  𠮷㐂\t😀") == "甲乡 𠮷㐂 😀"


def test_title_is_broken_where_the_clerk_says():
    assert title_lines("甲乡“三个强化”| 推动项目｜提速\n增效") == ("甲乡“三个强化”", "推动项目", "提速", "增效")


def test_lines_of_a_title_join_with_a_blank_only_between_latin_words():
    assert joined(("甲乡", "R&D", "up", "提速")) == "甲乡R&D up提速"


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("报送条数", "报送\n条数"),
        ("得分", "得分"),
        ("Points to date", "Points\nto date"),
        ("采用率%", "采用率%"),
        ("Instructions", "Instructions"),
    ],
)
def test_long_heading_of_a_column_is_halved(heading, lines):
    assert halved(heading) == lines


def test_columns_of_a_text_table_line_up():
    lines = text_table(("单位", "Points"), [("甲", 5), ("县水利局", None), ("𠮷乡", 50)]).splitlines()
    assert len({display_width(line) for line in lines}) == 1
    assert lines[1].endswith("  5")
