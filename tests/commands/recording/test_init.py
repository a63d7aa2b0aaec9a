"""``init`` and ``demo``: how a ledger begins."""

import csv
import io

import pytest


def test_a_new_ledger_has_a_config_that_is_right_and_takes_records(run, environment):
    result = run("init", "台账")
    assert (result.exit_code, result.stdout) == (0, "")
    folder = environment / "台账"
    assert "#" in (folder / "config.yaml").read_text("utf-8")
    config = ("--config", folder / "config.yaml")
    assert run(*config, "config", "check").exit_code == 0
    assert run(*config, "records", "items").exit_code == 0
    assert run(*config, "unit", "add", "城关镇", "--group", "乡镇街道").exit_code == 0


def test_every_preset_that_is_listed_can_be_begun_with(run, environment):
    listed = run("init", "--list-presets", "-f", "csv").stdout
    names = [row["preset"] for row in csv.DictReader(io.StringIO(listed))]
    assert len(names) > 5
    for name in names:
        assert run("init", name, "--preset", name).exit_code == 0
        assert run("--config", environment / name / "config.yaml", "records", "units").exit_code == 0


def test_the_presets_are_told_to_a_person_by_their_chinese_names_with_whom_they_suit(run):
    told = run("init", "--list-presets").stdout
    assert "公安分局 (police-sub-bureau)" in told
    assert "县府办" in told
    assert "\n  适合公安分局" in told


def test_a_preset_is_begun_by_a_chinese_name(run, environment):
    assert run("init", "台账", "--preset", "县府办").exit_code == 0
    assert "县政府办公室" in (environment / "台账" / "config.yaml").read_text("utf-8")


def test_press_pieces_are_no_submissions_of_a_district(run, environment):
    run("init", ".", "--preset", "区府办")
    rows = [
        "编号,报送日期,单位,信息员,标题,类别",
        "A,2026-03-02,甲街道,张三,稿件,新闻稿件",
        "B,2026-03-03,甲街道,张三,动态,工作动态",
    ]
    (environment / "单位.csv").write_text("单位,组别\n甲街道,街道乡镇\n", "utf-8")
    (environment / "信息员.csv").write_text("姓名,单位,岗位\n张三,甲街道,兼职\n", "utf-8")
    (environment / "信息.csv").write_text("\n".join(rows) + "\n", "utf-8")
    for name in ("单位.csv", "信息员.csv", "信息.csv"):
        assert run("import", name).exit_code == 0
    met = run("--today", "2026-04-10", "quota", "2026-03", "-f", "csv").stdout
    (row,) = [row for row in csv.DictReader(io.StringIO(met)) if row["quota"] == "兼职每月"]
    assert row["count"] == "1"


def test_an_unknown_preset_is_wrong_usage(run, environment):
    result = run("init", "台账", "--preset", "contry")
    assert result.exit_code == 2
    assert "Did you mean “county”?" in result.stderr
    assert not (environment / "台账").exists()


@pytest.mark.parametrize("name", ["config.yaml", "ledger.db", "rules.yaml"])
def test_nothing_that_is_there_is_overwritten(run, environment, name):
    folder = environment / "台账"
    folder.mkdir()
    (folder / name).write_text("mine", "utf-8")
    assert run("init", folder).exit_code == 1
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == {name: "mine"}


def test_init_needs_a_folder(run):
    assert run("init").exit_code == 2


def test_the_demo_is_a_ledger_in_order_with_its_documents(run, environment):
    result = run("--today", "2026-11-21", "demo", "演示")
    assert result.exit_code == 0, result.stderr
    assert "长岗镇" in result.stdout
    folder = environment / "演示"
    names = {path.name for path in folder.iterdir()}
    assert names >= {
        *("config.yaml", "ledger.db", "政务信息第95期.docx"),
        *("通报-2026-10.docx", "通报-2026-10.xlsx", "通报-2026-10.html"),
    }
    config = ("--config", folder / "config.yaml", "--today", "2026-11-21")
    assert run(*config, "check").exit_code == 0
    assert run(*config, "config", "check").exit_code == 0
    assert run(*config, "forward", "2026-0001", "--to", "泽安市人民政府办公室").exit_code == 0


def test_the_demo_wants_an_empty_folder(run, environment):
    (environment / "演示").mkdir()
    (environment / "演示" / "notes.txt").write_text("mine", "utf-8")
    assert run("demo", "演示").exit_code == 1
    assert [path.name for path in (environment / "演示").iterdir()] == ["notes.txt"]
