"""Ready-made configs of kinds of offices, for ``infoledger init --preset NAME``.

Each preset is a folder of YAML beside this file. The first comments of its ``config.yaml`` say what it is: its title,
``又称:`` with the names that it goes by too, whom it suits, then what is particular to it, up to the remark on its
figures (``注``).
"""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from typing import NamedTuple

from infoledger.config.names import ambiguity, like, meant, suggestion
from infoledger.errors import UsageError
from infoledger.i18n import _

_ALIASES = "又称:"
_REMARK = "注"


class Preset(NamedTuple):
    """A ready-made office: its folder's name, its Chinese names, whom it suits and what is particular to it."""

    name: str
    title: str
    aliases: tuple[str, ...]
    suits: str
    particular: str


def offices() -> list[Preset]:
    """All presets in the order of their names."""
    return [_preset(name, folder) for name, folder in sorted(_folders().items())]


def files_of(word: str) -> dict[str, bytes]:
    """The files of the preset that ``word`` names, by their names.

    ``word`` is its name, its title, an alias, or a part of one of them that no other has. Raises ``UsageError`` for
    one that none has or several have.
    """
    return {source.name: source.read_bytes() for source in _folders()[_name(word)].iterdir()}


def _name(word: str) -> str:
    known = {preset.name: (preset.title, *preset.aliases) for preset in offices()}
    found = meant(word, known) or like(word, known)
    if not found:
        shown = {_shown(name, names): (name, *names) for name, names in known.items()}
        raise UsageError(_("There is no preset “{name}”.").format(name=word), suggestion(word, shown))
    if len(found) > 1:
        hint = ambiguity(_shown(name, known[name]) for name in found)
        raise UsageError(_("“{word}” can mean several.").format(word=word), hint)
    return found[0]


def _shown(name: str, names: Sequence[str]) -> str:
    return f"{names[0]} ({name})"


def _folders() -> dict[str, Traversable]:
    return {
        entry.name: entry for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "config.yaml").is_file()
    }


def _preset(name: str, folder: Traversable) -> Preset:
    lines = (folder / "config.yaml").read_text(encoding="utf-8").splitlines()
    title, aliases, suits, *rest = [
        line.removeprefix("#").strip() for line in takewhile(lambda line: line[:1] == "#", lines)
    ]
    particular = "".join(takewhile(lambda line: not line.startswith(_REMARK), rest))
    return Preset(name, title, tuple(aliases.removeprefix(_ALIASES).strip().split("、")), suits, particular)
