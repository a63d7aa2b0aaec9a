"""The guide to the rule language, whole or on a topic: on the screen, or as a file."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from infoledger import __version__
from infoledger.office.printing import file
from infoledger.periods import day_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infoledger.documents.guide import Part

#: What it can be written as.
FORMATS = ("txt", "html", "docx")
_WIDTH = 100


@dataclass(frozen=True)
class Told:
    """What the guide says, in its language."""

    parts: "Sequence[Part]"
    language: str
    title: str

    def text(self, width: int = _WIDTH) -> str:
        """It as plain text in lines of at most ``width`` cells."""
        from infoledger.documents.guide import running_text

        return running_text(self.parts, width)

    def file(self, form: str, today: date) -> str | bytes:
        """It in one of the ``FORMATS``."""
        from infoledger.documents.guide import compose

        if form == "txt":
            return self.text()
        day = day_title(today, self.language)
        return file(compose(self.parts, self.language, self.title, f"infoledger {__version__}", day), form)


def told(topic: str | None, language: str) -> Told:
    """What the guide in ``language`` says of ``topic``, or all of it. Raises ``UsageError`` where it says nothing."""
    from infoledger.documents.guide import about, parts, written

    whole = parts(written(language))
    return Told(about(topic, whole) if topic else whole, language, whole[0].title)
