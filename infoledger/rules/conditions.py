"""``when`` compiled to predicates over one fact as one party sees it."""

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from infoledger.rules.facts import Book, Fact, Item
from infoledger.rules.postings import Party
from infoledger.rules.whens import FieldTest, When


class View(NamedTuple):
    """A fact as ``party`` sees it: ``item`` is the one of the piece that is the party's.

    What may change after the fact is as it was by the end of the day ``until``: the fact's own if None.
    """

    book: Book
    fact: Fact
    item: Item | None
    party: Party
    until: date | None = None


Predicate = Callable[[View], bool]


def compile_when(when: When) -> Predicate:
    """A predicate that holds where every test does and no excluded mapping.

    A missing value matches nothing.
    """
    tests = [_compile(test) for test in when.tests]
    excluded = [compile_when(each) for each in when.excluded]
    if excluded:
        return lambda view: all(test(view) for test in tests) and not any(test(view) for test in excluded)
    if len(tests) == 1:
        return tests[0]
    return lambda view: all(test(view) for test in tests)


def fields_named(when: When) -> set[str]:
    """The fields that ``when`` looks at."""
    return {test.field for test in when.tests}.union(*map(fields_named, when.excluded))


def getter(field: str) -> Callable[[View], Any]:
    """What reads ``field``: a value, or a tuple of those fields that can have several; None if missing."""
    return _GETTERS.get(field) or _detail(field)


def _compile(test: FieldTest) -> Predicate:
    read = getter(test.field)
    span = test.range
    if span is not None:
        return lambda view: (value := read(view)) is not None and span.holds(value)
    values = frozenset(test.values)
    if test.field in _MANY:
        return lambda view: not values.isdisjoint(read(view))
    return lambda view: read(view) in values


def _detail(field: str) -> Callable[[View], Any]:
    return lambda view: view.fact.details.get(field)


def _trait(name: str) -> Callable[[View], Any]:
    read: Callable[[Item], Any] = attrgetter(f"traits.{name}")
    return lambda view: None if view.item is None else read(view.item)


def _units(view: View) -> tuple[str, ...]:
    return view.book.names(_unit(view), view.fact.day)


def _unit(view: View) -> int:
    if view.party.kind == "unit":
        return view.party.id
    return view.book.informants[view.party.id].on(view.fact.day).unit


def _group(view: View) -> str:
    return view.book.units[_unit(view)].on(view.fact.day).group


def _writers(view: View) -> list[int]:
    """The informant himself; for a unit, whom the fact names, or the item's informants who are its own."""
    if view.party.kind == "informant":
        return [view.party.id]
    if view.fact.informant is not None:
        return [view.fact.informant]
    if view.item is None:
        return []
    informants, day = view.book.informants, view.item.submitted
    return [writer for writer in view.item.informants if informants[writer].on(day).unit == view.party.id]


def _informants(view: View) -> tuple[str, ...]:
    return tuple(view.book.informants[writer].name for writer in _writers(view))


def _roles(view: View) -> tuple[str, ...]:
    return tuple(view.book.informants[writer].on(view.fact.day).role for writer in _writers(view))


def _joint(view: View) -> bool | None:
    return None if view.item is None else len(view.item.units) > 1


def _late(view: View) -> bool | None:
    hours = view.item.traits.hours_late if view.item else None
    return None if hours is None else hours > 0


def _tags(view: View) -> tuple[str, ...]:
    return view.item.traits.tags if view.item else ()


#: Kinds of fact that concern one body above, if they name an outlet.
_CONCERNING = ("adoption", "instruction", "feedback")


def _forwarded(view: View) -> bool | None:
    """Whether this office forwarded the item: to the body that the fact concerns, else to any."""
    if view.item is None:
        return None
    fact = view.fact
    until = view.until or fact.day
    body = fact.details.get("body") if fact.kind in _CONCERNING else None
    forwards = view.book.forwards.get(view.item.id, ())
    return any(each.day <= until and body in (None, each.details["body"]) for each in forwards)


_MANY = frozenset(("unit", "informant", "role", "tag"))

_GETTERS: Mapping[str, Callable[[View], Any]] = {
    "unit": _units,
    "group": _group,
    "informant": _informants,
    "role": _roles,
    "category": _trait("category"),
    "urgent": _trait("urgent"),
    "solicited": _trait("solicited"),
    "follow_up": _trait("follow_up"),
    "joint": _joint,
    "tag": _tags,
    "quality": _trait("quality"),
    "late": _late,
    "hours_late": _trait("hours_late"),
    "characters": _trait("characters"),
    "status": _trait("status"),
    "source": _trait("source"),
    "forwarded": _forwarded,
}
