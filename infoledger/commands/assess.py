"""``assess``: outcomes, honours and marks of a period."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from infoledger.commands.forms import PrintedForm, publish
from infoledger.commands.options import Output, PeriodText
from infoledger.console import say
from infoledger.i18n import _
from infoledger.listings import Word
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.documents.statement import Statement
    from infoledger.rules.outcomes import Assessed


def assess(ctx: typer.Context, period: PeriodText, form: PrintedForm = None, output: Output = None) -> None:
    """List outcomes, honours and marks whose sub-periods lie in a period.

    As docx or xlsx it is a list to be signed.

    Example: infoledger assess last-year
    """
    from infoledger.office.reckoning import reckoned
    from infoledger.rules import outcomes

    desk: Desk = ctx.obj
    window = desk.period(period)
    reckoning = reckoned(desk, window)
    found = outcomes.assess(reckoning)
    publish(
        lambda: (columns("kind", "name", "party", "unit", "group", "detail"), [_cells(each) for each in found]),
        lambda: _statement(desk, window, found),
        form,
        output,
        desk.config.layout,
    )
    if not window.over(desk.today):
        say(_("{period} is not over: what is judged at its end is not judged yet.").format(period=window.name))


def _cells(each: "Assessed") -> list[str]:
    member = each.member
    return [Word(each.kind), each.name, member.name, member.unit, member.group, each.detail]


def _statement(desk: Desk, window: Period, found: "Sequence[Assessed]") -> "Statement":
    from infoledger.documents.assessment import compose

    rows = [(*_cells(each), each.cite) for each in found]
    return compose(desk.config.office.name, window, rows, day=desk.today, language=desk.config.language)
