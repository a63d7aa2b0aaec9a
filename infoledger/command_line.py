"""How a command line is read and a page of help is shown: Typer's commands, made light and bilingual.

Typer would import its reader of values and rich, each slower to import than Typer itself.
"""

from collections.abc import Mapping
from typing import Any

import typer
from typer.core import CompletionItem, TyperCommand, TyperGroup  # type: ignore[attr-defined]

from infoledger.commands.options import FIXED_WORDS, called, in_words
from infoledger.config.names import nearest
from infoledger.console import two_columns, wrapped
from infoledger.errors import UsageError
from infoledger.i18n import _, listed, screen_language
from infoledger.panels import words_of


class Reader:
    """Reads what was typed for a parameter: text, a path, one of a few words, a whole number, or several texts.

    It stands in for Typer's own reader, under the name of its method.
    """

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """``value`` as the annotation of ``param`` has it. Raises ``UsageError``."""
        kind = param.type_descriptor
        if ctx.resilient_parsing or value is None:
            return value
        if kind.is_list:
            return list(value)
        if kind.is_choice:
            return _one_of(kind.choices, value, param)
        if kind.annotation is int:
            return _whole_number(value, param)
        return kind.annotation(value)


class Light:
    """What every command here does in another way than Typer's."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            parameter.help = parameter.help and _(parameter.help)  # Typer's own, as of --help
            parameter._runtime_param = Reader()  # noqa: SLF001 - Typer makes its own where there is none
            if ctx.resilient_parsing and parameter.metavar:
                from infoledger.commands.completion import complete

                parameter._custom_shell_complete = complete  # noqa: SLF001 - Typer takes it as it builds a parameter
            elif parameter.metavar:
                parameter.metavar = in_words(parameter.metavar)
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]
        except typer.TyperException as error:
            # Typer forgets it where an option lacks its value.
            error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Plain text: Typer's own page cuts Chinese sentences off, and takes twice as long to import as to read."""
        pieces = " ".join([ctx.command_path, *map(_, self.collect_usage_pieces(ctx))])  # type: ignore[attr-defined]
        usage = _("Usage: {usage}").format(usage=pieces)
        formatter.write(f"{usage}\n\n{wrapped(self.help or '')}\n")  # type: ignore[attr-defined]
        for title, rows in self.panels(ctx).items():
            if rows:
                formatter.write(f"\n{title}\n{two_columns(rows)}")

    def panels(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:
        """The lines of help under each heading: verbs, if it has any, and what it is given."""
        verbs = [
            (self.in_both(name), verb.help.partition("\n\n")[0])  # type: ignore[attr-defined]
            for name, verb in getattr(self, "commands", {}).items()
        ]
        records = [(each, record) for each in self.get_params(ctx) if (record := each.get_help_record(ctx))]  # type: ignore[attr-defined]
        # Typer names the type of an argument too: <str> says nothing to a clerk.
        arguments = [(called(each), says) for each, (_typed, says) in records if each.param_type_name == "argument"]
        options = [record for each, record in records if each.param_type_name == "option"]
        return {_("Commands"): verbs, _("Arguments"): arguments, _("Options"): options}

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        found = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for item in found:
            item.help = None  # which Typer would put through rich
        return found


class Command(Light, TyperCommand):
    """A command to which ``-5`` is a number and not an unknown option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(word[:1] == "-" and word[1:2].isdigit() for word in args)
        return super().parse_args(ctx, args)


class Group(Light, TyperGroup):
    """Commands, each called by its name or by its Chinese word."""

    @property
    def words(self) -> Mapping[str, str]:
        """The Chinese word of each command that has one."""
        return words_of(self.name or "", self.commands)

    def in_both(self, name: str) -> str:
        """The name of a command as help lists it: in Chinese, its word too."""
        return f"{name} {self.words.get(name, '')}".rstrip() if screen_language() == "zh" else name

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        names = {word: name for name, word in self.words.items()}
        name = names.get(args[0], args[0])
        if name not in self.commands and not name.isascii() and not ctx.resilient_parsing:
            near = nearest(name, names)
            raise UsageError(
                _("There is no command “{name}”.").format(name=name),
                _("Did you mean {near}?").format(near=near)
                if near
                else _("“{command} --help” shows what is allowed.").format(command=ctx.command_path),
            )
        return super().resolve_command(ctx, [name, *args[1:]])

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        words = self.words.values() if incomplete or screen_language() == "zh" else ()
        fitting = [CompletionItem(word) for word in words if word.startswith(incomplete)]
        return [*fitting, *super().shell_complete(ctx, incomplete)]


class Noun(Group):
    """A command with verbs; without one it shows them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "no_args_is_help": True})


def _one_of(choices: tuple[str, ...], value: str, parameter: Any) -> str:
    chosen = next((choice for choice in choices if value in (choice, FIXED_WORDS.get(choice))), None)
    if chosen is None:
        raise UsageError(
            _("{name} cannot be “{value}”.").format(name=called(parameter), value=value),
            _("Allowed: {allowed}").format(allowed=listed(in_words(choice) for choice in choices)),
        )
    return chosen


def _whole_number(value: str | int, parameter: Any) -> int:
    least: int = parameter.min
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if number < least:
        raise UsageError(
            _("{name} cannot be “{value}”.").format(name=called(parameter), value=value),
            _("Allowed: whole numbers from {least} on").format(least=least),
        )
    return number
