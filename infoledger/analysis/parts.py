"""The parts of an analysis as tables of figures, before they are worded."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

#: A figure, a name or a word that is translated where it is shown, or nothing.
Cell = int | Decimal | str | date | None


class Part(NamedTuple):
    """A table: the columns ``names`` say of what a row is, ``figures`` are its figures, in this order.

    Both are keys, which are the columns of csv and json; ``open_ended`` figures, such as months, are their own
    headings. ``charted`` figures are drawn as bars, all open-ended ones as a heat map.
    """

    key: str
    names: tuple[str, ...]
    figures: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    charted: tuple[str, ...] = ()
    open_ended: tuple[str, ...] = ()


class Several(NamedTuple):
    """A matter that several units reported at once (苗头): by whom, by whom not, and the items."""

    title: str
    first: date
    last: date
    units: tuple[str, ...]
    others: tuple[str, ...]
    refs: tuple[str, ...]
