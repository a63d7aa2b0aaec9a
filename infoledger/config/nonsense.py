"""What may be written in config and rules, and hardly anybody means."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_key
from infoledger.config.words import VALUES, value_on_screen
from infoledger.errors import Finding
from infoledger.i18n import _
from infoledger.rules.actions import SetTotal
from infoledger.rules.figures import NOTICE_FIGURES, FigureName
from infoledger.rules.measured import Condition
from infoledger.rules.regulation import Clause, Column, Conversion, Outcome, Quota, Regulation
from infoledger.rules.whens import Range

#: More sub-periods running than a year of months has are no streak that anybody waits for.
_LONGEST_STREAK = 12


def nonsense(config: Config) -> Iterator[Finding]:
    """What is odd in the config itself and in each of its regulations."""
    yield from _aliases(config)
    yield from _steps(config)
    for regulation in config.regulations:
        said: tuple[tuple[tuple[str | int, ...], str], ...] = (
            *((("quotas", place), _quota(each)) for place, each in enumerate(regulation.quotas)),
            *((("outcomes", place), _outcome(each)) for place, each in enumerate(regulation.outcomes)),
            *_conditions(regulation),
            *((("scoring", place), _set(each, regulation)) for place, each in enumerate(regulation.scoring)),
            *((("conversion", place), _full(each)) for place, each in enumerate(regulation.conversion)),
            *((("columns", place), _column(each, regulation)) for place, each in enumerate(regulation.columns)),
        )
        yield from (Finding(config.where(regulation, *keys), what) for keys, what in said if what)


def _conditions(regulation: Regulation) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is odd in the conditions of period clauses, outcomes and honours, each with the keys of its place."""
    for key in ("scoring", "rewards", "outcomes", "honours"):
        for place, part in enumerate(getattr(regulation, key)):
            for which in ("all", "any"):
                for number, condition in enumerate(getattr(part.conditions, which)):
                    yield (key, place, which, number), _condition(condition)


def _aliases(config: Config) -> Iterator[Finding]:
    """Aliases that mean another outlet too, so that neither can be found by them."""
    meanings: dict[str, list[str]] = {}
    for outlet in config.outlets:
        for name in (outlet.name, *outlet.aliases):
            meanings.setdefault(name, []).append(outlet_key(config, outlet))
    for outlet in config.outlets:
        for alias in outlet.aliases:
            others = [key for key in meanings[alias] if key != outlet_key(config, outlet)]
            if others:
                what = _("The alias “{alias}” of “{outlet}” means “{other}” too.")
                told = what.format(alias=alias, outlet=outlet_key(config, outlet), other=others[0])
                keys = ("bodies", outlet.body, "outlets", outlet.name, "aliases")
                yield Finding(config.where(None, *keys), told)


def _steps(config: Config) -> Iterator[Finding]:
    steps = list(config.review.steps)
    for place, more in enumerate(config.review.more):
        if more.step in steps:
            what = _("The step “{step}” of the review is named twice.").format(step=more.step)
            yield Finding(config.where(None, "review", "more", place, "step"), what)
        steps.append(more.step)


def _quota(quota: Quota) -> str:
    least = quota.least.values() if isinstance(quota.least, Mapping) else [quota.least]
    if quota.count != "points" and any(not each for each in least):
        return _("The quota “{quota}” of 0 is always met.").format(quota=quota.name)
    return ""


def _outcome(outcome: Outcome) -> str:
    if outcome.running > _LONGEST_STREAK:
        what = _("The outcome “{outcome}” waits for {count} sub-periods running.")
        return what.format(outcome=outcome.name, count=outcome.running)
    return ""


def _condition(condition: Condition) -> str:
    if empty(condition.range):
        return _("No number lies within the bounds of a condition on “{measure}”.").format(
            measure=value_on_screen("measure", condition.measure)
        )
    if condition.measure == "adoption_rate" and any(0 < bound < 1 for bound in _bounds(condition.range)):
        return _("The adoption rate is in per cent: 30 means 30 %, and 0.3 less than one in a hundred.")
    return ""


def _bounds(span: Range) -> list[Decimal]:
    bounds = (span.at_least, span.at_most, span.above, span.below, span.equals)
    return [bound for bound in bounds if bound is not None]


def empty(span: Range) -> bool:
    """Whether no number lies within ``span``."""
    lower = max((bound for bound in (span.at_least, span.above) if bound is not None), default=None)
    upper = min((bound for bound in (span.at_most, span.below) if bound is not None), default=None)
    exact = span.equals is not None and not span.holds(span.equals)
    if lower is None or upper is None:
        return exact
    return exact or lower > upper or (lower == upper and lower in (span.above, span.below))


def _set(clause: Clause, regulation: Regulation) -> str:
    """``set`` at the end of less than a year: what is earned after it counts again."""
    if not any(isinstance(case.action, SetTotal) for case in clause.cases):
        return ""
    named = {
        name for case in clause.cases for test in case.when.tests if test.field == "outcome" for name in test.values
    }
    short = [
        outcome.name
        for outcome in regulation.outcomes
        if outcome.per != "year" and (not named or outcome.name in named)
    ]
    what = _("“{clause}” sets the total at the end of each sub-period of “{outcome}”; points earned later add to it.")
    return what.format(clause=clause.name, outcome=short[0]) if short else ""


def _column(column: Column, regulation: Regulation) -> str:
    """A column that bears the name of a figure, which is what a ranking then means."""
    words = {figure: (figure, VALUES["measure"][figure]) for figure in NOTICE_FIGURES}
    if any(column.name in words.get(cast("FigureName", figure), ()) for figure in regulation.ranking.by):
        return _("The ranking by “{name}” is by the figure of the notice, not by the column.").format(name=column.name)
    return ""


def _full(conversion: Conversion) -> str:
    full = conversion.full
    if isinstance(full, Decimal) and full <= 0:
        return _("The conversion takes {full} points for full: nobody gets a mark.").format(full=full)
    return ""
