"""Files that a clerk names: their bytes, where that is safe; of a text file, its text.

Text is read by its mark, else as strict UTF-8, else as strict GB18030. A ladder, because guessing
libraries take short GBK files for Korean or Japanese; strict, because a file that is cut or mixed
must be told, never mended with substitutes.
"""

import codecs
import stat
from pathlib import Path
from typing import NamedTuple

from infoledger.characters import without_controls
from infoledger.errors import UsageError
from infoledger.i18n import _

#: The largest file that is read at all.
LARGEST_FILE = 64 * 2**20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """The content of the file at ``path``.

    Raises ``UsageError`` if there is none, if it is no plain file or may not be read, or if it is
    larger than ``most`` bytes (``LARGEST_FILE`` if left out).
    """
    most = most or LARGEST_FILE
    try:
        # A pipe is never opened: it could wait for ever.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UsageError(_("{file} is a directory, not a file.").format(file=path))
        if not stat.S_ISREG(mode):
            raise UsageError(_("{file} is not a plain file.").format(file=path))
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise UsageError(_("There is no file {file}.").format(file=path)) from None
    except PermissionError:
        raise UsageError(_("You may not read {file}.").format(file=path)) from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise UsageError(_("{file} cannot be read: {error}").format(file=path, error=error)) from None
    if len(content) > most:
        raise UsageError(
            _("{file} is larger than {size} MB.").format(file=path, size=most // 2**20),
            _("Divide it into several files."),
        )
    return content


class Decoded(NamedTuple):
    """The text of a file, character by character, and the encoding in which it was written."""

    text: str
    encoding: str


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """The text of ``content``, read as ``encoding`` or else by the ladder, without control characters.

    Raises ``UsageError``, naming the line and the byte in it, where ``content`` is not text.
    ``name`` is the file's, for that message.
    """
    if encoding is not None:
        return _clean(_strictly(content, [_known(encoding)], name).text, name)
    return _clean(by_ladder(content, name).text, name)


def by_ladder(content: bytes, name: str) -> Decoded:
    """``content`` by its mark, else as UTF-8, else as GB18030. Raises ``UsageError`` as ``decode`` does."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], [codec], name)
    return _strictly(content, ["utf-8", "gb18030"], name)


def clean(text: str) -> str:
    """``text`` without control characters and byte order marks (line breaks and tabs stay)."""
    return without_controls(text).replace("\ufeff", "")


def _clean(text: str, name: str) -> str:
    if "\0" in text:
        raise UsageError(
            _("{file} is not a text file: it has zero bytes.").format(file=name),
            _("Save it as .xlsx or as CSV in UTF-8; for text in UTF-16 without a mark say --encoding utf-16-le."),
        )
    return clean(text)


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        raise UsageError(
            _("“{encoding}” is not an encoding.").format(encoding=encoding),
            _("Allowed: {forms}").format(forms="utf-8 gb18030 gbk big5 utf-16 …"),
        ) from None
    return encoding


def _strictly(content: bytes, codecs_: list[str], name: str) -> Decoded:
    failures = []
    for codec in codecs_:
        try:
            return Decoded(content.decode(codec), codec)
        except UnicodeDecodeError as error:
            failures.append(error)
    # The encoding that went furthest is the one that was meant.
    start = max(error.start for error in failures)
    line = content.count(b"\n", 0, start) + 1
    byte = start - content.rfind(b"\n", 0, start)
    raise UsageError(
        _("{file}: line {line}, byte {byte} cannot be read as {encodings}.").format(
            file=name, line=line, byte=byte, encodings=" / ".join(codecs_)
        ),
        _("The file may be cut or mixed from two encodings; save it again as UTF-8, or say --encoding."),
    )
