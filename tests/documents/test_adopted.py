from datetime import date

from infoledger.documents.adopted import Adopted, adopted_listing

DAY = date(2026, 10, 5)


def test_each_piece_has_its_outlet_its_day_and_the_leaders_who_wrote_on_it():
    adopted = [
        Adopted("甲乡", "标题一", "市府信息第3期", DAY, ("张某某", "李某某")),
        Adopted("乙局", "标题二", "要情", DAY),
    ]
    listing = adopted_listing(adopted, 0, "单位", "zh")
    assert listing.columns == ("序号", "单位", "标题", "刊物", "日期", "批示")
    assert listing.rows == (
        (1, "甲乡", "标题一", "市府信息第3期", "10月5日", "张某某、李某某"),
        (2, "乙局", "标题二", "要情", "10月5日", ""),
    )


def test_without_instructions_there_is_no_column_for_them():
    assert adopted_listing([Adopted("甲乡", "标题", "要情", DAY)], 0, "Unit", "en").columns[-1] == "Date"


def test_titles_that_may_not_be_named_are_counted_once():
    assert (
        adopted_listing([Adopted("甲乡", "标题", "要情", DAY)], 3, "Unit", "en").note == "3 more may not be named here."
    )


def test_days_of_two_years_are_told_with_their_years():
    adopted = [Adopted("甲乡", "标题", "要情", DAY), Adopted("甲乡", "标题", "要情", date(2025, 12, 31))]
    assert [row[-1] for row in adopted_listing(adopted, 0, "单位", "zh").rows] == ["2026年10月5日", "2025年12月31日"]
