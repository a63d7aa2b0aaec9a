"""What leaves the program as a file: listings as csv and json, and any file whole or not at all."""

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from time import time
from typing import Any

from infoledger.errors import UsageError, reason_of
from infoledger.i18n import _
from infoledger.listings import Column
from infoledger.numbers import plain

# What a spreadsheet takes for a formula, perhaps behind blanks and invisible marks.
_FORMULA = re.compile("[\\s\u200b-\u200f\u2060\ufeff]*[=+\\-@|%＝＋－＠]|[\t\r]")
_LINE_BREAK = re.compile("\r\n?")
# What the names of unfinished files end in, perhaps with a database's own ending behind it.
_PART = ".infoledger-part"
_UNFINISHED = re.compile(rf"\.(?P<target>.+)\.(?P<process>\d+){re.escape(_PART)}")
_AT_WORK = 3600  # seconds that a file at most stays as it is while it is being written
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def csv_text(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV with English column names; no cell of text is a formula to a spreadsheet."""
    return "".join(csv_lines([column.key for column in columns], rows))


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as CSV under any ``headings``, as much at a time as one row says."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    for row in chain([headings], rows):
        writer.writerow([_csv_cell(cell) for cell in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()


def json_text(value: Any) -> str:
    """``value`` (dicts, lists, text, numbers, dates) as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_json_cell) + "\n"


def write_file(path: Path, content: str | bytes) -> None:
    """Write ``content`` (text as UTF-8) to ``path`` at once: either all of it is there or the old file.

    CSV gets a byte order mark, without which Excel in China takes it for GBK.

    Raises ``UsageError`` where it cannot be written.
    """
    if path.is_dir():
        raise UsageError(_("{file} is a folder.").format(file=path), _("Name a file in it."))
    try:
        mark = "\ufeff" if isinstance(content, str) and path.suffix.lower() == ".csv" else ""
        _replace(Path(os.path.realpath(path)), encoded(mark + content if isinstance(content, str) else content))
    except OSError as error:
        raise UsageError(
            _("{file} cannot be written: {reason}.").format(file=path, reason=reason_of(error)),
            _("Is its folder there, and is it not open in another program?"),
        ) from error


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():  # a pipe or a device
        path.write_bytes(content)
        return
    part = part_beside(path)
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def part_beside(path: Path) -> Path:
    """The name under which ``path`` is written until it is whole; what killed commands left in its folder goes."""
    with suppress(OSError):
        for left in path.parent.glob(f".*{_PART}*"):
            found = _UNFINISHED.match(left.name)
            if found and _is_left(left, found["target"] == path.name, int(found["process"])):
                with suppress(OSError):
                    left.unlink()
    return path.with_name(f".{path.name}.{os.getpid()}{_PART}")


def _is_left(part: Path, of_this: bool, process: int) -> bool:
    """Whether nobody writes ``part`` any more: who began it is gone, and is not busy at another machine on a share."""
    return not _runs(process) and (of_this or time() - part.stat().st_mtime > _AT_WORK)


def _runs(process: int) -> bool:
    if os.name == "nt":  # where a signal would end it; but there what is open cannot be removed
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def encoded(content: str | bytes) -> bytes:
    """Text as UTF-8, what is no character as a question mark; bytes as they are."""
    return content.encode("utf-8", "replace") if isinstance(content, str) else content


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        guard = "'" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else ""
        return guard + _LINE_BREAK.sub("\n", value)  # the writer quotes no bare carriage return
    return plain(value) if isinstance(value, Decimal) else str(value)


def _json_cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        # json writes the shortest digits that give the float back, which are the decimal's own.
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
