"""YAML text → nodes that know their line, and places that know their key path.

A subset of YAML is enough for an office's rules and safer: no anchors, no tags, one document,
names as keys. Everything stays text here, so that numbers are never floats and ``no`` is a word;
a plain ``true`` or ``false`` is told apart by ``Scalar.plain``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from infoledger.config.names import Names
from infoledger.errors import Finding
from infoledger.i18n import _

# libyaml's parser reads ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 40
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(slots=True)
class Scalar:
    """A single value as written; ``plain`` without quotes. ``line`` is that of its key, if it has one."""

    line: int
    text: str
    plain: bool = True

    @property
    def flag(self) -> bool | None:
        """The boolean it is: ``true`` and ``false`` alone are."""
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
    """Keys and values; ``repeated`` are the keys written again, with their lines."""

    line: int
    entries: "dict[str, Node]"
    repeated: list[tuple[str, int]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


class UnreadableError(Exception):
    """The text is no YAML, or uses what is not used here; holds the one finding."""

    def __init__(self, where: str, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.finding = Finding(where, what, hint)


def read_text(path: Path) -> str:
    """The text of the file at ``path``. Raises ``UnreadableError``."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(str(path), _("There is no such file.")) from None
    except (OSError, ValueError) as error:
        if isinstance(error, IsADirectoryError | PermissionError) and path.is_dir():
            raise UnreadableError(str(path), _("This is a folder, not a file.")) from None
        raise UnreadableError(str(path), _("It cannot be read: {why}.").format(why=error)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        what = _("The file is not UTF-8; it looks like GBK.") if _is_gbk(content) else _("The file is not UTF-8 text.")
        raise UnreadableError(str(path), what, _("Save it as UTF-8.")) from None


def compose(text: str, file: str) -> Node:
    """The root node of the one YAML document in ``text``. Raises ``UnreadableError``."""
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = _("A character stands here that YAML does not allow: {code}.").format(code=f"U+{ord(found[0]):04X}")
        raise UnreadableError(f"{file}:{line}", what)
    try:
        return _Composer(text, file).root()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise _syntax_error(text, file, line, error.problem or error.context or "") from None


class _Composer:
    """Builds nodes from the parser's events; PyYAML's own composer would follow anchors."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))

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
    """One file being read: what is wrong in it, and the names that may be mentioned.

    ``names`` maps a kind of name (``level``, ``outlet`` …) to the names declared, each with its
    aliases; a kind that is not in it may have any name. ``decimals`` is that of the regulation.
    """

    file: str
    names: dict[str, Names] = field(default_factory=dict)
    findings: list[tuple[str, int, Finding]] = field(default_factory=list)
    decimals: int = 2

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
            node = node.entries.get(str(key), node)
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
        self.reading.findings.append((self.reading.file, line or self.node.line, Finding(self.where(line), what, hint)))

    def among(self, names: dict[str, Names]) -> "Place":
        """The same place, to be read as a document of its own that may mention ``names``."""
        return replace(self, reading=replace(self.reading, names=names, decimals=2))

    def muted(self) -> "Place":
        """The same place, whose findings nobody sees: to read on where the first mistake says enough."""
        return replace(self, reading=replace(self.reading, findings=[]))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _syntax_error(text: str, file: str, line: int, problem: str) -> UnreadableError:
    where, lines = f"{file}:{line + 1}", text.splitlines()
    written = lines[line] if line < len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return UnreadableError(where, _("A tab stands at the beginning of the line."), _("Indent with blanks."))
    what = _("This is not YAML: {problem}.").format(problem=problem)
    return UnreadableError(
        where, what, _("Look for an open bracket or quote, a wrong indent, a missing blank after “:”.")
    )
