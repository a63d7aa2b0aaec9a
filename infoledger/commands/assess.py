"""``assess``: outcomes, honours and marks of a period, and the lists that make them known."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.forms import PrintedForm, publish, publish_form
from infoledger.commands.options import Output, PeriodText
from infoledger.commands.showing import write_letter
from infoledger.i18n import _
from infoledger.office import assessing
from infoledger.office.desk import Desk

Commend = Annotated[
    Path | None,
    typer.Option("--commend", metavar="FILE", help=_("Write who is honoured as a list (表彰): .docx, .pdf.")),
]
Criticise = Annotated[
    Path | None,
    typer.Option(
        "--criticise", metavar="FILE", help=_("Write of whom outcomes hold as a list (通报批评): .docx, .pdf.")
    ),
]


def assess(
    ctx: typer.Context,
    period: PeriodText,
    commend: Commend = None,
    criticise: Criticise = None,
    form: PrintedForm = None,
    output: Output = None,
) -> None:
    """List outcomes, honours and marks whose sub-periods lie in a period.

    As docx or xlsx it is a list to be signed.

    Example: infoledger assess last-year

    Example: infoledger assess last-year --commend 表彰.docx --criticise 通报批评.docx
    """
    desk: Desk = ctx.obj
    found, chosen = assessing.assess(desk, desk.period(period)), publish_form(form, output)
    lists = [
        (make(), file)
        for make, file in ((found.commendation, commend), (found.criticism, criticise))
        if file is not None
    ]
    for content, file in lists:
        write_letter(content, file)
    if not lists or form or output:
        publish(found, chosen, output)
