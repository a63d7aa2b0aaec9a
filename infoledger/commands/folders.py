"""Folders that a command fills with files named after units and issues."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from infoledger.console import say
from infoledger.errors import UsageError, reason_of
from infoledger.i18n import _
from infoledger.outfiles import write_file

#: What a folder of ours holds, one file a line.
_LIST = "pages.txt"


def new_folder(folder: Path) -> None:
    """Make ``folder`` unless it is there. Raises ``UsageError`` where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=reason_of(error))
        ) from error


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write ``files`` (by name) into ``folder`` and say how many. Raises ``UsageError`` where that cannot be."""
    new_folder(folder)
    for name, content in files.items():
        write_file(folder / name, content)
    say(_("Wrote {count} files into {folder}.").format(count=len(files), folder=folder))


def replace_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write ``files`` (by path) into ``folder`` and remove those that it wrote there before and does not now.

    Raises ``UsageError`` for a folder that holds other things, or links: nothing that is not ours is touched.
    """
    listed = folder / _LIST
    if not listed.exists() and any(folder.iterdir()):
        raise UsageError(_("{folder} is not empty.").format(folder=folder), _("Name a folder that is not there yet."))
    _refuse_links(folder, (_LIST, *files))
    before = listed.read_text("utf-8").splitlines() if listed.exists() else []
    # Listed first: whatever happens, what was written is known.
    write_file(listed, "".join(f"{name}\n" for name in dict.fromkeys((*before, *files))))
    for name, content in files.items():
        new_folder((folder / name).parent)
        write_file(folder / name, content)
    for name in set(before) - files.keys():
        stale = folder / name
        if folder.resolve() in stale.resolve().parents:
            stale.unlink(missing_ok=True)
    write_file(listed, "".join(f"{name}\n" for name in files))


def _refuse_links(folder: Path, names: Iterable[str]) -> None:
    """What is written under a link would be written elsewhere."""
    places = {place for name in names for place in (folder / name, *(folder / name).parents) if place != folder}
    inside = sorted(place for place in places if place.is_relative_to(folder) and _is_link(place))
    if inside:
        raise UsageError(
            _("{file} is a link to elsewhere; nothing is written through it.").format(file=inside[0]),
            _("Remove the link."),
        )


def _is_link(place: Path) -> bool:
    is_junction = getattr(os.path, "isjunction", None)  # of Python 3.12 on
    return place.is_symlink() or bool(is_junction and is_junction(place))
