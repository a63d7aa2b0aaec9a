"""The form that somebody filled at some front end, so that what is wrong can be told in its own words."""

from collections.abc import Mapping
from typing import NamedTuple


class Fields(NamedTuple):
    """Which command was filled in, by its name in the journal, and what it calls the columns of an import.

    At the command line ``units`` is called ``--unit``; a column without a name of its own keeps that of the import.
    """

    command: str
    labels: Mapping[str, str]
