"""What is said of records as they are made, though they are recorded: what earns nothing, what lacks its category."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoledger.i18n import _
from infoledger.kinds import KINDS, title
from infoledger.ledger.unscored import unscored
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.intake.importing import Report
    from infoledger.ledger.journal import Pen

_SHOWN = 3


def remarks(connection: "Connection", desk: Desk, pen: "Pen") -> list[str]:
    """A sentence for each regulation and kind by which something that the pen wrote earns nothing."""
    missed: dict[tuple[str, str], list[str]] = {}
    for fact, regulation in unscored(connection, desk.config, pen):
        refs = "、".join(item.ref for item in fact.items) or str(fact.id)
        missed.setdefault((regulation.called, fact.kind), []).append(refs)
    kinds = {kind.fact: kind for kind in KINDS.values()}
    told = _("{kind} {refs}: no clause of {regulation} fits, so it earns nothing.")
    return [
        told.format(kind=title(kinds[fact]), refs=_some(refs), regulation=called)
        for (called, fact), refs in missed.items()
    ]


def of_import(connection: "Connection", desk: Desk, report: "Report", pen: "Pen") -> list[str]:
    """What is to be said of the rows of a file that were recorded."""
    told = _("{kind}: the same is recorded of that day already, and counts once more: {rows}.")
    again = [
        told.format(kind=title(kind), rows=_some([_("row {row}").format(row=row) for row in rows]))
        for kind, rows in report.again.items()
        if rows
    ]
    return [*again, *uncategorised(desk, report.uncategorised), *remarks(connection, desk, pen)]


def uncategorised(desk: Desk, titles: Sequence[str]) -> list[str]:
    """A sentence of the items without a category, by their ``titles``, where the config has some."""
    if not titles or not desk.config.categories:
        return []
    return [_("Without a category, though the config has some: {titles}.").format(titles=_some(titles))]


def _some(names: Sequence[str]) -> str:
    shown = "、".join(names[:_SHOWN])
    return _("{names} and {count} more").format(names=shown, count=len(names) - _SHOWN) if names[_SHOWN:] else shown
