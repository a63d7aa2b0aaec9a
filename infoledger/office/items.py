"""Looking at items: found by their words, compared with what was submitted, followed from the first report on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.config.model import Category
from infoledger.dates import parse_moment
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.ledger.listing import Listing, item_text
from infoledger.listings import Column, Listed, Word
from infoledger.office.desk import Desk
from infoledger.office.history import local
from infoledger.office.referring import items_meant

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.documents.differences import Part
    from infoledger.periods import Period


class Versions(NamedTuple):
    """What the office made of a draft: the text with what came and went, per cent changed, who wrote each version."""

    parts: "Sequence[Part]"
    marked: str
    changed: Decimal
    written: Sequence[str]


def find_items(desk: Desk, text: str, window: "Period | None", limit: int | None) -> Listed:
    """The items with all words of ``text`` in title (in a window, also in the text), the newest first."""
    from infoledger.ledger.search import search_items

    words = text.split()
    if not words:
        raise UsageError(_("There is nothing to look for."), _("Write a word of the title."))
    with desk.reading() as connection:
        found = list(search_items(connection, words, window, limit))
    columns = [
        Column("ref", _("reference")),
        Column("submitted", _("submitted")),
        Column("units", _("units")),
        Column("title", _("title")),
        Column("status", _("status")),
    ]
    return columns, [(hit.ref, hit.submitted, ";".join(hit.units), hit.title, Word(hit.status)) for hit in found]


def versions_of(desk: Desk, ref: str) -> Versions:
    """The submitted text (原稿) of the item ``ref`` against the present one."""
    from infoledger.documents.differences import differences, marked, share_changed
    from infoledger.ledger.versions import versions

    with desk.reading() as connection:
        found = versions(connection, items_meant(desk, connection, [ref])[ref])
    first, last = found[0], found[-1]
    parts = differences(f"{first.title}\n\n{first.body}", f"{last.title}\n\n{last.body}")
    written = [_("{at}, {clerk}").format(at=local(version.at), clerk=version.clerk) for version in found]
    return Versions(parts, marked(parts), share_changed(parts), written)


def weak_points(desk: Desk, refs: Sequence[str], issue: str | None) -> Listed:
    """What could be mended in the drafts ``refs``, and in those of an issue of a publication."""
    with desk.reading() as connection:
        found = list(_weak_points(desk, connection, refs, issue))
    return [Column("ref", _("reference")), Column("title", _("title")), Column("hint", _("hint"))], found


def chain_of(desk: Desk, ref: str) -> tuple[Listed, str]:
    """The items on one event, from the first report on; and how long that took, where it is known when it happened."""
    from infoledger.ledger.chains import chain

    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        items = chain(connection, items_meant(desk, connection, [ref])[ref])
        cells = [listing.one("items", item) for item in items]
        adopted = [_each(listing, "adoptions", item, "outlet") for item in items]
        instructed = [_each(listing, "instructions", item, "leader") for item in items]
    names = ("submitted", "ref", "title", "units")
    columns = [
        Column("submitted", _("submitted")),
        Column("ref", _("reference")),
        Column("title", _("title")),
        Column("units", _("units")),
        Column("adoptions", _("adopted by")),
        Column("instructions", _("instructions")),
    ]
    rows = [[*(each[name] for name in names), *more] for each, *more in zip(cells, adopted, instructed, strict=True)]
    return (columns, rows), _elapsed(cells[0]) if cells[0]["occurred"] else ""


def file_of(desk: Desk, ref: str) -> tuple[str, bytes]:
    """Name and content of the file in which the item ``ref`` last came. Raises ``InfoledgerError`` if there is none."""
    from infoledger.intake.drafts import last_draft

    with desk.reading() as connection:
        found = last_draft(connection, items_meant(desk, connection, [ref])[ref])
    if found is None:
        raise InfoledgerError(
            _("{ref} came without a file.").format(ref=ref), _("“infoledger item show {ref}” shows it.").format(ref=ref)
        )
    return found


def _weak_points(desk: Desk, connection: "Connection", refs: Sequence[str], issue: str | None) -> Iterator[list[Any]]:
    from infoledger.ledger.bulletins import find_issue, placed

    items = list(items_meant(desk, connection, refs).values())
    if issue:
        found = find_issue(connection, issue, desk.config.publications)
        items += [piece.item for piece in placed(connection, found.id, desk.today)]
    listing = Listing(connection, desk.config)
    for item in dict.fromkeys(items):
        cells = listing.one("items", item)
        for hint in hints_on(desk, cells, item_text(connection, item) or ""):
            yield [cells["ref"], cells["title"], hint]


def hints_on(desk: Desk, cells: Mapping[str, Any], text: str) -> list[str]:
    """What might be wanting in the item that is listed as ``cells`` and says ``text``."""
    from infoledger.intake.hints import Draft, hints

    category = cells["category"] or ""
    expected = (desk.config.categories or {}).get(category) or Category()
    return hints(Draft(cells["title"], text, category, expected))


def _each(listing: Listing, kind: str, item: int, name: str) -> str:
    return ";".join(f"{each[name]} {each['date']}" for each in listing.about(kind, item))


def _elapsed(cells: dict[str, Any]) -> str:
    (day, at), (came, when) = parse_moment(cells["occurred"]), parse_moment(cells["submitted"])
    if at and when:
        minutes = (datetime.combine(came, when) - datetime.combine(day, at)).total_seconds() // 60
        return _("{hours} h {minutes} min").format(hours=int(minutes // 60), minutes=int(minutes % 60))
    return _("{days} days").format(days=(came - day).days)
