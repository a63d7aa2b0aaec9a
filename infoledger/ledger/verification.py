"""Whether anything in the ledger was changed past the program: the journal checked against the rows.

The chain of entries is walked first. Then each table is walked once by id, beside the changes that
cover each row: from the row as it is, back through what each change says was there before, the
seals must come out as the journal noted them. Neither holds more than a thousand rows at a time.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from sqlalchemy import Connection, func, select

from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.journal import BEGINNING, SEALED, chained
from infoledger.ledger.models import Change, Entry, Recorded
from infoledger.ledger.seals import Record, link_columns, links, plain_rows, records, seal, table_of

_ENTRIES = table_of(Entry)
_CHANGES = table_of(Change)

#: What tells a person which row it is; the first two that it has.
_TITLES = ("ref", "title", "name", "series", "outlet", "leader", "kind", "publication", "body", "why", "day")


def verify(connection: Connection) -> list[Finding]:
    """All that was altered, removed, added or moved by hand; empty if the ledger is as it was written."""
    findings = list(to_the_end(_("journal"), _broken_entries(connection)))
    for name, model in SEALED.items():
        findings += to_the_end(name, _Walk(connection, model).findings())
    return findings


def to_the_end(where: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """What was ``found``, and if it could not be looked at to the end, that, and why."""
    try:
        yield from found
    except Exception as error:  # noqa: BLE001 - whatever was put there by hand must not hide the rest
        reason = error.message if isinstance(error, InfoledgerError) else f"{type(error).__name__}: {error}"
        yield Finding(where, _("It could not be checked to the end: {reason}").format(reason=reason.partition("\n")[0]))


def _broken_entries(connection: Connection) -> Iterator[Finding]:
    previous, expected = BEGINNING, 1
    for entries in plain_rows(connection, _ENTRIES):
        noted: dict[int, list[Record]] = {entry["id"]: [] for entry in entries}
        span = _CHANGES.c.entry.between(entries[0]["id"], entries[-1]["id"])
        for changes in plain_rows(connection, _CHANGES, span):
            for change in changes:
                noted.setdefault(change["entry"], []).append(change)
        for entry in entries:
            where = _("journal entry {number}").format(number=entry["id"])
            stored = entry.pop("hash")
            if entry["id"] != expected:
                yield Finding(where, _("The entries before it were removed."))
            elif entry["previous"] != previous:
                yield Finding(where, _("It does not follow from the entry before it."))
            if stored != chained(entry, noted[entry["id"]]):
                yield Finding(where, _("It was changed by hand: “{sentence}”.").format(sentence=entry["sentence"]))
            previous, expected = stored, entry["id"] + 1
    lost = select(func.count()).select_from(_CHANGES).where(_CHANGES.c.entry >= expected)
    if connection.execute(lost).scalar():
        yield Finding(_("journal"), _("The last entries were removed."))


class _Layer:
    """A change while the walk passes the rows that it covers."""

    def __init__(self, change: Record) -> None:
        self.id, self.first, self.last = change["id"], change["first"], change["last"]
        self.inserts = change["before"] is None
        self.before = change["before"] if isinstance(change["before"], dict) else {}
        self.doubtful = False  # a row in it was found wrong, so that the digest cannot come out
        self._noted, self._digest = change["digest"], sha256()
        self._expected = self.first

    def pass_row(self, identity: int) -> range:
        """The rows of this change that should have come before ``identity`` but are not there."""
        missing = range(self._expected, identity)
        self._expected = identity + 1
        self.doubtful = self.doubtful or bool(missing)
        return missing if self.inserts else range(0)

    def take(self, sealed: str) -> None:
        """Add the seal that a row had when the change was made."""
        self._digest.update(sealed.encode())

    @property
    def comes_out(self) -> bool:
        """Whether the rows were left by this change with the seals that it noted."""
        return self.doubtful or self._digest.hexdigest() == self._noted


class _Walk:
    """One pass over a table."""

    def __init__(self, connection: Connection, model: type[Recorded]) -> None:
        self._connection = connection
        self._model = model
        self._name = table_of(model).name
        self._layers: list[_Layer] = []  # the changes that cover the row at hand, the oldest first

    def findings(self) -> Iterator[Finding]:
        changes = self._changes()
        waiting = next(changes, None)
        for found, stored in records(self._connection, self._model):
            while waiting and waiting.first <= found["id"]:
                self._layers.append(waiting)
                waiting = next(changes, None)
            yield from self._leave(found["id"])
            self._layers.sort(key=lambda layer: layer.id)
            yield from self._row(found, stored)
        self._layers += [*([waiting] if waiting else []), *changes]
        yield from self._leave(None)
        yield from self._loose_links()

    def _changes(self) -> Iterator[_Layer]:
        order = ("first", "id")
        for changes in plain_rows(self._connection, _CHANGES, _CHANGES.c.of == self._name, order=order):
            yield from map(_Layer, changes)

    def _row(self, found: Record, stored: str) -> Iterator[Finding]:
        for layer in self._layers:
            yield from self._removed(layer.pass_row(found["id"]))
        fault = ""
        if not self._layers or not self._layers[0].inserts:
            fault = _("It was added by hand.")
        elif seal(found) != stored:
            fault = _("It was changed by hand.")
        if fault:
            for layer in self._layers:
                layer.doubtful = True
            yield Finding(self._title(found), fault)
            return
        for layer in reversed(self._layers):
            layer.take(stored)
            if layer.before:
                found = {name: value for name, value in {**found, **layer.before}.items() if value is not None}
                stored = seal(found)

    def _leave(self, identity: int | None) -> Iterator[Finding]:
        """Close the changes that end before the row ``identity``; all of them if it is None."""
        done = [layer for layer in self._layers if identity is None or layer.last < identity]
        for layer in done:
            self._layers.remove(layer)
            yield from self._removed(layer.pass_row(layer.last + 1))
            if not layer.comes_out:
                yield Finding(self._rows(layer.first, layer.last), _("Changed by hand, together with the seal."))

    def _removed(self, missing: range) -> Iterator[Finding]:
        if missing:
            yield Finding(self._rows(missing[0], missing[-1]), _("Removed by hand."))

    def _loose_links(self) -> Iterator[Finding]:
        table = table_of(self._model)
        for link in links(self._model).values():
            owner = table_of(link).c[link_columns(link)[0]]
            query = select(owner).distinct().outerjoin(table, owner == table.c.id).where(table.c.id.is_(None))
            for identity in self._connection.execute(query).scalars():
                where = f"{table_of(link).name} {identity}"
                yield Finding(
                    where, _("It belongs to nothing: it was added by hand, or what it belongs to was removed.")
                )

    def _rows(self, first: int, last: int) -> str:
        return f"{self._name} {first}" if first == last else f"{self._name} {first}–{last}"

    def _title(self, found: Record) -> str:
        words = [str(found[name]) for name in _TITLES if name in found]
        return f"{self._name} {found['id']} ({' '.join(words[:2])})" if words else f"{self._name} {found['id']}"
