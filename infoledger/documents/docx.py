"""Word documents from templates, whole or not at all.

docxtpl reads its own result leniently: what is not well-formed is dropped without a word, up to
half a document. So escaping is on, a missing name is an error, templates run in a sandbox, and the
result is opened again and counted.
"""

import re
from base64 import b64decode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from docx import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, nodes
from markupsafe import Markup, escape

from infoledger.config.model import Layout
from infoledger.documents.build_templates import TEMPLATES, build
from infoledger.documents.bulletin import Picture
from infoledger.documents.fitting import fit_tables
from infoledger.documents.keeping import keep_together, place_signature
from infoledger.documents.layout.overrides import overridden
from infoledger.documents.layout.profile import read_profile
from infoledger.documents.ooxml import repackage
from infoledger.documents.paging import spare_a_page
from infoledger.documents.properties import made_on
from infoledger.documents.sandbox import BoundedSandbox
from infoledger.documents.sideways import number_sideways
from infoledger.documents.signing import Indents
from infoledger.documents.template_mistakes import line_of, mistaken, words_of
from infoledger.documents.text import balanced, figure, halved, joined, lines_of, together
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _

#: The room of a picture.
_WIDEST_PICTURE, _HIGHEST_PICTURE = Mm(130), Mm(95)
_PARAGRAPH = re.compile(r"<w:p[ />]")


@cache
def shipped(name: str, layout: Layout | None = None) -> bytes:
    """The template ``name`` that ships; where the office has a ``layout``, one built by it."""
    if layout is None:
        return (TEMPLATES / f"{name}.docx").read_bytes()
    return build(name, overridden(read_profile(), layout))


class Setting(NamedTuple):
    """How a document is set: whether wide tables lie across, where signature and day end, if lines may be closer."""

    turn: bool = True
    ends: Indents | None = None
    closer: bool = False


def render(
    template: bytes, context: dict[str, Any], *, title: str, author: str, setting: Setting | None = None
) -> bytes:
    """The document that ``template`` makes of ``context``.

    Raises ``TemplateError`` for a template with mistakes, ``InfoledgerError`` where a paragraph or
    the page's set-up was lost on the way.
    """
    setting = setting or Setting()
    document = _Template(BytesIO(template))
    document.render(context, word_environment(document), autoescape=True)
    added = fit_tables(document.docx, turn=setting.turn)
    number_sideways(document.docx)
    if setting.ends:
        place_signature(document.docx, setting.ends)
    keep_together(document.docx)
    if setting.closer:
        spare_a_page(document.docx)
    properties = document.docx.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = made_on(context["date"])
    target = BytesIO()
    document.save(target)
    _check(target, document.rendered, added)
    return repackage(target.getvalue())


def read_template(template: Path) -> tuple[set[str], str]:
    """The names that an office's own ``template`` asks for, and its words, those at head and foot too.

    Raises ``UsageError`` for a file that is no Word document, or a mistake in its tags.
    """
    environment = word_environment()
    try:
        asked = DocxTemplate(template).get_undeclared_template_variables(environment)
        parts = Document(str(template)).part.package.iter_parts()
        return asked, "".join(words for part in parts if isinstance(part, XmlPart) for words in part.element.itertext())
    except TemplateError as error:
        raise mistaken(template, error, environment) from error
    except (OSError, KeyError, ValueError, BadZipFile, PackageNotFoundError, SyntaxError) as error:
        raise UsageError(_("{file} is not a Word document (.docx).").format(file=template)) from error


class _Template(DocxTemplate):  # type: ignore[misc]
    """Keeps the rendered text, to be compared with what is saved."""

    rendered = ""

    def build_xml(self, context: dict[str, Any], jinja_env: Any = None) -> str:
        self.rendered = super().build_xml(context, jinja_env)
        return self.rendered

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        try:
            return str(super().render_xml_part(src_xml, part, context, jinja_env))
        except Exception as error:
            error.add_note(words_of(_by_paragraphs(src_xml), line_of(error)[1]))
            raise


class _Sandbox(BoundedSandbox):
    """Counts as lines the paragraphs of what is parsed, as docxtpl does of what it renders, and keeps the last."""

    parsed = ""

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        self.parsed = _by_paragraphs(source)
        return super().parse(self.parsed, name, filename)


def _by_paragraphs(xml: str) -> str:
    return re.sub(r"\s*<w:p([ >])", r"\n<w:p\1", xml)


def word_environment(document: DocxTemplate | None = None) -> BoundedSandbox:
    """In which templates run; a line feed in what ``lines`` and ``halved`` answer becomes a line break.

    Pictures go into the ``document``.
    """
    environment = _Sandbox(undefined=StrictUndefined, finalize=_shield)
    environment.filters["picture"] = lambda picture: _picture(document, picture)
    environment.filters |= {
        "figure": figure,
        "lines": lines_of,
        "halved": halved,
        "joined": joined,
        "together": together,
        "balanced": balanced,
    }
    return environment


def _picture(document: DocxTemplate | None, picture: Picture) -> Any:
    """A picture no larger than its bounds; its words where the file cannot be read as one."""
    data = BytesIO(b64decode(picture.data))
    try:
        image = Image.from_blob(data.getvalue())
        share = min(1, _WIDEST_PICTURE / image.width, _HIGHEST_PICTURE / image.height)
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ArithmeticError, LookupError):
        return picture.words
    return InlineImage(document, data, width=Length(int(image.width * share)))


def _shield(value: Any) -> Any:
    """Escape data, and also ``{_{`` and its kin, which docxtpl would turn into braces after rendering."""
    if not isinstance(value, str):
        return value
    return Markup(re.sub(r"(?<=[{}%])_(?=[{}%])", "&#95;", escape(value)))  # noqa: S704 - it was escaped just now


def _check(document: BytesIO, rendered: str, added: int) -> None:
    body = Document(document).element.body
    written = sum(1 for _paragraph in body.iter(qn("w:p")))
    if written != len(_PARAGRAPH.findall(rendered)) + added or body.find(qn("w:sectPr")) is None:
        raise InfoledgerError(
            _("The Word document lost part of its text."),
            _("Look for characters in the items that no document can carry, and render it again."),
        )
