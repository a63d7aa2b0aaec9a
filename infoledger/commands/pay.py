"""``pay``: rewards in yuan, per party or per item."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.explain import party_name
from infoledger.commands.forms import PrintedForm, publish
from infoledger.commands.options import Output, PeriodText
from infoledger.console import Column, say
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.numbers import plain
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.documents.statement import Statement
    from infoledger.rules.payments import Line

Items = Annotated[bool, typer.Option("--items", help=_("A line for every posting instead of one for every party."))]
Issue = Annotated[bool, typer.Option("--issue", help=_("Freeze the list: later ones pay only what differs from it."))]


def pay(
    ctx: typer.Context,
    period: PeriodText,
    items: Items = False,
    issue: Issue = False,
    form: PrintedForm = None,
    output: Output = None,
) -> None:
    """List what each party is paid for a period; who gets nothing is left out.

    Once a list is issued it stays as it is, and what is recorded or taken back later appears in
    the next one as a difference, perhaps below 0. As docx or xlsx it is a list to be signed.

    Example: infoledger pay last-month -o 发放表.docx
    """
    desk: Desk = ctx.obj
    window = desk.period(period)
    lines, frozen = _lines(desk, window)
    if issue:
        _issue(desk, window, lines)

    def document() -> "Statement":
        from infoledger.documents.content import thaw
        from infoledger.documents.statement import Statement

        stated = thaw(Statement, frozen) if frozen else _statement(desk, window, lines)
        return stated if items else replace(stated, annexes=stated.annexes[:-1])

    publish(lambda: _listing(lines, items), document, form, output)
    total = plain(sum((line["yuan"] for line in lines), Decimal(0)))
    told = _("As issued: {total} yuan in all.") if frozen else _("{total} yuan in all.")
    say(told.format(total=total))


def _lines(desk: Desk, window: Period) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """The lines of the list of ``window`` and its frozen document; what is unpaid, and none, if it was not issued."""
    from infoledger.commands.reckoned import reckoned
    from infoledger.ledger.frozen import issued
    from infoledger.rules.payments import unpaid

    with desk.reading() as connection:
        lists = issued(connection, "pay")
    for row in lists:
        if row.key == _key(window):
            return [_thawed(line) for line in row.content["lines"]], row.content["document"]
    windows = [*(Period(row.first, row.last) for row in lists), window]
    span = Period(min(each.first for each in windows), max(each.last for each in windows))
    reckoning = reckoned(desk, span)
    paid = [_paid(line) for row in lists for line in row.content["lines"]]
    found = unpaid(reckoning.postings, windows, paid)

    def told(line: "Line") -> dict[str, Any]:
        member = reckoning.measures.member(line.party, window.last)
        named = {"name": party_name(line.party, window.last, reckoning.book), "unit": member.unit}
        return {**line._asdict(), **named}

    return [told(line) for line in found], None


def _issue(desk: Desk, window: Period, lines: Sequence[dict[str, Any]]) -> None:
    from infoledger.documents.content import freeze as frozen_document
    from infoledger.ledger.frozen import freeze

    if not window.over(desk.today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.name),
            _("It is over from the day after {last}.").format(last=window.last),
        )
    content = {
        "lines": [{name: _frozen(value) for name, value in line.items()} for line in lines],
        "document": frozen_document(_statement(desk, window, lines)),
    }
    with desk.recording("pay --issue") as pen:
        freeze(pen, "pay", _key(window), window, desk.config.regulations, content)


def _key(window: Period) -> str:
    return f"pay {window.name}"


def _frozen(value: Any) -> Any:
    return str(value) if isinstance(value, (date, Decimal)) else value


def _thawed(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "day": date.fromisoformat(line["day"]), "yuan": Decimal(line["yuan"])}


def _paid(line: dict[str, Any]) -> "Line":
    from infoledger.rules.payments import Line
    from infoledger.rules.postings import Party

    known = _thawed(line)
    return Line(**{name: known[name] for name in Line._fields} | {"party": Party(*line["party"])})


def _listing(lines: Sequence[dict[str, Any]], items: bool) -> tuple[list[Column], list[list[Any]]]:
    if items:
        return _item_columns(), [list(_cells(line)) for line in lines]
    return _columns(), [[*who, sum(amounts)] for who, amounts in _sums(lines, None) if sum(amounts)]


def _sums(
    lines: Sequence[dict[str, Any]], window: Period | None
) -> Iterator[tuple[tuple[str, str], tuple[Decimal, Decimal]]]:
    """Name and unit of each party, and its yuan of days in ``window`` (or of all) and of other days."""
    parties: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for line in sorted(lines, key=lambda line: (line["party"][0] != "unit", line["party"][1])):
        parties.setdefault(tuple(line["party"]), []).append(line)
    for theirs in parties.values():
        now = sum((line["yuan"] for line in theirs if not window or line["day"] in window), Decimal(0))
        whole = sum((line["yuan"] for line in theirs), Decimal(0))
        yield (theirs[0]["name"], theirs[0]["unit"]), (now, whole - now)


def _statement(desk: Desk, window: Period, lines: Sequence[dict[str, Any]]) -> "Statement":
    from infoledger.documents.payroll import Paid, compose

    return compose(
        desk.config.office.name,
        window,
        [Paid(*who, *amounts) for who, amounts in _sums(lines, window) if any(amounts)],
        corrections=[_printed(line) for line in lines if line["day"] not in window],
        particulars=[_printed(line) for line in lines],
        day=desk.today,
        language=desk.config.language,
    )


def _cells(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line[key] for key in ("day", "name", "yuan", "clause", "cite", "ref", "title"))


def _printed(line: dict[str, Any]) -> tuple[Any, ...]:
    day, *cells = _cells(line)
    return (str(day), *cells)


def _columns() -> list[Column]:
    return [Column("party", _("Party")), Column("unit", _("Unit")), Column("yuan", _("Yuan"), numeric=True)]


def _item_columns() -> list[Column]:
    return [
        Column("date", _("Date")),
        Column("party", _("Party")),
        Column("yuan", _("Yuan"), numeric=True),
        Column("clause", _("Clause")),
        Column("cite", _("Article")),
        Column("ref", _("Reference")),
        Column("title", _("Title")),
    ]
