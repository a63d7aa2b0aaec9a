"""The statement (报表) as a neutral model: a few sentences, tables, sums, and lines to sign on.

Pay lists, assessments and reports of figures are statements; each is worded by its own module.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from infoledger.documents.tables import Listing
from infoledger.documents.text import Paragraph, joined
from infoledger.i18n import translation

#: Room for a name or a signature.
ROOM = "\N{IDEOGRAPHIC SPACE}" * 5


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, worded and ready to print.

    ``closing`` are the sentences below the tables and ``signatures`` the makers' line; ``annexes`` are
    tables that stand after what is signed.
    """

    language: str
    office: str
    title: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Listing, ...]
    closing: tuple[str, ...]
    signatures: str
    date: str
    annexes: tuple[Listing, ...] = ()

    @property
    def called(self) -> str:
        """The title in one line, as the file's own."""
        return joined(self.title)


def makers(language: str) -> str:
    """Who made, checked and approved a list (制表、审核、批准), with room to sign."""
    _ = translation(language).gettext
    return with_room((_("Made by"), _("Checked by"), _("Approved by")), language)


def with_room(roles: Iterable[str], language: str) -> str:
    """``roles`` in a line, each with room to sign."""
    _ = translation(language).gettext
    return "".join(_("{label}: ").format(label=role) + ROOM for role in roles).rstrip()
