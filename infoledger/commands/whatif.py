"""``whatif``: standings under other rules beside today's."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.notice import By
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import show_answer
from infoledger.i18n import _
from infoledger.office import comparing
from infoledger.office.desk import Desk

Rules = Annotated[Path, typer.Argument(metavar="RULES", help=_("A regulation as a YAML file."))]


def whatif(
    ctx: typer.Context, rules: Rules, period: PeriodText, by: By = "unit", form: Form = None, output: Output = None
) -> None:
    """Compare a period's standings with those under other rules.

    The other regulation is taken as in force for the whole period, whatever its date. Nothing is
    recorded.

    Example: infoledger whatif rules/current.yaml last-month
    """
    desk: Desk = ctx.obj
    show_answer(comparing.compare_rules(desk, rules, desk.period(period), by), form, output)
