"""Ledgers that are files: opened as far as the rights go, and copied while they are in use."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path
from time import monotonic
from urllib.parse import urlencode

from sqlalchemy import URL

from infoledger.errors import Finding, LedgerUnavailableError, UsageError, reason_of
from infoledger.i18n import _
from infoledger.ledger.complaints import InUseError, spoken
from infoledger.outfiles import part_beside

#: Seconds for another command to finish.
PATIENCE = 30

#: What the names of SQLite's own files beside a ledger end in.
SIDE_FILES = ("-wal", "-shm")

# What the name of the note ends in that a network share was told of.
_SHARE_TOLD = ".on-share"

# File systems of other machines, as Linux calls them.
_HEADER = 100  # bytes of SQLite's: https://sqlite.org/fileformat2.html#the_database_header
_SHARES = ("nfs", "cifs", "smb", "9p", "afs", "fuse.sshfs", "davfs", "fuse.davfs")


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A new file for its owner's eyes only, that takes the name ``target`` if the block ends well.

    Raises ``UsageError`` where it cannot be made.
    """
    with part_file(target) as part:
        yield part
        part.replace(target)


@contextmanager
def part_file(target: Path) -> Iterator[Path]:
    """A file beside ``target`` to write into; it is gone afterwards, unless it was given another name."""
    part = part_beside(target)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        yield part
    except OSError as error:
        raise UsageError(
            _("{file} cannot be written: {reason}.").format(file=target, reason=reason_of(error)),
            _("Is its folder there, and is there room in it?"),
        ) from error
    finally:
        with suppress(OSError):
            for file in part.parent.glob(f"{escape(part.name)}*"):  # with what was made beside it
                file.unlink()


def copy_file(source: Path, target: Path) -> None:
    """Make the file ``target`` a whole copy of the ledger in ``source``, while either may be in use.

    Raises ``LedgerUnavailableError`` if one cannot be opened, is locked too long, or the copy is damaged.
    """
    last = monotonic() + PATIENCE

    def lose_patience(status: int, _left: int, _all: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and monotonic() > last:
            raise InUseError(file_address(target))

    with spoken(file_address(source)), closing(_connected(source)) as here:
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with spoken(file_address(target)), closing(sqlite3.connect(target, timeout=PATIENCE)) as there:
            here.backup(there, progress=lose_patience)
            if there.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise LedgerUnavailableError(_("The copy {file} is damaged.").format(file=target))


def file_address(file: Path | str) -> URL:
    """The address of the ledger in ``file``."""
    return URL.create("sqlite", database=str(file))


def writable(file: Path) -> bool:
    """Whether SQLite can write the file, for which it needs its folder, too."""
    return os.access(file.parent, os.W_OK) and (os.access(file, os.W_OK) or not file.exists())


def read_only(file: Path) -> URL:
    """The address under which SQLite opens a file that may only be read."""
    # Without a write-ahead log beside it the file is complete; SQLite would want to make one.
    complete = not Path(f"{file}-wal").exists()
    query = {"uri": "true", "mode": "ro", **({"immutable": "1"} if complete else {})}
    return URL.create("sqlite", database=file.absolute().as_uri(), query=query)


def doubt_of(file: Path) -> Finding | None:
    """What speaks against a ledger in this place: the locks of a network share cannot be trusted."""
    share = share_of(file)
    if not share:
        return None
    return Finding(
        str(file),
        _("It lies on a network share ({kind}), where two who record at once may damage it.").format(kind=share),
        _("Several machines need PostgreSQL: infoledger ledger copy FILE postgresql+psycopg://…"),
    )


def new_doubt_of(file: Path) -> Finding | None:
    """What is doubtful about where the ledger lies, if it was not told before: a note beside the ledger says so."""
    doubt = doubt_of(file)
    if doubt:
        with suppress(FileExistsError):
            with suppress(PermissionError), file.with_name(file.name + _SHARE_TOLD).open("x"):
                pass
            return doubt
    return None


def orphaned_log(file: Path) -> bool:
    """Whether what was recorded last still waits in a log for a ledger that is gone; opening it would lose that."""
    log = file.with_name(f"{file.name}{SIDE_FILES[0]}")
    return _size(log) > 0 and not _size(file)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def is_cut_short(file: Path) -> bool:
    """Whether the file of a database is shorter than its header says, and so lost what stood at its end.

    While it has a log beside it, what is missing may stand there.
    """
    with suppress(OSError):
        with file.open("rb") as stream:
            header = stream.read(_HEADER)
            size = stream.seek(0, os.SEEK_END)
        # A program that does not keep the count of pages leaves the two counters of changes different.
        counted = header.startswith(b"SQLite format 3\0") and header[24:28] == header[92:96]
        if counted and len(header) == _HEADER and not _size(file.with_name(f"{file.name}{SIDE_FILES[0]}")):
            page = int.from_bytes(header[16:18], "big")
            return size < int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    return False


def share_of(file: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of network share that the file lies on; empty for a disk of this machine, or if it is not known."""
    whole = Path(os.path.realpath(file))
    if whole.drive.startswith("\\\\"):
        return "SMB"
    try:
        lines = [line.split(" ")[1:3] for line in mounts.read_text("utf-8").splitlines()]
    except (OSError, ValueError):
        return ""
    places = [(Path(place.replace(r"\040", " ")), kind) for place, kind in lines]
    _place, kind = max(
        ((place, kind) for place, kind in places if whole.is_relative_to(place)),
        key=lambda found: len(found[0].parts),
        default=(whole, ""),
    )
    return kind if kind.startswith(_SHARES) else ""


def read(file: Path) -> sqlite3.Connection:
    """The database in ``file`` to be read as it is, of whatever version, and left as it is."""
    address = read_only(file)
    return sqlite3.connect(f"{address.database}?{urlencode(address.query)}", uri=True)


def _connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=PATIENCE) if writable(file) else read(file)
