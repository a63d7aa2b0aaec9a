"""Writing a profile of the office's own tables into ``config.yaml``: everything else in it stays, byte for byte.

The text is edited where the profile belongs, and what came out is read again before it replaces the file.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from infoledger.config import nodes
from infoledger.config.model import Config, Profile
from infoledger.config.reading import load
from infoledger.config.words import chinese
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.outfiles import part_beside, write_file
from infoledger.textfiles import by_ladder, read_bytes

_IMPORTS = ("imports", chinese("config", "imports"))
#: How a config begins the name of its office that is written in Chinese words.
_CHINESE = re.compile(rf"^{chinese('config', 'office')}\s*:", re.MULTILINE)
_STEP = "  "
# What YAML takes for a word whatever stands around it.
_PLAIN = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff/()（）.]*")
_NOT_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def keep(config: Config, profile: Profile) -> None:
    """Write ``profile``, which is new, into the config that was read.

    Raises ``UsageError`` that holds what to write by hand where the file cannot be edited safely.
    """
    path = config.path
    content = read_bytes(path)
    decoded = by_ladder(content, path.name)
    break_ = "\r\n" if "\r\n" in decoded.text else "\n"
    say = chinese if _CHINESE.search(decoded.text) else _english
    entry = _entry(profile, say)
    edited = _edited(decoded.text, say("config", _IMPORTS[0]), entry, break_)
    mark = content[: len(content) - len(decoded.text.encode(decoded.encoding))]
    written = mark + edited.encode(decoded.encoding, "strict")
    if not _reads_as(path, written, config, profile, (decoded.text, edited)):
        shown = "\n".join([f"{say('config', _IMPORTS[0])}:", *_block(entry)])
        raise UsageError(
            _("{file} was not changed, for it is written in a way that is not edited here.").format(file=path.name),
            _("Write this into it yourself:") + "\n" + shown,
        )
    write_file(path, written)


def _entry(profile: Profile, say: Callable[[str, str], str]) -> dict[str, Any]:
    """The profile as it is written, its keys as ``say`` has them: what has its usual value is left out."""
    kind = KINDS[profile.kind]
    ours = {column.english: column.chinese for column in kind.columns}
    said: dict[str, Any] = {
        "kind": kind.english if say("import", "kind") == "kind" else kind.chinese,
        "sheets": profile.sheets if profile.sheets != "*" else None,
        "year": profile.year,
        "columns": {heading: ours[name] for heading, name in profile.columns.items()},
        "pass_over": list(profile.pass_over),
        "constants": {ours[name]: text for name, text in profile.constants.items()},
        "marks": {
            heading: {say("mark", mark.fact): mark.name, **({say("mark", "date"): mark.date} if mark.date else {})}
            for heading, mark in profile.marks.items()
        },
    }
    return {profile.name: {say("import", key): value for key, value in said.items() if value}}


def _english(_place: str, key: str) -> str:
    return key


def _edited(text: str, imports: str, entry: Mapping[str, Any], break_: str) -> str:
    """``text`` with ``entry`` at the end of its ``imports``, which is added if there is none."""
    place = _place(text)
    if place is None:
        lines = ["", f"{imports}:", *_block(entry)]
        return _after_line(text, len(text), lines, break_)
    key_end, node, last = place
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        at = node.start_mark.index + 1
        return text[:at] + _flow(entry)[1:-1] + (", " if node.value else "") + text[at:]
    margin = _STEP
    if isinstance(node, yaml.MappingNode) and node.value:
        margin = " " * node.value[0][0].start_mark.column
    return _after_line(text, last or key_end, _block(entry, margin), break_)


def _place(text: str) -> tuple[int, yaml.Node, int] | None:
    """Where ``imports`` is: behind its key, its value, and behind the last sign of that."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value in _IMPORTS:
            return key.end_mark.index, value, _end(value)
    return None


def _end(node: yaml.Node) -> int:
    """Where the last sign of ``node`` stands: its own mark lies beyond comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1]) if isinstance(last, tuple) else _end(last)
    return int(node.end_mark.index)


def _after_line(text: str, index: int, lines: list[str], break_: str) -> str:
    """``text`` with ``lines`` below the line in which ``index`` lies."""
    end = text.find("\n", index)
    head, tail = (text, "") if end < 0 else (text[: end + 1], text[end + 1 :])
    if not head.endswith("\n"):
        head += break_
    return head + "".join(line + break_ for line in lines) + tail


def _block(entry: Mapping[str, Any], margin: str = _STEP, levels: int = 3) -> list[str]:
    """``entry`` in lines behind ``margin``: mappings as blocks of so many ``levels``, what is in those on one line."""
    lines = []
    for key, value in entry.items():
        if isinstance(value, dict) and levels > 1:
            lines += [f"{margin}{_word(key)}:", *_block(value, margin + _STEP, levels - 1)]
        else:
            lines.append(f"{margin}{_word(key)}: {_flow(value)}")
    return lines


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_word(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_word, value)) + "]"
    return _word(value)


def _word(value: str | int) -> str:
    text = str(value)
    if isinstance(value, int) or (_PLAIN.fullmatch(text) and text.casefold() not in _NOT_WORDS):
        return text
    return json.dumps(text, ensure_ascii=False)


def _reads_as(path: Path, written: bytes, config: Config, profile: Profile, texts: tuple[str, str]) -> bool:
    """Whether what was ``written`` is the config with ``profile`` beside the others, and nothing else."""
    part = part_beside(path)
    try:
        part.write_bytes(written)
        read = load(part)
    except (InfoledgerError, OSError):
        return False
    finally:
        part.unlink(missing_ok=True)
    before, after = (_without_imports(nodes.compose(text, path.name)) for text in texts)
    return before == after and dict(read.imports) == {**config.imports, profile.name: profile}


def _without_imports(node: nodes.Node) -> Any:
    plain = _plain(node)
    return {key: value for key, value in plain.items() if key not in _IMPORTS} if isinstance(plain, dict) else plain


def _plain(node: nodes.Node) -> Any:
    """``node`` without the lines in which it stands."""
    if isinstance(node, nodes.Mapping):
        return {key: _plain(value) for key, value in node.entries.items()}
    if isinstance(node, nodes.Sequence):
        return list(map(_plain, node.items))
    return node.text, node.plain
