"""What the site's front page tells, gathered: two months, what is asked, the newest issue, what was said last."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.documents.front_page import Asked, Best, Month, Place, Remarks, Short
from infoledger.documents.text import Linked
from infoledger.listings import Column
from infoledger.periods import Period, day_title

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.documents.narrative import Failures
    from infoledger.documents.tables import Listing
    from infoledger.office.desk import Desk
    from infoledger.rules.facts import Item
    from infoledger.rules.reckoning import Reckoning

#: So many of the items with the most points are named, and beside them all that got an award.
_BEST = 5


class Ranked(NamedTuple):
    """The ranking of a period by unit, with the notice that froze it, if one did."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    notice: "Row[Any] | None" = None


@dataclass(frozen=True)
class Addresses:
    """The ways from a page, which is ``up`` from the index, to those of units by name and of items by id."""

    units: Mapping[str, str]
    items: Mapping[int, str]
    up: str = ""

    def unit(self, name: str) -> str:
        """The name, with the way to the unit's page if it has one; what leads somewhere else already stays."""
        return name if isinstance(name, Linked) else self._to(name, self.units.get(name))

    def item(self, item: "Item") -> str:
        """The title, with the way to its place in an issue of the site, if it was printed in one."""
        return self._to(item.title, self.items.get(item.id))

    def in_table(self, listing: "Listing") -> "Listing":
        """The table with the way to each unit that is named in a cell."""
        rows = (tuple(self.unit(cell) if isinstance(cell, str) else cell for cell in row) for row in listing.rows)
        return replace(listing, rows=tuple(rows))

    def _to(self, words: str, way: str | None) -> str:
        return words if way is None else Linked(words, self.up + way)


def month_of(
    reckoning: "Reckoning", ranked: Ranked, before: Ranked | None, ranking: str, addresses: Addresses
) -> Month:
    """The month that ``reckoning`` is of, its ranking beside the one ``before`` it, if that is known."""
    from infoledger.rules.overview import silent_units

    return Month(
        reckoning.window,
        ranking,
        tuple(_places(ranked, before, addresses)),
        tuple(map(addresses.unit, silent_units(reckoning, reckoning.window))),
        tuple(_short(reckoning, addresses)),
        tuple(_failed(reckoning, addresses)),
        tuple(_best(reckoning, addresses)),
        tuple(_late(reckoning, addresses)),
    )


def asked_of(connection: "Connection", desk: "Desk", reckoning: "Reckoning", addresses: Addresses) -> Iterator[Asked]:
    """The solicitations to units that may still be answered, the first due first."""
    from infoledger.ledger.pending import open_solicitations
    from infoledger.office.soliciting import waiting

    for asked in open_solicitations(connection, desk.today):
        if asked.units:
            names = map(addresses.unit, waiting(asked, reckoning.book, desk.today))
            due = day_title(asked.due, desk.config.language)
            yield Asked(asked.title, due, (asked.due - desk.today).days, tuple(names))


def remarks_of(notices: "Sequence[tuple[Row[Any], str]]") -> Remarks | None:
    """The comment and the next focus of the last of ``notices`` that has any, each with the link to its page."""
    for row, link in notices:
        kept = row.content.get("remarks", {})
        if any(kept.values()):
            return Remarks(link, kept.get("comment", ""), kept.get("focus", ""))
    return None


def _places(ranked: Ranked, before: Ranked | None, addresses: Addresses) -> Iterator[Place]:
    stood = {(each["group"], each["unit"]): each["rank"] for each in _by_key(before)} if before else {}
    for each in _by_key(ranked):
        group, unit = each["group"], each["unit"]
        figures = (each["submitted"], each["adopted"], Decimal(each["points"]))
        yield Place(group, each["rank"], addresses.unit(unit), *figures, before=stood.get((group, unit)))


def _by_key(ranked: Ranked) -> Iterator[dict[str, Any]]:
    keys = [column.key for column in ranked.columns]
    return (dict(zip(keys, row, strict=True)) for row in ranked.rows)


def _short(reckoning: "Reckoning", addresses: Addresses) -> Iterator[Short]:
    """Who is short of a quota of the month: of one that is still open only in the month that is."""
    from infoledger.rules.progress import quota_rows

    found: dict[tuple[str, str, Period], list[tuple[str, Decimal]]] = {}
    past = reckoning.window.over(reckoning.today)
    for result in quota_rows(reckoning):
        if result.party and result.shortfall and (result.over or not past):
            owner = reckoning.owner(result)
            names = found.setdefault((result.quota.name, result.quota.count, result.period), [])
            names.append((addresses.unit(owner.name), result.shortfall))
    for (quota, counts, period), names in found.items():
        yield Short(quota, period, tuple(names), counts)


def _failed(reckoning: "Reckoning", addresses: Addresses) -> "Iterator[Failures]":
    from infoledger.documents.narrative import Failures
    from infoledger.office.notice_matter import failures_of

    groups = {member.group: None for member in reckoning.measures.members("unit", reckoning.window)}
    for each in failures_of(reckoning, groups):
        yield Failures(each.kind, tuple((addresses.unit(name), count) for name, count in each.names))


def _late(reckoning: "Reckoning", addresses: Addresses) -> Iterator[tuple[str, int]]:
    """The units whose items came past their deadline and were not put down for it yet, with how many."""
    from infoledger.ledger.lateness import late_in

    units = reckoning.book.units
    late = Counter(units[unit].on(item.submitted).name for item, unit in late_in(reckoning.book, reckoning.window))
    return ((addresses.unit(name), count) for name, count in late.items())


def _best(reckoning: "Reckoning", addresses: Addresses) -> Iterator[Best]:
    """The items that brought their units the most points, and those that got an award, the most points first."""
    window, points, awards = reckoning.window, dict[int, Decimal](), dict[int, list[str]]()
    items: dict[int, Item] = {}
    for posting in reckoning.measures.in_window(window):
        if posting.fact and (posting.party.kind, posting.currency) == ("unit", "points"):
            for item in posting.fact.items:
                items[item.id] = item
                points[item.id] = points.get(item.id, Decimal(0)) + posting.amount
    for fact in reckoning.measures.counts.facts("award", window):
        for item in fact.items:
            items[item.id] = item
            awards.setdefault(item.id, []).append(fact.details["kind"])
    order = sorted((id for id in points if points[id] > 0), key=lambda id: (-points[id], id))
    chosen = {*order[:_BEST], *awards}
    for id in [*(id for id in order if id in chosen), *(id for id in awards if id not in order)]:
        units = (reckoning.book.units[unit].on(window.last).name for unit in items[id].units)
        told = tuple(map(addresses.unit, units))
        yield Best(addresses.item(items[id]), told, points.get(id, Decimal(0)), tuple(awards.get(id, ())))
