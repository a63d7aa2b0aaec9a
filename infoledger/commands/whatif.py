"""``whatif``: standings under other rules beside today's."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.notice import By
from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.numbers import plain
from infoledger.office.columns import columns
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
    from infoledger.config.reading import read_regulation
    from infoledger.office.reckoning import reckoned
    from infoledger.rules.whatif import compare

    desk: Desk = ctx.obj
    other = read_regulation(rules, desk.config)
    window = desk.period(period)
    shifts = compare(reckoned(desk, window), reckoned(desk, window, [replace(other, effective=date.min)]), by)
    rows = [
        [
            shift.member.group,
            shift.member.name,
            shift.rank,
            shift.rank_then,
            shift.points,
            shift.points_then,
            shift.change,
            "; ".join(f"{name} {'+' if change > 0 else ''}{plain(change)}" for name, change in shift.clauses),
        ]
        for shift in shifts
    ]
    figures = ("rank", "rank_then", "points", "points_then", "change", "clauses")
    show(columns("group", "party", *figures), rows, form, output)
    say(_("“{title}” is taken as in force in all of {period}.").format(title=other.title, period=window.name))
    gained, lost = sum(shift.change > 0 for shift in shifts), sum(shift.change < 0 for shift in shifts)
    say(_("Under {title}: {gained} gain, {lost} lose.").format(title=other.title, gained=gained, lost=lost))
