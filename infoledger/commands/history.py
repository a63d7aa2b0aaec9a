"""What was recorded, by whom and when, and how the last of it is taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.commands.options import Form, Output, Yes
from infoledger.console import say, show
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.listings import Column
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.ledger.entries import Concern


def undo(ctx: typer.Context, yes: Yes = False) -> None:
    """Take back the last command that recorded something, after showing what it did.

    A whole import is one command. Once more takes back the one before. What issued a number or a
    notice stays.

    Example: infoledger undo --yes
    """
    from infoledger.commands.questions import agree
    from infoledger.ledger.journal import last_entry
    from infoledger.ledger.journal import undo as take_back

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        entry = last_entry(connection)
    if entry is None:
        raise InfoledgerError(_("There is nothing to take back."))
    say(_("{at}, {clerk}: {sentence}").format(at=local(entry.at), clerk=entry.clerk, sentence=entry.sentence))
    if not entry.final and not yes:
        unasked = _("To take it back without being asked: infoledger undo --yes")
        agree(_("Take this back?"), unasked, enter=False)
    with desk.recording("undo") as pen:
        taken = take_back(pen)
        if taken.id != entry.id:
            raise InfoledgerError(_("Something else was recorded meanwhile; nothing was taken back."))
        pen.sentence = _("undid: {sentence}").format(sentence=entry.sentence)
    say(_("Taken back."))


def log(
    ctx: typer.Context,
    about: Annotated[
        str | None, typer.Argument(metavar="REF|UNIT", help=_("Only what concerns this item or unit."))
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help=_("Only from this day on."))] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Show what was recorded: when, by whom, and what, the oldest first.

    Example: infoledger log 2026-0001

    Example: infoledger log --since 昨天
    """
    from infoledger.ledger.entries import entries
    from infoledger.ledger.journal import head

    desk: Desk = ctx.obj
    day = desk.day(since) if since else None
    with desk.reading() as connection:
        found = list(entries(connection, _concern(connection, about) if about else None))
        end = head(connection)
    columns = [
        Column("entry", _("entry"), numeric=True),
        Column("at", _("when")),
        Column("clerk", _("who")),
        Column("sentence", _("what")),
        Column("undone", _("taken back")),
    ]
    say(_("Journal: up to entry {head}").format(head=end))
    rows = [(each.id, local(each.at), each.clerk, each.sentence, each.undone) for each in found]
    show(columns, [row for row in rows if day is None or row[1] >= day.isoformat()], form, output)


def local(at: str) -> str:
    """The time of an entry on the office's clock."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _concern(connection: "Connection", word: str) -> "Concern":
    """The item or else the unit that ``word`` means."""
    from infoledger.ledger.entries import Concern
    from infoledger.ledger.models import Item, Unit
    from infoledger.ledger.reading import find_item
    from infoledger.ledger.register import load_register

    item = find_item(connection, word)
    return Concern(Unit, load_register(connection).unit(word)) if item is None else Concern(Item, item)
