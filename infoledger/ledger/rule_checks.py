"""What the rules ask for and neither register nor calendar can tell them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from infoledger.config.names import Names, suggestion
from infoledger.config.rulebook import rulebook_of
from infoledger.config.words import on_screen
from infoledger.errors import Finding
from infoledger.i18n import _
from infoledger.ledger.register import load_register
from infoledger.rules.actions import FeeTimes
from infoledger.rules.clauses import parties
from infoledger.rules.conditions import View
from infoledger.rules.decisions import Rules, compile_rules
from infoledger.rules.facts import Book, Fact
from infoledger.rules.regulation import Quota
from infoledger.rules.whens import FieldTest
from infoledger.workdays import told_unknown

if TYPE_CHECKING:
    from infoledger.ledger.checks import Sight


def holidays(sight: "Sight") -> Iterator[Finding]:
    """Years of the ledger whose workdays are counted without their holidays."""
    first = min((fact.day for fact in sight.book.facts), default=sight.today)
    years = rulebook_of(sight.config).guessed_years(min(first, sight.today), sight.today)
    if years:
        hint = _("Write them under “holidays” and “makeup_days” in config.yaml.")
        yield Finding(str(sight.config.path), told_unknown(years), hint)


def names(sight: "Sight") -> Iterator[Finding]:
    """Units, informants, groups and roles that rules name and the register lacks."""
    known = _known(sight)
    if not known["unit"]:
        return  # an office that has just begun
    for regulation in sight.config.regulations:
        for field, word in dict.fromkeys(_named(regulation)):
            if field in known and word not in known[field]:
                what = _("The rules name the {field} “{word}”, which the register does not have.")
                told = what.format(field=on_screen("fields", field), word=word)
                yield Finding(regulation.source, told, suggestion(word, known[field]))


def fees(sight: "Sight") -> Iterator[Finding]:
    """Adoptions for which a clause gives a multiple of the fee, and none is recorded."""
    from infoledger.ledger.checks import called

    rulebook = rulebook_of(sight.config)
    compiled = {regulation.effective: compile_rules(regulation) for regulation in rulebook.regulations}
    for fact in sight.book.facts:
        regulation = rulebook.on(fact.day)
        if fact.kind == "adoption" and fact.details.get("fee") is None and regulation:
            for clause in _by_fee(compiled[regulation.effective].get("adoption"), sight.book, fact):
                what = _("It has no fee, and so earns nothing by “{clause}”.").format(clause=clause)
                yield Finding(called(fact), what, _("Take it back and record it anew with its fee."))


def _by_fee(rules: Rules | None, book: Book, fact: Fact) -> list[str]:
    """The clauses that give a multiple of the fee of ``fact``."""
    found = {
        decision.clause.name: None
        for kind in (rules.kinds if rules else ())
        for party, item in parties(book, fact, kind)
        for decision in (rules.decide(View(book, fact, item, party)) if rules else ())
        if isinstance(decision.action, FeeTimes)
    }
    return list(found)


def _known(sight: "Sight") -> Mapping[str, Names]:
    """What there is, by field: every name a unit ever bore, with its aliases to find what is meant.

    A group that the config declares is there also while no unit is in it.
    """
    register = load_register(sight.connection)
    groups = [state.group for unit in register.units.values() for state in unit.states]
    return {
        "unit": {state.name: register.aliases[unit.id] for unit in register.units.values() for state in unit.states},
        "group": dict.fromkeys((*groups, *(sight.config.unit_groups or ())), ()),
        "informant": {person.name: () for person in register.informants.values()},
        "role": {state.role: () for person in register.informants.values() for state in person.states},
    }


def _named(rule: Any) -> Iterator[tuple[str, str]]:
    """The fields and words that ``rule``, or any part of it, tests; of quotas also whom ``least`` names."""
    if isinstance(rule, FieldTest):
        yield from ((rule.field, word) for word in rule.values if isinstance(word, str))
    elif isinstance(rule, tuple):
        for part in rule:
            yield from _named(part)
    elif is_dataclass(rule):
        if isinstance(rule, Quota) and isinstance(rule.least, Mapping):
            yield from (("informant" if rule.by == "informant" else "unit", name) for name in rule.least)
        for each in fields(rule):
            yield from _named(getattr(rule, each.name))
