"""Ready-made configs of eleven kinds of offices, for ``infoledger init --preset NAME``.

Each preset is a folder of YAML beside this file; the first comment of its ``config.yaml`` is its title.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from infoledger.config.names import suggestion
from infoledger.errors import InfoledgerError, UsageError, reason_of
from infoledger.i18n import _, listed


def names() -> list[tuple[str, str]]:
    """All presets by name, each with its Chinese title."""
    return [(name, _title(folder)) for name, folder in sorted(_folders().items())]


def copy_preset(name: str, folder: Path) -> list[Path]:
    """Write the files of preset ``name`` into ``folder``, made if need be; the paths written.

    Raises ``UsageError`` for an unknown name, ``InfoledgerError`` where a file of that name is
    there already or cannot be written. Then ``folder`` holds what it held before.
    """
    presets = _folders()
    if name not in presets:
        raise UsageError(
            _("There is no preset “{name}”.").format(name=name), suggestion(name, dict.fromkeys(presets, ()))
        )
    texts = {folder / source.name: source.read_bytes() for source in presets[name].iterdir()}
    if taken := [path.name for path in texts if path.exists()]:
        raise InfoledgerError(
            _("{folder} already has {files}.").format(folder=folder, files=listed(sorted(taken))),
            _("Nothing was written. Choose another folder, or move the files away."),
        )
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            written.append(path)
            path.write_bytes(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise InfoledgerError(
            _("{folder} cannot be written: {reason}.").format(folder=folder, reason=reason_of(error))
        ) from error
    return written


def _folders() -> dict[str, Traversable]:
    return {
        entry.name: entry for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "config.yaml").is_file()
    }


def _title(folder: Traversable) -> str:
    first = (folder / "config.yaml").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("#").strip()
