"""What is left beside a ledger that is lost, emptied or damaged, and how it comes back."""

from contextlib import suppress
from pathlib import Path

from infoledger.i18n import _

#: What the name of the note of the last copy, beside a ledger, ends in.
LAST_BACKUP = ".last-backup"


def note_of(file: Path) -> Path:
    """Where it is noted, beside the ledger ``file``, when it was last copied, and on the second line whereto."""
    return file.with_name(f"{file.name}{LAST_BACKUP}")


def former_ledger(file: Path) -> Path | None:
    """What is left of a ledger of this name that was there before: the newest copy, else the note of one."""
    note = note_of(file)
    return newest_copy(file) or (note if note.exists() else None)


def newest_copy(file: Path) -> Path | None:
    """The newest copy of the ledger ``file`` that is known; one that was set aside only where none was made."""
    beside = list(file.parent.glob("*.backup"))
    made = [copy for copy in beside if copy.name.startswith(f"{file.stem}-")]
    with suppress(OSError, ValueError):
        _day, *whereto = note_of(file).read_text("utf-8").splitlines()
        made += [copy for copy in map(Path, whereto) if copy.is_file()]
    aside = (copy for copy in beside if copy.name.startswith(f"{file.name}."))
    return max(made or aside, key=lambda copy: copy.stat().st_mtime, default=None)


def way_back(former: Path) -> str:
    """What to do about a ledger that is gone, of which ``former`` is left."""
    command = "infoledger restore COPY" if former.name.endswith(LAST_BACKUP) else _restoring(former)
    told = _("If it was lost or emptied, bring it back before anything else is recorded: {command}")
    return told.format(command=command)


def bring_back(file: Path | None) -> str:
    """What to do about a damaged ledger in ``file``: bring back its newest copy, if one is known."""
    copy = newest_copy(file) if file else None
    if copy is None:
        return _("Bring back a copy by `infoledger restore FILE`.")
    return _("Bring back the newest copy: {command}").format(command=_restoring(copy))


def _restoring(copy: Path) -> str:
    return f'infoledger restore "{copy}"'
