"""A neutral model in any format: text through Jinja2, Word through docxtpl, the workbook through xlsxwriter.

The same model gives the same bytes.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError, meta, nodes

from infoledger.characters import display_width
from infoledger.config.model import Layout
from infoledger.documents.bulletin import Bulletin
from infoledger.documents.charts import svg_charts, svg_heat
from infoledger.documents.guide import Guide
from infoledger.documents.letter import Letter
from infoledger.documents.look import look
from infoledger.documents.notice import Notice, older_names
from infoledger.documents.sandbox import BoundedSandbox, bounded
from infoledger.documents.signing import indents
from infoledger.documents.statement import Statement
from infoledger.documents.tables import storeys
from infoledger.documents.template_mistakes import mistaken, refuse_mistakes
from infoledger.documents.text import Figure, Paragraph, figure, halved, joined, text_table
from infoledger.errors import UsageError
from infoledger.i18n import _

if TYPE_CHECKING:
    from infoledger.documents.docx import Setting

Document = Bulletin | Guide | Letter | Notice | Statement

TEMPLATES = Path(__file__).with_name("templates")
#: The formats of each document, the one for reading on a terminal first.
BULLETIN_FORMATS = ("txt", "md", "html", "docx")
TABULAR_FORMATS = (*BULLETIN_FORMATS, "xlsx")
LETTER_FORMATS = ("docx",)
GUIDE_FORMATS = ("html", "docx")
#: A line of 28 Chinese characters.
_LINE = 56
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&]|^[-+=](?=\s|[-+=]|$)|(?<=^\d)[.)](?=\s|$)|(?<=^\d\d)[.)](?=\s|$))")


#: What every page has beside the names of its document.
_GLOBALS = ("look",)
_SETTINGS: Mapping[str, Any] = {
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}


def render(model: Document, form: str, template: Path | None = None, layout: Layout | None = None) -> str | bytes:
    """``model`` as ``txt``, ``md`` or ``html`` (text) or as ``docx`` or, but for a bulletin, ``xlsx`` (bytes).

    A letter is ``docx`` alone, the guide ``html`` or ``docx``.

    ``template`` is the office's own, of the same ending as ``form``, used instead of the one that ships;
    by ``layout`` the one that ships is laid out otherwise. Raises ``UsageError`` for any other format,
    or a template with mistakes.
    """
    forms = _formats(model)
    if form not in forms:
        raise UsageError(
            _("There is no format “{form}” for this document.").format(form=form),
            _("Allowed: {forms}").format(forms=" ".join(forms)),
        )
    # Each of the two libraries takes longer to import than a text takes to render.
    if isinstance(model, Notice | Statement) and form == "xlsx":
        from infoledger.documents import xlsx

        return xlsx.workbook(model)
    if template:
        return _by_own(template, model, form, layout)
    name = type(model).__name__.lower()
    if form == "docx":
        from infoledger.documents import docx

        return _word(docx.shipped(name, layout), model, _setting(model)._replace(closer=not isinstance(model, Guide)))
    return _environment(form, layout).get_template(f"{name}.{form}").render(context(model))


def _formats(model: Document) -> tuple[str, ...]:
    if isinstance(model, Letter):
        return LETTER_FORMATS
    if isinstance(model, Guide):
        return GUIDE_FORMATS
    return BULLETIN_FORMATS if isinstance(model, Bulletin) else TABULAR_FORMATS


def page(name: str, names: Mapping[str, Any], layout: Layout | None = None) -> str:
    """The page that the template ``name`` makes of ``names``, in the fonts and colours of ``layout``."""
    return _environment("html", layout).get_template(name).render(names)


def context(model: Document) -> dict[str, Any]:
    """The names that a template may use."""
    names = {field.name: getattr(model, field.name) for field in dataclasses.fields(model)} | {"called": model.called}
    return names | older_names(model) | {"ends": model.ends} if isinstance(model, Notice) else names


def page_environment(folder: Path, layout: Layout | None = None) -> Environment:
    """In which an office's own page runs: a sandbox, that also finds what stands beside it in ``folder``."""
    loader = ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(TEMPLATES)])
    return _with_filters(BoundedSandbox(**_SETTINGS, autoescape=True, loader=loader), layout)


def read_template(template: Path) -> tuple[set[str], str]:
    """The names that ``template`` asks for, and its words. Raises ``UsageError``."""
    if template.suffix.lower() == ".docx":
        from infoledger.documents import docx

        return docx.read_template(template)
    try:
        words = template.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(_("{file} is not a page in UTF-8 (.html).").format(file=template)) from error
    environment = page_environment(template.parent)
    try:
        tree = environment.parse(words)
        return meta.find_undeclared_variables(tree) - {*_imported(tree), *_GLOBALS}, words
    except TemplateError as error:
        raise mistaken(template, error, environment) from error


def _imported(tree: nodes.Template) -> Iterator[str]:
    """What a page takes from another: jinja2 does not see that its blocks have it too."""
    for each in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)
    yield from (each.target for each in tree.find_all(nodes.Import))


def _by_own(template: Path, model: Document, form: str, layout: Layout | None) -> str | bytes:
    refuse_mistakes(template, *read_template(template), context(model))
    environment = page_environment(template.parent, layout)
    if form == "docx":
        from infoledger.documents.docx import word_environment

        environment = word_environment()
    try:
        with bounded():
            if form == "docx":
                return _word(template.read_bytes(), model, _setting(model))
            return environment.get_template(template.name).render(context(model))
    except TemplateError as error:
        raise mistaken(template, error, environment) from error


def _word(template: bytes, model: Document, setting: "Setting") -> bytes:
    from infoledger.documents import docx

    author = model.issuer if isinstance(model, Bulletin) else model.office
    return docx.render(template, context(model), title=model.called, author=author, setting=setting)


def _setting(model: Document) -> "Setting":
    from infoledger.documents.docx import Setting

    match model:
        case Notice():
            return Setting(model.turned, model.ends)
        case Letter():
            return Setting(ends=indents(model.signed, model.date, seal=model.seal))
        case Statement():
            return Setting(ends=indents(model.office, model.date, seal=True))
        case _:
            return Setting()


def _environment(form: str, layout: Layout | None = None) -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    # What is no markup needs no escapes, or makes them by filters.
    return _with_filters(Environment(**_SETTINGS, autoescape=form == "html", loader=loader), layout)  # noqa: S701


def _with_filters(environment: Environment, layout: Layout | None) -> Environment:
    environment.globals["look"] = look(layout)
    environment.filters |= {
        "figure": figure,
        "halved": halved,
        "storeys": storeys,
        "joined": joined,
        "charts": svg_charts,
        "heat": svg_heat,
        "centre": centre,
        "right": right,
        "spread": spread,
        "indented": indented,
        "text_table": text_table,
        "md": markdown,
        "md_paragraph": markdown_paragraph,
        "md_table": markdown_table,
    }
    return environment


def centre(words: str) -> str:
    """``words`` in the middle of a line."""
    return " " * max(0, (_LINE - display_width(words)) // 2) + words


def right(words: str, end: float = 0) -> str:
    """``words`` at the end of a line, or so many Chinese characters before it."""
    return " " * max(0, _LINE - display_width(words) - round(2 * end)) + words


def spread(pair: tuple[str, str]) -> str:
    """Two texts at both ends of a line."""
    left, end = pair
    return (left + " " * max(2, _LINE - display_width(left) - display_width(end)) + end).rstrip()


def markdown(words: str) -> str:
    """``words`` with every mark escaped that Markdown would take for its own."""
    return _MARKDOWN.sub(r"\\\1", words)


def indented(paragraph: Paragraph) -> str:
    """A paragraph behind two blanks, a table with its columns lined up."""
    return text_table(paragraph.rows[0], paragraph.rows[1:]) if paragraph.rows else f"　　{paragraph.whole}"


def markdown_paragraph(paragraph: Paragraph) -> str:
    """A paragraph with its heading, if it has one, in bold; or a table."""
    if paragraph.rows:
        return markdown_table(paragraph.rows[0], paragraph.rows[1:])
    heading = f"**{markdown(paragraph.heading)}**" if paragraph.heading else ""
    return heading + markdown(paragraph.text)


def markdown_table(columns: Iterable[str], rows: Iterable[Iterable[Figure]]) -> str:
    """A table in Markdown."""
    heads = [markdown(column) for column in columns]
    lines = [heads, ["---"] * len(heads), *([markdown(figure(cell)) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
