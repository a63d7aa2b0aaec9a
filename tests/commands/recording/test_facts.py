"""The verbs that record what happens to items and units."""

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ("forward", "2026-0001", "--to", "市政府办公室"),
        ("adopt", "2026-0001", "--in", "市府信息"),
        ("instruct", "2026-0001", "--leader", "张某"),
        ("solicit", "秋粮", "--to", "全部", "--due", "2026-10-31"),
        ("violation", "甲乡", "迟报"),
        ("award", "2026-0001", "月度最佳"),
        ("adjust", "甲乡", "-2.5", "--reason", "重复报送"),
    ],
)
def test_the_id_stands_alone_on_stdout_and_the_sentence_on_stderr(office, item, words):
    item()
    result = office(*words)
    assert (result.exit_code, result.stdout) == (0, "1\n"), result.stderr
    assert "To take this back: infoledger undo" in result.stderr


def test_several_items_are_forwarded_each_by_itself(office, item, table):
    refs = [item("一"), item("二")]
    assert office("forward", *refs, "--to", "市政府办公室", "--on", "昨天").stdout == "1\n2\n"
    assert [(row["ref"], row["body"], row["date"]) for row in table("records", "forwards")] == [
        (ref, "市政府办公室", "2026-10-19") for ref in refs
    ]


def test_one_wrong_reference_forwards_none(office, item, table):
    result = office("forward", item(), "2026-0002", "--to", "市政府办公室")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no item 2026-0002." in result.stderr
    assert "Did you mean “2026-0001”?" in result.stderr
    assert table("records", "forwards") == []


def test_an_adoption_keeps_all_that_was_said_of_it(office, item, table):
    office(
        *("adopt", item(), "--in", "市信息", "--on", "2026年10月8日", "--form", "简讯", "--issue", "57"),
        *("--fee", "12.5", "--section", "要闻", "--published-title", "某县秋收完成"),
    )
    assert table("records", "adoptions") == [
        {
            "id": "1",
            "refs": "2026-0001",
            "title": "秋收完成",
            "outlet": "市府信息",
            "date": "2026-10-08",
            "issue": "57",
            "form": "简讯",
            "section": "要闻",
            "fee": "12.5",
            "published_title": "某县秋收完成",
        }
    ]


def test_several_items_make_one_composite_piece(office, item, table, points):
    refs = [item("一"), item("二", "乙乡")]
    office("adopt", *refs, "--in", "市府信息")
    (row,) = table("records", "adoptions")
    assert (row["refs"], row["form"]) == (";".join(refs), "综合")
    october = points("2026-10")
    assert (october["甲乡"], october["乙乡"]) == ("11", "11")


def test_an_outlet_that_two_bodies_have_needs_its_body(office, item, points):
    ref = item()
    refused = office("adopt", ref, "--in", "昨日要情")
    assert refused.exit_code == 1
    assert "Write one of: 市政府办公室/昨日要情, 省政府办公厅/昨日要情." in refused.stderr
    assert office("adopt", ref, "--in", "省政府办公厅/昨日要情").exit_code == 0
    assert points("2026-10")["甲乡"] == "21"


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("adopt", "2026-0001", "--in", "市府信息", "--fee", "很多"), "--fee"),
        (("adjust", "甲乡", "两分", "--reason", "重复"), "POINTS"),
        (("adjust", "甲乡", "--yuan", "1.234", "--reason", "重复"), "--yuan"),
    ],
)
def test_a_value_that_is_no_number_is_wrong_usage(office, item, words, label):
    item()
    result = office(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{label}: It says" in result.stderr


def test_an_unknown_outlet_is_refused_with_the_nearest(office, item):
    result = office("adopt", item(), "--in", "市符信息")
    assert result.exit_code == 1
    assert "--in: “市符信息” is not known." in result.stderr
    assert "Did you mean “市信息”?" in result.stderr  # an alias of 市府信息


def test_a_leaders_level_comes_from_the_config_unless_it_is_said(office, item, table):
    ref = item()
    office("instruct", ref, "--leader", "张某", "--text", "阅", "--due", "2026-11-05", "--in", "市府信息")
    office("instruct", ref, "--leader", "省长", "--level", "省级", "--no-chief")
    known, said = table("records", "instructions")
    assert (known["level"], known["chief"], known["due"], known["outlet"]) == ("县级", "yes", "2026-11-05", "市府信息")
    assert (said["level"], said["chief"]) == ("省级", "no")


def test_everybody_is_asked_or_who_is_named(office, table):
    office("solicit", "秋粮", "--to", "全部", "--due", "2026-10-31", "--body", "市政府办公室")
    office("solicit", "旱情", "--to", "甲乡；财政", "--due", "2026-10-25", "--on", "2026-10-18")
    rows = {row["title"]: row for row in table("records", "solicitations")}
    assert (rows["秋粮"]["units"], rows["秋粮"]["body"]) == ("甲乡;乙乡;财政局", "市政府办公室")
    assert (rows["旱情"]["units"], rows["旱情"]["issued"]) == ("甲乡;财政局", "2026-10-18")


def test_a_violation_names_informant_item_and_what_happened(office, item, table):
    office("violation", "甲", "迟报", "--by", "王五", "--ref", item(), "--level", "市级", "--note", "迟两天")
    assert table("records", "violations") == [
        {
            "id": "1",
            "unit": "甲乡",
            "informant": "王五(甲乡)",
            "kind": "迟报",
            "date": "2026-10-20",
            "ref": "2026-0001",
            "level": "市级",
            "note": "迟两天",
        }
    ]


def test_an_unknown_kind_of_violation_is_refused_with_those_allowed(office):
    result = office("violation", "甲乡", "晚报")
    assert result.exit_code == 1
    assert "Allowed: 迟报, 漏报, 瞒报, 误报." in result.stderr


def test_no_more_awards_are_given_than_the_config_allows(office, item):
    refs = [item("一"), item("二")]
    assert office("award", refs[0], "月度最佳").exit_code == 0
    refused = office("award", refs[1], "月度最佳")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "月度最佳" in refused.stderr
    assert office("award", refs[1], "月度最佳", "--on", "2026-11-02").exit_code == 0


def test_an_adjustment_goes_to_the_unit_or_its_informant(office, points):
    office("adjust", "甲乡", "-2.5", "--reason", "重复", "--cite", "第八条")
    office("adjust", "甲乡", "3", "--reason", "更正", "--by", "王五")
    assert points("2026-10")["甲乡"] == "-2.5"


def test_an_adjustment_of_nothing_is_refused(office):
    assert office("adjust", "甲乡", "--reason", "重复").exit_code == 1


def test_what_the_config_asks_to_review_is_not_forwarded_before(office, item, environment):
    path = environment / "config.yaml"
    path.write_text(path.read_text("utf-8") + "review: {steps: [初审]}\n", "utf-8")
    ref = item()
    assert office("forward", ref, "--to", "市政府办公室").exit_code == 1
    assert office("review", ref, "pass").exit_code == 0
    assert office("forward", ref, "--to", "市政府办公室").exit_code == 0


def test_what_is_adopted_of_a_combined_item_is_adopted_of_its_sources(office, item, table, environment):
    sources = [item("一"), item("二", "乙乡")]
    merged = office("item", "merge", *sources, "--title", "两乡秋收")
    assert merged.exit_code == 0, merged.stderr
    office("forward", merged.stdout.strip(), "--to", "市政府办公室")
    office("adopt", merged.stdout.strip(), "--in", "市府信息")
    assert [row["ref"] for row in table("records", "forwards")] == sources
    assert [(row["refs"], row["form"]) for row in table("records", "adoptions")] == [(";".join(sources), "综合")]


@pytest.mark.parametrize(("text", "day"), [("10-20", "2026-10-20"), ("10月5日", "2027-10-05")])
def test_a_day_on_which_something_is_due_lies_ahead(office, item, table, text, day):
    office("solicit", "秋粮", "--to", "甲乡", "--due", text)
    office("instruct", item(), "--leader", "张某", "--due", text)
    assert [row["due"] for kind in ("solicitations", "instructions") for row in table("records", kind)] == [day, day]


@pytest.mark.parametrize(("text", "day"), [("10月12日", "2026-10-12"), ("10-09", "2027-10-09"), ("今天", "2026-10-20")])
def test_what_is_due_lies_ahead_of_the_day_it_was_asked(office, item, table, text, day):
    office("solicit", "秋粮", "--to", "甲乡", "--on", "10月10日", "--due", text)
    office("instruct", item(), "--leader", "张某", "--on", "10月10日", "--due", text)
    assert [row["due"] for kind in ("solicitations", "instructions") for row in table("records", kind)] == [day, day]


def test_points_finer_than_the_regulation_has_them_are_refused(office, environment):
    result = office("adjust", "甲乡", "0.125", "--reason", "补记")
    assert "0.125 has more decimal places than points have by" in result.stderr
    (environment / "调整.csv").write_text("单位,分值,日期,事由\n甲乡,1.375,2026-10-01,补记\n", "utf-8")
    assert "1.375 has more decimal places" in office("import", "调整.csv").stderr
    assert office("adjust", "甲乡", "0.12", "--reason", "补记").exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("submit", "--title", "\u200b", "--unit", "甲乡"), "something that can be seen"),
        (("submit", "--title", "一", "--unit", "甲乡", "--quality", "0"), "a number above 0"),
        (("submit", "--title", "一", "--unit", "甲乡", "--quality", "-1"), "a number above 0"),
        (("item", "edit", "2026-0001", "--title", "\u200b", "--reason", "更正"), "something that can be seen"),
        (("item", "merge", "2026-0001", "2026-0002", "--title", "\u3000"), "nothing that can be seen"),
    ],
)
def test_titles_that_do_not_show_and_coefficients_of_nothing_are_refused(office, item, words, told):
    item("一")
    item("二")
    assert told in office(*words).stderr


def test_a_short_reference_is_of_this_year(office, item, table):
    ref = item("秋收完成")
    item("旧事", "甲乡", "--on", "2025-12-01")
    assert ref == "2026-0001"
    assert office("forward", "1", "--to", "市政府办公室").exit_code == 0
    assert [row["ref"] for row in table("records", "forwards")] == [ref]
    assert "秋收完成" in office("item", "show", "１").stdout
    assert office("explain", "1", "2026").exit_code == 0
    assert "秋收完成" in office("log", "1").stdout
    missing = office("item", "show", "2")
    assert "There is no item 2026-0002." in missing.stderr


def test_a_number_that_is_a_whole_reference_means_that_item(office, item):
    item("秋收完成")
    item("冬修水利", "甲乡", "--ref", "1")
    assert "冬修水利" in office("item", "show", "1").stdout


@pytest.mark.parametrize(
    "units", ["甲乡，财政局", "甲乡,财政局", "甲乡 财政局", "甲乡　财政局", "甲乡;财政局", "甲乡、财政局"]
)
def test_units_are_parted_by_commas_and_blanks_too(item, table, units):
    item("秋收完成", units)
    assert [row["units"] for row in table("records", "items")] == ["甲乡;财政局"]


def test_a_unit_whose_name_holds_a_blank_is_one(office, item, table):
    office("unit", "add", "E 站", "--group", "部门")
    item("秋收完成", "E 站")
    assert [row["units"] for row in table("records", "items")] == ["E 站"]
