"""What an editor does with items: versions, hints, chains, combined items."""

import pytest

LONG = "甲乙丙丁戊己庚辛壬癸" * 3 + "子"


def test_the_submitted_text_is_kept_beside_the_present_one(desk, submit):
    ref = submit("甲乡旱情", "甲乡", "--body", "近期降雨偏少,受旱面积98亩。")
    desk("item", "edit", ref, "--body", "近期降雨偏少，受旱面积達980亩。", "--reason", "编辑")
    desk("item", "edit", ref, "--body", "近期降雨偏少，受旱面积980亩。", "--reason", "编辑")
    done = desk("item", "diff", ref)
    assert done.stdout == "甲乡旱情\n\n近期降雨偏少[-,-]{+，+}受旱面积[-98-]{+980+}亩。\n"
    assert "Versions: 3; changed: 10.5 %." in done.stderr
    assert done.stderr.count("王某") == 3


def test_an_unchanged_item_has_one_version(desk, submit):
    assert "Versions: 1; changed: 0 %." in desk("item", "diff", submit()).stderr


def test_an_undone_edit_shows_the_submitted_text_again(desk, submit):
    ref = submit()
    desk("item", "edit", ref, "--title", "乙", "--reason", "编辑")
    desk("undo", "--yes")
    assert desk("item", "diff", ref).stdout == "甲乡旱情\n"


def test_hints_on_several_items_stand_in_one_table(desk, submit, rows):
    one = submit("一", "甲乡", "--category", "问题建议", "--body", "存在问题,由于降雨少。")
    two = submit(LONG, "甲乡")
    found = [(row["ref"], row["hint"]) for row in rows("item", "lint", one, two)]
    assert found == [
        (one, "Too short for 问题建议: 11 characters of 50."),
        (one, "No trace of 数据、对策."),
        (one, "There is no figure in it."),
        (one, "There is no date in it."),
        (one, "Half-width punctuation in Chinese, 1 times: “存在问题,由于降雨少。”"),
        (two, "The title has 31 characters, more than 30."),
        (two, "There is no text to look at."),
    ]


def test_hints_on_an_issue_are_those_on_its_items(desk, submit, rows):
    ref = submit(LONG)
    desk("review", ref, "pass", "--override", "急")
    desk("bulletin", "new", "政务信息")
    desk("bulletin", "add", "政务信息", ref)
    assert {row["ref"] for row in rows("item", "lint", "--issue", "政务信息")} == {ref}


def test_hints_need_an_item(desk):
    assert "No item is named." in desk("item", "lint", code=2).stderr


def test_a_chain_shows_what_became_of_each_report_on_an_event(desk, submit, rows):
    first = submit("险情", "甲乡", "--occurred", "2026-11-18 08:00", "--on", "2026-11-18 09:30")
    second = submit("续报一", "甲乡", "--follows", first, "--on", "2026-11-18 20:00")
    third = submit("续报二", "水利局", "--follows", second, "--on", "2026-11-19")
    submit("别的", "甲乡")
    desk("adopt", second, "--in", "市府信息")
    desk("instruct", third, "--leader", "张县长")
    for ref in (first, second, third):
        chain = rows("item", "chain", ref)
        assert [row["ref"] for row in chain] == [first, second, third]
    assert [row["adoptions"] for row in chain] == ["", "市府信息 2026-11-20", ""]
    assert [row["instructions"] for row in chain] == ["", "", "张县长 2026-11-20"]
    assert "From the event to the first report: 1 h 30 min." in desk("item", "chain", third).stderr


@pytest.fixture
def merged(desk, submit):
    """A combined item of 甲乡 and 乙镇, through the review; its reference and those of its sources."""
    sources = [submit("甲旱", "甲乡", "--body", "甲。"), submit("乙旱", "乙镇", "--body", "乙。", "--secrecy", "内部")]
    ref = desk("item", "merge", *sources, "--title", "两地旱情").stdout.strip()
    desk("review", ref, "pass", "--override", "急")
    return ref, sources


def test_a_combined_item_says_what_its_sources_say_and_is_as_secret(desk, merged, rows):
    ref, _sources = merged
    (row,) = (row for row in rows("records", "items") if row["ref"] == ref)
    assert (row["units"], row["secrecy"]) == ("甲乡;乙镇", "内部")
    assert desk("item", "diff", ref).stdout == "两地旱情\n\n甲旱\n甲。\n\n乙旱\n乙。\n"


def test_a_combined_item_shows_its_sources_and_what_they_earned_as_one_piece(desk, merged, rows):
    ref, sources = merged
    desk("adopt", ref, "--in", "市府信息")
    desk("adopt", sources[0], "--in", "日报")
    assert {row["ref"]: row["sources"] for row in rows("records", "items")} == {
        **dict.fromkeys(sources, ""),
        ref: ";".join(sources),
    }
    assert ("combined from", ";".join(sources)) in [(row["field"], row["value"]) for row in rows("item", "show", ref)]
    assert {(row["party"], row["points"], row["ref"]) for row in rows("explain", ref, "2026-11")} == {
        ("甲乡", "5", ";".join(sources)),
        ("乙镇", "5", ";".join(sources)),
    }


def test_a_combined_item_is_no_submission(desk, merged, rows):
    assert [row["submitted"] for row in rows("notice", "2026-11") if row["group"] == "乡镇"] == ["1", "1"]


def test_a_combined_item_stands_for_its_sources(desk, merged, rows):
    ref, sources = merged
    desk("forward", ref, "--to", "市政府办公室")
    desk("adopt", ref, "--in", "市府信息")
    desk("instruct", ref, "--leader", "张县长")
    assert [row["ref"] for row in rows("records", "forwards")] == sources
    assert [(row["refs"], row["form"]) for row in rows("records", "adoptions")] == [(";".join(sources), "综合")]
    assert [row["refs"] for row in rows("records", "instructions")] == [";".join(sources)]


def test_issuing_a_combined_item_adopts_its_sources_as_one_piece(desk, merged, rows):
    ref, sources = merged
    desk("bulletin", "new", "政务信息")
    desk("bulletin", "add", "政务信息", ref)
    desk("bulletin", "issue", "--unsigned", "试刊", "政务信息")
    assert [(row["refs"], row["form"]) for row in rows("records", "adoptions")] == [(";".join(sources), "综合")]
    assert {row["unit"]: row["points"] for row in rows("notice", "2026-11")} == {
        "甲乡": "6",
        "乙镇": "6",
        "水利局": "0",
    }


def test_a_combined_item_asks_for_the_steps_that_its_sources_ask_for(desk, submit):
    sources = [submit("险情", "甲乡", "--category", "紧急信息"), submit("旱情", "乙镇")]
    ref = desk("item", "merge", *sources, "--title", "灾情").stdout.strip()
    for step in ("初审", "签发", "县长签发"):
        assert f"at {step}" in desk("review", ref, "pass").stderr


def test_a_combined_item_of_combined_items_stands_for_all_their_sources(desk, merged, submit, rows):
    ref, sources = merged
    third = submit("水", "水利局")
    whole = desk("item", "merge", ref, third, "--title", "全县旱情").stdout.strip()
    desk("adopt", whole, "--in", "市府信息")
    assert [row["refs"] for row in rows("records", "adoptions")] == [";".join([*sources, third])]


def test_combining_less_than_two_or_below_their_secrecy_is_refused(desk, merged):
    _ref, sources = merged
    assert "at least two items" in desk("item", "merge", sources[0], "--title", "一", code=1).stderr
    refused = desk("item", "merge", *sources, "--title", "二", "--secrecy", "公开", code=1)
    assert "at least as secret as its sources: 内部" in refused.stderr


def test_a_combined_item_stays_inside_when_a_source_becomes_more_secret(desk, submit):
    sources = [submit("甲旱"), submit("乙旱", "乙镇")]
    ref = desk("item", "merge", *sources, "--title", "两地旱情").stdout.strip()
    desk("review", ref, "pass", "--override", "急")
    desk("item", "edit", sources[1], "--secrecy", "内部", "--reason", "定密")
    assert f"{sources[1]} is 内部" in desk("forward", ref, "--to", "日报社", code=1).stderr
    desk("bulletin", "new", "政务信息")
    desk("bulletin", "add", "政务信息", ref)
    desk("item", "edit", sources[0], "--secrecy", "秘密", "--reason", "定密")
    assert f"{sources[0]} is 秘密" in desk("bulletin", "issue", "--unsigned", "试刊", "政务信息", code=1).stderr


def test_a_combined_item_can_be_undone(desk, submit, rows):
    sources = [submit("甲旱"), submit("乙旱", "乙镇")]
    desk("item", "merge", *sources, "--title", "两地旱情")
    desk("undo", "--yes")
    assert [row["ref"] for row in rows("records", "items")] == sources
    desk("check")


def test_what_a_chinese_screen_says_of_an_item_names_columns_and_kinds_in_chinese(desk, submit, monkeypatch):
    monkeypatch.setattr("infoledger.kinds.screen_language", lambda: "zh")
    ref = submit()
    assert "标题 甲乡旱情 → 乙" in desk("item", "edit", ref, "--title", "乙", "--reason", "编辑").stderr
    desk("review", ref, "pass", "--override", "急")
    desk("adopt", ref, "--in", "市府信息")
    assert "采用 1" in desk("item", "show", ref).stdout
