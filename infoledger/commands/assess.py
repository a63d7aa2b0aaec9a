"""``assess``: outcomes, honours and marks of a period."""

import typer

from infoledger.commands.forms import PrintedForm, publish, publish_form
from infoledger.commands.options import Output, PeriodText
from infoledger.office import assessing
from infoledger.office.desk import Desk


def assess(ctx: typer.Context, period: PeriodText, form: PrintedForm = None, output: Output = None) -> None:
    """List outcomes, honours and marks whose sub-periods lie in a period.

    As docx or xlsx it is a list to be signed.

    Example: infoledger assess last-year
    """
    desk: Desk = ctx.obj
    window = desk.period(period)
    chosen = publish_form(form, output)
    publish(assessing.assess(desk, window), chosen, output)
