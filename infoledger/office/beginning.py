"""Beginning a ledger: a config with rules like those of an office of the kind, and an empty ledger beside it."""

from pathlib import Path

from infoledger.config.reading import load
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.database import open_ledger
from infoledger.listings import Column, Listed
from infoledger.presets import copy_preset, names


def presets() -> Listed:
    """The offices whose config and rules one can begin with."""
    return [Column("preset", _("preset")), Column("title", _("office"))], list(names())


def begin(folder: Path, preset: str) -> list[Path]:
    """Write config, rules and an empty ledger into ``folder``; answer which files were written.

    Raises ``InfoledgerError`` or ``UsageError`` where something is there already.
    """
    if (folder / "ledger.db").exists():
        raise InfoledgerError(_("There is a ledger in {folder} already.").format(folder=folder))
    written = copy_preset(preset, folder)
    open_ledger(load(folder / "config.yaml").ledger, create=True).close()
    return list(written)
