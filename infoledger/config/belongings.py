"""The files that belong to a config: what a copy of the office's ledger has to hold beside it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import yaml

from infoledger.errors import UsageError
from infoledger.textfiles import by_ladder, read_bytes

#: What a config may name that is copied with it; keys and the ledger itself are not.
_KINDS = {".yaml", ".yml", ".docx", ".html", ".xlsx"}
#: The folder of a copy for what lies elsewhere than the config.
_ELSEWHERE = "elsewhere"


def belongings(config: Path) -> dict[str, Path]:
    """The config, and the rules, worked cases and templates that it names, by path from its folder.

    They are found by their names alone, so that also a config with mistakes is copied. Raises
    ``UsageError`` if there is no such config.
    """
    read_bytes(config)
    found: dict[Path, None] = {}
    waiting = [config]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found[file] = None
            waiting += _named(file, config.parent)
    return {_name(file, config.parent): file for file in found}


def _named(file: Path, folder: Path) -> Iterator[Path]:
    """The files in or beside ``folder`` that the YAML in ``file`` names."""
    if file.suffix.lower() not in {".yaml", ".yml"}:
        return
    for word in _words(file):
        path = folder / word
        with suppress(OSError, ValueError):  # what is no path at all
            if path.suffix.lower() in _KINDS and path.is_file():
                yield path.resolve()


def _words(file: Path) -> Iterator[str]:
    with suppress(UsageError, yaml.YAMLError):  # what stands before the mistake is read
        for token in yaml.scan(by_ladder(read_bytes(file), file.name).text):
            if isinstance(token, yaml.ScalarToken):
                yield token.value


def _name(file: Path, folder: Path) -> str:
    whole = file.resolve()
    if whole.is_relative_to(folder.resolve()):
        return whole.relative_to(folder.resolve()).as_posix()
    return "/".join((_ELSEWHERE, *whole.parts[1:]))
