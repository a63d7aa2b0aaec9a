import pytest

from infoledger.documents.remarks import below_heading


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("一、质量\n（一）标题\n1.太长。改短。\n二、时效", ["（一）质量", "1.标题", "（1）太长。改短。", "（二）时效"]),
        ("十二、安全\n(十一)消防", ["（十二）安全", "11.消防"]),
        ("一、防汛\n（二十）抢险", ["（一）防汛", "20.抢险"]),
    ],
)
def test_headings_of_a_remark_go_one_level_down(text, lowered):
    found = below_heading(text)
    assert [each.whole for each in found] == lowered
    assert min(each.level for each in found) == 2


def test_a_remark_that_begins_below_stays():
    assert [each.whole for each in below_heading("（一）防汛。\n1. 上堤。")] == ["（一）防汛。", "1. 上堤。"]
