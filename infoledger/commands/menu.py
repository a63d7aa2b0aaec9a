"""``menu``: the month's work by numbers, for who does not want to type commands."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import typer

from infoledger.commands.keys import ask_key
from infoledger.commands.questions import agree
from infoledger.console import at_terminal, say
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import N_, _
from infoledger.office.desk import Desk

#: The options before a command, by the names that the root gives its parameters.
_BEFORE = ("config", "ledger", "today", "clerk")


class Line(NamedTuple):
    """A line of the menu: the command that it makes, and what it asks for; ``records`` if it is agreed to first.

    ``asks`` gives by option, or by a blank for arguments, the question of ``asking`` that answers it.
    """

    title: str
    words: tuple[str, ...]
    asks: Sequence[tuple[str, str]] = ()
    records: bool = True


_BULLETIN = (
    Line(N_("Begin an issue"), ("bulletin", "new"), [("", "ask_publication")]),
    Line(N_("Put items into an issue"), ("bulletin", "add"), [("", "ask_issue"), ("", "ask_items")]),
    Line(N_("Sign an issue"), ("bulletin", "sign"), [("", "ask_issue"), ("", "ask_signature"), ("", "ask_name")]),
    Line(N_("Issue it"), ("bulletin", "issue"), [("", "ask_issue")]),
    Line(N_("List the issues"), ("bulletin", "list"), records=False),
)
_ADOPTION = (
    Line(N_("One piece"), ("adopt",), [("", "ask_items"), ("--in", "ask_outlet")]),
    Line(N_("A list of printed titles"), ("adopt",), [("--from", "ask_file"), ("--in", "ask_outlet")], records=False),
)
_MENU: Sequence[Line | tuple[str, Sequence[Line]]] = (
    Line(
        N_("Record an item that came in"),
        ("submit",),
        [("--title", "ask_title"), ("--unit", "ask_units"), ("--category", "ask_category")],
    ),
    Line(N_("Review the drafts that wait"), ("review",), records=False),
    Line(N_("Send items up"), ("forward",), [("", "ask_items"), ("--to", "ask_body")]),
    (N_("Record what was adopted"), _ADOPTION),
    Line(
        N_("Record an instruction"),
        ("instruct",),
        [("", "ask_items"), ("--leader", "ask_leader"), ("--text", "ask_words")],
    ),
    Line(N_("See what there is to do"), (), records=False),
    Line(N_("See the ranking of a period"), ("notice",), [("", "ask_period")], records=False),
    (N_("Put together and issue a publication"), _BULLETIN),
    Line(N_("See what is paid for a period"), ("pay",), [("", "ask_period")], records=False),
)


def menu(ctx: typer.Context) -> None:
    """Choose the month's work by numbers; what is needed is asked for.

    The command that does the same is shown each time.

    Example: infoledger menu
    """
    if not at_terminal():
        raise UsageError(_("Nobody is here to be asked."), _("“infoledger --help” lists the commands."))
    while chosen := _choose(_MENU, _("0 to leave")):
        try:
            line = chosen if isinstance(chosen, Line) else _choose(chosen[1], _("0 to go back"))
            if isinstance(line, Line):
                _run(ctx, line)
        except InfoledgerError as error:
            say("\n".join(filter(None, (error.message, error.hint))))


def _choose(lines: Sequence[Any], leave: str) -> Any:
    """The one of ``lines`` whose number is pressed; None for 0."""
    say("")
    for number, line in enumerate(lines, 1):
        say(f"  {number}  {_(line.title if isinstance(line, Line) else line[0])}")
    while (key := ask_key(_("Number ({leave})").format(leave=leave))) != "0":
        if key.isdecimal() and int(key) <= len(lines):
            return lines[int(key) - 1]
    return None


def _run(ctx: typer.Context, line: Line) -> None:
    """Ask for what ``line`` needs, show its command, and run it as if it had been typed."""
    from infoledger.commands import asking

    desk: Desk = ctx.obj
    words = list(line.words)
    for option, question in line.asks:
        ask: Callable[[Desk], str | list[str] | None] = getattr(asking, question)
        answer = ask(desk)
        if answer:
            words += [option] if option else []
            words += [answer] if isinstance(answer, str) else answer
    root: Any = ctx.find_root()
    say(_("Command: {command}").format(command=" ".join(map(_quoted, ["infoledger", *root.command.spoken(words)]))))
    if line.records:
        agree(_("Record this?"))
    try:
        root.command.main([*_before(root.params), *words], prog_name=root.info_name)
    except SystemExit:  # it has told what became of it
        return


def _quoted(word: str) -> str:
    """``word`` as every shell takes it for one: in quotation marks if it needs them."""
    return f'"{word}"' if re.search(r"[^\w.,:/+-]", word) else word


def _before(given: Mapping[str, Any]) -> list[str]:
    return [word for name in _BEFORE if given.get(name) for word in (f"--{name}", given[name])]
