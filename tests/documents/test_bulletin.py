from datetime import date

import pytest

from infoledger import i18n
from infoledger.config.model import Publication
from infoledger.documents.bulletin import Piece, compose, number_text

CATALOGUE = i18n.LOCALE / "zh_CN" / "LC_MESSAGES" / "infoledger.mo"


@pytest.mark.parametrize(
    ("number", "running", "text"),
    [(3, None, "No. 3"), (None, 57, "No. 57"), (3, 57, "No. 3 (total 57)"), (None, None, "(in preparation)")],
)
def test_number_is_worded_as_the_publication_counts(number, running, text):
    assert number_text(number, running, "en") == text


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the Chinese catalogue is not built")
def test_bulletin_is_worded_in_chinese(make_bulletin):
    model = make_bulletin(2, language="zh", note="请阅。", signed={"编辑": "王某"})
    assert model.number == "第3期（总第57期）"
    assert model.date == "2026年11月20日"
    assert model.contents_title == "本期要目"
    assert model.note[0].heading == "编者按："
    assert model.sections[0].articles[0].credit == "（甲乡、县水利局供稿）"
    assert [line.label + line.text for line in model.send] == [
        "报：县委常委。",
        "送：县人大、县政协。",
        "发：各乡镇，县直各部门。",
    ]
    assert model.signatures.startswith("编辑：王某")
    assert model.copies == "（共印120份）"


def test_pieces_stand_by_section_in_the_order_of_the_config():
    publication = Publication("政务信息", "某办", sections=("要闻", "工作动态"))
    pieces = [
        Piece(name, "", (), section)
        for name, section in zip("甲乙丙丁", ("工作动态", "", "要闻", "工作动态"), strict=True)
    ]
    model = compose(publication, pieces, day=date(2026, 11, 20), language="en")
    found = [(section.name, [article.title[0] for article in section.articles]) for section in model.sections]
    assert found == [("", ["乙"]), ("要闻", ["丙"]), ("工作动态", ["甲", "丁"])]


def test_series_stands_under_the_masthead_that_it_shares():
    series = [
        compose(Publication(name, "中共芜湖市委办公室"), [], day=date(2026, 11, 20), language="en", number=7, **more)
        for name, more in (
            ("芜湖信息·每日快报", {}),
            ("芜湖信息·要情专报", {"special": "防汛专刊"}),
            ("芜湖信息", {"special": "增刊"}),
        )
    ]
    assert [each.masthead for each in series] == ["芜湖信息"] * 3
    assert [each.special for each in series] == ["每日快报", "要情专报　防汛专刊", "增刊"]
    assert series[0].called == "芜湖信息 每日快报 No. 7"


@pytest.mark.parametrize(
    ("secrecy", "numbered"), [("", False), ("内部", False), ("秘密", True), ("机密★1年", True), ("绝密", True)]
)
def test_only_state_secrets_have_room_for_a_copy_number(make_bulletin, secrecy, numbered):
    assert make_bulletin(secrecy=secrecy).copy_number.startswith("Copy number: ") == numbered


def test_signatures_leave_room_for_a_pen(make_bulletin):
    signed = make_bulletin(signed={"审核": "李某"}).signatures
    assert signed.split() == ["编辑:", "审核:", "李某", "签发:"]


def test_piece_of_the_office_itself_has_no_credit():
    model = compose(Publication("政务信息", "某办"), [Piece("甲", "", ())], day=date(2026, 11, 20), language="en")
    assert model.sections[0].articles[0].credit == ""
