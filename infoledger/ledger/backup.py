"""Copies of a ledger: made while it is in use, checked row by row, and brought back."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Row, select

from infoledger.errors import InfoledgerError, LedgerUnavailableError, UsageError, reason_of
from infoledger.i18n import _
from infoledger.ledger import database
from infoledger.ledger.complaints import InUseError, spoken
from infoledger.ledger.copying import Holding, copy_rows, holding
from infoledger.ledger.database import ledger_file, open_ledger
from infoledger.ledger.files import SIDE_FILES, copy_file, file_address, new_file, part_file, read
from infoledger.ledger.models import Entry
from infoledger.ledger.remains import note_of
from infoledger.ledger.seals import table_of
from infoledger.ledger.structure import foreign

_ENTRIES = table_of(Entry)
_WEEK = timedelta(days=7)


class Copied(NamedTuple):
    """A copy that was made, what it holds, and the older ones that went for it.

    ``config`` is the archive beside it with config, rules and templates, if there were any. ``spared``
    are older copies that it does not continue, so that something may stand in them alone.
    """

    file: Path
    config: Path | None
    holding: Holding
    dropped: Sequence[Path]
    spared: Sequence[Path]


@dataclass(frozen=True)
class Restoration:
    """A copy that was found good, ready to take the ledger's place.

    ``lost`` are the entries of the ledger that the copy does not have, the oldest first; None where
    the ledger is too damaged to tell.
    """

    holding: Holding
    lost: Sequence[Row[Any]] | None
    _copy: Path
    _ledger: Path

    def put_in_place(self, now: datetime) -> Path | None:
        """Make the copy the ledger; what was there is kept under the name returned."""
        aside = self._ledger.with_name(f"{self._ledger.name}.{now:%Y%m%d-%H%M%S}.backup")
        _set_aside(self._ledger, aside)
        if self._ledger.exists():
            copy_file(self._copy, self._ledger)
        else:
            self._copy.replace(self._ledger)
        return aside if aside.exists() else None


def back_up(
    url: str, to: Path, now: datetime, keep: int | None = None, beside: Mapping[str, Path] = MappingProxyType({})
) -> Copied:
    """Copy the ledger at ``url`` to the new file ``to``, or into the folder ``to`` under a dated name.

    The files that lie ``beside`` it, by the names that they are to have, go into an archive beside the
    copy. A name without an ending is that of a folder, which is made if it is not there. Of the dated
    copies in it, the newest ``keep`` stay, if it is given; none goes that the new one does not
    continue, and none at all where the new one was found to be changed by hand. A ledger on a server
    is copied into a file, too. Raises ``InfoledgerError``
    if the file is there already, ``UsageError`` for ``keep`` without a folder or a place that
    cannot be written, ``LedgerUnavailableError`` if the ledger cannot be opened or the copy is damaged.
    """
    stem = (ledger_file(url) or Path("ledger.db")).stem
    if not to.suffix:
        _make_folder(to)
    file = to / f"{stem}-{now:%Y%m%d-%H%M%S}.backup" if to.is_dir() else to
    if keep is not None and not to.is_dir():
        raise UsageError(
            _("Which copies may go is known only in a folder."), _("Give the folder of the copies in place of a file.")
        )
    if file.exists():
        raise InfoledgerError(_("{file} is there already.").format(file=file), _("Choose another name."))
    with new_file(file) as part:
        found = _copy(url, part)
        if beside:
            with new_file(_archive_of(file)) as archive:
                _write_archive(archive, beside)
    _note(url, now, file)
    older = [] if keep is None or found.findings else _older(file, stem, keep)
    dropped = _continued(file, older)
    for old in dropped:
        old.unlink()
        _archive_of(old).unlink(missing_ok=True)
    config = _archive_of(file) if beside else None
    return Copied(file, config, found, dropped, [old for old in older if old not in dropped])


def last_backup(url: str) -> datetime | None:
    """When the ledger at ``url`` was last copied by ``back_up``; None if never, or if a server keeps it."""
    with suppress(OSError, ValueError):
        if file := ledger_file(url):
            return datetime.fromisoformat(note_of(file).read_text("utf-8").partition("\n")[0].strip())
    return None


def not_copied_since(connection: Connection, url: str, now: datetime) -> date | None:
    """From which day on there is no copy of what was recorded, if that is longer ago than a week."""
    if ledger_file(url) is None:  # a server has its own copies
        return None
    last = last_backup(url)
    times = (
        datetime.fromisoformat(at) for at in connection.execute(select(_ENTRIES.c.at).order_by(_ENTRIES.c.id)).scalars()
    )
    first = next((at for at in times if last is None or at > last.astimezone()), None)
    return first.astimezone().date() if first and now - first > _WEEK else None


@contextmanager
def restoring(copy: Path, url: str) -> Iterator[Restoration]:
    """Look at ``copy`` as what is to become the ledger at ``url``; nothing is changed by that.

    Raises ``InfoledgerError`` with what ``verify`` finds in a copy that was changed by hand,
    ``UsageError`` if there is no such file or a server keeps the ledger.
    """
    ledger = ledger_file(url)
    if ledger is None:
        raise UsageError(
            _("The ledger is kept by a server; only a file can be replaced by a copy."),
            _("Copy it into an empty database: infoledger ledger copy {file} URL").format(file=copy),
        )
    if not copy.is_file():
        raise UsageError(_("There is no file {file}.").format(file=copy))
    with part_file(ledger) as part:
        # The copy itself stays untouched, also where it is of an older version or on a disc.
        copy_file(copy, part)
        with _told_of(copy, part), open_ledger(str(part)) as opened, opened.reading() as connection:
            found = holding(connection)
            if findings := (*foreign(connection, database.SCHEMA), *found.findings):
                raise InfoledgerError(
                    _("{file} was changed by hand and is not restored.").format(file=copy), findings=findings
                )
            lost = _lost(connection, ledger)
        yield Restoration(found, lost, part, ledger)


def _copy(url: str, part: Path) -> Holding:
    source = ledger_file(url)
    with open_ledger(url) as ledger, ledger.reading() as here:  # which also says whether it is one
        if source is None:
            with open_ledger(str(part), create=True) as copy, copy.writing() as there:
                return copy_rows(here, there)
    copy_file(source, part)
    with open_ledger(str(part)) as copy, copy.reading() as connection:
        return holding(connection)


@contextmanager
def _told_of(file: Path, part: Path) -> Iterator[None]:
    """Say of ``file``, which the clerk gave, what is wrong with ``part``, which was made of it."""
    try:
        yield
    except LedgerUnavailableError as error:
        error.message = error.message.replace(str(part), str(file))
        raise


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        try:
            folder.mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise UsageError(
                _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=reason_of(error))
            ) from error


def _older(new: Path, stem: str, keep: int) -> list[Path]:
    day, time = "[0-9]" * 8, "[0-9]" * 6
    dated = sorted(new.parent.glob(f"{stem}-{day}-{time}.backup"))
    return [old for old in dated[:-keep] if old != new]  # where the clock was set back, the new one is not the last


def _continued(new: Path, older: Sequence[Path]) -> list[Path]:
    """Those of ``older`` whose journal goes on in that of the copy ``new``."""
    with closing(read(new)) as here:
        return [old for old in older if _continues(here, old)]


def _continues(here: sqlite3.Connection, old: Path) -> bool:
    try:
        with spoken(file_address(old)), closing(read(old)) as there:
            last = there.execute("SELECT id, hash FROM entries ORDER BY id DESC LIMIT 1").fetchone()
    except LedgerUnavailableError:  # damaged: something may still be got out of it
        return False
    return last is None or here.execute("SELECT 1 FROM entries WHERE id = ? AND hash = ?", last).fetchone() is not None


def _archive_of(copy: Path) -> Path:
    return copy.with_name(f"{copy.stem}.config.zip")


def _write_archive(archive: Path, files: Mapping[str, Path]) -> None:
    with ZipFile(archive, "w", ZIP_DEFLATED, strict_timestamps=False) as zipped:
        for name, file in files.items():
            zipped.write(file, name)


def _lost(copy: Connection, ledger: Path) -> Sequence[Row[Any]] | None:
    """The entries of the ledger that are not in the copy."""
    if not ledger.exists():
        return []
    known = {(row.id, row.hash) for row in copy.execute(select(_ENTRIES.c.id, _ENTRIES.c.hash))}
    try:
        with open_ledger(str(ledger)) as opened, opened.reading() as connection:
            rows = connection.execute(select(_ENTRIES).order_by(_ENTRIES.c.id)).all()
    except InUseError:
        raise
    except LedgerUnavailableError:
        return None
    return [row for row in rows if (row.id, row.hash) not in known]


def _set_aside(ledger: Path, aside: Path) -> None:
    """Keep the ledger as ``aside``: a copy of it, or what is damaged itself, with what lies beside it.

    The log of a ledger that is gone would be taken for that of the next one.
    """
    try:
        if ledger.exists():
            with new_file(aside) as whole:
                copy_file(ledger, whole)
            return
    except InUseError:
        raise
    except LedgerUnavailableError:
        pass
    for ending in ("", *SIDE_FILES):
        part = ledger.with_name(ledger.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))


def _note(url: str, now: datetime, copy: Path) -> None:
    # Beside the ledger and not in it: a copy is also made by those who may only read.
    file = ledger_file(url)
    if file:
        with suppress(UsageError), new_file(note_of(file)) as note:
            note.write_text(f"{now.isoformat(timespec='seconds')}\n{copy.absolute()}\n", "utf-8")
