"""What the rules produce: parties and postings."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from infoledger.rules.facts import Fact
from infoledger.rules.kinds import PartyKind, Posted
from infoledger.rules.notes import Note

ZERO = Decimal(0)


class Party(NamedTuple):
    """Who earns: a unit or an informant, by id."""

    kind: PartyKind
    id: int


#: The party by kind and id: as many are asked for as there are facts, of as few as the register holds.
party_of = cache(Party)


class Posting(NamedTuple):
    """One line of a score: ``amount`` of points or yuan to a party on a day, and why.

    ``regulation`` is the number or title of the regulation; ``note`` says what a bare amount does
    not: that a cap cut it, that something better already counts.
    """

    party: Party
    day: date
    amount: Decimal
    currency: Posted
    clause: str
    cite: str
    regulation: str
    fact: Fact | None
    note: Note | None = None
