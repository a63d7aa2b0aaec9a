"""Which fields a ``when`` may name for each kind of fact, and which measures a condition may.

The one table of both: the config reader checks names against it, the engine compiles from it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

FieldType = Literal["text", "flag", "number"]

ITEM_FIELDS: Mapping[str, FieldType] = MappingProxyType(
    {
        "unit": "text",
        "group": "text",
        "informant": "text",
        "role": "text",
        "category": "text",
        "urgent": "flag",
        "solicited": "flag",
        "follow_up": "flag",
        "joint": "flag",
        "tag": "text",
        "quality": "number",
        "late": "flag",
        "hours_late": "number",
        "characters": "number",
        "source": "text",
        "forwarded": "flag",
    }
)

#: Fields that belong to one kind of fact, beside ``ITEM_FIELDS``.
KIND_FIELDS: Mapping[str, Mapping[str, FieldType]] = MappingProxyType(
    {
        "submission": {"status": "text"},
        "forward": {"body": "text", "level": "text"},
        "adoption": {
            "outlet": "text",
            "body": "text",
            "level": "text",
            "form": "text",
            "section": "text",
            "own": "flag",
        },
        "instruction": {"leader": "text", "level": "text", "chief": "flag", "outlet": "text"},
        "feedback": {"leader": "text", "level": "text", "chief": "flag", "outlet": "text", "answered": "text"},
        "violation": {"kind": "text", "level": "text"},
        "solicitation": {"answered": "text"},
        "award": {"kind": "text"},
        "quota": {
            "quota": "text",
            "met": "flag",
            "count": "number",
            "least": "number",
            "shortfall": "number",
            "excess": "number",
        },
        "period": {},
        "outcome": {"outcome": "text"},
    }
)

#: Fields that tell parties apart; what ``for`` of a quota may name.
PARTY_FIELDS = ("unit", "group", "informant", "role")

#: What a count (of a quota, a column or a measure) may narrow by: the fields of its kind of fact.
COUNT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "submission": "submission",
        "forward": "forward",
        "adoption": "adoption",
        "issue": "adoption",
        "instruction": "instruction",
    }
)

ANSWERS = ("on_time", "late", "missed")
STATUSES = ("received", "returned", "approved", "rejected")


def fields_of(kind: str) -> Mapping[str, FieldType]:
    """All fields that ``when`` may name for facts of ``kind``."""
    return {**ITEM_FIELDS, **KIND_FIELDS[kind]}
