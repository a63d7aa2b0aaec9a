"""What was recorded: when, by whom and what."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from infoledger.i18n import _
from infoledger.ledger.entries import Concern, entries
from infoledger.ledger.journal import Head, head
from infoledger.ledger.models import Item, Unit
from infoledger.ledger.references import find_item
from infoledger.ledger.register import load_register
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk
from infoledger.office.referring import in_full

if TYPE_CHECKING:
    from sqlalchemy import Connection


def history(desk: Desk, about: str | None, since: date | None) -> tuple[Listed, Head]:
    """The journal's entries, the oldest first: all, or those that concern the item or unit ``about``; and its head."""
    with desk.reading() as connection:
        found = list(entries(connection, _concern(desk, connection, about) if about else None))
        end = head(connection)
    columns = [
        Column("entry", _("entry"), numeric=True),
        Column("at", _("when")),
        Column("clerk", _("who")),
        Column("sentence", _("what")),
        Column("undone", _("taken back")),
    ]
    rows = [(each.id, local(each.at), each.clerk, each.sentence, each.undone) for each in found]
    return (columns, [row for row in rows if since is None or row[1] >= since.isoformat()]), end


def local(at: str) -> str:
    """The time of an entry on the office's clock."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _concern(desk: Desk, connection: "Connection", word: str) -> Concern:
    """The item or else the unit that ``word`` means."""
    item = find_item(connection, in_full(desk, connection, word))
    return Concern(Unit, load_register(connection).unit(word)) if item is None else Concern(Item, item)
