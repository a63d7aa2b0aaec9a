"""Where this office stands above is recorded, and told beside the year before wherever the office sums up."""

import csv
import io
import json

import pytest

CONFIG = """
office: {name: 甲县人民政府办公室, level: 县级}
bodies: {市政府办公室: {level: 市级, outlets: {泽安信息: {}}}, 省政府办公厅: {level: 省级, outlets: {昨日要情: {}}}}
regulations: [{title: 考核办法, effective: 2025-01-01, scoring: [{name: 报送, fact: submission, points: 1}]}]
"""


@pytest.fixture
def call(environment, run):
    """Call the program in November 2026, with placings of two Octobers recorded."""
    (environment / "config.yaml").write_text(CONFIG, "utf-8")

    def call(*words, code=0):
        done = run("--today", "2026-11-20", *words)
        assert done.exit_code == code, done.stderr
        return done

    call("unit", "add", "青泉镇", "--group", "乡镇")
    call("submit", "--title", "秋收", "--unit", "青泉镇", "--on", "2026-10-05")
    for year, rank in ((2025, 4), (2026, 2)):
        words = ("--by", "市政府", "--rank", rank, "--of", 13, "--on", f"{year}-11-03")
        call("placing", "add", f"{year}-10", *words, "--points", "888", "--task", "900")
    return call


def test_what_was_recorded_is_told_with_its_period_in_words(call, monkeypatch):
    monkeypatch.setattr("infoledger.periods.screen_language", lambda: "zh")
    told = call("placing", "add", "2026-09", "--by", "市政府", "--rank", 3, "--points", 5).stderr
    assert "2026年9月: rank 3, 5 points" in told


def test_it_is_listed_and_its_id_is_told(call):
    assert call("placing", "add", "2026Q3", "--by", "省政府", "--points", "12.5").stdout == "3\n"
    found = list(csv.DictReader(io.StringIO(call("placing", "list", "2026", "--format", "csv").stdout)))
    assert [(row["body"], row["period"], row["rank"], row["of"], row["task"]) for row in found] == [
        ("市政府办公室", "2026-10", "2", "13", "900"),
        ("省政府办公厅", "2026Q3", "", "", ""),
    ]


def test_the_report_tells_it_beside_the_year_before(call):
    told = call("report", "2026-10", "--format", "md").stdout
    assert (
        "市政府办公室通报2026年10月情况：本单位由上年同期第4位升至第2位（共13个单位），得888分，完成任务900分的98.7%。"
        in told
    )
    lines = list(csv.DictReader(io.StringIO(call("report", "2026-10", "--format", "csv").stdout)))
    placed = [
        (row["name"], row["figure"], row["value"], row["year_before"]) for row in lines if row["section"] == "placing"
    ]
    assert placed == [("市政府办公室 2026-10", "rank", "2", "4"), ("市政府办公室 2026-10", "points", "888", "888")]


def test_the_notice_tells_it_beside_the_year_before(call):
    assert "本单位由上年同期第4位升至第2位（共13个单位）" in call("notice", "2026-10", "--format", "md").stdout


def test_the_board_tells_what_was_made_known_last(call):
    assert "rose from rank 4 the year before to rank 2 of 13" in call().stdout
    (placing,) = json.loads(call("--format", "json").stdout)["placings"]
    assert (placing["rank"], placing["rank_before"], placing["period"]) == (2, 4, "2026-10")


def test_the_site_tells_it_on_the_page_of_the_year_and_of_its_month(call, environment):
    call("site", "site")
    pages = {page.stem: page.read_text("utf-8") for page in (environment / "site" / "rankings").iterdir()}
    assert {name for name, page in pages.items() if "升至第2位" in page} == {"2026年", "2026年10月"}


def test_what_a_body_asks_of_the_office_is_told_with_how_far_it_is(call, environment):
    asked = "quotas: [{name: 市里采用, count: adoption, where: {body: 市政府办公室}, least: 4, per: year, by: office}],"
    config = CONFIG.replace("scoring:", f"{asked} scoring:")
    (environment / "config.yaml").write_text(config, "utf-8")
    call("adopt", "2026-0001", "--in", "泽安信息", "--on", "2026-10-09")
    assert "“市里采用” (2026): 1 of 4, 25%." in call().stdout
    (asked,) = json.loads(call("--format", "json").stdout)["asked"]
    assert (asked["count"], asked["least"], asked["days_left"]) == (1, 4, 41)
    assert (
        "本单位任务“市里采用”（2026年）：完成1，应完成4，占25%。" in call("report", "2026-10", "--format", "md").stdout
    )
    row = next(csv.DictReader(io.StringIO(call("quota", "2026", "--format", "csv").stdout)))
    assert (row["party"], row["count"], row["shortfall"]) == ("甲县人民政府办公室", "1", "3")


def test_a_rank_beyond_the_last_is_refused(call):
    assert "1" in call("placing", "add", "2026-09", "--by", "市政府", "--rank", "14", "--of", "13", code=1).stderr
    assert call("placing", "add", "2026-09", "--by", "市政府", code=1).stderr


def test_what_was_taken_back_is_told_no_more(call):
    call("void", "placing", "2", "--reason", "误记")
    assert "上年同期" not in call("report", "2026-10", "--format", "md").stdout
