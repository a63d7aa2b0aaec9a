"""Issuing for good: notices, pay lists and issues of publications, all by one mechanism.

What is issued is reckoned, composed and frozen in one transaction that holds the lock of the only
writer: nobody can record or issue anything between the reckoning and the freezing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _, by_word
from infoledger.periods import Period

if TYPE_CHECKING:
    from datetime import date

    from infoledger.ledger.journal import Pen
    from infoledger.office.desk import Desk
    from infoledger.rules.regulation import Regulation

Kind = Literal["notice", "pay", "bulletin"]

#: As what the journal knows the issuing of each kind.
_COMMANDS: Mapping[Kind, str] = {"notice": "notice --issue", "pay": "pay --issue", "bulletin": "bulletin issue"}


class Final(NamedTuple):
    """What is issued: under which key, of which window, by which rules, and what is kept of it as JSON holds it.

    ``sentence`` says it in the log; without one it is said by its key.
    """

    key: str
    window: Period
    content: Mapping[str, Any]
    regulations: "Sequence[Regulation]" = ()
    sentence: str = ""


def issue(desk: "Desk", kind: Kind, compose: "Callable[[Pen], Final]") -> str:
    """Issue what ``compose`` makes of the ledger as its pen sees it; answer what was done.

    ``compose`` reads through its pen alone. Raises ``InfoledgerError`` for what was issued already,
    and whatever ``compose`` raises; then nothing is recorded.
    """
    from infoledger.ledger import frozen

    with desk.recording(_COMMANDS[kind]) as pen:
        final = compose(pen)
        frozen.freeze(pen, kind, final.key, final.window, final.regulations, final.content)
        pen.sentence = final.sentence or _("Issued {key}.").format(key=by_word(final.key))
    return pen.sentence


def refuse_unfinished(window: Period, today: "date") -> None:
    """Raise ``InfoledgerError`` for a window that is not over: its figures are not final."""
    if not window.over(today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.name),
            _("It is over from the day after {last}.").format(last=window.last),
        )
