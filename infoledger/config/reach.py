"""Rewards that nobody can earn as the regulation and the config stand."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from infoledger.config.coverage import Known, impossible, unreached
from infoledger.config.model import Config
from infoledger.config.outlets import outlet_key
from infoledger.errors import Finding
from infoledger.i18n import _
from infoledger.numbers import plain
from infoledger.rules.actions import Give
from infoledger.rules.kinds import Per
from infoledger.rules.measured import Condition
from infoledger.rules.regulation import Bound, Cap, Clause, Regulation

_MONTHS: Mapping[Per | None, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WHOLE = 100  # per cent


def out_of_reach(regulation: Regulation, config: Config, known: Known) -> Iterator[Finding]:
    """What asks for outlets or bodies that the config has not, or for more than there can be, and quotas of nobody."""
    for key in ("scoring", "rewards"):
        for place, clause in enumerate(getattr(regulation, key)):
            for number, what in _cases(clause, config, known):
                where = config.where(regulation, key, place, "cases", number)
                yield Finding(f"{where} “{clause.name}”", what)
    for keys, what in _conditions(regulation):
        yield Finding(config.where(regulation, *keys), what)
    for place, quota in enumerate(regulation.quotas):
        most = _of_ceiling(regulation.ceiling, quota.per) if quota.count == "points" and not quota.clauses else None
        if most is not None and isinstance(quota.least, Decimal) and quota.least > most:
            yield Finding(config.where(regulation, "quotas", place), _asks_for_more(quota.name, most))
        if impossible(quota.owed_by, {}):
            what = _("Nobody owes the quota “{quota}”: whom it asks for excludes itself.").format(quota=quota.name)
            yield Finding(config.where(regulation, "quotas", place, "for"), what)


def _cases(clause: Clause, config: Config, known: Known) -> Iterator[tuple[int, str]]:
    declared = {
        "adoption": ("outlet", [outlet_key(config, outlet) for outlet in config.outlets]),
        "forward": ("body", list(config.bodies)),
    }
    field, names = declared.get(clause.fact, ("", []))
    for number, case in enumerate(clause.cases):
        alone = impossible(case.when, known)  # told of the case itself
        if names and not alone and unreached(case.when, field, names, known):
            if clause.fact == "adoption":
                yield number, _("It cannot be earned: no outlet of the config matches it.")
            else:
                yield number, _("It cannot be earned: no body of the config matches it.")
        amount, cap = case.action.given if isinstance(case.action, Give) else Decimal(0), clause.cap
        if isinstance(cap, Cap) and not clause.factor and cap.amount < abs(amount):
            what = _("{amount} cannot be reached: the clause's cap is {cap}.")
            yield number, what.format(amount=plain(amount), cap=plain(cap.amount))


def _conditions(regulation: Regulation) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key in ("scoring", "rewards", "outcomes", "honours"):
        for place, part in enumerate(getattr(regulation, key)):
            for which in ("all", "any"):
                for number, condition in enumerate(getattr(part.conditions, which)):
                    most = _most(condition, part.per, regulation.ceiling)
                    if most is not None and _above(condition, most):
                        yield (key, place, which, number), _asks_for_more(part.name, most)


def _asks_for_more(name: str, most: Decimal) -> str:
    what = _("“{name}” cannot be reached: it asks for more than {most}, which is the most.")
    return what.format(name=name, most=plain(most))


def _above(condition: Condition, most: Decimal) -> bool:
    asked = condition.range
    least = max((bound for bound in (asked.at_least, asked.equals) if bound is not None), default=most)
    return least > most or (asked.above is not None and asked.above >= most)


def _most(condition: Condition, per: Per | None, ceiling: Bound | None) -> Decimal | None:
    """The most that the figure of ``condition`` can be over a ``per``; None where that is not known."""
    if condition.measure == "adoption_rate":
        return Decimal(_WHOLE)
    if condition.measure == "points" and not condition.clauses:
        return _of_ceiling(ceiling, per)
    return None


def _of_ceiling(ceiling: Bound | None, per: Per | None) -> Decimal | None:
    """The most points of a ``per`` that is made of whole sub-periods of ``ceiling``; None for any other."""
    if ceiling is None or per not in _MONTHS or ceiling.per not in _MONTHS:
        return None
    parts, rest = divmod(_MONTHS[per], _MONTHS[ceiling.per])
    return ceiling.points * parts if parts and not rest else None
