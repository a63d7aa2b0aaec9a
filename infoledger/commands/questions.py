"""What a person at the terminal is asked, in lines of plain text that every console can show.

Nobody is asked where nobody is: there, what is missing is wrong usage. The Enter key alone, Ctrl-C and
Ctrl-D end the command at any question, before anything is recorded.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from infoledger import console
from infoledger.commands.options import explained, missing
from infoledger.console import at_terminal, confirm, say
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _

if TYPE_CHECKING:
    from infoledger.office.choices import Choices

_SHOWN = 20  # at once; so few are shown before anything is typed


def refuse_unasked(ctx: typer.Context, parameter: Any) -> None:
    """Raise ``UsageError`` that ``parameter`` is missing where nobody is there to be asked for it."""
    if not at_terminal():
        further = _("“{command} --help” shows what is allowed.").format(command=ctx.command_path)
        raise UsageError(missing(parameter), f"{explained(parameter)}\n{further}")


def ask(question: str, how: str = "") -> str:
    """What the person types, who is told ``how``. Raises ``InfoledgerError`` for the Enter key alone: that leaves."""
    told = _("{question} ({how}; Enter to leave)") if how else _("{question} (Enter to leave)")
    answer = console.ask(told.format(question=question, how=how))
    if not answer:
        raise InfoledgerError(_("Nothing was changed."))
    return answer


def ask_read(question: str, how: str, read: Callable[[str], object]) -> str:
    """What the person types that ``read`` can read; what is wrong with it is said, and asked again."""
    while True:
        answer = ask(question, how)
        try:
            read(answer)
        except InfoledgerError as error:
            say("\n".join(filter(None, (error.message, error.hint))))
        else:
            return answer


def check_file(path: Path) -> None:
    """Raise ``UsageError`` if ``path`` is no file."""
    if not path.is_file():
        raise UsageError(_("There is no file {file}.").format(file=path))


def choose(question: str, choices: "Choices") -> str:
    """The one of ``choices`` that the person means: by its number, or by parts of it typed until one is left.

    Raises ``InfoledgerError`` where there is none to choose from.
    """
    (chosen,) = _chosen(question, choices, lambda typed: [typed])
    return chosen


def choose_or_pass(question: str, choices: "Choices") -> str | None:
    """The one of ``choices`` that the person means; None for the Enter key alone."""
    offered = _offer(list(choices.names), choices)
    typed = console.ask(_("{question} ({how}; Enter for none)").format(question=question, how=_how(offered)))
    return _narrowed(typed, question, choices, offered) if typed else None


def choose_or_write(question: str, choices: "Choices") -> str:
    """The one of ``choices`` that the person means, else what was typed as it is."""
    offered = _offer(list(choices.names), choices)
    typed = ask(question, _("a number, or the name") if offered else "")
    number = int(typed) if typed.isdecimal() else 0
    return offered[number - 1] if 0 < number <= len(offered) else typed


def choose_several(question: str, choices: "Choices") -> tuple[str, ...]:
    """Those of ``choices`` that the person means, chosen as by ``choose`` and parted by semicolons."""
    return _chosen(question, choices, lambda typed: list(_parts(typed, choices)))


def agree(question: str, unasked: str = "", *, enter: bool = True) -> None:
    """Ask whether to do it; ``enter`` is what the Enter key alone means. Raises ``InfoledgerError`` if not.

    Where nobody is there to be asked, raises ``UsageError`` that says by ``unasked`` what to do.
    """
    if not at_terminal():
        raise UsageError(_("Nobody is here to be asked."), unasked)
    if not confirm(question, enter=enter):
        raise InfoledgerError(_("Nothing was changed."))


def _parts(typed: str, choices: "Choices") -> Iterator[str]:
    """What was typed, parted by semicolons, and by commas and blanks too where no name goes on over them."""
    for part in re.split("[;；]", typed):
        yield from filter(None, [part.strip()] if choices.like(part) else re.split(r"[、，,\s]+", part))


def _chosen(question: str, choices: "Choices", parted: Callable[[str], list[str]]) -> tuple[str, ...]:
    if not choices.names:
        raise InfoledgerError(_("{question}: there is none to choose from.").format(question=question))
    offered = _offer(list(choices.names), choices) if len(choices.names) <= _SHOWN else ()
    parts: list[str] = []
    while not parts:
        parts = parted(ask(question, _how(offered)))
    return tuple(dict.fromkeys(_narrowed(part, question, choices, offered) for part in parts))


def _narrowed(typed: str, question: str, choices: "Choices", offered: Sequence[str]) -> str:
    """What ``typed`` means, asked again until it is one: the number of one of ``offered``, or a part of one."""
    while True:
        typed = typed.strip()
        if typed.isdecimal() and 0 < int(typed) <= len(offered):
            return offered[int(typed) - 1]
        found = choices.like(typed)
        if len(found) == 1:
            return found[0]
        if found:
            offered = _offer(found, choices)
        else:
            say(_("“{word}” is not known.").format(word=typed))
        typed = ask(question, _how(offered))


def _how(offered: Sequence[str]) -> str:
    """How a question may be answered."""
    return _("a number, or a part of the name") if offered else _("a part of the name")


def _offer(found: Sequence[str], choices: "Choices") -> Sequence[str]:
    """Show the first of ``found`` by number, and return them."""
    shown = found[:_SHOWN]
    for number, name in enumerate(shown, 1):
        say(f"  {number:>2}  {choices.label(name)}")
    if len(found) > len(shown):
        say(_("  … and {count} more").format(count=len(found) - len(shown)))
    return shown
