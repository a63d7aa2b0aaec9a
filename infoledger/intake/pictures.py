"""The pictures of a draft in Word, in the order in which they stand in its text.

Only what every word processor and browser shows is taken: PNG and JPEG. No part is read that is larger than its bound.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import unescape

#: How a file of each kind begins.
_KINDS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_LARGEST, _MOST = 10 * 2**20, 20
_SHOWN = re.compile(rb'<(?:\w+:)?blip\b[^>]*?\b(?:\w+:)?embed="([^"]+)"')
_RELATED = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')


def pictures(content: bytes) -> list[tuple[str, bytes]]:
    """The kind (``png``, ``jpeg``) and the content of each picture in a .docx; nothing of any other file."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return list(_pictures(archive))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError):
        return []


def _pictures(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    targets = dict(_targets(_read(archive, "word/_rels/document.xml.rels")))
    shown = dict.fromkeys(name.decode() for name in _SHOWN.findall(_read(archive, "word/document.xml")))
    for name in list(shown)[:_MOST]:
        data = _read(archive, targets[name]) if name in targets else b""
        kind = next((kind for kind, mark in _KINDS.items() if data.startswith(mark)), None)
        if kind:
            yield kind, data


def _targets(relations: bytes) -> Iterator[tuple[str, str]]:
    """The parts that the text refers to by their names there."""
    for related in _RELATED.findall(relations):
        said = {name: unescape(value.decode()) for name, value in _ATTRIBUTE.findall(related)}
        if {b"Id", b"Target"} <= said.keys():
            target = said[b"Target"]
            yield said[b"Id"], target.removeprefix("/") if target.startswith("/") else f"word/{target}"


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part; nothing of one that is not there or is too large."""
    entry = archive.NameToInfo.get(name)
    if entry is None or entry.file_size > _LARGEST:
        return b""
    with archive.open(entry) as part:
        return part.read(_LARGEST)
