"""Looking at items: one with all that became of it, the file in which it came, those on one event."""

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.reading import item_ids
from infoledger.office.desk import Desk


def file_of(desk: Desk, ref: str) -> tuple[str, bytes]:
    """Name and content of the file in which the item ``ref`` last came. Raises ``InfoledgerError`` if there is none."""
    from infoledger.intake.drafts import last_draft

    with desk.reading() as connection:
        found = last_draft(connection, item_ids(connection, [ref])[ref])
    if found is None:
        raise InfoledgerError(
            _("{ref} came without a file.").format(ref=ref), _("“infoledger item show {ref}” shows it.").format(ref=ref)
        )
    return found
