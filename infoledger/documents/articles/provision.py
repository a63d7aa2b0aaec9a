"""One provision of a regulation as it is read back."""

from typing import NamedTuple

from infoledger.documents.tables import Listing


class Provision(NamedTuple):
    """What an article says: its citation, what the rules call it, the sentence, and a table that belongs to it."""

    cite: str
    name: str
    text: str
    table: Listing | None = None
