"""``quota``: done, owed, days left, who has reported nothing, and the letters that remind of it."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.folders import write_files
from infoledger.commands.forms import PrintedForm, Template, check_template, publish, publish_form
from infoledger.commands.options import Output, PeriodText
from infoledger.console import say
from infoledger.i18n import _
from infoledger.office import owing
from infoledger.office.desk import Desk

Letters = Annotated[
    Path | None,
    typer.Option(
        "--letters", metavar="DIR", help=_("Write a letter (催报通知) to each unit that is behind into this folder.")
    ),
]


def quota(
    ctx: typer.Context,
    period: PeriodText,
    letters: Letters = None,
    template: Template = None,
    form: PrintedForm = None,
    output: Output = None,
) -> None:
    """Show what each party owed and did under each quota.

    A sub-period that is not over is open: it shows progress and is not missed.

    Example: infoledger quota last-month

    Example: infoledger quota last-month -o 任务完成情况.docx

    Example: infoledger quota this-month --letters 催报
    """
    desk: Desk = ctx.obj
    chosen = publish_form(form, output)
    check_template(template, chosen)
    found = owing.owing(desk, desk.period(period), template)
    if letters:
        written = found.reminders()
        if written:
            write_files(letters, written)
        else:
            say(_("Nobody is behind: there is no letter to write."))
        return
    publish(found, chosen, output)
