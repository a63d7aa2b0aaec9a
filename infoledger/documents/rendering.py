"""A neutral model in any format: text through Jinja2, Word through docxtpl, the workbook through xlsxwriter.

The same model gives the same bytes.
"""

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infoledger.documents.bulletin import Bulletin
from infoledger.documents.notice import Notice
from infoledger.documents.text import Figure, Paragraph, display_width, figure, halved, joined, text_table
from infoledger.errors import UsageError
from infoledger.i18n import _

TEMPLATES = Path(__file__).with_name("templates")
#: The formats of each document, the one for reading on a terminal first.
BULLETIN_FORMATS = ("txt", "md", "html", "docx")
NOTICE_FORMATS = (*BULLETIN_FORMATS, "xlsx")
#: A line of 28 Chinese characters.
_LINE = 56
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&]|^[-+=](?=\s|[-+=]|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


def render(model: Bulletin | Notice, form: str, template: Path | None = None) -> str | bytes:
    """``model`` as ``txt``, ``md`` or ``html`` (text) or as ``docx`` or, a notice, ``xlsx`` (bytes).

    ``template`` is the office's own Word template, used for ``docx`` instead of the one that ships.
    Raises ``UsageError`` for any other format, or a template with mistakes.
    """
    forms = BULLETIN_FORMATS if isinstance(model, Bulletin) else NOTICE_FORMATS
    if form not in forms:
        raise UsageError(
            _("There is no format “{form}” for this document.").format(form=form),
            _("Allowed: {forms}").format(forms=" ".join(forms)),
        )
    name = "bulletin" if isinstance(model, Bulletin) else "notice"
    # Each of the two libraries takes longer to import than a text takes to render.
    if form == "docx":
        from infoledger.documents import docx

        names = context(model)
        if template:
            docx.check_template(template, names)
        author = model.issuer if isinstance(model, Bulletin) else model.office
        return docx.render(template or TEMPLATES / f"{name}.docx", names, title=model.called, author=author)
    if isinstance(model, Notice) and form == "xlsx":
        from infoledger.documents import xlsx

        return xlsx.workbook(model)
    return _environment(form).get_template(f"{name}.{form}").render(context(model))


def context(model: Bulletin | Notice) -> dict[str, Any]:
    """The names that a template may use."""
    return {field.name: getattr(model, field.name) for field in dataclasses.fields(model)} | {"called": model.called}


def _environment(form: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=form == "html",  # noqa: S701 - the others are no markup, or escape by filters
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "figure": figure,
        "halved": halved,
        "joined": joined,
        "centre": centre,
        "right": right,
        "spread": spread,
        "text_table": text_table,
        "md": markdown,
        "md_paragraph": markdown_paragraph,
        "md_table": markdown_table,
    }
    return environment


def centre(words: str) -> str:
    """``words`` in the middle of a line."""
    return " " * max(0, (_LINE - display_width(words)) // 2) + words


def right(words: str) -> str:
    """``words`` at the end of a line."""
    return " " * max(0, _LINE - display_width(words)) + words


def spread(pair: tuple[str, str]) -> str:
    """Two texts at both ends of a line."""
    left, end = pair
    return (left + " " * max(2, _LINE - display_width(left) - display_width(end)) + end).rstrip()


def markdown(words: str) -> str:
    """``words`` with every mark escaped that Markdown would take for its own."""
    return _MARKDOWN.sub(r"\\\1", words)


def markdown_paragraph(paragraph: Paragraph) -> str:
    """A paragraph with its heading, if it has one, in bold."""
    heading = f"**{markdown(paragraph.heading)}**" if paragraph.heading else ""
    return heading + markdown(paragraph.text)


def markdown_table(columns: Iterable[str], rows: Iterable[Iterable[Figure]]) -> str:
    """A table in Markdown."""
    heads = [markdown(column) for column in columns]
    lines = [heads, ["---"] * len(heads), *([markdown(figure(cell)) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
