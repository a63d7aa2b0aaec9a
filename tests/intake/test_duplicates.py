"""Items submitted before are pointed out, with where they differ, and recorded all the same."""

from datetime import date, timedelta

import pytest

from infoledger.intake.duplicates import Submitted, twins
from infoledger.intake.likeness import Titles
from infoledger.ledger.models import Item
from tests.intake.titles import FIRST, OFFICE, County

TITLES = Titles(OFFICE, {1: ("石桥镇",), 2: ("柳溪镇",)})
DAY = date(2026, 9, 1)
TEXT = "".join(f"第{number}个村今年新修水渠若干米并且全部通过验收，群众反映很好。" for number in range(20))


def item(id, title, day=DAY, body="", follows=None):
    return Submitted(id, f"R{id}", title, day, body, follows)


def found(*items):
    return [(twin.item.ref, twin.earlier.ref) for twin in twins(items, TITLES, {each.ref for each in items})]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("石桥镇粮食烘干点昼夜不打烊", "石桥镇：粮食烘干点昼夜不打烊！"),
        ("石桥镇粮食烘干点昼夜不打烊", "石桥粮食烘干点昼夜不打烊情况"),
        ("石桥镇粮食烘干点昼夜不打烊", "青岚县粮食烘干点昼夜不打烊"),
    ],
)
def test_near_titles_are_found(one, two):
    assert found(item(1, one), item(2, two)) == [("R2", "R1")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("石桥镇粮食烘干点昼夜不打烊", "柳溪镇粮食烘干点昼夜不打烊"),
        ("石桥镇新修水渠32米", "石桥镇新修水渠320米"),
        ("石桥镇召开防汛会议", "石桥镇走访困难群众"),
    ],
)
def test_another_unit_another_number_and_another_matter_are_not(one, two):
    assert found(item(1, one), item(2, two)) == []


def test_a_near_text_is_found_under_any_title():
    assert found(item(1, "水渠", body=TEXT), item(2, "石桥镇完工", body="今年，" + TEXT[:-30])) == [("R2", "R1")]


def test_near_titles_over_different_texts_are_not_duplicates():
    other = "".join(chr(0x4E00 + 7 * number) for number in range(600))
    assert found(item(1, "石桥镇情况", body=TEXT), item(2, "石桥镇情况", body=other)) == []


def test_what_is_older_than_ninety_days_is_not_looked_at():
    for days, wanted in ((90, [("R2", "R1")]), (91, [])):
        assert found(item(1, "石桥镇早稻", DAY - timedelta(days=days)), item(2, "石桥镇早稻")) == wanted


def test_a_follow_up_is_no_duplicate():
    assert (
        found(item(1, "石桥镇山洪"), item(2, "石桥镇山洪续报", follows=1), item(3, "石桥镇山洪续报", follows=1)) == []
    )


def test_of_several_the_nearest_is_told():
    assert found(item(1, "石桥镇早稻丰收了"), item(2, "石桥镇早稻丰收"), item(3, "石桥镇早稻丰收"))[-1] == ("R3", "R2")


def test_the_index_misses_nothing_that_comparing_all_would_find():
    county = County(3, items=600)
    random, items = county.random, []
    for place, each in enumerate(county.items):
        items.append(item(place, each.title, FIRST + timedelta(days=random.randrange(60))))
        if place % 3 == 0:
            edited = each.title.replace("推进", "推动") + random.choice(("", "情况", "。"))
            items.append(item(1000 + place, edited, items[-1].day + timedelta(days=20)))
    items.sort(key=lambda each: (each.day, each.id))
    titles = Titles(OFFICE, county.units)
    again = {twin.item.ref for twin in twins(items, titles, {each.ref for each in items})}
    assert len([each for each in items if each.id >= 1000 and each.ref not in again]) <= 2


def test_submitting_and_importing_point_out_and_record_all_the_same(settled, run):
    submit = ("submit", "--unit", "甲乡", "--on", "2025-03-01")
    assert "duplicate" not in run(*submit, "--title", "甲乡粮食烘干点昼夜不打烊").stderr
    again = run(*submit, "--title", "甲乡粮食烘干点昼夜不打烊情况")
    assert again.exit_code == 0
    assert "duplicate of 2025-0001 of 2025-03-01 (title 87%)" in again.stderr
    assert "不打烊[→情况]" in again.stderr
    (settled.folder / "items.csv").write_text("报送日期,单位,标题\n2025-03-05,甲乡,粮食烘干点昼夜不打烊\n", "utf-8")
    assert "2025-0003 is perhaps a duplicate" in run("import", "items.csv").stderr
    assert len(settled.rows(Item)) == 5
    listed = run("item", "duplicates", "2025-03", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[0] for line in listed[1:]] == ["2025-0002", "2025-0003"]
