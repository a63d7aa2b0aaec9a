"""The tables that documents share: listings with their heading, and what stands below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from infoledger.documents.text import Figure


@dataclass(frozen=True, slots=True)
class Listing:
    """A table under its ``title``; ``note``, such as a legend, stands below it.

    The figures of the columns ``charted`` are drawn as bars where the format can draw, those of the
    columns ``heated`` as a heat map: the more, the darker. With ``to_sign`` rows are tall, so that people
    can sign in them; ``centred`` ones have short texts in the middle of their cells. ``over`` are the upper
    storeys of the head, one a column, empty where a column has none; ``sums`` is a last row that sums up the
    others, and is no measure for what is drawn.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]
    note: str = ""
    charted: tuple[int, ...] = ()
    to_sign: bool = False
    heated: tuple[int, ...] = ()
    centred: bool = False
    over: tuple[str, ...] = ()
    sums: tuple[Figure, ...] = ()

    @property
    def lines(self) -> tuple[tuple[Figure, ...], ...]:
        """The rows with the sums."""
        return (*self.rows, self.sums) if self.sums else self.rows

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns as they are called where the head has one storey only."""
        if not self.over:
            return self.columns
        return tuple(lower + upper for upper, lower in zip(self.over, self.columns, strict=True))


class Head(NamedTuple):
    """A cell of a head and how many columns and storeys it covers."""

    words: str
    columns: int = 1
    storeys: int = 1


def storeys(columns: Sequence[str], over: Sequence[str]) -> list[list[Head]]:
    """The rows of a head, each with its cells."""
    if not over:
        return [[Head(column) for column in columns]]
    upper: list[Head] = []
    lower: list[Head] = []
    for above, run in groupby(zip(over, columns, strict=True), key=lambda pair: pair[0]):
        names = [name for _above, name in run]
        if above:
            upper.append(Head(above, columns=len(names)))
            lower += map(Head, names)
        else:
            upper += (Head(name, storeys=2) for name in names)
    return [upper, lower]
