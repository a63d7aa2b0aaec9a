"""Ready-made configs of eleven kinds of offices, for ``infoledger init --preset NAME``.

Each preset is a folder of YAML beside this file; the first comment of its ``config.yaml`` is its title.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

from infoledger.config.names import suggestion
from infoledger.errors import UsageError
from infoledger.i18n import _


def names() -> list[tuple[str, str]]:
    """All presets by name, each with its Chinese title."""
    return [(name, _title(folder)) for name, folder in sorted(_folders().items())]


def files_of(name: str) -> dict[str, bytes]:
    """The files of preset ``name`` by their names. Raises ``UsageError`` for an unknown one."""
    presets = _folders()
    if name not in presets:
        raise UsageError(
            _("There is no preset “{name}”.").format(name=name), suggestion(name, dict.fromkeys(presets, ()))
        )
    return {source.name: source.read_bytes() for source in presets[name].iterdir()}


def _folders() -> dict[str, Traversable]:
    return {
        entry.name: entry for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "config.yaml").is_file()
    }


def _title(folder: Traversable) -> str:
    first = (folder / "config.yaml").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("#").strip()
