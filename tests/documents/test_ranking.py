from decimal import Decimal

import pytest

from infoledger.documents.narrative import NoticeRow, NoticeTable, Totals
from infoledger.documents.ranking import Columns, headings, rankings
from infoledger.documents.tables import Head, storeys
from infoledger.errors import UsageError

FIGURES = (38, 12, 9, 11, Decimal("23.7"), 0, Decimal("50.5"), Decimal(718))


def ranked(further=(), wanted=None, without_zeros=False, language="zh", by="unit"):
    """The ranking of two units; the regulation's columns count 0, 1, 2 …"""
    who = ("甲乡",) if by == "informant" else ()
    figures = (*who, *FIGURES, *range(len(further)))
    rows = (NoticeRow(1, "甲乡", figures), NoticeRow(2, "乙乡", figures))
    table = NoticeTable("乡镇", rows, Totals(0, 0, 0), sums=(*("" for _each in who), *figures[len(who) :]))
    (listing,) = rankings([table], by, further, Columns(wanted, without_zeros), language)
    return listing


def test_informants_have_their_unit_beside_their_name():
    assert headings("informant", "en")[:3] == ("Rank", "Informant", "Unit")
    assert headings("unit", "en")[-2:] == ("Points", "To date")


@pytest.mark.parametrize("by", ["unit", "informant"])
def test_columns_are_chosen_by_their_headings_or_the_words_of_the_rules(by):
    listing = ranked(("市级采用",), ("得分", "市级采用", "采用", "submitted", "累计得分"), by=by)
    assert listing.columns[-5:] == ("得分", "市级采用", "采用(条)", "报送", "累计得分")
    assert listing.rows[0][-5:] == (Decimal("50.5"), 0, 9, 38, 718)
    assert listing.sums[-5:] == listing.rows[0][-5:]


def test_a_column_that_there_is_none_of_is_told():
    with pytest.raises(UsageError, match="采用数量") as error:
        ranked(wanted=("采用数量",))
    assert "采用" in error.value.hint


def test_columns_in_which_all_is_0_are_left_out_on_demand():
    assert "批示" in ranked().columns
    listing = ranked(("甲类", "乙类"), without_zeros=True)
    assert "批示" not in listing.columns
    assert listing.columns[-1] == "乙类"


def test_points_and_rate_are_charted_wherever_they_stand():
    listing = ranked(wanted=("得分", "报送", "采用率"))
    assert [listing.columns[place] for place in listing.charted] == ["得分", "采用率%"]


def test_columns_that_share_a_name_stand_under_it():
    listing = ranked(("市级采用", "省级采用", "批示得分"), ("报送", "市级采用", "省级采用", "批示得分"))
    assert listing.over == ("", "", "", "采用", "采用", "")
    assert listing.columns == ("排名", "单位", "报送", "市级", "省级", "批示得分")
    assert listing.heads[3:5] == ("市级采用", "省级采用")


def test_a_slash_says_which_is_the_upper_storey():
    listing = ranked(
        ("市本级采用/普发", "市本级采用/公众号", "约稿/答复"), ("市本级采用/普发", "市本级采用/公众号", "约稿/答复")
    )
    assert listing.over[2:] == ("市本级采用", "市本级采用", "约稿")


def test_a_head_of_two_storeys_covers_its_columns():
    assert storeys(("排名", "市级", "省级"), ("", "采用", "采用")) == [
        [Head("排名", storeys=2), Head("采用", columns=2)],
        [Head("市级"), Head("省级")],
    ]
    assert storeys(("排名",), ()) == [[Head("排名")]]
