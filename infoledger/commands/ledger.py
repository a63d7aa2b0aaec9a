"""``ledger copy``: the ledger moved to another database, and the proof that nothing changed by that."""

from typing import Annotated

import typer

from infoledger.commands.backup import tell_findings
from infoledger.console import say
from infoledger.i18n import _

app = typer.Typer(help=_("Move the ledger from one database to another."))


@app.command()
def copy(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help=_("A ledger: a file or a database URL."))],
    target: Annotated[str, typer.Argument(metavar="TO", help=_("A new file, or the URL of an empty database."))],
) -> None:
    """Copy a ledger with its whole journal, also from a file to PostgreSQL or back.

    The copy is kept only if it holds the same rows, the same hashes, and gives the same notices.

    Example: infoledger ledger copy ledger.db postgresql+psycopg://clerk@server/infoledger
    """
    from infoledger.office.copying import counted, move_ledger

    held, years = move_ledger(ctx.obj, source, target)
    told = _("Copied the ledger ({counts}); years of notices found the same: {years}.")
    say(told.format(counts=counted(held), years=years))
    say(_("To use it, write its address under `ledger` in the config."))
    tell_findings(held.findings)
