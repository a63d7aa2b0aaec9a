"""Checking: what is odd in ledger, journal and config, and whether the config's worked cases come out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoledger.errors import InfoledgerError, LedgerUnavailableError, UsageError
from infoledger.i18n import N_, _
from infoledger.listings import Column, Listed, Word
from infoledger.office.desk import Desk
from infoledger.office.printing import file

if TYPE_CHECKING:
    from infoledger.errors import Finding
    from infoledger.intake.worked_cases import Article
    from infoledger.ledger.journal import Head
    from infoledger.rules.regulation import Regulation


def checks() -> Listed:
    """What is looked for."""
    from infoledger.ledger.checks import CHECKS

    rows = [(Word(name), _(summary)) for name, (summary, _run) in CHECKS.items()]
    return [Column("check", _("check")), Column("finds", _("finds"))], rows


def findings(desk: Desk, now: datetime) -> Listed:
    """What is odd in the ledger; no rows if nothing is."""
    from infoledger.ledger.checks import Sight, check

    with desk.reading() as connection:
        return _listed(check(Sight(connection, desk.ledger, desk.config, desk.today, now)))


def against(desk: Desk, earlier: str) -> "tuple[Listed, Head]":
    """Where the ledger does not go on from ``earlier``, a copy or an entry's number and hash; its own head.

    Raises ``UsageError`` if ``earlier`` is neither.
    """
    from infoledger.ledger.forerunners import departures
    from infoledger.ledger.journal import head
    from infoledger.ledger.verification import verify

    with desk.reading() as connection:
        found = [(N_("against"), each) for each in departures(connection, earlier)]
        found += [("journal", each) for each in verify(connection)]  # a head speaks for what is whole up to it
        return _listed(found), head(connection)


def _listed(found: "Iterable[tuple[str, Finding]]") -> Listed:
    columns = [
        Column("check", _("check")),
        Column("where", _("where")),
        Column("what", _("what")),
        Column("hint", _("what to do")),
    ]
    return columns, [(Word(name), each.where, each.what, each.hint) for name, each in found]


def ledger_hints(desk: Desk) -> list[str]:
    """What is in order but may surprise: whom the quotas of the assessment year do not bind."""
    from infoledger.office.owing import unbound
    from infoledger.office.reckoning import reckoned

    if not any(regulation.quotas for regulation in desk.config.regulations):
        return []
    return list(unbound(reckoned(desk, desk.config.calendar.year_of(desk.today))))


def config_hints(desk: Desk) -> "Sequence[Finding]":
    """What is legal in the config but odd, beside the units of a ledger too if it has any.

    Raises ``UsageError`` with every mistake in the config.
    """
    from infoledger.config.hints import hints
    from infoledger.config.rulebook import rulebook_of

    guessed = rulebook_of(desk.config).guessed_years(desk.today, desk.today)
    return [*hints(desk.config, guessed), *_unknown_columns(desk), *_missing_templates(desk), *_owed_by_nobody(desk)]


def _unknown_columns(desk: Desk) -> "Iterator[Finding]":
    """The columns that the notice is to have and no regulation knows."""
    from infoledger.documents.ranking import headings, place_of
    from infoledger.errors import Finding

    config = desk.config
    further = [column.name for regulation in config.regulations for column in regulation.columns]
    names = [*headings("informant", config.language)[3:], *further]
    for place, word in enumerate(config.notice.columns or ()):
        try:
            place_of(word, names, config.language)
        except UsageError as error:
            yield Finding(config.where(None, "notice", "columns", place), error.message, error.hint)


def _missing_templates(desk: Desk) -> "Iterator[Finding]":
    """The templates that the config names and that are not there."""
    from infoledger.errors import Finding
    from infoledger.office.papers import own_template

    design = desk.config.notice
    papers = {"pay": design.pay, "report": design.report, "assessment": design.assessment, "letters": design.letters}
    named = {("template",): design.template} | {(key, "template"): paper.template for key, paper in papers.items()}
    for keys, template in named.items():
        try:
            own_template(desk.config, template)
        except UsageError as error:
            yield Finding(desk.config.where(None, "notice", *keys), error.message, error.hint)


def _owed_by_nobody(desk: Desk) -> "Iterator[Finding]":
    """The quotas of the regulation in force that bind none of the units and informants registered."""
    from infoledger.errors import Finding
    from infoledger.office.reckoning import reckoned
    from infoledger.rules.quotas import binds_somebody

    regulation = desk.config.in_force(desk.today)
    if regulation is None or not regulation.quotas:
        return
    year = desk.config.calendar.year_of(desk.today)
    try:
        measures = reckoned(desk, year).measures
    except LedgerUnavailableError:  # a config is checked before its ledger is made
        return
    for place, quota in enumerate(regulation.quotas if measures.book.units else ()):
        if not binds_somebody(quota, year, measures):
            what = _("Nobody owes the quota “{quota}”: no unit or informant registered is whom it is for.")
            hint = _("See that “for” and “least” name units, groups and roles as they are registered.")
            yield Finding(desk.config.where(regulation, "quotas", place), what.format(quota=quota.name), hint)


def run_worked_cases(desk: Desk) -> int:
    """How many worked cases the regulations have.

    Raises ``InfoledgerError`` with all that come out otherwise, and what the articles say now that moved.
    """
    from infoledger.config.rulebook import rulebook_of
    from infoledger.intake.worked_cases import tried

    config = desk.config
    cases = [case for _regulation, cases in config.cases for case in cases]
    failed, moved = tried(cases, config, rulebook_of(config))
    if failed:
        told = [told for article in moved if (told := _reads(article, config.regulations))]
        hint = "\n".join([_("It comes from these articles; as the rules are written now, they read:"), *told])
        raise InfoledgerError(_("Worked cases do not come out as written:"), hint if told else "", findings=failed)
    return len(cases)


def _reads(article: "Article", regulations: "Sequence[Regulation]") -> str:
    """What an article says now; nothing where no clause made its points."""
    from infoledger.documents.articles.provisions import reads

    for regulation in regulations:
        if regulation.called == article.regulation and (words := reads(regulation, article.clause, article.cite)):
            return "  " + " ".join(filter(None, (article.cite, words)))
    return ""


def shown(path: Path, language: str) -> str:
    """What the files of the config at ``path`` say, as one YAML text in ``language``."""
    from infoledger.config.reading import read_nodes
    from infoledger.config.showing import as_yaml

    return as_yaml(read_nodes(path), language)


@dataclass(frozen=True)
class Articles:
    """The regulation in force read back as sentences, article by article; ``others`` are in force on other days."""

    regulation: "Regulation"
    others: "Sequence[Regulation]"
    desk: Desk

    def file(self, form: str) -> str | bytes:
        """Running text as ``txt``; in the other formats a table to be laid beside the document and signed."""
        from infoledger.documents.articles.comparison import compose, running_text

        if form == "txt":
            return running_text(self.regulation)
        statement = compose(self.desk.config.office.name, self.regulation, self.desk.today)
        return file(statement, form, self.desk.config.layout)

    def sentences(self) -> list[str]:
        """Which other regulations there are, and how each is read."""
        text = _("Not shown: {title}, in force from {day} (--today {day}).")
        return [text.format(title=each.title, day=each.effective) for each in self.others]


def articles(desk: Desk) -> Articles:
    """The regulation in force today, or the first if none is yet. Raises ``UsageError`` where there is none."""
    regulations = desk.config.regulations
    if not regulations:
        raise UsageError(
            _("There is no regulation in {file}.").format(file=desk.config.path), _("Write one under “regulations”.")
        )
    chosen = desk.config.in_force(desk.today) or regulations[0]
    return Articles(chosen, [each for each in regulations if each is not chosen], desk)


def schema(*, regulation: bool) -> dict[str, Any]:
    """The JSON Schema of a config or, alone, of a regulation, with which an editor checks it."""
    from infoledger.config.schema import config_schema, regulation_schema

    return regulation_schema() if regulation else config_schema()
