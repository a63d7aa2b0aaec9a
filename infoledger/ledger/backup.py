"""Copies of a ledger that is a file: made while it is in use, and brought back."""

from datetime import datetime
from pathlib import Path

from infoledger.errors import Finding, InfoledgerError, LedgerUnavailableError
from infoledger.i18n import _
from infoledger.ledger.database import copy_file, ledger_file, open_ledger
from infoledger.ledger.verification import verify


def back_up(url: str, copy: Path) -> list[Finding]:
    """Copy the ledger at ``url`` to the new file ``copy``; what ``verify`` finds in the copy.

    Raises ``InfoledgerError`` if ``copy`` is there already, ``UsageError`` if the ledger is no
    file, ``LedgerUnavailableError`` if it cannot be opened or the copy is damaged.
    """
    source = ledger_file(url)
    open_ledger(url).close()
    if copy.exists():
        raise InfoledgerError(_("{file} is there already.").format(file=copy), _("Choose another name."))
    copy_file(source, copy)
    return _verified(copy)


def restore(copy: Path, url: str, now: datetime) -> Path | None:
    """Put ``copy`` in the place of the ledger at ``url``; what was there is kept under the name returned.

    Raises ``InfoledgerError`` with what ``verify`` finds in a copy that was changed by hand, and as
    ``back_up`` does.
    """
    target = ledger_file(url)
    findings = _verified(copy)
    if findings:
        raise InfoledgerError(_("{file} was changed by hand and is not restored.").format(file=copy), findings=findings)
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}.{now:%Y%m%d-%H%M%S}.backup")
        _set_aside(target, aside)
    copy_file(copy, target)
    return aside


def _set_aside(ledger: Path, aside: Path) -> None:
    try:
        copy_file(ledger, aside)
    except LedgerUnavailableError:  # too damaged to be copied: that is why it is restored
        for ending in ("", "-wal", "-shm"):
            part = ledger.with_name(ledger.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))


def _verified(copy: Path) -> list[Finding]:
    with open_ledger(str(copy)) as ledger, ledger.reading() as connection:
        return verify(connection)
