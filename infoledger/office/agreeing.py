"""What is recorded once a person has agreed to it, and what is told of it afterwards."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen

_Written = TypeVar("_Written")

#: Shows a person what would be recorded, and raises unless it is to be.
Agree = Callable[[str], None]


class Recorded(NamedTuple):
    """What was recorded: the names (ids or references) of the new records, a sentence, and what is odd about it."""

    names: Sequence[str]
    sentence: str
    odd: Sequence[str] = ()


def recorded(
    desk: Desk, command: str, write: "Callable[[Pen], _Written]", agree: Agree | None
) -> "tuple[_Written, Pen]":
    """What ``write`` recorded, and its pen; with ``agree``, only after a person was shown its sentence and agreed.

    While the person thinks, nothing is held: what was shown is let go of, and written anew.
    """
    if agree:
        with desk.rehearsing(command) as pen:
            write(pen)
        agree(pen.sentence)
    with desk.recording(command) as pen:
        written = write(pen)
    return written, pen
