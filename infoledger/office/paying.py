"""Pay lists: what each party is paid in yuan, and what issued lists have paid already."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.i18n import _, translation
from infoledger.listings import Listed, Word
from infoledger.numbers import plain
from infoledger.office import issuing
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.papers import statement_file, work_of
from infoledger.office.printing import PRINTED, file
from infoledger.office.reckoning import party_name, reckoned_on
from infoledger.periods import Period, day_title
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.documents.statement import Statement
    from infoledger.ledger.journal import Head
    from infoledger.rules.payments import Line

#: What a list tells of a posting.
_LINE = ("day", "name", "yuan", "clause", "cite", "ref", "title")


class PayLine(NamedTuple):
    """What a party, of a kind and with an id, is paid for one posting; the names are those at the end of the window."""

    day: date
    party: tuple[PartyKind, int]
    yuan: Decimal
    clause: str
    cite: str
    ref: str
    title: str
    name: str
    unit: str


@dataclass(frozen=True)
class PayList:
    """The pay list of a window, ``items`` if it has a line for every posting; ``kept`` is what was issued of it."""

    window: Period
    lines: Sequence[PayLine]
    kept: Mapping[str, Any] | None
    items: bool
    today: date
    config: "Config"
    head: "Head | None" = None  # of the journal, when it was issued

    def listing(self) -> Listed:
        """A row for each party that is paid anything or, with ``items``, for each posting."""
        if self.items:
            return columns("date", "party", *_LINE[2:]), [_cells(line) for line in self.lines]
        return columns("party", "unit", "yuan"), [
            [*who, sum(amounts)] for who, amounts in _sums(self.lines, None) if sum(amounts)
        ]

    def file(self, form: str) -> str | bytes:
        """The list to be signed; one that was issued before files were kept has only its words as then."""
        from infoledger.documents.content import thaw, unpack
        from infoledger.documents.statement import Statement

        if self.kept and "files" in self.kept:
            content = unpack(self.kept["files"], _kept_as(form, self.items))
            return issuing.with_head(content, form, self.head) if self.head else content
        if self.kept:
            statement = _shown(thaw(Statement, self.kept["document"]), self.items)
            return file(statement, form, self.config.layout)
        statement = _statement(self.config, self.today, self.window, self.lines)
        return _file(self, statement, form, self.items)

    def sentences(self, _form: str) -> list[str]:
        """The sum of it."""
        total = plain(sum((line.yuan for line in self.lines), Decimal(0)))
        text = _("As issued: {total} yuan in all.") if self.kept else _("{total} yuan in all.")
        return [text.format(total=total)]


def pay_list(desk: Desk, window: Period, *, items: bool) -> PayList:
    """The list of ``window`` as it was issued, else what is still unpaid."""
    with desk.reading() as connection:
        return _pay_list(connection, desk, window, items=items)


def issue(desk: Desk, window: Period) -> str:
    """Freeze the list of ``window``, later ones pay only what differs from it; answer what was done.

    Raises ``InfoledgerError`` if it is not over, or issued already.
    """
    issuing.refuse_unfinished(window, desk.today)
    with issuing.issuance(desk, "pay") as issuance:
        made = _pay_list(issuance.pen.connection, desk, window, items=False)
        return issuance.freeze(_key(window), window, _content(made), desk.config.regulations)


def _pay_list(connection: "Connection", desk: Desk, window: Period, *, items: bool) -> PayList:
    from infoledger.ledger import frozen
    from infoledger.rules.payments import unpaid

    lists = frozen.issued(connection, "pay")
    for row in lists:
        if row.key == _key(window):
            lines = [_thawed(line) for line in row.content["lines"]]
            return PayList(window, lines, row.content, items, desk.today, desk.config, frozen.head_of(row))
    windows = [*(Period(row.first, row.last) for row in lists), window]
    span = Period(min(each.first for each in windows), max(each.last for each in windows))
    reckoning = reckoned_on(connection, desk, span)
    paid = [_paid(_thawed(line)) for row in lists for line in row.content["lines"]]

    def named(line: "Line") -> PayLine:
        member = reckoning.measures.member(line.party, window.last)
        return PayLine(*line, name=party_name(line.party, window.last, reckoning.book), unit=member.unit)

    lines = [named(line) for line in unpaid(reckoning.postings, windows, paid)]
    return PayList(window, lines, None, items, desk.today, desk.config)


def _content(made: PayList) -> dict[str, Any]:
    """What is kept of a list: its lines, and its files with a line for every posting and without."""
    from infoledger.documents.content import pack

    statement = _statement(made.config, made.today, made.window, made.lines)
    files = {_kept_as(form, items): _file(made, statement, form, items) for form in PRINTED for items in (False, True)}
    return {"lines": [_plain(line) for line in made.lines], "files": pack(files)}


def _key(window: Period) -> str:
    return f"pay {window.name}"


def _kept_as(form: str, items: bool) -> str:
    return f"{form} --items" if items else form


def _file(made: PayList, statement: "Statement", form: str, items: bool) -> str | bytes:
    """The list as a document, with its ``items`` or without."""
    return statement_file(_shown(statement, items), form, made.config, "pay", made.window)


def _shown(statement: "Statement", items: bool) -> "Statement":
    """The list without particulars unless they are wanted, and without annexes that hold nothing."""
    annexes = statement.annexes if items else statement.annexes[:-1]
    return replace(statement, annexes=tuple(annex for annex in annexes if annex.rows))


def _plain(line: PayLine) -> dict[str, Any]:
    """A line as JSON holds it."""
    return {**line._asdict(), "day": str(line.day), "yuan": str(line.yuan)}


def _thawed(line: Mapping[str, Any]) -> PayLine:
    typed = {"day": date.fromisoformat(line["day"]), "party": tuple(line["party"]), "yuan": Decimal(line["yuan"])}
    return PayLine(**{**line, **typed})


def _paid(line: PayLine) -> "Line":
    from infoledger.rules.payments import Line
    from infoledger.rules.postings import Party

    known = line._asdict()
    return Line(**{name: known[name] for name in Line._fields} | {"party": Party(*line.party)})


def _sums(lines: Sequence[PayLine], window: Period | None) -> Iterator[tuple[tuple[str, str], tuple[Decimal, Decimal]]]:
    """Name and unit of each party, and its yuan of days in ``window`` (or of all) and of other days."""
    parties: dict[tuple[str, int], list[PayLine]] = {}
    for line in sorted(lines, key=lambda line: (line.party[0] != "unit", line.party[1])):
        parties.setdefault(line.party, []).append(line)
    for theirs in parties.values():
        now = sum((line.yuan for line in theirs if not window or line.day in window), Decimal(0))
        whole = sum((line.yuan for line in theirs), Decimal(0))
        yield (theirs[0].name, theirs[0].unit), (now, whole - now)


def _statement(config: "Config", today: date, window: Period, lines: Sequence[PayLine]) -> "Statement":
    from infoledger.documents.payroll import Paid, compose

    return compose(
        config.office.name,
        work_of(config),
        window,
        [Paid(*who, *amounts) for who, amounts in _sums(lines, window) if any(amounts)],
        corrections=[_particulars(line, config.language) for line in lines if line.day not in window],
        particulars=[_particulars(line, config.language) for line in lines],
        day=today,
        language=config.language,
    )


def _cells(line: PayLine, say: Callable[[str], str] = Word) -> tuple[Any, ...]:
    from infoledger.rules.regulation import clause_title

    titled = line._replace(clause=clause_title(line.clause, say))
    return tuple(getattr(titled, key) for key in _LINE)


def _particulars(line: PayLine, language: str) -> tuple[Any, ...]:
    from infoledger.documents.amounts import Yuan

    day, name, yuan, *rest = _cells(line, translation(language).gettext)
    return (day_title(day, language), name, Yuan.of(yuan), *rest)
