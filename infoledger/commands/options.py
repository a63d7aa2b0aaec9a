"""Parameters that several commands share, so that each is worded once."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from infoledger.errors import UsageError
from infoledger.i18n import N_, _, screen_language
from infoledger.office.fields import Fields

_PERIOD = typer.Argument(
    metavar="PERIOD", help=_("2026-10, 2026Q3, 2026H1, 2026, 2026-W42, 2026年三季度, 上月, last-month …")
)
PeriodText = Annotated[str, _PERIOD]
OptionalPeriod = Annotated[str | None, _PERIOD]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help=_("The day it happened: 2026-10-05, 2026年10月5日, 昨天 … (default: today).")
    ),
]


def _said(reason: str) -> str:
    """A reason that says something: the log keeps it for ever."""
    if not reason.strip():
        raise UsageError(_("The reason says nothing."), _("Say why: --reason TEXT"))
    return reason


Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; it is kept in the log."), callback=_said)]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))]
Form = Annotated[
    Literal["table", "csv", "json"] | None,
    typer.Option("--format", "-f", help=_("table for people, csv or json for programs (default: table).")),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=_("Write to this file; its ending picks the format.")),
]
UpTo = Annotated[
    str | None,
    typer.Option(
        "--up-to", metavar="SECRECY", help=_("Name items up to this secrecy (default: the lowest of the config).")
    ),
]
_UNIT = typer.Argument(metavar="UNIT", help=_("A unit: its name, an alias, or a part of it."))
UnitName = Annotated[str, _UNIT]
OptionalUnit = Annotated[str | None, _UNIT]


#: The words for what a command takes, as its help and its errors name them.
_NAMES = (
    *(N_("AWARD"), N_("BODY"), N_("CATEGORY"), N_("COMMAND"), N_("COPY"), N_("DATE"), N_("DIR"), N_("FILE")),
    *(
        N_("FORM"),
        N_("FROM"),
        N_("GROUP"),
        N_("ID"),
        N_("ISSUE"),
        N_("KIND"),
        N_("LEVEL"),
        N_("LIST"),
        N_("NAME"),
        N_("NAMES"),
    ),
    *(N_("NEW"), N_("NUMBER"), N_("OLD"), N_("OUTLET"), N_("PATH"), N_("PERIOD"), N_("POINTS"), N_("PUBLICATION")),
    *(
        N_("REASON"),
        N_("REF"),
        N_("ROLE"),
        N_("RULES"),
        N_("SECRECY"),
        N_("SECTION"),
        N_("STEP"),
        N_("TAGS"),
        N_("TEXT"),
        N_("TITLE"),
    ),
    *(N_("TO"), N_("TOPIC"), N_("UNIT"), N_("UNITS"), N_("VIOLATION"), N_("WHO"), N_("YEAR"), N_("YUAN")),
)
#: The Chinese words of what some arguments and options may be, as good as the English ones.
FIXED_WORDS = {"pass": "通过", "return": "退回", "reject": "不采用", "unit": "单位", "informant": "信息员"}


#: By the name of a parameter, what may be written for it.
_EXAMPLES = {"period": N_("last-month"), "ref": "2026-0012", "refs": "2026-0012", "unit": "青泉镇"}


#: What becomes of a draft.
Verdict = Literal["pass", "return", "reject"]


def in_words(metavar: str) -> str:
    """What ``metavar`` names, in the language of the screen: ``REF|UNIT`` → ``编号|单位``."""
    if screen_language() == "zh":
        metavar = re.sub("[a-z]+", lambda word: FIXED_WORDS.get(word[0], word[0]), metavar)
    return re.sub("[A-Z]+", lambda word: _(word[0]), metavar)


def called(parameter: Any) -> str:
    """What a clerk calls a parameter: ``--in``, ``REF`` or ``编号``."""
    option: str = parameter.opts[0]
    return option if option.startswith("-") else in_words(parameter.metavar or option)


def missing(parameter: Any) -> str:
    """That ``parameter`` is missing, with an example of what is written for it."""
    if example := _EXAMPLES.get(parameter.name):
        return _("{name} is missing, for example {example}.").format(
            name=called(parameter).rstrip("…"), example=_(example)
        )
    return _("{name} is missing.").format(name=called(parameter).rstrip("…"))


def explained(parameter: Any) -> str:
    """What ``parameter`` takes, as its help says."""
    return _("{name}: {text}").format(name=called(parameter), text=parameter.help)


def fields_of(ctx: typer.Context) -> Fields:
    """The command that was called as a form that was filled: its parameters bear the names of an import's columns."""
    command = ctx.command_path.removeprefix(f"{ctx.find_root().command_path} ")
    return Fields(command, {parameter.name: called(parameter) for parameter in ctx.command.params})
