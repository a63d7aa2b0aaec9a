"""``check``: what is odd in ledger, journal and config, and which late items nobody was put down for."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.late import late as propose
from infoledger.commands.options import Form, Output
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.listings import Column, Word
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
        _list(form, output)
    elif late:
        propose(ctx, late, form=form, output=output)
    else:
        _check(desk, form, output)


def _list(form: str | None, output: Path | None) -> None:
    from infoledger.ledger.checks import CHECKS

    rows = [(Word(name), _(summary)) for name, (summary, _run) in CHECKS.items()]
    show([Column("check", _("check")), Column("finds", _("finds"))], rows, form, output)


def _check(desk: Desk, form: str | None, output: Path | None) -> None:
    from infoledger.ledger.checks import Sight
    from infoledger.ledger.checks import check as findings

    with desk.reading() as connection:
        found = list(findings(Sight(connection, desk.ledger, desk.config, desk.today, datetime.now().astimezone())))
    if not found:
        say(_("Nothing odd was found."))
        return
    columns = [
        Column("check", _("check")),
        Column("where", _("where")),
        Column("what", _("what")),
        Column("hint", _("what to do")),
    ]
    show(columns, [(Word(name), each.where, each.what, each.hint) for name, each in found], form, output)
    say(_("Findings: {count}.").format(count=len(found)))
    raise typer.Exit(1)
