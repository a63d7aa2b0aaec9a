import re
from datetime import date
from decimal import Decimal
from itertools import zip_longest

import pytest

from infoledger.config.model import Named, NoticeDesign
from infoledger.documents.basis import Basis
from infoledger.documents.narrative import (
    Comparison,
    Distinction,
    Failures,
    NoticeRow,
    NoticeTable,
    Owed,
    Remarks,
    Task,
    Totals,
)
from infoledger.documents.notice import compose
from infoledger.documents.placings import Placing
from infoledger.documents.sections import Matter
from infoledger.documents.tables import Listing
from infoledger.periods import Calendar
from infoledger.rules.regulation import Ranking, Regulation

OCTOBER = Calendar().parse("2026-10", date(2026, 11, 5))
REGULATION = Regulation("林双县考核办法", date(2026, 1, 1), "林政办发〔2026〕3号")


def composed(matter=None, language="en", **more):
    matter = matter or Matter(OCTOBER, (), Totals(0, 0, 0), (2, 8))
    settings = {"basis": Basis(matter.period, (REGULATION,), Ranking()), "day": date(2026, 11, 5)}
    return compose("某办", matter, **{**settings, "language": language, **more})


def narrative(ranks, silent=(), points=(), submitted=(), before=(), **more):
    """The text over units of these ranks; those beyond ``points`` earned 1, those beyond ``submitted`` sent 1."""
    figures = list(zip_longest(ranks, submitted, points, fillvalue=1))
    rows = tuple(
        NoticeRow(rank, f"单位{place}", (sent, 0, 0, 0, Decimal(0), 0, Decimal(earned), Decimal(9)), stood)
        for place, ((rank, sent, earned), stood) in enumerate(zip_longest(figures, before), 1)
    )
    tables = (NoticeTable("乡镇街道", rows, Totals(9, 4, 3, (("县级", 3), ("省级", 0))), silent),)
    made = composed(Matter(OCTOBER, tables, Totals(9, 4, 3), (2, 8)), **more)
    return "\n".join(paragraph.whole for paragraph in made.paragraphs)


def named(ranks, **more):
    """As ``narrative``, without the points behind the names."""
    return re.sub(r" \(-?\d+ points\)", "", narrative(ranks, **more))


def remarked(focus):
    made = composed(Matter(OCTOBER, (), Totals(0, 0, 0), (2, 8), remarks=Remarks(focus=focus)))
    return made.paragraphs[[each.heading for each in made.paragraphs].index("2. Next focus") + 1 :]


def basis(**values):
    made = Basis(**{"window": OCTOBER, "regulations": (REGULATION,), "ranking": Ranking(), **values})
    return "\n".join(composed(basis=made).basis)


def test_first_and_last_three_are_named():
    text = named(range(1, 10))
    assert "the first are 单位1, 单位2, 单位3; the last are 单位7, 单位8, 单位9" in text


def test_nobody_is_both_first_and_last():
    assert "the first are 单位1, 单位2, 单位3; the last are 单位4." in named(range(1, 5))
    assert "the last" not in named([1, 2, 3])


def test_those_who_share_the_third_rank_are_all_named():
    assert "单位1, 单位2, 单位3, 单位4;" in named([1, 2, 3, 3, 5, 6, 7, 8])


def test_those_who_share_the_last_but_two_are_all_named():
    assert "the last are 单位5, 单位6, 单位7, 单位8." in named([1, 2, 3, 4, 5, 5, 7, 8])


def test_where_all_are_equal_nobody_is_first():
    text = named([1, 1, 1, 1])
    assert "first" not in text
    assert "All have the same figures." in text


def test_a_crowd_that_shares_the_third_rank_is_not_named():
    assert "the first are 单位1, 单位2, 单位3, 单位4, 单位5;" in named([1, 2, 3, 3, 3, 6, 7, 8])
    assert "the first are 单位1, 单位2;" in named([1, 2, 3, 3, 3, 3, 7, 8])
    # Where the next rank follows a shared one.
    assert "the first are 单位1;" in named([1, 2, 2, 2, 2, 2, 3, 4])


def test_a_crowd_that_shares_the_last_but_two_is_not_named():
    assert "the last are 单位9." in named([1, 2, *[3] * 6, 9])
    assert "the last" not in named([1, 2, *[3] * 6])


def test_only_who_submitted_and_earned_points_is_first():
    assert "the first are 单位1; the last are 单位2, 单位3." in named([1, 2, 3], points=[5, 0, -1])
    assert "the first are 单位1, 单位3;" in named([1, 2, 3, 4], submitted=[1, 0, 1])
    # Whoever shares a rank with one who is first is not last.
    assert "the first are 单位1; the last are 单位3." in named([1, 1, 3], submitted=[1, 0, 0])


def test_where_nobody_is_first_the_ranking_is_left_out():
    for text in (named([1] * 20 + [21]), named([1, 2, 3], points=[0, -1, -2])):
        assert "the first" not in text
        assert "Ranking" not in text
        assert "2. " not in text


def test_those_who_submitted_nothing_are_all_named():
    assert "2 units submitted nothing: 丙乡, 丁乡." in narrative([1, 2], ("丙乡", "丁乡"))
    assert "Nothing submitted" not in narrative([1, 2])


def test_levels_without_adoptions_are_left_out():
    assert "(adoptions by level: 县级 3)" in narrative([1, 2])


def test_basis_names_window_regulation_and_ties():
    text = basis(ranking=Ranking(("points", "adopted"), ties="dense"))
    assert "2026-10-01 to 2026-10-31" in text
    assert "林双县考核办法” (林政办发〔2026〕3号), in force from 2026-01-01" in text
    assert "Ranked by points, then items adopted; equal ones share a rank, and the next rank follows." in text


@pytest.mark.parametrize("effective", [date(2026, 10, 2), None])
def test_basis_tells_of_days_without_a_regulation(effective):
    regulations = (Regulation("新办法", effective),) if effective else ()
    assert "No regulation was in force" in basis(regulations=regulations)
    assert "No regulation was in force" not in basis()


def test_basis_tells_that_the_window_is_open():
    assert "not over" in basis(open=True)
    assert "not over" not in basis()


def test_empty_annexes_are_left_out():
    corrected = Listing("", ("甲",), (("乙",),))
    made = composed(adopted=Listing("", ("甲",), ()), corrections=corrected)
    assert [annex.tables for annex in made.annexes] == [(corrected,)]


def test_without_a_ranking_the_basis_stands_below_the_text():
    assert composed().notes == composed().basis
    assert composed().annex_lines == ()


def told(period=OCTOBER, **more):
    """The narrative of a notice over one table."""
    totals = Totals(9, 4, 3)
    tables = (NoticeTable("乡镇街道", (NoticeRow(1, "甲乡", (0,) * 8),), totals),)
    made = composed(Matter(period, tables, totals, (2, 8), **more), basis=Basis(period, (), Ranking()))
    return [paragraph.whole for paragraph in made.paragraphs]


def period(text):
    return Calendar().parse(text, date(2026, 11, 5))


def test_change_on_earlier_periods_is_told_with_its_share():
    compared = [
        Comparison(period("2025-10"), Totals(6, 4, 6), a_year_ago=True),
        Comparison(period("2026-09"), Totals(0, 3, 4)),
    ]
    text = told(compared=compared)
    assert (
        "Compared with the same period of the year before (2025-10): items submitted 3 more, up 50%; "
        "items forwarded unchanged; items adopted 3 fewer, down 50%." in text
    )
    assert (
        "Compared with the month before (2026-09): items submitted 9 more; "
        "items forwarded 1 more, up 33.3%; items adopted 1 fewer, down 25%." in text
    )


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("2026-W42", "2026-W41", "the week before"),
        ("2026Q3", "2026Q2", "the quarter before"),
        ("2026H2", "2026H1", "the half-year before"),
        ("2026", "2025", "the year before"),
        ("2026-10-01..2026-10-09", "2026-09-22..2026-09-30", "the period before"),
    ],
)
def test_period_before_is_called_by_its_length(now, before, words):
    text = told(period=period(now), compared=[Comparison(period(before), Totals(1, 1, 1))])
    assert any(f"Compared with {words} (" in sentence for sentence in text)


def test_titles_differ_by_the_length_of_the_period():
    texts = ("2026-W42", "2026-10", "2026H1", "2026")
    assert len({composed(Matter(period(text), (), Totals(0, 0, 0), (2, 8))).title for text in texts}) == 4


def test_failures_are_named_by_kind_with_how_often():
    text = told(failures=[Failures("迟报", (("甲乡", 2), ("乙局", 1))), Failures("", (("丙镇", 1),))])
    assert "迟报: 甲乡 (2), 乙局." in text
    assert "Solicitations missed: 丙镇." in text
    assert not any("Failures" in sentence for sentence in told())


def test_comment_and_focus_come_last_in_paragraphs_of_their_own():
    text = told(remarks=Remarks("一是质量不高。\n二是迟报。", "防汛。"))
    assert text[-5:] == ["3. Comment", "一是质量不高。", "二是迟报。", "4. Next focus", "防汛。"]


def test_sections_without_text_are_not_numbered():
    assert told(remarks=Remarks(focus="防汛。"))[-2:] == ["3. Next focus", "防汛。"]


@pytest.mark.parametrize(
    ("groups", "language", "to"),
    [
        (["乡镇", "县直部门"], "zh", "各乡镇，县直各部门："),
        (["各派出所", "市直单位"], "zh", "各派出所，市直各单位："),
        (["市直属机构"], "zh", "各市直属机构："),
        ([""], "zh", "各单位："),
        ([], "zh", "各单位："),
        (["towns", "bureaus"], "en", "All towns, All bureaus:"),
    ],
)
def test_notice_goes_to_the_groups_that_it_ranks(groups, language, to):
    tables = tuple(NoticeTable(group, (), Totals(0, 0, 0)) for group in groups)
    assert composed(Matter(OCTOBER, tables, Totals(0, 0, 0), (2, 8)), language).to == to


def test_numbered_remarks_stand_below_the_heading_that_the_notice_gives_them():
    made = remarked("一、防汛。\n二、供暖。多报问题。\n不编号的一段。")
    assert [(each.level, each.whole) for each in made] == [
        (2, "（一）防汛。"),
        (2, "（二）供暖。多报问题。"),
        (0, "不编号的一段。"),
    ]


def test_remarks_that_are_numbered_to_stand_in_the_notice_stay():
    assert [each.whole for each in remarked("（一）防汛。\n1. 上堤。")] == ["（一）防汛。", "1. 上堤。"]


def test_basis_says_how_a_shared_item_counts():
    assert "An item of several units counts for each of them, and once in the totals." in basis()


def test_points_stand_behind_who_is_first_and_last():
    text = narrative(range(1, 8), points=[9, 8, "7.5"])
    assert "the first are 单位1 (9 points), 单位2 (8 points), 单位3 (7.5 points); the last are 单位5 (1 points)" in text


def test_the_config_says_how_many_are_named():
    few = NoticeDesign(named=Named(1, 0))
    assert "the first are 单位1." in named(range(1, 9), design=few)
    none = NoticeDesign(named=Named(0, 2))
    assert "In 乡镇街道 the last are 单位7, 单位8." in named(range(1, 9), design=none)


def test_the_largest_rises_and_falls_are_named():
    text = narrative([1, 2, 3, 4], before=[4, 2, 1, 3])
    assert "Against the period before up most are 单位1 (3 places); down most are 单位3 (2 places)." in text


def test_the_config_says_which_sections_in_what_order():
    design = NoticeDesign(sections=("focus", "ranking"))
    matter = Matter(OCTOBER, (), Totals(0, 0, 0), (2, 8), remarks=Remarks(focus="防汛。"))
    headings = [each.heading for each in composed(matter, design=design).paragraphs if each.heading]
    assert headings == ["1. Next focus", "2. Ranking"]


def owed(name, least, done, text="2026-10", leader=""):
    return Owed(name, Decimal(least), Decimal(done), period(text), leader)


def test_who_did_not_reach_a_task_is_named_with_what_is_missing():
    task = Task(
        "每月报送", "submission", (owed("甲乡", 2, 3), owed("乙乡", 2, 1, leader="分管领导张某"), owed("丙乡", 2, 0))
    )
    assert (
        "每月报送: of 3 units 1 unit reached it; short are 乙乡 (1 items missing; 分管领导张某), "
        "丙乡 (nothing done, 2 items missing)." in told(tasks=(task,))
    )


def test_that_all_reached_a_task_is_told():
    assert "得分: all of 1 unit reached it." in told(tasks=(Task("得分", "points", (owed("甲乡", 2, 3),)),))
    persons = told(tasks=(Task("得分", "points", (owed("张三", 2, 1), owed("李四", 2, 0))),), by="informant")
    assert (
        "得分: none of 2 informants reached it: 张三 (1 points missing), 李四 (nothing done, 2 points missing)."
        in persons
    )


def test_of_several_sub_periods_it_is_told_which_were_missed_or_how_many():
    months = ("2026-07", "2026-08", "2026-09")
    task = Task(
        "每月报送",
        "submission",
        (
            *(owed("甲乡", 2, done, month) for month, done in zip(months, (2, 1, 2), strict=True)),
            *(owed("乙乡", 2, 1, month) for month in months),
        ),
    )
    (text,) = (each for each in told(period("2026Q3"), tasks=(task,)) if "每月报送" in each)
    assert "甲乡 (1 items missing in 2026-08)" in text
    assert "乙乡 (3 items missing in 3 sub-periods)" in text


def test_outcomes_honours_and_placings_are_told():
    text = told(
        outcomes=(Distinction("约谈", ("甲乡", "乙乡")),),
        honours=(Distinction("季度红旗单位", ("丙乡",)),),
        placings=(Placing("某市政府办公室", OCTOBER, 2, 13, Decimal(888), Decimal(900)),),
    )
    assert "约谈: 甲乡, 乙乡." in text
    assert "季度红旗单位: 丙乡." in text
    assert (
        "By 某市政府办公室, 2026-10: this office ranks 2 of 13, it has 888 points, "
        "that is 98.7% of its task of 900." in text
    )


def test_pieces_are_told_by_outlet():
    totals = Totals(9, 4, 3, (("市级", 3),), (("市级", "市府信息", 2), ("市级", "昨日要情", 1)))
    text = [each.whole for each in composed(Matter(OCTOBER, (), totals, (2, 8))).paragraphs]
    assert "Adopted pieces by outlet: 市级 市府信息 2, 昨日要情 1." in text


def test_the_work_is_called_as_the_config_calls_it():
    made = composed(language="zh", design=NoticeDesign(work="公安信息工作"))
    assert made.called == "关于2026年10月公安信息工作情况的通报"
    assert "现将公安信息工作有关情况通报如下。" in made.paragraphs[0].whole
    own = composed(language="zh", design=NoticeDesign(work="公安信息工作", title="{period}{work}通报"))
    assert own.called == "2026年10月公安信息工作通报"


def test_what_the_config_says_of_addressees_signature_and_foot_is_printed():
    design = NoticeDesign(
        to="各乡镇,县直各部门",
        copy_to="县委办公室,县人大办公室",
        printed_by="某县府办",
        contact="联系人：李敏,电话：1",
        signed_by="某局",
    )
    made = composed(language="zh", design=design)
    assert made.to == "各乡镇，县直各部门："
    (foot,) = made.imprint
    assert (foot.label, foot.copy_to) == ("抄送：", "县委办公室，县人大办公室。")
    assert (foot.printed_by, foot.printed_on) == ("某县府办", "2026年11月5日印发")
    assert (made.contact, made.signed) == ("（联系人：李敏，电话：1）", "某局")


def test_a_remark_is_printed_also_where_the_config_does_not_name_its_section():
    matter = Matter(OCTOBER, (), Totals(0, 0, 0), (2, 8), remarks=Remarks("点评。"))
    text = [each.whole for each in composed(matter, design=NoticeDesign(sections=("totals",))).paragraphs]
    assert text[-2:] == ["1. Comment", "点评。"]
