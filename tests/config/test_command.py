"""``infoledger config`` as a clerk meets it."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_right_config_is_said_to_be_right(run):
    result = run("--config", ROOT / "config.example.yaml", "config", "check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "config.example.yaml is right; worked cases: 1." in result.stderr


def test_hints_are_told_and_refuse_nothing(run, tmp_path):
    (tmp_path / "config.yaml").write_text(
        "office: {name: 某办公室}\n"
        "regulations: [{title: 办法, effective: 2026-01-01, outcomes: [{name: 约谈, of: unit}]}]\n",
        "utf-8",
    )
    result = run("config", "check")
    assert result.exit_code == 0
    assert "Hint: config.yaml:2 regulations[0].outcomes[0]: The outcome “约谈” has no conditions" in result.stderr


def test_a_wrong_config_is_exit_2_with_every_mistake(run, tmp_path):
    (tmp_path / "config.yaml").write_text("office: {nmae: 某办公室}\nlevles: [县级]\n", "utf-8")
    result = run("config", "check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("config.yaml:") == 2


def test_a_worked_case_that_fails_is_exit_1(run, tmp_path):
    (tmp_path / "config.yaml").write_text(
        """\
office: {name: 某办公室, level: 县级}
regulations:
  - title: 办法
    effective: 2026-01-01
    scoring: [{name: 报送, fact: submission, points: 1}]
    cases:
      - {name: 报一条, facts: [{submission: A, date: 2026-03-01, unit: 甲乡}], expect: {2026-03: {甲乡: 2}}}
""",
        "utf-8",
    )
    result = run("config", "check")
    assert result.exit_code == 1
    assert "报一条" in result.stderr


def test_a_worked_case_that_fails_names_the_articles_that_moved_as_they_read_now(run, tmp_path):
    run("init", ".", "--preset", "county")
    rules = tmp_path / "rules.yaml"
    written = rules.read_text("utf-8")
    rules.write_text(written.replace("得分: 15,", "得分: 16,").replace("每件: -0.5", "每件: -0.7"), "utf-8")
    assert rules.read_text("utf-8") != written
    result = run("config", "check")
    assert result.exit_code == 1
    _failed, moved = result.stderr.split("they read:\n")
    assert [line.split()[0] for line in moved.splitlines()] == ["第六条第(三)项", "第十二条"]
    assert "省级刊物：综合16，简讯16，其他16。" in moved
    assert "每少1条扣0.7分；每月最多扣2分。" in moved


def test_an_article_that_gives_one_case_what_is_written_can_still_have_moved_for_another(run, tmp_path):
    run("init", ".", "--preset", "county")
    rules = tmp_path / "rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace("答复: 未答复}, 得分: -3", "答复: 未答复}, 得分: -4"), "utf-8")
    assert "  第九条 按时完成约稿的，每次计3分；" in run("config", "check").stderr


def test_the_schema_is_json_and_needs_no_config(run):
    config = run("config", "schema")
    regulation = run("config", "schema", "--regulation")
    assert config.exit_code == regulation.exit_code == 0
    assert "office" in json.loads(config.stdout)["properties"]
    assert json.loads(regulation.stdout)["$ref"] == "#/$defs/regulation"


def test_the_config_is_shown_in_the_language_of_the_screen_or_of_the_option(run):
    example = ("--config", ROOT / "config.example.yaml")
    shown = run(*example, "config", "show")
    chinese = run(*example, "config", "show", "--language", "zh")
    assert shown.exit_code == chinese.exit_code == 0
    assert "effective: 2026-01-01" in shown.stdout
    assert "施行日期: 2026-01-01" in chinese.stdout


def test_the_guide_needs_no_config_and_speaks_the_language_of_the_screen(run):
    told = run("config", "guide", "上限")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("cap 上限\n")
    assert "cap: {points: 2, per: year}" in told.stdout


def test_the_guide_is_written_to_a_file(run, tmp_path):
    assert run("config", "guide", "-o", "guide.docx").exit_code == 0
    assert run("config", "guide", "cap", "-o", "guide.html").exit_code == 0
    assert (tmp_path / "guide.docx").read_bytes().startswith(b"PK")
    assert "How to write a regulation" in (tmp_path / "guide.html").read_text("utf-8")


def test_the_guide_knows_its_topics_and_its_formats(run):
    unknown = run("config", "guide", "celing")
    assert unknown.exit_code == 2
    assert "Did you mean “ceiling”?" in unknown.stderr
    assert run("config", "guide", "-o", "guide.xlsx").exit_code == 2


def test_a_quota_of_units_that_are_not_registered_is_owed_by_nobody(run):
    run("init", ".", "--preset", "county")
    assert "Nobody owes" not in run("config", "check").stderr
    run("unit", "add", "甲乡", "--group", "乡镇街道")
    told = run("config", "check").stderr
    assert "Nobody owes the quota “乡镇每月”" not in told
    assert "任务[4]: Nobody owes the quota “新闻挖掘”: no unit or informant registered is whom it is for." in told
