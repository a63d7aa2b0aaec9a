"""Facts that earn nothing because no case of the regulation's clauses on their kind fits them."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from infoledger.config.model import Config
from infoledger.kinds import KINDS
from infoledger.ledger.journal import SEALED, Pen
from infoledger.ledger.reading import Extent, load_book
from infoledger.ledger.seals import table_of
from infoledger.rules.clauses import parties
from infoledger.rules.conditions import View
from infoledger.rules.decisions import compile_rules
from infoledger.rules.facts import Book, Fact
from infoledger.rules.regulation import Clause, Regulation
from infoledger.rules.whens import FieldTest, parts_of


def unscored(connection: Connection, config: Config, pen: Pen) -> Iterator[tuple[Fact, Regulation]]:
    """The facts that the pen wrote and no clause gives anything, each with the regulation of its day.

    Only where that regulation has clauses on such facts. What is judged later (solicitations) is left out.
    """
    for kind in KINDS.values():
        if kind.fact in ("solicitation", "adjustment") or kind.enrolled or not _may_miss(config, kind.fact):
            continue
        ids = {id for new in pen.inserted(SEALED[kind.english]) for id in new}
        if not ids:
            continue
        table = table_of(SEALED[kind.english])
        day, span = table.c[kind.day], table.c.id.between(min(ids), max(ids))
        days = connection.execute(select(day).where(span)).scalars().all()
        # A case may ask whether the item went up before.
        asks = any(test.field == "forwarded" for test in parts_of(config.regulations, FieldTest))
        kinds = {kind.fact, "forward"} if asks else {kind.fact}
        book = load_book(connection, config, min(days), max(days), max(days), Extent(kinds, life=asks))
        facts = (fact for fact in book.facts if fact.kind == kind.fact and fact.id in ids)
        yield from _missed(config, book, facts)


def _missed(config: Config, book: Book, facts: Iterator[Fact]) -> Iterator[tuple[Fact, Regulation]]:
    compiled = {id(regulation): compile_rules(regulation) for regulation in config.regulations}
    for fact in facts:
        in_force = next((each for each in reversed(config.regulations) if each.effective <= fact.day), None)
        rules = in_force and compiled[id(in_force)].get(fact.kind)
        if in_force and rules:
            views = (View(book, fact, item, party) for to in rules.kinds for party, item in parties(book, fact, to))
            if not any(rules.decide(view) for view in views):
                yield fact, in_force


def _may_miss(config: Config, fact: str) -> bool:
    """Whether some regulation has clauses on such facts, of which none takes them all."""
    for regulation in config.regulations:
        clauses = [clause for clause in regulation.scoring + regulation.rewards if clause.fact == fact]
        if clauses and not any(_takes_all(clause) for clause in clauses):
            return True
    return False


def _takes_all(clause: Clause) -> bool:
    return any(not case.when.tests and not case.when.excluded for case in clause.cases)
