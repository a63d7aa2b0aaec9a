"""Instructions (批示): which wait for feedback, the slip that hands one on, and the feedback itself."""

from datetime import date
from typing import TYPE_CHECKING

from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.combined import units_of
from infoledger.ledger.models import Instruction
from infoledger.ledger.pending import Instructed, instructions
from infoledger.ledger.register import load_register
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk
from infoledger.office.papers import letter_file, sender_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.periods import Period


def list_instructions(desk: Desk, window: "Period | None", *, everything: bool) -> Listed:
    """The instructions that wait for feedback, the longest overdue first; only those of ``window``, if it is given.

    With ``everything``, also those with feedback or without a day for it.
    """
    with desk.reading() as connection:
        found = [
            each
            for each in instructions(connection)
            if (window is None or each.day in window) and (everything or (each.due and not each.feedback_day))
        ]
    columns = [
        Column("id", _("id"), numeric=True),
        Column("refs", _("references")),
        Column("title", _("title")),
        Column("leader", _("leader")),
        Column("date", _("date")),
        Column("due", _("due")),
        Column("days_left", _("days left"), numeric=True),
        Column("feedback", _("feedback")),
        Column("feedback_day", _("feedback on")),
    ]
    rows = [
        [
            each.id,
            ";".join(ref for ref, _title in each.items.values()),
            "；".join(title for _ref, title in each.items.values()),
            each.leader,
            each.day,
            each.due,
            (each.due - desk.today).days if each.due and not each.feedback_day else None,
            each.feedback,
            each.feedback_day,
        ]
        for each in found
    ]
    return columns, rows


def slip(desk: Desk, word: str) -> bytes:
    """The Word document that hands the instruction ``word`` means to the units concerned (批示办理通知)."""
    from infoledger.documents import letter

    with desk.reading() as connection:
        found, register = _find(connection, word), load_register(connection)
        units = [register.units[unit].on(desk.today).name for unit in units_of(connection, found.items)]
    leader = desk.config.leaders.get(found.leader)
    instructed = letter.Instructed(
        leader=found.leader,
        written=found.day,
        titles=[title for _ref, title in found.items.values()],
        post=leader.title if leader else "",
        outlet=found.outlet,
        text=found.text,
        due=found.due,
    )
    made = letter.instruction(sender_of(desk.config), instructed, units, desk.today)
    return letter_file(made, desk.config)


def record_feedback(desk: Desk, word: str, text: str, day: date) -> str:
    """Record what was done about the instruction ``word`` means, and say it. Raises ``InfoledgerError``."""
    from infoledger.documents.text import clean

    said = clean(text).strip()
    if not said:
        raise InfoledgerError(_("“{field}” must not be empty.").format(field="TEXT"))
    with desk.recording("feedback") as pen:
        found = _find(pen.connection, word, waiting=True)
        if day < found.day:
            raise InfoledgerError(_("The instruction was written on {day}.").format(day=found.day))
        pen.alter(Instruction, found.id, feedback=said, feedback_day=day)
        refs = "、".join(ref for ref, _title in found.items.values())
        pen.sentence = _("feedback on {leader}'s instruction on {refs} came on {day}: {text}").format(
            leader=found.leader, refs=refs, day=day, text=said
        )
    return pen.sentence


def _find(connection: "Connection", word: str, waiting: bool = False) -> Instructed:
    """The instruction that ``word`` means (of those without feedback). Raises ``InfoledgerError``."""
    word = word.strip()
    every = list(instructions(connection))
    found = [each for each in every if str(each.id) == word] or [
        each for each in every if word in (ref for ref, _title in each.items.values())
    ]
    if waiting:
        found = [each for each in found if not each.feedback_day] or found
    if not found:
        raise InfoledgerError(
            _("There is no instruction {word}.").format(word=word),
            _("`infoledger instruction list --all` shows those there are."),
        )
    if len(found) > 1:
        raise InfoledgerError(
            _("There are several instructions on {word}.").format(word=word),
            _("Say which by its id."),
            [Finding(str(each.id), f"{each.leader} {each.day}") for each in found],
        )
    return found[0]
