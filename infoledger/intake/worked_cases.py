"""Worked cases in the rules: their facts recorded and reckoned as the ledger's are, and compared.

A case is a list of facts (``case_facts``) and the points that each party must get in each period.
A fact that says something no rule can read fails the case.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from infoledger.config.model import Config, WorkedCase
from infoledger.config.names import suggestion
from infoledger.config.told import called, kind_told
from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.intake.case_facts import told, with_feedback
from infoledger.ledger.database import passing_ledger
from infoledger.numbers import plain
from infoledger.rules.facts import Book
from infoledger.rules.fields import COUNT_KINDS
from infoledger.rules.figures import FIGURES
from infoledger.rules.measured import Condition, Measured
from infoledger.rules.postings import Party
from infoledger.rules.reckoning import Reckoning, Rulebook, reckon
from infoledger.rules.regulation import Regulation
from infoledger.rules.whens import FieldTest, parts_of


def failures(cases: Iterable[WorkedCase], config: Config, rulebook: Rulebook) -> list[Finding]:
    """What is wrong with ``cases``: facts that cannot be read, or sums that differ (应得 / 实得)."""
    with passing_ledger() as connection:
        return [finding for case in cases for finding in _failures(connection, case, config, rulebook)]


def _failures(connection: Connection, case: WorkedCase, config: Config, rulebook: Rulebook) -> list[Finding]:
    try:
        _refuse_unread(case, rulebook)
        with connection.begin() as begun:
            book = told(connection, case, config)
            begun.rollback()
        return [
            finding
            for period, wanted in case.expect.items()
            for finding in _compare(case, book, rulebook, period, wanted)
        ]
    except InfoledgerError as error:
        return list(error.findings) or [Finding(case.where, f"{case.name}: {error.message}", error.hint)]


def _refuse_unread(case: WorkedCase, rulebook: Rulebook) -> None:
    """Refuse facts that nothing in the rules looks at: whoever wrote them expects an effect."""
    # Every item is submitted, may answer a solicitation, and an adjustment posts by itself.
    read = {"unit", "informant", "submission", "solicitation", "adjustment"}
    read.update(kind for regulation in rulebook.regulations for kind in _kinds_read(regulation))
    for kind in map(kind_told, with_feedback(case.facts)):
        if kind.fact not in read:
            raise InfoledgerError(
                _("Nothing in the rules looks at a {kind}.").format(kind=called(kind)),
                _("Leave the fact out, or write the rule."),
            )


def _kinds_read(regulation: Regulation) -> Iterator[str]:
    clauses = (*regulation.scoring, *regulation.rewards)
    # Feedback is told with the instruction that it is on.
    yield from ("instruction" if clause.fact == "feedback" else clause.fact for clause in clauses)
    yield from (COUNT_KINDS.get(quota.count, "") for quota in regulation.quotas)
    yield from (COUNT_KINDS.get(column.count, "") for column in regulation.columns)
    measures = [each.measure for each in parts_of(regulation, Condition)]
    measures += [each.measure for each in parts_of(regulation, Measured)]
    for name in (*measures, *regulation.ranking.by):
        yield from _KINDS_MEASURED.get(name, ())
    if any(test.field == "forwarded" for test in parts_of(regulation, FieldTest)):
        yield "forward"


#: The kinds of fact that a figure counts.
_KINDS_MEASURED: Mapping[str, tuple[str, ...]] = {
    **{name: (figure.counts,) for name, figure in FIGURES.items() if figure.counts},
    "adoption_rate": ("submission", "adoption"),
}


def _compare(
    case: WorkedCase, book: Book, rulebook: Rulebook, period: str, wanted: Mapping[str, Decimal]
) -> list[Finding]:
    window = rulebook.calendar.parse(period, date.max)
    reckoning = reckon(book, rulebook, window, date.max)
    parties = _parties(book)
    findings = []
    for name, expected in wanted.items():
        if name not in parties:
            what = _("“{name}” is in no fact of the case.").format(name=name)
            raise InfoledgerError(what, suggestion(name, dict.fromkeys(parties, ())))
        party = parties[name]
        got = Decimal(reckoning.measures.total(party.kind, window).get(party.id) or 0)
        if got != expected:
            what = _differs(case, name, period, expected, got)
            findings.append(Finding(case.where, what, _why(reckoning, party)))
    return findings


def _differs(case: WorkedCase, name: str, period: str, expected: Decimal, got: Decimal) -> str:
    return _("{case}: {name} in {period} should get {expected}, gets {got}.").format(
        case=case.name, name=name, period=period, expected=plain(expected), got=plain(got)
    )


def _why(reckoning: Reckoning, party: Party) -> str:
    postings = [
        f"{posting.day} {posting.clause} {plain(posting.amount)}"
        for posting in reckoning.measures.in_window(reckoning.window)
        if posting.party == party and posting.currency == "points"
    ]
    return _("Postings: {postings}.").format(postings="; ".join(postings) or _("none"))


def _parties(book: Book) -> dict[str, Party]:
    people = {person.name: Party("informant", person.id) for person in book.informants.values()}
    return people | {unit.states[0].name: Party("unit", unit.id) for unit in book.units.values()}
