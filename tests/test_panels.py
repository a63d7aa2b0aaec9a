import inspect
import re

import pytest

from infoledger.cli import load
from infoledger.commands.options import in_words
from infoledger.i18n import translation
from infoledger.panels import COMMAND_WORDS, COMMANDS, PANELS, words_of


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
    ("words", "command"), [pytest.param(words, command, id=words) for words, command in commands()]
)
def test_every_command_and_what_it_takes_has_its_chinese_word(words, command, monkeypatch):
    noun, _blank, verb = words.partition(" ")
    assert words_of(noun, [verb]).get(verb) if verb else COMMAND_WORDS[noun]
    monkeypatch.setattr("infoledger.commands.options.screen_language", lambda: "zh")
    monkeypatch.setattr("infoledger.commands.options._", translation("zh").gettext)
    for parameter in command.params:
        if parameter.metavar:
            left = set(re.findall("[A-Za-z]+", in_words(parameter.metavar)))
            assert left <= {"N", "URL"} | set(parameter.type_descriptor.choices or ()), parameter.metavar


def test_no_two_commands_of_a_group_have_one_chinese_word():
    nouns = {name: load(name).commands for name in COMMANDS if hasattr(load(name), "commands")}
    for words in (COMMAND_WORDS, *(words_of(noun, verbs) for noun, verbs in nouns.items())):
        assert len(set(words.values())) == len(words)
        assert not set(words) & set(words.values())
