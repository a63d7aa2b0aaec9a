"""What commands that record share: the call that records facts, and what is said at the end."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from infoledger.commands.options import fields_of
from infoledger.commands.questions import agree as agree_to
from infoledger.console import at_terminal, say, show_line
from infoledger.i18n import _

if TYPE_CHECKING:
    from infoledger.office.agreeing import Agree, Recorded


def record(
    ctx: typer.Context, kind: str, given: Sequence[Mapping[str, Any]], agree: "Agree | None" = None
) -> Sequence[str]:
    """Record facts of one kind, all or none, and print and answer their ids; with ``agree``, after the clerk agreed."""
    from infoledger.office.recording import record_facts

    recorded = record_facts(ctx.obj, fields_of(ctx), kind, given, agree, agree_again())
    show_recorded(recorded)
    return recorded.names


def agree_again() -> "Agree | None":
    """How the clerk at a terminal agrees that what is there already is recorded once more; elsewhere None."""

    def ask(told: str) -> None:
        say(told)
        agree_to(_("Record it once more?"), enter=False)

    return ask if at_terminal() else None


def say_done(text: str) -> None:
    """Tell the clerk what was recorded, and how it is taken back."""
    say(_("{sentence}. To take this back: infoledger undo").format(sentence=text))


def show_recorded(recorded: "Recorded") -> None:
    """Print the names of what was recorded, then say it."""
    for name in recorded.names:
        show_line(name)
    say_recorded(recorded)


def say_recorded(recorded: "Recorded") -> None:
    """Tell the clerk what is odd about what was recorded, and how it is taken back."""
    for told in recorded.odd:
        say(told)
    say_done(recorded.sentence)
