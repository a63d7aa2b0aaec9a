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
