"""Rows as facts: for each kind of table the shape that the ledger records, its names found.

A builder takes what it can from the cells and hands back a shape all the same: whether the row is
wrong, the cells know, and who calls asks them first.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from infoledger.config.model import Config
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.intake.lookup import Lookup
from infoledger.intake.rows import Cells
from infoledger.ledger.models import Adoption, Award, Item
from infoledger.ledger.seals import table_of
from infoledger.ledger.shapes import (
    NewAdjustment,
    NewAdoption,
    NewAward,
    NewForward,
    NewInstruction,
    NewItem,
    NewPlacing,
    NewSolicitation,
    NewViolation,
)
from infoledger.numbers import plain
from infoledger.periods import Period
from infoledger.rules.regulation import Regulation

#: What stands for all members of the day.
EVERYBODY = (("全部",), ("all",))

_CATEGORY, _SOURCE, _TAGS = (table_of(Item).c[name] for name in ("category", "source", "tags"))
_NO_MOMENT: tuple[Any, Any] = (None, None)


def _item(cells: Cells, lookup: Lookup) -> NewItem:
    """An item; what it follows is found later, for that may stand further down in the same file."""
    get: Callable[[str], Any] = cells.values.get
    day, at = get("submitted") or _NO_MOMENT
    occurred, occurred_at = get("occurred") or _NO_MOMENT
    units = cells.each("units", lookup.unit_on(day), lookup.has_unit)
    person = lookup.register.is_person
    return NewItem(
        ref=cells.find("ref", lookup.item_ref),
        submitted=day,
        submitted_time=at,
        units=units,
        informants=cells.each("informants", lambda name: lookup.informant(name, units, day), person) if units else (),
        title=get("title"),
        category=cells.find("category", lookup.declared(lookup.config.categories, _CATEGORY)),
        occurred=occurred,
        occurred_time=occurred_at,
        solicitation=cells.find("solicitation", lambda title: lookup.solicitation(title, day)) if day else None,
        secrecy=cells.find("secrecy", lookup.declared(lookup.config.secrecy)),
        source=cells.find("source", lookup.declared(None, _SOURCE)),
        tags=cells.each("tags", lookup.declared(None, _TAGS)),
        quality=get("quality"),
        status=get("status") or "received",
        body=get("body"),
    )


def _forward(cells: Cells, lookup: Lookup) -> NewForward:
    return NewForward(
        item=cells.find("ref", lookup.item),
        body=cells.find("body", lookup.declared(lookup.config.bodies)),
        day=cells.get("date"),
    )


def _adoption(cells: Cells, lookup: Lookup) -> NewAdoption:
    config = lookup.config
    outlet = cells.find("outlet", lookup.outlet)
    items = cells.each("refs", lookup.item, lookup.has_item)
    publication = config.publications.get(outlet.name) if outlet and outlet.own else None
    sections = publication.sections if publication else ()
    return NewAdoption(
        items=items,
        outlet=outlet and outlet.name,
        body=outlet and outlet.body,
        level=(outlet and outlet.level) or None,
        day=cells.get("date"),
        form=cells.find("form", lookup.declared(config.forms)) or config.usual_form(len(items)),
        issue=cells.get("issue"),
        section=cells.find("section", lookup.declared(sections or None, table_of(Adoption).c.section)),
        fee=cells.get("fee"),
        published_title=cells.get("published_title"),
    )


def _instruction(cells: Cells, lookup: Lookup) -> NewInstruction:
    config = lookup.config
    name = cells.find("leader", lookup.leader)
    leader = config.leaders.get(name)
    level = cells.find("level", lookup.declared(config.levels))
    if level is None and config.leaders:
        # Then only a leader whom the config knows says at which level this is.
        cells.find("leader", lookup.declared(config.leaders))
    if level is None and not (leader and leader.level) and not cells.wrong:
        cells.refuse(
            "level",
            _("Nobody says at which level {leader} is.").format(leader=name),
            _("Say one of: {levels}; or declare the leader in the config, under leaders.").format(
                levels=listed(config.levels)
            ),
        )
    chief = cells.get("chief")
    outlet = cells.find("outlet", lookup.outlet)
    day, given = cells.get("date"), cells.get("feedback_date")
    if day and given and given < day:
        cells.refuse("feedback_date", _("The instruction was written on {day}.").format(day=day))
    if cells.get("feedback") and not given:
        cells.refuse("feedback", _("The day of the feedback is missing."))
    return NewInstruction(
        items=cells.each("refs", lookup.item, lookup.has_item),
        leader=name,
        level=level or (leader and leader.level) or None,
        day=day,
        chief=leader.chief if chief is None and leader else chief,
        outlet=outlet and outlet.name,
        body=outlet and outlet.body,
        text=cells.get("text"),
        due=cells.get("due"),
        feedback=cells.get("feedback"),
        feedback_day=given,
    )


def _solicitation(cells: Cells, lookup: Lookup) -> NewSolicitation:
    issued, due = cells.get("issued"), cells.get("due")
    if issued and due and due < issued:
        cells.refuse("due", _("It was due before it was issued."))
    everybody = issued and cells.get("units") in EVERYBODY
    bodies = lookup.config.bodies and [*lookup.config.bodies, lookup.config.office.name]
    return NewSolicitation(
        title=cells.find("title", lookup.topic),
        issued=issued,
        due=due,
        units=cells.find("units", lambda _all: lookup.members(issued))
        if everybody
        else cells.each("units", lookup.unit_on(issued), lookup.has_unit),
        body=cells.find("body", lookup.declared(bodies or None)),
        persons=cells.get("persons"),
    )


def _violation(cells: Cells, lookup: Lookup) -> NewViolation:
    return NewViolation(
        **_party(cells, lookup),
        kind=cells.find("kind", lookup.declared(lookup.config.violations)),
        item=cells.find("ref", lookup.item),
        level=cells.find("level", lookup.declared(lookup.config.levels)),
        note=cells.get("note"),
    )


def _award(cells: Cells, lookup: Lookup) -> NewAward:
    return NewAward(
        item=cells.find("ref", lookup.item),
        kind=cells.find("kind", lookup.declared(lookup.config.awards, table_of(Award).c.kind)),
        day=cells.get("date"),
    )


def _adjustment(cells: Cells, lookup: Lookup) -> NewAdjustment:
    points, yuan = cells.get("points"), cells.get("yuan")
    if not points and not yuan and not cells.wrong:
        cells.refuse("", _("Neither points nor yuan are given."))
    if points and cells.get("date"):
        _refuse_finer(cells, points, lookup.config.in_force(cells.get("date")))
    return NewAdjustment(
        **_party(cells, lookup), points=points, yuan=yuan, why=cells.get("reason"), cite=cells.get("cite")
    )


def _placing(cells: Cells, lookup: Lookup) -> NewPlacing:
    """A placing; without a day, of the last one of its period."""
    day, rank, of = (cells.get(name) for name in ("date", "rank", "of"))
    period = cells.find("period", lambda text: _period(text, lookup, day or date.today()))
    if rank is None and cells.get("points") is None and not cells.wrong:
        cells.refuse("", _("Neither a rank nor points are given."))
    if rank is not None and not 1 <= rank <= (of or rank):
        cells.refuse("rank", _("It says “{text}”.").format(text=rank), _("Expected: a rank from 1 to the last."))
    return NewPlacing(
        body=cells.find("body", lookup.declared(lookup.config.bodies)),
        period=period and period.name,
        first=period and period.first,
        last=period and period.last,
        day=day or (period and period.last),
        rank=rank,
        of=of,
        points=cells.get("points"),
        task=cells.get("task"),
    )


def _period(text: str, lookup: Lookup, today: date) -> Period:
    if not lookup.parts and re.fullmatch(r"\d{4}\.1", text):
        told = _("“{text}” may be January, or October typed as a number.").format(text=text)
        raise InfoledgerError(told, _("Write 2026年1月 or 2026年10月."))
    return lookup.config.calendar.parse(text, today)


def _refuse_finer(cells: Cells, points: Decimal, regulation: Regulation | None) -> None:
    """Refuse points with more places than the regulation lets them have: they could not be printed."""
    if regulation and points != round(points, regulation.decimals):
        what = _("{points} has more decimal places than points have by “{title}”: {decimals}.")
        told = what.format(points=plain(points), title=regulation.title, decimals=regulation.decimals)
        cells.refuse("points", told)


def _party(cells: Cells, lookup: Lookup) -> dict[str, Any]:
    """The unit, its informant if one is named, and the day."""
    day = cells.get("date")
    unit = cells.find("unit", lookup.unit_on(day))
    person = unit and cells.find("informant", lambda name: lookup.informant(name, (unit,), day))
    return {"unit": unit, "informant": person, "day": day}


def pieced(fact: Any) -> tuple[int, ...]:
    """The items of a forward, a piece or an instruction, in which a combined one stands for its sources."""
    if isinstance(fact, NewForward):
        return (fact.item,)
    return fact.items if isinstance(fact, NewAdoption | NewInstruction) else ()


def of_sources(fact: Any, sources: Mapping[int, tuple[int, ...]], config: Config, *, form_said: bool) -> Iterator[Any]:
    """``fact`` as one of the items for which those that it names stand, by ``sources``.

    Each of them is forwarded; a piece, or an instruction, is of all of them, and the form that is
    usual for so many if none was said.
    """
    items = tuple(dict.fromkeys(source for item in pieced(fact) for source in sources[item]))
    if items == pieced(fact):
        yield fact
    elif isinstance(fact, NewForward):
        yield from (replace(fact, item=item) for item in items)
    elif isinstance(fact, NewAdoption) and not form_said:
        yield replace(fact, items=items, form=config.usual_form(len(items)))
    else:
        yield replace(fact, items=items)


#: How a row of each kind of table becomes the shape that the ledger records.
BUILDERS: Mapping[str, Callable[[Cells, Lookup], Any]] = {
    "solicitations": _solicitation,
    "items": _item,
    "forwards": _forward,
    "adoptions": _adoption,
    "instructions": _instruction,
    "violations": _violation,
    "awards": _award,
    "adjustments": _adjustment,
    "placings": _placing,
}
