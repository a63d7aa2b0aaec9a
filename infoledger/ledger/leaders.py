"""Who answers for a unit by the register: its head, who supervises it, and the leader it is tied to."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from infoledger.ledger.models import Unit
from infoledger.ledger.seals import table_of

_UNITS = table_of(Unit)


class Leaders(NamedTuple):
    """The head (负责人), the supervisor (分管领导) and the sponsor (挂钩领导) of a unit, empty where none is named."""

    head: str
    supervisor: str
    sponsor: str


def leaders(connection: Connection) -> Mapping[int, Leaders]:
    """The leaders of each unit that names any, by its id."""
    query = select(_UNITS.c.id, _UNITS.c.head, _UNITS.c.supervisor, _UNITS.c.sponsor).where(_UNITS.c.voided.is_(None))
    found = {id: Leaders(*(name or "" for name in names)) for id, *names in connection.execute(query)}
    return {id: each for id, each in found.items() if any(each)}
