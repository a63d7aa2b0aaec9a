"""A whole month of two offices, done at the keyboard and compared with figures worked out by hand."""

import csv
import io
import json

import pytest


@pytest.fixture
def office(run, environment):
    """Begin an office by a preset: ``call = office("district")``, then ``call("2026-06-16", "quota", "2026-06")``."""

    def begin(preset, **tables):
        assert run("init", "office", "--preset", preset).exit_code == 0

        def call(today, *words, code=0):
            done = run("--config", "office/config.yaml", "--today", today, "--clerk", "王某", *words)
            assert done.exit_code == code, (words, done.stderr)
            return done

        def take(today, kind, text):
            path = environment / f"{kind}.csv"
            path.write_text(text, "utf-8")
            call(today, "import", path)

        for kind, text in tables.items():
            take("2026-06-01", kind, text)
        call.take = take
        return call

    return begin


def rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def points(call, today, *words):
    """Points in June by unit or informant."""
    found = rows(call(today, "notice", "2026-06", *words, "--format", "csv"))
    return {row.get("informant", row["unit"]): row["points"] for row in found}


def passed(call, today, ref, *names):
    """Pass every step of review by one person after another."""
    for name in names:
        call(today, "review", ref, "pass", "--by", name)


# 赵一 sends two items in each of the four weeks that end in June, 钱二 two in the first and then one.
SENT = {
    **dict.fromkeys(
        (("A1", 2), ("A2", 4), ("A3", 9), ("A4", 11), ("A5", 16), ("A6", 18), ("A7", 23), ("A8", 25)), "赵一"
    ),
    **dict.fromkeys((("B1", 2), ("B2", 3), ("B3", 10), ("B4", 17), ("B5", 24)), "钱二"),
}
HEAD = "编号,报送日期,单位,信息员,标题,类别\n"


def sent(first, last):
    """What 赵一 and 钱二 sent from the first to the last of these days in June, as a table."""
    units = {"赵一": "东街道", "钱二": "西镇"}
    return HEAD + "".join(
        f"{ref},2026-06-{day:02},{units[name]},{name},{name}信息{ref},经验做法\n"
        for (ref, day), name in SENT.items()
        if first <= day <= last
    )


def test_a_month_of_a_district_office(office):
    call = office(
        "district",
        units="单位,组别\n东街道,街道乡镇\n西镇,街道乡镇\n区水利局,区直部门\n",
        informants="姓名,单位,岗位\n赵一,东街道,兼职\n钱二,西镇,兼职\n孙三,区水利局,专职\n",
    )
    call.take("2026-06-12", "items", sent(1, 12))
    readers = ("初审员", "编辑员", "校核人", "审批人")

    # A breach three hours after it happened, where two are allowed; it concerns the whole district.
    call(
        "2026-06-10",
        *(
            "submit",
            "--ref",
            "C1",
            "--title",
            "堤坝险情",
            "--unit",
            "区水利局",
            "--by",
            "孙三",
            "--category",
            "紧急信息",
        ),
        *("--occurred", "2026-06-10 06:00", "--on", "2026-06-10 09:00", "--tag", "全区", "--body", "坝体渗水。"),
    )
    passed(call, "2026-06-10", "C1", *readers)
    to_city = ("--to", "某市人民政府办公室")
    assert "(at 区长签发)" in call("2026-06-10", "forward", "C1", *to_city, code=1).stderr
    passed(call, "2026-06-10", "C1", "区长")
    call("2026-06-10", "forward", "C1", *to_city)
    call("2026-06-11", "submit", "--ref", "C2", "--title", "险情已排除", "--unit", "区水利局", "--follows", "C1")
    call("2026-06-11", "instruct", "C1", "--leader", "区长", "--due", "2026-06-18", "--text", "全力抢险。")

    # A draft goes back and comes again; two become one text, which the city takes; the paper pays for another.
    call("2026-06-12", "review", "A1", "return", "--note", "补充数据")
    call("2026-06-13", "item", "edit", "A1", "--body", "已补充：增收12万元。", "--reason", "修改稿")
    for ref in ("A1", "A3", "A4"):
        passed(call, "2026-06-13", ref, *readers)
    call("2026-06-13", "forward", "A1", *to_city)
    merged = call("2026-06-13", "item", "merge", "A2", "B1", "--title", "两地经验").stdout.strip()
    passed(call, "2026-06-13", merged, *readers)
    call("2026-06-14", "adopt", merged, "--in", "市府信息")
    call("2026-06-14", "adopt", "A4", "--in", "某市日报", "--fee", "60.50")
    for day, refs in (("2026-06-12", ("C1",)), ("2026-06-15", ("A1", "A3"))):
        issue = call(day, "bulletin", "new", "政务信息").stdout.strip()
        call("2026-06-15", "bulletin", "add", issue, *refs)
        call(day, "bulletin", "issue", "--unsigned", "试刊", issue)
    issue = call("2026-06-16", "bulletin", "new", "政务信息").stdout.strip()
    call("2026-06-16", "bulletin", "add", issue, "A4")
    call("2026-06-16", "bulletin", "issue", "--unsigned", "试刊", issue)

    # In the middle of the month the board shows what is left to do.
    board = json.loads(call("2026-06-16", "--format", "json").stdout)
    assert [(row["what"], row["days_left"]) for row in board["due"]] == [("C1 堤坝险情", 2)]
    assert [(row["step"], row["new"], row["in_time"], row["old"]) for row in board["drafts"]] == [("初审", 0, 2, 1)]
    call.take("2026-06-26", "items", sent(13, 30))
    call("2026-06-17", "feedback", "C1", "险情已排除")
    assert [row["ref"] for row in rows(call("2026-06-30", "late", "2026-06", "--format", "csv"))] == ["C1"]
    call("2026-06-30", "late", "2026-06", "--accept", "C1")

    # 东街道: forward 1, combined 10, press 5, own A1 5, A3 5, A4 5; 西镇: combined 10;
    # 区水利局: forward 1, own 5, late -10.
    assert points(call, "2026-07-01") == {"东街道": "31", "西镇": "10", "区水利局": "-4"}
    assert points(call, "2026-07-01", "--by", "informant") == {"赵一": "30", "钱二": "10", "孙三": "5"}
    # Of the 50 yuan for the combined piece each gets half; the fee of the press is paid once more.
    paid = rows(call("2026-07-01", "pay", "2026-06", "--format", "csv"))
    assert {row["party"]: row["yuan"] for row in paid} == {"赵一": "85.5", "钱二": "25"}
    quotas = rows(call("2026-07-01", "quota", "2026-06", "--format", "csv"))
    missed = [(row["quota"], row["party"], row["count"], row["shortfall"]) for row in quotas if row["met"] == "no"]
    assert missed == [
        *[("兼职每周", "钱二", "1", "1")] * 3,
        ("兼职每月", "钱二", "5", "3"),
        ("每月用稿", "钱二", "0", "2"),
    ]
    outcomes = rows(call("2026-07-01", "assess", "2026-06", "--format", "csv"))
    assert [(row["name"], row["party"]) for row in outcomes if row["kind"] == "outcome"] == [("每月提醒", "钱二")]


CITY_ITEMS = "编号,报送日期,单位,标题,类别,约稿\n" + "".join(
    f"J{day:02},2026-06-{day:02},镜湖区,镜湖区第{day}日,工作动态,{'防汛' if day == 10 else ''}\n"
    for day in range(1, 31)
)


def test_a_month_of_a_city_party_committee(office):
    call = office(
        "city-party-committee",
        units="单位,组别\n镜湖区,县市区\n市公安局,市直单位\n市水利局,市直单位\n综合科,市委办\n",
        solicitations="约稿,下达日期,截止,单位\n防汛,2026-06-08,2026-06-12,镜湖区;市水利局\n",
        items=CITY_ITEMS,
    )
    readers = ("初审员", "编辑员", "复核人", "签发人")
    daily, special, research = ("芜湖信息·每日快报", "芜湖信息·要情专报", "芜湖信息·调研参考")

    # Two series go out; a secret item enters only the one that takes it.
    for number, day in enumerate((3, 10, 17, 24), 1):
        call(f"2026-06-{day:02}", "submit", "--ref", f"W{number}", "--title", f"水情{number}", "--unit", "市水利局")
    call("2026-06-24", "item", "edit", "W1", "--category", "调研信息", "--reason", "类别报错")
    call(
        "2026-06-05",
        *("submit", "--ref", "P1", "--title", "群体事件", "--unit", "市公安局", "--category", "紧急信息"),
        *("--occurred", "2026-06-05 08:00", "--on", "2026-06-05 12:00", "--secrecy", "秘密"),
    )
    for ref in ("J01", "J02", "W1"):
        passed(call, "2026-06-05", ref, *readers)
    passed(call, "2026-06-05", "P1", *readers, "秘书长")
    assert "P1 is 秘密" in _issue(call, research, "P1", code=1)
    numbers = [_issue(call, *what) for what in ((daily, "J01"), (daily, "J02"), (special, "P1"), (research, "W1"))]
    assert numbers == [f"{daily}/1", f"{daily}/2", f"{special}/1", f"{research}/2026/1"]

    # The province takes one; both leaders write on the research, which counts once at their level.
    call("2026-06-08", "adopt", "P1", "--in", "省委信息")
    call("2026-06-26", "instruct", "W1", "--leader", "市委书记")
    call("2026-06-27", "instruct", "W1", "--leader", "市长")
    call("2026-06-30", "award", "J05", "月度最佳信息")
    assert [row["ref"] for row in rows(call("2026-06-30", "late", "2026-06", "--format", "csv"))] == ["P1"]
    call("2026-06-30", "late", "2026-06", "--accept-all")
    answers = rows(call("2026-06-30", "solicitation", "show", "防汛", "--format", "csv"))
    assert [(row["unit"], row["answered"], row["ref"]) for row in answers] == [
        ("镜湖区", "on_time", "J10"),
        ("市水利局", "missed", ""),
    ]

    # 镜湖区: own 2 + 2, answered 2, best of the month 10; 市公安局: own 5, province 10, late -5;
    # 市水利局: research 3 × 2, instructed 5, unanswered -3.
    assert points(call, "2026-07-01") == {"镜湖区": "16", "市公安局": "10", "市水利局": "8", "综合科": "0"}
    outcomes = rows(call("2026-07-01", "assess", "2026-06", "--format", "csv"))
    assert [(row["name"], row["party"]) for row in outcomes if row["kind"] == "outcome"] == [
        ("迟漏瞒报点名", "市公安局"),
        ("断报提醒", "市公安局"),
    ]
    call("2026-07-01", "check")


def _issue(call, publication, ref, code=0):
    """Put one item in an issue and issue it; its number, or why not."""
    issue = call("2026-06-25", "bulletin", "new", publication).stdout.strip()
    added = call("2026-06-25", "bulletin", "add", issue, ref, code=code)
    return added.stderr if code else call("2026-06-25", "bulletin", "issue", "--unsigned", "试刊", issue).stdout.strip()
