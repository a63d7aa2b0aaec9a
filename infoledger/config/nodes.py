"""YAML text → nodes that know their line, and places that know their key path.

A subset of YAML is enough for an office's rules and safer: no anchors, no tags, one document,
names as keys. Everything stays text here, so that numbers are never floats and ``no`` is a word;
a plain ``true`` or ``false`` is told apart by ``Scalar.plain``.
"""

import re
from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from infoledger.config import fullwidth
from infoledger.config.names import Names
from infoledger.config.words import chinese
from infoledger.errors import Finding, UsageError
from infoledger.i18n import N_, _
from infoledger.textfiles import Decoded, by_ladder, read_bytes

# libyaml's parser reads ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40
#: More than any office's rules need, and little enough to be read in seconds.
_LARGEST = 4 * 2**20
_MOST_NODES = 200_000
_MOST_FINDINGS = 300
#: The keys whose value is a name.
_NAMING = {
    word
    for place, key in (("clause", "name"), ("review_step", "step"), ("clause", "pool"), ("publication", "issuer"))
    for word in (key, chinese(place, key))
} | {"level", chinese("office", "level")}
#: What the parser says most, in the words of a reader.
_PROBLEMS = {
    "could not find expected ':'": N_("a “:” is missing after a key"),
    "did not find expected key": N_("a key is wanted here; perhaps the line is indented wrongly"),
    "did not find expected ',' or ']'": N_("a “,” or a “]” is missing"),
    "did not find expected ',' or '}'": N_("a “,” or the closing brace is missing"),
    "did not find expected node content": N_("a value is missing before this sign"),
    "did not find expected '-' indicator": N_("a “-” is wanted at the beginning of the line"),
    "did not find expected <document start>": N_("the text before it has already ended"),
    "mapping values are not allowed in this context": N_("a “:” stands where none can stand"),
    "found unexpected end of stream": N_("the file ends inside quotation marks"),
    "found character that cannot start any token": N_("no word can begin with this sign"),
    "found unknown escape character": N_("this “\\” means nothing in quotation marks"),
    "block sequence entries are not allowed in this context": N_("a “-” stands where none can stand"),
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


#: Words by other words.
Words = abc.Mapping[str, str]


@dataclass(slots=True)
class Scalar:
    """A single value as written; ``plain`` without quotes. ``line`` is that of its key, if it has one.

    ``fixed`` is filled in reading: if it is a fixed word, that in English and in Chinese.
    """

    line: int
    text: str
    plain: bool = True
    fixed: tuple[str, str] | None = None

    @property
    def flag(self) -> bool | None:
        """The boolean it is: ``true`` and ``false`` alone are, and 是 and 否 where one is wanted."""
        return {"true": True, "false": False}.get(self.text) if self.plain else None

    @property
    def empty(self) -> bool:
        """Whether nothing, or nothing but YAML's null, is written."""
        return not self.text.strip() or (self.plain and self.text in ("~", "null"))


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: "list[Node]"


@dataclass(slots=True)
class Mapping:
    """Keys and values; ``repeated`` are the keys written again, with their lines.

    ``written`` and ``chinese`` are filled in reading: how each known key is written, and what it is called
    in Chinese, by its English word, in the order in which they are best read.
    """

    line: int
    entries: "dict[str, Node]"
    repeated: list[tuple[str, int]] = field(default_factory=list)
    written: Words = field(default_factory=dict)
    chinese: Words = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class UnreadableError(Exception):
    """The text is no YAML, or uses what is not used here; holds what is wrong."""

    def __init__(self, where: str, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.findings = [Finding(where, what, hint)]


class TooManyMistakesError(Exception):
    """So much is wrong that reading on would tell a clerk nothing new."""


def read_text(path: Path) -> Decoded:
    """The text of the file at ``path``, which may be in UTF-8, UTF-16 or GB18030. Raises ``UnreadableError``."""
    try:
        content = read_bytes(path, _LARGEST)
    except UsageError as error:
        raise UnreadableError(str(path), error.message, error.hint) from None
    try:
        return by_ladder(content, path.name)
    except UsageError as error:
        hint = _("The file may be cut or mixed from two encodings; save it again as UTF-8.")
        raise UnreadableError(str(path), error.message, hint) from None


def compose(text: str, file: str) -> Node:
    """The root node of the one YAML document in ``text``. Raises ``UnreadableError``."""
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = _("A character stands here that YAML does not allow: {code}.").format(code=f"U+{ord(found[0]):04X}")
        raise UnreadableError(f"{file}:{line}", what)
    try:
        return _Composer(text, file).root()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(text, file, error) from None


class _Composer:
    """Builds nodes from the parser's events; PyYAML's own composer would follow anchors."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self.nodes = 0

    def root(self) -> Node:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise self.refusal(1, _("The file is empty."))
        node = self.node(next(self.events), 0)
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.refusal(_line(after), _("A second document begins here."), _("Leave “---” out."))
        return node

    def node(self, event: Any, depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.refusal(
                line, _("Anchors (&) and aliases (*) are not used here."), _("Write the value out, or quote it.")
            )
        if event.tag:
            raise self.refusal(line, _("Tags (!) are not used here."), _("Leave the tag out, or quote the value."))
        if depth > _DEEPEST:
            raise self.refusal(line, _("This is nested too deep."))
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            what = _("More than {count} keys and values stand in this file.").format(count=_MOST_NODES)
            raise self.refusal(line, what, _("Is it the right file?"))
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, event.value, event.implicit[0])
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(line, list(self.items(depth)))
        return self.mapping(line, depth)

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, line: int, depth: int) -> Mapping:
        found = Mapping(line, {})
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self.refusal(key.line, _("A key must be a single name."))
            value = self.node(next(self.events), depth + 1)
            value.line = key.line
            if key.text in found.entries:
                found.repeated.append((key.text, key.line))
            else:
                found.entries[key.text] = value
        return found

    def refusal(self, line: int, what: str, hint: str = "") -> UnreadableError:
        return UnreadableError(f"{self.file}:{line}", what, hint)


@dataclass(slots=True)
class Reading:
    """One file being read: what is wrong or odd in it, and the names that may be mentioned.

    ``names`` maps a kind of name (``level``, ``outlet`` …) to the names declared, each with its
    aliases; a kind that is not in it may have any name. ``decimals`` is that of the regulation.
    """

    file: str
    names: dict[str, Names] = field(default_factory=dict)
    findings: list[tuple[str, int, Finding]] = field(default_factory=list)
    hints: list[Finding] = field(default_factory=list)
    decimals: int = 2

    def wrong(self, line: int, finding: Finding) -> None:
        """Note that ``line`` is wrong. Raises ``TooManyMistakesError`` after some hundreds."""
        self.findings.append((self.file, line, finding))
        if len(self.findings) >= _MOST_FINDINGS:
            raise TooManyMistakesError

    def in_order(self) -> list[Finding]:
        """All findings: files in the order in which they were read, then by line."""
        files = {file: place for place, file in enumerate(dict.fromkeys(file for file, _line, _found in self.findings))}
        return [found for _file, _line, found in sorted(self.findings, key=lambda row: (files[row[0]], row[1]))]


@dataclass(slots=True)
class Place:
    """A node, and where in which file it stands."""

    node: Node
    reading: Reading
    parent: "Place | None" = None
    key: str | int = ""

    def __getitem__(self, key: str | int) -> "Place":
        """The place under ``key``; if nothing is there, the same node under that key."""
        node = self.node
        if isinstance(node, Mapping):
            key = node.written.get(str(key), str(key))
            node = node.entries.get(key, node)
        elif isinstance(node, Sequence) and isinstance(key, int):
            node = node.items[key]
        return Place(node, self.reading, self, key)

    @property
    def path(self) -> str:
        """The keys that lead here: ``scoring[0].points``."""
        before = self.parent.path if self.parent else ""
        if isinstance(self.key, int):
            return f"{before}[{self.key}]"
        return f"{before}.{self.key}" if before else self.key

    def where(self, line: int | None = None) -> str:
        """How to find it: ``rules/2026.yaml:12 scoring[0].points``."""
        return f"{self.reading.file}:{line or self.node.line} {self.path}".rstrip()

    def wrong(self, what: str, hint: str = "", line: int | None = None) -> None:
        """Note that something is wrong here, or in ``line``."""
        typed = self.node.text if isinstance(self.node, Scalar) else ""
        hint = " ".join(filter(None, (hint, fullwidth.remedy(typed) or fullwidth.remedy(str(self.key)))))
        self.reading.wrong(line or self.node.line, Finding(self.where(line), what, hint))

    def reach(self, *keys: str | int) -> "Place":
        """The place under ``keys``, one below the other, as far as something is there."""
        place = self
        for key in keys:
            below = place[key]
            place = below if below.node is not place.node else place
        return place

    def put(self, node: Node) -> None:
        """Let ``node`` stand here instead."""
        holder = self.parent.node if self.parent else None
        if isinstance(holder, Mapping):
            holder.entries[str(self.key)] = node
        elif isinstance(holder, Sequence):
            holder.items[int(self.key)] = node

    def among(self, names: dict[str, Names]) -> "Place":
        """This place read as a document of its own, which may mention ``names``."""
        return replace(self, reading=replace(self.reading, names=names, decimals=2))

    def apart(self) -> "Place":
        """This place with its findings and names noted apart, to try how it reads."""
        return replace(self, reading=replace(self.reading, findings=[], names=dict(self.reading.names)))


def oddities(node: Node, file: str, path: str = "") -> Iterator[Finding]:
    """What is legal below ``node`` but hardly meant: names with full-width commas, quotes, open brackets."""
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            here = f"{path}.{key}" if path else key
            named = [key, value.text] if isinstance(value, Scalar) and key in _NAMING else [key]
            yield from (hint for name in named for hint in _odd(name, f"{file}:{value.line} {here}"))
            yield from oddities(value, file, here)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            here = f"{path}[{number}]"
            if isinstance(item, Scalar) and item.plain:
                yield from _odd(item.text, f"{file}:{item.line} {here}")
            yield from oddities(item, file, here)


def _odd(name: str, where: str) -> Iterator[Finding]:
    if odd := fullwidth.oddity(name):
        yield Finding(where, *odd)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _syntax_error(text: str, file: str, error: yaml.MarkedYAMLError) -> UnreadableError:
    line, lines = error.problem_mark.line if error.problem_mark else 0, text.splitlines()
    where = f"{file}:{line + 1}"
    written = lines[line] if line < len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return UnreadableError(where, _("A tab stands at the beginning of the line."), _("Indent with blanks."))
    problem = error.problem or error.context or ""
    refusal = UnreadableError(
        where,
        _("This is not YAML: {problem}.").format(problem=_(_PROBLEMS.get(problem, problem))),
        _("Look for an open bracket or quote, a wrong indent, a missing blank after “:”."),
    )
    refusal.findings += [
        Finding(f"{file}:{number}", _("Full-width signs stand where YAML wants its own."), remedy)
        for number, remedy in islice(fullwidth.misplaced(text), _MOST_FINDINGS)
    ]
    return refusal
