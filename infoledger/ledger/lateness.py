"""Late items (迟报): those submitted past their deadline for which nobody was put down yet."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from infoledger.config.model import Config
from infoledger.ledger.reading import load_book
from infoledger.periods import Period
from infoledger.rules.facts import Item

#: The kind of violation that a late item is, where the config has it; else its first.
KIND = "迟报"


def late_items(connection: Connection, config: Config, window: Period, today: date) -> Iterator[Item]:
    """The late items submitted in ``window`` without a violation, in the order submitted."""
    book = load_book(connection, config, window.first, max(window.last, today), today, {"submission", "violation"})
    known = {item.id for fact in book.facts if fact.kind == "violation" for item in fact.items}
    for fact in book.facts:
        if fact.kind == "submission" and fact.day in window:
            (item,) = fact.items
            if item.hours_late and item.id not in known:
                yield item


def kind_of_lateness(config: Config) -> str:
    """What the config calls a late report."""
    return KIND if KIND in config.violations else config.violations[0]
