"""Why a posting or a verdict is as it is: keys and values, put into words where somebody reads them."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

NoteKey = Literal[
    # of postings
    "reason",
    "total_set",
    "capped",
    "not_among",
    "taken_back",
    "ratio",
    "months",
    "instead",
    "fixed",
    "counted_already",
    "no_fee",
    "raised",
    "lowered",
    # of verdicts
    "done",
    "measured",
    "running",
    "rank",
    "barred",
    "behind",
]


class Note(NamedTuple):
    """What a bare amount does not say. ``values`` are amounts, names, and what else the words of ``key`` need."""

    key: NoteKey
    values: Mapping[str, Any] = MappingProxyType({})


def offered(key: NoteKey, amount: Decimal) -> Note:
    """A note on the ``amount`` that a fact would have given alone."""
    return Note(key, {"amount": amount})
