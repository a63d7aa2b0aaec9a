"""The README cannot drift from the program: its commands exist, its rules load, its table is made from the code.

``python -m tests.test_readme`` writes the table of commands anew.
"""

import os
import re
import shlex
from pathlib import Path

os.environ["INFOLEDGER_LANG"] = "en"

import pytest

from infoledger.cli import load
from infoledger.config.reading import load as load_config
from infoledger.intake.worked_cases import failures
from infoledger.panels import COMMAND_WORDS, COMMANDS, PANELS
from infoledger.rules.reckoning import Rulebook

README = Path(__file__).parent.parent / "README.md"
EXAMPLE = README.parent / "config.example.yaml"
_CALL = re.compile(r"`infoledger ([a-z]+)(?: ([a-z]+))?")


def table() -> str:
    """Every command by panel, with the verbs of those that have some."""
    lines = ["| | command | | does |", "|---|---|---|---|"]
    for panel, families in PANELS.items():
        for place, family in enumerate(families):
            verbs = " ".join(getattr(load(family.name), "commands", {}))
            called = f"`{family.name}` {verbs}".rstrip()
            lines.append(f"| {'' if place else panel} | {called} | {COMMAND_WORDS[family.name]} | {family.summary} |")
    return "\n".join(lines)


def block(mark: str) -> str:
    """The code block that follows ``<!-- mark -->``."""
    return re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```", README.read_text("utf-8"), re.DOTALL)[1]


def test_the_table_of_commands_is_that_of_the_program():
    assert f"<!-- commands -->\n{table()}\n<!-- /commands -->" in README.read_text("utf-8")


@pytest.mark.parametrize("call", sorted(set(_CALL.findall(README.read_text("utf-8")))), ids=" ".join)
def test_a_command_that_is_named_exists(call):
    name, verb = call
    assert name in COMMANDS
    verbs = getattr(load(name), "commands", {})
    assert not verbs or not verb or verb in verbs


def test_the_rules_that_are_shown_load_and_come_out(environment):
    config = EXAMPLE.read_text("utf-8").split("\n考核办法:")[0]
    (environment / "rules.yaml").write_text(block("rules"), "utf-8")
    (environment / "config.yaml").write_text(config + "\nregulations: [rules.yaml]\n", "utf-8")
    office = load_config(environment / "config.yaml")
    rulebook = Rulebook(office.regulations, office.calendar)
    ((_regulation, cases),) = office.cases
    assert [str(finding) for finding in failures(cases, office, rulebook)] == []


def test_the_months_commands_work_in_the_demo(run, environment):
    assert run("--today", "2026-11-21", "demo", "demo").exit_code == 0
    os.chdir(environment / "demo")
    calls = [shlex.split(line)[1:] for line in block("month").splitlines()]
    assert len(calls) == 10
    for words in calls:
        result = run("--today", "2026-11-21", *words)
        assert result.exit_code == 0, (words, result.stderr)


def test_the_first_day_of_a_clerk_goes_as_it_is_told(run, environment):
    tables = re.findall(r"<!-- first-day: (\S+\.csv) -->\n```csv\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    profile = block("first-day: config.yaml")
    done = [_as_typed(run, line) for line in block("first-day: 1").splitlines()]
    for name, text in tables:
        Path(name).write_text(text, "utf-8")
    with Path("config.yaml").open("a", encoding="utf-8") as config:
        config.write(f"\n{profile}")
    done += [_as_typed(run, line) for number in (2, 3) for line in block(f"first-day: {number}").splitlines()]
    wrong = [each.stdout + each.stderr for each in done if each and each.exit_code]
    assert not wrong, wrong[0]
    assert Path("通报.docx").exists()
    assert "青泉镇" in run("--today", "2026-11-02", "notice", "2026-10").stdout


def _as_typed(run, line):
    """What becomes of a line of the first day, 2 November 2026."""
    if line.startswith("cd "):
        return os.chdir(line.removeprefix("cd "))
    return run("--today", "2026-11-02", *shlex.split(line)[1:])


if __name__ == "__main__":
    text = README.read_text("utf-8")
    found = re.compile(r"<!-- commands -->\n.*?<!-- /commands -->", re.DOTALL)
    README.write_text(found.sub(lambda _match: f"<!-- commands -->\n{table()}\n<!-- /commands -->", text), "utf-8")
