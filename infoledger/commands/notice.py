"""``notice``: the ranking of a period, to look at, to print, and to issue for good."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from infoledger.commands.asking import ask_missing, ask_period
from infoledger.commands.forms import PrintedForm, Template, check_template, publish, publish_form
from infoledger.commands.options import OptionalPeriod, Output, UpTo
from infoledger.console import say, show
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office import noticing
from infoledger.office.desk import Desk
from infoledger.office.issued_notices import Scope
from infoledger.office.noticing import Additions
from infoledger.office.printing import ending

By = Annotated[Literal["unit", "informant"], typer.Option("--by", help=_("Rank units or informants."))]
Group = Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("Only this group of units."))]
Issue = Annotated[
    bool, typer.Option("--issue", help=_("Freeze the notice of a finished period; later facts do not move it."))
]
Recompute = Annotated[bool, typer.Option("--recompute", help=_("Show an issued notice beside today's figures."))]
Listing = Annotated[bool, typer.Option("--list", help=_("List the notices that were issued."))]
Withdraw = Annotated[bool, typer.Option("--withdraw", help=_("Take an issued notice back; it is kept and marked."))]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why a notice is withdrawn."))]
Number = Annotated[
    str | None,
    typer.Option(
        "--number", metavar="TEXT", help=_("The document's number (发文字号), or from which the config's go on.")
    ),
]
Comment = Annotated[
    Path | None,
    typer.Option("--comment", metavar="FILE", help=_("A comment to print: a text file (.txt, .md), or last.")),
]
Focus = Annotated[
    Path | None,
    typer.Option("--focus", metavar="FILE", help=_("What comes next, to print: a text file (.txt, .md), or last.")),
]
Chart = Annotated[
    bool, typer.Option("--chart", help=_("Draw points and adoption rate as bars instead of listing all figures."))
]


WithoutZeros = Annotated[
    bool, typer.Option("--without-zeros", help=_("Leave out the columns of the printed ranking in which all is 0."))
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
    without_zeros: WithoutZeros = False,
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
        show(*noticing.issued(desk), form, output)
        return
    said: dict[str, Any] = {"period": period}
    ask_missing(ctx, said, period=ask_period)
    scope = Scope(desk.period(said["period"]), by, group)
    if withdraw:
        if not reason:
            raise UsageError(_("Why is it withdrawn?"), _("Say so with --reason TEXT."))
        say(noticing.withdraw(desk, scope, reason))
        return
    chosen = publish_form(form, output)
    check_template(template, ending(template) if issue and template else chosen)
    additions = Additions(number or "", comment, focus, up_to, template, without_zeros)
    if issue:
        noticing.issue(desk, scope, additions)
        say(_("The notice is issued and stays as it is; print it with -o FILE."))
        additions = Additions()
    made = noticing.notice(desk, scope, chosen, additions, recompute=recompute)
    publish(made, chosen, output, drawn=noticing.bars if chart else None)
