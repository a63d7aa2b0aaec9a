"""Editing items: one is corrected, or several are combined into one (综合)."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from infoledger.config.names import resolve
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.values import visible
from infoledger.ledger.combined import merge_items
from infoledger.ledger.listing import Listing
from infoledger.ledger.recording import edit_item
from infoledger.ledger.review import reopen
from infoledger.ledger.shapes import NewItem
from infoledger.office.agreeing import Recorded
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.referring import items_meant
from infoledger.office.sentences import sentence_of_edit
from infoledger.office.submitting import drafted
from infoledger.office.typed import Keyboard, typed_corrections


def correct_item(desk: Desk, fields: Fields, ref: str, given: Mapping[str, Any], file: Path | None, reason: str) -> str:
    """Correct the item ``ref`` from its own dates on; an empty text empties. Say what was done.

    ``file`` is the draft as it came back, which is kept. What was through the review and has a new title
    or text waits for its last step again. Raises ``InfoledgerError``, ``UsageError``.
    """
    said, draft = drafted(given, file)
    with desk.recording("item edit") as pen:
        item = items_meant(desk, pen.connection, [ref])[ref]
        before = Listing(pen.connection, desk.config).one("items", item)
        corrections = typed_corrections(pen, Keyboard(pen.connection, desk), fields, item, said)
        step = reopen(pen, desk.config, item, corrections, by=desk.clerk, day=desk.today, note=reason)
        edit_item(pen, item, reason, **corrections)
        if draft:
            from infoledger.intake.drafts import keep_draft

            keep_draft(pen, item, draft)
        pen.sentence = sentence_of_edit("items", ref, said, corrections, before)
        pen.sentence += _("; reason: {text}").format(text=reason)
        if step:
            pen.sentence += _("; it waits for {step} again").format(step=step)
    return pen.sentence


def combine_items(
    desk: Desk, refs: Sequence[str], title: str, day: date, given: Mapping[str, Any], file: Path | None
) -> Recorded:
    """Combine the items ``refs`` into a new one that stands for them; without a text it says what they say.

    Raises ``InfoledgerError``.
    """
    config, said = desk.config, dict(given)
    if not visible(title):
        raise UsageError(_("The title has nothing that can be seen."))
    if said["category"] and config.categories:
        said["category"] = resolve(said["category"], dict.fromkeys(config.categories, ()))
    if said["secrecy"]:
        said["secrecy"] = resolve(said["secrecy"], dict.fromkeys(config.secrecy, ()))
    if file and not said["body"]:
        from infoledger.intake.drafts import read_draft

        said["body"] = read_draft(file).body
    made = NewItem(submitted=day, units=(), title=title, **said)
    with desk.recording("item merge") as pen:
        ids = items_meant(desk, pen.connection, refs)
        ref = merge_items(pen, [ids[each] for each in refs], made, config.secrecy, config.calendar)
    return Recorded([ref], pen.sentence)
