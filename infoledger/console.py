"""What leaves the program: data to stdout, talk to stderr, files whole or not at all.

Text that users typed is never read as markup, and no control character in it reaches a terminal.
csv and json are UTF-8 whatever the locale; a console that lacks a character shows a substitute.
"""

import io
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TextIO

from infoledger.characters import display_width, tamed, wrapped_lines
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.listings import Answer, Column, Word, for_programs
from infoledger.numbers import plain
from infoledger.outfiles import csv_text, encoded, json_text, write_file

# Wide enough that no table wraps in a pipe or a file.
_UNBOUNDED = 10_000
# Cells between columns, and those to which a column of text may shrink.
_GAP, _NARROW = 2, 8
_CODE = 12  # characters of 2026-10-05, 2026-12345
#: Formats that no program opens under the ending of another.
_PACKED = {"docx", "xlsx"}


def prepare() -> None:
    """Let no character fail on a console whose encoding lacks it; a stream that is closed is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # as a scheduled task of Windows has them
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def at_terminal() -> bool:
    """Whether a person is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def say(text: str) -> None:
    """Tell a person something, on stderr."""
    print(tamed(text), file=sys.stderr, flush=True)


def prompt(question: str) -> None:
    """Put ``question`` to the person, who answers on the same line."""
    print(tamed(f"{question}: "), end="", file=sys.stderr, flush=True)


def ask(question: str) -> str:
    """What the person at the terminal answers, perhaps nothing. Ctrl-C and Ctrl-D end the command."""
    prompt(question)
    try:
        return input().strip()
    except KeyboardInterrupt:
        print(file=sys.stderr)  # behind the ^C that the terminal shows
        raise


def confirm(question: str, *, enter: bool) -> bool:
    """Whether the person at the terminal agrees; ``enter`` is what the Enter key alone means."""
    answers = {"": enter, "y": True, "yes": True, "是": True, "n": False, "no": False, "否": False}
    while (answer := ask(f"{question} [{'Y/n' if enter else 'y/N'}]").lower()) not in answers:
        say(_("Answer y (是) or n (否)."))
    return answers[answer]


def show_line(text: str) -> None:
    """Print one line of data, such as the id of a new record, on stdout."""
    print(tamed(text))


def show(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    form: str | None = None,
    output: Path | None = None,
) -> None:
    """Print a listing as ``table``, ``csv`` or ``json``, or write it to ``output``.

    Cells are text, ``Decimal``, int, date, bool or None.
    """
    form = choose_form(form, output, ("table", "csv", "json", "txt"))
    if form in {"csv", "json"}:
        columns, rows = for_programs(columns, rows)
    if form == "csv":
        write_out(csv_text(columns, rows), output)
    elif form == "json":
        keys = [column.key for column in columns]
        write_out(json_text([dict(zip(keys, row, strict=True)) for row in rows]), output)
    elif output:
        write_file(output, table_text(columns, rows))
    elif sys.stdout.isatty():
        _print(columns, rows, shutil.get_terminal_size().columns)
    else:
        print(table_text(columns, rows), end="")
    if output:
        say(_("Wrote {file}.").format(file=output))


def show_answer(answer: Answer, form: str | None = None, output: Path | None = None) -> None:
    """Print or write the listing of ``answer``, and say its sentences."""
    show(*answer.listing, form, output)
    for sentence in answer.sentences:
        say(sentence)
    if not output and form in (None, "table"):
        for sentence, listing in answer.apart:
            say(sentence)
            show(*listing)


def choose_form(form: str | None, output: Path | None, allowed: Collection[str]) -> str:
    """The format to write: as asked, else by the ending of ``output``, else ``table``.

    Raises ``UsageError`` for an ending that none of ``allowed`` has, or that belies the format asked for.
    """
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if form and ending != form and ending in allowed and {form, ending} & _PACKED:
        raise UsageError(
            _("{file} would not hold what its ending says: {form} was asked for.").format(file=output, form=form),
            _("Leave --format out, or give the file the ending .{form}.").format(form=form),
        )
    if form or not output:
        return form or "table"
    if ending not in allowed or ending == "table":
        endings = " ".join(f".{name}" for name in allowed if name != "table")
        raise UsageError(
            _("The ending of {file} names no format known here.").format(file=output),
            _("Allowed: {forms}").format(forms=endings),
        )
    return ending


def table_text(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a table in plain text, wrapped nowhere."""
    page = io.StringIO()
    _print(columns, rows, _UNBOUNDED, page)
    return "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines())


def line_width() -> int:
    """How many cells a line of the terminal holds, the last left free."""
    return shutil.get_terminal_size().columns - 1


def two_columns(rows: Sequence[tuple[str, str]]) -> str:
    """Names and what they mean, for a page of help as wide as the terminal."""
    left = max(display_width(name) for name, _meaning in rows) + 4
    lines = []
    for name, meaning in rows:
        first, *others = wrapped_lines(meaning, line_width() - left)
        lines.append("  " + name + " " * (left - 2 - display_width(name)) + first)
        lines.extend(" " * left + line for line in others)
    return "".join(f"{line}\n" for line in lines)


def wrapped(text: str) -> str:
    """Paragraphs, parted by empty lines, as wide as the terminal."""
    return "\n\n".join("\n".join(wrapped_lines(" ".join(each.split()), line_width())) for each in text.split("\n\n"))


def write_out(content: str | bytes, output: Path | None) -> None:
    """Write a finished document to ``output``, or to stdout as UTF-8 (a terminal in its own encoding)."""
    if output:
        write_file(output, content)
    elif isinstance(content, str) and sys.stdout.isatty():
        print(tamed(content), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(encoded(content))


def _print(columns: Sequence[Column], rows: Iterable[Sequence[Any]], room: int, file: TextIO | None = None) -> None:
    """Print a table, in ``room`` cells if no figure need be cut for it."""
    from rich.box import Box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Hyphens, because line-drawing characters are two cells wide on some Chinese consoles.
    rule = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    table = Table(box=rule, show_edge=False, pad_edge=False, padding=(0, 0, 0, _GAP - 1), header_style="bold")
    texts = [[tamed(_cell(cell)) for cell in row] for row in rows]
    above, columns, texts = _set_apart(columns, texts, room)
    for line in wrapped_lines(above, room) if above else ():
        print(line, file=file)
    widths = _fitted(columns, texts, room)
    for column, cells in zip(columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        table.add_column(Text(column.heading), justify=justify, overflow="fold", width=cells)
    for row in texts:
        table.add_row(*map(Text, row))
    whole = sum(widths) + _GAP * len(widths)
    Console(file=file, width=max(room, whole), markup=False, emoji=False, highlight=False).print(table)


def _set_apart(
    columns: Sequence[Column], rows: list[list[str]], room: int
) -> tuple[str, Sequence[Column], list[list[str]]]:
    """What stands in every row alike, for a line above, and the columns and rows without it, if they lack room."""
    same = {place for place in range(len(columns)) if len(rows) > 1 and len({row[place] for row in rows}) == 1}
    if sum(_widths(columns, rows)) + _GAP * (len(columns) - 1) <= room or len(same) == len(columns):
        return "", columns, rows
    told = [_("{name}: {text}").format(name=columns[place].heading, text=rows[0][place]) for place in sorted(same)]
    kept = [place for place in range(len(columns)) if place not in same]
    said = "  ".join(text for place, text in zip(sorted(same), told, strict=True) if rows[0][place])
    return said, [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths of columns in which heading and content have room."""
    content = ([display_width(row[place]) for row in rows] for place in range(len(columns)))
    return [max(display_width(column.heading), *most, 0) for column, most in zip(columns, content, strict=True)]


def _fitted(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The widths of columns: as wide as their content, the widest narrowed until all have room.

    Figures, dates and references stay whole; other text keeps ``_NARROW`` cells, a heading two
    Chinese characters.
    """
    content = [max((display_width(row[place]) for row in rows), default=0) for place in range(len(columns))]
    widths = _widths(columns, rows)
    least = [
        min(wide, max(most, 4) if column.numeric or _is_code(row[place] for row in rows) else _NARROW)
        for place, (column, most, wide) in enumerate(zip(columns, content, widths, strict=True))
    ]
    spare = room - _GAP * (len(columns) - 1)
    while sum(widths) > spare and widths != least:
        widest = max((place for place in range(len(widths)) if widths[place] > least[place]), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _is_code(cells: Iterable[str]) -> bool:
    """Whether a column holds short words that must be copied as they are."""
    return all(cell.isascii() and " " not in cell and len(cell) <= _CODE for cell in cells)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Word):
        return _(value)
    return plain(value) if isinstance(value, Decimal) else str(value)
