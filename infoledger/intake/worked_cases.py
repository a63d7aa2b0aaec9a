"""Worked cases in the rules: their facts recorded and reckoned as the ledger's are, and compared.

A case is a list of facts (``case_facts``) and the points that each party must get in each period.
A fact that says something no rule can read fails the case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

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
from infoledger.rules.postings import Party, Posting
from infoledger.rules.reckoning import Reckoning, Rulebook, reckon
from infoledger.rules.regulation import Regulation
from infoledger.rules.whens import FieldTest, parts_of


class Article(NamedTuple):
    """What gave points: a clause of a regulation, by its number or title, and what it cites."""

    regulation: str
    clause: str
    cite: str


class Tried(NamedTuple):
    """What came of worked cases: their ``failures``, and the articles that ``moved``.

    Those are, of each sum that differs, the ones behind no sum that comes out, or all if every one is.
    """

    failures: list[Finding]
    moved: list[Article]


@dataclass(frozen=True)
class _Behind:
    """The articles behind sums that come out, and those behind each sum that differs."""

    right: set[Article] = field(default_factory=set)
    wrong: list[list[Article]] = field(default_factory=list)

    @property
    def moved(self) -> list[Article]:
        found = ([each for each in articles if each not in self.right] or articles for articles in self.wrong)
        return list(dict.fromkeys(chain.from_iterable(found)))


def failures(cases: Iterable[WorkedCase], config: Config, rulebook: Rulebook) -> list[Finding]:
    """What is wrong with ``cases``: facts that cannot be read, or sums that differ (应得 / 实得)."""
    return tried(cases, config, rulebook).failures


def tried(cases: Iterable[WorkedCase], config: Config, rulebook: Rulebook) -> Tried:
    """What is wrong with ``cases``, and which articles it comes from."""
    behind = _Behind()
    with passing_ledger() as connection:
        found = [finding for case in cases for finding in _failures(connection, case, config, rulebook, behind)]
    return Tried(found, behind.moved)


def _failures(
    connection: Connection, case: WorkedCase, config: Config, rulebook: Rulebook, behind: _Behind
) -> list[Finding]:
    try:
        _refuse_unread(case, rulebook)
        with connection.begin() as begun:
            book = told(connection, case, config)
            begun.rollback()
        return [
            finding
            for period, wanted in case.expect.items()
            for finding in _compare(case, book, rulebook, period, wanted, behind)
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
    case: WorkedCase, book: Book, rulebook: Rulebook, period: str, wanted: Mapping[str, Decimal], behind: _Behind
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
        postings = list(_postings(reckoning, party))
        got = sum((each.amount for each in postings), Decimal(0))
        articles = [Article(each.regulation, each.clause, each.cite) for each in postings]
        if got == expected:
            behind.right.update(articles)
        else:
            behind.wrong.append(articles)
            what = _differs(case, name, period, expected, got)
            findings.append(Finding(case.where, what, _why(postings)))
    return findings


def _differs(case: WorkedCase, name: str, period: str, expected: Decimal, got: Decimal) -> str:
    return _("{case}: {name} in {period} should get {expected}, gets {got}.").format(
        case=case.name, name=name, period=period, expected=plain(expected), got=plain(got)
    )


def _postings(reckoning: Reckoning, party: Party) -> Iterator[Posting]:
    parties = reckoning.counted_for(party)
    for posting in reckoning.measures.in_window(reckoning.window):
        if posting.party in parties and posting.currency == "points":
            yield posting


def _why(postings: Iterable[Posting]) -> str:
    told = "; ".join(f"{each.day} {each.clause} {plain(each.amount)}" for each in postings)
    return _("Postings: {postings}.").format(postings=told or _("none"))


def _parties(book: Book) -> dict[str, Party]:
    people = {person.name: Party("informant", person.id) for person in book.informants.values()}
    return people | {unit.states[0].name: Party("unit", unit.id) for unit in book.units.values()}
