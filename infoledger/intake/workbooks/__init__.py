"""Workbooks as sheets of cells: .xlsx, .ods and .xls, each read once and at a bounded cost."""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from infoledger.errors import UsageError
from infoledger.intake import guard
from infoledger.intake.workbooks.sheet import Sheet

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,
    LookupError,
    ValueError,
    ArithmeticError,
)


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The visible sheets of the workbook ``content``; ``name`` is the file's, for messages.

    Raises ``UsageError`` for a protected, damaged, oversized or hostile file.
    """
    if content.startswith(guard.OLE):
        return _old(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            guard.check_archive(archive, name)
            if "content.xml" in archive.NameToInfo:
                from infoledger.intake.workbooks.odf import read_sheets as read
            else:
                from infoledger.intake.workbooks.ooxml import read_sheets as read
            return list(read(archive, name))
    except _DAMAGED:
        raise guard.damaged(name) from None


def _old(content: bytes, name: str) -> list[Sheet]:
    from infoledger.intake.workbooks.biff import read_sheets as read

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise guard.encrypted(name)
    try:
        return list(read(content, name))
    except (UsageError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  of a damaged file the reader raises whatever comes
        raise guard.encrypted(name) if "encrypted" in str(error) else guard.damaged(name) from None
