"""What was sent to other offices against what came back from them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from infoledger.errors import Finding
from infoledger.i18n import _, listed
from infoledger.ledger.exchange import confirmed, exchanged, missing, packets
from infoledger.ledger.models import Adoption
from infoledger.ledger.seals import table_of

if TYPE_CHECKING:
    from infoledger.ledger.checks import Sight

_ADOPTIONS = table_of(Adoption)
#: How long a packet may be on its way.
_ON_ITS_WAY = timedelta(7)


def exchange(sight: "Sight") -> Iterator[Finding]:
    """Packets that did not come, that the other office did not get, or has otherwise, and what it does not confirm."""
    found = packets(sight.connection)
    for partner in dict.fromkeys(row.partner for row in found):
        received = [row for row in found if row.partner == partner and row.received]
        sent = [row for row in found if row.partner == partner and not row.received]
        if lacking := missing([row.number for row in received]):
            yield Finding(
                partner,
                _("Its packets {numbers} have not come.").format(numbers=listed(map(str, lacking))),
                _("Ask for them to be sent again: infoledger packet send OFFICE --again NUMBER -o FILE"),
            )
        yield from _unconfirmed(partner, sent, received)
        if received:
            yield from _unknown_above(sight, partner, max(row.day for row in received))


def _unconfirmed(partner: str, sent: Sequence[Row[Any]], received: Sequence[Row[Any]]) -> Iterator[Finding]:
    """Packets sent that the other office, by its last packet, does not have although it should, or has otherwise."""
    told = confirmed(received)
    last, day = max(told, default=0), max((row.day for row in received), default=date.min)
    for row in sent:
        where = _("packet {number} to {office}").format(number=row.number, office=partner)
        if told.get(row.number, row.hash) != row.hash:
            yield Finding(
                where,
                _("The other office has another packet under this number."),
                _("A ledger was put back to an older copy. What that packet held goes with the next one."),
            )
        elif row.number not in told and (row.number < last or day > row.day + _ON_ITS_WAY):
            yield Finding(
                where,
                _("It did not arrive: the other office does not confirm it."),
                _("Send it again: infoledger packet send {office} --again {number} -o FILE").format(
                    office=partner, number=row.number
                ),
            )


def _unknown_above(sight: "Sight", partner: str, last: date) -> Iterator[Finding]:
    """Adoptions by a body, recorded here by hand of what it was sent, that none of its packets names."""
    config = sight.config
    names = config.exchange[partner].names if partner in config.exchange else (partner,)
    here = {each.row for each in exchanged(sight.connection, partner, received=True) if each.of == _ADOPTIONS.name}
    query = select(_ADOPTIONS.c.id, _ADOPTIONS.c.outlet).where(
        _ADOPTIONS.c.voided.is_(None), _ADOPTIONS.c.body.in_(names), _ADOPTIONS.c.day <= last
    )
    for row in sight.connection.execute(query.order_by(_ADOPTIONS.c.id)):
        if here and row.id not in here:
            yield Finding(
                f"adoption {row.id}",
                _("{outlet} is said to have adopted it, and the packets of {office} do not say so.").format(
                    outlet=row.outlet, office=partner
                ),
                _("Ask {office}; if it is a mistake: infoledger void adoption {id} --reason TEXT").format(
                    office=partner, id=row.id
                ),
            )
