"""The whole ledger as files that other programs read, and a ledger made from such files again.

``csv`` holds the facts of each kind under the columns of an import; ``json`` every row of every
table, with the journal, so that nothing is lost: a ledger made from it is the same to the last
hash. Each row stands on a line of its own, so that neither way needs much memory.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import JSON, Connection, LargeBinary, Table, func, select
from sqlalchemy.exc import SQLAlchemyError

from infoledger import __version__
from infoledger.config.model import Config
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import N_, _, translation
from infoledger.kinds import KINDS, STATUSES, Kind
from infoledger.ledger.listing import Listing
from infoledger.ledger.models import Base, Draft, Entry, Item, Packet
from infoledger.ledger.seals import canonical, plain_rows, table_of, write_rows
from infoledger.ledger.verification import verify
from infoledger.listings import Column
from infoledger.outfiles import csv_text, write_file
from infoledger.textfiles import LARGEST_FILE

JSON_FOLDER, CSV_FOLDER = "json", "csv"

#: The tables of which each row holds a file, by the folder that takes it; a row may have none.
_FILES: Mapping[str, Table] = {table.name: table for table in map(table_of, (Draft, Packet))}
_ITEMS = table_of(Item)
_ENTRIES = table_of(Entry)
_AT_ONCE = 1000

# Tables that came after the first version: an export of an earlier one has no file for them.
_LATER = ("placings", "packets", "exchanged", "returns", "remarks")

_README = N_(
    "{office}: the ledger of government information, written by infoledger {version}\n"
    "\n"
    "csv      the facts, a table for each kind, in UTF-8; a spreadsheet opens them.\n"
    "json     every row of every table of the ledger, also of what was taken back, with the journal:\n"
    "         UTF-8, each file one list, each row on a line of its own.\n"
    "config   config.yaml with the rules and templates that it names, if there was one.\n"
    "drafts   the files in which items came, by the numbers that json/drafts.json gives them.\n"
    "packets  the packets sent to other offices, by the numbers that json/packets.json gives them.\n"
    "\n"
    "The same ledger is made from this folder by\n"
    "    infoledger --config CONFIG --ledger NEW import FOLDER\n"
    "if NEW is empty. The tables under csv can each be imported, too; they hold the units as they\n"
    "are called today.\n"
)


def write_export(connection: Connection, config: Config, folder: Path) -> None:
    """Write the ledger to ``folder``, which must be there. Raises ``UsageError`` if it cannot be written."""
    for name in (JSON_FOLDER, CSV_FOLDER, *_FILES):
        (folder / name).mkdir(exist_ok=True)
    for table in Base.metadata.sorted_tables:
        with (folder / JSON_FOLDER / f"{table.name}.json").open("wb") as stream:
            _write_table(connection, table, stream)
    for name, table in _FILES.items():
        kept = select(table.c.id, table.c.content).where(table.c.content.is_not(None))
        for row in connection.execute(kept, execution_options={"yield_per": 1}):
            (folder / name / str(row.id)).write_bytes(row.content)
    listing = Listing(connection, config)
    for kind in KINDS.values():
        write_file(folder / CSV_FOLDER / f"{kind.english}.csv", _listed(connection, listing, kind, config.language))
    readme = translation(config.language).gettext(_README)
    write_file(folder / "README.txt", readme.format(office=config.office.name, version=__version__))


def is_export(path: Path) -> bool:
    """Whether ``path`` is a folder that ``write_export`` wrote."""
    return (path / JSON_FOLDER / f"{_ENTRIES.name}.json").is_file()


def read_export(connection: Connection, folder: Path) -> int:
    """Fill an empty ledger from an export, and return how many journal entries it holds.

    Raises ``InfoledgerError`` if the ledger is not empty, or if the export was changed; then
    whoever called lets go of what was written.
    """
    if connection.execute(select(func.count()).select_from(_ENTRIES)).scalar():
        raise InfoledgerError(
            _("This ledger is not empty."), _("Say another, that is not there yet: infoledger --ledger NEW import …")
        )
    for table in Base.metadata.sorted_tables:
        path = folder / JSON_FOLDER / f"{table.name}.json"
        rows: list[dict[str, Any]] = []
        for number, row in _read_table(path) if table.name not in _LATER or path.exists() else ():
            rows.append(_stored(table, row, folder, f"{path.name}:{number}"))
            if len(rows) == _AT_ONCE:
                _write(connection, table, rows, path)
                rows = []
        _write(connection, table, rows, path)
    findings = verify(connection)
    if findings:
        raise InfoledgerError(
            _("This export was changed after it was written; nothing was recorded:"), findings=findings
        )
    return connection.execute(select(func.count()).select_from(_ENTRIES)).scalar_one()


def _write_table(connection: Connection, table: Table, stream: BinaryIO) -> None:
    order = ["id"] if "id" in table.c else [*(column.name for column in table.primary_key), "position"]
    separator = b"[\n"
    for rows in plain_rows(connection, table, order=order):
        for row in rows:
            told = {name: value for name, value in row.items() if value is not None}
            stream.write(separator + json.dumps(told, ensure_ascii=False).encode())
            separator = b",\n"
    stream.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def _read_table(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of a table with the lines on which they stand. Raises ``UsageError`` where one cannot be read."""
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(LARGEST_FILE), b""), 1):
                words = line.strip().removesuffix(b",")
                if words not in (b"[", b"]", b"[]"):
                    row = json.loads(words)
                    if not isinstance(row, dict):
                        raise _damaged(f"{path.name}:{number}")
                    yield number, row
    except OSError:
        raise UsageError(_("{file} cannot be read.").format(file=path), _("Is the export whole?")) from None
    except (ValueError, RecursionError):
        raise _damaged(path.name) from None


def _stored(table: Table, row: Mapping[str, Any], folder: Path, where: str) -> dict[str, Any]:
    """A row as ``write_rows`` takes it."""
    stored: dict[str, Any] = {}
    for name, value in row.items():
        column = table.c.get(name)
        if column is None:
            raise _damaged(where)
        if isinstance(column.type, JSON):
            stored[name] = canonical(value)
        elif isinstance(column.type, LargeBinary):
            stored[name] = _content(folder / table.name / str(row.get("id")))
        elif isinstance(value, (str, int)):
            stored[name] = value
        else:
            raise _damaged(where)
    return stored


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError(_("{file} cannot be read.").format(file=path), _("Is the export whole?")) from None


def _write(connection: Connection, table: Table, rows: list[dict[str, Any]], path: Path) -> None:
    try:
        if rows:
            write_rows(connection, table, rows)
    except (SQLAlchemyError, OverflowError):
        raise _damaged(path.name) from None


def _damaged(where: str) -> UsageError:
    return UsageError(_("{where} is not as infoledger wrote it.").format(where=where), _("Export the ledger again."))


def _listed(connection: Connection, listing: Listing, kind: Kind, language: str) -> str:
    columns = [Column(each.english, each.chinese if language == "zh" else each.english) for each in kind.columns]
    headed = [Column(column.heading, column.heading) for column in columns]
    found = list(listing.within(kind.english))
    if kind.english == "items":
        bodies = dict(connection.execute(select(_ITEMS.c.ref, _ITEMS.c.body).where(_ITEMS.c.voided.is_(None))).all())
        statuses = STATUSES if language == "zh" else {}
        found = [
            {**cells, "body": bodies.get(cells["ref"]), "status": statuses.get(cells["status"], cells["status"])}
            for cells in found
        ]
    if kind.english == "units":
        # Facts name a unit as it was called on their day.
        former = {
            unit.states[-1].name: [state.name for state in unit.states] for unit in listing.register.units.values()
        }
        found = [{**cells, "aliases": _also(cells, former[cells["name"]])} for cells in found]
    return csv_text(headed, ([cells.get(column.key) for column in columns] for cells in found))


def _also(cells: Mapping[str, Any], former: Iterable[str]) -> str:
    names = [*(cells["aliases"] or "").split(";"), *former]
    return ";".join(dict.fromkeys(name for name in names if name and name != cells["name"]))
