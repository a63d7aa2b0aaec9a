from datetime import date
from decimal import Decimal
from itertools import zip_longest

import pytest

from infoledger.documents.narrative import Comparison, Failures, NoticeRow, NoticeTable, Remarks, Totals, addressees
from infoledger.documents.notice import Basis, columns, compose
from infoledger.documents.tables import Listing
from infoledger.periods import Calendar
from infoledger.rules.regulation import Ranking, Regulation

OCTOBER = Calendar().parse("2026-10", date(2026, 11, 5))
REGULATION = Regulation("林双县考核办法", date(2026, 1, 1), "林政办发〔2026〕3号")


def narrative(ranks, silent=(), points=(), submitted=()):
    """The text over units of these ranks; those beyond ``points`` earned 1, those beyond ``submitted`` sent 1."""
    figures = zip_longest(ranks, submitted, points, fillvalue=1)
    rows = tuple(
        NoticeRow(rank, f"单位{place}", (sent, 0, 0, 0, Decimal(0), 0, Decimal(earned), Decimal(9)))
        for place, (rank, sent, earned) in enumerate(figures, 1)
    )
    tables = [NoticeTable("乡镇街道", rows, Totals(9, 4, 3, (("县级", 3), ("省级", 0))), silent)]
    basis = Basis(OCTOBER, (REGULATION,), Ranking())
    made = compose("某办", OCTOBER, tables, totals=Totals(9, 4, 3), basis=basis, day=date(2026, 11, 5), language="en")
    return "\n".join(paragraph.whole for paragraph in made.paragraphs)


def remarked(focus):
    made = compose(
        "某办",
        OCTOBER,
        [],
        totals=Totals(0, 0, 0),
        basis=Basis(OCTOBER, (REGULATION,), Ranking()),
        day=date(2026, 11, 5),
        language="en",
        remarks=Remarks(focus=focus),
    )
    return made.paragraphs[[each.heading for each in made.paragraphs].index("4. Next focus") + 1 :]


def basis(**values):
    made = Basis(**{"window": OCTOBER, "regulations": (REGULATION,), "ranking": Ranking(), **values})
    return "\n".join(
        compose("某办", OCTOBER, [], totals=Totals(0, 0, 0), basis=made, day=date(2026, 11, 5), language="en").basis
    )


def test_first_and_last_three_are_named():
    text = narrative(range(1, 10))
    assert "the first are 单位1, 单位2, 单位3; the last are 单位7, 单位8, 单位9" in text


def test_nobody_is_both_first_and_last():
    assert "the first are 单位1, 单位2, 单位3; the last are 单位4." in narrative(range(1, 5))
    assert "the last" not in narrative([1, 2, 3])


def test_those_who_share_the_third_rank_are_all_named():
    assert "单位1, 单位2, 单位3, 单位4;" in narrative([1, 2, 3, 3, 5, 6, 7, 8])


def test_those_who_share_the_last_but_two_are_all_named():
    assert "the last are 单位5, 单位6, 单位7, 单位8." in narrative([1, 2, 3, 4, 5, 5, 7, 8])


def test_where_all_are_equal_nobody_is_first():
    text = narrative([1, 1, 1, 1])
    assert "first" not in text
    assert "All have the same figures." in text


def test_a_crowd_that_shares_the_third_rank_is_not_named():
    assert "the first are 单位1, 单位2, 单位3, 单位4, 单位5;" in narrative([1, 2, 3, 3, 3, 6, 7, 8])
    assert "the first are 单位1, 单位2;" in narrative([1, 2, 3, 3, 3, 3, 7, 8])
    # Where the next rank follows a shared one.
    assert "the first are 单位1;" in narrative([1, 2, 2, 2, 2, 2, 3, 4])


def test_a_crowd_that_shares_the_last_but_two_is_not_named():
    assert "the last are 单位9." in narrative([1, 2, *[3] * 6, 9])
    assert "the last" not in narrative([1, 2, *[3] * 6])


def test_only_who_submitted_and_earned_points_is_first():
    assert "the first are 单位1; the last are 单位2, 单位3." in narrative([1, 2, 3], points=[5, 0, -1])
    assert "the first are 单位1, 单位3;" in narrative([1, 2, 3, 4], submitted=[1, 0, 1])
    # Whoever shares a rank with one who is first is not last.
    assert "the first are 单位1; the last are 单位3." in narrative([1, 1, 3], submitted=[1, 0, 0])


def test_where_nobody_is_first_the_ranking_is_left_out():
    for text in (narrative([1] * 20 + [21]), narrative([1, 2, 3], points=[0, -1, -2])):
        assert "the first" not in text
        assert "Ranking" not in text
        assert "2. Nothing submitted" in text


def test_those_who_submitted_nothing_are_all_named():
    assert "2 submitted nothing: 丙乡, 丁乡." in narrative([1, 2], ("丙乡", "丁乡"))
    assert "All submitted items." in narrative([1, 2])


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


def test_informants_have_their_unit_beside_their_name():
    assert columns("informant", "en")[:3] == ("Rank", "Informant", "Unit")
    assert columns("unit", "en")[-2:] == ("Points", "To date")


def test_empty_listings_are_left_out():
    made = compose(
        "某办",
        OCTOBER,
        [],
        totals=Totals(0, 0, 0),
        basis=Basis(OCTOBER, (), Ranking()),
        day=date(2026, 11, 5),
        language="en",
        listings=[Listing("空", ("甲",), ()), Listing("补录", ("甲",), (("乙",),))],
    )
    assert [listing.title for listing in made.listings] == ["补录"]


def told(**more):
    """The narrative of a notice over one table."""
    totals = Totals(9, 4, 3)
    tables = [NoticeTable("乡镇街道", (NoticeRow(1, "甲乡", (Decimal(0),)),), totals)]
    settings = {"totals": totals, "basis": Basis(OCTOBER, (), Ranking()), "day": date(2026, 11, 5), "language": "en"}
    made = compose("某办", more.pop("period", OCTOBER), tables, **{**settings, **more})
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
    made = {
        compose(
            "某办",
            period(text),
            [],
            totals=Totals(0, 0, 0),
            basis=Basis(period(text), (), Ranking()),
            day=date(2026, 11, 5),
            language="en",
        ).title
        for text in ("2026-W42", "2026-10", "2026H1", "2026")
    }
    assert len(made) == 4


def test_failures_are_named_by_kind_with_how_often():
    text = told(failures=[Failures("迟报", (("甲乡", 2), ("乙局", 1))), Failures("", (("丙镇", 1),))])
    assert "迟报: 甲乡 (2), 乙局." in text
    assert "Solicitations missed: 丙镇." in text
    assert "None are on record." in told()


def test_comment_and_focus_come_last_in_paragraphs_of_their_own():
    text = told(remarks=Remarks("政办信〔2026〕9号", "一是质量不高。\n二是迟报。", "防汛。"))
    assert text[-5:] == ["5. Comment", "一是质量不高。", "二是迟报。", "6. Next focus", "防汛。"]


def test_sections_without_text_are_not_numbered():
    assert told(remarks=Remarks(focus="防汛。"))[-2:] == ["5. Next focus", "防汛。"]


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
    assert addressees(groups, language) == to


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
