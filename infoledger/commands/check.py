"""``check``: what is odd in ledger, journal and config, and which late items nobody was put down for."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from infoledger.commands.late import late as propose
from infoledger.commands.options import Form, Output
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.listings import Listed
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
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="COPY",
            help=_("Instead, whether the ledger goes on from an earlier copy, or from an entry's “NUMBER HASH”."),
        ),
    ] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Look for what is odd in ledger, journal and config; exit code 1 if anything is found.

    Example: infoledger check

    Example: infoledger check --against 2026-10.backup

    Example: infoledger check --late last-month
    """
    desk: Desk = ctx.obj
    if list_:
        show(*checking.checks(), form, output)
    elif late:
        propose(ctx, late, form=form, output=output)
    elif against:
        _check_against(desk, against, form, output)
    else:
        _check(desk, form, output)


def _check(desk: Desk, form: str | None, output: Path | None) -> None:
    columns, rows = checking.findings(desk, datetime.now().astimezone())
    for hint in checking.ledger_hints(desk):
        say(_("Hint: {hint}").format(hint=hint))
    if not rows:
        say(_("Nothing odd was found."))
        return
    _tell((columns, rows), form, output)


def _check_against(desk: Desk, copy: str, form: str | None, output: Path | None) -> None:
    listing, head = checking.against(desk, copy)
    if listing[1]:
        _tell(listing, form, output)
    goes_on = _("The ledger goes on from {copy}: nothing up to there was changed, removed or put between.")
    say(goes_on.format(copy=copy))
    say(head.sentence)


def _tell(listing: Listed, form: str | None, output: Path | None) -> NoReturn:
    columns, rows = listing
    show(columns, rows, form, output)
    say(_("Findings: {count}.").format(count=len(rows)))
    raise typer.Exit(1)
