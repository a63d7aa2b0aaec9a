"""``pay``: rewards in yuan, per party or per item."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.explain import party_name
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import Column, say, show
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.numbers import plain
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.rules.payments import Line

Items = Annotated[bool, typer.Option("--items", help=_("A line for every posting instead of one for every party."))]
Issue = Annotated[bool, typer.Option("--issue", help=_("Freeze the list: later ones pay only what differs from it."))]


def pay(
    ctx: typer.Context,
    period: PeriodText,
    items: Items = False,
    issue: Issue = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """List what each party is paid for a period; who gets nothing is left out.

    Once a list is issued it stays as it is, and what is recorded or taken back later appears in
    the next one as a difference, perhaps below 0.

    Example: infoledger pay last-month
    """
    desk: Desk = ctx.obj
    window = desk.period(period)
    lines, was_issued = _lines(desk, window)
    if issue:
        _issue(desk, window, lines)
    show(*_listing(lines, items), form, output)
    total = plain(sum((line["yuan"] for line in lines), Decimal(0)))
    told = _("As issued: {total} yuan in all.") if was_issued else _("{total} yuan in all.")
    say(told.format(total=total))


def _lines(desk: Desk, window: Period) -> tuple[list[dict[str, Any]], bool]:
    """The lines of the list of ``window``: as it was issued or, if it was not, what is unpaid."""
    from infoledger.commands.reckoned import reckoned
    from infoledger.ledger.frozen import issued
    from infoledger.rules.payments import unpaid

    with desk.reading() as connection:
        lists = issued(connection, "pay")
    for row in lists:
        if row.key == _key(window):
            return [_thawed(line) for line in row.content["lines"]], True
    windows = [*(Period(row.first, row.last) for row in lists), window]
    span = Period(min(each.first for each in windows), max(each.last for each in windows))
    reckoning = reckoned(desk, span)
    paid = [_paid(line) for row in lists for line in row.content["lines"]]
    found = unpaid(reckoning.postings, windows, paid)

    def told(line: "Line") -> dict[str, Any]:
        member = reckoning.measures.member(line.party, window.last)
        named = {"name": party_name(line.party, window.last, reckoning.book), "unit": member.unit}
        return {**line._asdict(), **named}

    return [told(line) for line in found], False


def _issue(desk: Desk, window: Period, lines: Sequence[dict[str, Any]]) -> None:
    from infoledger.ledger.frozen import freeze

    if not window.over(desk.today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.name),
            _("It is over from the day after {last}.").format(last=window.last),
        )
    content = {"lines": [{name: _frozen(value) for name, value in line.items()} for line in lines]}
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
    columns = _item_columns() if items else _columns()
    if items:
        return columns, [
            [line[key] for key in ("day", "name", "yuan", "clause", "cite", "ref", "title")] for line in lines
        ]
    sums: dict[tuple[str, int], list[Any]] = {}
    for line in sorted(lines, key=lambda line: (line["party"][0] != "unit", line["party"][1])):
        row = sums.setdefault(tuple(line["party"]), [line["name"], line["unit"], Decimal(0)])
        row[2] += line["yuan"]
    return columns, [row for row in sums.values() if row[2]]


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
