"""How a clause is written: facts of one kind, and what they give."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

from infoledger.config.conditions import CONDITIONS, take_conditions, when
from infoledger.config.nodes import Place
from infoledger.config.records import Key, Record, Tagged, optional, required
from infoledger.config.shapes import Checked, Choice, Either, Form, List, Made, Name, Shape
from infoledger.config.values import SPAN, SPANS, TEXT, amount, number
from infoledger.i18n import _, listed
from infoledger.rules.actions import Action, Each, FeeTimes, Give, Instead, More, Quantity, SetTotal
from infoledger.rules.kinds import CLAUSE_KINDS, Currency, SameItem
from infoledger.rules.regulation import OWN_POSTINGS, Cap, Case, Clause, Factor, Joint, When

_TIMES = number()
# Kinds of facts that belong to an item, which has a worth under other clauses.
_WITH_ITEMS = ("submission", "forward", "adoption", "instruction", "feedback", "violation", "solicitation", "award")


def _earlier(currency: Currency) -> Name:
    return Name(f"{currency} clause", lambda: _("“{word}” is no earlier clause of this list."))


def _instead(currency: Currency) -> Shape[Action]:
    # In rewards the worth is yuan, whichever of the two words names it.
    words = ("points",) if currency == "points" else ("yuan", "points")
    keys = {"of": required(_earlier(currency)), **{word: optional(amount(currency)) for word in words}}

    def build(of: str, **amounts: Decimal) -> Action:
        return Instead(next(iter(amounts.values()), Decimal(0)), of)

    return Record(keys, build, one_of=words)


def _more(currency: Currency) -> Shape[Action]:
    return Record({"of": required(_earlier(currency)), "times": required(_TIMES)}, lambda of, times: More(times, of))


def _actions(currency: Currency, fact: str) -> dict[str, Shape[Action]]:
    """The actions of a clause for ``fact`` in the list of ``currency``, by key."""
    actions: dict[str, Shape[Action]] = {currency: Made(amount(currency), lambda given: Give(given, currency))}
    if fact in ("submission", "quota"):
        quantity: Quantity = "shortfall" if fact == "quota" else "hours_late"
        actions["each"] = Made(amount(currency), lambda given: Each(given, quantity))
    if fact in _WITH_ITEMS:
        actions |= {"more": _more(currency), "instead": _instead(currency)}
    if fact == "outcome":
        actions["set"] = Made(amount(currency), SetTotal)
    if fact == "adoption" and currency == "yuan":
        actions["fee_times"] = Made(_TIMES, FeeTimes)
    return actions


def _build_case(actions: tuple[str, ...], values: dict[str, Any]) -> Case:
    action = next((values.pop(name) for name in actions if name in values), Give(Decimal(0)))
    for name in actions:  # of several, which is noted, the first
        values.pop(name, None)
    quantity = values.pop("of", "")
    return Case(replace(action, of=quantity) if isinstance(action, Each) and quantity else action, **values)


def _build_clause(currency: Currency, actions: tuple[str, ...], values: dict[str, Any]) -> Clause:
    own = {name: values.pop(name) for name in (*actions, "of", "when") if name in values}
    # Beside ``cases``, the clause's ``when`` narrows each of them.
    shared = own.get("when", When())
    cases = tuple(replace(case, when=shared & case.when) for case in values.pop("cases", ()))
    cases = cases or (_build_case(actions, own),)
    values.setdefault("joint", Joint("each" if currency == "points" else "split"))
    values.setdefault("to", "unit" if currency == "points" else "informant")
    return Clause(cases=cases, currency=currency, conditions=take_conditions(values), **values)


def _clause(currency: Currency, fact: str) -> Record[Clause]:
    shapes = _actions(currency, fact)
    actions = tuple(shapes)
    doing: dict[str, Key] = {"when": optional(when(fact))} | {name: optional(shape) for name, shape in shapes.items()}
    needs: tuple[tuple[str, str], ...] = ()
    if fact == "quota":
        doing["of"] = optional(Choice("shortfall", "excess", "count"))
        needs = (("of", "each"),)
    case = Record(
        {**doing, "cite": optional(TEXT)},
        lambda **values: _build_case(actions, values),
        one_of=actions, needs=needs, belongs=_action_belongs, title=f"case_{currency}_{fact}",
    )  # fmt: skip
    keys: dict[str, Key] = {
        "name": required(TEXT),
        "cite": optional(TEXT),
        **doing,
        "cases": optional(List(case, least=1)),
    }
    if fact == "period":
        keys |= {"per": required(SPAN), **CONDITIONS}
    keys |= {
        "factor": optional(_factor(fact)),
        "same_item": optional(Choice(*get_args(SameItem))),
        "pool": optional(TEXT),
        "joint": optional(_JOINT),
        "to": optional(Choice("unit", "informant", "both")),
        "cap": optional(_cap(currency)),
    }
    return Record(
        keys,
        lambda **values: _build_clause(currency, actions, values),
        one_of=("cases", *actions), needs=needs, belongs=_action_belongs,
        title=f"clause_{currency}_{fact}",
    )  # fmt: skip


def _action_belongs(action: str) -> str:
    places = {"points": "scoring", "yuan": "rewards", "fee_times": "rewards, fact: adoption"}
    places |= {"each": "fact: submission, quota", "set": "fact: outcome"}
    places |= dict.fromkeys(("more", "instead"), f"fact: {listed(_WITH_ITEMS)}")
    return places.get(action, "")


def _factor(fact: str) -> Shape[tuple[Factor, ...]]:
    by_case = Record({"when": optional(when(fact)), "times": required(_TIMES)}, Factor, title=f"factor_{fact}")
    quality: Form[tuple[Factor, ...]] = Form(
        {"quality": (Factor(quality=True),)}.__getitem__,
        lambda: _("quality, or a list of {when, times}"),
        (),
        {"const": "quality"},
    )
    return Either(scalar=quality, sequence=List(by_case, least=1))


_JOINT: Shape[Joint] = Either(
    scalar=Form(
        {"each": Joint("each"), "split": Joint("split")}.__getitem__,
        lambda: _("each, split or {lead: 0.6}"),
        Joint("each"),
        {"enum": ["each", "split"]},
    ),
    mapping=Record({"lead": required(number(least=0, most=1))}, lambda lead: Joint("lead", lead)),
)


def _cap(currency: Currency) -> Shape[Cap]:
    keys = {currency: required(amount(currency, above=0)), "per": required(Choice("item", *SPANS))}
    return Record(keys, lambda **values: Cap(values[currency], values["per"]), belongs=_action_belongs)


def _check(listed: tuple[Clause, ...], place: Place) -> None:
    named = {
        case.action.of: clause for clause in listed for case in clause.cases if isinstance(case.action, More | Instead)
    }
    for position, clause in enumerate(listed):
        here = place[position]
        if clause.name in OWN_POSTINGS:
            here["name"].wrong(_("“{name}” is what the program itself posts under.").format(name=clause.name))
        if clause.name in named:
            for key in ("pool", "cap"):
                if getattr(clause, key):
                    what = _("“{clause}” names this clause by “more” or “instead”; so it can have no {key}.")
                    here[key].wrong(what.format(clause=named[clause.name].name, key=key))


def clauses(currency: Currency) -> Shape[tuple[Clause, ...]]:
    """The list of clauses that give ``currency``: ``scoring`` or ``rewards``."""
    clause = Tagged("fact", CLAUSE_KINDS, lambda fact: _clause(currency, fact))
    return Checked(List(clause, unique=True, declares=f"{currency} clause"), _check)
