"""Listings that are documents too: which formats they have, and how one is written."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from infoledger.console import choose_form, say, show, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.listings import Listed
from infoledger.office.printing import LISTED, PRINTED, ending

if TYPE_CHECKING:
    from infoledger.office.printing import Printable

_PDF = "pdf"

PrintedForm = Annotated[
    Literal["table", "csv", "json", "md", "txt", "html", "docx", "xlsx"] | None,
    typer.Option("--format", "-f", help=_("The figures as table, csv or json; the whole document as the others.")),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help=_("The office's own template, for docx or html (see “infoledger template”).")
    ),
]

Leader = Annotated[
    str | None, typer.Option("--for", metavar="NAME", help=_("The edition for this leader's reading (呈阅)."))
]


def publish_form(form: str | None, output: Path | None) -> str:
    """The format asked for, of figures or of a document. Raises ``UsageError`` for an ending that names none.

    A PDF is made of the Word document when that is written.
    """
    return document_form(form, output, (*LISTED, *PRINTED))


def document_form(form: str | None, output: Path | None, allowed: Collection[str]) -> str:
    """The format of ``allowed`` to make: as asked, or by the ending of ``output``; for .pdf that of Word."""
    if output and ending(output) == _PDF:
        if form not in (None, "docx"):
            raise UsageError(_("A PDF is made of the Word document only."), _("Leave --format out."))
        return "docx"
    return choose_form(form, output, (*allowed, _PDF))


def publish(made: "Printable", form: str, output: Path | None, drawn: Callable[[Listed], str] | None = None) -> None:
    """Write the listing (as ``drawn``) or, in a format of documents, the document, and say what is told beside it."""
    if form in LISTED and drawn:
        write_out(drawn(made.listing()), output)
    elif form in LISTED:
        show(*made.listing(), form, output)
    else:
        write_document(made.file(form), form, output)
    for sentence in made.sentences(form):
        say(sentence)


def write_document(content: str | bytes, form: str, output: Path | None) -> None:
    """Write a document and say where it is. Raises ``UsageError`` where a terminal cannot show it."""
    if isinstance(content, bytes) and form in {"docx", "xlsx"} and not output and sys.stdout.isatty():
        raise UsageError(_("A {form} file does not go to the terminal.").format(form=form), _("Name a file with -o."))
    if output and ending(output) == _PDF and isinstance(content, bytes):
        from infoledger.office.pdf import pdf

        content = pdf(content)
    write_out(content, output)
    if output:
        say(_("Wrote {file}.").format(file=output))


def check_template(template: Path | None, form: str) -> None:
    """Raise ``UsageError`` for a template that is not there, or of another ending than the ``form`` asked for."""
    if template and template.suffix.lower() not in {".docx", ".html"}:
        raise UsageError(
            _("{file} is no template.").format(file=template), _("Allowed: {forms}").format(forms=".docx .html")
        )
    if template and template.suffix.lower() != f".{form}":
        raise UsageError(
            _("{file} is a template for {ending}.").format(file=template.name, ending=template.suffix.lower()),
            _("Name a file that ends in {ending} with -o.").format(ending=template.suffix.lower()),
        )
    if template and not template.exists():
        raise UsageError(
            _("There is no template {file}.").format(file=template),
            _("`infoledger template export DIR` writes the ones that ship, to be changed in Word."),
        )
