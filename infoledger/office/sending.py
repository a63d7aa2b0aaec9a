"""Sending a packet: up what was forwarded and not sent yet, down what became of it above."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import N_, _, listed
from infoledger.intake import packet as packets
from infoledger.kinds import STATUSES
from infoledger.ledger import exchange
from infoledger.ledger.listing import Listing
from infoledger.ledger.models import Adoption, Exchanged, Instruction, Packet
from infoledger.ledger.seals import canonical, table_of
from infoledger.office.desk import Desk
from infoledger.office.exchanging import Office, key_of, office_named, offices, refuse_unplaced
from infoledger.office.file_names import file_names
from infoledger.office.papers import letter_file, sender_of
from infoledger.periods import Calendar, Period

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.config.model import Config
    from infoledger.ledger.journal import Pen

_VERDICTS = {"return": STATUSES["returned"], "reject": STATUSES["rejected"]}
_NOTICE = "通报"
_YES_NO = {True: "是", False: "否"}
#: The tables of the ledger that tables of a packet tell of by another name: a placing is of an issued notice.
_TABLES = {"placings": "frozen"}
#: A draft larger than this stays where it is.
_LARGEST_DRAFT = packets.LARGEST_LOAD // 2


class Sent(NamedTuple):
    """A packet as it leaves: whom it is for, a name for its file, its bytes, and what is said of it."""

    office: str
    name: str
    content: bytes
    sentence: str
    notes: Sequence[str]


@dataclass
class _Load:
    """What goes into a packet: by table the rows, drafts that are read when they are written, and what is kept of it.

    ``sent`` are the rows of ``Exchanged`` without their packet; ``records`` counts the rows by table.
    """

    tables: dict[str, list[Sequence[Any]]] = field(default_factory=dict)
    drafts: list[tuple[str, int]] = field(default_factory=list)
    notices: list[tuple[list[str], list[list[Any]]]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, of: str, row: int, ref: str, cells: Sequence[Any], said: str | None = None) -> None:
        """Take up a record: row ``row`` of the table ``of``, which is called ``ref`` here."""
        self.tables.setdefault(of, []).append(cells)
        self.sent.append({"of": of, "record": row, "ref": ref, "said": said})

    def take(
        self, forwarded: exchange.Forwarded, ref: str, cells: Sequence[Any], before: exchange.Known | None
    ) -> bool:
        """Take up an item unless it says what it said ``before``; whether there was room for it."""
        draft = forwarded.draft if forwarded.draft and forwarded.draft.size <= _LARGEST_DRAFT else None
        said = sha256(canonical([*map(str, cells), draft and draft.sha256]).encode()).hexdigest()
        if before and before.said == said:
            return True
        self.size += forwarded.size if draft else 0
        if self.sent and (len(self.sent) >= packets.MOST_ITEMS or self.size > packets.LARGEST_LOAD):
            return False
        self.add("items", forwarded.item.id, ref, cells, said)
        if draft:
            self.drafts.append((ref, draft.id))
        elif forwarded.draft:
            self.notes.append(_("The draft of {ref} is too large and stays here.").format(ref=ref))
        return True

    def withdraw(self, gone: Iterable[exchange.Known]) -> None:
        """Take up that records which were sent are taken back here."""
        for each in gone:
            self.add("withdrawn", each.row, each.ref, [each.ref, packets.SHEETS[each.of].name, None])
            self.sent[-1] |= {"of": each.of, "said": exchange.WITHDRAWN}

    @property
    def records(self) -> int:
        """How many records there are."""
        return sum(map(len, self.tables.values()))


def send(desk: Desk, word: str, window: Period | None = None) -> Sent | None:
    """Make the next packet for the office that ``word`` means, of what is dated in ``window``; None if nothing is new.

    What it holds is recorded as sent, for good. Raises ``InfoledgerError``, ``UsageError``.
    """
    with desk.recording("packet send") as pen:
        listing = Listing(pen.connection, desk.config)
        office = office_named(word, offices(desk.config, listing.register))
        return _send(desk, pen, listing, office, window)


def send_all(desk: Desk) -> list[Sent]:
    """Make the next packet for every office for which something is new, in one entry of the journal."""
    with desk.recording("packet send") as pen:
        listing = Listing(pen.connection, desk.config)
        known = offices(desk.config, listing.register)
        if not known:
            office_named(_("OFFICE"), known)
        sent = [_send(desk, pen, listing, office, None) for office in known.values()]
        pen.sentence = "; ".join(each.sentence for each in sent if each)
    return [each for each in sent if each]


def send_again(desk: Desk, word: str, number: int) -> Sent:
    """The packet ``number`` for the office that ``word`` means, as it was sent. Raises ``InfoledgerError``."""
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        office = office_named(word, offices(desk.config, listing.register))
        found = [row for row in exchange.packets(connection, office.name) if not row.received and row.number == number]
        if not found:
            raise InfoledgerError(
                _("No packet {number} was sent to {office}.").format(number=number, office=office.name),
                _("`infoledger packet list` shows those there are."),
            )
        told = _("The packet is as it was sent on {day}.").format(day=found[0].day)
        return Sent(
            office.name, _name(desk.config, office, number), exchange.content_of(connection, found[0].id), told, ()
        )


def _send(desk: Desk, pen: "Pen", listing: Listing, office: Office, window: Period | None) -> Sent | None:
    refuse_unplaced(office)
    connection = pen.connection
    first, last = (window.first, window.last) if window else (date.min, date.max)
    if office.above is not None:
        loaded = _upward(desk, connection, office, first, last)
    else:
        loaded = _downward(desk, connection, listing, office, first, last)
    earlier = exchange.packets(connection, office.name)
    received = [row for row in earlier if row.received]
    before = [row for row in earlier if not row.received]
    confirms = {str(row.number): row.hash for row in received}
    number, previous = _last_known(earlier)
    told = before[-1].confirms if before else {}
    # A packet that only confirms is not confirmed in turn: there would be no end of it.
    fresh = [row for row in received if row.records and told.get(str(row.number)) != row.hash]
    if not loaded.records and not fresh:
        return None
    manifest = packets.Manifest(
        sender=desk.config.office.name,
        to=office.partner.called or office.name,
        known_as=tuple(dict.fromkeys(office.names)),
        number=number + 1,
        previous=previous,
        day=desk.today,
        confirms=confirms,
        records=loaded.records,
        files={},
        drafts={},
    )
    content, hash = _written(connection, desk.config, loaded, manifest, office)
    row = {"partner": office.name, "received": False, "number": manifest.number, "day": desk.today, "hash": hash}
    kept = {"previous": manifest.previous, "records": loaded.records, "confirms": confirms, "content": content}
    (packet,) = pen.insert(Packet, [row | kept])
    pen.insert(Exchanged, ({"packet": packet, **each} for each in loaded.sent))
    counts = listed(f"{packets.sheet_title(of)} {len(rows)}" for of, rows in loaded.tables.items())
    pen.sentence = _("Packet {number} was made for {office}: {counts}").format(
        number=manifest.number, office=office.name, counts=counts or _("it confirms what was received")
    )
    pen.final = True
    return Sent(office.name, _name(desk.config, office, manifest.number), content, pen.sentence, loaded.notes)


def _last_known(earlier: "Sequence[Row[Any]]") -> tuple[int, str]:
    """Number and hash of the last packet that went to an office; 0 and nothing if none did.

    A ledger that was put back to an older copy learns by what is confirmed which packets it has forgotten.
    """
    known = {row.number: row.hash for row in earlier if not row.received} | exchange.confirmed(earlier)
    last = max(known, default=0)
    return last, known.get(last, "")


def _name(config: "Config", office: Office, number: int) -> str:
    """What the file of a packet is called."""
    told = N_("{sender} to {office} no {number}")
    (name,) = file_names([_(told).format(sender=config.office.name, office=office.name, number=f"{number:04}")])
    return f"{name}.zip"


def _written(
    connection: "Connection", config: "Config", load: _Load, manifest: packets.Manifest, office: Office
) -> tuple[bytes, str]:
    """The file of a packet, and its hash."""
    from infoledger.documents import letter

    key, up = key_of(office), office.above is not None
    held = {packets.SHEETS[of].name: len(rows) for of, rows in load.tables.items()}
    made = letter.packet(sender_of(config), manifest.to, manifest.number, held, up=up, day=manifest.day)
    stream = BytesIO()
    with packets.Writer(stream, manifest.day) as writer:
        writer.file(packets.LETTER, letter_file(made, config))
        for of, rows in load.tables.items():
            writer.table(packets.SHEETS[of].name, packets.headings(of), rows)
        for place, (heads, cells) in enumerate(load.notices):
            writer.table(f"{_NOTICE}{place + 1 if place else ''}", heads, cells)
        folders = file_names(ref for ref, _draft in load.drafts)
        for (ref, draft), folder in zip(load.drafts, folders, strict=True):
            file = exchange.draft_of(connection, draft)
            (stem,) = file_names([PurePath(file.name).stem])
            writer.draft(ref, folder, f"{stem}{PurePath(file.name).suffix}", file.content)
        hash = writer.seal(replace(manifest, files=writer.files, drafts=writer.drafts), key)
    return stream.getvalue(), hash


def _upward(desk: Desk, connection: "Connection", office: Office, first: date, last: date) -> _Load:
    """What was forwarded to a body and not sent yet, or changed since, up to the secrecy that it takes."""
    config, load = desk.config, _Load()
    assert office.above is not None
    sent = exchange.exchanged(connection, office.name, received=False)
    known = {each.row: each for each in sent if each.of == "items" and each.said != exchange.WITHDRAWN}
    unchanged = exchange.unchanged(connection, known)
    reopened = _reopened(desk, connection, known.keys() - unchanged)
    going = exchange.forwarded(connection, office.above, first, last, but=unchanged | reopened.keys())
    limit = config.bodies[office.above].secrecy_at_most or config.secrecy[-1]
    allowed = {None, *config.secrecy[: config.secrecy.index(limit) + 1]}
    refs = exchange.forwarded_refs(connection, office.above) | {row: each.ref for row, each in known.items()}
    cells_of = partial(_item_cells, config, exchange.topics(connection, office.above), refs)
    held_back, left = [], 0
    for each in going:
        if each.item.secrecy not in allowed:
            held_back.append(each.item.ref)
        elif not load.take(each, refs[each.item.id], cells_of(each), known.get(each.item.id)):
            left += 1
    gone = exchange.no_longer_forwarded(connection, office.above, known)
    load.withdraw(each for each in known.values() if each.row in gone)
    load.notes += _notes(held_back, reopened.values(), left, limit)
    return load


def _item_cells(
    config: "Config", topics: Mapping[int, str], refs: Mapping[int, str], forwarded: exchange.Forwarded
) -> list[Any]:
    """An item as a row of the table: this office submits it, on the day it sent it up."""
    item = forwarded.item
    said = {
        "ref": refs[item.id],
        "submitted": forwarded.day,
        "units": config.office.name,
        "title": item.title,
        "category": item.category,
        "occurred": item.occurred
        and (f"{item.occurred} {item.occurred_time:%H:%M}" if item.occurred_time else item.occurred),
        "solicitation": topics.get(item.solicitation),
        "follows": refs.get(item.follows),
        "secrecy": item.secrecy or config.secrecy[0],
        "source": item.source,
        "tags": ";".join(item.tags or ()),
        "body": item.body,
    }
    return [said[column.english] for column in packets.SHEETS["items"].columns]


def _reopened(desk: Desk, connection: "Connection", items: Collection[int]) -> dict[int, str]:
    """Those of ``items`` that were edited and wait to be passed again, by id with their references."""
    from infoledger.ledger.review import standings

    if not (items and (desk.config.review.steps or desk.config.review.more)):
        return {}
    found = standings(connection, desk.config, items).values()
    return {each.item: each.ref for each in found if each.reopened and each.missing}


def _notes(held_back: Collection[str], reopened: Collection[str], left: int, limit: str) -> Iterator[str]:
    if held_back:
        yield _("Not sent, for they are above {limit}: {refs}.").format(limit=limit, refs=listed(held_back))
    if reopened:
        yield _("Not sent, for they wait to be passed again: {refs}.").format(refs=listed(reopened))
    if left:
        yield _("{count} more do not go into this packet: make the next one.").format(count=left)


def _downward(desk: Desk, connection: "Connection", listing: Listing, office: Office, first: date, last: date) -> _Load:
    """What became of the items of a unit, what is asked of it, and where it stands, as far as not sent yet."""
    load = _Load()
    assert office.unit is not None
    sent = {(each.of, each.ref): each for each in exchange.exchanged(connection, office.name, received=False)}
    received = exchange.exchanged(connection, office.name, received=True)
    refs = {each.row: each.ref for each in received if each.of == "items" and each.row}
    fresh = _Fresh(load, sent)
    for model in (Adoption, Instruction):
        of = table_of(model).name
        pieces = exchange.pieces_of(connection, model, refs, first, last)
        for cells in listing.these(of, fresh.lacking(of, pieces)):
            named = [refs[item] for item in pieces[cells["id"]] if item in refs]
            fresh.add(of, cells["id"], {**cells, "refs": ";".join(named)})
    for row in exchange.turned_down(connection, refs, first, last):
        told = {"ref": refs[row.item], "status": _VERDICTS[row.verdict], "date": row.day, "note": row.note}
        fresh.add("reviews", row.id, told)
    asked = exchange.asked(connection, office.unit, first, last)
    for cells in listing.these("solicitations", fresh.lacking("solicitations", asked)):
        fresh.add("solicitations", cells["id"], {**cells, "units": office.name, "body": desk.config.office.name})
    _take_notices(desk, connection, office, first, last, fresh)
    for of in dict.fromkeys(table for table, _ref in sent):
        rows = {each.row: each for (table, _ref), each in sent.items() if table == of and each.said is None}
        load.withdraw(rows[row] for row in exchange.taken_back(connection, _TABLES.get(of, of), rows))
    return load


class _Fresh:
    """Takes up records that were not ``sent`` before."""

    def __init__(self, load: _Load, sent: Mapping[tuple[str, str], exchange.Known]) -> None:
        self.load = load
        self._sent = {key for key, each in sent.items() if each.said != exchange.WITHDRAWN}

    def lacking(self, of: str, rows: Iterable[int]) -> list[int]:
        """Those of ``rows`` that were not sent."""
        return [row for row in rows if (of, str(row)) not in self._sent]

    def add(self, of: str, row: int, said: Mapping[str, Any]) -> None:
        """Take up the record ``row`` of the table ``of`` unless it was sent."""
        if (of, str(row)) not in self._sent:
            cells = {**said, "id": row}
            shown = (cells.get(column.english) for column in packets.SHEETS[of].columns)
            self.load.add(
                of, row, str(row), [_YES_NO.get(cell, cell) if isinstance(cell, bool) else cell for cell in shown]
            )


def _take_notices(desk: Desk, connection: "Connection", office: Office, first: date, last: date, fresh: _Fresh) -> None:
    """Take up the row of the office in each issued notice that was not sent yet, and its placing by it."""
    from infoledger.ledger.frozen import issued
    from infoledger.office.issued_notices import listing as printed

    for row in issued(connection, "notice"):
        if row.content["by"] != "unit" or not first <= row.last <= last or not fresh.lacking("placings", [row.id]):
            continue
        heads, rows = printed(row)
        at = {column.key: place for place, column in enumerate(heads)}
        own = [cells for cells in rows if office.is_called(cells[at["unit"]])]
        for cells in own[:1]:
            group = [each for each in rows if each[at["group"]] == cells[at["group"]]]
            placing = {
                "body": desk.config.office.name,
                "period": _period(row),
                "rank": cells[at["rank"]],
                "of": len(group),
                "points": cells[at["points"]],
            }
            fresh.add("placings", row.id, placing)
            fresh.load.notices.append(([column.heading for column in heads], [[*cells]]))


def _period(row: "Row[Any]") -> str:
    """The window of an issued notice as any office reads it: a name of this office's own says nothing elsewhere."""
    name: str = row.content["period"]
    with suppress(UsageError):
        usual = Calendar().parse(name, row.first)
        if (usual.first, usual.last) == (row.first, row.last):
            return name
    return f"{row.first}..{row.last}"
