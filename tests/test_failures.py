import json
import os
import re
import subprocess
import sys

import pytest
import typer

from infoledger import i18n
from infoledger.errors import _REASONS, Finding, InfoledgerError, LedgerUnavailableError, UsageError, reason_of

# Words typed, and what of the answer tells the mistake and the way out.
WRONG = (
    (["notcie"], "no command “notcie”.\nDid you mean notice?"),
    (["unit", "shwo"], "no command “shwo”.\nDid you mean show?\n“infoledger unit --help” shows"),
    (["unit", "--"], "The command is missing.\n“infoledger unit --help” shows"),
    (["--todya", "x"], "no option --todya here.\nDid you mean --today?"),
    (["pay", "2026", "-x"], "no option -x here.\n“infoledger pay --help” shows what is allowed."),
    (["notice", "2026", "--today", "2026-10-05"], "It goes before the command: infoledger --today …"),
    (["quota"], "PERIOD is missing, for example last-month.\nPERIOD: 2026-10, 2026Q3, "),
    (["review", "2026-0001"], "pass|return|reject is missing.\n"),
    (["void", "adoption", "7"], "--reason is missing.\n--reason: Why; it is kept in the log."),
    (["notice", "2026", "extra"], "Too much was given: extra"),
    (["notice", "2026", "--format"], "--format needs a value.\n--format: The figures"),
    (["notice", "2026", "--format", "pdf"], "--format cannot be “pdf”.\nAllowed: "),
    (["review", "2026-0001", "psas"], "cannot be “psas”.\nAllowed: pass, return, reject"),
    (["backup", "x", "--keep", "some"], "--keep cannot be “some”.\nAllowed: whole numbers from 1 on"),
    (["pay", "2026", "--items=yes"], "--items takes no value.\n--items: "),
    (["--today", "tomorrow", "notice", "2026"], "“tomorrow” is not a date.\nAllowed: 2026-10-05"),
)
# What stays as it is in a Chinese sentence: names of commands, parameters and formats, and days as they may be typed.
_NAMES = re.compile(
    "--?[a-z]+|[A-Z]{2,}|“[^”]*”|infoledger [-a-z ]*|table|csv|json|md|txt|html|docx|xlsx|pass|return|reject"
    "|notice|show|extra|last-month|today|yesterday"
)


@pytest.mark.parametrize(("words", "said"), WRONG, ids=lambda part: part if isinstance(part, str) else " ".join(part))
def test_wrong_usage_is_explained_on_stderr(run, words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_wrong_usage_is_explained_in_chinese():
    script = (
        "import json, sys; from infoledger.cli import app\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    try: app(words, prog_name='infoledger')\n"
        "    except SystemExit: print('===', file=sys.stderr)\n"
    )
    calls = [words for words, _said in WRONG]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script, json.dumps(calls)],
        env={**os.environ, "INFOLEDGER_LANG": "zh"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    *answers, _rest = done.stderr.split("===\n")
    assert len(answers) == len(calls)
    for words, answer in zip(calls, answers, strict=True):
        assert re.findall("[A-Za-z]{3,}", _NAMES.sub("", answer)) == [], (words, answer)


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


def test_what_a_cell_changed_by_hand_may_have_caused_leads_to_check(boom):
    assert "“infoledger check”" in boom(ValueError("Invalid isoformat string: 'nonsense'")).stderr


def test_debugging_shows_the_traceback_and_still_the_sentence(boom, monkeypatch):
    monkeypatch.setenv("INFOLEDGER_DEBUG", "1")
    done = boom(ZeroDivisionError())
    assert done.exit_code == 1
    assert done.stderr.startswith("Traceback")
    assert "mistake in infoledger itself" in done.stderr


def test_reader_that_goes_away_is_no_error():
    script = (
        "import sys; from types import SimpleNamespace\n"
        "from infoledger import cli; from infoledger.panels import Family\n"
        "def boom():\n    for n in range(10**5): cli.console.show_line(str(n))\n"
        "sys.modules['infoledger.commands.boom'] = SimpleNamespace(boom=boom)\n"
        "cli.COMMANDS = {'boom': Family('boom', 'boom:boom', '')}\n"
        "cli.app(['boom'])"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows words its errors itself")
def test_the_reasons_of_the_system_are_worded_as_it_words_them():
    assert [reason for code, reason in _REASONS.items() if reason != os.strerror(code)] == []


def test_a_reason_of_the_system_is_told_in_chinese(monkeypatch):
    monkeypatch.setattr(i18n, "screen_language", lambda: "zh")
    assert reason_of(FileNotFoundError(2, "No such file or directory")) == "没有这个文件或文件夹"
    assert reason_of(OSError(71, "Protocol error")) == "Protocol error"


def test_of_very_many_findings_the_first_hundred_are_told_and_the_others_counted(boom):
    findings = [Finding(f"row {n}", "It is wrong.") for n in range(250)]
    told = boom(InfoledgerError("All is wrong.", "Mend it.", findings)).stderr.splitlines()
    assert told[0] == "All is wrong."
    assert told[1:101] == [f"  row {n}: It is wrong." for n in range(100)]
    assert told[101:] == ["  … and 150 more", "Mend it."]
