"""The numbers of pages that lie across: where they stand when the page is bound among upright ones.

GB/T 9704-2012 8: a page across has its number in the same place as the others. The foot of the upright page is the
left edge of the turned one, so there the number stands on its side, in a text box that hangs on the page.
"""

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from infoledger.documents.ooxml import HEADER, RELATIONSHIPS, WORD, w

#: The styles of numbers as Word shows them, by the pages that they are for.
_STYLES = {"default": "页码单页", "even": "页码双页"}
#: Twips: a line of the number, the length of its box, the character before or after it; and English metric units each.
_LINE, _LENGTH, _CHARACTER, _EMU = 400, 2268, 275, 635
#: From here on text boxes are counted: pictures have lower numbers.
_BOXES = 9000
#: Twips between the text and the foot of the number.
_BELOW = 624
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def number_sideways(document: Document) -> None:
    """Put the numbers of the pages across on their sides; a template without the styles of numbers keeps its own."""
    styles = {style.name: style.style_id for style in document.styles}
    for place, section in enumerate(document.element.body.iter(qn("w:sectPr"))):
        if section.find(qn("w:pgSz")).get(qn("w:orient")) != "landscape":
            continue
        for reference in section.findall(qn("w:footerReference")):
            kind = reference.get(qn("w:type"))
            if _STYLES.get(kind) in styles:
                box = _BOXES + 2 * place + (kind == "even")
                foot = _foot(section, styles[_STYLES[kind]], box, even=kind == "even")
                name = PackURI(f"/word/footer_across_{place}_{kind}.xml")
                part = XmlPart.load(name, CONTENT_TYPE.WML_FOOTER, foot.encode(), document.part.package)
                reference.set(qn("r:id"), document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTER))


def _foot(section: Any, style: str, box: int, *, even: bool) -> str:
    """A foot of which the number alone is seen, at the left edge: of odd pages below, of even ones above."""
    margins = {side: int(section.find(qn("w:pgMar")).get(qn(f"w:{side}"))) for side in ("top", "bottom", "left")}
    height = int(section.find(qn("w:pgSz")).get(qn("w:h")))
    across = max(margins["left"] - _BELOW, 0)
    down = margins["top"] + _CHARACTER if even else height - margins["bottom"] - _CHARACTER - _LENGTH
    held = w(
        "p", w("pPr", w("pStyle", val="end")), w("r", w("drawing", _box(box, across, down, _number(style, even=even))))
    )
    spaces = f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}" xmlns:a="{_DRAWING}/main" xmlns:wps="{_SHAPE}"'
    return f'{HEADER}<w:ftr {spaces} xmlns:wp="{_DRAWING}/wordprocessingDrawing">{held}</w:ftr>'


def _number(style: str, *, even: bool) -> str:
    parts = (
        w("t", "— "),
        w("fldChar", fldCharType="begin"),
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        w("fldChar", fldCharType="separate"),
        w("t", "1"),
        w("fldChar", fldCharType="end"),
        w("t", " —"),
    )
    spaced = (part.replace("<w:t>", '<w:t xml:space="preserve">') for part in parts)
    indents = w("ind", leftChars=0, left=0, rightChars=0, right=0)
    properties = w("pPr", w("pStyle", val=style), indents, w("jc", val="left" if even else "right"))
    return w("p", properties, *(w("r", part) for part in spaced))


def _box(name: int, across: int, down: int, number: str) -> str:
    """A text box without edges whose lines run downwards, so far from the upper left corner of the page."""
    size = f'cx="{_LINE * _EMU}" cy="{_LENGTH * _EMU}"'
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{across * _EMU}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{down * _EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{name}" name="页码"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>{w('txbxContent', number)}</wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData>'
        "</a:graphic></wp:anchor>"
    )
