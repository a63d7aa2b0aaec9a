"""What facts say beside their day and their items, out of the columns of their tables and the config."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_key
from infoledger.rules import details

#: The columns that the details of each kind of fact are made of.
COLUMNS: Mapping[str, Sequence[str]] = {
    "forward": ("body",),
    "adoption": ("outlet", "body", "level", "form", "section", "issue", "fee"),
    "instruction": ("leader", "level", "chief", "outlet", "body"),
    "violation": ("kind", "level"),
    "award": ("kind",),
    "adjustment": ("points", "yuan", "why", "cite"),
}


class FactDetails:
    """Makes the details of facts of what stands in ``COLUMNS``; facts that say the same share one record of it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._outlets = {(outlet.name, outlet.body): outlet for outlet in config.outlets}
        self.of: Mapping[str, Callable[..., Mapping[str, Any]]] = {
            "forward": cache(self._forward),
            "adoption": cache(self._adoption),
            "instruction": cache(self._instruction),
            "violation": cache(_violation),
            "award": cache(_award),
            "adjustment": _adjustment,
        }

    def _forward(self, body: str) -> details.Forward:
        declared = self._config.bodies.get(body)
        return {"body": body, "level": declared.level if declared else None}

    def _adoption(
        self,
        name: str,
        body: str,
        level: str | None,
        form: str | None,
        section: str | None,
        issue: str | None,
        fee: int | None,
    ) -> details.Adoption:
        outlet = self._outlets.get((name, body))
        return {
            "outlet": self._outlet(name, body),
            "body": body,
            "level": (outlet.level if outlet else level) or None,
            "own": outlet is not None and outlet.own,
            "form": form,
            "section": section,
            "issue": issue,
            "fee": None if fee is None else Decimal(fee) / 100,
        }

    def _instruction(
        self, name: str, level: str | None, chief: bool | None, outlet: str | None, body: str | None
    ) -> details.Instruction:
        leader = self._config.leaders.get(name)
        return {
            "leader": name,
            "level": level or (leader.level if leader else None),
            "chief": chief if chief is not None else bool(leader and leader.chief),
            "outlet": self._outlet(outlet, body),
            "body": body,
        }

    def _outlet(self, name: str | None, body: str | None) -> str | None:
        """How rules name an outlet; one that the config no longer declares keeps its own name."""
        outlet = self._outlets.get((name or "", body or ""))
        return outlet_key(self._config, outlet) if outlet else name


def _violation(kind: str, level: str | None) -> details.Violation:
    return {"kind": kind, "level": level}


def _award(kind: str) -> details.Award:
    return {"kind": kind}


def _adjustment(points: Decimal | None, yuan: Decimal | None, why: str | None, cite: str | None) -> details.Adjustment:
    return {"points": points, "yuan": yuan, "reason": why, "cite": cite}
