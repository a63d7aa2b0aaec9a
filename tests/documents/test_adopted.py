from infoledger.documents.adopted import Adopted, adopted_listing

LEVELS = ("县级", "市级", "省级")


def test_each_piece_has_the_mark_of_its_level_and_the_legend_tells_them():
    listing = adopted_listing(
        [Adopted("甲乡", "标题一", ("省级", "县级", "县级"), True), Adopted("乙局", "标题二", ("市级",), False)],
        LEVELS,
        "Unit",
        "en",
    )
    assert listing.rows == (("甲乡", "标题一", "○○▲※"), ("乙局", "标题二", "●"))
    assert listing.note == "Signs: ○ 县级; ● 市级; ▲ 省级; ※ with an instruction."


def test_legend_tells_only_marks_that_are_used():
    listing = adopted_listing([Adopted("甲乡", "标题", ("市级",), False)], LEVELS, "Unit", "en")
    assert listing.note == "Signs: ● 市级."


def test_levels_that_are_not_declared_and_more_than_there_are_marks_keep_their_names():
    levels = tuple(f"第{place}级" for place in range(9))
    (row,) = adopted_listing([Adopted("甲乡", "标题", ("别级", "第8级", ""), False)], levels, "Unit", "en").rows
    assert row[2] == "[第8级][别级]"


def test_marks_are_in_gb2312():
    (row,) = adopted_listing([Adopted("甲", "标题", tuple("abcdefgh"), True)], tuple("abcdefgh"), "Unit", "en").rows
    assert len(row[2].encode("gb2312")) == 18
