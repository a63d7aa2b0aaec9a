"""A figure of a party, narrowed by filters, and conditions on such figures, as data."""

from dataclasses import dataclass

from infoledger.rules.figures import FigureName
from infoledger.rules.whens import Range, When


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure over a window: ``where`` narrows the items counted, the others its kind, quota or clauses."""

    measure: FigureName
    where: When = When()
    kind: str = ""
    quota: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on a measure over a window; its filters are those of ``Measured``."""

    measure: FigureName
    range: Range
    where: When = When()
    kind: str = ""
    quota: str = ""
    clauses: tuple[str, ...] = ()

    @property
    def measured(self) -> Measured:
        """What it tests."""
        return Measured(self.measure, self.where, self.kind, self.quota, self.clauses)


@dataclass(frozen=True, slots=True)
class Conditions:
    """``all`` must hold and, if ``any`` is given, at least one of it. Empty holds."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
