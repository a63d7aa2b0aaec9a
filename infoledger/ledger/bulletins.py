"""Issues of this office's own publications: put together, numbered and issued.

Until it is issued an issue is in preparation and called by its id. Issuing gives it its number,
records the adoption of its items and freezes what is printed; all of it happens or none.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from infoledger.config.model import Config, FirstIssue, Publication
from infoledger.config.names import resolve
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.ledger.combined import sources_of
from infoledger.ledger.issue_numbers import next_numbers
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Adoption, Bulletin, BulletinItem, Item, ItemUnit
from infoledger.ledger.recording import cleaned
from infoledger.ledger.register import load_register
from infoledger.ledger.review import refuse_unreviewed
from infoledger.ledger.seals import in_parts, table_of
from infoledger.ledger.secrecy import refuse_too_secret
from infoledger.ledger.shapes import NewAdoption

_BULLETINS, _PLACES, _ITEMS, _ITEM_UNITS = map(table_of, (Bulletin, BulletinItem, Item, ItemUnit))

_ID = re.compile(r"(?P<publication>.*?)\s*#?\s*(?P<id>\d+)")
_NUMBER = re.compile(
    r"《?(?P<publication>.+?)》?(?:\s*/?\s*(?P<year>\d{4})年?)?\s*[/第]\s*(?P<number>\d+)\s*期?(?:[(（]总第\d+期[)）])?"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in an issue: the title and section it has there, the names of its units on the issue's day."""

    item: int
    ref: str
    title: str
    body: str
    units: tuple[str, ...]
    section: str | None
    secrecy: str | None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a publication.

    Without ``content`` it is in preparation, and ``day``, if there is one, is when it is meant to go out.
    """

    id: int
    publication: str
    special: str | None
    note: str | None
    year: int | None
    number: int | None
    running: int | None
    day: date | None
    signed: Mapping[str, str]
    content: Mapping[str, Any] | None

    @property
    def called(self) -> str:
        """How a clerk can call it: ``政务信息/2026/12``, ``政务信息/57``, in preparation ``政务信息#3``."""
        if self.number:
            return f"{self.publication}/{self.year}/{self.number}"
        return f"{self.publication}/{self.running}" if self.running else f"{self.publication}#{self.id}"


def new_issue(
    pen: Pen, publication: Publication, *, special: str | None = None, note: str | None = None, day: date | None = None
) -> Issue:
    """Begin an issue of ``publication``, meant to go out on ``day``."""
    row: dict[str, Any] = {"publication": publication.name, "title": special, "note": note, "issued": day, "signed": {}}
    identity = pen.insert(Bulletin, [row])[0]
    pen.sentence = _("{issue} was begun").format(issue=f"{publication.name}#{identity}")
    return _issue(pen.connection, identity)


def find_issue(connection: Connection, word: str, publications: Collection[str]) -> Issue:
    """The issue that ``word`` means.

    ``3``, ``#3`` and ``政务信息#3`` name one by its id, ``政务信息/2026/12``, ``政务信息/57`` and
    ``政务信息第12期`` by its number (of several years the newest), ``政务信息`` the only one in preparation.
    Raises ``InfoledgerError``.
    """
    if (match := _ID.fullmatch(word.strip())) and ("#" in word or not match["publication"]):
        wanted = match["publication"] and resolve(match["publication"], dict.fromkeys(publications, ()))
        found = _issues(connection, _BULLETINS.c.id == int(match["id"]))
        found = [issue for issue in found if wanted in ("", issue.publication)]
    elif match := _NUMBER.fullmatch(word.strip()):
        found = _numbered(connection, match, publications)[-1:]
    else:
        found = _in_preparation(connection, word, publications)
    if not found:
        raise InfoledgerError(
            _("There is no issue “{word}”.").format(word=word),
            _("`infoledger bulletin list` shows them all; `infoledger bulletin new PUBLICATION` begins one."),
        )
    return found[0]


def list_issues(connection: Connection, publication: str | None = None) -> list[Issue]:
    """All issues (of one publication), in the order in which they were begun."""
    where = [_BULLETINS.c.publication == publication] if publication else []
    return _issues(connection, *where)


def item_counts(connection: Connection) -> dict[int, int]:
    """How many items each issue holds, by id; empty ones are left out."""
    live = select(_PLACES.c.bulletin, func.count()).join(_ITEMS, _ITEMS.c.id == _PLACES.c.item)
    query = live.where(_ITEMS.c.voided.is_(None)).group_by(_PLACES.c.bulletin)
    return {row[0]: row[1] for row in connection.execute(query)}


def placed(connection: Connection, issue: int, day: date) -> list[Placed]:
    """The items of an issue in their order, with the names their units bore on ``day``.

    An item that was taken back has left the issue.
    """
    register = load_register(connection)
    places = connection.execute(
        select(_PLACES, _ITEMS.c.ref, _ITEMS.c.title.label("own"), _ITEMS.c.body, _ITEMS.c.secrecy)
        .join(_ITEMS, _ITEMS.c.id == _PLACES.c.item)
        .where(_PLACES.c.bulletin == issue, _ITEMS.c.voided.is_(None))
        .order_by(_PLACES.c.position)
    ).all()
    units = _units_of(connection, [place.item for place in places])
    return [
        Placed(
            item=place.item,
            ref=place.ref,
            title=place.title or place.own,
            body=place.body or "",
            units=tuple(register.units[unit].on(day).name for unit in units[place.item]),
            section=place.section,
            secrecy=place.secrecy,
        )
        for place in places
    ]


def placed_items(connection: Connection, items: Sequence[int], day: date) -> list[Placed]:
    """Items that stand in no issue, in this order, with the names their units bore on ``day``."""
    register, units = load_register(connection), _units_of(connection, items)
    rows = {
        row.id: row
        for part in in_parts(items)
        for row in connection.execute(select(_ITEMS).where(_ITEMS.c.id.in_(part)))
    }
    return [
        Placed(
            item=item,
            ref=rows[item].ref,
            title=rows[item].title,
            body=rows[item].body or "",
            units=tuple(register.units[unit].on(day).name for unit in units[item]),
            section=None,
            secrecy=rows[item].secrecy,
        )
        for item in items
    ]


def add_items(
    pen: Pen,
    issue: Issue,
    items: Sequence[int],
    config: Config,
    *,
    section: str | None = None,
    title: str | None = None,
) -> None:
    """Put items at the end of an issue in preparation, under ``section``.

    Without one an item goes under the section called like its category, if there is such. Raises
    ``InfoledgerError`` for an undeclared section, an item too secret for the publication, or one
    that stands in an issue of it already.
    """
    _refuse_issued(issue)
    publication = config.publications[issue.publication]
    _refuse_printed(pen.connection, issue.publication, items)
    refuse_unreviewed(pen.connection, config, items)
    refuse_too_secret(pen.connection, config, items, publication)
    links = _links(pen.connection, issue.id)
    for row in _item_rows(pen.connection, items):
        under = section or (row.category if row.category in publication.sections else None)
        _refuse_undeclared(under, publication)
        links.append((row.id, under, title))
    pen.alter(Bulletin, issue.id, items=tuple(links))
    refs = "、".join(row.ref for row in _item_rows(pen.connection, items))
    pen.sentence = _("{refs} went into {issue}").format(refs=refs, issue=issue.called)


def drop_items(pen: Pen, issue: Issue, items: Collection[int]) -> None:
    """Take items out of an issue in preparation. Raises ``InfoledgerError`` for one that is not in it."""
    _refuse_issued(issue)
    links = _links(pen.connection, issue.id)
    inside = {item for item, _section, _title in links}
    for row in _item_rows(pen.connection, items):
        if row.id not in inside:
            raise InfoledgerError(_("{ref} is not in {issue}.").format(ref=row.ref, issue=issue.called))
    pen.alter(Bulletin, issue.id, items=tuple(link for link in links if link[0] not in items))
    refs = "、".join(row.ref for row in _item_rows(pen.connection, items))
    pen.sentence = _("{refs} left {issue}").format(refs=refs, issue=issue.called)


def sign(pen: Pen, issue: Issue, role: str, name: str) -> None:
    """Put ``name`` beside ``role`` (编辑, 审核, 签发) of an issue in preparation. Raises ``InfoledgerError``."""
    _refuse_issued(issue)
    pen.alter(Bulletin, issue.id, signed={**issue.signed, role: name})
    pen.sentence = _("{name} signed {issue} ({role})").format(name=name, issue=issue.called, role=role)


def number_issue(
    pen: Pen, issue: Issue, config: Config, day: date, first: FirstIssue | None = None
) -> tuple[Issue, list[Placed]]:
    """Give it the number under which it goes out on ``day``; it and its items as they are to be printed.

    ``first`` are the numbers of the first issue made here, where a person said them.

    Raises ``InfoledgerError`` if it is issued already, is empty, or holds an item that may not go out in it.
    """
    _refuse_issued(issue)
    publication = config.publications[issue.publication]
    pieces = placed(pen.connection, issue.id, day)
    items = [piece.item for piece in pieces]
    _refuse_unfit(pen.connection, issue, pieces, publication)
    refuse_too_secret(pen.connection, config, items, publication)
    refuse_unreviewed(pen.connection, config, items)
    numbers = next_numbers(pen, config, publication, config.calendar.year_of(day), first)
    pen.alter(Bulletin, issue.id, issued=day, **numbers)
    pen.final = True
    return _issue(pen.connection, issue.id), pieces


def record_issue(
    pen: Pen, numbered: Issue, pieces: Sequence[Placed], content: Mapping[str, Any], config: Config, day: date
) -> None:
    """Keep the words of an issue that has its number as ``content``, and record the adoption of its items."""
    pen.alter(Bulletin, numbered.id, content=content)
    behind = sources_of(pen.connection, [piece.item for piece in pieces])
    adoptions = [_adoption(piece, behind[piece.item], numbered, config, day) for piece in pieces]
    pen.insert(Adoption, [{**cleaned(adoption), "bulletin": numbered.id} for adoption in adoptions])
    pen.sentence = _("{issue} was issued; items adopted: {count}").format(issue=numbered.called, count=len(pieces))


def highest_secrecy(pieces: Sequence[Placed], levels: Sequence[str]) -> str:
    """The secrecy that an issue bears: the highest of its items, none if all are of the lowest."""
    highest = max((levels.index(piece.secrecy) for piece in pieces if piece.secrecy in levels), default=0)
    return levels[highest] if highest else ""


def _adoption(piece: Placed, items: tuple[int, ...], issue: Issue, config: Config, day: date) -> NewAdoption:
    return NewAdoption(
        items=items,
        outlet=issue.publication,
        body=config.office.name,
        level=config.office.level,
        day=day,
        form=config.usual_form(len(items)),
        issue=str(issue.number or issue.running),
        section=piece.section,
        published_title="".join(piece.title.split("|")),
    )


# ---- what is refused


def _refuse_issued(issue: Issue) -> None:
    if issue.content is not None:
        raise InfoledgerError(
            _("{issue} is issued and changes no more.").format(issue=issue.called),
            _("Begin another with `infoledger bulletin new {publication}`.").format(publication=issue.publication),
        )


def _refuse_unfit(connection: Connection, issue: Issue, pieces: Sequence[Placed], publication: Publication) -> None:
    if not pieces:
        raise InfoledgerError(
            _("{issue} is empty.").format(issue=issue.called),
            _("Put items in with `infoledger bulletin add {issue} REF`.").format(issue=issue.called),
        )
    _refuse_printed(connection, issue.publication, [piece.item for piece in pieces], but=issue.id)
    for piece in pieces:
        _refuse_undeclared(piece.section, publication)


def _refuse_undeclared(section: str | None, publication: Publication) -> None:
    if section and section not in publication.sections:
        raise InfoledgerError(
            _("{publication} has no section “{section}”.").format(publication=publication.name, section=section),
            _("Allowed: {names}.").format(names=listed(publication.sections)),
        )


def _refuse_printed(connection: Connection, publication: str, items: Collection[int], but: int = 0) -> None:
    """Refuse items that stand in a (further) issue of the publication."""
    query = (
        select(_ITEMS.c.ref, _BULLETINS)
        .join(_PLACES, _PLACES.c.bulletin == _BULLETINS.c.id)
        .join(_ITEMS, _ITEMS.c.id == _PLACES.c.item)
        .where(
            _PLACES.c.item.in_(items),
            _BULLETINS.c.publication == publication,
            _BULLETINS.c.voided.is_(None),
            _BULLETINS.c.id != but,
        )
        .order_by(_PLACES.c.position)
    )
    found = connection.execute(query).first()
    if found:
        raise InfoledgerError(_("{ref} is already in {issue}.").format(ref=found.ref, issue=_read(found).called))


# ---- reading


def _issue(connection: Connection, identity: int) -> Issue:
    return _issues(connection, _BULLETINS.c.id == identity)[0]


def _issues(connection: Connection, *where: ColumnElement[bool]) -> list[Issue]:
    query = select(_BULLETINS).where(_BULLETINS.c.voided.is_(None), *where).order_by(_BULLETINS.c.id)
    return [_read(row) for row in connection.execute(query)]


def _read(row: Any) -> Issue:
    return Issue(
        id=row.id,
        publication=row.publication,
        special=row.title,
        note=row.note,
        year=row.year,
        number=row.number,
        running=row.running,
        day=row.issued,
        signed=row.signed,
        content=row.content,
    )


def _numbered(connection: Connection, match: re.Match[str], publications: Collection[str]) -> list[Issue]:
    publication = resolve(match["publication"], dict.fromkeys(publications, ()))
    number = int(match["number"])
    where = [_BULLETINS.c.publication == publication]
    if match["year"]:
        where.append(_BULLETINS.c.year == int(match["year"]))
    by_year = _issues(connection, *where, _BULLETINS.c.number == number)
    return by_year or _issues(connection, *where, _BULLETINS.c.running == number)


def _in_preparation(connection: Connection, word: str, publications: Collection[str]) -> list[Issue]:
    publication = resolve(word, dict.fromkeys(publications, ()))
    found = [issue for issue in list_issues(connection, publication) if issue.content is None]
    if len(found) > 1:
        raise InfoledgerError(
            _("Several issues of {publication} are in preparation.").format(publication=publication),
            _("Write one of: {names}.").format(names=listed(issue.called for issue in found)),
        )
    return found


def _links(connection: Connection, issue: int) -> list[tuple[int, str | None, str | None]]:
    query = select(_PLACES.c.item, _PLACES.c.section, _PLACES.c.title).where(_PLACES.c.bulletin == issue)
    return [(row.item, row.section, row.title) for row in connection.execute(query.order_by(_PLACES.c.position))]


def _item_rows(connection: Connection, items: Collection[int]) -> list[Any]:
    query = select(_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.category, _ITEMS.c.secrecy).where(_ITEMS.c.id.in_(items))
    rows = {row.id: row for row in connection.execute(query)}
    return [rows[item] for item in items]


def _units_of(connection: Connection, items: Collection[int]) -> dict[int, list[int]]:
    units: dict[int, list[int]] = {item: [] for item in items}
    for part in in_parts(items):
        query = select(_ITEM_UNITS).where(_ITEM_UNITS.c.item.in_(part)).order_by(_ITEM_UNITS.c.position)
        for row in connection.execute(query):
            units[row.item].append(row.unit)
    return units
