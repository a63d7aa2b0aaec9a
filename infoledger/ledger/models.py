"""The tables of the ledger.

Rows are never deleted: ``entry`` names the journal entry that recorded a row, ``voided`` the one
that took it back, and ``seal`` is the SHA-256 of its content (``seals``). Fees are kept in fen and
other decimal numbers as text, so that every database holds them exactly.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem

_Columns = dict[str, Column[Any]]


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept as its text, because SQLite would make it a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base:
    """All tables, with constraints named alike on every database.

    A class declares a table (``seals.table_of``) by its columns; rows become no objects of it. SQLAlchemy's
    own models would do that, and take a quarter of the time of a small command to be got ready.
    """

    __table__: ClassVar[Table]
    constraints: ClassVar[tuple[SchemaItem, ...]] = ()
    metadata: ClassVar = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __init_subclass__(cls, name: str = "") -> None:
        """Make the table ``name``; a class without a name is only what others have in common."""
        if name:
            columns = cls._with_common({key: own for key, own in vars(cls).items() if isinstance(own, Column)})
            for key, column in columns.items():
                column.name = key
            cls.__table__ = Table(name, cls.metadata, *columns.values(), *cls.constraints)

    @staticmethod
    def _with_common(own: _Columns) -> _Columns:
        return own


def _filled(kind: Any, *more: SchemaItem, **options: Any) -> Column[Any]:
    """A column that is never NULL."""
    return Column(kind, *more, nullable=False, **options)


class Entry(Base, name="entries"):
    """One journal entry: what one command did, chained to the entry before it."""

    id = Column(Integer, primary_key=True, autoincrement=False)
    at = _filled(Text)  # UTC, ISO 8601: never reckoned with, only shown
    clerk = _filled(Text)
    command = _filled(Text)
    sentence = _filled(Text)
    final = _filled(Boolean)  # it issued a number or a notice, which cannot be undone
    undoes = Column(Integer, ForeignKey("entries.id"))
    previous = _filled(String(64))
    hash = _filled(String(64))


class Change(Base, name="changes"):
    """What an entry did to rows ``first`` to ``last`` of a table.

    ``digest`` is the SHA-256 over their seals as it left them. ``before`` is None if it inserted
    them; else it holds what it changed: the columns and links that differ, as they were.
    """

    id = Column(Integer, primary_key=True, autoincrement=False)
    entry = _filled(Integer, ForeignKey("entries.id"), index=True)
    of = _filled(Text)
    first = _filled(Integer)
    last = _filled(Integer)
    digest = _filled(String(64))
    before = Column(JSON(none_as_null=True))

    constraints = (Index(None, "of", "first"),)


class Recorded(Base):
    """Columns of every table that the journal seals: all that a command writes."""

    @staticmethod
    def _with_common(own: _Columns) -> _Columns:
        return {
            "id": Column(Integer, primary_key=True, autoincrement=False),
            **own,
            "entry": _filled(Integer, ForeignKey("entries.id")),
            "voided": Column(Integer, ForeignKey("entries.id")),
            "reason": Column(Text),  # why it was taken back or last corrected
            "seal": _filled(String(64)),
        }


def _unique_while_live(name: str, column: str) -> Index:
    # What undo takes back may be given again. (Naming PostgreSQL here would import it each time: see ``database``.)
    return Index(name, column, unique=True, sqlite_where=text("voided IS NULL"))


class Number(Recorded, name="numbers"):
    """The last number given out in a series: item references of a year, issues of a publication."""

    series = _filled(Text)
    last = _filled(Integer)

    constraints = (_unique_while_live("uq_numbers_series", "series"),)


class Unit(Recorded, name="units"):
    """A unit (报送单位); its name and group live in ``UnitState``."""

    aliases = _filled(JSON)
    head = Column(Text)
    supervisor = Column(Text)
    sponsor = Column(Text)
    joined = Column(Date)
    left = Column(Date)


class UnitState(Recorded, name="unit_states"):
    """A unit from ``since`` on (None: from the beginning)."""

    unit = _filled(Integer, ForeignKey("units.id"), index=True)
    since = Column(Date)
    name = _filled(Text)
    group = _filled(Text)
    parent = Column(Integer, ForeignKey("units.id"))
    headcount = Column(Integer)


class Informant(Recorded, name="informants"):
    """A person who writes for a unit (信息员)."""

    name = _filled(Text, index=True)
    phone = Column(Text)
    joined = Column(Date)
    left = Column(Date)


class InformantState(Recorded, name="informant_states"):
    """Where an informant works from ``since`` on (None: from the beginning)."""

    informant = _filled(Integer, ForeignKey("informants.id"), index=True)
    since = Column(Date)
    unit = _filled(Integer, ForeignKey("units.id"))
    role = Column(Text)


class Item(Recorded, name="items"):
    """A submitted item (信息)."""

    ref = _filled(Text)
    submitted = _filled(Date, index=True)
    submitted_time = Column(Time)
    occurred = Column(Date)
    occurred_time = Column(Time)
    title = _filled(Text)
    category = Column(Text)
    solicitation = Column(Integer, ForeignKey("solicitations.id"), index=True)
    follows = Column(Integer, ForeignKey("items.id"))
    secrecy = Column(Text)
    source = Column(Text)
    tags = _filled(JSON)
    quality = Column(Exact)
    status = _filled(Text)
    body = Column(Text)
    characters = Column(Integer)  # of the body, so that counting them need not read it

    constraints = (_unique_while_live("uq_items_ref", "ref"),)


class Link(Base):
    """Columns shared by the tables that tie a fact to its parties or items, in order."""

    @staticmethod
    def _with_common(own: _Columns) -> _Columns:
        return {**own, "position": _filled(Integer)}


class ItemUnit(Link, name="item_units"):
    """The units that submitted an item, the lead one first."""

    item = Column(Integer, ForeignKey("items.id"), primary_key=True)
    unit = Column(Integer, ForeignKey("units.id"), primary_key=True)


class ItemInformant(Link, name="item_informants"):
    """The informants who wrote an item, the lead one first."""

    item = Column(Integer, ForeignKey("items.id"), primary_key=True)
    informant = Column(Integer, ForeignKey("informants.id"), primary_key=True)


class ItemSource(Link, name="item_sources"):
    """The items that a combined item (综合) was made from; it stands for them and is no submission itself."""

    item = Column(Integer, ForeignKey("items.id"), primary_key=True)
    source = Column(Integer, ForeignKey("items.id"), primary_key=True, index=True)


class Review(Recorded, name="reviews"):
    """What became of an item at a step of its review: ``verdict`` is pass, return or reject.

    It is reopen for a step that reads the item again, for it was edited after it had passed.
    With ``override``, the reason, it passed all steps that were left.
    """

    item = _filled(Integer, ForeignKey("items.id"), index=True)
    step = Column(Text)
    verdict = _filled(Text)
    by = _filled(Text)
    day = _filled(Date)
    note = Column(Text)
    override = Column(Text)


class Draft(Recorded, name="drafts"):
    """The bytes of the file that an item came in."""

    item = _filled(Integer, ForeignKey("items.id"), index=True)
    name = _filled(Text)
    sha256 = _filled(String(64))
    content = _filled(LargeBinary)


class Forward(Recorded, name="forwards"):
    """An item sent up to a body (上报)."""

    item = _filled(Integer, ForeignKey("items.id"), index=True)
    body = _filled(Text)
    day = _filled(Date, index=True)


class Adoption(Recorded, name="adoptions"):
    """One piece adopted (采用) from one or several items.

    ``level`` is what the outlet's was when it was recorded; where the config still declares the
    outlet, the config's counts.
    """

    outlet = _filled(Text)
    body = _filled(Text)
    level = Column(Text)
    day = _filled(Date, index=True)
    issue = Column(Text)
    form = _filled(Text)
    section = Column(Text)
    fee = Column(Integer)  # fen
    published_title = Column(Text)
    bulletin = Column(Integer, ForeignKey("bulletins.id"))


class AdoptionItem(Link, name="adoption_items"):
    """The items behind an adopted piece, in order."""

    adoption = Column(Integer, ForeignKey("adoptions.id"), primary_key=True)
    item = Column(Integer, ForeignKey("items.id"), primary_key=True, index=True)


class Instruction(Recorded, name="instructions"):
    """What a leader wrote on one or several items (批示)."""

    leader = _filled(Text)
    level = Column(Text)
    chief = Column(Boolean)
    day = _filled(Date, index=True)
    outlet = Column(Text)
    body = Column(Text)  # of the outlet
    text = Column(Text)
    due = Column(Date)
    feedback = Column(Text)
    feedback_day = Column(Date)


class InstructionItem(Link, name="instruction_items"):
    """The items that an instruction names, in order."""

    instruction = Column(Integer, ForeignKey("instructions.id"), primary_key=True)
    item = Column(Integer, ForeignKey("items.id"), primary_key=True, index=True)


class Solicitation(Recorded, name="solicitations"):
    """Items asked for on a topic by a day (约稿)."""

    title = _filled(Text)
    issued = _filled(Date)
    due = _filled(Date, index=True)
    body = Column(Text)
    persons = Column(Text)  # who is to write, as the office names them (责任人)


class SolicitationTarget(Link, name="solicitation_targets"):
    """The units asked."""

    solicitation = Column(Integer, ForeignKey("solicitations.id"), primary_key=True)
    unit = Column(Integer, ForeignKey("units.id"), primary_key=True)


class Violation(Recorded, name="violations"):
    """A failure put down to a unit (差错)."""

    unit = _filled(Integer, ForeignKey("units.id"))
    informant = Column(Integer, ForeignKey("informants.id"))
    kind = _filled(Text)
    day = _filled(Date, index=True)
    item = Column(Integer, ForeignKey("items.id"))
    level = Column(Text)
    note = Column(Text)


class Award(Recorded, name="awards"):
    """An award given to an item (评优)."""

    item = _filled(Integer, ForeignKey("items.id"), index=True)
    kind = _filled(Text)
    day = _filled(Date, index=True)


class Adjustment(Recorded, name="adjustments"):
    """Points or yuan given by hand (调整), with their reason."""

    unit = _filled(Integer, ForeignKey("units.id"))
    informant = Column(Integer, ForeignKey("informants.id"))
    points = Column(Exact)
    yuan = Column(Exact)
    day = _filled(Date, index=True)
    why = _filled(Text)
    cite = Column(Text)


class Placing(Recorded, name="placings"):
    """Where this office stands (位次) in what a body made known of ``period``, its days ``first`` to ``last``."""

    body = _filled(Text)
    period = _filled(Text)
    first = _filled(Date)
    last = _filled(Date)
    rank = Column(Integer)
    of = Column(Integer)
    points = Column(Exact)
    task = Column(Exact)
    day = _filled(Date, index=True)


class Bulletin(Recorded, name="bulletins"):
    """An issue of a publication, in preparation until ``issued``."""

    publication = _filled(Text)
    title = Column(Text)  # of a special issue
    note = Column(Text)  # editor's note (编者按)
    year = Column(Integer)
    number = Column(Integer)
    running = Column(Integer)
    issued = Column(Date)
    signed = _filled(JSON)
    content = Column(JSON(none_as_null=True))  # what was printed, once issued

    constraints = (UniqueConstraint("publication", "year", "number"), UniqueConstraint("publication", "running"))


class BulletinItem(Link, name="bulletin_items"):
    """The items of an issue, in order."""

    bulletin = Column(Integer, ForeignKey("bulletins.id"), primary_key=True)
    item = Column(Integer, ForeignKey("items.id"), primary_key=True)
    section = Column(Text)
    title = Column(Text)


class Remark(Recorded, name="remarks"):
    """An error found in an issue after it went out (刊评), of a ``kind``, perhaps in the item ``item``."""

    bulletin = _filled(Integer, ForeignKey("bulletins.id"), index=True)
    kind = _filled(Text)
    day = _filled(Date, index=True)
    note = Column(Text)
    item = Column(Integer, ForeignKey("items.id"))


class Frozen(Recorded, name="frozen"):
    """A notice, pay list or bulletin as it was issued: printed again, it is the same."""

    kind = _filled(Text)  # notice, pay, bulletin
    key = _filled(Text)  # period, party and group; of a bulletin its id
    first = _filled(Date)
    last = _filled(Date)
    fingerprint = _filled(String(64))
    content = _filled(JSON)


class Packet(Recorded, name="packets"):
    """A packet sent to another office or received from it (``partner``, as the config names it).

    ``number`` runs by partner and way; ``hash`` is the SHA-256 of its ``packet.json``, ``previous`` that of
    the packet before, nothing for the first. ``confirms`` are,
    by number, the hashes of the packets that its sender had received by then, ``records`` how many
    records it held beside that. Of what was sent the file itself is kept, so that it can be sent again.
    """

    partner = _filled(Text)
    received = _filled(Boolean)
    number = _filled(Integer)
    day = _filled(Date)
    hash = _filled(String(64))
    previous = _filled(String(64))
    records = _filled(Integer)
    confirms = _filled(JSON)
    content = Column(LargeBinary)


class Exchanged(Recorded, name="exchanged"):
    """A record that a packet held: row ``record`` of the table ``of``, which its sender calls ``ref``.

    ``said`` is the SHA-256 of what was sent of it, where that may change.
    """

    packet = _filled(Integer, ForeignKey("packets.id"), index=True)
    of = _filled(Text)
    record = _filled(Integer)
    ref = _filled(Text)
    said = Column(String(64))

    constraints = (Index(None, "of", "record"),)


class Return(Recorded, name="returns"):
    """What a body made known of an item that it will not use: ``verdict`` is return or reject, ``note`` why."""

    item = _filled(Integer, ForeignKey("items.id"), index=True)
    body = _filled(Text)
    verdict = _filled(Text)
    day = _filled(Date)
    note = Column(Text)


#: The links that belong to a record, by the name under which rows give and take them.
LINKS: Mapping[type[Recorded], Mapping[str, type[Link]]] = {
    Item: {"units": ItemUnit, "informants": ItemInformant, "sources": ItemSource},
    Adoption: {"items": AdoptionItem},
    Instruction: {"items": InstructionItem},
    Solicitation: {"units": SolicitationTarget},
    Bulletin: {"items": BulletinItem},
}
