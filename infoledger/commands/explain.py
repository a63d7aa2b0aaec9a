"""``explain``: every posting behind a number, with its clause and citation."""

from typing import Annotated

import typer

from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import show_answer
from infoledger.i18n import _
from infoledger.office import explaining
from infoledger.office.desk import Desk

Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO|REF",
        help=_("A unit, an informant, an item's reference, or the name of a quota, outcome or honour."),
    ),
]


def explain(ctx: typer.Context, who: Who, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """Show every posting behind a unit's, an informant's or an item's points.

    The sum of a unit's postings is the number that its notice prints. The name of a quota, an
    outcome or an honour shows what was counted and what was missing, party by party.

    Example: infoledger explain 财政局 this-year

    Example: infoledger explain 先进单位 last-year
    """
    desk: Desk = ctx.obj
    show_answer(explaining.explain(desk, who, desk.period(period)), form, output)
