"""What is legal in the rules but odd: told by ``config check``, refused by nobody."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from infoledger.config.coverage import Known, covers, impossible, known_of, narrowed
from infoledger.config.model import Config
from infoledger.config.nonsense import nonsense
from infoledger.config.outlets import outlet_key
from infoledger.config.reach import out_of_reach
from infoledger.config.succession import dropped, fallen
from infoledger.config.words import value_on_screen
from infoledger.errors import Finding
from infoledger.i18n import _
from infoledger.rules.actions import FeeTimes
from infoledger.rules.measured import Condition, Conditions, Measured
from infoledger.rules.regulation import Clause, Conversion, Quota, Regulation
from infoledger.rules.whens import When, parts_of
from infoledger.workdays import told_unknown

_ANY_DAY = date(2000, 12, 31)


def hints(config: Config, guessed_years: Sequence[int] = ()) -> list[Finding]:
    """All oddities of how the files are written, of every regulation, and of the newest beside the one before.

    ``guessed_years`` are those whose workdays the rules ask for and nobody has written down.
    """
    known = known_of(config)
    found = [*config.hints, *_holidays(config, guessed_years), *_windows(config), *nonsense(config)]
    found += [
        hint
        for regulation in config.regulations
        for hint in (*_cases(regulation, config, known), *_pools(regulation, config))
    ]
    for newest in config.regulations[-1:]:
        found += [
            *_outlets(newest, config, known),
            *_fees(newest, config, known),
            *_quotas(newest, config),
            *_outcomes(newest, config),
            *_conversion(newest, config),
            *out_of_reach(newest, config, known),
        ]
    for older, newer in pairwise(config.regulations[-2:]):
        found += [*dropped(older, newer, config), *fallen(older, newer, config)]
    return found


def _holidays(config: Config, years: Sequence[int]) -> Iterator[Finding]:
    if years:
        hint = _("Write them under “holidays” and “makeup_days” in config.yaml.")
        yield Finding(config.where(None), told_unknown(years), hint)


def _windows(config: Config) -> Iterator[Finding]:
    """Named windows that bear the words of a period."""
    for name in config.calendar.windows:
        if config.calendar.unnamed(name, _ANY_DAY):
            what = _("“{name}” means these days alone, and no more the period that the words name.").format(name=name)
            yield Finding(config.where(None, "periods", name), what, _("Give the window a name of its own."))


def _cases(regulation: Regulation, config: Config, known: Known) -> Iterator[Finding]:
    for key, listed in (("scoring", regulation.scoring), ("rewards", regulation.rewards)):
        for place, clause in enumerate(listed):
            for kind, below, whens in (
                (_("case"), "cases", [case.when for case in clause.cases]),
                (_("factor"), "factor", [factor.when for factor in clause.factor]),
            ):
                for number, what, hint in _unreachable(whens, kind, known):
                    where = config.where(regulation, key, place, below, number)
                    yield Finding(f"{where} “{clause.name}”", what, hint)


def _pools(regulation: Regulation, config: Config) -> Iterator[Finding]:
    """Clauses that share a pool by name but are not judged together."""
    for key, listed in (("scoring", regulation.scoring), ("rewards", regulation.rewards)):
        first: dict[str, Clause] = {}
        for place, clause in enumerate(listed):
            other = first.setdefault(clause.pool, clause)
            if clause.pool and other.same_item != clause.same_item:
                what = _("In pool “{pool}” it is not judged together with “{clause}”, whose same_item is {value}.")
                where = f"{config.where(regulation, key, place, 'pool')} “{clause.name}”"
                yield Finding(
                    where,
                    what.format(
                        pool=clause.pool, clause=other.name, value=value_on_screen("same_item", other.same_item)
                    ),
                )


def _unreachable(whens: Sequence[When], kind: str, known: Known) -> Iterator[tuple[int, str, str]]:
    """The positions of those that no fact reaches, each with why and what to do."""
    for number, when in enumerate(whens):
        cover = next((place for place, earlier in enumerate(whens[:number]) if covers(earlier, when, known)), None)
        if cover is not None:
            what = _("{kind} {number} is never reached: {kind} {earlier} matches all that it matches.")
            hint = _("Write the narrower one first.")
            yield number, what.format(kind=kind, number=number + 1, earlier=cover + 1), hint
        elif impossible(when, known):
            what = _("{kind} {number} can match nothing: what it asks for excludes itself.")
            yield number, what.format(kind=kind, number=number + 1), ""


def _outlets(regulation: Regulation, config: Config, known: Known) -> Iterator[Finding]:
    """Outlets whose adoptions no clause could give anything for."""
    whens = [case.when for clause in _clauses(regulation, "adoption") for case in clause.cases]
    for outlet in config.outlets if whens else ():
        key = outlet_key(config, outlet)
        if all(impossible(narrowed(when, "outlet", key), known) for when in whens):
            what = _("No clause gives anything for an adoption in “{outlet}”.").format(outlet=key)
            yield Finding(config.where(regulation, "scoring"), what)


def _fees(regulation: Regulation, config: Config, known: Known) -> Iterator[Finding]:
    """Multiples of the fee where no outlet is known to pay one: what this office issues itself comes with none."""
    paying = [outlet_key(config, outlet) for outlet in config.outlets if not outlet.own]
    for place, clause in enumerate(regulation.rewards):
        for number, case in enumerate(clause.cases):
            if isinstance(case.action, FeeTimes) and all(
                impossible(narrowed(case.when, "outlet", key), known) for key in paying
            ):
                where = f"{config.where(regulation, 'rewards', place, 'cases', number)} “{clause.name}”"
                what = _("It pays a multiple of the fee, and no outlet of another body is declared that could pay one.")
                yield Finding(where, what, _("Declare the outlet under bodies, or write yuan in place of fee_times."))


def _quotas(regulation: Regulation, config: Config) -> Iterator[Finding]:
    """Quotas that no clause, condition or conversion looks at."""
    whens = [case.when for clause in _clauses(regulation, "quota") for case in clause.cases]
    asked = [*(condition.measured for condition in parts_of(regulation, Condition)), *parts_of(regulation, Measured)]
    measured = {each.quota for each in asked if each.measure in ("missed", "shortfall")}
    for place, quota in enumerate(regulation.quotas):
        judged = any(not impossible(narrowed(when, "quota", quota.name), {}) for when in whens)
        converted = any(_full(conversion, quota) for conversion in regulation.conversion)
        # What the office itself owes is there to be seen.
        if not judged and not converted and not measured & {quota.name, ""} and quota.by != "office":
            what = _("Nothing follows from the quota “{quota}”: no clause, outcome, honour or conversion looks at it.")
            yield Finding(config.where(regulation, "quotas", place), what.format(quota=quota.name))


def _outcomes(regulation: Regulation, config: Config) -> Iterator[Finding]:
    for place, outcome in enumerate(regulation.outcomes):
        if outcome.conditions == Conditions():
            what = _("The outcome “{outcome}” has no conditions, so it holds for everybody.").format(
                outcome=outcome.name
            )
            yield Finding(config.where(regulation, "outcomes", place), what, _("Write “all” or “any”."))


def _conversion(regulation: Regulation, config: Config) -> Iterator[Finding]:
    for place, conversion in enumerate(regulation.conversion):
        if conversion.full == "quota" and not any(_full(conversion, quota) for quota in regulation.quotas):
            what = _("The conversion takes a quota on points for full, and there is none: nobody gets a mark.")
            hint = _("Add a quota with “count: points”, or write “full: best”.")
            yield Finding(config.where(regulation, "conversion", place, "full"), what, hint)


def _full(conversion: Conversion, quota: Quota) -> bool:
    """Whether ``conversion`` takes ``quota`` for full: on the points of the same clauses."""
    same = quota.count == "points" and set(quota.clauses) == set(conversion.clauses)
    return conversion.full == "quota" and same


def _clauses(regulation: Regulation, fact: str) -> list[Clause]:
    return [clause for clause in (*regulation.scoring, *regulation.rewards) if clause.fact == fact]
