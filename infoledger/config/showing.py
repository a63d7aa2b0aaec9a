"""The config and its regulations as one YAML text in either language: what the files say, and nothing else.

Reading has noted in each node what its words mean (``nodes``); read back, the text is the same config.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

from infoledger.config.nodes import Mapping, Node, Scalar, Sequence

#: How wide a line may be, in columns of a screen: a Chinese character takes two.
_WIDEST = 118
#: The deepest of what stands in one line: a clause with a condition of several words.
_HIGHEST = 3


def as_yaml(root: Node, language: str) -> str:
    """The config whose nodes have been read, in ``language``: keys in the order in which they are best read."""
    written = yaml.serialize(
        _block(root, language, 0), Dumper=_Dumper, allow_unicode=True, width=float("inf"), indent=2
    )
    return str(written)


class _Dumper(yaml.SafeDumper):
    """Writes lists further in than the key that they belong to."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _block(node: Node, language: str, depth: int, indent: int = 0) -> yaml.Node:
    """``node`` over as many lines as it needs, what fits into one in one."""
    in_one_line = _in_one_line(node, language)
    if isinstance(node, Scalar) or _fits(node, in_one_line, depth, indent):
        return in_one_line
    if isinstance(node, Sequence):
        items = [_block(item, language, depth + 1, indent + 2) for item in node.items]
        return yaml.SequenceNode(_SEQUENCE, items, flow_style=not items)
    pairs = [(_word(key), _block(value, language, depth + 1, indent + 2)) for key, value in _entries(node, language)]
    return yaml.MappingNode(_MAPPING, pairs, flow_style=not pairs)


def _in_one_line(node: Node, language: str) -> yaml.Node:
    if isinstance(node, Scalar):
        return _scalar(node, language)
    if isinstance(node, Sequence):
        return yaml.SequenceNode(_SEQUENCE, [_in_one_line(item, language) for item in node.items], flow_style=True)
    pairs = [(_word(key), _in_one_line(value, language)) for key, value in _entries(node, language)]
    return yaml.MappingNode(_MAPPING, pairs, flow_style=True)


def _fits(node: Mapping | Sequence, in_one_line: yaml.Node, depth: int, indent: int) -> bool:
    """Whether ``node`` is short and flat enough to be read in one line; what the root holds is, if it is flat."""
    flat = _height(node) <= (1 if depth == 1 else _HIGHEST)
    listed = isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items)
    return depth > 0 and flat and not listed and indent + _width(in_one_line) <= _WIDEST


def _height(node: Node) -> int:
    if isinstance(node, Scalar):
        return 0
    held = node.items if isinstance(node, Sequence) else node.entries.values()
    return 1 + max(map(_height, held), default=0)


def _width(node: yaml.Node) -> int:
    """How wide ``node`` is in one line."""
    if isinstance(node, yaml.ScalarNode):
        return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in node.value)
    held = node.value if isinstance(node, yaml.SequenceNode) else [part for pair in node.value for part in pair]
    return 2 + sum(_width(part) + 2 for part in held)


def _entries(node: Mapping, language: str) -> Iterator[tuple[str, Node]]:
    """What ``node`` holds, its known keys in the language and in order."""
    english = {key: word for word, key in node.written.items()}
    places = {word: place for place, word in enumerate(node.chinese)}
    keys = sorted(node.entries, key=lambda key: places.get(english.get(key, ""), 0))
    for key in keys:
        word = english.get(key, key)
        yield node.chinese.get(word, word) if language == "zh" else word, node.entries[key]


_SEQUENCE, _MAPPING, _TEXT = (f"tag:yaml.org,2002:{kind}" for kind in ("seq", "map", "str"))
_RESOLVER: Any = yaml.resolver.Resolver()


def _scalar(node: Scalar, language: str) -> yaml.ScalarNode:
    if node.fixed:
        return _word(node.fixed[language == "zh"])
    return _word(node.text) if node.plain else yaml.ScalarNode(_TEXT, node.text)


def _word(text: str) -> yaml.ScalarNode:
    """``text`` without quotes, whatever YAML takes it for: to the reader it is text."""
    return yaml.ScalarNode(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)), text)
