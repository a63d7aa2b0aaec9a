"""Packets between offices: a ZIP that anyone can open, of a letter, tables and drafts, and what proves it whole.

``packet.json`` says from whom it is to whom, its running number, the SHA-256 of the packet before and
of every file, and with a key that both hold an HMAC-SHA256 over all that. A packet is looked through
before a word of it is believed: names, sizes and numbers of files, then every hash.
"""

import csv
import hmac
import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, NamedTuple, Self

from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _
from infoledger.intake import guard
from infoledger.intake.cells import plain
from infoledger.intake.rows import Cells
from infoledger.intake.tables import Row, Table
from infoledger.kinds import KINDS, Column, title
from infoledger.ledger.seals import canonical
from infoledger.outfiles import csv_lines, json_text
from infoledger.textfiles import LARGEST_FILE

FORMAT = "infoledger-packet-1"
MANIFEST, LETTER, DRAFTS = "packet.json", "来函.docx", "稿件"

#: Items of one packet; with a draft each it stays well below what is refused.
MOST_ITEMS = 5000
#: Bytes that tables and drafts of one packet may have before they are packed.
LARGEST_LOAD = 32 * 2**20

_MOST_FILES = 8000
_LARGEST_MANIFEST = 8 * 2**20
_BLOCK = 2**16
_HASH = re.compile(r"[0-9a-f]{64}")
_HEAD_OF_FIRST = ""
#: Twice as fast as the usual, and a tenth larger.
_QUICK = 1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    RecursionError,
)


class Sheet(NamedTuple):
    """A table of a packet: the name of its file without ending, its columns, and whether it goes up or down."""

    name: str
    columns: tuple[Column, ...]
    up: bool = False
    down: bool = False


def _of(kind: str, *names: str) -> tuple[Column, ...]:
    """The columns ``names`` of a kind of record."""
    return tuple(column for column in KINDS[kind].columns if column.english in names)


def _of_all(kind: str, *but: str) -> tuple[Column, ...]:
    return tuple(column for column in KINDS[kind].columns if column.english not in but)


# What its sender knows a fact by. An import of the table by hand passes it over.
_ID = Column("序号", "id", required=True)
_REF = Column("编号", "ref", required=True)

#: By the table of the ledger that they tell of.
SHEETS: Mapping[str, Sheet] = {
    "items": Sheet(
        "信息",
        _of(
            "items",
            *("ref", "submitted", "units", "title", "category", "occurred", "solicitation", "follows", "secrecy"),
            *("source", "tags", "body"),
        ),
        up=True,
    ),
    "adoptions": Sheet("采用", (_ID, *_of_all("adoptions")), down=True),
    "instructions": Sheet("批示", (_ID, *_of_all("instructions", "feedback", "feedback_date")), down=True),
    "solicitations": Sheet("约稿", (_ID, *_of_all("solicitations")), down=True),
    "placings": Sheet("位次", (_ID, *_of_all("placings")), down=True),
    "reviews": Sheet(
        "退稿",
        (
            *(_ID, _REF, Column("结论", "status", "status", required=True)),
            *(Column("日期", "date", "day", required=True), Column("事由", "note", "text")),
        ),
        down=True,
    ),
    "withdrawn": Sheet(
        "撤回",
        (_ID, Column("种类", "kind", required=True), Column("事由", "reason", "text")),
        up=True,
        down=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``packet.json`` says, beside the format.

    ``to`` is how the sender calls the receiver, ``known_as`` what else. ``previous`` is the hash of the
    packet before, empty for the first. ``confirms`` are by number the hashes of the packets that the
    sender has of the receiver; ``records`` how many records the tables hold. ``files`` have their SHA-256,
    ``drafts`` among them the reference of their item.
    """

    sender: str
    to: str
    known_as: tuple[str, ...]
    number: int
    previous: str
    day: date
    confirms: Mapping[str, str]
    records: int
    files: Mapping[str, str]
    drafts: Mapping[str, str]

    def text(self, key: bytes | None) -> bytes:
        """The file itself, with a ``key`` signed by it."""
        own = asdict(self)
        said = {"format": FORMAT, "from": own.pop("sender"), **own}
        signed = {**said, "hmac": _signature(said, key)} if key else said
        return json_text(signed).encode()


class Writer:
    """Writes a packet into ``stream``, file by file; nothing is held but the hashes."""

    def __init__(self, stream: BinaryIO, day: date) -> None:
        self.files: dict[str, str] = {}
        self.drafts: dict[str, str] = {}
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK)
        self._day = day

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def table(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a table as CSV that a spreadsheet opens."""
        with self._opened(f"{name}.csv") as write:
            write("\ufeff".encode())
            for line in csv_lines(headings, rows):
                write(line.encode("utf-8", "replace"))

    def file(self, name: str, content: bytes) -> None:
        """Write a file as it is."""
        with self._opened(name) as write:
            write(content)

    def draft(self, ref: str, folder: str, name: str, content: bytes) -> None:
        """Write the draft of the item ``ref``."""
        path = f"{DRAFTS}/{folder}/{name}"
        self.drafts[path] = ref
        self.file(path, content)

    def seal(self, manifest: Manifest, key: bytes | None) -> str:
        """Write ``manifest`` last of all; the hash of the packet."""
        text = manifest.text(key)
        self.file(MANIFEST, text)
        return sha256(text).hexdigest()

    @contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        digest = sha256()
        with self._zip.open(name, "w") as part:

            def write(content: bytes) -> None:
                digest.update(content)
                part.write(content)

            yield write
        self._zip.getinfo(name).date_time = (max(1980, self._day.year), *self._day.timetuple()[1:6])
        self.files[name] = digest.hexdigest()


class Packet:
    """An opened packet, every file of which is as its manifest says."""

    def __init__(
        self, archive: zipfile.ZipFile, name: str, manifest: Manifest, hash: str, signed: Mapping[str, Any]
    ) -> None:
        self.name = name
        self.manifest = manifest
        self.hash = hash
        self._zip = archive
        self._signed = signed

    @property
    def is_signed(self) -> bool:
        """Whether it bears a signature at all."""
        return "hmac" in self._signed

    def is_signed_with(self, key: bytes) -> bool:
        """Whether its signature is that of ``key``."""
        said = {name: value for name, value in self._signed.items() if name != "hmac"}
        return hmac.compare_digest(str(self._signed.get("hmac", "")).encode(), _signature(said, key).encode())

    def rows(self, of: str) -> list[Cells]:
        """The rows of the table that tells of ``of``; none where the packet has none."""
        sheet = SHEETS[of]
        name = f"{sheet.name}.csv"
        if name not in self.manifest.files:
            return []
        with _whole(self.name), self._zip.open(name) as part:
            return list(_rows(part, sheet))

    def drafts(self) -> Iterator[tuple[str, str, bytes]]:
        """The reference of its item, the name and the content of each draft."""
        for path, ref in self.manifest.drafts.items():
            yield ref, PurePosixPath(path).name, self._zip.read(path)


def open_packet(content: bytes, name: str) -> Packet:
    """The packet in ``content``, the file ``name``.

    Raises ``InfoledgerError`` for what is no packet, is unsafe to unpack, or was changed.
    """
    with _whole(name):
        archive = zipfile.ZipFile(io.BytesIO(content))
        _refuse_unsafe(archive, name)
        text = _read(archive, MANIFEST)
        said = json.loads(text, object_pairs_hook=_once)
        manifest = _manifest(said, name)
        _refuse_changed(archive, manifest, name)
        return Packet(archive, name, manifest, sha256(text).hexdigest(), said)


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Tell of whatever cannot be read meanwhile that the file ``name`` is damaged."""
    try:
        yield
    except _BROKEN as error:
        raise InfoledgerError(_("{file} is damaged, or no packet.").format(file=name), _send_again()) from error


def _refuse_unsafe(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > guard.LARGEST_CONTENT:
        raise InfoledgerError(_("{file} is too large when unpacked.").format(file=name), _no_more())
    names = [part.filename for part in parts]
    if MANIFEST not in names:
        raise InfoledgerError(_("{file} is no packet.").format(file=name), _("It holds no packet.json."))
    if len(set(names)) < len(names) or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError
    for part in parts:
        mode = part.external_attr >> 16
        if part.flag_bits & 1:
            raise guard.encrypted(name)
        if (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)) or not _is_inside(part.filename):
            raise InfoledgerError(
                _("{file} holds “{part}”, which leads elsewhere.").format(file=name, part=part.filename), _no_more()
            )


def _is_inside(name: str) -> bool:
    """Whether ``name`` is that of a file in the packet and leads nowhere else, on any system."""
    parts = name.split("/")
    return not re.search(r'[\x00-\x1f\\:*?"<>|]', name) and all(part and part.strip(". ") for part in parts)


def _refuse_changed(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
    there = {part.filename for part in archive.infolist()} - {MANIFEST}
    if there != manifest.files.keys():
        raise _changed(name, next(iter(there ^ manifest.files.keys())))
    for path, digest in manifest.files.items():
        found = sha256()
        with archive.open(path) as part:
            while block := part.read(_BLOCK):
                found.update(block)
        if found.hexdigest() != digest:
            raise _changed(name, path)


def _read(archive: zipfile.ZipFile, path: str) -> bytes:
    with archive.open(path) as part:
        return part.read(_LARGEST_MANIFEST)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping as JSON writes it. Raises ``ValueError`` for a key that stands there twice."""
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError
    return said


def _manifest(said: Any, name: str) -> Manifest:
    """What ``packet.json`` says. Raises ``InfoledgerError`` for another format, ``ValueError`` for wrong values."""
    if not isinstance(said, dict) or "format" not in said:
        raise ValueError
    if said["format"] != FORMAT:
        raise InfoledgerError(
            _("{file} is in a format that this version does not read: {format}.").format(
                file=name, format=str(said["format"])[:40]
            ),
            _("Update infoledger."),
        )
    canonical(said).encode()  # what no file can hold is told here
    return Manifest(
        sender=_text(said, "from"),
        to=_text(said, "to"),
        known_as=tuple(_line(word) for word in _list(said, "known_as")),
        number=_number(said.get("number"), 1),
        previous=_digest(said.get("previous"), or_none=True),
        day=date.fromisoformat(_text(said, "day")),
        confirms={str(int(number)): _digest(hash) for number, hash in _mapping(said, "confirms").items()},
        records=_number(said.get("records"), 0),
        files={path: _digest(digest) for path, digest in _mapping(said, "files").items()},
        drafts={path: _line(ref) for path, ref in _drafts(said)},
    )


def _drafts(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    files = _mapping(said, "files")
    for path, ref in _mapping(said, "drafts").items():
        if path not in files or not path.startswith(f"{DRAFTS}/"):
            raise ValueError
        yield path, ref


def _text(said: Mapping[str, Any], name: str) -> str:
    return _line(said.get(name))


def _line(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    value = said.get(name)
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004 - one error for all that is wrong in a file
    return value


def _mapping(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = said.get(name)
    if not isinstance(value, dict):
        raise ValueError  # noqa: TRY004
    return value


def _number(value: Any, least: int) -> int:
    if type(value) is not int or not least <= value < 10**9:
        raise ValueError
    return value


def _digest(value: Any, *, or_none: bool = False) -> str:
    if not isinstance(value, str) or not (_HASH.fullmatch(value) or (or_none and value == _HEAD_OF_FIRST)):
        raise ValueError
    return value


def _signature(said: Mapping[str, Any], key: bytes | None) -> str:
    """The HMAC over what a manifest says, whatever the order and the blanks in its file."""
    return hmac.new(
        key or b"", json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode(), sha256
    ).hexdigest()


def _rows(part: IO[bytes], sheet: Sheet) -> Iterator[Cells]:
    """The rows of a table. Raises ``ValueError`` where it is no table of ``sheet``."""
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(io.TextIOWrapper(part, "utf-8-sig", newline=""), strict=True)
    try:
        headings = next(reader, [])
        known = {name: column for column in sheet.columns for name in (column.chinese, column.english)}
        columns = {heading: known[heading] for heading in headings if heading in known}
        needed = {column for column in sheet.columns if column.required}
        if len(columns) < len(headings) or not needed <= set(columns.values()):
            raise ValueError
        table = Table(sheet.name, 1, tuple(headings), ())
        for number, cells in enumerate(reader, 2):
            named = dict(zip(headings, map(plain, cells), strict=True))
            yield Cells(table, Row(number, named, {}), columns)
    except csv.Error:
        raise ValueError from None


_TITLES = {"reviews": N_("returns"), "withdrawn": N_("withdrawals")}


def headings(of: str) -> list[str]:
    """The headings of the table that tells of ``of``, as a clerk reads them."""
    return [column.chinese for column in SHEETS[of].columns]


def sheet_title(of: str) -> str:
    """What to call the table that tells of ``of`` on the screen."""
    return title(KINDS[of]) if of in KINDS else _(_TITLES[of])


def _changed(name: str, part: str) -> InfoledgerError:
    return InfoledgerError(
        _("{file} was changed on its way: {part} is not what was sent.").format(file=name, part=part), _send_again()
    )


def _send_again() -> str:
    return _("Nothing was recorded. Ask for it to be sent again: infoledger packet send OFFICE --again NUMBER -o FILE")


def _no_more() -> str:
    return _("Nothing of it was recorded. Ask the office that sent it.")
