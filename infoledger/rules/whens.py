"""Tests on the fields of a fact (``when``, ``where``), as data."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Range:
    """A test on a number; every bound that is given must hold."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None

    def holds(self, value: Decimal | int) -> bool:
        """Whether ``value`` lies within all bounds given."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
            and (self.equals is None or value == self.equals)
        )


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One field of ``when``: it equals any of ``values``, or lies in ``range``."""

    field: str
    values: tuple[str | bool | Decimal, ...] = ()
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class When:
    """All ``tests`` hold and none of ``excluded`` (``not: {…}``) does. Empty matches all."""

    tests: tuple[FieldTest, ...] = ()
    excluded: "tuple[When, ...]" = ()

    def __and__(self, other: "When") -> "When":
        return When(self.tests + other.tests, self.excluded + other.excluded)


def parts_of(rule: Any, kind: type[Part]) -> Iterator[Part]:
    """All values of ``kind`` anywhere within ``rule``, itself among them."""
    if isinstance(rule, kind):
        yield rule
    if isinstance(rule, tuple):
        for each in rule:
            yield from parts_of(each, kind)
    elif is_dataclass(rule):
        for each in fields(rule):
            yield from parts_of(getattr(rule, each.name), kind)
