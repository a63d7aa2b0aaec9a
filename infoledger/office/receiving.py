"""Receiving a packet: what another office sent, into the ledger as one entry of the journal, each record once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.config.outlets import find_outlet
from infoledger.errors import Finding, InfoledgerError
from infoledger.folding import fold
from infoledger.i18n import _, listed
from infoledger.intake import packet as packets
from infoledger.intake.facts import BUILDERS
from infoledger.intake.lookup import Lookup
from infoledger.ledger import exchange, models
from infoledger.ledger.journal import SEALED
from infoledger.ledger.recording import edit_item, record, record_items
from infoledger.ledger.review import reopen
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import NewItem, NewPlacing
from infoledger.ledger.twice import repeated
from infoledger.ledger.versions import versions
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk
from infoledger.office.exchanging import Office, gap, key_of, offices, refuse_unplaced, unknown_sender
from infoledger.textfiles import read_bytes

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.config.model import Config, Outlet
    from infoledger.intake.rows import Cells
    from infoledger.ledger.journal import Pen

_ITEMS = table_of(models.Item)
_OUTCOMES = ("new", "changed", "there")
#: What a review of the sender is here: a body's word on an item.
_VERDICTS = {"returned": "return", "rejected": "reject"}
#: The tables of the ledger that take what the tables of a packet tell, where they have another name.
_TABLES = {"reviews": "returns"}


class Received(NamedTuple):
    """What came of a packet: how many records by table, a sentence, and what a person is told beside it."""

    counts: Listed
    sentence: str
    notes: Sequence[str]


@dataclass
class _Taking:
    """A packet of ``office`` on its way into the ledger through ``pen``.

    ``known`` are the records of its sender that came before, by table and name there; ``held`` what is kept
    of the packet, without its id; ``counts`` what became of the rows, by table.
    """

    desk: Desk
    pen: "Pen"
    office: Office
    packet: packets.Packet
    known: Mapping[tuple[str, str], exchange.Known]
    held: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)

    def rows(self, of: str) -> "Iterator[tuple[Cells, str]]":
        """The rows of a table that are not older than what is known, each with what its sender calls it."""
        for cells in self.packet.rows(of):
            name = cells.get("id") or cells.get("ref")
            if cells.wrong:
                self.wrong += cells.wrong
            elif self.is_older(of, name):
                self.count(of, "there")
            else:
                yield cells, name

    def is_older(self, of: str, ref: str) -> bool:
        """Whether a later packet, which came first, has said of this record already how it stands."""
        known = self.known.get((of, ref))
        return known is not None and known.number > self.packet.manifest.number

    def row(self, of: str, ref: str) -> int | None:
        """The row here of a record that came before and was not withdrawn."""
        known = self.known.get((of, ref))
        return known.row if known and known.said != exchange.WITHDRAWN else None

    def keep(self, of: str, ref: str, row: int, outcome: str, said: str | None = None) -> None:
        """Note that the packet held this record, which is ``row`` here."""
        self.held.append({"of": of, "record": row, "ref": ref, "said": said})
        self.count(of, outcome)

    def count(self, of: str, outcome: str) -> None:
        """Count what became of one row."""
        self.counts.setdefault(of, Counter())[outcome] += 1


def receive(desk: Desk, file: Path) -> Received:
    """Record what the packet in ``file`` holds and the ledger lacks, all of it or nothing.

    Raises ``InfoledgerError`` for a packet that was changed, is meant for another office, comes from one that
    the config does not know, is not signed with the key for it, or says what cannot be recorded here.
    """
    packet = packets.open_packet(read_bytes(file), file.name)
    with desk.recording("packet receive") as pen:
        lookup = Lookup(pen.connection, desk.config)
        office = _sender(desk.config, lookup, packet)
        earlier = [row for row in exchange.packets(pen.connection, office.name) if row.received]
        if _came_before(earlier, packet):
            told = _("Packet {number} of {office} was received already; nothing was recorded.")
            return Received(_counts({}), told.format(number=packet.manifest.number, office=office.name), ())
        taking = _take(desk, pen, office, packet)
        numbers = [packet.manifest.number, *(row.number for row in earlier)]
        if lacking := exchange.missing(numbers):
            taking.notes.append(gap(office.name, lacking))
        pen.sentence = _("Received packet {number} of {office}: {counts}").format(
            number=packet.manifest.number, office=office.name, counts=_told(taking.counts)
        )
    return Received(_counts(taking.counts), pen.sentence, taking.notes)


def _sender(config: "Config", lookup: Lookup, packet: packets.Packet) -> Office:
    """Who sent the packet. Raises ``InfoledgerError`` unless it is known, wrote to this office and signed it."""
    manifest = packet.manifest
    if fold(manifest.sender) == fold(config.office.name):
        raise InfoledgerError(
            _("This office made the packet itself, for {office}.").format(office=manifest.to),
            _("Nothing was recorded. It is for {office} to receive.").format(office=manifest.to),
        )
    known = offices(config, lookup.register).values()
    office = next((each for each in known if each.is_called(manifest.sender)), None)
    if office is None:
        raise unknown_sender(manifest.sender, config)
    if fold(config.office.name) not in map(fold, (manifest.to, *manifest.known_as)):
        raise InfoledgerError(
            _("The packet is meant for {to}; this is the ledger of {office}.").format(
                to=manifest.to, office=config.office.name
            ),
            _(
                "Nothing was recorded. If it is you who are meant, the sender names you under exchange: name: {office}"
            ).format(office=config.office.name),
        )
    key = key_of(office)
    if key and not packet.is_signed_with(key):
        raise InfoledgerError(
            _("The packet is not signed with the key that is shared with {office}.").format(office=office.name),
            _("Nothing was recorded. Ask {office} whether it sent it, and whether both have the same key.").format(
                office=office.name
            ),
        )
    refuse_unplaced(office)
    return office


def _came_before(earlier: "Sequence[Row[Any]]", packet: packets.Packet) -> bool:
    """Whether the very packet came before. Raises ``InfoledgerError`` where it does not go with the others."""
    manifest = packet.manifest
    by_number = {row.number: row for row in earlier}
    same, before, after = (by_number.get(manifest.number + step) for step in (0, -1, 1))
    if same is not None and same.hash == packet.hash:
        return True
    if same is not None:
        other: int | None = manifest.number
    elif before is not None and before.hash != manifest.previous:
        other = manifest.number - 1
    else:
        other = manifest.number + 1 if after is not None and after.previous != packet.hash else None
    if other is not None:
        raise InfoledgerError(
            _("Packet {number} does not go with packet {other} that was received from the same office.").format(
                number=manifest.number, other=other
            ),
            _(
                "Nothing was recorded. Was the sender's ledger put back to an older copy? Then let it receive "
                "your next packet first, and send again."
            ),
        )
    return False


def _take(desk: Desk, pen: "Pen", office: Office, packet: packets.Packet) -> _Taking:
    """Record what the packet holds. Raises ``InfoledgerError`` that tells all that is wrong in it."""
    came = exchange.exchanged(pen.connection, office.name, received=True)
    taking = _Taking(desk, pen, office, packet, {(each.of, each.ref): each for each in came})
    if key_of(office) is None and packet.is_signed:
        taking.notes.append(_("It is signed, but the config names no key to check that with."))
    if office.unit is not None:
        _take_items(taking, office.unit)
    else:
        _take_facts(taking)
    _take_withdrawals(taking)
    if taking.wrong:
        raise InfoledgerError(
            _("Nothing of {file} was recorded, because something in it is wrong:").format(file=packet.name),
            _("Declare here what it names, or ask {office} to correct it.").format(office=office.name),
            taking.wrong,
        )
    manifest = packet.manifest
    row = {"partner": office.name, "received": True, "number": manifest.number, "day": desk.today}
    kept = {"hash": packet.hash, "previous": manifest.previous, "records": manifest.records, "content": None}
    (identity,) = pen.insert(models.Packet, [row | kept | {"confirms": dict(manifest.confirms)}])
    pen.insert(models.Exchanged, ({"packet": identity, **each} for each in taking.held))
    return taking


def _take_items(taking: _Taking, unit: int) -> None:
    """Record the items of a unit, or the new versions of those that came before."""
    pen, config = taking.pen, taking.desk.config
    lookup = Lookup(pen.connection, config)
    new: list[tuple[str, str | None, NewItem]] = []
    items = {ref: known.row for (of, ref), known in taking.known.items() if of == "items" and taking.row(of, ref)}
    for cells, ref in taking.rows("items"):
        item = _read_item(taking, lookup, cells, unit)
        if cells.wrong:
            taking.wrong += cells.wrong
        elif ref in items:
            taking.keep("items", ref, items[ref], _edit(taking, items[ref], ref, item))
        else:
            new.append((ref, cells.get("follows"), item))
    if taking.wrong or not (new or items):
        return
    record_items(pen, [item for _ref, _follows, item in new], config.calendar)
    ids = [id for span in pen.inserted(models.Item) for id in span]
    for (ref, *_said), id in zip(new, ids, strict=True):
        items[ref] = id
        taking.keep("items", ref, id, "new")
    for (_ref, follows, _item), id in zip(new, ids, strict=True):
        if follows in items and items[follows] != id:
            pen.alter(models.Item, id, follows=items[follows])
    _take_drafts(taking, items)


def _read_item(taking: _Taking, lookup: Lookup, cells: "Cells", unit: int) -> NewItem:
    """An item as it comes from another office: it is its unit's, whatever units and people it had there."""
    config = taking.desk.config
    get: Callable[[str], Any] = cells.values.get
    day, at = cells.values["submitted"]
    occurred, occurred_at = get("occurred") or (None, None)
    category = get("category")
    if config.categories is not None and category is not None and category not in config.categories:
        taking.notes.append(
            _("{ref}: the category {category} is not declared here, and left out.").format(
                ref=get("ref"), category=category
            )
        )
        category = None
    solicitation = None
    if topic := get("solicitation"):
        try:
            solicitation = lookup.solicitation(topic, day)
        except InfoledgerError:
            taking.notes.append(
                _("{ref}: it answers “{topic}”, which was not solicited here.").format(ref=get("ref"), topic=topic)
            )
    return NewItem(
        submitted=day,
        submitted_time=at,
        units=(unit,),
        title=get("title"),
        category=category,
        occurred=occurred,
        occurred_time=occurred_at,
        solicitation=solicitation,
        secrecy=cells.find("secrecy", lookup.declared(config.secrecy)),
        source=get("source"),
        tags=tuple(get("tags") or ()),
        body=get("body"),
    )


def _edit(taking: _Taking, id: int, ref: str, item: NewItem) -> str:
    """Let the item ``id`` say what its new version says; what became of it.

    What this office wrote itself stays unless the sender changed its text, and a secrecy is never lowered.
    """
    pen, config = taking.pen, taking.desk.config
    present = pen.connection.execute(_ITEMS.select().where(_ITEMS.c.id == id)).one()
    wanted = {"occurred": item.occurred, "occurred_time": item.occurred_time, "source": item.source}
    if item.category:
        wanted["category"] = item.category
    if item.secrecy and (not present.secrecy or _higher(config, item.secrecy, present.secrecy)):
        wanted["secrecy"] = item.secrecy
    if all((each.title, each.body) != (item.title, item.body or "") for each in versions(pen.connection, id)):
        wanted |= {"title": item.title, "body": item.body}
    changed = {name: value for name, value in wanted.items() if value != getattr(present, name)}
    if not changed:
        return "there"
    reason = _("packet {number} of {office}").format(number=taking.packet.manifest.number, office=taking.office.name)
    reopen(pen, config, id, changed, by=taking.desk.clerk, day=taking.desk.today, note=reason)
    edit_item(pen, id, reason, **changed)
    taking.notes.append(_("{ref} has a new version ({origin} there).").format(ref=present.ref, origin=ref))
    return "changed"


def _higher(config: "Config", one: str, other: str) -> bool:
    return other not in config.secrecy or config.secrecy.index(one) > config.secrecy.index(other)


def _take_drafts(taking: _Taking, items: Mapping[str, int]) -> None:
    """Keep the drafts of the items that the packet held, but for those that came before."""
    taken = {each["ref"] for each in taking.held}
    kept = exchange.kept_drafts(taking.pen.connection, [items[ref] for ref in taken])

    def rows() -> Iterator[dict[str, Any]]:
        for ref, name, content in taking.packet.drafts():
            digest = sha256(content).hexdigest()
            if ref in taken and (items[ref], digest) not in kept:
                yield {"item": items[ref], "name": name, "sha256": digest, "content": content}

    taking.pen.insert(models.Draft, rows())


def _take_facts(taking: _Taking) -> None:
    """Record what a body made known of this office's items, what it asks for, and where this office stands."""
    lookup = _Origins(taking)
    for of in ("solicitations", "adoptions", "instructions", "placings"):
        facts = []
        for cells, ref in taking.rows(of):
            fact = _asked(taking, cells) if of == "solicitations" else BUILDERS[of](_of(taking, cells), lookup)
            taking.wrong += cells.wrong
            facts.append((ref, fact))
        if not taking.wrong:
            _record(taking, of, facts)
    returned = []
    for cells, ref in taking.rows("reviews"):
        item = cells.find("ref", lookup.item)
        taking.wrong += cells.wrong
        row = {"item": item, "body": taking.office.above, "verdict": _VERDICTS.get(cells.get("status"), "return")}
        returned.append((ref, row | {"day": cells.get("date"), "note": cells.get("note")}))
    if not taking.wrong:
        fresh = [(ref, row) for ref, row in returned if taking.row("reviews", ref) is None]
        for (ref, _row), id in zip(fresh, taking.pen.insert(models.Return, (row for _ref, row in fresh)), strict=True):
            taking.keep("reviews", ref, id, "new")


def _of(taking: _Taking, cells: "Cells") -> "Cells":
    """``cells`` with the body as it is called here."""
    if cells.get("body"):
        cells.values["body"] = taking.office.above
    return cells


def _asked(taking: _Taking, cells: "Cells") -> Any:
    """A solicitation by a body: of this office itself, which asks its units in turn if it likes."""
    from infoledger.ledger.shapes import NewSolicitation

    return NewSolicitation(cells.get("title"), cells.get("issued"), cells.get("due"), (), taking.office.above)


def _record(taking: _Taking, of: str, facts: Sequence[tuple[str, Any]]) -> None:
    """Record those of ``facts`` that the ledger lacks; one that a clerk recorded by hand is the same."""
    connection = taking.pen.connection
    taken = {each.row for each in taking.known.values() if each.of == of}
    lacking = [(ref, fact) for ref, fact in facts if taking.row(of, ref) is None]
    for ref, _fact in facts:
        if (row := taking.row(of, ref)) is not None:
            taking.keep(of, ref, row, "there")
    new = []
    for (ref, fact), same in zip(lacking, _same(connection, [fact for _ref, fact in lacking]), strict=True):
        if same and same not in taken:
            taken.add(same)
            taking.keep(of, ref, same, "there")
        else:
            new.append((ref, fact))
    for (ref, _fact), id in zip(new, record(taking.pen, [fact for _ref, fact in new]), strict=True):
        taking.keep(of, ref, id, "new")


def _same(connection: "Connection", facts: Sequence[Any]) -> list[int | None]:
    if facts and isinstance(facts[0], NewPlacing):
        return [exchange.placing_like(connection, fact) for fact in facts]
    return repeated(connection, facts)


def _take_withdrawals(taking: _Taking) -> None:
    """Take back what its sender has taken back; an item with which something was done here stays, and is told."""
    tables = {sheet.name: of for of, sheet in packets.SHEETS.items()}
    held = {(each["of"], each["ref"]): each["record"] for each in taking.held}
    for cells, ref in taking.rows("withdrawn"):
        of = tables.get(cells.get("kind"), "")
        if not of or taking.is_older(of, ref):
            taking.count("withdrawn", "there")
            continue
        row = held.get((of, ref)) or taking.row(of, ref)
        model = SEALED[_TABLES.get(of, of)]
        used = row is not None and of == "items" and exchange.in_use(taking.pen.connection, row)
        if used:
            taking.notes.append(
                _("{office} has withdrawn its {ref}; it stays, for something became of it here.").format(
                    office=taking.office.name, ref=ref
                )
            )
        elif row is not None:
            taking.pen.void(model, row, _("withdrawn by {office}").format(office=taking.office.name))
        taking.held.append({"of": of, "record": row or 0, "ref": ref, "said": exchange.WITHDRAWN})
        taking.count("withdrawn", "new" if row else "there")


class _Origins(Lookup):
    """Finds this office's own items by what they were called when they were sent, and outlets by the body's names."""

    def __init__(self, taking: _Taking) -> None:
        super().__init__(taking.pen.connection, taking.desk.config)
        self._above = taking.office.above
        sent = exchange.exchanged(taking.pen.connection, taking.office.name, received=False)
        self._sent = {each.ref: each.row for each in sent if each.of == "items"}
        self._office = taking.office.name

    def has_item(self, ref: str | None) -> bool:
        return ref in self._sent

    def item(self, ref: str) -> int:
        if ref not in self._sent:
            raise InfoledgerError(_("No item {ref} was sent to {office}.").format(ref=ref, office=self._office))
        return self._sent[ref]

    def outlet(self, name: str) -> "Outlet":
        bare = name.rpartition("/")[2]
        found = [each for each in self.config.outlets if bare in (each.name, *each.aliases)]
        own = [each for each in found if each.body == self._above]
        return (own or found)[0] if len(own or found) == 1 else find_outlet(self.config, name)


def _told(counts: Mapping[str, Counter[str]]) -> str:
    told = [f"{packets.sheet_title(of)} {sum(found.values())}" for of, found in counts.items()]
    return listed(told) or _("it confirms what was received")


def _counts(counts: Mapping[str, Counter[str]]) -> Listed:
    columns = [
        Column("kind", _("kind")),
        Column("new", _("new"), numeric=True),
        Column("changed", _("changed"), numeric=True),
        Column("there", _("already there"), numeric=True),
    ]
    return columns, [(packets.sheet_title(of), *(found[name] for name in _OUTCOMES)) for of, found in counts.items()]
