"""A sheet as its reader hands it on, and the bound on what a workbook may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.cells import FIRST_DAY, Record

#: Cells up to the last filled one of each row, of one workbook together.
MOST_CELLS = 2_000_000


class Merged(NamedTuple):
    """A merged cell: its first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold something, its merged cells, and the numbers of the rows that are hidden.

    ``first_day`` is what its bare numbers of days are counted from.
    """

    name: str
    rows: Sequence[Record]
    merged: Sequence[Merged] = ()
    hidden: frozenset[int] = frozenset()
    first_day: date = FIRST_DAY


def too_many_cells(name: str) -> UsageError:
    """What is said of a workbook with more cells than ``MOST_CELLS``."""
    return UsageError(
        _("{file} has cells too far apart, or too many: at most {most} can be read.").format(
            file=name, most=MOST_CELLS
        ),
        _("Delete what stands far below or far to the right of the table."),
    )
