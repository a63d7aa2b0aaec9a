"""What one test (``when``) surely matches of what another matches, as far as the config tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_key
from infoledger.rules.whens import FieldTest, Range, When

#: What is known of a name that a test requires, as tests on other fields.
Known = Mapping[tuple[str, str], Sequence[FieldTest]]

_ENDLESS = Decimal("-Infinity")
# Fields of which an item can have several values, so that two tests on one do not exclude each other.
_MANY = ("unit", "informant", "role", "tag")


def known_of(config: Config) -> Known:
    """What follows from naming an outlet or a body."""
    known: dict[tuple[str, str], list[FieldTest]] = {
        ("body", body.name): [FieldTest("level", (body.level,))] for body in config.bodies.values()
    }
    for outlet in config.outlets:
        known["outlet", outlet_key(config, outlet)] = [
            FieldTest("body", (outlet.body,)),
            FieldTest("level", (outlet.level,)),
            FieldTest("own", (outlet.own,)),
        ]
    return known


def covers(wide: When, narrow: When, known: Known) -> bool:
    """Whether ``wide`` surely matches everything that ``narrow`` matches."""
    if not set(wide.excluded) <= set(narrow.excluded):
        return False
    given = _implied(narrow, known)
    return all(any(_within(test, asked) for test in given) for asked in wide.tests)


def _implied(when: When, known: Known) -> list[FieldTest]:
    """The tests of ``when`` and those on other fields that follow from them."""
    tests = list(when.tests)
    for test in when.tests:
        following = [known.get((test.field, str(value)), ()) for value in test.values]
        # The tests that follow from each value stand in one order; together they allow any of the values.
        for together in zip(*following, strict=False):
            values = tuple(value for each in together for value in each.values)
            tests.append(FieldTest(together[0].field, values))
    return tests


def _within(test: FieldTest, asked: FieldTest) -> bool:
    """Whether what passes ``test`` passes ``asked``."""
    if test.field != asked.field:
        return False
    if asked.range is None:
        return test.range is None and set(test.values) <= set(asked.values)
    if test.range is None:
        return all(not isinstance(value, str | bool) and asked.range.holds(value) for value in test.values)
    return _inside(test.range, asked.range)


def _inside(narrow: Range, wide: Range) -> bool:
    return _from(narrow) >= _from(wide) and _to(narrow) >= _to(wide)


def _from(span: Range) -> tuple[Decimal, bool]:
    """Where ``span`` begins, and whether just above that; the larger, the narrower."""
    bounds = ((span.at_least, False), (span.above, True))
    return max(((bound, strict) for bound, strict in bounds if bound is not None), default=(_ENDLESS, False))


def _to(span: Range) -> tuple[Decimal, bool]:
    """Where ``span`` ends, as ``_from`` of the mirrored numbers."""
    bounds = ((span.at_most, False), (span.below, True))
    return max(((-bound, strict) for bound, strict in bounds if bound is not None), default=(_ENDLESS, False))


def impossible(when: When, known: Known) -> bool:
    """Whether no fact at all can match ``when``."""
    if any(covers(each, replace(when, excluded=()), known) for each in when.excluded):
        return True
    allowed: dict[str, set[object]] = {}
    for test in _implied(when, known):
        if test.range:
            (first, _above), (last, _below) = _from(test.range), _to(test.range)
            if first > -last:
                return True
        elif test.field not in _MANY and not allowed.setdefault(test.field, set(test.values)) & set(test.values):
            return True
    return False


def narrowed(when: When, field: str, *values: str) -> When:
    """``when`` of those facts alone whose ``field`` is one of ``values``."""
    return replace(when, tests=(FieldTest(field, values), *when.tests))


def unreached(when: When, field: str, names: Iterable[str], known: Known) -> bool:
    """Whether no fact with one of ``names`` in ``field`` can match ``when``."""
    return all(impossible(narrowed(when, field, name), known) for name in names)
