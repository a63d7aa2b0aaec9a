"""How ``when``, ``where`` and conditions are written.

Which fields and measures there are stands in ``rules.fields``; here is how they look in YAML.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from infoledger.config.nodes import Place
from infoledger.config.records import Key, Record, Tagged, optional
from infoledger.config.shapes import Checked, Choice, Either, List, Made, Name, Shape
from infoledger.config.values import FLAG, TEXT, number
from infoledger.config.words import VALUES, on_screen, to_choose
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
from infoledger.rules.figures import FIGURES, PHRASES, FigureName
from infoledger.rules.measured import Condition, Conditions, Measured
from infoledger.rules.regulation import OWN_POSTINGS
from infoledger.rules.whens import FieldTest, Range, When

# Fields whose words are declared by the config or the regulation, under the same name.
_DECLARED = ("group", "category", "body", "level", "outlet", "form", "leader", "quota", "outcome")
_FIXED = {
    "answered": Choice(*ANSWERS, translated=VALUES["answered"]),
    "status": Choice(*STATUSES, translated=VALUES["status"]),
}
_BOUNDS = ("at_least", "at_most", "above", "below")
_CONDITION_BOUNDS = (*_BOUNDS, "equals")
_MEASURES = Choice(*PHRASES, translated=VALUES["measure"])
_NUMBER = number()
#: What the program itself posts under, with its Chinese names; a clause may bear one of these.
OWN_CLAUSES = {name: VALUES["clause"][name] for name in OWN_POSTINGS}


def _check_range(value: Range, place: Place, bounds: tuple[str, ...] = _BOUNDS) -> None:
    if value == Range():
        words = listed(on_screen("condition", bound) for bound in bounds)
        place.wrong(_("A bound is missing."), _("Write one of: {keys}.").format(keys=words))


_RANGE = Checked(Record({bound: optional(_NUMBER) for bound in _BOUNDS}, Range, place="range"), _check_range)


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
    record = Record(keys, _build_when, belongs=_facts_with, place="fields", title=title)
    record.keys["not"] = optional(record)
    return record


def _facts_with(field: str) -> str:
    kinds = [kind for kind, own in KIND_FIELDS.items() if field in own]
    return f"{on_screen('clause', 'fact')}: {listed(to_choose(kinds, VALUES['fact']))}" if kinds else ""


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


#: The clauses of ``scoring``, also those further down, and what the program itself posts under.
CLAUSES: List[str] = List(
    Name("scoring clause", lambda: _("“{word}” is no clause of “scoring”."), OWN_CLAUSES), least=1, unique=True
)


def _filters(measure: str) -> dict[str, Key]:
    """By what a figure may be narrowed."""
    figure = FIGURES[cast("FigureName", measure)]
    shapes: dict[str, Shape[Any]] = {"kind": Name("violation"), "quota": Name("quota"), "clauses": CLAUSES}
    return {
        name: optional(when(figure.counts) if name == "where" and figure.counts else shapes[name])
        for name in figure.filters
    }


def _measure(measure: str) -> Record[Condition]:
    bounds: dict[str, Key] = {bound: optional(_NUMBER) for bound in _CONDITION_BOUNDS}
    return Record({**bounds, **_filters(measure)}, _build_condition, place="condition", title=f"measure_{measure}")


def _figure(measure: str) -> Record[Measured]:
    return Record(_filters(measure), Measured, place="condition", title=f"figure_{measure}")


#: A figure by its name alone, or with filters.
FIGURE: Either = Either(
    scalar=Made(_MEASURES, lambda name: Measured(cast("FigureName", name))),
    mapping=Tagged("measure", _MEASURES, _figure, place="condition"),
)

_CONDITION = Checked(Tagged("measure", _MEASURES, _measure, place="condition"), _check_condition)

#: The keys of whatever holds under conditions; ``take_conditions`` makes one value of them.
CONDITIONS: Mapping[str, Key] = {"all": optional(List(_CONDITION, least=1)), "any": optional(List(_CONDITION, least=1))}


def take_conditions(values: dict[str, Any]) -> Conditions:
    """The conditions among ``values``, taken out of them."""
    return Conditions(values.pop("all", ()), values.pop("any", ()))
