"""``check``: what is odd in ledger, journal and config, and which late items nobody was put down for."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.late import late as propose
from infoledger.commands.options import Form, Output
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.office import checking
from infoledger.office.desk import Desk


def check(
    ctx: typer.Context,
    list_: Annotated[bool, typer.Option("--list", help=_("List the checks."))] = False,
    late: Annotated[
        str | None,
        typer.Option(
            "--late", metavar="PERIOD", help=_("Instead, what “late” does: propose violations for late items.")
        ),
    ] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Look for what is odd in ledger, journal and config; exit code 1 if anything is found.

    Example: infoledger check

    Example: infoledger check --late last-month
    """
    desk: Desk = ctx.obj
    if list_:
        show(*checking.checks(), form, output)
    elif late:
        propose(ctx, late, form=form, output=output)
    else:
        _check(desk, form, output)


def _check(desk: Desk, form: str | None, output: Path | None) -> None:
    columns, rows = checking.findings(desk, datetime.now().astimezone())
    if not rows:
        say(_("Nothing odd was found."))
        return
    show(columns, rows, form, output)
    say(_("Findings: {count}.").format(count=len(rows)))
    raise typer.Exit(1)
