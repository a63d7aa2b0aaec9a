"""Columns of values, of which most stand there many times."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

# Values of these types that are equal are the same; a number of another may be 1, 1.0 and True.
_SAME_IF_EQUAL = {str, int, date, tuple, type(None)}


def each(change: Callable[[Any], Any], column: Sequence[Any]) -> Sequence[Any]:
    """``change`` of each value of ``column``, reckoned once for those that are the same."""
    if not _SAME_IF_EQUAL.issuperset(map(type, column)):
        return list(map(change, column))
    known = {value: change(value) for value in set(column)}
    return list(map(known.__getitem__, column))
