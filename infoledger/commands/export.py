"""``export``: everything in the ledger as files that can be read without this program, and back."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from infoledger.console import say
from infoledger.errors import UsageError, reason_of
from infoledger.i18n import _
from infoledger.office.desk import Desk


def export(
    ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new or empty folder."))]
) -> None:
    """Write everything in the ledger as CSV and JSON, readable without this program.

    “infoledger import DIR” makes the same ledger of it, where there is none yet.

    Example: infoledger export 导出
    """
    from infoledger.intake.export import write_export

    desk: Desk = ctx.obj
    os.umask(0o077)  # as the ledger itself, what is exported is for its owner alone
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(_("{folder} is not empty.").format(folder=folder), _("Name a folder that is not there yet."))
    with desk.reading() as connection:
        made = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_export(connection, desk.config, folder)
        except OSError as error:
            if made:
                shutil.rmtree(folder, ignore_errors=True)
            raise UsageError(
                _("{file} cannot be written: {reason}.").format(file=folder, reason=reason_of(error))
            ) from None
    say(_("The ledger is written to {folder}; README.txt there says what is what.").format(folder=folder))


def import_export(desk: Desk, folder: Path, dry_run: bool) -> None:
    """Make the ledger, which must be empty, from the export in ``folder``."""
    from infoledger.intake.export import read_export
    from infoledger.ledger.database import open_ledger

    with open_ledger(desk.ledger, create=True) as ledger, ledger.writing() as connection:
        count = read_export(connection, folder)
        if dry_run:
            say(_("A dry run: nothing was recorded."))
            raise typer.Exit(0)  # an exception, so that what was written is let go
    say(_("The ledger is as it was exported: {count} journal entries.").format(count=count))
