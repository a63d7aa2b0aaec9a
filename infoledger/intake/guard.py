"""What is asked of a file before anything reads it, so that no file can hang or kill the program."""

import zipfile

from infoledger.errors import UsageError
from infoledger.i18n import _

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

LARGEST_CONTENT = 256 * 2**20
MOST_PARTS = 3000

_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"<", "HTML/XML"),
)


def is_workbook(content: bytes) -> bool:
    """Whether ``content`` is a workbook (or claims to be one), whatever its file is called."""
    return content.startswith((ZIP, OLE))


def refuse_other_files(content: bytes, name: str) -> None:
    """Raises ``UsageError`` if ``content`` is plainly something else than a table in text."""
    for mark, kind in _OTHERS:
        if content.lstrip()[: len(mark)] == mark:
            raise UsageError(_("{file} is {kind}, not a table.").format(file=name, kind=kind), _save_again())


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Raises ``UsageError`` if the workbook in ``archive`` is unsafe to unpack, encrypted or no workbook."""
    parts = archive.infolist()
    if not {part.filename for part in parts} & {"xl/workbook.xml", "content.xml"}:
        raise UsageError(_("{file} is not a workbook that can be read.").format(file=name), _save_again())
    # Python's reader stops at the size that a part declares and checks its sum there.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise UsageError(_("{file} is too large when unpacked.").format(file=name), _("Divide it into several files."))
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted(name)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.NameToInfo and b"encryption-data" in archive.read(manifest):
        raise encrypted(name)


def damaged(name: str) -> UsageError:
    """What is said of a workbook that cannot be read."""
    return UsageError(_("{file} is damaged or not a workbook.").format(file=name), _save_again())


def encrypted(name: str) -> UsageError:
    """What is said of a workbook that asks for a password."""
    return UsageError(
        _("{file} is protected by a password.").format(file=name), _("Save it without password and import that.")
    )


def _save_again() -> str:
    return _("Open it in Excel or WPS and save it as .xlsx or CSV.")
