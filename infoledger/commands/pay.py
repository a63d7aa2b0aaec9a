"""``pay``: rewards in yuan, per party or per item."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.forms import LISTED, PRINTED, PrintedForm, write_document
from infoledger.commands.options import Output, PeriodText
from infoledger.console import choose_form, say, show
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, translation
from infoledger.listings import Listed, Word
from infoledger.numbers import plain
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.reckoning import party_name
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.documents.statement import Statement
    from infoledger.rules.payments import Line

#: What a list tells of a posting.
_LINE = ("day", "name", "yuan", "clause", "cite", "ref", "title")

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
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    if issue:
        _issue(desk, window)
    lines, kept = _lines(desk, window)
    if chosen in LISTED:
        show(*_listing(lines, items), chosen, output)
    else:
        write_document(_printed(desk, window, lines, kept, chosen, items), chosen, output)
    total = plain(sum((line["yuan"] for line in lines), Decimal(0)))
    told = _("As issued: {total} yuan in all.") if kept else _("{total} yuan in all.")
    say(told.format(total=total))


def _printed(
    desk: Desk,
    window: Period,
    lines: Sequence[dict[str, Any]],
    kept: Mapping[str, Any] | None,
    form: str,
    items: bool,
) -> str | bytes:
    """The list in one of its formats; one that was issued as ``kept``, before there were files only its words."""
    from infoledger.documents.content import thaw, unpack
    from infoledger.documents.statement import Statement

    if kept and "files" in kept:
        return unpack(kept["files"], _kept_as(form, items))
    stated = thaw(Statement, kept["document"]) if kept else _statement(desk, window, lines)
    return _file(desk, stated, form, items)


def _lines(desk: Desk, window: Period) -> tuple[list[dict[str, Any]], Mapping[str, Any] | None]:
    """The lines of the list of ``window`` and what was kept of it; what is unpaid, and None, if it was not issued."""
    from infoledger.ledger.frozen import issued
    from infoledger.office.reckoning import reckoned
    from infoledger.rules.payments import unpaid

    with desk.reading() as connection:
        lists = issued(connection, "pay")
    for row in lists:
        if row.key == _key(window):
            return [_thawed(line) for line in row.content["lines"]], row.content
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


def _issue(desk: Desk, window: Period) -> None:
    from infoledger.documents.content import pack
    from infoledger.ledger.frozen import freeze

    if not window.over(desk.today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.name),
            _("It is over from the day after {last}.").format(last=window.last),
        )
    lines, _kept = _lines(desk, window)
    if not lines:
        say(_("There is nothing to pay for {period}.").format(period=window.name))
    stated = _statement(desk, window, lines)
    content = {
        "lines": [{name: _frozen(value) for name, value in line.items()} for line in lines],
        "files": pack(
            {_kept_as(form, items): _file(desk, stated, form, items) for form in PRINTED for items in (False, True)}
        ),
    }
    with desk.recording("pay --issue") as pen:
        freeze(pen, "pay", _key(window), window, desk.config.regulations, content)


def _key(window: Period) -> str:
    return f"pay {window.name}"


def _kept_as(form: str, items: bool) -> str:
    return f"{form} --items" if items else form


def _file(desk: Desk, stated: "Statement", form: str, items: bool) -> str | bytes:
    """The list as a document, with its ``items`` or without."""
    from infoledger.documents.rendering import render

    shown = stated if items else replace(stated, annexes=stated.annexes[:-1])
    return render(shown, form, layout=desk.config.layout)


def _frozen(value: Any) -> Any:
    return str(value) if isinstance(value, (date, Decimal)) else value


def _thawed(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "day": date.fromisoformat(line["day"]), "yuan": Decimal(line["yuan"])}


def _paid(line: dict[str, Any]) -> "Line":
    from infoledger.rules.payments import Line
    from infoledger.rules.postings import Party

    known = _thawed(line)
    return Line(**{name: known[name] for name in Line._fields} | {"party": Party(*line["party"])})


def _listing(lines: Sequence[dict[str, Any]], items: bool) -> Listed:
    if items:
        return columns("date", "party", *_LINE[2:]), [_cells(line) for line in lines]
    return columns("party", "unit", "yuan"), [
        [*who, sum(amounts)] for who, amounts in _sums(lines, None) if sum(amounts)
    ]


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
        corrections=[_told(line, desk.config.language) for line in lines if line["day"] not in window],
        particulars=[_told(line, desk.config.language) for line in lines],
        day=desk.today,
        language=desk.config.language,
    )


def _cells(line: dict[str, Any], say: Callable[[str], str] = Word) -> tuple[Any, ...]:
    from infoledger.rules.regulation import clause_title

    told = {**line, "clause": clause_title(line["clause"], say)}
    return tuple(told[key] for key in _LINE)


def _told(line: dict[str, Any], language: str) -> tuple[Any, ...]:
    from infoledger.documents.amounts import Yuan

    day, name, yuan, *rest = _cells(line, translation(language).gettext)
    return (str(day), name, Yuan.of(yuan), *rest)
