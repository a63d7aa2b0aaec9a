"""What ``import`` asks at a terminal of the office's own tables: headings that nobody knows, days that lost a zero."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from infoledger.commands.questions import ask, choose
from infoledger.console import at_terminal, confirm, say
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed

if TYPE_CHECKING:
    from infoledger.intake.tables import Table
    from infoledger.office.choices import Choices
    from infoledger.office.own_tables import Asking, Heading, Perhaps

_NONE, _ALL = ("0", "无", "none"), ("全部", "全", "all")


def asking() -> "Asking | None":
    """Who asks, where a person is there to be asked."""
    return _Terminal() if at_terminal() else None


class _Terminal:
    """Asks the person at the terminal."""

    def kind(self, table: "Table", choices: "Choices") -> str:
        say("")
        told = _("What the sheet “{name}” holds cannot be told from its name. Its columns: {columns}")
        say(told.format(name=table.name, columns=listed(table.headers)))
        return choose(_("“{name}” holds").format(name=table.name), choices)

    def meaning(self, heading: "Heading", choices: "Choices") -> str:
        say("")
        under = "、".join(heading.examples) or _("(empty)")
        told = _("“{column}” is not known; {count} sheets have it. Under it stands: {examples}")
        say(told.format(column=heading.header, count=heading.sheets, examples=under))
        return choose(_("“{column}” is").format(column=heading.header), choices)

    def marked(self, heading: "Heading", choices: "Choices") -> str:
        return choose(_("“{column}” speaks of").format(column=heading.header), choices)

    def tens(self, cells: "Sequence[Perhaps]") -> Collection[int]:
        say("")
        say(_("These cells hold numbers, in which a zero at the end is lost:"))
        for number, cell in enumerate(cells, 1):
            either = _("{where}: {month}.{day} is {month}-{day} or {month}-{day}0")
            say(f"  {number:>2}  {either.format(where=cell.where, month=cell.month, day=cell.day)}")
        while (
            found := _places(ask(_("Which are the 10th, 20th or 30th?"), _("numbers; 0 none, all")), len(cells))
        ) is None:
            say(_("Write numbers of the list, 0 or all."))
        return found

    def keeps(self, profile: str) -> bool:
        return confirm(
            _("Keep these answers in config.yaml as “{name}”, and not ask again?").format(name=profile), enter=True
        )

    def tell(self, refusal: InfoledgerError) -> None:
        say("\n".join(filter(None, (refusal.message, refusal.hint))))


def _places(typed: str, count: int) -> Collection[int] | None:
    """The places that are meant, from 0 on; None if something else was typed."""
    words = re.split(r"[\s,;、]+", unicodedata.normalize("NFKC", typed).strip())
    if len(words) == 1 and words[0] in _NONE:
        return ()
    if len(words) == 1 and words[0] in _ALL:
        return range(count)
    numbers = [int(word) for word in words if word.isdecimal() and 0 < int(word) <= count]
    return [number - 1 for number in numbers] if len(numbers) == len(words) else None
