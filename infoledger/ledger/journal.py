"""The journal: each command that writes is one entry, chained to the entry before it.

A ``Pen`` writes rows for one entry. It seals every row (``seals``) and notes every change; closing
the entry hashes its changes together with the hash of the entry before, so that nothing can be
altered, removed or slipped in later without ``verification`` finding it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _
from infoledger.ledger.models import Change, Entry, Recorded
from infoledger.ledger.seals import (
    Columns,
    Record,
    batches,
    canonical,
    columns,
    in_columns,
    link_columns,
    links,
    plain,
    records,
    seal,
    sealed,
    table_of,
    typed,
    write_tuples,
)

#: What the first entry is chained to.
BEGINNING = "0" * 64

_ENTRIES = table_of(Entry)
_CHANGES = table_of(Change)

#: What to do instead of undoing a command whose entry is final.
_INSTEAD: Mapping[str, str] = {
    "bulletin issue": N_(
        "An issue keeps its number. An item's adoption in it is taken back by "
        "`infoledger void adoption REF --in PUBLICATION --reason TEXT`."
    ),
    "notice --issue": N_("An issued notice is withdrawn by `infoledger notice PERIOD --withdraw --reason TEXT`."),
    "notice --withdraw": N_("A withdrawn notice is issued again by `infoledger notice PERIOD --issue`."),
    "packet send": N_("A packet keeps its number. Correct what it holds; the next packet tells the other office."),
    "pay --issue": N_("Correct the facts; the next `infoledger pay PERIOD --issue` pays the difference."),
}

#: What a link holds that says more than an id.
_SEVERAL = (tuple, list)

#: Every table whose rows carry seals, by the name the journal knows it under.
SEALED: Mapping[str, type[Recorded]] = {table_of(model).name: model for model in Recorded.__subclasses__()}


class Head(NamedTuple):
    """A place of the journal, or its end: the number of an entry, and its hash, which stands for all up to it."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"

    @property
    def sentence(self) -> str:
        """What a person keeps elsewhere, to see later that nothing before it was changed."""
        return _("The journal up to here: entry {number}, hash {hash}").format(number=self.number, hash=self.hash)


class Pen:
    """What a command writes with: one entry of the journal, on a connection that holds the lock.

    A verb sets ``sentence`` to what was done, in the clerk's words, and ``final`` if it issued a
    number or a notice that must not be undone.
    """

    def __init__(self, connection: Connection, clerk: str, command: str, now: datetime) -> None:
        changes = select(func.max(_CHANGES.c.id)).scalar_subquery().label("changes")
        last = connection.execute(
            select(_ENTRIES.c.id, _ENTRIES.c.hash, changes).order_by(_ENTRIES.c.id.desc()).limit(1)
        ).first()
        self.connection = connection
        self.entry: int = last.id + 1 if last else 1
        self.sentence = ""
        self.final = False
        self.undoes: int | None = None
        self.written: Head | None = None  # as what the entry stands in the journal, once it is closed
        self._head = {"id": self.entry, "at": now.isoformat(timespec="seconds"), "clerk": clerk, "command": command}
        self._head["previous"] = last.hash if last else BEGINNING
        self._begun = False
        self._first_change: int = (last.changes or 0) + 1 if last else 1
        self._changes: list[dict[str, Any]] = []

    def insert(self, model: type[Recorded], rows: Iterable[Mapping[str, Any]]) -> range:
        """Write new rows and return their ids, in order.

        A row maps names of columns to values, and names of links to tuples of ids (or of tuples,
        where a link says more than an id); what it leaves out is empty. However many there are,
        few are held at a time.
        """
        return self.insert_columns(model, map(in_columns, batches(rows)))

    def insert_columns(self, model: type[Recorded], parts: Iterable[Columns]) -> range:
        """Write new rows, some in each of ``parts``, and return their ids, in order."""
        table = table_of(model)
        first = (self.connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
        ids = range(first, first)
        digest = sha256()
        for part in parts:
            assert part.keys() <= columns(model).keys() | links(model).keys()
            self._open()
            new = range(ids.stop, ids.stop + len(next(iter(part.values()))))
            seals = self._write(model, new, part)
            digest.update("".join(seals).encode())
            ids = range(first, new.stop)
        if ids:
            self._note(model, ids, digest.hexdigest(), None)
        return ids

    def inserted(self, model: type[Recorded]) -> list[range]:
        """The ids of the rows that were written anew in this entry."""
        name = table_of(model).name
        noted = (each for each in self._changes if each["of"] == name and each["before"] is None)
        return [range(each["first"], each["last"] + 1) for each in noted]

    def alter(self, model: type[Recorded], ids: int | Iterable[int], **fields: Any) -> None:
        """Give the rows ``ids`` new values in columns and links; the journal keeps the old ones."""
        wanted = {name: plain(value) if value or name not in links(model) else None for name, value in fields.items()}
        table = table_of(model)
        for run in _runs([ids] if isinstance(ids, int) else ids):
            changed: list[tuple[Record, Record]] = []
            for found, _seal in records(self.connection, model, table.c.id >= run.start, table.c.id < run.stop):
                before = {name: found.get(name) for name, value in wanted.items() if found.get(name) != value}
                if before:
                    changed.append((found, before))
            self._rewrite(model, changed, wanted, fields)

    def void(self, model: type[Recorded], ids: int | Iterable[int], reason: str) -> None:
        """Take rows back: they stay, and count no more."""
        self.alter(model, ids, voided=self.entry, reason=reason)

    def close(self) -> None:
        """Finish the entry; one that changed nothing leaves no trace."""
        if not self._changes:
            return
        head = {**self._head, "sentence": self.sentence, "final": self.final, "undoes": self.undoes}
        numbered = enumerate(self._changes, self._first_change)
        rows = [{"id": number, "entry": self.entry, **change} for number, change in numbered]
        self.connection.execute(insert(_CHANGES), rows)
        said = {name: head[name] for name in ("sentence", "final", "undoes")}
        # Not its id, though it stays the same: SQLite would look through every table for rows that refer to it.
        finished = update(_ENTRIES).where(_ENTRIES.c.id == self.entry)
        self.written = Head(self.entry, chained(head, self._changes))
        self.connection.execute(finished.values(**said, hash=self.written.hash))

    def _open(self) -> None:
        # The rows refer to their entry, so it has to be there before them.
        if not self._begun:
            empty = {"sentence": "", "final": False, "hash": ""}
            self.connection.execute(insert(_ENTRIES), [{**self._head, **empty}])
            self._begun = True

    def _write(self, model: type[Recorded], ids: range, values: Columns) -> Sequence[str]:
        """Write rows that hold ``values`` under ``ids``; their seals."""
        kept = sealed(model, {**values, "id": ids, "entry": [self.entry] * len(ids)})
        write_tuples(self.connection, table_of(model), tuple(kept), zip(*kept.values(), strict=True))
        for name in links(model):
            if name in values:
                self._link(model, name, zip(ids, values[name], strict=True))
        return kept["seal"]

    def _rewrite(
        self, model: type[Recorded], changed: list[tuple[Record, Record]], wanted: Record, fields: Mapping[str, Any]
    ) -> None:
        if not changed:
            return
        self._open()
        seals = []
        for found, _before in changed:
            found.update(wanted)
            seals.append(seal({name: value for name, value in found.items() if value is not None}))
        table = table_of(model)
        own = {name: value for name, value in fields.items() if name in columns(model)}
        statement = update(table).where(table.c.id == bindparam("row")).values(**own, seal=bindparam("sealed"))
        ids = [found["id"] for found, _before in changed]
        self.connection.execute(
            statement, [{"row": row, "sealed": sealed} for row, sealed in zip(ids, seals, strict=True)]
        )
        for name in fields.keys() & links(model).keys():
            self._link(model, name, [(row, fields[name]) for row in ids], anew=True)
        for group in _alike(ids, [before for _found, before in changed]):
            self._note(
                model,
                range(ids[group.start], ids[group.stop - 1] + 1),
                sha256("".join(seals[group.start : group.stop]).encode()).hexdigest(),
                changed[group.start][1],
            )

    def _link(
        self, model: type[Recorded], name: str, pairs: Iterable[tuple[int, Sequence[Any] | None]], anew: bool = False
    ) -> None:
        table = table_of(links(model)[name])
        owner, _values = link_columns(links(model)[name])
        if anew:
            self.connection.execute(
                delete(table).where(table.c[owner] == bindparam("row")), [{"row": row} for row, _to in pairs]
            )
        rows = [
            (row, *to, place) if type(to) in _SEVERAL else (row, to, place)
            for row, linked in pairs
            for place, to in enumerate(linked or ())
        ]
        if rows:
            write_tuples(self.connection, table, tuple(table.c.keys()), rows)

    def _note(self, model: type[Recorded], ids: range, digest: str, before: Record | None) -> None:
        name = table_of(model).name
        self._changes.append({"of": name, "first": ids[0], "last": ids[-1], "digest": digest, "before": before})


def head(connection: Connection, entry: int | None = None) -> Head:
    """The end of the journal, or what it was when ``entry`` was written."""
    query = select(_ENTRIES.c.id, _ENTRIES.c.hash).order_by(_ENTRIES.c.id.desc()).limit(1)
    last = connection.execute(query if entry is None else query.where(_ENTRIES.c.id == entry)).first()
    return Head(last.id, last.hash) if last else Head(0, BEGINNING)


def chained(head: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]) -> str:
    """The hash of an entry: over its own columns, the hash before it, and all that it changed."""
    noted = [[change[name] for name in ("of", "first", "last", "digest", "before")] for change in changes]
    return sha256(canonical({**head, "changes": noted}).encode()).hexdigest()


def last_entry(connection: Connection) -> Row[Any] | None:
    """The entry that ``undo`` would take back, None if there is none left."""
    undone = select(_ENTRIES.c.undoes).where(_ENTRIES.c.undoes.is_not(None))
    query = select(_ENTRIES).where(_ENTRIES.c.undoes.is_(None), _ENTRIES.c.id.not_in(undone))
    return connection.execute(query.order_by(_ENTRIES.c.id.desc()).limit(1)).first()


def undo(pen: Pen) -> Row[Any]:
    """Take back the last entry that still stands, and return it.

    What it inserted is voided; what it altered is as before. Raises ``InfoledgerError`` if there
    is nothing left to take back, or if the entry issued a number or a notice.
    """
    entry = last_entry(pen.connection)
    if entry is None:
        raise InfoledgerError(_("There is nothing to take back."))
    if entry.final:
        raise InfoledgerError(
            _("“{sentence}” cannot be taken back.").format(sentence=entry.sentence),
            _(_INSTEAD[entry.command]) if entry.command in _INSTEAD else "",
        )
    pen.undoes = entry.id
    changes = select(_CHANGES).where(_CHANGES.c.entry == entry.id).order_by(_CHANGES.c.id.desc())
    for change in pen.connection.execute(changes).all():
        model, ids = SEALED[change.of], range(change.first, change.last + 1)
        if change.before is None:
            pen.void(model, ids, "undo")
        else:
            pen.alter(model, ids, **typed(model, change.before))
    return entry


def _runs(ids: Iterable[int]) -> Iterator[range]:
    """``ids`` as runs without gaps."""
    for _offset, run in groupby(enumerate(sorted(set(ids))), lambda pair: pair[1] - pair[0]):
        found = [identity for _place, identity in run]
        yield range(found[0], found[-1] + 1)


def _alike(ids: Sequence[int], befores: Sequence[Record]) -> Iterator[range]:
    """Places of rows that follow one another and were the same before."""
    start = 0
    for place in range(1, len(ids) + 1):
        if place == len(ids) or ids[place] != ids[place - 1] + 1 or befores[place] != befores[start]:
            yield range(start, place)
            start = place
