"""A reader of .docx that takes only the words, at a bounded cost.

It keeps what others lose: tracked insertions, text boxes, content controls, and the numbers that
Word itself writes before paragraphs. Deletions, field codes and the doubles of text boxes are left
out. No part is opened but the text, its styles and its lists; no declaration of entities is read.
"""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake import guard
from infoledger.intake.cells import Cell, Record, plain
from infoledger.intake.markup import pass_through
from infoledger.intake.numbering import Numbering, read_numbering
from infoledger.intake.workbooks.sheet import Merged, Sheet
from infoledger.textfiles import clean

LARGEST_PART = 32 * 2**20
#: How many times smaller than its content a part may be; only bombs pack tighter.
_TIGHTEST, _SMALL = 200, 2**20

_SKIPPED = {"del", "moveFrom", "Fallback", "rt", "pPrChange", "rPrChange"}
_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
_WRITTEN: Mapping[str, str] = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

#: Columns that a merged cell of a table may cover.
_WIDEST = 63


class Grid(NamedTuple):
    """A table: the texts of its cells as they stand there, and as a sheet with its merged cells."""

    rows: list[list[str]]
    sheet: Sheet


class _Placed(NamedTuple):
    """A cell of a table: its text, how many columns it covers, and whether it goes on with the one above."""

    text: str
    wide: int
    goes_on: bool


@dataclass
class Words:
    """The words of a document in order: a paragraph is a text, a table a grid."""

    blocks: list[str | Grid] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """All of it: the paragraphs (lines broken inside them stay) and the rows of tables."""
        lines = []
        for block in self.blocks:
            if isinstance(block, str):
                lines.append(block)
            else:
                lines += ["\t".join(" ".join(cell.split()) for cell in row) for row in block.rows]
        return lines

    @property
    def tables(self) -> list[Grid]:
        """The tables that are not inside another."""
        return [block for block in self.blocks if not isinstance(block, str)]


def read_words(content: bytes, name: str) -> Words:
    """The words of the .docx ``content``; ``name`` is the file's, for messages.

    Raises ``UsageError`` for an old .doc, a protected, damaged, oversized or hostile file.
    """
    if content.startswith(guard.OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise guard.encrypted(name)
        raise UsageError(
            _("{file} is an old Word document.").format(file=name), _("Open it in Word or WPS and save it as .docx.")
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > guard.MOST_PARTS:
                raise _too_large(name)
            text, lists, styles = (_part(archive, part, name) for part in _PARTS)
            return _Reader(read_numbering(lists, styles)).words(text)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, expat.ExpatError):
        raise _no_document(name) from None


class _Reader:
    """Takes up words as the parser passes them; what is open is on stacks, for boxes and tables nest."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._found = Words()
        self._open: list[list[str]] = []  # paragraphs, the innermost last
        self._inside: list[list[str]] = []  # what text boxes in an open paragraph hold
        self._cells: list[list[str]] = []
        self._shapes: list[dict[str, str]] = []  # what the cells of the open row say of their merging
        self._grid: list[list[_Placed]] = []
        self._tables = self._skipped = 0
        self._in_text = False
        self._list: dict[str, str] = {}  # what the open paragraph says of its style and list

    def words(self, content: bytes) -> Words:
        pass_through(content, self._start, self._end, self._take)
        return self._found

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _SKIPPED or self._skipped:
            self._skipped += 1
        elif tag in ("tbl", "tr", "tc"):
            self._start_of_table(tag)
        elif tag == "t":
            self._in_text = True
        elif tag in ("p", "pPr"):
            self._list = {}
            if tag == "p":
                self._open.append([])
                self._inside.append([])
        elif tag in ("gridSpan", "vMerge") and self._tables == 1 and self._shapes:
            self._shapes[-1][tag] = attributes.get("val", "")
        elif tag in ("pStyle", "ilvl", "numId"):
            self._list[tag] = attributes.get("val", "")
        elif tag in _WRITTEN and self._open and "val" not in attributes:  # with it, a tab is where one stops
            self._open[-1].append(_WRITTEN[tag])

    def _start_of_table(self, tag: str) -> None:
        if tag == "tbl":
            self._tables += 1
        elif self._tables == 1 and tag == "tr":
            self._cells, self._shapes = [], []
        elif self._tables == 1:
            self._cells.append([])
            self._shapes.append({})

    def _end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "pPr" and self._open:
            self._open[-1].append(self._numbering.label(self._list))
        elif tag == "p" and self._open:
            boxes, text = self._inside.pop(), clean("".join(self._open.pop())).strip()
            self._put([line for line in (text, *boxes) if line])
        elif tag == "tr" and self._tables == 1:
            self._grid.append([_placed(*cell) for cell in zip(self._cells, self._shapes, strict=True)])
        elif tag == "tbl":
            self._tables -= 1
            if not self._tables:
                self._found.blocks.append(_laid_out(self._grid))
                self._grid = []

    def _take(self, text: str) -> None:
        if self._in_text and self._open and not self._skipped:
            self._open[-1].append(text)

    def _put(self, lines: list[str]) -> None:
        """Put a finished paragraph where it belongs: what a text box holds comes after what it is anchored to."""
        if self._inside:
            self._inside[-1].extend(lines)
        elif self._tables and self._cells:
            self._cells[-1].extend(lines)
        else:
            self._found.blocks.extend(lines)


def _placed(lines: Sequence[str], shape: Mapping[str, str]) -> _Placed:
    wide = max(1, min(int(shape.get("gridSpan") or 1), _WIDEST))
    return _Placed("\n".join(lines), wide, shape.get("vMerge", "restart") != "restart")


def _laid_out(rows: Sequence[Sequence[_Placed]]) -> Grid:
    """The cells of a table where they stand, counted in columns of its grid."""
    records: list[Record] = []
    merged: list[Merged] = []
    open_: dict[int, int] = {}  # by column, the place in ``merged`` of the cell that may go on below
    for number, row in enumerate(rows, 1):
        cells: list[Cell] = []
        for cell in row:
            left = len(cells) + 1
            if cell.goes_on and left in open_:
                merged[open_[left]] = merged[open_[left]]._replace(bottom=number)
            else:
                open_[left] = len(merged)
                merged.append(Merged(number, left, number, left + cell.wide - 1))
            cells += [None if cell.goes_on else plain(cell.text), *[None] * (cell.wide - 1)]
        if any(cell is not None for cell in cells):
            records.append((number, cells))
    kept = [area for area in merged if (area.top, area.left) != (area.bottom, area.right)]
    return Grid([[cell.text for cell in row] for row in rows], Sheet("", records, kept))


def _part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The content of a part, empty if there is none. Python's reader stops at the size that a part declares."""
    try:
        about = archive.getinfo(part)
    except KeyError:
        if part == _PARTS[0]:
            raise _no_document(name) from None
        return b""
    bomb = about.file_size > _SMALL and about.file_size > _TIGHTEST * about.compress_size
    if about.file_size > LARGEST_PART or bomb:
        raise _too_large(name)
    if about.flag_bits & 1:
        raise guard.encrypted(name)
    return archive.read(about)


def _too_large(name: str) -> UsageError:
    return UsageError(_("{file} is too large when unpacked.").format(file=name), _("Divide it into several files."))


def _no_document(name: str) -> UsageError:
    return UsageError(
        _("{file} is damaged or not a Word document.").format(file=name),
        _("Open it in Word or WPS and save it as .docx."),
    )
