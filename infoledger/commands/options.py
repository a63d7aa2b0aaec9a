"""Parameters that several commands share, so that each is worded once."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from infoledger.i18n import _
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
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; it is kept in the log."))]
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
UnitName = Annotated[str, typer.Argument(metavar="UNIT", help=_("A unit: its name, an alias, or a part of it."))]


def called(parameter: Any) -> str:
    """What a clerk calls a parameter: ``--in``, ``REF``."""
    option: str = parameter.opts[0]
    return option if option.startswith("-") else parameter.metavar or option


def fields_of(ctx: typer.Context) -> Fields:
    """The command that was called as a form that was filled: its parameters bear the names of an import's columns."""
    command = ctx.command_path.removeprefix(f"{ctx.find_root().command_path} ")
    return Fields(command, {parameter.name: called(parameter) for parameter in ctx.command.params})
