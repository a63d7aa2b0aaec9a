"""Reviewing: drafts are passed, returned or rejected at the step that each waits for."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.review import Verdict, judge, waiting
from infoledger.office.agreeing import Agree, Recorded, recorded
from infoledger.office.desk import Desk
from infoledger.office.referring import items_meant
from infoledger.office.sentences import sentence_of_several

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen
    from infoledger.office.fields import Fields


class Waiting(NamedTuple):
    """A draft that waits for a step of its review, and for how many days."""

    ref: str
    step: str
    days: int


class Page(NamedTuple):
    """What a reader is shown of a draft: its cells as ``records`` lists them, its text, and what to look at.

    ``remarks`` say what might be wanting, what it is like, and which version it is.
    """

    cells: dict[str, Any]
    text: str
    remarks: Sequence[str]


def judge_drafts(
    desk: Desk,
    refs: Sequence[str],
    verdict: Verdict,
    *,
    by: str | None,
    day: date,
    note: str | None = None,
    override: str | None = None,
    agree: Agree | None = None,
) -> Recorded:
    """Record what ``by`` (else the clerk) found on ``day`` in the drafts ``refs``, all or none.

    With ``override``, a reason, they pass all steps that are left. Raises ``InfoledgerError``.
    """

    def write(pen: "Pen") -> list[int]:
        made, said = [], []
        for item in items_meant(desk, pen.connection, refs).values():
            made.append(
                judge(pen, desk.config, item, verdict, by=by or desk.clerk, day=day, note=note, override=override)
            )
            said.append(pen.sentence)
        pen.sentence = sentence_of_several(said)
        return made

    identities, pen = recorded(desk, "review", write, agree)
    return Recorded([str(identity) for identity in identities], pen.sentence)


def drafts_waiting(desk: Desk, step: str | None = None) -> list[Waiting]:
    """The drafts that wait for ``step``, or for any, in the order submitted.

    Raises ``InfoledgerError`` for a step that the config does not have.
    """
    review = desk.config.review
    steps = dict.fromkeys((*review.steps, *(each.step for each in review.more)))
    if step is not None and step not in steps:
        from infoledger.config.names import suggestion

        told = _("“{name}” is no step of the review.").format(name=step)
        raise InfoledgerError(told, suggestion(step, dict.fromkeys(steps, ())))
    with desk.reading() as connection:
        found = waiting(connection, desk.config)
    drafts = [Waiting(each.ref, each.waits_for, (desk.today - each.since).days) for each in found if each.waits_for]
    return [draft for draft in drafts if step in (None, draft.step)]


def page_of(desk: Desk, ref: str) -> Page:
    """The draft ``ref`` for who reads it."""
    from infoledger.ledger.listing import Listing, item_text
    from infoledger.ledger.versions import versions
    from infoledger.office.duplicates import likenesses
    from infoledger.office.items import hints_on

    with desk.reading() as connection:
        item = items_meant(desk, connection, [ref])[ref]
        cells, text = Listing(connection, desk.config).one("items", item), item_text(connection, item) or ""
        alike = likenesses(connection, desk, [range(item, item + 1)])
        count = len(versions(connection, item))
    version = [_("Version {number}: `infoledger item diff {ref}` shows what changed.").format(number=count, ref=ref)]
    return Page(cells, text, [*hints_on(desk, cells, text), *alike, *(version if count > 1 else ())])


def retitle(desk: Desk, fields: "Fields", ref: str, title: str) -> str:
    """Give the draft ``ref`` another title, as its reader. Say what was done."""
    from infoledger.office.editing import correct_item

    return correct_item(desk, fields, ref, {"title": title, "body": None}, None, _("in review"))
