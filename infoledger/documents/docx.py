"""Word documents from templates, whole or not at all.

docxtpl reads its own result leniently: what is not well-formed is dropped without a word, up to
half a document. So escaping is on, a missing name is an error, templates run in a sandbox, and the
result is opened again and counted.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from markupsafe import Markup, escape

from infoledger.characters import display_width
from infoledger.config.model import Layout
from infoledger.documents.build_templates import TEMPLATES, build
from infoledger.documents.keeping import Named, keep_together
from infoledger.documents.layout.overrides import overridden
from infoledger.documents.layout.profile import read_profile
from infoledger.documents.ooxml import repackage
from infoledger.documents.properties import made_on
from infoledger.documents.sandbox import BoundedSandbox
from infoledger.documents.template_mistakes import mistaken
from infoledger.documents.text import figure, halved, joined, lines_of
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _

_PARAGRAPH = re.compile(r"<w:p[ />]")
#: In half characters of 10.5 pt: what a table holds, and the least that one column asks for.
_WHOLE, _NARROWEST = 84, 4
#: A column wider than this gives way to the others; its texts are turned.
_YIELDING = 13
#: Half points of the type in tables, and of the smallest (六号) that one with too many columns is set in.
_TYPE, _SMALLEST = 21, 15


@cache
def shipped(name: str, layout: Layout | None = None) -> bytes:
    """The template ``name`` that ships; where the office has a ``layout``, one built by it."""
    if layout is None:
        return (TEMPLATES / f"{name}.docx").read_bytes()
    return build(name, overridden(read_profile(), layout))


def render(template: bytes, context: dict[str, Any], *, title: str, author: str) -> bytes:
    """The document that ``template`` makes of ``context``.

    Raises ``TemplateError`` for a template with mistakes, ``InfoledgerError`` where a paragraph or
    the page's set-up was lost on the way.
    """
    document = _Template(BytesIO(template))
    document.render(context, _environment(), autoescape=True)
    named = Named(document.docx)
    for table in document.docx.element.body.iter(qn("w:tbl")):
        if named(table) == "排名表":
            _fit_columns(table)
    keep_together(document.docx)
    properties = document.docx.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = made_on(context["date"])
    target = BytesIO()
    document.save(target)
    _check(target, document.rendered)
    return repackage(target.getvalue())


def read_template(template: Path) -> tuple[set[str], str]:
    """The names that an office's own ``template`` asks for, and its words, those at head and foot too.

    Raises ``UsageError`` for a file that is no Word document, or a mistake in its tags.
    """
    try:
        asked = DocxTemplate(template).get_undeclared_template_variables(_environment())
        parts = Document(str(template)).part.package.iter_parts()
        return asked, "".join(words for part in parts if isinstance(part, XmlPart) for words in part.element.itertext())
    except TemplateError as error:
        raise mistaken(template, str(error)) from error
    except (OSError, KeyError, ValueError, BadZipFile, PackageNotFoundError, SyntaxError) as error:
        raise UsageError(_("{file} is not a Word document (.docx).").format(file=template)) from error


class _Template(DocxTemplate):  # type: ignore[misc]
    """Keeps the rendered text, to be compared with what is saved."""

    rendered = ""

    def build_xml(self, context: dict[str, Any], jinja_env: Any = None) -> str:
        self.rendered = super().build_xml(context, jinja_env)
        return self.rendered


def _environment() -> BoundedSandbox:
    """In which templates run; a line feed in what ``lines`` and ``halved`` answer becomes a line break."""
    environment = BoundedSandbox(undefined=StrictUndefined, finalize=_shield)
    environment.filters |= {"figure": figure, "lines": lines_of, "halved": halved, "joined": joined}
    return environment


def _shield(value: Any) -> Any:
    """Escape data, and also ``{_{`` and its kin, which docxtpl would turn into braces after rendering."""
    if not isinstance(value, str):
        return value
    return Markup(re.sub(r"(?<=[{}%])_(?=[{}%])", "&#95;", escape(value)))  # noqa: S704 - it was escaped just now


def _fit_columns(table: Any) -> None:
    """Share the width by what stands in the columns; every template cell came out as wide as the table.

    Where that is still too much, smaller type keeps words from being broken.
    """
    rows = [[_width(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
    if len({len(row) for row in rows}) != 1:  # an office has merged cells, and knows how wide they are to be
        return
    shares = [max(_NARROWEST, *column) + 1 for column in zip(*rows, strict=True)]
    while sum(shares) > _WHOLE and max(shares) > _YIELDING:
        shares[shares.index(max(shares))] -= 1
    if sum(shares) > _WHOLE:
        for run in table.iter(qn("w:r")):
            run.get_or_add_rPr().sz_val = Pt(max(_SMALLEST, _TYPE * _WHOLE // sum(shares)) / 2)
    whole = int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    widths = [whole * share // sum(shares) for share in shares]
    for column, width in zip(table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.iter(qn("w:tr")):
        for cell, width in zip(row.iter(qn("w:tcW")), widths, strict=True):
            cell.set(qn("w:w"), str(width))


def _width(cell: Any) -> int:
    """The longest line of a cell, in half characters."""
    words = "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in cell.iter(qn("w:t"), qn("w:br")))
    # On paper marks such as ● and “ are set from the Chinese font.
    return max(display_width(line, ambiguous=2) for line in words.split("\n"))


def _check(document: BytesIO, rendered: str) -> None:
    body = Document(document).element.body
    written = sum(1 for _paragraph in body.iter(qn("w:p")))
    if written != len(_PARAGRAPH.findall(rendered)) or body.find(qn("w:sectPr")) is None:
        raise InfoledgerError(
            _("The Word document lost part of its text."),
            _("Look for characters in the items that no document can carry, and render it again."),
        )
