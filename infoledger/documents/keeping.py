"""What must not part at the foot of a page, such as the last rows of a list and the signatures below.

A style cannot say so, as it does not know which row is the last. Styles are told by the names that
Word shows: their ids WPS writes anew when it saves a template.
"""

from collections.abc import Iterable
from itertools import takewhile
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from infoledger.documents.ooxml import root, w
from infoledger.documents.signing import Indents

#: Below a table: what is signed, and what only explains it.
_SIGNED = {"合计", "制表", "署名", "用印署名", "成文日期"}
_EXPLAINS = "说明"
#: The foot of the last page, on which some text must stand.
_FOOT = "版记表"
#: Below a text: who wrote or signed it, and what may stand between.
_BY = {"供稿", "署名", "用印署名"}
_BETWEEN = {"附件说明", "单个附件说明", "附件说明续", "合计", "制表"}
#: Below a day: whom to ask, which would else stand on a page of its own.
_WHOM_TO_ASK = {"附注", "公文正文"}
#: What stands above a text, and is not to stand at the foot of a page with a single line.
_HEADINGS = {"一级标题", "二级标题", "三级标题", "四级标题", "表题", "公文标题", "文内标题"}
_LINE = 28
#: Two rows of more lines than these fill half a page that lies across.
_TALL = 6
#: Twips of a character of 3号 type with its spacing.
_CHARACTER = 315
#: Characters of three lines, and of seven. LibreOffice does not divide what is kept with the next: a longer text
#: would leave half a page empty. That a signature stands on a page alone is worse.
_THREE_LINES, _SEVEN_LINES = 84, 196


def keep_together(document: Document) -> None:
    """Let Word keep on one page what belongs together in a rendered ``document``."""
    named = Named(document)
    body = document.element.body
    for table in body.findall(qn("w:tbl")):
        if named(table) == _FOOT:
            _keep(_end_of_text(table, named))
        _sign_in(table, [*takewhile(lambda each: named(each) in _SIGNED, table.itersiblings())])
        *rows, last = table.findall(qn("w:tr"))
        # The head and two below it, or one that is tall; of a short table all.
        below = 3 if sum(map(_lines, rows[1:3])) <= _TALL else 2
        _keep([*rows[:below], *rows[-2:]])
        if named(table.getnext()) == _EXPLAINS:
            _keep([last])
        if table.find(f".//{qn('w:vMerge')}") is not None:
            _let_divide([*rows, last])
    for paragraph in body.findall(qn("w:p")):
        if named(paragraph) in _BY:
            _keep(_up_to_text(paragraph, named))
        if named(paragraph) == "成文日期" and named(paragraph.getnext()) in _WHOM_TO_ASK:
            _keep([paragraph])
        if named(paragraph) in _HEADINGS:
            _keep_two_lines(paragraph.getnext())
        if named(paragraph) == _EXPLAINS and _is_last_but_one(paragraph, named):
            _keep([paragraph])


def _let_divide(rows: Iterable[Any]) -> None:
    """Let the rows below a head of two storeys be divided, which their lines are not.

    LibreOffice (7.4) prints no row behind the foot of a page that ends, to the point, in rows that must not be
    divided below cells that go over two.
    """
    for row in rows:
        properties = row.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:tblHeader")) is None:
            for whole in properties.findall(qn("w:cantSplit")):
                properties.remove(whole)


def _is_last_but_one(paragraph: Any, named: "Named") -> bool:
    """Whether one line more explains the same: alone it would stand on a page of its own."""
    after = list(takewhile(lambda each: named(each) == _EXPLAINS, paragraph.itersiblings()))
    return len(after) == 1


def place_signature(document: Document, ends: Indents) -> None:
    """Let signature and day end so many characters from the right (GB/T 9704 7.3.5)."""
    named = Named(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        end = {"署名": ends.name, "用印署名": ends.name, "成文日期": ends.day}.get(named(paragraph) or "")
        if end is not None:
            indent = paragraph.get_or_add_pPr().get_or_add_ind()
            indent.set(qn("w:rightChars"), str(round(end * 100)))
            indent.set(qn("w:right"), str(round(end * _CHARACTER)))


class Named:
    """The names of the styles of paragraphs and tables."""

    def __init__(self, document: Document) -> None:
        self._names = {style.style_id: style.name for style in document.styles}

    def __call__(self, element: Any) -> str | None:
        """The style of ``element``; None where none is said."""
        tags = {qn("w:p"): "w:pPr/w:pStyle", qn("w:tbl"): "w:tblPr/w:tblStyle"}
        path = tags.get(element.tag) if element is not None else None
        said = element.find("/".join(map(qn, path.split("/")))) if path else None
        return None if said is None else self._names.get(said.get(qn("w:val")))


def _lines(row: Any) -> int:
    """The lines of a row's tallest cell, as far as they were broken by hand."""
    return max(1 + sum(1 for _break in cell.iter(qn("w:br"))) for cell in row.iter(qn("w:tc")))


def _keep_two_lines(below: Any) -> None:
    """Keep two lines of what stands below a heading with it: of a short paragraph all, and what comes next."""
    if below is None or below.tag != qn("w:p"):
        return
    properties = below.get_or_add_pPr()
    properties.get_or_add_widowControl().val = True
    if len("".join(below.itertext())) <= _LINE - 2:
        properties.get_or_add_keepNext()


def _sign_in(table: Any, signed: Iterable[Any]) -> None:
    """Make what is ``signed`` below ``table`` its last row, without lines.

    A row stays with the one before it; a paragraph below a table LibreOffice lets go to the next page.
    """
    paragraphs = list(signed)
    if not paragraphs:
        return
    columns = [int(column.get(qn("w:w"))) for column in table.tblGrid.findall(qn("w:gridCol"))]
    properties = w(
        "tcPr",
        w("tcW", w=sum(columns), type="dxa"),
        w("gridSpan", val=len(columns)),
        w("tcBorders", *(w(side, val="nil") for side in ("left", "bottom", "right"))),
    )
    row = parse_xml(root("tr", w("trPr", w("cantSplit")), w("tc", properties)).encode())
    for paragraph in paragraphs:
        row[-1].append(paragraph)
        paragraph.get_or_add_pPr().get_or_add_keepNext().val = False  # or the row would go on to what comes next
    table.append(row)


def _keep(parts: Iterable[Any]) -> None:
    """Mark the paragraphs in ``parts`` to be kept with what comes next."""
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _end_of_text(foot: Any, named: Named) -> Iterable[Any]:
    """The last lines of the text above the ``foot`` of the last page, with who wrote it."""
    above = list(takewhile(lambda each: each.tag == qn("w:p"), foot.itersiblings(preceding=True)))
    between = list(takewhile(lambda each: named(each) in _BY, above))
    yield from between
    yield from (end for end in above[len(between) : len(between) + 1] if len(end.text) <= _SEVEN_LINES)


def _up_to_text(signed: Any, named: Named) -> Iterable[Any]:
    """What stands between the text and who signed it, and the end of the text unless it is long."""
    above = list(signed.itersiblings(qn("w:p"), preceding=True))
    between = list(takewhile(lambda each: named(each) in _BETWEEN, above))
    yield from between
    longest = _THREE_LINES if named(signed) == "供稿" else _SEVEN_LINES
    yield from (end for end in above[len(between) : len(between) + 1] if len(end.text) <= longest)
