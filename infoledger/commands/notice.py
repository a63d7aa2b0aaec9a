"""``notice``: the ranking of a period, to look at, to print, and to issue for good."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from infoledger.commands import issued
from infoledger.commands.desk import Desk
from infoledger.commands.disclosed import UpTo, limit_of
from infoledger.commands.forms import LISTED, PRINTED, Listed, PrintedForm, Template, check_template, write_document
from infoledger.commands.options import OptionalPeriod, Output
from infoledger.console import Column, choose_form, say, show, write_out
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, by_word, screen_language
from infoledger.numbers import plain
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.documents.narrative import Remarks
    from infoledger.documents.notice import Notice
    from infoledger.rules.standings import Standing

By = Annotated[Literal["unit", "informant"], typer.Option("--by", help=_("Rank units or informants."))]
Group = Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("Only this group of units."))]
Issue = Annotated[
    bool, typer.Option("--issue", help=_("Freeze the notice of a finished period; later facts do not move it."))
]
Recompute = Annotated[bool, typer.Option("--recompute", help=_("Show an issued notice beside today's figures."))]
Listing = Annotated[bool, typer.Option("--list", help=_("List the notices that were issued."))]
Withdraw = Annotated[bool, typer.Option("--withdraw", help=_("Take an issued notice back; it is kept and marked."))]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why a notice is withdrawn."))]
Number = Annotated[str | None, typer.Option("--number", metavar="TEXT", help=_("The document's number (发文字号)."))]
Comment = Annotated[
    Path | None, typer.Option("--comment", metavar="FILE", help=_("A comment to print: a text file (.txt, .md)."))
]
Focus = Annotated[
    Path | None, typer.Option("--focus", metavar="FILE", help=_("What comes next, to print: a text file (.txt, .md)."))
]
Chart = Annotated[bool, typer.Option("--chart", help=_("Draw the points as bars instead of listing all figures."))]


def notice(
    ctx: typer.Context,
    period: OptionalPeriod = None,
    by: By = "unit",
    group: Group = None,
    issue: Issue = False,
    recompute: Recompute = False,
    list_: Listing = False,
    withdraw: Withdraw = False,
    reason: Why = None,
    number: Number = None,
    comment: Comment = None,
    focus: Focus = None,
    up_to: UpTo = None,
    template: Template = None,
    chart: Chart = False,
    form: PrintedForm = None,
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
        allowed = _("“{command} --help” shows what is allowed.").format(command=ctx.command_path)
        raise UsageError(_("{name} is missing.").format(name="PERIOD"), allowed)
    window = desk.period(period)
    if withdraw:
        _withdraw(desk, window, by, group, reason)
        return
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    check_template(template, template.suffix.lower().removeprefix(".") if issue and template else chosen)
    said = _Said(number or "", comment, focus, up_to, template)
    if issue:
        _issue(desk, window, by, group, said)
        said = _Said()
    _print(desk, window, by, group, said, recompute, chart, chosen, output)


class _Said(NamedTuple):
    """What the clerk adds to the figures of a notice, and how it is to look."""

    number: str = ""
    comment: Path | None = None
    focus: Path | None = None
    up_to: str | None = None
    template: Path | None = None

    def remarks(self) -> "Remarks":
        from infoledger.documents.narrative import Remarks

        return Remarks(self.number, _text(self.comment), _text(self.focus))


def _text(path: Path | None) -> str:
    """The text in a file, without the marks of headings and lists in Markdown."""
    if path is None:
        return ""
    from infoledger.intake.decoding import decode
    from infoledger.intake.guard import read_bytes

    lines = decode(read_bytes(path), path.name).replace("**", "").splitlines()
    return "\n".join(re.sub(r"^\s*(#+|[-*+])\s+", "", line) for line in lines)


def _print(
    desk: Desk,
    window: Period,
    by: str,
    group: str | None,
    said: _Said,
    recompute: bool,
    chart: bool,
    form: str,
    output: Path | None,
) -> None:
    with desk.reading() as connection:
        row = issued.find(connection, window, by, group)
        if row is not None and not recompute:
            _print_issued(row, said, chart, form, output)
            return
        drawn = _Drawn(desk, window, by, group, connection, said if form in PRINTED else None)
    if row is not None:
        _compare(row, drawn, form, output)
    elif form in PRINTED:
        write_document(drawn.file(form), form, output)
    else:
        _show(drawn.listing(), chart, form, output)
        drawn.talk()


def _print_issued(row: "Row[Any]", said: _Said, chart: bool, form: str, output: Path | None) -> None:
    if any(said):
        raise InfoledgerError(
            _("{key} was issued: its words stay as they are.").format(key=by_word(row.key)),
            _("Withdraw it with --withdraw --reason TEXT, and issue it again."),
        )
    if form in PRINTED:
        write_document(issued.file(row, form), form, output)
    else:
        _show(issued.listing(row), chart, form, output)
    say(_("As issued ({key}); --recompute shows today's figures beside it.").format(key=by_word(row.key)))


def _show(listing: Listed, chart: bool, form: str, output: Path | None) -> None:
    if not chart:
        show(*listing, form, output)
        return
    from infoledger.documents.charts import Bar, text_bars

    columns_, rows = listing
    keys = [column.key for column in columns_]
    group, name, points = (
        keys.index("group"),
        keys.index("informant" if "informant" in keys else "unit"),
        keys.index("points"),
    )
    groups = dict.fromkeys(row[group] for row in rows)
    charts = {each: text_bars([Bar(row[name], row[points]) for row in rows if row[group] == each]) for each in groups}
    write_out("\n".join(f"{each}\n{drawn}" for each, drawn in charts.items()), output)


def _issue(desk: Desk, window: Period, by: str, group: str | None, said: _Said) -> None:
    with desk.recording("notice --issue") as pen:
        drawn = _Drawn(desk, window, by, group, pen.connection, said)
        files = {each: drawn.file(each) for each in PRINTED}
        issued.freeze(pen, desk, drawn.reckoning, by, group, drawn.listing(), files)
    say(_("The notice is issued and stays as it is; print it with -o FILE."))


def _withdraw(desk: Desk, window: Period, by: str, group: str | None, reason: str | None) -> None:
    from infoledger.ledger.models import Frozen

    if not reason:
        raise UsageError(_("Why is it withdrawn?"), _("Say so with --reason TEXT."))
    with desk.recording("notice --withdraw") as pen:
        row = issued.find(pen.connection, window, by, group)
        if row is None:
            raise InfoledgerError(
                _("{key} was not issued.").format(key=by_word(issued.key(window, by, group))),
                _("`infoledger notice --list` shows what was."),
            )
        pen.void(Frozen, row.id, reason)
        pen.sentence = _("Withdrew the notice {key}: {reason}").format(key=by_word(row.key), reason=reason)
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
    """A notice drawn up from today's facts; as a document only with what is ``said`` in it."""

    def __init__(
        self, desk: Desk, window: Period, by: str, group: str | None, connection: "Connection", said: _Said | None
    ) -> None:
        from infoledger.commands.reckoned import reckoned_on
        from infoledger.rules.standings import standings

        self._desk, self._by = desk, by
        notices = issued.earlier(connection, by, group)
        first = min((each.window.first for each in notices if each.window.size == window.size), default=window.first)
        self.reckoning = reckoned_on(connection, desk, window, since=first)
        self.rows = _of_group(group, standings(self.reckoning, by))
        self.changes = issued.changed(self.reckoning, notices, by)
        self._template = said and said.template
        self._notice = said and self._compose(connection, said)

    def listing(self) -> tuple[list[Column], list[list[Any]]]:
        from infoledger.rules.standings import regulation_of

        regulation = regulation_of(self.reckoning)
        further = [Column(each.name, each.name, numeric=True) for each in (regulation.columns if regulation else ())]
        return [*columns(self._by), *further], [cells(row, self._by) for row in self.rows]

    def _compose(self, connection: "Connection", said: _Said) -> "Notice":
        from infoledger.commands.printed import comparisons, notice_of
        from infoledger.ledger.disclosure import withheld_titles

        config = self._desk.config
        return notice_of(
            self.reckoning,
            self.rows,
            self._by,
            config,
            changes=self.changes,
            compared=comparisons(connection, self._desk, self.reckoning, self.rows, self._by),
            withheld=withheld_titles(connection, config.secrecy, limit_of(config, said.up_to)),
            remarks=said.remarks(),
        )

    def file(self, form: str) -> str | bytes:
        from infoledger.documents.rendering import render

        assert self._notice is not None
        own = self._template
        return render(self._notice, form, own if own and own.suffix.lower() == f".{form}" else None)

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
