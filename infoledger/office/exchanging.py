"""Exchange with the offices above and below: who they are, what went and came, and what is missing in between."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.config.names import resolve
from infoledger.errors import InfoledgerError, UsageError, reason_of
from infoledger.folding import fold
from infoledger.i18n import N_, _, listed
from infoledger.listings import Column, Listed, Word
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config, Partner
    from infoledger.ledger.register import Register
    from infoledger.periods import Period

_COLUMNS = (
    *(("partner", N_("office")), ("way", N_("way")), ("number", N_("packet no")), ("date", N_("date"))),
    *(("records", N_("records")), ("state", N_("state"))),
)


class Office(NamedTuple):
    """A partner as it is known here: a body ``above`` or the ``unit`` below, with all its names."""

    partner: "Partner"
    above: str | None
    unit: int | None
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the config calls it."""
        return self.partner.name

    def is_called(self, name: str) -> bool:
        """Whether ``name`` is one of its names to the eye."""
        return fold(name) in map(fold, self.names)


def offices(config: "Config", register: "Register") -> dict[str, Office]:
    """The offices that packets go to and come from, by name; also those that are neither a body nor a unit yet."""
    return {name: _office(partner, config, register) for name, partner in config.exchange.items()}


def _office(partner: "Partner", config: "Config", register: "Register") -> Office:
    body = next((body for body in config.bodies if fold(body) in map(fold, partner.names)), None)
    if body is not None:
        return Office(partner, body, None, (*partner.names, body))
    for unit in register.units.values():
        names = (unit.states[-1].name, *register.aliases[unit.id], *(state.name for state in unit.states))
        if set(map(fold, names)) & set(map(fold, partner.names)):
            return Office(partner, None, unit.id, (*partner.names, *names))
    return Office(partner, None, None, partner.names)


def refuse_unplaced(office: Office) -> None:
    """Raise ``UsageError`` for an office that is neither a body nor a unit here."""
    if office.above is None and office.unit is None:
        raise UsageError(
            _("{office}, with which packets are exchanged, is neither a body nor a unit.").format(office=office.name),
            _("Declare it under bodies, or give its unit the alias: infoledger unit edit UNIT --alias {office}").format(
                office=office.name
            ),
        )


def office_named(word: str, known: Mapping[str, Office]) -> Office:
    """The office that ``word`` means. Raises ``InfoledgerError`` where the config names none."""
    if not known:
        raise UsageError(
            _("The config names no office to exchange packets with."),
            _("Write in config.yaml: exchange: {{{office}: {{}}}}").format(office=word),
        )
    return known[resolve(word, {name: office.names for name, office in known.items()})]


def key_of(office: Office) -> bytes | None:
    """The secret that is shared with ``office``, None if there is none. Raises ``UsageError`` for an unreadable one."""
    file = office.partner.key
    if file is None:
        return None
    try:
        key = file.read_bytes().strip()
    except OSError as error:
        raise UsageError(
            _("The key for {office} cannot be read from {file}: {reason}.").format(
                office=office.name, file=file, reason=reason_of(error)
            )
        ) from None
    if not key:
        raise UsageError(_("The key for {office}, {file}, is empty.").format(office=office.name, file=file))
    return key


def list_packets(desk: Desk, window: "Period | None") -> tuple[Listed, list[str]]:
    """The packets that went and came, those of ``window`` if it is given, and a sentence on each gap."""
    with desk.reading() as connection:
        rows, gaps = _packets(connection, window)
    columns = [Column(key, _(heading), numeric=key in ("number", "records")) for key, heading in _COLUMNS]
    return (columns, rows), gaps


def _packets(connection: "Connection", window: "Period | None") -> tuple[list[list[Any]], list[str]]:
    from infoledger.ledger.exchange import confirmed, missing, packets

    found = packets(connection)
    rows: list[list[Any]] = []
    gaps = []
    for partner in dict.fromkeys(row.partner for row in found):
        sent = [row for row in found if row.partner == partner and not row.received]
        received = [row for row in found if row.partner == partner and row.received]
        told = confirmed(received)
        for row in (*sent, *received):
            if window is None or row.day in window:
                state = _state(row, told)
                way = N_("incoming") if row.received else N_("outgoing")
                rows.append([partner, Word(way), row.number, row.day, row.records, state and Word(state)])
        lacking = missing([row.number for row in received])
        rows += [[partner, Word("incoming"), number, None, None, Word(N_("missing"))] for number in lacking]
        gaps += [gap(partner, lacking)] if lacking else []
    return rows, gaps


def _state(row: Any, told: Mapping[int, str]) -> str:
    if row.received:
        return ""
    hash = told.get(row.number)
    if hash is None:
        return N_("not confirmed")
    return N_("confirmed") if hash == row.hash else N_("another")


def gap(partner: str, numbers: list[int]) -> str:
    """What is said of packets that did not come."""
    told = _("Of the packets of {office} these have not come: {numbers}. Ask for them to be sent again.")
    return told.format(office=partner, numbers=listed(map(str, numbers)))


def unknown_sender(name: str, config: "Config") -> InfoledgerError:
    """What is said of a packet from an office that the config does not know."""
    return InfoledgerError(
        _("The packet comes from {office}, which the config does not know under exchange.").format(office=name),
        _(
            "Nothing was recorded. Known: {names}. If it is one of these, say so: exchange: {{…: {{name: {office}}}}}"
        ).format(names=listed(config.exchange) or "—", office=name),
    )
