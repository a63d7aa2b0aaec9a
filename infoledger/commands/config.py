"""``config``: whether the office's config is right, and its schema for editors."""

from typing import Annotated

import typer

from infoledger.console import json_text, say, write_out
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.office.desk import Desk

app = typer.Typer(help=_("Check the config and the rules; print their schema."))


@app.command()
def check(ctx: typer.Context) -> None:
    """Tell every mistake in the config and its regulations, and run their worked cases.

    What is legal but odd is told as a hint.

    Example: infoledger config check
    """
    from infoledger.config.hints import hints
    from infoledger.config.rulebook import rulebook_of
    from infoledger.intake.worked_cases import failures

    desk: Desk = ctx.obj
    config = desk.config
    rulebook = rulebook_of(config)
    for hint in hints(config, rulebook.guessed_years(desk.today, desk.today)):
        say(_("Hint: {hint}").format(hint=hint))
    cases = [case for _regulation, cases in config.cases for case in cases]
    failed = failures(cases, config, rulebook)
    if failed:
        raise InfoledgerError(_("Worked cases do not come out as written:"), findings=failed)
    say(_("{file} is right; worked cases: {count}.").format(file=config.path, count=len(cases)))


@app.command()
def schema(
    regulation: Annotated[
        bool, typer.Option("--regulation", help=_("Print that of a regulation in a file of its own."))
    ] = False,
) -> None:
    """Print a JSON Schema of config.yaml, with which an editor completes and checks it.

    Example: infoledger config schema
    """
    from infoledger.config.schema import config_schema, regulation_schema

    write_out(json_text(regulation_schema() if regulation else config_schema()), None)
