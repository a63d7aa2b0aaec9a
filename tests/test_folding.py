"""Names are one where they are the same to the eye, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoledger.errors import InfoledgerError
from infoledger.folding import fold, refuse_separator, seen

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202c\u2066\u2069\ufe0f\u034f"
LETTERS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("甲乙镇局县 　\xa0\t（）()［］【】《》、;；·•ＡａZ０９-－⼈⺠⻄가ㅤéé" + UNSEEN),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农业农村局（乡村振兴局）", "农业农村局(乡村振兴局)"),
        ("农业农村局 (乡村振兴局)", "农业农村局(乡村振兴局)"),
        ("人社局", "⼈社局"),
        ("人社局", "人社局\u200b"),
        ("人社局", "\u202a人社局\u202c"),
        ("民政局", "⺠政局"),
        ("甲镇", "甲　镇"),
        ("甲镇", " 甲 \xa0镇\t"),
        ("ABC公司", "ＡＢＣ公司"),
        ("2026-0001", "２０２６－０００１"),
        ("买买提·艾力", "买买提•艾力"),
        ("Li Ming", "Li  Ming"),
        ("更新", "\uf901新"),
    ],
)
def test_what_is_the_same_to_the_eye_is_folded_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("甲镇", "乙镇"), ("Li Ming", "LiMing"), ("A-1", "a-1"), ("2026-1", "2026-01"), ("李强(小)", "李强")],
)
def test_what_differs_to_the_eye_stays_apart(one, other):
    assert fold(one) != fold(other)


@given(LETTERS)
def test_what_is_folded_is_its_own_fold(text):
    assert fold(fold(text)) == fold(text)


@given(LETTERS, st.lists(st.tuples(st.integers(0, 12), st.sampled_from(UNSEEN)), max_size=5))
def test_signs_that_nobody_sees_change_no_fold(text, signs):
    other = text
    for place, sign in signs:
        other = other[:place] + sign + other[place:]
    assert fold(other) == fold(text)
    assert seen(other) == seen(text)


@given(st.text("甲乙镇局县", max_size=8), st.lists(st.integers(0, 8), max_size=4), st.sampled_from(" 　\xa0\u2003\t"))
def test_blanks_between_han_characters_change_no_fold(name, places, blank):
    spread = name
    for place in places:
        spread = spread[:place] + blank + spread[place:]
    assert fold(spread) == name


@given(LETTERS)
def test_what_is_seen_of_a_name_is_the_name(text):
    assert fold(seen(text)) == fold(text)


@pytest.mark.parametrize("name", ["甲镇;乙镇", "甲镇；乙镇", "甲镇、乙镇", "甲镇､乙镇", "甲镇；"])
def test_a_sign_that_parts_names_is_no_part_of_a_name(name):
    with pytest.raises(InfoledgerError, match="parts one name from the next"):
        refuse_separator(name)
