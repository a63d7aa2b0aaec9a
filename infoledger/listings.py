"""A listing: columns and rows, before anyone decides whether it becomes a table, csv, json or a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Word(str):
    """A word that is stable in csv and json, and translated on the screen; mark it with ``N_``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: its stable English name in csv and json, and its heading on the screen.

    One that is ``only_shown`` is for people: csv and json go without it.
    """

    key: str
    heading: str
    numeric: bool = False
    only_shown: bool = False


def for_programs(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> "tuple[list[Column], list[list[Any]]]":
    """The columns that csv and json have, and their cells."""
    kept = [place for place, column in enumerate(columns) if not column.only_shown]
    return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]


#: Columns and rows; cells are text, ``Decimal``, int, date, bool or None.
Listed = tuple[Sequence[Column], Sequence[Sequence[Any]]]


class Answer(NamedTuple):
    """A listing, and the sentences that a person is told beside it.

    ``apart`` are further listings that a person is shown below it, each with a sentence; csv and json
    go without them.
    """

    listing: Listed
    sentences: Sequence[str] = ()
    apart: "Sequence[tuple[str, Listed]]" = ()
