"""Which cases of a regulation's clauses a fact falls under.

A clause sees a fact only through the fields that its conditions name: facts alike in those are
decided once, however many there are.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.rules.actions import Action, Give, Ratio
from infoledger.rules.caps import sharing
from infoledger.rules.conditions import Predicate, View, compile_when, fields_named, getter
from infoledger.rules.kinds import PARTY_KINDS, PartyKind
from infoledger.rules.regulation import Clause, Factor, Regulation
from infoledger.rules.worth import Source, pooled


class Decision(NamedTuple):
    """What a clause does with a fact: the action of the case that matched first, and its factor.

    ``fixed`` is the amount that it gives whatever the fact and however many share it; None where it hangs on them.
    """

    clause: Clause
    action: Action
    source: Source
    factor: Factor | None
    fixed: Decimal | None = None


class _Case(NamedTuple):
    matches: Predicate
    action: Action
    source: Source


class _Compiled(NamedTuple):
    clause: Clause
    cases: tuple[_Case, ...]
    factors: tuple[tuple[Predicate, Factor], ...]


class Rules:
    """Clauses of one regulation for one kind of fact, scoring before rewards, each as written.

    ``kinds`` are the kinds of party to which any of them posts.
    """

    def __init__(self, clauses: Sequence[Clause], regulation: Regulation) -> None:
        self.kinds = [kind for kind in PARTY_KINDS if any(_goes_to(clause, kind) for clause in clauses)]
        self._clauses = [_compile(clause, regulation) for clause in clauses]
        whens = [case.when for clause in clauses for case in clause.cases]
        whens += [factor.when for clause in clauses for factor in clause.factor]
        self._getters = [getter(name) for name in sorted(set[str]().union(*map(fields_named, whens)))]
        self._decided: dict[Hashable, tuple[Decision, ...]] = {}

    @property
    def have_ratios(self) -> bool:
        """Whether any of the clauses gives by a ratio."""
        return any(isinstance(case.action, Ratio) for each in self._clauses for case in each.cases)

    def decide(self, view: View) -> tuple[Decision, ...]:
        """The decisions of the clauses under which the fact falls for its party, as that sees it."""
        kind = view.party.kind
        seen = (kind, *[get(view) for get in self._getters])
        found = self._decided.get(seen)
        if found is None:
            decided = (_decide(each, view) for each in self._clauses if _goes_to(each.clause, kind))
            found = self._decided[seen] = tuple(decision for decision in decided if decision)
        return found


def _goes_to(clause: Clause, kind: PartyKind) -> bool:
    """Whether ``clause`` posts to parties of ``kind``."""
    # Facts of quotas, periods and outcomes go to their own party, whatever the clause's ``to``.
    return clause.fact in ("quota", "period", "outcome") or clause.to in (kind, "both")


def compile_rules(regulation: Regulation) -> dict[str, Rules]:
    """The regulation's clauses by kind of fact."""
    by_kind: defaultdict[str, list[Clause]] = defaultdict(list)
    for clause in regulation.scoring + regulation.rewards:
        by_kind[clause.fact].append(clause)
    return {kind: Rules(clauses, regulation) for kind, clauses in by_kind.items()}


def _compile(clause: Clause, regulation: Regulation) -> _Compiled:
    decimals = regulation.decimals if clause.currency == "points" else 2
    together, pool = sharing(clause, regulation), pooled(clause, regulation)
    return _Compiled(
        clause,
        tuple(
            _Case(
                compile_when(case.when),
                case.action,
                Source(clause, case.cite or clause.cite, regulation.called, decimals, together, pool),
            )
            for case in clause.cases
        ),
        tuple((compile_when(factor.when), factor) for factor in clause.factor),
    )


def _decide(compiled: _Compiled, view: View) -> Decision | None:
    case = next((case for case in compiled.cases if case.matches(view)), None)
    if case is None:
        return None
    factor = next((factor for matches, factor in compiled.factors if matches(view)), None)
    fixed = None
    if isinstance(case.action, Give) and factor is None and _same_for_all(compiled.clause):
        fixed = rounded(case.action.given, case.source.decimals)
    return Decision(compiled.clause, case.action, case.source, factor, fixed)


def _same_for_all(clause: Clause) -> bool:
    """Whether neither sharing nor the time of membership changes what the clause gives."""
    return clause.joint.kind == "each" and clause.fact != "period"
