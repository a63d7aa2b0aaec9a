"""How anything that goes wrong is told to a clerk, and with which exit code the program ends."""

import os
import re
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import typer

from infoledger.commands.options import explained, in_words, missing
from infoledger.console import say, show_line
from infoledger.errors import InfoledgerError, LedgerUnavailableError, UsageError, reason_of
from infoledger.i18n import _, listed

INTERRUPTED = 130
#: More findings than these nobody reads on a screen.
_TOLD = 100


def tell(error: Exception) -> int:
    """Say on stderr what ``error`` means and return the exit code.

    With ``INFOLEDGER_DEBUG`` set, the traceback comes first.
    """
    if os.environ.get("INFOLEDGER_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError):
        _close_stdout()
        return 1
    if isinstance(error, typer.Abort):
        return tell_interrupted()
    if type(error).__name__ == "NoArgsIsHelpError":  # a noun without its verb; the message is its help
        show_line(error.format_message())  # type: ignore[attr-defined]
        return UsageError.exit_code
    if isinstance(error, OSError) and error.filename is None:
        _close_stdout()  # a full device: what waits to be written would fail again at the end
    known = _explain(error)
    say("\n".join(filter(None, (known.message, *_findings(known), known.hint))))
    return known.exit_code


def _findings(error: InfoledgerError) -> Iterator[str]:
    """The first hundred findings, and how many there are beside them."""
    yield from (f"  {finding}" for finding in error.findings[:_TOLD])
    if len(error.findings) > _TOLD:
        yield "  " + _("… and {count} more").format(count=len(error.findings) - _TOLD)


def tell_interrupted() -> int:
    """Say that the clerk stopped the command, and return the exit code."""
    say(_("Interrupted. A command that is not finished records nothing; “infoledger log” shows what was recorded."))
    return INTERRUPTED


def _explain(error: Exception) -> InfoledgerError:
    if isinstance(error, InfoledgerError):
        return error
    if isinstance(error, typer.TyperException):
        return _misuse(error)
    if _is_of_the_database(error):
        return LedgerUnavailableError(
            _("The ledger could not be used: {reason}.").format(reason=str(getattr(error, "orig", error)).rstrip(".")),
            _("“infoledger check” looks for damage; a copy made by “infoledger backup” can be restored."),
        )
    if isinstance(error, OSError):
        reason = reason_of(error)
        return UsageError(f"{error.filename}: {reason}" if error.filename else reason)
    return InfoledgerError(
        _("This is a mistake in infoledger itself ({kind}: {reason}).").format(kind=type(error).__name__, reason=error),
        _(
            "“infoledger check” says whether something was changed by hand in the ledger. If not, please report it; "
            "with the environment variable INFOLEDGER_DEBUG=1 it also says where."
        ),
    )


def _is_of_the_database(error: Exception) -> bool:
    """Whether a database failed; other errors of its libraries are mistakes in how they are used."""
    kind = type(error)
    return kind.__module__.partition(".")[0] in _DATABASES and kind.__name__ in _FAILURES


def _misuse(error: typer.TyperException) -> UsageError:
    """Typer's complaint about the command line in our words, or in its own where we have none."""
    complaint, hints = error.format_message(), []
    if complaint.startswith("Missing ") and (parameter := getattr(error, "param", None)):
        return UsageError(missing(parameter), "\n".join(_advice(error, error.ctx)))  # type: ignore[attr-defined]
    for form, sentence, advice in _COMPLAINTS:
        match = re.fullmatch(form, complaint)
        if match:
            told = {name: _by_words(part) for name, part in match.groupdict().items()}
            complaint, hints = sentence.format(**told), [advice.format(**told)]
            break
    if context := getattr(error, "ctx", None):
        hints.extend(_advice(error, context))
    return UsageError(complaint, "\n".join(filter(None, hints)))


def _advice(error: typer.TyperException, context: typer.Context) -> Iterator[str]:
    """What the parameter takes that ``error`` is about, and where to read on."""
    option = getattr(error, "option_name", None)
    parameter: Any = getattr(error, "param", None) or _parameter(context, option)
    if parameter:
        yield explained(parameter)
        if choices := parameter.type_descriptor.choices:
            yield _("Allowed: {allowed}").format(allowed=listed(map(in_words, choices)))
    elif (general := _parameter(context.find_root(), option)) and general.name != "form":  # which is the board's
        yield _("It goes before the command: infoledger {option} …").format(option=option)
    yield _("“{command} --help” shows what is allowed.").format(command=context.command_path)


def _parameter(context: Any, option: str | None) -> Any:
    return next((each for each in context.command.params if option in each.opts), None)


def _by_words(part: str) -> str:
    """Typer's ``'unit', 'informant'`` without its quotation marks, and parted as the reader's language parts."""
    quoted = re.fullmatch(r"'[^']*'(, '[^']*')*", part)
    return listed(re.findall("'([^']*)'", part)) if quoted else part


def _close_stdout() -> None:
    # Whoever read our output has gone; without this Python complains when it flushes at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_DATABASES = ("sqlalchemy", "sqlite3", "psycopg")
_FAILURES = ("DatabaseError", "OperationalError", "InternalError", "InterfaceError")

# Forms of Typer's sentences, and what we say instead: the sentence and the hint.
_COMPLAINTS = (
    (
        r"No such command '(?P<name>.*?)'\. Did you mean (?P<near>.*)\?",
        _("There is no command “{name}”."),
        _("Did you mean {near}?"),
    ),
    (r"No such command '(?P<name>.*?)'\.", _("There is no command “{name}”."), ""),
    (r"Missing command\.", _("The command is missing."), ""),
    (
        r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.*)\)",
        _("There is no option {name} here."),
        _("Did you mean {near}?"),
    ),
    (r"No such option: (?P<name>\S+)", _("There is no option {name} here."), ""),
    (r"Option '(?P<name>.*?)' requires an argument\.", _("{name} needs a value."), ""),
    (r"Option '(?P<name>.*?)' does not take a value\.", _("{name} takes no value."), ""),
    (
        r"Got unexpected extra argument\(s\) \((?P<words>.*)\)",
        _("Too much was given: {words}"),
        _("Put quotation marks around words that belong together."),
    ),
)
