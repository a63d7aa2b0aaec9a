"""Sheets of .xlsx files, read in one pass over each part.

Every program writes the cells of a sheet alike, ``<c r="B2" s="1" t="s"><v>7</v></c>``, and cut up
at those the bytes are read five times as fast as through a parser of XML. What stands between two
cells must be the end and the beginning of rows; where it is anything else, or a cell is written in
another way, the part is written anew in that form by a parser, and read again.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from posixpath import basename, dirname, join, normpath
from typing import Any, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from infoledger.intake.cells import (
    FIRST_DAY,
    FIRST_DAY_1904,
    Cell,
    Faulty,
    Record,
    Shown,
    a_picture,
    an_error,
    column_of,
    fault_of,
    letters,
    moment_of,
    never_calculated,
    number,
    plain,
)
from infoledger.intake.markup import bare, pass_through, refuse_declaration
from infoledger.intake.workbooks import sheet as sheets
from infoledger.intake.workbooks.formats import code_of, shown
from infoledger.intake.workbooks.sheet import Merged, Sheet

_BLOCK = 2**20
#: Of what stands before the first cell, or in one row: no program writes more.
_LONGEST_ROW = 2**24
#: Elements of one part that are written anew before it is taken for hostile.
_MOST_ELEMENTS = 10_000_000
#: The last column that a spreadsheet has, ZZZ at the utmost.
_LAST_COLUMN = 18_278
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?(?: [cv]m="\d+")*'
    rb"(?:/>|>(?:<v>([^<]*)</v>|((?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    rb'(?:<v(?: xml:space="preserve")?>[^<]*</v>|<v/>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?))</c>)'
)
# What a cell holds that is more than a bare value.
_CONTENT = re.compile(
    rb"(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    rb'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|(<v/>)|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?'
)
_BETWEEN = re.compile(
    rb'(?:</row>)?\s*(?:<row(?: [^<>]*)?(?:/>|>\s*</row>)\s*)*(?:<row((?: [\w:]+="[^<>"]*")*) ?>\s*)?'
)
_NUMBER_OF_ROW = re.compile(rb' r="(\d+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_UTF_8 = re.compile(rb'<\?xml(?![^?]*encoding=)|<\?xml[^?]*encoding=["\'][Uu][Tt][Ff]-?8|(?:\xef\xbb\xbf)?<[a-zA-Z]')
_ENTITY = re.compile("&(#x?[0-9a-fA-F]+|amp|lt|gt|quot|apos);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_WORKBOOK = "xl/workbook.xml"
_TRUE = ("1", "true")


class _OtherwiseWrittenError(Exception):
    """A part is not written in the usual way."""


class _TooManyError(Exception):
    """A sheet holds more cells than may be read."""


class _About(NamedTuple):
    """What a workbook says for all its sheets.

    ``formats`` by style: None for days and times, empty for none. ``stale`` tells that whoever made the
    file did not calculate it.
    """

    texts: Sequence[str | Faulty | None]
    formats: Sequence[str | None]
    first_day: date
    stale: bool


def read_sheets(archive: zipfile.ZipFile, name: str) -> Iterator[Sheet]:
    """The visible sheets of the workbook in ``archive``, the file ``name``.

    Raises ``UsageError`` if it holds too many cells, and as ``zipfile`` and ``expat`` do for a damaged one.
    """
    book = _Book()
    pass_through(archive.read(_WORKBOOK), book.start)
    targets = _targets(archive)
    parts = {kind: part for kind, part in targets.values() if kind != "worksheet"}
    about = _About(
        _texts(archive, parts.get("sharedStrings")),
        _formats(archive, parts.get("styles")),
        FIRST_DAY_1904 if book.from_1904 else FIRST_DAY,
        book.stale,
    )
    left = sheets.MOST_CELLS
    for title, relation in book.sheets:
        kind, part = targets.get(relation, ("", ""))
        if kind == "worksheet":
            try:
                reader = _read(archive, part, about, left)
            except _TooManyError:
                raise sheets.too_many_cells(name) from None
            left -= reader.count
            yield Sheet(title, reader.rows, reader.merged, frozenset(reader.hidden), about.first_day)


class _Book:
    """What ``workbook.xml`` says: the names and relations of visible sheets, and how days and formulas are kept."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = self.stale = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes["name"], attributes["id"]))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in _TRUE
        elif tag == "calcPr":
            self.stale = attributes.get("fullCalcOnLoad") in _TRUE


def _targets(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """By id, the kind of each part that belongs to the workbook, and its name."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            part = normpath(join("/" + dirname(_WORKBOOK), attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = basename(attributes["Type"]), part

    pass_through(archive.read(join(dirname(_WORKBOOK), "_rels", basename(_WORKBOOK) + ".rels")), start)
    return found


def _formats(archive: zipfile.ZipFile, part: str | None) -> list[str | None]:
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", 0)))
        inside.append(tag)

    def end(_tag: str) -> None:
        inside.pop()

    if part:
        pass_through(archive.read(part), start, end)
    return [code_of(number, codes) for number in styles]


def _texts(archive: zipfile.ZipFile, part: str | None) -> list[str | Faulty | None]:
    if not part or part not in archive.namelist():
        return []
    content = archive.read(part)
    pieces = _TEXT.split(content)
    # Before the first text stands the head, behind the last the end: between them nothing may.
    if not _UTF_8.match(content) or len(pieces) == 1 or b"".join(pieces[2:-1:2]).strip():
        return _texts_of_any_form(content)
    return [_text_cell(_said(text)) for text in pieces[1::2]]


_TEXT = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def _texts_of_any_form(content: bytes) -> list[str | Faulty | None]:
    """The texts of ``content``, also those in several fonts; how a text is pronounced is left out."""
    found: list[str | Faulty | None] = []
    pieces: list[str] = []
    inside: list[str] = []

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            found.append(_text_cell(_unescaped("".join(pieces))))
            pieces.clear()

    def take(text: str) -> None:
        if inside[-1:] == ["t"] and "rPh" not in inside:
            pieces.append(text)

    pass_through(content, lambda tag, _attributes: inside.append(tag), end, take)
    return found


def _text_cell(text: str) -> str | Faulty | None:
    what = fault_of(text)
    return Faulty("", text, what) if what else plain(text)


def _said(content: bytes) -> str:
    """The text of ``content``, its entities resolved."""
    text = content.decode()
    if "&" in text:
        text = _ENTITY.sub(lambda match: _character(match[1]), text)
    return _unescaped(text)


def _unescaped(text: str) -> str:
    """``text`` with the characters that spreadsheets write as ``_x000D_``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _character(entity: str) -> str:
    if entity.startswith("#"):
        return chr(int("0" + entity[1:], 16) if entity[1] == "x" else int(entity[1:]))
    return _ENTITIES[entity]


def _read(archive: zipfile.ZipFile, part: str, about: _About, most: int) -> "_Reader":
    """What stands in a sheet. Raises ``_TooManyError`` if these are more cells than ``most``."""
    reader = _Reader(about, most)
    try:
        with archive.open(part) as stream:
            reader.take(_blocks(stream))
    except _OtherwiseWrittenError:
        reader = _Reader(about, most)
        with archive.open(part) as stream:
            try:
                reader.take(_Rewriter().over(stream))
            except _OtherwiseWrittenError:
                raise ValueError(part) from None  # not even so: a row longer than any
    return reader


def _blocks(stream: Any) -> Iterator[bytes]:
    return iter(partial(stream.read, _BLOCK), b"")


class _Reader:
    """Takes up a sheet block by block: its rows, merged cells and hidden rows, and how many cells these are."""

    def __init__(self, about: _About, most: int) -> None:
        self.rows: list[Record] = []
        self.merged: list[Merged] = []
        self.hidden: set[int] = set()
        self.count = 0
        self._about = about
        self._most = most
        self._columns: dict[bytes, int] = {}
        self._number = 0
        self._cells: list[Cell] = []

    def take(self, blocks: Iterable[bytes]) -> None:
        blocks = iter(blocks)
        head, rest = _cut(blocks, b"<sheetData>")
        if not _UTF_8.match(head):
            raise _OtherwiseWrittenError
        for block in blocks:
            end = rest.find(b"</sheetData>")
            if end >= 0:
                rest += block
                break
            end = rest.rfind(b"</row>") + 6
            if end > 5:
                self._take_rows(rest[:end])
                rest = rest[end:]
            elif len(rest) > _LONGEST_ROW:
                raise _OtherwiseWrittenError
            rest += block
        content, mark, tail = rest.partition(b"</sheetData>")
        if not mark:
            raise _OtherwiseWrittenError
        self._take_rows(content)
        self._finish_row()
        tail += b"".join(blocks)
        pass_through(head + b"<sheetData/>" + tail, self._take_merged)

    def _take_rows(self, content: bytes) -> None:
        texts, columns = self._about.texts, self._columns
        parts = _CELL.split(content)
        cells = self._cells
        for gap, name, style, kind, value, more in zip(*(parts[place::6] for place in range(6)), strict=False):
            if gap:
                self._go_on(gap)
                cells = self._cells
            if kind == b"s" and value is not None:
                cell: Cell = texts[int(value)]
                if cell.__class__ is Faulty:
                    cell = cell._replace(address=f"{name.decode()}{self._number}")
            elif value is None and not more:
                continue
            else:
                cell = self._cell(name, style, kind, value, more)
            if cell is None:
                continue
            column = columns.get(name) or columns.setdefault(name, column_of(name.decode()))
            gone = column - len(cells) - 1
            if gone > 0:
                cells += [None] * gone
            if gone < 0:
                raise _OtherwiseWrittenError  # not in order
            cells.append(cell)
        self._go_on(parts[-1])

    def _go_on(self, gap: bytes) -> None:
        """Go over what stands between two cells: the end of a row, the beginning of another."""
        found = _BETWEEN.fullmatch(gap)
        if not found:
            raise _OtherwiseWrittenError
        attributes = found[1]
        if attributes is not None:
            self._finish_row()
            number = _NUMBER_OF_ROW.search(attributes)
            if not number or int(number[1]) <= self._number:
                raise _OtherwiseWrittenError
            self._number = int(number[1])
            if _HIDDEN.search(attributes):
                self.hidden.add(self._number)

    def _finish_row(self) -> None:
        if self._cells:
            self.count += len(self._cells)
            if self.count > self._most:
                raise _TooManyError
            self.rows.append((self._number, self._cells))
            self._cells = []

    def _cell(
        self,
        name: bytes,
        style: bytes | None,
        kind: bytes | None,
        value: bytes | None,
        more: bytes | None,
    ) -> Cell:
        """What a cell says that is no text shared with others."""
        formula = empty = inline = None
        if more and (found := _CONTENT.fullmatch(more)):
            formula, value, empty, inline = found.groups()
        if value is inline is formula is None:
            return None
        address = f"{name.decode()}{self._number}"
        said = _said(value or inline or b"")
        if formula is not None:
            kept = (value is not None or empty is not None) and kind == b"str"
            never = not kept and (not said or (said == "0" and self._about.stale))
            picture = b"DISPIMG" in formula
            if picture or never:
                return Faulty(address, said or "=", a_picture() if picture else never_calculated())
        match kind:
            case b"e":
                cell: Cell = Faulty(address, said, an_error())
            case b"s" if said:
                cell = self._about.texts[int(said)]
            case b"str" | b"inlineStr":
                cell = _text_cell(said)
            case b"b":
                cell = said in _TRUE
            case b"d":
                cell = plain(said)
            case _:
                cell = self._number_cell(said, style, address) if said else None
        return cell._replace(address=address) if isinstance(cell, Faulty) else cell

    def _number_cell(self, said: str, style: bytes | None, address: str) -> Cell:
        formats = self._about.formats
        place = int(style or 0)
        code = formats[place] if place < len(formats) else ""
        if code is None:
            moment = moment_of(float(said), self._about.first_day)
            return Faulty(address, said, an_error()) if moment is None else moment
        value = int(said) if said.isdecimal() and len(said) < 15 else number(float(said))
        text = shown(value, code)
        return value if text == str(value) else Shown(value, text)

    def _take_merged(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "mergeCell" and (found := _AREA.fullmatch(attributes.get("ref", ""))):
            left, top, right, bottom = found.groups()
            self.merged.append(Merged(int(top), column_of(left), int(bottom), column_of(right)))


def _cut(blocks: Iterator[bytes], mark: bytes) -> tuple[bytes, bytes]:
    """What stands before ``mark`` in ``blocks``, and what of the last block read stands behind it."""
    before = b""
    for block in blocks:
        before += block
        if len(before) > _LONGEST_ROW:
            break
        head, found, rest = before.partition(mark)
        if found:
            return head, rest
    raise _OtherwiseWrittenError


class _Rewriter:
    """Writes a sheet anew in the usual form: whatever its prefixes, quotes, comments, or the order of attributes."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._merged: list[str] = []
        self._row = self._column = self._elements = 0
        self._cell: dict[str, str] = {}
        self._cells: dict[int, str] = {}
        self._pieces: dict[str, list[str]] = {}
        self._inside: list[str] = []

    def over(self, stream: Any) -> Iterator[bytes]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse_declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        yield b"<worksheet><sheetData>"
        for block in _blocks(stream):
            parser.Parse(block)
            yield "".join(self._written).encode()
            self._written.clear()
        parser.Parse(b"", True)
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        yield f"</sheetData><mergeCells>{areas}</mergeCells></worksheet>".encode()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = bare(name)
        self._inside.append(tag)
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise ValueError
        if tag == "row":
            self._row = max(int(attributes.get("r", self._row + 1)), self._row + 1)
            self._column = 0
            hidden = ' hidden="1"' if attributes.get("hidden") in _TRUE else ""
            self._written.append(f'<row r="{self._row}"{hidden}>')
        elif tag == "c":
            place = attributes.get("r", "").rstrip("0123456789")
            self._column = column_of(place) if place else self._column + 1
            self._cell = {bare(key): value for key, value in attributes.items()}
            self._pieces = {}
        elif tag == "mergeCell" and _AREA.fullmatch(attributes.get("ref", "")):
            self._merged.append(attributes["ref"])
        elif tag in ("f", "v", "is"):
            self._pieces.setdefault(tag, [])

    def _take(self, text: str) -> None:
        inside = self._inside
        if inside[-1:] == ["t"] and "is" in inside and "rPh" not in inside:
            self._pieces["is"].append(text)
        elif inside and inside[-1] in self._pieces:
            self._pieces[inside[-1]].append(text)

    def _end(self, name: str) -> None:
        tag = bare(name)
        self._inside.pop()
        if tag == "c":
            if self._column > _LAST_COLUMN:
                raise ValueError
            if self._pieces:
                self._cells[self._column] = self._written_cell()
        elif tag == "row":
            self._written += [cell for _column, cell in sorted(self._cells.items())]
            self._cells = {}
            self._written.append("</row>")

    def _written_cell(self) -> str:
        said = {tag: escape("".join(pieces)) for tag, pieces in self._pieces.items()}
        style, kind = self._cell.get("s", ""), self._cell.get("t", "")
        attributes = (f' s="{int(style)}"' if style else "") + (f' t="{kind}"' if kind.isalnum() else "")
        formula = f"<f>{said['f']}</f>" if "f" in said else ""
        value = f"<v>{said['v']}</v>" if "v" in said else f"<is><t>{said['is']}</t></is>" if "is" in said else ""
        return f'<c r="{letters(self._column)}{self._row}"{attributes}>{formula}{value}</c>'
