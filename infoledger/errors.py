"""What can go wrong in a clerk's hands, as exceptions that know their sentence and exit code.

The one place that tells them is ``failures``. A message says what is wrong and where; ``hint``
says what was allowed or what to do next.
"""

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infoledger.i18n import N_, _

# What a clerk meets most; of other errors the operating system speaks its own language.
_REASONS: Mapping[int | None, str] = {
    errno.EPERM: N_("Operation not permitted"),
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EEXIST: N_("File exists"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EROFS: N_("Read-only file system"),
}


def reason_of(error: OSError) -> str:
    """Why the operating system refused, in the reader's language where it is common."""
    return _(_REASONS[error.errno]) if error.errno in _REASONS else error.strerror or str(error)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong (or odd) by a check or a reader.

    ``where`` is a place a clerk can go to: ``rules/2026.yaml:12 scoring[0].points``, ``row 7,
    column 报送日期``, a check's name; ``what`` is the sentence; ``hint`` what to do about it.
    """

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" {self.hint}" if self.hint else "")


class InfoledgerError(Exception):
    """Refused for a reason of the ledger: an unknown unit, a step skipped. Exit code 1."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.findings = tuple(findings)


class UsageError(InfoledgerError):
    """Wrong usage, a missing file, a bad period, a wrong config. Exit code 2."""

    exit_code = 2


class LedgerUnavailableError(InfoledgerError):
    """The ledger is absent, locked, damaged or from a newer version. Exit code 3."""

    exit_code = 3
