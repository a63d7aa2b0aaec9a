"""``notice``: the ranking of a period, to look at, to print, and to issue for good."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from infoledger.commands.forms import LISTED, PRINTED, PrintedForm, Template, check_template, write_document
from infoledger.commands.options import OptionalPeriod, Output, UpTo
from infoledger.console import choose_form, say, show, write_out
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, by_word
from infoledger.listings import Listed
from infoledger.office import issued_notices
from infoledger.office.desk import Desk
from infoledger.office.issued_notices import Scope
from infoledger.office.noticing import Drawn, Said, charts

if TYPE_CHECKING:
    from sqlalchemy import Row

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
Chart = Annotated[
    bool, typer.Option("--chart", help=_("Draw points and adoption rate as bars instead of listing all figures."))
]


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
        with desk.reading() as connection:
            show(*issued_notices.ever_issued(connection), form, output)
        return
    if period is None:
        allowed = _("“{command} --help” shows what is allowed.").format(command=ctx.command_path)
        raise UsageError(_("{name} is missing.").format(name="PERIOD"), allowed)
    scope = Scope(desk.period(period), by, group)
    if withdraw:
        if not reason:
            raise UsageError(_("Why is it withdrawn?"), _("Say so with --reason TEXT."))
        say(issued_notices.withdraw(desk, scope, reason))
        return
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    check_template(template, template.suffix.lower().removeprefix(".") if issue and template else chosen)
    said = Said(number or "", comment, focus, up_to, template)
    if issue:
        _issue(desk, scope, said)
        said = Said()
    _print(desk, scope, said, chosen, output, recompute=recompute, chart=chart)


def _issue(desk: Desk, scope: Scope, said: Said) -> None:
    with desk.recording("notice --issue") as pen:
        drawn = Drawn(desk, scope, pen.connection, said)
        files = {each: drawn.file(each) for each in PRINTED}
        issued_notices.freeze(pen, desk, scope, drawn.reckoning, drawn.listing(), files)
    say(_("The notice is issued and stays as it is; print it with -o FILE."))


def _print(
    desk: Desk, scope: Scope, said: Said, form: str, output: Path | None, *, recompute: bool, chart: bool
) -> None:
    with desk.reading() as connection:
        row = issued_notices.find(connection, scope)
        if row is not None and not recompute:
            _print_issued(row, said, form, output, chart)
            return
        drawn = Drawn(desk, scope, connection, said if form in PRINTED and row is None else None)
    if row is not None:
        if form in PRINTED:
            raise UsageError(
                _("Both side by side are figures, not a document."),
                _("Allowed: {forms}").format(forms=" ".join(LISTED)),
            )
        show(*issued_notices.beside(row, drawn.listing()), form, output)
    elif form in PRINTED:
        write_document(drawn.file(form), form, output)
    else:
        _show(drawn.listing(), form, output, chart)
        for sentence in drawn.sentences():
            say(sentence)


def _print_issued(row: "Row[Any]", said: Said, form: str, output: Path | None, chart: bool) -> None:
    if any(said):
        raise InfoledgerError(
            _("{key} was issued: its words stay as they are.").format(key=by_word(row.key)),
            _("Withdraw it with --withdraw --reason TEXT, and issue it again."),
        )
    if form in PRINTED:
        write_document(issued_notices.file(row, form), form, output)
    else:
        _show(issued_notices.listing(row), form, output, chart)
    say(_("As issued ({key}); --recompute shows today's figures beside it.").format(key=by_word(row.key)))


def _show(listing: Listed, form: str, output: Path | None, chart: bool) -> None:
    if chart:
        write_out(charts(listing), output)
    else:
        show(*listing, form, output)
