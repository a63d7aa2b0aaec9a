"""Undoing: the last command that recorded something is shown, then taken back."""

from typing import NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.journal import last_entry, undo
from infoledger.office.desk import Desk
from infoledger.office.history import local


class Last(NamedTuple):
    """The entry that is taken back next, with what it did; a ``final`` one stays."""

    id: int
    sentence: str
    told: str
    final: bool


def last_recorded(desk: Desk) -> Last:
    """The last entry that was not taken back. Raises ``InfoledgerError`` if there is none."""
    with desk.reading() as connection:
        entry = last_entry(connection)
    if entry is None:
        raise InfoledgerError(_("There is nothing to take back."))
    told = _("{at}, {clerk}: {sentence}").format(at=local(entry.at), clerk=entry.clerk, sentence=entry.sentence)
    return Last(entry.id, entry.sentence, told, bool(entry.final))


def undo_recorded(desk: Desk, last: Last) -> None:
    """Take back ``last``. Raises ``InfoledgerError`` if it is final, or no more the last."""
    with desk.recording("undo") as pen:
        if undo(pen).id != last.id:
            raise InfoledgerError(_("Something else was recorded meanwhile; nothing was taken back."))
        pen.sentence = _("undid: {sentence}").format(sentence=last.sentence)
