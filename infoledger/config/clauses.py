"""How a clause is written: facts of one kind, and what they give."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal, cast, get_args

from infoledger.config.conditions import CONDITIONS, FIGURE, take_conditions, when
from infoledger.config.nodes import Place
from infoledger.config.records import ByKey, Key, Record, Tagged, optional, required
from infoledger.config.shapes import Checked, Choice, Either, List, Made, Name, Shape, WordOr
from infoledger.config.values import FLAG, PART, SPAN, SPANS, TEXT, WITHIN, amount, number, whole
from infoledger.config.words import VALUES, on_screen, to_choose
from infoledger.i18n import _, listed
from infoledger.rules.actions import Action, Each, FeeTimes, Give, Instead, More, Quantity, Ratio, SetTotal, below_0
from infoledger.rules.figures import PHRASES, FigureName
from infoledger.rules.kinds import CLAUSE_KINDS, Currency, SameItem
from infoledger.rules.measured import Measured
from infoledger.rules.regulation import OWN_POSTINGS, Cap, Case, Clause, Factor, Few, Joint
from infoledger.rules.whens import When

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

    return Record(keys, build, one_of=words, place="more", title=f"instead_{currency}")


def _more(currency: Currency) -> Shape[Action]:
    keys = {"of": required(_earlier(currency)), "times": required(_TIMES)}
    return Record(keys, lambda of, times: More(times, of), place="more", title=f"more_{currency}")


def ratio(*, of_quota: bool = False) -> Record[Ratio]:
    """A figure in proportion to another; ``of_quota``: to what a quota asks for, where it need not be named."""
    over = Either(scalar=_over((*(("least",) if of_quota else ()), "best", "mean", "total")), mapping=FIGURE)
    keys = {
        "of": Key(FIGURE, required=not of_quota),
        "over": required(over),
        "times": required(_TIMES),
        "within": optional(WITHIN),
    }
    return Record(keys, Ratio, place="ratio", title="ratio_quota" if of_quota else "ratio")


def _over(words: tuple[str, ...]) -> Shape[Any]:
    """What a figure is divided by: a number above 0, one of ``words``, or another figure by its name."""
    allowed = Choice(*words, *PHRASES, translated=VALUES["over"])
    return Made(
        WordOr(allowed, number(above=0)),
        lambda over: Measured(cast("FigureName", over)) if over in PHRASES else over,
    )


def _actions(currency: Currency, fact: str) -> dict[str, Shape[Action]]:
    """The actions of a clause for ``fact`` in the list of ``currency``, by key."""
    actions: dict[str, Shape[Action]] = {currency: Made(amount(currency), lambda given: Give(given, currency))}
    if fact in ("submission", "quota"):
        quantity: Quantity = "shortfall" if fact == "quota" else "hours_late"
        actions["each"] = Made(amount(currency), lambda given: Each(given, quantity))
    if fact in _WITH_ITEMS:
        actions |= {"more": _more(currency), "instead": _instead(currency)}
    if fact in ("quota", "period"):
        actions["ratio"] = Made(ratio(of_quota=fact == "quota"), lambda action: action)
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
        doing["of"] = optional(Choice("shortfall", "excess", "count", translated=VALUES["quantity"]))
        needs = (("of", "each"),)
    case = Record(
        {**doing, "cite": optional(TEXT)},
        lambda **values: _build_case(actions, values),
        one_of=actions, needs=needs, belongs=_belongs, place="case", title=f"case_{currency}_{fact}",
    )  # fmt: skip
    keys: dict[str, Key] = {
        "name": required(TEXT),
        "cite": optional(TEXT),
        **doing,
        "cases": optional(List(case, least=1)),
    }
    if fact == "period":
        keys |= {
            "per": required(SPAN),
            "by": optional(Choice("unit", "informant", translated=VALUES["party"])),
            "part": optional(PART),
            **CONDITIONS,
        }
    if currency == "points":
        keys["basis"] = optional(FLAG)
    keys |= {
        "factor": optional(_factor(fact)),
        "same_item": optional(Choice(*get_args(SameItem), translated=VALUES["same_item"])),
        "pool": optional(TEXT),
        "joint": optional(_JOINT),
        "to": optional(Choice("unit", "informant", "both", translated=VALUES["party"])),
        "cap": optional(_cap(currency)),
    }
    return Record(
        keys,
        lambda **values: _build_clause(currency, actions, values),
        one_of=("cases", *actions), needs=needs, belongs=_belongs,
        place="clause", title=f"clause_{currency}_{fact}",
    )  # fmt: skip


def _belongs(key: str) -> str:
    scoring, rewards = on_screen("regulation", "scoring"), on_screen("regulation", "rewards")
    places = {"points": scoring, "basis": scoring, "yuan": rewards, "fee_times": f"{rewards}, {_of_facts('adoption')}"}
    places |= {"each": _of_facts("submission", "quota"), "set": _of_facts("outcome")}
    places |= {"ratio": _of_facts("quota", "period")}
    places |= dict.fromkeys(("more", "instead"), _of_facts(*_WITH_ITEMS))
    return places.get(key, "")


def _of_facts(*kinds: str) -> str:
    return f"{on_screen('clause', 'fact')}: {listed(to_choose(kinds, VALUES['fact']))}"


def _factor(fact: str) -> Shape[tuple[Factor, ...]]:
    by_case = Record(
        {"when": optional(when(fact)), "times": required(_TIMES)}, Factor, place="factor", title=f"factor_{fact}"
    )
    quality = Choice("quality", translated=VALUES["factor"], beside=lambda: _("a list of when and times"))
    return Either(scalar=Made(quality, lambda _quality: (Factor(quality=True),)), sequence=List(by_case, least=1))


_JOINT: Shape[Joint] = Either(
    scalar=Made(
        Choice("each", "split", translated=VALUES["joint"], beside=lambda: f"{{{on_screen('joint', 'lead')}: 0.6}}"),
        lambda how: Joint(cast("Literal['each', 'split']", how)),
    ),
    mapping=Record({"lead": required(number(least=0, most=1))}, lambda lead: Joint("lead", lead), place="joint"),
)


_CAPPED_PER = required(Choice("item", "day", *SPANS, translated=VALUES["per"]))


def _cap(currency: Currency) -> Shape[Cap | Few]:
    sums = {currency: required(amount(currency, above=0)), "per": _CAPPED_PER, "shared": optional(TEXT)}
    cap: Record[Cap | Few] = Record(
        sums,
        lambda shared="", **values: Cap(values[currency], values["per"], shared),
        belongs=_belongs, place="cap", title=f"cap_{currency}",
    )  # fmt: skip
    return ByKey({"first": _few("first"), "best": _few("best")}, cap, place="cap")


def _few(which: Literal["first", "best"]) -> Record[Cap | Few]:
    keys = {which: required(whole(1)), "per": _CAPPED_PER}
    return Record(keys, lambda **values: Few(values[which], values["per"], which), place="cap", title=f"cap_{which}")


def _check(listed: tuple[Clause, ...], place: Place) -> None:
    named = {
        case.action.of: clause for clause in listed for case in clause.cases if isinstance(case.action, More | Instead)
    }
    shared: dict[str, tuple[str, Cap]] = {}
    for position, clause in enumerate(listed):
        here = place[position]
        if clause.name in OWN_POSTINGS:
            here["name"].wrong(_("“{name}” is what the program itself posts under.").format(name=clause.name))
        if clause.name in named:
            for key in ("pool", "cap"):
                if getattr(clause, key):
                    what = _("“{clause}” names this clause by “more” or “instead”; so it can have no {key}.")
                    here[key].wrong(what.format(clause=named[clause.name].name, key=on_screen("clause", key)))
        if isinstance(clause.cap, Few):
            _check_few(clause, clause.cap, here)
        elif clause.cap and clause.cap.shared:
            first, cap = shared.setdefault(clause.cap.shared, (clause.name, clause.cap))
            if cap != clause.cap:
                what = _("The cap “{name}” is another one here than in “{clause}”.")
                here["cap"].wrong(
                    what.format(name=cap.shared, clause=first), _("Write the same amount and “per” in both.")
                )


def _check_few(clause: Clause, few: Few, here: Place) -> None:
    """Only in a plain clause each fact has an amount of its own by which it is one of the few."""
    if clause.pool:
        here["pool"].wrong(
            _("A clause with “{key}” in its cap can be in no pool.").format(key=on_screen("cap", few.which))
        )
    if clause.same_item != "sum":
        what = _("A clause with “{key}” in its cap can have no “same_item” but sum.").format(
            key=on_screen("cap", few.which)
        )
        here["same_item"].wrong(what)
    if few.which == "best" and any(below_0(case.action) for case in clause.cases):
        here["cap"].wrong(
            _("With “best” no amount may be negative."), _("Write the deductions as a clause of their own.")
        )


def clauses(currency: Currency) -> Shape[tuple[Clause, ...]]:
    """The list of clauses that give ``currency``: ``scoring`` or ``rewards``."""
    facts = Choice(*CLAUSE_KINDS, translated=VALUES["fact"])
    clause = Tagged("fact", facts, lambda fact: _clause(currency, fact), place="clause")
    return Checked(List(clause, unique=True, declares=f"{currency} clause"), _check)
