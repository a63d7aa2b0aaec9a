"""``export``: everything in the ledger as files that can be read without this program, and back."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.console import say
from infoledger.i18n import _


def export(
    ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new or empty folder."))]
) -> None:
    """Write everything in the ledger as CSV and JSON, readable without this program.

    “infoledger import DIR” makes the same ledger of it, where there is none yet.

    Example: infoledger export 导出
    """
    from infoledger.office.exporting import export_ledger

    export_ledger(ctx.obj, folder)
    say(
        _(
            "The ledger is written to {folder}, with config, rules and templates; README.txt there says what is what."
        ).format(folder=folder)
    )
