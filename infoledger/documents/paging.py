"""A document whose last page would hold a few lines, set a little closer, so that it is a page less.

GB/T 9704-2012 5.2.3 has 22 lines a page as a rule, and lets them be more or fewer where need be. Without a program
that lays pages out the height of a document is reckoned from its styles and the lengths of its texts.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from math import ceil
from typing import Any, NamedTuple

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from infoledger.documents.fitting import widest
from infoledger.documents.keeping import Named

#: To what part of their height lines are set closer at most: 25 pt for type of 16 pt.
_CLOSEST = 0.87
#: Of so many pages so much is filled: punctuation is not put at the beginning of a line, and what is kept together
#: leaves room at the foot of a page.
_SPARED = ((1, 0.98), (2, 0.95), (3, 0.95))
_TABLE, _ANNEX = "排名表", "附件"
_LINE = "line"
_SCALED = (_LINE, "before", "after")
#: A line of which nothing is said.
_EMPTY = 240
#: What LibreOffice leaves between the head of a page and the text.
_BELOW_HEAD = 330
#: What a rule between rows takes.
_RULE = 15


def spare_a_page(document: Document) -> None:
    """Set the lines of a rendered ``document`` closer if its text is a page long and a little more, or two or three.

    Where a table stands in the text it is tried for one page only: how a table is divided nobody can tell. Annexes
    begin on pages of their own, and are not looked at.
    """
    if not document.sections:  # half the document is lost, and will be refused
        return
    parts, named = _text(document), Named(document)
    tried = _SPARED[:1] if any(named(part) == _TABLE for part in parts) else _SPARED
    rooms = [(_room(document) + (pages - 1) * _page(document)) * spare for pages, spare in tried]
    height = 0
    for each in _heights(parts, document):
        height += each
        if height * _CLOSEST > rooms[-1]:
            return
    for room in rooms:
        if height * _CLOSEST <= room < height:
            _set_closer(document, room / height)


def _set_closer(document: Document, share: float) -> None:
    for spacing in document.styles.element.iter(qn("w:spacing")):
        for name in _SCALED:
            value = spacing.get(qn(f"w:{name}"))
            if value is not None and (name != _LINE or spacing.get(qn("w:lineRule")) == "exact"):
                spacing.set(qn(f"w:{name}"), str(max(1, int(int(value) * share))))
    for grid in document.element.body.iter(qn("w:docGrid")):  # or lines would snap to where they were
        grid.set(qn("w:linePitch"), str(int(int(grid.get(qn("w:linePitch"))) * share)))


class _Shape(NamedTuple):
    """How a paragraph is set, in twips: its line, the rule below it, the room around, its indents, a character."""

    line: int
    edge: int
    before: int
    after: int
    inset: int
    first: int
    character: int


def _room(document: Document) -> int:
    """Twips between the margins of the first page, less what a head of its own takes of them."""
    edges = _margins(document)
    head = sum(_height(paragraph, edges["width"]) for paragraph in _head(document))
    return edges["h"] - max(edges["top"], edges["header"] + head + _BELOW_HEAD if head else 0) - edges["bottom"]


def _margins(document: Document) -> dict[str, int]:
    """The paper's height, its margins, and the width between them."""
    section = document.sections[0]._sectPr  # noqa: SLF001 - python-docx gives None where a length is not said
    sides = (element for name in ("pgSz", "pgMar") for element in section.findall(qn(f"w:{name}")))
    found = {name.rpartition("}")[2]: int(value) for side in sides for name, value in side.items() if value.isdigit()}
    return found | {"width": found["w"] - found["left"] - found["right"]}


def _head(document: Document) -> Iterator[Paragraph]:
    """The head that the first page alone has, as it was rendered."""
    for name in document.sections[0]._sectPr.xpath("w:headerReference[@w:type='first']/@r:id"):  # noqa: SLF001
        head: Any = document.part.rels[name].target_part
        yield from (Paragraph(part, document) for part in head.element.iter(qn("w:p")))


def _page(document: Document) -> int:
    """Twips between the margins of a page without a head."""
    edges = _margins(document)
    return edges["h"] - edges["top"] - edges["bottom"]


def _text(document: Document) -> Sequence[Any]:
    """The paragraphs and tables before the first annex."""
    named = Named(document)
    parts = document.element.body.iterchildren(qn("w:p"), qn("w:tbl"))
    return [*takewhile(lambda part: named(part) != _ANNEX, parts)]


def _heights(parts: Iterable[Any], document: Document) -> Iterator[int]:
    width = _margins(document)["width"]
    for part in parts:
        if part.tag == qn("w:p"):
            yield _height(Paragraph(part, document), width)
        else:
            yield from (_row(row, document) for row in part.iter(qn("w:tr")))


def _row(row: Any, document: Document) -> int:
    cells = [
        sum(
            _height(Paragraph(part, document), int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))))
            for part in cell.iter(qn("w:p"))
        )
        for cell in row.iter(qn("w:tc"))
    ]
    least = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    return _RULE + max([*cells, 0 if least is None else int(least.get(qn("w:val")))])


def _height(paragraph: Paragraph, width: int) -> int:
    shape = _shape(paragraph)
    room = max(width - shape.inset, shape.character)
    lines = sum(
        max(1, ceil((widest(text) * shape.character / 2 + (0 if place else shape.first)) / room))
        for place, text in enumerate(paragraph.text.split("\n"))
    )
    return lines * shape.line + shape.before + shape.after + shape.edge


def _shape(paragraph: Paragraph) -> _Shape:
    def said(name: str) -> int:
        for each in (paragraph.paragraph_format, *_formats(paragraph)):
            value = getattr(each, name)
            if value is not None:
                return int(value / 635)
        return 0

    sizes = (style.font.size for style in _styles(paragraph))
    size = next((size.pt for size in sizes if size), 16)
    return _Shape(
        said("line_spacing") or _EMPTY,
        _edge(paragraph),
        said("space_before"),
        said("space_after"),
        said("left_indent") + said("right_indent"),
        said("first_line_indent"),
        round(size * 20) - 5,
    )


def _edge(paragraph: Paragraph) -> int:
    """The rules above and below a paragraph with the room between."""
    properties = [paragraph._p.pPr, *(style.element.pPr for style in _styles(paragraph))]  # noqa: SLF001
    edges: list[Any] = next(
        (found for each in properties if each is not None and (found := each.xpath("w:pBdr/*"))), []
    )
    return sum(int(edge.get(qn("w:space"))) * 20 + int(edge.get(qn("w:sz"))) * 20 // 8 for edge in edges)


def _styles(paragraph: Paragraph) -> Iterator[Any]:
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _formats(paragraph: Paragraph) -> Iterator[Any]:
    return (style.paragraph_format for style in _styles(paragraph))
