"""Issuing for good: notices, pay lists and issues of publications, all by one mechanism.

What is issued is reckoned, composed and frozen in one transaction that holds the lock of the only
writer: nobody can record or issue anything between the reckoning and the freezing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.periods import Period

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from infoledger.ledger.journal import Head, Pen
    from infoledger.office.desk import Desk
    from infoledger.rules.regulation import Regulation

Kind = Literal["notice", "pay", "bulletin"]

#: As what the journal knows the issuing of each kind.
_COMMANDS: Mapping[Kind, str] = {"notice": "notice --issue", "pay": "pay --issue", "bulletin": "bulletin issue"}

#: What the property is called that keeps the head of the journal.
_HEAD = "infoledger-journal"


class Issuance(NamedTuple):
    """What is being issued: all that goes into it is read through ``pen``, which holds the lock."""

    kind: Kind
    pen: "Pen"

    def freeze(
        self, key: str, window: Period, content: Mapping[str, Any], regulations: "Sequence[Regulation] | None" = None
    ) -> str:
        """Keep ``content``, as JSON holds it, with the fingerprint of ``regulations``; answer what was done.

        Raises ``InfoledgerError`` if ``key`` was issued already.
        """
        from infoledger.ledger import frozen

        frozen.freeze(self.pen, self.kind, key, window, regulations, content)
        return self.pen.sentence


@contextmanager
def issuance(desk: "Desk", kind: Kind) -> Iterator[Issuance]:
    """Hold the lock from the reckoning to the freezing; on an error nothing is recorded."""
    with desk.recording(_COMMANDS[kind]) as pen:
        yield Issuance(kind, pen)
    if pen.written:
        desk.remarks.append(pen.written.sentence)


def issued_file(row: "Row[Any]", files: Mapping[str, str], form: str) -> bytes:
    """The file of ``form`` frozen in ``row``, with the journal's head of that time among its properties."""
    from infoledger.documents.content import unpack
    from infoledger.ledger.frozen import head_of

    return with_head(unpack(files, form), form, head_of(row))


def with_head(content: bytes, form: str, head: "Head") -> bytes:
    """A finished file with the ``head`` of the journal when it was issued among its properties."""
    from infoledger.documents.properties import with_property

    return with_property(content, form, _HEAD, str(head))


def refuse_unfinished(window: Period, today: "date") -> None:
    """Raise ``InfoledgerError`` for a window that is not over: its figures are not final."""
    if not window.over(today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.words),
            _("It is over from the day after {last}.").format(last=window.last),
        )
