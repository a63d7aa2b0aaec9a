"""Comparing: a period's standings, assessment and pay under the office's rules and under others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from infoledger.i18n import _
from infoledger.listings import Answer, Listed, Word
from infoledger.numbers import plain
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.reckoning import reckoned
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.whatif import Shift

_ASSESSED = ("kind", "name", "party", "unit", "detail", "detail_then")
_PAID = ("party", "unit", "yuan", "yuan_then", "change")


def compare_rules(desk: Desk, rules: Path, window: Period, by: Literal["unit", "informant"]) -> Answer:
    """The standings of ``window`` beside those under the regulation in the file ``rules``, and who is judged otherwise.

    The other regulation is taken as in force for the whole window, whatever its date. Raises
    ``UsageError`` for a file with mistakes.
    """
    from infoledger.config.reading import read_regulation
    from infoledger.documents.words import how_many
    from infoledger.rules.whatif import compare

    other = read_regulation(rules, desk.config)
    now, then = reckoned(desk, window), reckoned(desk, window, [replace(other, effective=date.min)])
    shifts = compare(now, then, by)
    figures = ("rank", "rank_then", "points", "points_then", "change", "clauses")
    gained, lost = sum(shift.change > 0 for shift in shifts), sum(shift.change < 0 for shift in shifts)
    return Answer(
        (columns("group", "party", *figures), [_cells(shift) for shift in shifts]),
        [
            _("“{title}” is taken as in force in all of {period}.").format(title=other.title, period=window.words),
            _("Under {title}: {gained} gain, {lost} lose.").format(
                title=other.title, gained=how_many(gained, by, _), lost=how_many(lost, by, _)
            ),
        ],
        list(_apart(now, then)),
    )


def _apart(now: "Reckoning", then: "Reckoning") -> "Iterator[tuple[str, Listed]]":
    """Who is assessed and paid otherwise."""
    from infoledger.rules.whatif import assessed_otherwise, paid_otherwise

    if assessed := assessed_otherwise(now, then):
        rows = [
            [Word(each.kind), each.name, each.member.name, each.member.unit, each.detail, each.detail_then]
            for each in assessed
        ]
        yield _("Outcomes, honours and marks that change:"), (columns(*_ASSESSED), rows)
    if paid := paid_otherwise(now, then):
        amounts = [[each.member.name, each.member.unit, each.yuan, each.yuan_then, each.change] for each in paid]
        yield _("Pay that changes:"), (columns(*_PAID), amounts)


def _cells(shift: "Shift") -> list[Any]:
    clauses = "; ".join(f"{name} {'+' if change > 0 else ''}{plain(change)}" for name, change in shift.clauses)
    who = (shift.member.group, shift.member.name)
    return [*who, shift.rank, shift.rank_then, shift.points, shift.points_then, shift.change, clauses]
