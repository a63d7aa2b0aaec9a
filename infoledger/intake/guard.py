"""What is asked of a file before anything reads it, so that no file can hang or kill the program.

The reader of workbooks allocates the whole rectangle that a sheet's cells span, and two cells far
apart end the process (calamine issue 693); so the sheets are walked first, at a bounded cost.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.parsers import expat

from infoledger.errors import UsageError
from infoledger.i18n import _

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

LARGEST_CONTENT = 256 * 2**20
MOST_PARTS = 3000
#: Cells in the rectangles that the sheets of one workbook span, together.
MOST_CELLS = 2_000_000

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


def check_workbook(content: bytes, name: str) -> None:
    """Raises ``UsageError`` if the workbook ``content`` is unsafe to read, encrypted or no workbook.

    An .xls is bounded by its format (65,536 rows of 256 cells) and only asked for encryption.
    """
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise encrypted(name)
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, expat.ExpatError):
        raise damaged(name) from None


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


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    # By name, so that META-INF/manifest.xml says that the rest is encrypted before it is walked.
    parts = sorted(archive.infolist(), key=lambda part: part.filename)
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise UsageError(_("{file} is not a workbook that can be read.").format(file=name), _save_again())
    # Python's reader stops at the size that a part declares and checks its sum there.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise UsageError(_("{file} is too large when unpacked.").format(file=name), _("Divide it into several files."))
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted(name)
    cells = 0
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            walk = _OdsWalk(name) if part.filename == "content.xml" else _XlsxWalk(name)
            with archive.open(part) as stream:
                cells += walk.over(stream)
            if cells > MOST_CELLS:
                raise UsageError(
                    _("{file} has cells too far apart, or too many: {cells} cells, at most {most} can be read.").format(
                        file=name, cells=cells, most=MOST_CELLS
                    ),
                    _("Delete what stands far below or far to the right of the table."),
                )


class _Walk:
    """One pass over a part in XML: the rectangles, in cells, that its sheets span."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.row = self.column = self.rows = self.columns = self.cells = 0

    def over(self, stream: Any) -> int:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = self.start
        parser.ParseFile(stream)
        self.end_sheet()
        return self.cells

    def start(self, element: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def reach(self, row: int, column: int) -> None:
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def end_sheet(self) -> None:
        self.cells += self.rows * self.columns
        self.row = self.column = self.rows = self.columns = 0

    def refuse_doctype(self, *_declaration: object) -> None:
        # No program that writes workbooks declares entities; files that blow up when read do.
        raise damaged(self.name)


class _XlsxWalk(_Walk):
    """A sheet to a part; a cell that only has a style counts for nothing, as the reader skips it."""

    def start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(" ")[2]
        if tag == "c":
            place = attributes.get("r")
            self.row, self.column = _place(place) if place else (self.row, self.column + 1)
            if attributes.get("t") == "e":
                raise UsageError(
                    _("{file}: cell {cell} holds an error of its formula.").format(
                        file=self.name, cell=f"{letters(self.column)}{self.row}"
                    ),
                    _("Correct or empty that cell."),
                )
        elif tag in ("v", "is", "f"):
            self.reach(self.row, self.column)
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0


class _OdsWalk(_Walk):
    """All sheets in one part; rows and cells that repeat are written once."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.repeats = (1, 1)

    def start(self, element: str, attributes: dict[str, str]) -> None:
        space, _separator, tag = element.rpartition(" ")
        if tag in ("table-cell", "covered-table-cell"):
            self.column += self.repeats[1]
            self.repeats = self.repeats[0], int(attributes.get(f"{space} number-columns-repeated", 1))
        elif tag == "p":
            self.reach(self.row + self.repeats[0] - 1, self.column + self.repeats[1] - 1)
        elif tag == "table-row":
            self.row += self.repeats[0]
            self.column, self.repeats = 0, (int(attributes.get(f"{space} number-rows-repeated", 1)), 1)
        elif tag == "table":
            self.end_sheet()
            self.repeats = (1, 1)


def _place(place: str) -> tuple[int, int]:
    """Row and column of ``B7``."""
    name = place.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return int(place[len(name) :]), column


def letters(column: int) -> str:
    """What a spreadsheet calls its ``column``-th column: A, B, … AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
