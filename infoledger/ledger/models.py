"""The tables of the ledger as SQLAlchemy models.

Rows are never deleted: ``entry`` names the journal entry that recorded a row, ``voided`` the one
that took it back, and ``seal`` is the SHA-256 of its content (``seals``). Fees are kept in fen and
other decimal numbers as text, so that every database holds them exactly.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Date,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept as its text, because SQLite would make it a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """All tables, with constraints named alike on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {Decimal: Exact(), str: Text(), date: Date(), time: Time(), list[str]: JSON()}


class Entry(Base):
    """One journal entry: what one command did, chained to the entry before it."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]  # UTC, ISO 8601: never reckoned with, only shown
    clerk: Mapped[str]
    command: Mapped[str]
    sentence: Mapped[str]
    final: Mapped[bool]  # it issued a number or a notice, which cannot be undone
    undoes: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Change(Base):
    """What an entry did to rows ``first`` to ``last`` of a table.

    ``digest`` is the SHA-256 over their seals as it left them. ``before`` is None if it inserted
    them; else it holds what it changed: the columns and links that differ, as they were.
    """

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    of: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = (Index(None, "of", "first"),)


class Recorded:
    """Columns of every table that the journal seals: all that a command writes."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)
    entry: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    voided: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    reason: Mapped[str | None]  # why it was taken back or last corrected
    seal: Mapped[str] = mapped_column(String(64))


def _unique_while_live(name: str, column: str) -> Index:
    # What undo takes back may be given again. (Naming PostgreSQL here would import it each time: see ``database``.)
    return Index(name, column, unique=True, sqlite_where=text("voided IS NULL"))


class Number(Recorded, Base):
    """The last number given out in a series: item references of a year, issues of a publication."""

    __tablename__ = "numbers"

    series: Mapped[str]
    last: Mapped[int]

    __table_args__ = (_unique_while_live("uq_numbers_series", "series"),)


class Unit(Recorded, Base):
    """A unit (报送单位); its name and group live in ``UnitState``."""

    __tablename__ = "units"

    aliases: Mapped[list[str]]
    head: Mapped[str | None]
    supervisor: Mapped[str | None]
    sponsor: Mapped[str | None]
    joined: Mapped[date | None]
    left: Mapped[date | None]


class UnitState(Recorded, Base):
    """A unit from ``since`` on (None: from the beginning)."""

    __tablename__ = "unit_states"

    unit: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    since: Mapped[date | None]
    name: Mapped[str]
    group: Mapped[str]
    parent: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    headcount: Mapped[int | None]


class Informant(Recorded, Base):
    """A person who writes for a unit (信息员)."""

    __tablename__ = "informants"

    name: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str | None]
    joined: Mapped[date | None]
    left: Mapped[date | None]


class InformantState(Recorded, Base):
    """Where an informant works from ``since`` on (None: from the beginning)."""

    __tablename__ = "informant_states"

    informant: Mapped[int] = mapped_column(ForeignKey("informants.id"), index=True)
    since: Mapped[date | None]
    unit: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str | None]


class Item(Recorded, Base):
    """A submitted item (信息)."""

    __tablename__ = "items"

    ref: Mapped[str]
    submitted: Mapped[date] = mapped_column(index=True)
    submitted_time: Mapped[time | None]
    occurred: Mapped[date | None]
    occurred_time: Mapped[time | None]
    title: Mapped[str]
    category: Mapped[str | None]
    solicitation: Mapped[int | None] = mapped_column(ForeignKey("solicitations.id"), index=True)
    follows: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    secrecy: Mapped[str | None]
    source: Mapped[str | None]
    tags: Mapped[list[str]]
    quality: Mapped[Decimal | None]
    status: Mapped[str]
    body: Mapped[str | None]
    characters: Mapped[int | None]  # of the body, so that counting them need not read it

    __table_args__ = (_unique_while_live("uq_items_ref", "ref"),)


class Link(Base):
    """Columns shared by the tables that tie a fact to its parties or items, in order."""

    __abstract__ = True

    position: Mapped[int] = mapped_column(sort_order=1)


class ItemUnit(Link):
    """The units that submitted an item, the lead one first."""

    __tablename__ = "item_units"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)


class ItemInformant(Link):
    """The informants who wrote an item, the lead one first."""

    __tablename__ = "item_informants"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    informant: Mapped[int] = mapped_column(ForeignKey("informants.id"), primary_key=True)


class ItemSource(Link):
    """The items that a combined item (综合) was made from; it stands for them and is no submission itself."""

    __tablename__ = "item_sources"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    source: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)


class Review(Recorded, Base):
    """What became of an item at a step of its review: ``verdict`` is pass, return or reject.

    It is reopen for a step that reads the item again, for it was edited after it had passed.
    With ``override``, the reason, it passed all steps that were left.
    """

    __tablename__ = "reviews"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    step: Mapped[str | None]
    verdict: Mapped[str]
    by: Mapped[str]
    day: Mapped[date]
    note: Mapped[str | None]
    override: Mapped[str | None]


class Draft(Recorded, Base):
    """The bytes of the file that an item came in."""

    __tablename__ = "drafts"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Forward(Recorded, Base):
    """An item sent up to a body (上报)."""

    __tablename__ = "forwards"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    body: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)


class Adoption(Recorded, Base):
    """One piece adopted (采用) from one or several items.

    ``level`` is what the outlet's was when it was recorded; where the config still declares the
    outlet, the config's counts.
    """

    __tablename__ = "adoptions"

    outlet: Mapped[str]
    body: Mapped[str]
    level: Mapped[str | None]
    day: Mapped[date] = mapped_column(index=True)
    issue: Mapped[str | None]
    form: Mapped[str]
    section: Mapped[str | None]
    fee: Mapped[int | None]  # fen
    published_title: Mapped[str | None]
    bulletin: Mapped[int | None] = mapped_column(ForeignKey("bulletins.id"))


class AdoptionItem(Link):
    """The items behind an adopted piece, in order."""

    __tablename__ = "adoption_items"

    adoption: Mapped[int] = mapped_column(ForeignKey("adoptions.id"), primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)


class Instruction(Recorded, Base):
    """What a leader wrote on one or several items (批示)."""

    __tablename__ = "instructions"

    leader: Mapped[str]
    level: Mapped[str | None]
    chief: Mapped[bool | None]
    day: Mapped[date] = mapped_column(index=True)
    outlet: Mapped[str | None]
    body: Mapped[str | None]  # of the outlet
    text: Mapped[str | None]
    due: Mapped[date | None]
    feedback: Mapped[str | None]
    feedback_day: Mapped[date | None]


class InstructionItem(Link):
    """The items that an instruction names, in order."""

    __tablename__ = "instruction_items"

    instruction: Mapped[int] = mapped_column(ForeignKey("instructions.id"), primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)


class Solicitation(Recorded, Base):
    """Items asked for on a topic by a day (约稿)."""

    __tablename__ = "solicitations"

    title: Mapped[str]
    issued: Mapped[date]
    due: Mapped[date] = mapped_column(index=True)
    body: Mapped[str | None]
    persons: Mapped[str | None]  # who is to write, as the office names them (责任人)


class SolicitationTarget(Link):
    """The units asked."""

    __tablename__ = "solicitation_targets"

    solicitation: Mapped[int] = mapped_column(ForeignKey("solicitations.id"), primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)


class Violation(Recorded, Base):
    """A failure put down to a unit (差错)."""

    __tablename__ = "violations"

    unit: Mapped[int] = mapped_column(ForeignKey("units.id"))
    informant: Mapped[int | None] = mapped_column(ForeignKey("informants.id"))
    kind: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    item: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    level: Mapped[str | None]
    note: Mapped[str | None]


class Award(Recorded, Base):
    """An award given to an item (评优)."""

    __tablename__ = "awards"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    kind: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)


class Adjustment(Recorded, Base):
    """Points or yuan given by hand (调整), with their reason."""

    __tablename__ = "adjustments"

    unit: Mapped[int] = mapped_column(ForeignKey("units.id"))
    informant: Mapped[int | None] = mapped_column(ForeignKey("informants.id"))
    points: Mapped[Decimal | None]
    yuan: Mapped[Decimal | None]
    day: Mapped[date] = mapped_column(index=True)
    why: Mapped[str]
    cite: Mapped[str | None]


class Placing(Recorded, Base):
    """Where this office stands (位次) in what a body made known of ``period``, its days ``first`` to ``last``."""

    __tablename__ = "placings"

    body: Mapped[str]
    period: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    rank: Mapped[int | None]
    of: Mapped[int | None]
    points: Mapped[Decimal | None]
    task: Mapped[Decimal | None]
    day: Mapped[date] = mapped_column(index=True)


class Bulletin(Recorded, Base):
    """An issue of a publication, in preparation until ``issued``."""

    __tablename__ = "bulletins"

    publication: Mapped[str]
    title: Mapped[str | None]  # of a special issue
    note: Mapped[str | None]  # editor's note (编者按)
    year: Mapped[int | None]
    number: Mapped[int | None]
    running: Mapped[int | None]
    issued: Mapped[date | None]
    signed: Mapped[dict[str, str]] = mapped_column(JSON)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # what was printed, once issued

    __table_args__ = (UniqueConstraint("publication", "year", "number"), UniqueConstraint("publication", "running"))


class BulletinItem(Link):
    """The items of an issue, in order."""

    __tablename__ = "bulletin_items"

    bulletin: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    section: Mapped[str | None]
    title: Mapped[str | None]


class Remark(Recorded, Base):
    """An error found in an issue after it went out (刊评), of a ``kind``, perhaps in the item ``item``."""

    __tablename__ = "remarks"

    bulletin: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), index=True)
    kind: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    note: Mapped[str | None]
    item: Mapped[int | None] = mapped_column(ForeignKey("items.id"))


class Frozen(Recorded, Base):
    """A notice, pay list or bulletin as it was issued: printed again, it is the same."""

    __tablename__ = "frozen"

    kind: Mapped[str]  # notice, pay, bulletin
    key: Mapped[str]  # period, party and group; of a bulletin its id
    first: Mapped[date]
    last: Mapped[date]
    fingerprint: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Packet(Recorded, Base):
    """A packet sent to another office or received from it (``partner``, as the config names it).

    ``number`` runs by partner and way; ``hash`` is the SHA-256 of its ``packet.json``, ``previous`` that of
    the packet before, nothing for the first. ``confirms`` are,
    by number, the hashes of the packets that its sender had received by then, ``records`` how many
    records it held beside that. Of what was sent the file itself is kept, so that it can be sent again.
    """

    __tablename__ = "packets"

    partner: Mapped[str]
    received: Mapped[bool]
    number: Mapped[int]
    day: Mapped[date]
    hash: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    records: Mapped[int]
    confirms: Mapped[dict[str, str]] = mapped_column(JSON)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class Exchanged(Recorded, Base):
    """A record that a packet held: row ``record`` of the table ``of``, which its sender calls ``ref``.

    ``said`` is the SHA-256 of what was sent of it, where that may change.
    """

    __tablename__ = "exchanged"

    packet: Mapped[int] = mapped_column(ForeignKey("packets.id"), index=True)
    of: Mapped[str]
    record: Mapped[int]
    ref: Mapped[str]
    said: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index(None, "of", "record"),)


class Return(Recorded, Base):
    """What a body made known of an item that it will not use: ``verdict`` is return or reject, ``note`` why."""

    __tablename__ = "returns"

    item: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    body: Mapped[str]
    verdict: Mapped[str]
    day: Mapped[date]
    note: Mapped[str | None]


#: The links that belong to a record, by the name under which rows give and take them.
LINKS: Mapping[type[Recorded], Mapping[str, type[Link]]] = {
    Item: {"units": ItemUnit, "informants": ItemInformant, "sources": ItemSource},
    Adoption: {"items": AdoptionItem},
    Instruction: {"items": InstructionItem},
    Solicitation: {"units": SolicitationTarget},
    Bulletin: {"items": BulletinItem},
}
