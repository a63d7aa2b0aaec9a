"""The guide to the rule language (考核办法写法) that ships in ``docs``: cut into parts, looked up, worded to print.

It is written in the little of Markdown that is read here: headings, paragraphs and lists of one line each,
tables, examples in fences; comments are passed over.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from infoledger.characters import display_width, wrapped_lines
from infoledger.config.names import nearest
from infoledger.documents.text import Paragraph, text_table
from infoledger.errors import UsageError
from infoledger.folding import fold
from infoledger.i18n import _, listed

_DOCS = Path(__file__).parents[1] / "docs"
_FILES = {"zh": "考核办法写法.md", "en": "regulation.md"}
_HEADING = re.compile(r"(#+) (.+)")
_FENCE = "```"
_RULE = re.compile(r"\|[-| ]+\|")
_QUOTED = re.compile("`([^`]+)`")
#: Blanks that only parted the marks of Markdown from Chinese characters.
_LOOSE = re.compile("(?<=[\u2e80-\uffff]) (?=“)|(?<=”) (?=[\u2e80-\uffff])")
_CHAPTER = 2
#: How many cells a row has that says what to write for a sentence.
_SENTENCE = 2
#: The level of a paragraph that is an example, to be printed as it stands.
EXAMPLE = 5
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, its level (1 is the whole guide's) and what stands below it up to the next heading."""

    level: int
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def names(self) -> list[str]:
        """The words of the title."""
        return [word for word in re.split("[ ,、，]+", self.title) if word]

    @property
    def words(self) -> set[str]:
        """What it may be asked for by, folded: the title, and each word of it."""
        return {_folded(word) for word in (self.title, *self.names)}


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide, or what it says of a topic, ready to print; ``office`` is who wrote it, ``date`` when it was made."""

    language: str
    office: str
    title: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    date: str

    @property
    def called(self) -> str:
        """The title, as the file's own."""
        return self.title[0]


def written(language: str) -> str:
    """The whole guide as it is written, in Markdown."""
    return (_DOCS / _FILES[language]).read_text("utf-8")


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a guide."""
    found: list[Part] = []
    below: list[Paragraph] = []
    for each in _blocks(iter(text.splitlines())):
        if isinstance(each, Part):
            below = []
            found.append(each)
        else:
            below.append(each)
            found[-1] = replace(found[-1], paragraphs=tuple(below))
    return tuple(found)


def _blocks(lines: Iterator[str]) -> Iterator[Part | Paragraph]:
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("|"):
            rows += [] if _RULE.fullmatch(line) else [_cells(line)]
            continue
        if rows:
            yield Paragraph("", rows=tuple(rows))
            rows = []
        if line == _FENCE + "yaml":
            yield Paragraph("\n".join(takewhile(lambda each: each != _FENCE, lines)), EXAMPLE)
        elif heading := _HEADING.match(line):
            yield Part(len(heading[1]), heading[2], ())
        elif line and not line.startswith("<!--"):
            yield Paragraph(_LOOSE.sub("", _QUOTED.sub(r"“\1”", re.sub("^- ", "· ", line))))
    if rows:
        yield Paragraph("", rows=tuple(rows))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_QUOTED.sub(r"\1", cell.strip()) for cell in line[1:-1].split("|"))


def about(topic: str, guide: Sequence[Part]) -> list[Part]:
    """What the guide says of ``topic``: of a heading or a word of it, and of a key or a fixed word.

    Under no heading of its own, the sentences of regulations that it stands in are told too.

    Raises ``UsageError`` with the topics and the nearest where it says nothing.
    """
    wanted = _folded(topic)
    _whole, *rest = guide
    titled = list(_titled(wanted, rest))
    keys = _rows(rest, titled, lambda row: wanted in row[:2])
    sentences = _rows(rest, titled, lambda row: len(row) == _SENTENCE and wanted in row[0])
    found = [*titled, *keys] if titled else [*keys, *sentences]
    if found and wanted:
        return found
    topics = _("Topics: {topics}.").format(topics=listed(part.title for part in rest if part.level == _CHAPTER))
    close = nearest(topic, [word for part in rest for word in sorted(part.words)])
    hint = f"{topics} {_('Did you mean “{word}”?').format(word=close)}" if close else topics
    raise UsageError(_("The guide says nothing of “{topic}”.").format(topic=topic), hint)


def _titled(wanted: str, guide: Sequence[Part]) -> Iterator[Part]:
    """The parts that are called so, each with those of deeper level below it."""
    level = 0  # of the one whose parts are being told
    for part in guide:
        if not level < part.level or not level:
            level = part.level if wanted in part.words else 0
        if level:
            yield part


def _rows(guide: Iterable[Part], but: Sequence[Part], wanted: Callable[[Sequence[str]], bool]) -> Iterator[Part]:
    """The table rows that are ``wanted`` in all parts ``but`` some, under their heads."""
    for part in guide:
        tables = [] if part in but else [each.rows for each in part.paragraphs if each.rows]
        picked = [(rows[0], *(row for row in rows[1:] if wanted([*map(_folded, row)]))) for rows in tables]
        if kept := tuple(Paragraph("", rows=rows) for rows in picked if len(rows) > 1):
            yield replace(part, paragraphs=kept)


def _folded(words: str) -> str:
    return fold(words).casefold()


def compose(found: Iterable[Part], language: str, title: str, office: str, date: str) -> Guide:
    """The guide's parts as one document."""
    told = [each for part in found for each in (*_heading(part), *part.paragraphs)]
    return Guide(language, office, (title,), tuple(told), date)


def _heading(part: Part) -> Iterator[Paragraph]:
    if part.level > 1:  # the first is the document's own title
        yield Paragraph("", part.level - 1, part.title)


def running_text(found: Iterable[Part], width: int) -> str:
    """The parts as plain text in lines of at most ``width`` cells."""
    return "\n".join(line for part in found for line in _part_text(part, width))


def _part_text(part: Part, width: int) -> Iterator[str]:
    yield from (part.title, "─" * min(display_width(part.title), width), "")
    for paragraph in part.paragraphs:
        yield from _text(paragraph, width)
        yield ""


def _text(paragraph: Paragraph, width: int) -> Iterator[str]:
    if paragraph.level == EXAMPLE:
        for line in paragraph.text.splitlines():
            yield from _yaml(_INDENT + line, width)
    elif paragraph.rows:
        yield from _table(paragraph.rows, width)
    else:
        yield from wrapped_lines(paragraph.text, width)


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A table with its columns lined up, or where it is too wide each row below its first cells."""
    head, *body = rows
    lined_up = text_table(head, body).splitlines()
    if all(display_width(line) <= width for line in lined_up):
        yield from lined_up
        return
    for row in body:
        yield from wrapped_lines(row[0] + (f" {row[1]}" if len(row) > 2 else ""), width)
        if len(row) == 2:
            yield from _yaml(_INDENT + row[1], width)
        for column, cell in zip(head[2:], row[2:], strict=True):
            if cell:
                yield from (_INDENT + line for line in wrapped_lines(f"{column}: {cell}", width - len(_INDENT)))


def _yaml(line: str, width: int) -> Iterator[str]:
    """A line of YAML, broken behind commas where it is too wide: it is read the same."""
    words = line.lstrip()
    indent = line[: len(line) - len(words)]
    now = ""
    for piece in re.findall(r".+?(?:, |$)", words):
        if now and display_width(indent + now + piece.rstrip()) > width:
            yield indent + now.rstrip()
            now = _INDENT
        now += piece
    yield indent + now
