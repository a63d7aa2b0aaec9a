"""Late items: proposed, and put down only by the clerk."""


def late_items(submit):
    event = ("--category", "工作动态", "--occurred", "2026-11-01")
    submit("准时", "甲乡", *event, "--on", "2026-11-04")
    first = submit("迟一", "甲乡;水利局", *event, "--on", "2026-11-05")
    return first, submit("迟二", "乙镇", *event, "--on", "2026-11-06")


def test_late_items_are_proposed_and_put_down_by_nobody_else(desk, submit, rows):
    first, second = late_items(submit)
    found = [(row["unit"], row["ref"], row["hours_late"]) for row in rows("late", "2026-11")]
    assert found == [("甲乡", first, "24"), ("水利局", first, "24"), ("乙镇", second, "48")]
    assert rows("records", "violations") == []


def test_an_accepted_one_is_a_violation_of_each_of_its_units_and_is_proposed_no_more(desk, submit, rows):
    first, second = late_items(submit)
    desk("late", "2026-11", "--accept", first)
    violations = rows("records", "violations")
    assert [(row["unit"], row["kind"], row["date"], row["ref"]) for row in violations] == [
        ("甲乡", "迟报", "2026-11-05", first),
        ("水利局", "迟报", "2026-11-05", first),
    ]
    assert violations[0]["note"] == "24 hours late"
    assert [row["ref"] for row in rows("late", "2026-11")] == [second]
    assert "not among the late items" in desk("late", "2026-11", "--accept", first, code=1).stderr


def test_one_unit_of_a_joint_item_can_be_put_down_alone(desk, submit, rows):
    first, _second = late_items(submit)
    desk("late", "2026-11", "--unit", "水利", "--accept", first)
    assert [row["unit"] for row in rows("records", "violations")] == ["水利局"]
    assert [row["unit"] for row in rows("late", "2026-11")] == ["甲乡", "乙镇"]
    assert rows("late", "2026-11", "--unit", "水利局") == []
    assert "not among" in desk("late", "2026-11", "--unit", "乙镇", "--accept", first, code=1).stderr


def test_all_can_be_accepted_at_once_and_undone(desk, submit, rows):
    late_items(submit)
    assert desk("late", "2026-11", "--accept-all").stdout == "1\n2\n3\n"
    assert rows("late", "2026-11") == []
    assert desk("late", "2026-11", "--accept-all").stdout == ""
    desk("undo", "--yes")
    assert len(rows("late", "2026-11")) == 3
