"""``pay``: rewards in yuan, per party or per item."""

from typing import Annotated

import typer

from infoledger.commands.forms import PrintedForm, publish, publish_form
from infoledger.commands.options import Output, PeriodText
from infoledger.console import say
from infoledger.i18n import _
from infoledger.office import paying
from infoledger.office.desk import Desk

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
    chosen = publish_form(form, output)
    if issue:
        paying.issue(desk, window)
    made = paying.pay_list(desk, window, items=items)
    if issue and not made.lines:
        say(_("There is nothing to pay for {period}.").format(period=window.words))
    publish(made, chosen, output)
