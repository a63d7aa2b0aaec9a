"""References as they are typed: ``185`` is short for 2026-0185 of this year."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection


def in_full(desk: Desk, connection: "Connection", ref: str) -> str:
    """``ref``, or what it is short for: a number alone that is no item's whole reference."""
    from infoledger.ledger.references import taken_refs

    if not ref.strip().isdecimal() or taken_refs(connection, [ref]):
        return ref
    return f"{desk.config.calendar.year_of(desk.today).name}-{int(ref):04}"


def items_meant(desk: Desk, connection: "Connection", refs: Iterable[str]) -> dict[str, int]:
    """The items that ``refs`` mean, short or in full. Raises ``InfoledgerError`` as ``item_ids`` does."""
    from infoledger.ledger.references import item_ids

    whole = {ref: in_full(desk, connection, ref) for ref in refs}
    found = item_ids(connection, whole.values())
    return {ref: found[meant] for ref, meant in whole.items()}
