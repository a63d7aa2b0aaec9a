"""Looking for items that were perhaps submitted before (重报): of a period, or those that have just come."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from infoledger.i18n import _
from infoledger.intake.duplicates import load_twins, load_twins_of
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.ledger.register import Register

_SHOWN = 10


def duplicates(desk: Desk, window: Period) -> Listed:
    """The items of ``window`` that are like one of the 90 days before, in title or text."""
    with desk.reading() as connection:
        found = load_twins(connection, desk.config, window.first, window.last)
    columns = [
        Column("ref", _("reference")),
        Column("submitted", _("submitted")),
        Column("earlier", _("earlier item")),
        Column("earlier_submitted", _("submitted")),
        Column("title_likeness", _("title %"), numeric=True),
        Column("text_likeness", _("text %"), numeric=True),
        Column("difference", _("title, with what differs")),
    ]
    rows = [
        (twin.item.ref, twin.item.day, twin.earlier.ref, twin.earlier.day, twin.title, twin.text, twin.difference)
        for twin in found
    ]
    return columns, rows


def likenesses(
    connection: "Connection", desk: Desk, items: Iterable[range], register: "Register | None" = None
) -> list[str]:
    """A sentence for each of ``items``, by their ids, that is like an earlier one; the first ten.

    The ``register``, if it is at hand, need not be read.
    """
    found = load_twins_of(connection, desk.config, items, register)
    told = []
    for twin in found[:_SHOWN]:
        likeness = _("title {title}%").format(title=twin.title)
        if twin.text is not None:
            likeness = _("{title}, text {text}%").format(title=likeness, text=twin.text)
        told.append(
            _("{ref} is perhaps a duplicate of {earlier} of {day} ({likeness}): {difference}").format(
                ref=twin.item.ref,
                earlier=twin.earlier.ref,
                day=twin.earlier.day,
                likeness=likeness,
                difference=twin.difference,
            )
        )
    if len(found) > _SHOWN:
        more = _("{count} more are perhaps duplicates: infoledger item duplicates PERIOD")
        told.append(more.format(count=len(found) - _SHOWN))
    return told
