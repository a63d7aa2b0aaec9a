"""Reviewing: a draft is passed, returned or rejected at the step that it waits for."""

from datetime import date
from typing import TYPE_CHECKING

from infoledger.ledger.reading import item_ids
from infoledger.ledger.review import Verdict, judge
from infoledger.office.agreeing import Agree, Recorded, recorded
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen


def judge_draft(
    desk: Desk,
    ref: str,
    verdict: Verdict,
    *,
    by: str | None,
    day: date,
    note: str | None,
    override: str | None,
    agree: Agree | None = None,
) -> Recorded:
    """Record what ``by`` (else the clerk) found on ``day`` in the draft ``ref``.

    With ``override``, a reason, it passes all steps that are left. Raises ``InfoledgerError``.
    """

    def write(pen: "Pen") -> int:
        item = item_ids(pen.connection, [ref])[ref]
        return judge(pen, desk.config, item, verdict, by=by or desk.clerk, day=day, note=note, override=override)

    identity, pen = recorded(desk, "review", write, agree)
    return Recorded([str(identity)], pen.sentence)
