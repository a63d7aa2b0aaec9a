"""Documents as files: in which formats, and by whose template."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from infoledger.listings import Listed

if TYPE_CHECKING:
    from infoledger.config.model import Layout
    from infoledger.documents.rendering import Document

#: Formats of the figures alone, of the whole document, and of an issue of a publication.
LISTED, PRINTED = ("table", "csv", "json"), ("md", "txt", "html", "docx", "xlsx")
BULLETIN_FORMATS = ("txt", "md", "html", "docx")


class Printable(Protocol):
    """What can be shown as a listing of its figures or printed as a document."""

    def listing(self) -> Listed:
        """The figures."""

    def file(self, form: str) -> str | bytes:
        """The document in one of the formats ``PRINTED``. Raises ``UsageError`` where it is none."""

    def sentences(self, form: str) -> Collection[str]:
        """What a person is told beside it when it is shown or printed in ``form``."""


def ending(path: Path) -> str:
    """The format that the ending of a file's name stands for."""
    return path.suffix.lower().removeprefix(".")


def file(document: "Document", form: str, layout: "Layout | None" = None, template: Path | None = None) -> str | bytes:
    """A document in one of its formats; by the office's own ``template``, if it is for that format."""
    from infoledger.documents.rendering import render

    return render(document, form, template if template and ending(template) == form else None, layout)
