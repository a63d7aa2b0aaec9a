"""What is odd in a ledger: each check is a small function that yields findings, none of them corrects anything."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_names
from infoledger.errors import Finding
from infoledger.i18n import N_, _
from infoledger.kinds import KINDS, Speaks
from infoledger.ledger import database, frozen, rule_checks
from infoledger.ledger.backup import not_copied_since
from infoledger.ledger.cells import odd_cells
from infoledger.ledger.database import damages, ledger_file
from infoledger.ledger.exchange_checks import exchange
from infoledger.ledger.files import doubt_of
from infoledger.ledger.models import Entry
from infoledger.ledger.reading import load_book
from infoledger.ledger.remains import bring_back
from infoledger.ledger.review import skipped
from infoledger.ledger.seals import table_of
from infoledger.ledger.structure import foreign
from infoledger.ledger.twice import doubles
from infoledger.ledger.twins import twins
from infoledger.ledger.unissued import unissued
from infoledger.ledger.verification import to_the_end, verify
from infoledger.rules.conditions import View, compile_when
from infoledger.rules.facts import Book, Fact
from infoledger.rules.postings import Party

_ENTRIES = table_of(Entry)
_SKEW = timedelta(minutes=5)  # by which the clocks of two clerks may differ


@dataclass(frozen=True)
class Sight:
    """What the checks see: the ledger at ``url``, the config, today, and what time it really is."""

    connection: Connection
    url: str
    config: Config
    today: date
    now: datetime

    @cached_property
    def book(self) -> Book:
        """The facts of all days."""
        return load_book(self.connection, self.config, date.min, date.max, self.today)


def check(sight: Sight) -> Iterator[tuple[str, Finding]]:
    """All findings, each with the name of its check; a check that cannot finish hides no other."""
    for name, (_summary, run) in CHECKS.items():
        apart = sight.connection.begin_nested()  # or what the database refuses one check would end all
        where = _("the check “{name}”").format(name=_(name))
        found = list(to_the_end(where, _run(run, sight)))
        apart.rollback()
        yield from ((name, finding) for finding in found)


def _run(check: Callable[[Sight], Iterable[Finding]], sight: Sight) -> Iterator[Finding]:
    yield from check(sight)


def _damages(sight: Sight) -> Iterator[Finding]:
    """Pages, indexes and references that the database itself finds broken."""
    for damage in damages(sight.connection):
        yield Finding(sight.url, damage, bring_back(ledger_file(sight.url)))


def _changed(sight: Sight) -> Iterable[Finding]:
    """What was changed past the program."""
    return verify(sight.connection)


def _structure(sight: Sight) -> Iterable[Finding]:
    """What the database holds that the program did not make."""
    return foreign(sight.connection, database.SCHEMA)


def _cells(sight: Sight) -> Iterable[Finding]:
    """Cells that hold something else than their column is for."""
    return odd_cells(sight.connection)


def _unissued(sight: Sight) -> Iterator[Finding]:
    """What was not issued though the one before it was."""
    told = {
        "notice": (_("The notice is not issued."), _("infoledger notice {period} --issue")),
        "pay": (_("The pay list is not issued."), _("infoledger pay {period} --issue")),
    }
    for kind, window in unissued(sight.connection, sight.config.calendar, sight.today):
        what, command = told[kind]
        yield Finding(window.words, what, command.format(period=window.words))


def _clock(sight: Sight) -> Iterator[Finding]:
    """Journal entries written, by the clock of their machine, before the one before them."""
    last: datetime | None = None
    for row in sight.connection.execute(select(_ENTRIES.c.id, _ENTRIES.c.at).order_by(_ENTRIES.c.id)):
        at = datetime.fromisoformat(row.at)
        if last and at < last - _SKEW:
            where = _("journal entry {number}").format(number=row.id)
            yield Finding(where, _("A clock was set back before it was written ({at}).").format(at=row.at))
        last = at


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
    words: Mapping[Speaks | None, Any] = {
        "category": config.categories,
        "body": {*config.bodies, config.office.name},
        "outlet": outlet_names(config),
        "form": config.forms,
        "level": config.levels,
        "violation": config.violations,
        "award": config.awards,
    }
    return {
        kind.fact: {column.english: words[column.of] for column in kind.columns if column.of in words}
        for kind in KINDS.values()
    }


def _field(fact: Fact, field: str) -> Any:
    return fact.items[0].traits.category if field == "category" else fact.details.get(field)


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
                    _("Correct the day of the item, or void the fact and record it anew."),
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


def _frozen(sight: Sight) -> Iterator[Finding]:
    """What was issued under rules that the config has no longer; rules that came into force since are none of these."""
    regulations = sight.config.regulations
    known = {frozen.fingerprint(regulations[:count]) for count in range(len(regulations) + 1)}
    for kind in ("notice", "pay"):
        for row in frozen.issued(sight.connection, kind):
            if row.fingerprint not in known:
                yield Finding(
                    f"{kind} {row.key}",
                    _("The rules were changed since it was issued."),
                    _("It stays as it was; a regulation that changes is a new one with its own effective date."),
                )


def _twice(sight: Sight) -> Iterator[Finding]:
    """What may be one fact, recorded twice."""
    yield from _one_day(sight)
    yield from _one_issue(sight)


def _one_day(sight: Sight) -> Iterator[Finding]:
    """Facts of one day that are the same."""
    found = [(KINDS[table_of(model).name], later, first) for model, later, first in doubles(sight.connection)]
    named: dict[tuple[str, int], Fact] = {}
    if found:
        named.update(((fact.kind, fact.id), fact) for fact in sight.book.facts if fact.kind != "solicitation")
    for kind, later, first in found:
        fact = named.get((kind.fact, later))
        yield Finding(
            called(fact) if fact else f"{kind.singular} {later}",
            _("The same is recorded of that day already: {first}.").format(first=f"{kind.singular} {first}"),
            _("If they are one: infoledger void {kind} {id} --reason TEXT").format(kind=kind.singular, id=later),
        )


def _one_issue(sight: Sight) -> Iterator[Finding]:
    """Pieces of one item in one issue of an outlet, on different days."""
    seen: dict[tuple[Any, ...], Fact] = {}
    for fact in sight.book.facts:
        issue = fact.details["issue"] if fact.kind == "adoption" else None
        keys = [(fact.details["outlet"], item.id, str(issue)) for item in fact.items] if issue else []
        first = next((seen[key] for key in keys if key in seen), None)
        seen |= dict.fromkeys(keys, first or fact)
        if first and first.day != fact.day:
            yield Finding(
                called(fact),
                _("{outlet} adopted the same before: {first}.").format(
                    outlet=fact.details["outlet"], first=called(first)
                ),
                _("If it is the same piece: infoledger void adoption {id} --reason TEXT").format(id=fact.id),
            )


def _skipped(sight: Sight) -> Iterable[Finding]:
    """What went out without a step of its review."""
    return skipped(sight.connection, sight.config)


def _copies(sight: Sight) -> Iterator[Finding]:
    """A ledger that was not copied for a week, though something was recorded."""
    since = not_copied_since(sight.connection, sight.url, sight.now)
    if since:
        yield Finding(
            sight.url, _("What was recorded since {day} is in no copy.").format(day=since), "infoledger backup FILE"
        )


def _exchange(sight: Sight) -> Iterable[Finding]:
    """What was sent to other offices against what came back."""
    return exchange(sight)


def _share(sight: Sight) -> Iterator[Finding]:
    """A ledger on a network share, whose locks cannot be trusted."""
    file = ledger_file(sight.url)
    doubt = doubt_of(file) if file else None
    if doubt:
        yield doubt


def called(fact: Fact) -> str:
    """How a clerk finds a fact: an item by its reference, others by kind, id and the items concerned."""
    refs = " ".join(item.ref for item in fact.items)
    return refs if fact.kind == "submission" else f"{fact.kind} {fact.id}" + (f" ({refs})" if refs else "")


#: All checks: what each finds, and by what.
CHECKS: Mapping[str, tuple[str, Callable[[Sight], Iterable[Finding]]]] = {
    N_("database"): (N_("damages that the database itself finds"), _damages),
    N_("structure"): (N_("triggers, views, tables, columns and indexes that infoledger did not make"), _structure),
    N_("cells"): (N_("cells that hold no day, number, text or JSON where one is meant"), _cells),
    N_("journal"): (N_("rows and journal entries that were changed past the program"), _changed),
    N_("clock"): (N_("journal entries written after a clock was set back"), _clock),
    N_("undeclared"): (
        N_("outlets, bodies, forms, categories, kinds and levels that the config no longer declares"),
        _undeclared,
    ),
    N_("order"): (N_("facts dated before their item was submitted"), _out_of_order),
    N_("future"): (N_("facts dated after today"), _future),
    N_("membership"): (N_("facts of units that were no members on the day"), _strangers),
    N_("informants"): (N_("items whose informant wrote for none of their units on the day"), _absent),
    N_("groups"): (N_("units in groups that the config no longer declares"), _groups),
    N_("headcounts"): (N_("units without headcount that owe a quota by head"), _headcounts),
    N_("holidays"): (N_("years whose workdays are counted without their holidays"), rule_checks.holidays),
    N_("fees"): (N_("adoptions without the fee of which rules give a multiple"), rule_checks.fees),
    N_("names"): (N_("units, informants, groups and roles that rules name and the register lacks"), rule_checks.names),
    N_("twins"): (N_("names and references that look the same and stand for two"), twins),
    N_("duplicates"): (N_("facts that seem to be recorded twice, on one day or in one issue"), _twice),
    N_("review"): (N_("items that went out without a step of their review"), _skipped),
    N_("frozen"): (N_("notices and pay lists issued under rules that were changed since"), _frozen),
    N_("unissued"): (N_("a finished month or quarter whose notice or pay list is not issued"), _unissued),
    N_("backup"): (N_("a ledger of which there is no copy from this week"), _copies),
    N_("exchange"): (
        N_("packets that are missing on either side, and adoptions that a body does not confirm"),
        _exchange,
    ),
    N_("share"): (N_("a ledger that lies on a network share"), _share),
}
