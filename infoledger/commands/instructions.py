"""``instruction`` and ``feedback``: what leaders wrote, who has to act on it, and what came of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.commands.done import say_done
from infoledger.commands.options import Form, On, OptionalPeriod, Output
from infoledger.commands.solicitations import LetterFile
from infoledger.console import say, show, write_out
from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import _
from infoledger.listings import Column
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.ledger.pending import Instructed

app = typer.Typer(help=_("See which instructions (批示) wait for feedback, and print their slips."))

Which = Annotated[
    str, typer.Argument(metavar="ID|REF", help=_("The id of the instruction, or the reference of its item."))
]


@app.command("list")
def list_(
    ctx: typer.Context,
    period: OptionalPeriod = None,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Also those with feedback, or without a day for it."))
    ] = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the instructions that wait for feedback, the longest overdue first; only those of a period, if given.

    Example: infoledger instruction list

    Example: infoledger instruction list last-month --all
    """
    from infoledger.ledger.pending import instructions

    desk: Desk = ctx.obj
    window = desk.period(period) if period else None
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
    show(columns, rows, form, output)
    if not rows:
        say(_("There are none."))


@app.command()
def slip(ctx: typer.Context, which: Which, output: LetterFile) -> None:
    """Write the slip that hands an instruction to the units concerned (批示办理通知) as a Word document.

    Example: infoledger instruction slip 1 -o 批示办理通知.docx
    """
    from infoledger.documents import letter
    from infoledger.ledger.combined import units_of
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        found, register = _find(connection, which), load_register(connection)
        units = [register.units[unit].on(desk.today).name for unit in units_of(connection, found.items)]
    made = letter.instruction(
        desk.config.office.name,
        [title for _ref, title in found.items.values()],
        units,
        leader=found.leader,
        outlet=found.outlet,
        text=found.text,
        written=found.day,
        due=found.due,
        day=desk.today,
        language=desk.config.language,
    )
    write_out(letter.render(made, desk.config.layout), output)
    say(_("Wrote {file}.").format(file=output))


def feedback(
    ctx: typer.Context,
    which: Which,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What was done."))],
    date: On = None,
) -> None:
    """Record the feedback on an instruction (批示反馈): what was done about it.

    Example: infoledger feedback 1 县农业农村局已完成整改
    """
    from infoledger.documents.text import clean
    from infoledger.ledger.models import Instruction

    desk: Desk = ctx.obj
    day = desk.day(date)
    said = clean(text).strip()
    if not said:
        raise InfoledgerError(_("“{field}” must not be empty.").format(field="TEXT"))
    with desk.recording("feedback") as pen:
        found = _find(pen.connection, which, waiting=True)
        if day < found.day:
            raise InfoledgerError(_("The instruction was written on {day}.").format(day=found.day))
        pen.alter(Instruction, found.id, feedback=said, feedback_day=day)
        refs = "、".join(ref for ref, _title in found.items.values())
        pen.sentence = _("feedback on {leader}'s instruction on {refs} came on {day}: {text}").format(
            leader=found.leader, refs=refs, day=day, text=said
        )
    say_done(pen.sentence)


def _find(connection: "Connection", word: str, waiting: bool = False) -> "Instructed":
    """The instruction that ``word`` means (of those without feedback). Raises ``InfoledgerError``."""
    from infoledger.ledger.pending import instructions

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
