"""How ``when``, ``where`` and conditions are written.

Which fields and measures there are stands in ``rules.fields``; here is how they look in YAML.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from infoledger.config.nodes import Place
from infoledger.config.records import Key, Record, Tagged, optional
from infoledger.config.shapes import Checked, Choice, Either, List, Made, Name, Shape
from infoledger.config.values import FLAG, TEXT, number
from infoledger.i18n import _, listed
from infoledger.rules.fields import (
    ANSWERS,
    ITEM_FIELDS,
    KIND_FIELDS,
    PARTY_FIELDS,
    STATUSES,
    FieldType,
    fields_of,
)
from infoledger.rules.figures import FIGURES, MEASURES, FigureName
from infoledger.rules.regulation import Condition, Conditions, FieldTest, Range, When

# Fields whose words are declared by the config or the regulation, under the same name.
_DECLARED = ("group", "category", "body", "level", "outlet", "form", "leader", "quota", "outcome")
_FIXED = {"answered": Choice(*ANSWERS), "status": Choice(*STATUSES)}
_BOUNDS = ("at_least", "at_most", "above", "below")
_CONDITION_BOUNDS = (*_BOUNDS, "equals")
_NUMBER = number()


def _check_range(value: Range, place: Place, bounds: tuple[str, ...] = _BOUNDS) -> None:
    if value == Range():
        place.wrong(_("A bound is missing."), _("Write one of: {keys}.").format(keys=listed(bounds)))


_RANGE = Checked(Record({bound: optional(_NUMBER) for bound in _BOUNDS}, Range, title="range"), _check_range)


def _value(field: str, kind: FieldType, fact: str) -> Shape[Any]:
    if kind == "flag":
        return FLAG
    if kind == "number":
        return _NUMBER
    if field == "kind":
        return Name(fact)  # a violation's or an award's
    return _FIXED.get(field) or (Name(field) if field in _DECLARED else TEXT)


def _test(field: str, kind: FieldType, fact: str) -> Shape[FieldTest]:
    value = _value(field, kind, fact)

    def make(read: Any) -> FieldTest:
        if isinstance(read, Range):
            return FieldTest(field, range=read)
        return FieldTest(field, read if isinstance(read, tuple) else (read,))

    return Made(Either(value, List(value, least=1), _RANGE if kind == "number" else None), make)


def _build_when(**tests: Any) -> When:
    excluded = (tests.pop("not"),) if "not" in tests else ()
    return When(tuple(tests.values()), excluded)


def _record(fields: Mapping[str, FieldType], fact: str, title: str) -> Record[When]:
    keys = {field: optional(_test(field, kind, fact)) for field, kind in fields.items()}
    record = Record(keys, _build_when, belongs=_facts_with, title=title)
    record.keys["not"] = optional(record)
    return record


def _facts_with(field: str) -> str:
    kinds = [kind for kind, own in KIND_FIELDS.items() if field in own]
    return f"fact: {listed(kinds)}" if kinds else ""


@cache
def when(fact: str) -> Record[When]:
    """The ``when`` of clauses for facts of one kind, and the ``where`` that narrows a count of them."""
    return _record(fields_of(fact), fact, f"when_{fact}")


#: Whom a quota is for.
PARTY = _record({field: ITEM_FIELDS[field] for field in PARTY_FIELDS}, "", "when_party")


def _build_condition(**values: Any) -> Condition:
    bounds = {bound: values.pop(bound) for bound in _CONDITION_BOUNDS if bound in values}
    return Condition(range=Range(**bounds), **values)


def _check_condition(condition: Condition, place: Place) -> None:
    _check_range(condition.range, place, _CONDITION_BOUNDS)


def _measure(measure: FigureName) -> Record[Condition]:
    keys: dict[str, Key] = {bound: optional(_NUMBER) for bound in _CONDITION_BOUNDS}
    shapes: dict[str, Shape[Any]] = {"kind": Name("violation"), "quota": Name("quota")}
    figure = FIGURES[measure]
    for name in figure.filters:
        keys[name] = optional(when(figure.counts) if name == "where" and figure.counts else shapes[name])
    return Record(keys, _build_condition, title=f"measure_{measure}")


_CONDITION = Checked(Tagged("measure", MEASURES, _measure), _check_condition)

#: The keys of whatever holds under conditions; ``take_conditions`` makes one value of them.
CONDITIONS: Mapping[str, Key] = {"all": optional(List(_CONDITION, least=1)), "any": optional(List(_CONDITION, least=1))}


def take_conditions(values: dict[str, Any]) -> Conditions:
    """The conditions among ``values``, taken out of them."""
    return Conditions(values.pop("all", ()), values.pop("any", ()))
