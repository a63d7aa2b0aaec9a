"""Late items (迟报): those submitted past their deadline, each unit of theirs that nobody put down for it yet."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from infoledger.config.model import Config
from infoledger.ledger.reading import Extent, load_book
from infoledger.periods import Period
from infoledger.rules.facts import Book, Item

#: The kind of violation that a late item is, where the config has it; else its first.
KIND = "迟报"


class Late(NamedTuple):
    """A late item and one of the units that submitted it."""

    item: Item
    unit: int


def late_items(connection: Connection, config: Config, window: Period, today: date) -> Iterator[Late]:
    """The late items submitted in ``window`` by unit, in the order submitted.

    A unit that was put down for the item, for whatever, is left out.
    """
    extent = Extent({"submission", "violation"})
    book = load_book(connection, config, window.first, max(window.last, today), today, extent)
    return late_in(book, window)


def late_in(book: Book, window: Period) -> Iterator[Late]:
    """As ``late_items``, from facts that were read."""
    known = {(item.id, fact.unit) for fact in book.facts if fact.kind == "violation" for item in fact.items}
    for fact in book.facts:
        if fact.kind == "submission" and fact.day in window:
            (item,) = fact.items
            if item.traits.hours_late:
                yield from (Late(item, unit) for unit in item.units if (item.id, unit) not in known)


def kind_of_lateness(config: Config) -> str:
    """What the config calls a late report."""
    return KIND if KIND in config.violations else config.violations[0]
