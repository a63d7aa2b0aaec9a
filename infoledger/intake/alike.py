"""Mistakes of rows that are alike, told as one: how many rows, and the first three."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infoledger.errors import Finding
from infoledger.i18n import _

_FEW = 3


@dataclass(frozen=True, slots=True)
class WrongCell(Finding):
    """What is wrong with a cell, or with a whole row if ``column`` is empty: in which ``table`` and ``row``."""

    table: str = ""
    row: int = 0
    column: str = ""


def told_together(findings: Sequence[Finding]) -> Iterator[Finding]:
    """``findings``, of which more than three of one column and one remedy become one, where the first stands."""
    alike: dict[tuple[str, str], list[WrongCell]] = {}
    for finding in findings:
        if isinstance(finding, WrongCell):
            alike.setdefault(_kind(finding), []).append(finding)
    told: set[tuple[str, str]] = set()
    for finding in findings:
        if not isinstance(finding, WrongCell) or len(those := alike[_kind(finding)]) <= _FEW:
            yield finding
        elif _kind(finding) not in told:
            told.add(_kind(finding))
            yield _together(those)


def _kind(finding: WrongCell) -> tuple[str, str]:
    return finding.column, finding.hint or finding.what


def _together(those: Sequence[WrongCell]) -> Finding:
    first = those[0]
    tables = len({each.table for each in those})
    where = first.table + (_(" and {count} more sheets").format(count=tables - 1) if tables > 1 else "")
    if first.column:
        where = _("{table}, column {column}").format(table=where, column=first.column)
    form = _("row {row}: {what}") if tables == 1 else _("{table}, row {row}: {what}")
    shown = (form.format(table=each.table, row=each.row, what=each.what) for each in those[:_FEW])
    rows = " ".join(shown)
    return Finding(where, _("{count} rows, the first three: {rows}").format(count=len(those), rows=rows), first.hint)
