"""What is odd in a ledger: each check is a small function that yields findings, none of them corrects anything."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_names
from infoledger.errors import Finding
from infoledger.i18n import N_, _
from infoledger.ledger.reading import load_book
from infoledger.ledger.verification import verify
from infoledger.rules.conditions import View, compile_when
from infoledger.rules.facts import Book, Fact
from infoledger.rules.postings import Party


@dataclass(frozen=True, slots=True)
class Sight:
    """What the checks see: the facts of all days, the config, and today."""

    book: Book
    config: Config
    today: date


def check(connection: Connection, config: Config, today: date) -> Iterator[tuple[str, Finding]]:
    """All findings, each with the name of its check."""
    sight = Sight(load_book(connection, config, date.min, date.max, today), config, today)
    checks = {"journal": verify(connection), **{name: run(sight) for name, (_summary, run) in CHECKS.items()}}
    for name, findings in checks.items():
        for finding in findings:
            yield name, finding


def _undeclared(sight: Sight) -> Iterator[Finding]:
    """Words that the config no longer declares."""
    declared = _declared(sight.config)
    for fact in sight.book.facts:
        for field, names in declared.get(fact.kind, {}).items():
            word = _field(fact, field)
            if word and names is not None and word not in names:
                yield Finding(
                    called(fact),
                    _("“{word}” is declared nowhere in the config ({field}).").format(word=word, field=field),
                )


def _declared(config: Config) -> Mapping[str, Mapping[str, Any]]:
    outlets = outlet_names(config)
    return {
        "submission": {"category": config.categories},
        "forward": {"body": {*config.bodies, config.office.name}},
        "adoption": {"outlet": outlets, "form": config.forms},
        "instruction": {"outlet": outlets, "level": config.levels},
        "violation": {"kind": config.violations, "level": config.levels},
        "award": {"kind": config.awards},
    }


def _field(fact: Fact, field: str) -> Any:
    return fact.items[0].category if field == "category" else fact.details.get(field)


def _out_of_order(sight: Sight) -> Iterator[Finding]:
    """Facts dated before their item was submitted."""
    for fact in sight.book.facts:
        for item in fact.items:
            if fact.day < item.submitted:
                yield Finding(
                    called(fact),
                    _("It is dated {day}, but {ref} was submitted on {submitted}.").format(
                        day=fact.day, ref=item.ref, submitted=item.submitted
                    ),
                )


def _future(sight: Sight) -> Iterator[Finding]:
    """Facts dated after today."""
    for fact in sight.book.facts:
        if fact.day > sight.today:
            yield Finding(called(fact), _("It is dated {day}, which is yet to come.").format(day=fact.day))


def _strangers(sight: Sight) -> Iterator[Finding]:
    """Facts of units that were no members on the day."""
    for fact in sight.book.facts:
        units = fact.items[0].units if fact.kind == "submission" else filter(None, [fact.unit])
        for unit in (sight.book.units[each] for each in units):
            if fact.kind != "solicitation" and not unit.joined <= fact.day <= unit.left:
                yield Finding(
                    called(fact), _("{unit} was no member on {day}.").format(unit=unit.on(fact.day).name, day=fact.day)
                )


def _absent(sight: Sight) -> Iterator[Finding]:
    """Items by informants who did not write for any of its units on the day."""
    for fact in sight.book.facts:
        for person in fact.items[0].informants if fact.kind == "submission" else ():
            informant = sight.book.informants[person]
            here = informant.on(fact.day).unit in fact.items[0].units
            if not (here and informant.joined <= fact.day <= informant.left):
                yield Finding(
                    called(fact),
                    _("{name} wrote for none of its units on {day}.").format(name=informant.name, day=fact.day),
                )


def _groups(sight: Sight) -> Iterator[Finding]:
    """Units in a group that the config no longer declares."""
    for unit in sight.book.units.values():
        group = unit.states[-1].group
        if sight.config.unit_groups is not None and group not in sight.config.unit_groups and unit.left >= sight.today:
            yield Finding(unit.states[-1].name, _("Its group “{group}” is not declared.").format(group=group))


def _headcounts(sight: Sight) -> Iterator[Finding]:
    """Units without headcount that owe a quota by head."""
    quotas = [
        quota for regulation in sight.config.regulations[-1:] for quota in regulation.quotas if quota.by == "head"
    ]
    for quota in quotas:
        owes = compile_when(quota.owed_by)
        for unit in sight.book.units.values():
            view = View(sight.book, Fact("quota", 0, sight.today), None, Party("unit", unit.id))
            if not unit.states[-1].headcount and unit.left >= sight.today and owes(view):
                yield Finding(
                    unit.states[-1].name,
                    _("It has no headcount, and so no quota “{quota}”.").format(quota=quota.name),
                    _("Say it with “infoledger unit edit {unit} --headcount N”.").format(unit=unit.states[-1].name),
                )


def called(fact: Fact) -> str:
    """How a clerk finds a fact: an item by its reference, others by kind, id and the items concerned."""
    refs = " ".join(item.ref for item in fact.items)
    return refs if fact.kind == "submission" else f"{fact.kind} {fact.id}" + (f" ({refs})" if refs else "")


#: All checks: what each finds, and by what. The journal is checked beside the rows, not the facts.
CHECKS: Mapping[str, tuple[str, Callable[[Sight], Iterable[Finding]]]] = {
    "undeclared": (
        N_("outlets, bodies, forms, categories, kinds and levels that the config no longer declares"),
        _undeclared,
    ),
    "order": (N_("facts dated before their item was submitted"), _out_of_order),
    "future": (N_("facts dated after today"), _future),
    "membership": (N_("facts of units that were no members on the day"), _strangers),
    "informants": (N_("items whose informant wrote for none of their units on the day"), _absent),
    "groups": (N_("units in groups that the config no longer declares"), _groups),
    "headcounts": (N_("units without headcount that owe a quota by head"), _headcounts),
}
