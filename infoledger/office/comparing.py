"""Comparing: a period's standings under the office's rules and under others."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from infoledger.i18n import _
from infoledger.listings import Answer
from infoledger.numbers import plain
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.reckoning import reckoned
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.rules.whatif import Shift


def compare_rules(desk: Desk, rules: Path, window: Period, by: Literal["unit", "informant"]) -> Answer:
    """The standings of ``window`` beside those under the regulation in the file ``rules``.

    The other regulation is taken as in force for the whole window, whatever its date. Raises
    ``UsageError`` for a file with mistakes.
    """
    from infoledger.config.reading import read_regulation
    from infoledger.rules.whatif import compare

    other = read_regulation(rules, desk.config)
    shifts = compare(reckoned(desk, window), reckoned(desk, window, [replace(other, effective=date.min)]), by)
    figures = ("rank", "rank_then", "points", "points_then", "change", "clauses")
    gained, lost = sum(shift.change > 0 for shift in shifts), sum(shift.change < 0 for shift in shifts)
    return Answer(
        (columns("group", "party", *figures), [_cells(shift) for shift in shifts]),
        [
            _("“{title}” is taken as in force in all of {period}.").format(title=other.title, period=window.words),
            _("Under {title}: {gained} gain, {lost} lose.").format(title=other.title, gained=gained, lost=lost),
        ],
    )


def _cells(shift: "Shift") -> list[Any]:
    clauses = "; ".join(f"{name} {'+' if change > 0 else ''}{plain(change)}" for name, change in shift.clauses)
    who = (shift.member.group, shift.member.name)
    return [*who, shift.rank, shift.rank_then, shift.points, shift.points_then, shift.change, clauses]
