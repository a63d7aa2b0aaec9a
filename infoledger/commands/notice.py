"""``notice``: the ranking of a period, to look at, to print, and to issue for good."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from infoledger.commands import issued
from infoledger.commands.desk import Desk
from infoledger.commands.options import OptionalPeriod, Output
from infoledger.console import Column, choose_form, say, show, write_out
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, screen_language
from infoledger.numbers import plain
from infoledger.periods import Period

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Row

    from infoledger.rules.standings import Standing

#: Formats of the ranking alone, and of the whole notice.
LISTED, PRINTED = ("table", "csv", "json"), ("md", "txt", "html", "docx", "xlsx")

By = Annotated[Literal["unit", "informant"], typer.Option("--by", help=_("Rank units or informants."))]
Group = Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("Only this group of units."))]
NoticeForm = Annotated[
    Literal["table", "csv", "json", "md", "txt", "html", "docx", "xlsx"] | None,
    typer.Option("--format", "-f", help=_("The ranking as table, csv or json; the whole notice as the others.")),
]
Issue = Annotated[
    bool, typer.Option("--issue", help=_("Freeze the notice of a finished period; later facts do not move it."))
]
Recompute = Annotated[bool, typer.Option("--recompute", help=_("Show an issued notice beside today's figures."))]
Listed = Annotated[bool, typer.Option("--list", help=_("List the notices that were issued."))]
Withdraw = Annotated[bool, typer.Option("--withdraw", help=_("Take an issued notice back; it is kept and marked."))]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why a notice is withdrawn."))]


def notice(
    ctx: typer.Context,
    period: OptionalPeriod = None,
    by: By = "unit",
    group: Group = None,
    issue: Issue = False,
    recompute: Recompute = False,
    list_: Listed = False,
    withdraw: Withdraw = False,
    reason: Why = None,
    form: NoticeForm = None,
    output: Output = None,
) -> None:
    """Rank the units (or informants) of each group over a period.

    Every unit that was a member on a day of the period has a row, also with nothing. Once issued,
    a notice is printed as it was; what is recorded later stands in the next one as corrections.

    Example: infoledger notice last-month
    """
    desk: Desk = ctx.obj
    if list_:
        _list(desk, form, output)
        return
    if period is None:
        raise UsageError(_("Of which period?"), _("As in: infoledger notice last-month"))
    window = desk.period(period)
    if withdraw:
        _withdraw(desk, window, by, group, reason)
    elif issue:
        _issue(desk, window, by, group, form, output)
    else:
        _print(desk, window, by, group, recompute, form, output)


def _print(
    desk: Desk, window: Period, by: str, group: str | None, recompute: bool, form: str | None, output: "Path | None"
) -> None:
    with desk.reading() as connection:
        row = issued.find(connection, window, by, group)
    if row is not None and not recompute:
        _print_issued(row, form, output)
        return
    with desk.reading() as connection:
        drawn = _Drawn(desk, window, by, group, connection)
    if row is not None:
        _compare(row, drawn, form, output)
        return
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    if chosen in PRINTED:
        write_out(drawn.file(chosen), output)
        return
    show(*drawn.listing(), chosen, output)
    drawn.talk()


def _print_issued(row: "Row[Any]", form: str | None, output: "Path | None") -> None:
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    if chosen in PRINTED:
        write_out(issued.file(row, chosen), output)
    else:
        show(*issued.listing(row), chosen, output)
    say(_("As issued ({key}); --recompute shows today's figures beside it.").format(key=row.key))


def _issue(desk: Desk, window: Period, by: str, group: str | None, form: str | None, output: "Path | None") -> None:
    with desk.recording("notice --issue") as pen:
        drawn = _Drawn(desk, window, by, group, pen.connection)
        files = {each: drawn.file(each) for each in PRINTED}
        issued.freeze(pen, desk, drawn.reckoning, by, group, drawn.listing(), files)
    _print(desk, window, by, group, False, form, output)


def _withdraw(desk: Desk, window: Period, by: str, group: str | None, reason: str | None) -> None:
    from infoledger.ledger.models import Frozen

    if not reason:
        raise UsageError(_("Why is it withdrawn?"), _("Say so with --reason TEXT."))
    with desk.recording("notice --withdraw") as pen:
        row = issued.find(pen.connection, window, by, group)
        if row is None:
            raise InfoledgerError(
                _("{key} was not issued.").format(key=issued.key(window, by, group)),
                _("`infoledger notice --list` shows what was."),
            )
        pen.void(Frozen, row.id, reason)
        pen.sentence = _("Withdrew the notice {key}: {reason}").format(key=row.key, reason=reason)
        pen.final = True
    say(pen.sentence)


def _list(desk: Desk, form: str | None, output: "Path | None") -> None:
    from infoledger.ledger.frozen import everything

    with desk.reading() as connection:
        rows = everything(connection, "notice")
    columns = [
        Column("notice", _("Notice")),
        Column("first", _("First day")),
        Column("last", _("Last day")),
        Column("rules", _("Rules")),
        Column("withdrawn", _("Withdrawn")),
    ]
    show(
        columns,
        [[row.key, row.first, row.last, row.fingerprint[:12], row.reason if row.voided else ""] for row in rows],
        form,
        output,
    )


class _Drawn:
    """A notice drawn up from today's facts."""

    def __init__(self, desk: Desk, window: Period, by: str, group: str | None, connection: Any) -> None:
        from infoledger.commands.reckoned import reckoned_on
        from infoledger.rules.standings import standings

        self._desk, self._by = desk, by
        notices = issued.earlier(connection, by, group)
        first = min((each.window.first for each in notices if each.window.size == window.size), default=window.first)
        self.reckoning = reckoned_on(connection, desk, window, since=first)
        self.rows = _of_group(group, standings(self.reckoning, by))
        self.changes = issued.changed(self.reckoning, notices, by)

    def listing(self) -> tuple[list[Column], list[list[Any]]]:
        from infoledger.rules.standings import regulation_of

        regulation = regulation_of(self.reckoning)
        further = [Column(each.name, each.name, numeric=True) for each in (regulation.columns if regulation else ())]
        return [*columns(self._by), *further], [cells(row, self._by) for row in self.rows]

    def file(self, form: str) -> str | bytes:
        from infoledger.commands.printed import notice_of
        from infoledger.documents.rendering import render

        return render(notice_of(self.reckoning, self.rows, self._by, self._desk.config, self.changes), form)

    def talk(self) -> None:
        """Say what the figures rest on and what has changed in earlier notices."""
        from infoledger.commands.explain import party_name
        from infoledger.commands.printed import basis_of
        from infoledger.documents.notice import basis_lines

        for line in basis_lines(basis_of(self.reckoning), screen_language()):
            say(line)
        for change in self.changes:
            name = party_name(change.party, change.window.last, self.reckoning.book)
            told = _("Changed since {period} was issued: {party} {printed} → {today}.")
            say(
                told.format(
                    period=change.window.name, party=name, printed=plain(change.printed), today=plain(change.today)
                )
            )


def _compare(row: "Row[Any]", drawn: _Drawn, form: str | None, output: "Path | None") -> None:
    """Today's ranking with the rank and points that were issued."""
    issued_columns, issued_rows = issued.listing(row)
    at = {column.key: place for place, column in enumerate(issued_columns)}
    who = ("group", "informant", "unit") if "informant" in at else ("group", "unit")
    printed = {
        tuple(cells_[at[key]] for key in who): (cells_[at["rank"]], cells_[at["points"]]) for cells_ in issued_rows
    }
    today_columns, today_rows = drawn.listing()
    place = {column.key: number for number, column in enumerate(today_columns)}
    extra = [
        Column("rank_issued", _("Rank as issued"), numeric=True),
        Column("points_issued", _("Points as issued"), numeric=True),
    ]
    rows = [[*cells_, *printed.get(tuple(cells_[place[key]] for key in who), (None, None))] for cells_ in today_rows]
    show([*today_columns, *extra], rows, form, output)


def columns(by: str) -> list[Column]:
    """The fixed columns of a notice, in the order of its csv."""
    who = (
        [Column("unit", _("Unit"))]
        if by == "unit"
        else [Column("informant", _("Informant")), Column("unit", _("Unit"))]
    )
    counted = [
        ("submitted", _("Submitted")),
        ("forwarded", _("Forwarded")),
        ("adopted", _("Adopted")),
        ("adoptions", _("Adoptions")),
        ("adoption_rate", _("Rate %")),
        ("instructions", _("Instructions")),
        ("points", _("Points")),
        ("points_to_date", _("Points to date")),
    ]
    return [
        Column("group", _("Group")),
        Column("rank", _("Rank"), numeric=True),
        *who,
        *(Column(name, heading, numeric=True) for name, heading in counted),
    ]


def cells(row: "Standing", by: str) -> list[Any]:
    """A standing as the cells of ``columns``."""
    member = row.member
    who = [member.name] if by == "unit" else [member.name, member.unit]
    return [member.group, row.rank, *who, *row[2:10], *row.columns]


def _of_group(group: str | None, rows: "list[Standing]") -> "list[Standing]":
    if group is None:
        return rows
    from infoledger.config.names import resolve

    names: dict[str, Sequence[str]] = {row.member.group: () for row in rows}
    if not names:
        raise InfoledgerError(_("No unit was a member in this period."))
    chosen = resolve(group, names)
    return [row for row in rows if row.member.group == chosen]
