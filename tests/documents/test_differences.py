from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.documents.differences import differences, marked, share_changed

TEXTS = st.text(alphabet="甲乙丙旱情，。ab12.5 \n", max_size=40)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("旱情严重", "旱情严重", "旱情严重"),
        ("增长9.8%", "增长19.8%", "增长[-9.8-]{+19.8+}%"),
        ("PM2.5 rose", "PM10 rose", "PM[-2.5-]{+10+} rose"),
        ("全县受旱", "我市全县受旱", "{+我市+}全县受旱"),
        ("春天的雨", "秋天的风", "[-春-]{+秋+}天的[-雨-]{+风+}"),
        ("上山下乡", "左山右水", "[-上山下乡-]{+左山右水+}"),  # one word alike by chance
        ("", "新", "{+新+}"),
        ("旧", "", "[-旧-]"),
    ],
)
def test_changes_are_shown_by_words(old, new, shown):
    assert marked(differences(old, new)) == shown


@given(TEXTS, TEXTS)
def test_both_texts_are_whole_in_the_parts(old, new):
    parts = differences(old, new)
    assert "".join(part.text for part in parts if part.fate != "added") == old
    assert "".join(part.text for part in parts if part.fate != "removed") == new
    assert 0 <= share_changed(parts) <= 100


@given(TEXTS)
def test_nothing_is_changed_in_the_same_text(text):
    assert share_changed(differences(text, text)) == 0


def test_the_share_is_of_the_words_of_both_texts():
    assert share_changed(differences("甲乙丙丁", "甲乙丙戊己")) == Decimal("33.3")
    assert share_changed(differences("甲乙", "丙丁")) == 100
