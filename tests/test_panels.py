import inspect

import pytest

from infoledger.cli import load
from infoledger.panels import COMMANDS, PANELS


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
