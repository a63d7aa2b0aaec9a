"""A listing: columns and rows, before anyone decides whether it becomes a table, csv, json or a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Word(str):
    """A word that is stable in csv and json, and translated on the screen; mark it with ``N_``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: its stable English name in csv and json, and its heading on the screen."""

    key: str
    heading: str
    numeric: bool = False


#: Columns and rows; cells are text, ``Decimal``, int, date, bool or None.
Listed = tuple[Sequence[Column], Sequence[Sequence[Any]]]


class Answer(NamedTuple):
    """A listing, and the sentences that a person is told beside it."""

    listing: Listed
    sentences: Sequence[str] = ()
