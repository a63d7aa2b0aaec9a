"""Exporting everything in the ledger as files that can be read without this program, and back."""

import shutil
from contextlib import suppress
from pathlib import Path

from infoledger.errors import UsageError, reason_of
from infoledger.i18n import _
from infoledger.intake.export import read_export, write_export
from infoledger.ledger.database import open_ledger
from infoledger.office.desk import Desk, LetGoError
from infoledger.office.private import private


def export_ledger(desk: Desk, folder: Path) -> None:
    """Write the whole ledger into ``folder``, for its owner alone. Raises ``UsageError`` if something is in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(_("{folder} is not empty.").format(folder=folder), _("Name a folder that is not there yet."))
    with private(), desk.reading() as connection:
        made = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_export(connection, desk.config, folder)
            for name, file in desk.config_files.items():
                copy = folder / "config" / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
        except OSError as error:
            if made:
                shutil.rmtree(folder, ignore_errors=True)
            raise UsageError(
                _("{file} cannot be written: {reason}.").format(file=folder, reason=reason_of(error))
            ) from None


def import_export(desk: Desk, folder: Path, *, dry_run: bool) -> int:
    """Make the ledger, which must be empty, from the export in ``folder``; answer how many journal entries it has.

    Raises ``InfoledgerError`` for an export that is not whole, ``LedgerUnavailableError``.
    """
    count = 0
    with suppress(LetGoError), open_ledger(desk.ledger, create=True) as ledger, ledger.writing() as connection:
        count = read_export(connection, folder)
        if dry_run:
            raise LetGoError
    return count
