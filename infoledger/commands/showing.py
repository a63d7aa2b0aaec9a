"""How a listing is shown: as people read it, or whole for programs; and what is said where nothing is in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.console import say, show, write_out
from infoledger.i18n import _
from infoledger.listings import Listed

if TYPE_CHECKING:
    from infoledger.kinds import Kind
    from infoledger.office.desk import Desk
    from infoledger.periods import Period

LetterFile = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help=_("The Word document to write, .docx, or .pdf."))
]


def is_whole(form: str | None, output: Path | None) -> bool:
    """Whether the listing is for programs or a file, which want all of it."""
    return form in ("csv", "json") or output is not None


def show_listing(listing: Listed, form: str | None, output: Path | None, nothing: str = "") -> None:
    """Print a listing, or write it to ``output``; where no row is in it, say ``nothing`` (else that there are none)."""
    show(*listing, form, output)
    if not listing[1]:
        say(nothing or _("There are none."))


def show_records(
    desk: "Desk", kind: "Kind", window: "Period | None", unit: str | None, form: str | None, output: Path | None
) -> None:
    """Print the records of ``kind`` in a window, or write them; as .xlsx they are a sheet that may be imported."""
    from infoledger.office.records import records, sheet

    if output and not form and output.suffix.lower() == ".xlsx":
        write_out(sheet(desk, kind, window, unit), output)
        say(_("Wrote {file}.").format(file=output))
    else:
        show_listing(records(desk, kind, window, unit, whole=is_whole(form, output)), form, output)


def write_letter(content: bytes, output: Path) -> None:
    """Write a Word document, or the PDF of it, and say where it is."""
    from infoledger.commands.forms import write_document

    write_document(content, "docx", output)
