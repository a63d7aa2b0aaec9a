import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer

from infoledger.i18n import screen_language

HEAVY = {"alembic", "docxtpl", "jinja2", "pydantic", "rich", "sqlalchemy", "xlrd", "xlsxwriter", "yaml"}


def imported(script, **environment):
    """What a program has printed, and the modules that it has imported."""
    script = f"import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {script}"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    return done.stdout, set(done.stderr.split())


@pytest.fixture
def taken(boom, run):
    """What a command is handed by the words typed."""

    def call(*words):
        seen = []

        def take(
            few: Annotated[Literal["one", "two"], typer.Argument(metavar="FEW", help="Which.")],
            texts: Annotated[list[str] | None, typer.Argument(help="More.")] = None,
            path: Path | None = None,
            number: Annotated[int | None, typer.Option(min=1)] = None,
            flag: bool = False,
            many: Annotated[list[str] | None, typer.Option("--also")] = None,
        ) -> None:
            seen.append((few, texts, path, number, flag, many))

        boom.install(take)
        done = run("boom", *words)
        assert bool(seen) == (done.exit_code == 0)
        return seen[0] if seen else done

    return call


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"_INFOLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": "infoledger ", "COMP_CWORD": "1"},
        {"_INFOLEDGER_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "infoledger notice --"},
    ],
)
def test_help_and_completion_import_nothing_heavy(environment):
    script = "from infoledger.cli import app; app(['--help'], prog_name='infoledger')"
    said, modules = imported(script, **environment)
    assert "notice" in said or "--by" in said
    assert HEAVY.isdisjoint(modules)


@pytest.mark.parametrize("words", [["notice", "--help"], ["notice", "2026", "--by", "nobody"], ["unit", "ad"]])
def test_help_of_a_command_and_its_misuse_import_nothing_heavy(words):
    said, modules = imported(f"from infoledger.cli import app; app({words!r})")
    assert said or "infoledger.failures" in modules
    assert HEAVY.isdisjoint(modules)


def test_commands_import_nothing_heavy_before_they_run():
    _said, modules = imported("from infoledger.cli import COMMANDS, load; [load(name) for name in COMMANDS]")
    assert "infoledger.commands.notice" in modules
    assert HEAVY.isdisjoint(modules)


def test_reading_what_was_typed_imports_nothing_heavy():
    words = ["notice", "2026", "--format", "csv", "-o", "notice.csv"]
    _said, modules = imported(f"from infoledger.cli import app; app({words!r})")
    assert "infoledger.config.reading" in modules  # where it was refused, for want of a config
    assert {"pydantic", "rich", "sqlalchemy"}.isdisjoint(modules)


def test_recording_an_item_imports_of_what_is_heavy_only_what_reads_config_and_ledger(run):
    Path("config.yaml").write_text("office: {name: 某县政府办}", "utf-8")
    run("unit", "add", "甲乡", "--group", "乡镇")
    words = ["submit", "--title", "秋收", "--unit", "甲乡"]
    said, modules = imported(f"from infoledger.cli import app; app({words!r})")
    assert "-0001" in said
    assert (HEAVY - {"sqlalchemy", "yaml"} | {"sqlalchemy.orm"}).isdisjoint(modules)


def test_values_are_read_as_the_command_declares_them(taken):
    assert taken("one") == ("one", None, None, None, False, None)
    assert taken("two", "a", "b", "--path", "x/y", "--number", "3", "--flag", "--also", "c", "--also", "d") == (
        "two",
        ["a", "b"],
        Path("x/y"),
        3,
        True,
        ["c", "d"],
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["three"], "FEW cannot be “three”.\nAllowed: one, two\n"),
        (["one", "--number", "many"], "--number cannot be “many”.\nAllowed: whole numbers from 1 on\n"),
        (["one", "--number", "0"], "--number cannot be “0”.\nAllowed: whole numbers from 1 on\n"),
        ([], "FEW is missing.\nFEW: Which.\nAllowed: one, two\n“infoledger boom --help” shows what is allowed.\n"),
    ],
)
def test_wrong_value_is_refused_with_what_is_allowed(taken, words, said):
    done = taken(*words)
    assert done.exit_code == 2
    assert done.stderr == said


def test_negative_number_is_no_option(boom, run):
    seen = []

    def adjust(points: str, why: str = "") -> None:
        seen.append((points, why))

    boom.install(adjust)
    assert run("boom", "-5", "--why", "迟报").exit_code == 0
    assert run("boom", "-0.5").exit_code == 0
    assert seen == [("-5", "迟报"), ("-0.5", "")]
    assert run("boom", "-x").exit_code == 2


def test_page_of_help_names_what_a_command_takes(run):
    page = run("review", "--help").stdout
    assert page.startswith("Usage: infoledger review [OPTIONS] ")
    for name in ("REF…|pass|return|reject", "--by NAME", "-h, --help"):
        assert re.search(rf"^  {re.escape(name)}  +\w", page, re.MULTILINE), name


def test_noun_without_a_verb_shows_its_verbs(run):
    done = run("config")
    assert done.exit_code == 2
    assert done.stdout.startswith("Usage: infoledger config [OPTIONS] COMMAND [ARGS]...\n")
    assert "schema" in done.stdout
    assert done.stderr == ""


@pytest.fixture
def chinese(monkeypatch):
    """A screen in Chinese."""
    monkeypatch.setenv("INFOLEDGER_LANG", "zh")
    screen_language.cache_clear()
    yield
    monkeypatch.undo()
    screen_language.cache_clear()


def test_commands_verbs_and_fixed_arguments_are_called_by_chinese_words_too(run):
    assert run("帮助").stdout == run("--help").stdout
    assert run("帮助", "审稿").stdout == run("review", "--help").stdout
    assert run("配置", "结构").stdout == run("config", "schema").stdout
    assert run("通报", "上月", "--by", "信息员").stderr == run("notice", "上月", "--by", "informant").stderr
    assert run("刊物", "加入").stderr == run("bulletin", "add").stderr


def test_help_in_chinese_names_commands_and_arguments_in_chinese(run, chinese):
    assert re.search("^  review 审稿 +", run("--help").stdout, re.MULTILINE)
    assert re.search("^  add 加入 +", run("刊物", "--help").stdout, re.MULTILINE)
    assert "审稿" in run("审搞").stderr
    assert run("通报").stderr.startswith("请写明时段，例如 上月。\n时段：")
    page = run("review", "--help").stdout
    assert "[编号" in page
    assert "通过|退回|不采用" in page
    assert "REF" not in page
    assert "通过、退回、不采用" in run("审稿", "2026-0001", "退会").stderr


@pytest.mark.parametrize(
    ("typed", "place", "found"),
    [("infoledger 通", 1, ["通报"]), ("infoledger 刊物 印", 2, ["印发"]), ("infoledger 审稿 2026-1 退", 3, ["退回"])],
)
def test_chinese_words_are_completed(typed, place, found):
    words = {"_INFOLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(place)}
    said, _modules = imported("from infoledger.cli import app; app(prog_name='infoledger')", **words)
    assert said.split() == found
