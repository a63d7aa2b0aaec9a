"""A month at an office, told from its first item to the notice."""


def test_a_month(office, item, table, points):
    # Units send their items; one came from two of them, one by whom it did not come.
    harvest = item("秋收完成过半", "甲乡", "--by", "王五", "--on", "2026-09-03")
    market = item("两乡联办集市", "甲乡;乙乡", "--on", "2026-09-08")
    budget = item("预算执行良好", "财政局", "--by", "赵六", "--on", "2026-09-10")
    wrong = item("乙乡抗旱", "财政局", "--on", "2026-09-11")
    office("item", "edit", wrong, "--unit", "乙乡", "--reason", "单位报错")

    # They are asked about the grain; one answers in time, one late, one never.
    office("solicit", "秋粮收购", "--to", "全部", "--due", "2026-09-20", "--on", "2026-09-12")
    item("甲乡收购进度", "甲乡", "--on", "2026-09-18", "--solicitation", "秋粮收购")
    item("乙乡收购进度", "乙乡", "--on", "2026-09-22", "--solicitation", "秋粮收购")

    # The best go up; the city adopts some, one adoption is withdrawn, one was in the wrong outlet.
    office("forward", harvest, market, budget, "--to", "市政府办公室", "--on", "2026-09-12")
    office("adopt", harvest, "--in", "市信息", "--on", "2026-09-15")
    office("adopt", market, "--in", "市府信息", "--form", "简讯", "--on", "2026-09-15")
    office("adopt", budget, "--in", "省政府办公厅/昨日要情", "--on", "2026-09-20")
    office("adopt", budget, "--in", "市信息", "--on", "2026-09-20")
    office("undo", "--yes")
    office("void", "adoption", market, "--in", "市府信息", "--reason", "市里撤稿")

    # A leader reads one; a unit is put down for a late report, another is put right by hand.
    office("instruct", harvest, "--leader", "张某", "--on", "2026-09-21")
    office("violation", "乙乡", "迟报", "--on", "2026-09-22", "--ref", wrong)
    office("adjust", "财政局", "0.5", "--reason", "上月漏记", "--on", "2026-09-28")

    # 甲乡: 3 items, adopted 10, instructed 4, answered 2; 乙乡: 3 items, late 3, answered late 0;
    # 财政局: 1 item, adopted 20, unanswered -2, put right 0.5.
    assert points("2026-09") == {"甲乡": "19", "乙乡": "0", "财政局": "19.5"}
    (row,) = (row for row in table("notice", "2026-09") if row["unit"] == "甲乡")
    assert (row["submitted"], row["forwarded"], row["adopted"], row["adoptions"]) == ("3", "2", "1", "1")
    assert office("check").exit_code == 0
