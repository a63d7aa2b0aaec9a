"""The text of a document: cleaned once, cut into paragraphs, headings told from running text."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import chain, groupby
from typing import Self

from infoledger.characters import display_width, without_controls
from infoledger.documents.amounts import Hundredths, figures
from infoledger.documents.breaking import broken
from infoledger.i18n import translation
from infoledger.numbers import plain

Figure = int | Decimal | str | None

_NUMERALS = "一二三四五六七八九十百零〇"
_LEVELS = (
    re.compile(rf"[{_NUMERALS}]+、"),
    re.compile(rf"[（(][{_NUMERALS}]+[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
#: A first sentence longer than this is no heading but text that happens to be numbered.
_LONGEST_HEADING = 40
#: A 2号 title holds this many characters in a line of 156 mm.
TITLE_CHARACTERS = 20
#: Less of them is used: programs put room between Chinese and digits.
_ROOM = TITLE_CHARACTERS - 0.5
_WIDEST_HEADING = 7
#: Cells of a line that every screen shows.
_WIDEST_LINE = 80
_HALF = 0.7
#: A head in 1号 type holds this many characters in a line.
_HEAD = 16


class Linked(str):
    """Words that lead to ``href`` where the format has links; anywhere else they are words alone."""

    __slots__ = ("href",)
    href: str

    def __new__(cls, words: str, href: str) -> Self:
        """The ``words`` with their way."""
        linked = super().__new__(cls, words)
        linked.href = href
        return linked


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``heading`` is set in the type of its ``level`` (1 一、 2 （一） 3 1. 4 （1）), ``text`` runs on after it.

    Level 0 is running text without a heading. One with ``rows`` is a table, the first row its head.
    """

    text: str
    level: int = 0
    heading: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def whole(self) -> str:
        """Heading and text together."""
        return self.heading + self.text


def clean(words: str) -> str:
    """One line without what a document cannot carry; a run of blanks is one."""
    return " ".join(without_controls(words).split())


def in_a_row(parts: Iterable[str], language: str) -> str:
    """Parts of a sentence, one after the other."""
    _ = translation(language).gettext
    return reduce(lambda told, part: _("{told}; {part}").format(told=told, part=part), parts)


def title_lines(title: str) -> tuple[str, ...]:
    """A title broken where the clerk put ``|`` or a line break."""
    lines = (clean(line) for line in re.split(r"[|｜\n]", title))
    return tuple(line for line in lines if line)


def fitted_title(title: str, words: Collection[str] = ()) -> tuple[str, ...]:
    """``title`` in as few lines as it needs; signs for a break only say where one would be welcome."""
    lines: list[str] = []
    for part in title_lines(title):
        longer = joined((*lines[-1:], part))
        if lines and _fits(longer):
            lines[-1] = longer
        else:
            lines.append(part)
    return balanced_title("\n".join(lines), words)


def balanced_title(title: str, words: Collection[str] = ()) -> tuple[str, ...]:
    """``title`` broken where the clerk put a sign, and what is still too long where a person would.

    ``words``, such as names, are not cut. A line that is broken at a blank ends with it.
    """
    return tuple(chain.from_iterable(broken(line, _ROOM, words) for line in title_lines(title)))


def _fits(line: str) -> bool:
    return display_width(line, ambiguous=2) <= 2 * _ROOM


def joined(lines: Sequence[str]) -> str:
    """The lines of a title as one; Latin words need a blank between them, Chinese ones do not."""
    whole = ""
    for line in lines:
        whole += " " + line if whole.strip() == whole != "" and (whole[-1] + line[0]).isascii() else line
    return whole


def together(sentences: Iterable[str]) -> str:
    """Sentences one after the other; a blank stands between those that end as Latin ones do."""
    return "".join(f"{sentence} " if sentence[-1:].isascii() else sentence for sentence in sentences).rstrip()


def lines_of(title: Iterable[str]) -> str:
    """The lines of a title one below the other, without the blanks at which they were broken."""
    return "\n".join(line.rstrip() for line in title)


def paragraphs(body: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an item's text, one a line; numbered ones with their heading.

    Lines with tabs, one after the other, are the rows of a table, as the tables of drafts come in.
    """
    found: list[Paragraph] = []
    for tabbed, run in groupby(_lines(body), lambda line: "\t" in line):
        lines = list(run)
        if tabbed and len(lines) > 1 and not all(line.startswith("\t") for line in lines):
            found.append(_table(lines))
        else:
            found += (_paragraph(clean(line)) for line in lines)
    return tuple(found)


def _lines(body: str) -> Iterator[str]:
    """The lines in which something stands; a tab before them is there where they indent or leave a cell empty."""
    return (line for line in body.splitlines() if clean(line))


def _table(lines: Sequence[str]) -> Paragraph:
    rows = [[clean(cell) for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    return Paragraph("", rows=tuple((*row, *[""] * (width - len(row))) for row in rows))


def figure(value: Figure) -> str:
    """A number, a name or nothing, as it stands in a printed table."""
    if value is None:
        return "—"
    if isinstance(value, Hundredths):
        return figures(value)
    return value if isinstance(value, str) else plain(value)


def halved(heading: str) -> str:
    """A heading for a narrow column, in two lines if it is long: words at a blank, Chinese between words."""
    width = display_width(heading, ambiguous=2)
    if width <= _WIDEST_HEADING:
        return heading
    # A little more than half, so that no word is cut for the sake of balance.
    return lines_of(broken(heading, width / 2 * _HALF))


def balanced(name: str) -> str:
    """A name that is too long for a line of the head, in lines of one length."""
    return lines_of(broken(name, _HEAD))


def text_table(columns: Iterable[str], rows: Iterable[Iterable[Figure]]) -> str:
    """Columns lined up with blanks, numbers to the right; headings in two lines where one would be too wide."""
    kinds, heads = [list(row) for row in rows], list(columns)
    numeric = [all(not isinstance(row[place], str) for row in kinds) for place in range(len(heads))]
    body = [[figure(cell) for cell in row] for row in kinds]
    grid = [heads, *body]
    if sum(widths := _widths(grid)) + 2 * (len(widths) - 1) > _WIDEST_LINE:
        parted = [["", *halved(head).split("\n")][-2:] for head in heads]
        grid = [*map(list, zip(*parted, strict=True)), *body]
        widths = _widths(grid)
    return "\n".join("  ".join(map(_padded, line, widths, numeric)).rstrip() for line in grid)


def _widths(grid: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(display_width, column)) for column in zip(*grid, strict=True)]


def _padded(words: str, width: int, right: bool) -> str:
    blanks = " " * (width - display_width(words))
    return blanks + words if right else words + blanks


def _paragraph(line: str) -> Paragraph:
    for level, mark in enumerate(_LEVELS, 1):
        if mark.match(line):
            heading, stop, text = line.partition("。")
            # A heading alone in its line has no full stop, as a rule. One that has it keeps it, but below the
            # second level it is a sentence of a list, and need not stay with the next one.
            if len(heading) <= _LONGEST_HEADING and (text or not stop or level <= 2):
                return Paragraph(text, level, heading + stop)
            return Paragraph(line)
    return Paragraph(line)
