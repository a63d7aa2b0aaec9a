import pytest

from infoledger.documents.signing import indents

DAY = "2026年11月5日"  # six and a half characters


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("某县政办", (5.25, 4)),  # its middle over that of the day
        ("青岚县人民政府办公室", (2.25, 4)),
        ("某某市某某区经济技术开发区管理委员会党政综合办公室", (0, 9)),
    ],
)
def test_with_a_seal_the_name_stands_over_the_middle_of_the_day(name, ends):
    made = indents(name, DAY, seal=True)
    assert made == pytest.approx(ends, abs=0.3)
    middle = made.name + len(name) / 2
    assert middle == pytest.approx(made.day + 3.25)


def test_without_a_seal_the_day_begins_two_characters_after_the_name():
    made = indents("青岚县人民政府办公室", DAY, seal=False)
    assert made == (2, 3.5)
    assert made.name + 10 - 2 == made.day + 6.5


def test_a_day_longer_than_the_name_stands_two_characters_from_the_right():
    made = indents("某县政办", DAY, seal=False)
    assert made.day == 2
    assert made.name + 4 - 2 == made.day + 6.5
