import inspect
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
import typer

from infoledger import __version__, cli
from infoledger.cli import COMMANDS, PANELS, Family, load
from infoledger.commands.desk import Desk
from infoledger.errors import Finding, InfoledgerError, LedgerUnavailableError, UsageError

HEAVY = {"alembic", "docxtpl", "jinja2", "pydantic", "python_calamine", "rich", "sqlalchemy", "xlsxwriter", "yaml"}


@pytest.fixture
def boom(run, monkeypatch):
    """A command that does what it is handed."""

    def install(do):
        monkeypatch.setitem(sys.modules, "infoledger.commands.boom", SimpleNamespace(boom=do))
        monkeypatch.setattr(cli, "COMMANDS", {"boom": Family("boom", "boom:boom", "Fail.")})

    def call(error):
        def fail():
            raise error

        install(fail)
        return run("boom")

    call.install = install
    return call


def commands():
    """Every command and verb by the words that call it."""
    for name in COMMANDS:
        command = load(name)
        yield name, command
        for verb, nested in getattr(command, "commands", {}).items():
            yield f"{name} {verb}", nested


def test_help_lists_every_command_in_its_panel(run):
    done = run("--help")
    assert done.exit_code == 0
    assert done.stderr == ""
    for panel in PANELS:
        assert f"\n{panel}\n" in done.stdout
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("family", COMMANDS.values(), ids=COMMANDS)
def test_listed_summary_is_that_of_the_command(family):
    help_text = inspect.cleandoc(load(family.name).help)
    assert help_text.partition("\n\n")[0].replace("\n", " ") == family.summary


@pytest.mark.parametrize(
    ("words", "command"), [pytest.param(words, command, id=words) for words, command in commands()]
)
def test_every_command_says_what_it_does_with_an_example(words, command):
    if not hasattr(command, "commands"):
        assert f"Example: infoledger {words}" in command.help
    for parameter in command.params:
        assert parameter.help, f"{words} {parameter.name}"


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"_INFOLEDGER_COMPLETE": "complete_bash", "COMP_WORDS": "infoledger ", "COMP_CWORD": "1"},
        {"_INFOLEDGER_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "infoledger notice --"},
    ],
)
def test_help_and_completion_import_nothing_heavy(environment):
    script = (
        "import sys, atexit; from infoledger.cli import app\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "app(['--help'], prog_name='infoledger')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    assert "notice" in done.stdout or "--by" in done.stdout
    assert HEAVY.isdisjoint(done.stderr.split())


def test_commands_import_nothing_heavy_before_they_run():
    script = "import sys; from infoledger.cli import COMMANDS, load; [load(n) for n in COMMANDS]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())


def test_version_is_printed(run):
    assert run("--version").stdout == f"infoledger {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["notcie"], "no command “notcie”.\nDid you mean 'notice'?"),
        (["--todya", "x"], "no option --todya here.\nDid you mean --today?"),
        (["notice", "2026", "--today", "2026-10-05"], "It goes before the command: infoledger --today …"),
        (["notice"], "PERIOD is missing.\n“infoledger notice --help” shows what is allowed."),
        (["notice", "2026", "extra"], "Too much was given: extra"),
        (["notice", "2026", "--format"], "--format needs a value."),
        (["notice", "2026", "--format", "pdf"], "--format cannot be “pdf”.\nAllowed: "),
        (["--today", "tomorrow", "notice", "2026"], "“tomorrow” is not a date.\nAllowed: 2026-10-05"),
    ],
)
def test_wrong_usage_is_explained_on_stderr(run, words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("kind", "code"), [(InfoledgerError, 1), (UsageError, 2), (LedgerUnavailableError, 3)])
def test_refusal_is_told_with_findings_and_hint(boom, kind, code):
    done = boom(kind("There is no unit 水利.", "Nearest: 水利局", [Finding("row 7", "is wrong.", "Mend it.")]))
    assert done.exit_code == code
    assert done.stderr == "There is no unit 水利.\n  row 7: is wrong. Mend it.\nNearest: 水利局\n"
    assert done.stdout == ""


def test_control_characters_in_an_error_do_not_reach_the_terminal(boom):
    assert "\x1b" not in boom(InfoledgerError("unit \x1b[2J")).stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (FileNotFoundError(2, "No such file or directory", "名单.csv"), 2, "名单.csv: No such file or directory"),
        (
            ZeroDivisionError("division by zero"),
            1,
            "mistake in infoledger itself (ZeroDivisionError: division by zero)",
        ),
        (KeyError("x"), 1, "mistake in infoledger itself"),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (typer.Abort(), 130, "Interrupted."),
        (typer.Exit(1), 1, ""),
        (EOFError(), 130, "Interrupted."),
    ],
)
def test_other_failures_are_told_without_a_traceback(boom, error, code, said):
    done = boom(error)
    assert done.exit_code == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_database_error_is_a_failure_of_the_ledger(boom):
    from sqlalchemy.exc import OperationalError

    done = boom(OperationalError("SELECT secret", {}, Exception("disk I/O error")))
    assert done.exit_code == 3
    assert "The ledger could not be used: disk I/O error." in done.stderr
    assert "secret" not in done.stderr


def test_debugging_shows_the_traceback_and_still_the_sentence(boom, monkeypatch):
    monkeypatch.setenv("INFOLEDGER_DEBUG", "1")
    done = boom(ZeroDivisionError())
    assert done.exit_code == 1
    assert done.stderr.startswith("Traceback")
    assert "mistake in infoledger itself" in done.stderr


def test_noun_without_a_verb_shows_its_verbs(run):
    done = run("config")
    assert done.exit_code == 2
    assert "schema" in done.stdout
    assert done.stderr == ""


def test_reader_that_goes_away_is_no_error():
    script = (
        "import sys; from types import SimpleNamespace; from infoledger import cli\n"
        "def boom():\n    for n in range(10**5): cli.console.show_line(str(n))\n"
        "sys.modules['infoledger.commands.boom'] = SimpleNamespace(boom=boom)\n"
        "cli.COMMANDS = {'boom': cli.Family('boom', 'boom:boom', '')}\n"
        "cli.app(['boom'])"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_negative_number_is_no_option(boom, run):
    seen = []

    def adjust(points: str, why: str = "") -> None:
        seen.append((points, why))

    boom.install(adjust)
    assert run("boom", "-5", "--why", "迟报").exit_code == 0
    assert run("boom", "-0.5").exit_code == 0
    assert seen == [("-5", "迟报"), ("-0.5", "")]
    assert run("boom", "-x").exit_code == 2


def test_desk_knows_today_and_clerk(boom, run, monkeypatch):
    seen = []

    def look(ctx: typer.Context) -> None:
        desk: Desk = ctx.obj
        seen.append((str(desk.today), desk.clerk, str(desk.day("昨天"))))

    boom.install(look)
    run("--today", "2026年10月5日", "--clerk", "王芳", "boom")
    monkeypatch.setenv("INFOLEDGER_CLERK", "李雷")
    run("--today", "2026-10-05", "boom")
    run("--today", "2026-10-05", "--clerk", "王芳", "boom")
    assert seen == [
        ("2026-10-05", "王芳", "2026-10-04"),
        ("2026-10-05", "李雷", "2026-10-04"),
        ("2026-10-05", "王芳", "2026-10-04"),
    ]


def test_clerk_without_a_system_name_is_still_someone(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Desk(None, None, None, None).clerk == "unknown"
