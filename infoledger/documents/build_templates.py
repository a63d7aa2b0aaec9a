"""Builds the Word templates from the layout profile: ``python -m infoledger.documents.build_templates``.

The templates are docxtpl templates that an office can open in Word or WPS. What is built is
shipped; a test proves that the shipped files are what this script builds.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from infoledger.documents.layout.profile import Profile, eighths, mm, read_profile, twips
from infoledger.documents.layout.styles import styles_part
from infoledger.documents.ooxml import HEADER, PACKAGE, RELATIONSHIPS, package, relationships, root, text, w
from infoledger.documents.theme import font_table, theme

TEMPLATES = Path(__file__).with_name("templates")
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "settings", "footer1", "footer2", "fontTable")
#: What the first page of a letter has at its head and foot.
_FIRST = ("header1", "footer3")
_THEME = "theme/theme1"
#: Twips of the room in which a leader writes: 45 mm.
_ROOM = 2551


def build_all() -> None:
    """Write every template into the package."""
    for name in BODIES:
        (TEMPLATES / f"{name}.docx").write_bytes(build(name))


def build(name: str, profile: Profile | None = None) -> bytes:
    """The bytes of the template ``name``, one of ``BODIES``.

    Stored without compression, so that they are the same whatever zlib is at hand.
    """
    profile = profile or read_profile()
    letter = name == "letter"
    kinds = _kinds(*_FIRST) if letter else _kinds()
    body = BODIES[name](profile) + (_letter_section(profile) if letter else _section(profile))
    parts = {
        "[Content_Types].xml": _content_types(kinds),
        "_rels/.rels": relationships(
            [
                (f"{RELATIONSHIPS}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": root("document", w("body", body)),
        "word/_rels/document.xml.rels": relationships(
            (f"{RELATIONSHIPS}/{kind}", f"{part}.xml") for part, kind in kinds.items()
        ),
        "word/styles.xml": styles_part(profile),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer("page_number", _below_number(profile) if letter else ""),
        "word/footer2.xml": _footer("page_number_even", _below_number(profile) if letter else ""),
        "word/fontTable.xml": font_table(profile),
        f"word/{_THEME}.xml": theme(profile),
    }
    if letter:
        parts |= {"word/header1.xml": _letter_head(profile), "word/footer3.xml": _letter_foot(profile)}
    return package(((part, content.encode()) for part, content in parts.items()), zipfile.ZIP_STORED)


# ---- what stands in the documents


def _bulletin(profile: Profile) -> str:
    return "".join(
        [
            _p("secrecy", "{{ secrecy }}\t{{ copy_number }}"),
            _choose("masthead|length <= 6", _p("masthead", "{{ masthead }}"), _p("masthead_long", "{{ masthead }}")),
            _when("special", _p("special", "{{ special }}")),
            _p("number", "{{ number }}"),
            _choose(
                "(issuer ~ date)|length > 28",
                _p("issuer", "\t{{ issuer }}") + _p("issuer", "\t\t{{ date }}"),
                _p("issuer", "\t{{ issuer }}\t{{ date }}"),
            ),
            _when("reader", _reader(profile), _p("after_table")),
            _when("contents_title", _contents()),
            _each(
                "paragraph in note",
                _choose(
                    "loop.first",
                    _p("note", ("label", "{{ paragraph.heading }}"), "{{ paragraph.text }}"),
                    _p("note_more", "{{ paragraph.text }}"),
                ),
            ),
            _each(
                "section in sections",
                _when("section.name", _p("section", "【{{ section.name }}】")),
                _articles(profile),
            ),
            _when("send or signatures or copies", _send_block(profile)),
            _p("end"),
        ]
    )


def _contents() -> str:
    return _p("contents_title", "{{ contents_title }}") + _each(
        "section in sections",
        _when("section.name", _p("contents_section", "【{{ section.name }}】")),
        _each("article in section.articles", _p("contents", "·\t{{ article.title|joined }}")),
    )


def _reader(profile: Profile) -> str:
    """For whom an edition is, and what that leader wrote, or room to write."""
    width = profile.text_width
    inside = _p("send", ("label", "{{ reader.heading }}")) + _each(
        "paragraph in reader.written", _p("note_more", "{{ paragraph.whole }}")
    )
    return w(
        "tbl",
        w("tblPr", w("tblStyle", val="send_block"), w("tblW", w=width, type="dxa"), w("tblLayout", type="fixed")),
        w("tblGrid", w("gridCol", w=width)),
        _row(_cell(_p("send", "{{ reader.label }}"), width)),
        _row(_cell(inside, width, "top"), w("trHeight", val=_ROOM, hRule="atLeast")),
    )


def _articles(profile: Profile) -> str:
    return _each(
        "article in section.articles",
        _choose(
            "contents_title or note or section.name",
            _p("article_title", "{{ article.title|lines }}"),
            _p("title", "{{ article.title|lines }}"),
        ),
        _text(profile, "article.paragraphs"),
        _each("picture in article.pictures", _p("picture", "{{ picture|picture }}")),
        _when("article.credit", _p("credit", "{{ article.credit }}")),
    )


def _text(profile: Profile, paragraphs: str) -> str:
    """Paragraphs with their headings (一、 （一） 1. （1）), and the tables among them.

    A heading alone in its line is kept with the next one; before running text that would keep the
    whole paragraph from being divided between pages, so there only the type of the heading differs.
    """
    levels = "".join(
        _tag(f"elif paragraph.level == {level}")
        + _choose(
            "paragraph.text",
            _p("body", (f"lead{level}", "{{ paragraph.heading }}"), "{{ paragraph.text }}"),
            _p(f"level{level}", "{{ paragraph.heading }}"),
        )
        for level in (1, 2, 3, 4)
    )
    cell = _choose("cell|length > 12", _p("cell_text", "{{ cell }}"), _p("cell", "{{ cell }}"))
    table = _table(profile, "paragraph.rows[0]", "row in paragraph.rows[1:]", "row", cell, head="{{ column }}")
    # What follows may be another table: they would grow together.
    among = _tag("if paragraph.rows") + table + _p("after_table")
    plain = _tag("elif paragraph.level == 0") + _p("body", "{{ paragraph.text }}")
    return _each(f"paragraph in {paragraphs}", among, plain, levels, _tag("endif"))


def _send_block(profile: Profile) -> str:
    """Who receives an issue, and who signed it."""
    width = profile.text_width
    signatures = _p("signatures", "{{ signatures }}\t{{ copies }}")
    return _foot(
        profile,
        _rows("line in send", _row(_cell(_p("send", "{{ line.label }}{{ line.text }}"), width))),
        _rows_when("signatures or copies", _row(_cell(signatures, width))),
    )


def _foot(profile: Profile, *rows: str) -> str:
    """A send block (版记), floating at the foot of the last page.

    It hangs on the page edge, not the margin: LibreOffice does not float it otherwise.
    """
    width = profile.text_width
    place = w(
        "tblpPr",
        vertAnchor="margin",
        horzAnchor="page",
        tblpX=mm(profile.page["left"].value),
        tblpYSpec="bottom",
    )
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="send_block"),
            place,
            w("tblOverlap", val="never"),
            w("tblW", w=width, type="dxa"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", w("gridCol", w=width)),
        *rows,
    )


def _notice(profile: Profile) -> str:
    return "".join(
        [
            _head(),
            _p("reference", "{{ number }}"),
            _p("title", "{{ title|lines }}"),
            _p("Normal", "{{ to }}"),
            _text(profile, "paragraphs"),
            _each(
                "line in annex_lines",
                _choose(
                    "loop.first",
                    _choose("annex_lines|length == 1", _p("annex_only", "{{ line }}"), _p("annex_line", "{{ line }}")),
                    _p("annex_more", "{{ line }}"),
                ),
            ),
            _signature(),
            _p("date", "{{ date }}"),
            _when("contact", _p("contact", "{{ contact }}")),
            _when("notes", _p("basis", "{{ notes|together }}")),
            _each(
                "annex in annexes",
                _p("annex", "{{ annex.label }}"),
                _p("annex_title", "{{ annex.title|lines }}"),
                _each("listing in annex.tables", _listing(profile)),
                _when("annex.notes", _p("basis", "{{ annex.notes|together }}")),
            ),
            _each("foot in imprint", _imprint(profile)),
            _p("end"),
        ]
    )


def _head() -> str:
    """Who issues it, in red (发文机关标志); a long name in smaller type."""
    return _choose("office|length <= 12", _p("office", "{{ office }}"), _p("office_long", "{{ office|balanced }}"))


def _signature() -> str:
    """Who signs, with room for a seal or without."""
    return _choose("seal", _p("signed_sealed", "{{ signed }}"), _p("signed", "{{ signed }}"))


def _imprint(profile: Profile) -> str:
    """The foot (版记): whom it is copied to, who printed it and when, below a long name if it must."""
    printed = _choose(
        "(foot.printed_by ~ foot.printed_on)|length > 26",
        _p("signatures", "{{ foot.printed_by }}") + _p("signatures", "\t{{ foot.printed_on }}"),
        _p("signatures", "{{ foot.printed_by }}\t{{ foot.printed_on }}"),
    )
    return _foot(
        profile,
        _rows_when("foot.copy_to", _row(_cell(_p("send", "{{ foot.label }}{{ foot.copy_to }}"), profile.text_width))),
        _row(_cell(printed, profile.text_width)),
    )


def _statement(profile: Profile) -> str:
    return "".join(
        [
            _p("annex_title", "{{ title|lines }}"),
            _text(profile, "paragraphs"),
            _each("listing in tables", _listing(profile)),
            _choose(
                "signatures",
                _each("sentence in closing", _p("closing", "{{ sentence }}")),
                _when("closing", _p("basis", "{{ closing|together }}")),
            ),
            _choose(
                "signatures",
                _p("makers", "{{ signatures }}") + _p("signed", "{{ office }}") + _p("date", "{{ date }}"),
                _p("basis", "{{ office }}　{{ date }}"),
            ),
            _each("listing in annexes", _listing(profile)),
            _p("end"),
        ]
    )


def _listing(profile: Profile) -> str:
    """A listing with its heading and its note; in one to be signed the rows are tall."""
    text_or_figure = _choose("cell is string", _p("cell_text", "{{ cell|figure }}"), _p("cell", "{{ cell|figure }}"))
    plain = _choose("listing.centred", _p("cell", "{{ cell|figure }}"), text_or_figure)
    cell = _choose("listing.to_sign", _p("cell_sign", "{{ cell|figure }}"), plain)
    return "".join(
        [
            _when("listing.title", _p("caption", "{{ listing.title }}")),
            _table(profile, "listing.columns", "row in listing.lines", "row", cell, over="listing.over"),
            _when("listing.note", _p("basis", "{{ listing.note }}")),
        ]
    )


def _guide(profile: Profile) -> str:
    """The guide: its examples in the type of tables, each as one paragraph of several lines."""
    example = _p("cell_text", "{{ each.text }}") + _p("after_table")
    told = _choose("each.level == 5", example, _text(profile, "[each]"))
    return "".join(
        [
            _p("annex_title", "{{ title|lines }}"),
            _each("each in paragraphs", told),
            _p("basis", "{{ office }}　{{ date }}"),
            _p("end"),
        ]
    )


def _table(
    profile: Profile,
    columns: str,
    rows: str,
    cells: str,
    cell: str,
    head: str = "{{ column|halved }}",
    over: str = "",
) -> str:
    """A table whose head is repeated on each page; its columns are fitted when it is rendered.

    The cells of an upper storey ``over`` the head are joined then too.
    """
    width = profile.text_width
    heads = _cells(f"column in {columns}", _cell(_p("cell_head", head), width))
    upper = _cells(f"above in {over}", _cell(_p("cell_head", "{{ above }}"), width)) if over else ""
    line = _cells(f"cell in {cells}", _cell(cell, width))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="ranking"),
            w("tblW", w=width, type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", w("gridCol", w=width)),
        _rows_when(over, _row(upper, w("tblHeader")), w("tblHeader")) if over else "",
        _row(heads, w("tblHeader")),
        _rows(rows, _row(line)),
    )


def _letter(profile: Profile) -> str:
    return "".join(
        [
            _p("title", "{{ title|lines }}"),
            _p("Normal", "{{ to }}"),
            _text(profile, "paragraphs"),
            _signature(),
            _p("date", "{{ date }}"),
            _when("contact", _p("body", "（{{ contact }}）")),
        ]
    )


def _letter_head(profile: Profile) -> str:
    """Whose letter it is, in red above a thick line and a thin one (信函格式)."""
    office = _choose(
        "office|length <= 12",
        _p("letter_office", "{{ office }}"),
        _p("letter_office_long", "{{ office|balanced }}"),
    )
    return root("hdr", office, _two_lines(profile, "thick", "thin"))


def _letter_foot(profile: Profile) -> str:
    """A thin line and a thick one at the foot of the first page, which has no number."""
    return root("ftr", _two_lines(profile, "thin", "thick"))


def _two_lines(profile: Profile, above: str, below: str) -> str:
    """Two red lines, as wide as the standard has it, in the middle of the page."""
    page, red = {name: value.value for name, value in profile.page.items()}, profile.colours["red"].value
    beside = (page["width"] - page["letter_rule"]) / 2
    edges = (
        w(side, val="single", sz=eighths(profile.rules[f"letter_{rule}"].value), space=0, color=red)
        for side, rule in (("top", above), ("bottom", below))
    )
    between = w("spacing", line=twips(profile.rules["letter_between"].value), lineRule="exact")
    indents = w("ind", left=mm(beside - page["left"]), right=mm(beside - page["right"]))
    return w("p", w("pPr", w("pStyle", val="end"), w("pBdr", *edges), between, indents))


def _below_number(profile: Profile) -> str:
    """What a page's number stands higher than the lines at the foot of the first page."""
    line = _number_at(profile) - _letter_foot_at(profile)
    return w("p", w("pPr", w("pStyle", val="end"), w("spacing", line=max(line, 1), lineRule="exact")))


def _letter_foot_at(profile: Profile) -> int:
    """Twips from the edge of the paper to the lines at the foot of the first page; a number is never below them."""
    return min(mm(profile.page["letter_bottom"].value), _number_at(profile))


def _number_at(profile: Profile) -> int:
    """Twips from the edge of the paper to the number of a page."""
    return mm(profile.page["bottom"].value - profile.page["page_number"].value)


BODIES = {"bulletin": _bulletin, "guide": _guide, "notice": _notice, "letter": _letter, "statement": _statement}


# ---- paragraphs, tables and the tags of docxtpl


def _p(style: str, *runs: str | tuple[str, str]) -> str:
    """A paragraph; a run is its words, or (character style, words); a tab in them is a tab."""
    written = (_run(words) if isinstance(words, str) else _run(words[1], words[0]) for words in runs)
    return w("p", w("pPr", w("pStyle", val=style)), *written)


def _run(words: str, style: str = "") -> str:
    # Without the hint quotes and dashes would be taken from the Latin font.
    hint = w("rPr", w("rStyle", val=style) if style else "", w("rFonts", hint="eastAsia"))
    parts = [text(part) if part else "" for part in words.split("\t")]
    return w("r", hint, w("tab").join(parts))


def _tag(words: str, kind: str = "p") -> str:
    return w("p", w("r", text(f"{{%{kind} {words} %}}")))


def _each(loop: str, *inside: str) -> str:
    return _tag(f"for {loop}") + "".join(inside) + _tag("endfor")


def _when(condition: str, *inside: str) -> str:
    return _tag(f"if {condition}") + "".join(inside) + _tag("endif")


def _choose(condition: str, one: str, other: str) -> str:
    return _tag(f"if {condition}") + one + _tag("else") + other + _tag("endif")


def _rows(loop: str, row: str) -> str:
    return _row(_cell(_tag(f"for {loop}", "tr"))) + row + _row(_cell(_tag("endfor", "tr")))


def _rows_when(condition: str, row: str, *properties: str) -> str:
    """Rows of a head must follow each other without any other, also those of tags: programs forget it otherwise."""
    return _row(_cell(_tag(f"if {condition}", "tr")), *properties) + row + _row(_cell(_tag("endif", "tr")), *properties)


def _cells(loop: str, cell: str) -> str:
    return _cell(_tag(f"for {loop}", "tc")) + cell + _cell(_tag("endfor", "tc"))


def _row(cells: str, *properties: str) -> str:
    return w("tr", w("trPr", w("cantSplit"), *properties), cells)


def _cell(inside: str, width: int = 0, place: str = "center") -> str:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val=place)), inside)


# ---- settings, page


def _settings() -> str:
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return root(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", mode),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _footer(style: str, below: str = "") -> str:
    field = (
        w("r", w("fldChar", fldCharType="begin"))
        + w("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + w("r", w("fldChar", fldCharType="separate"))
        + w("r", w("t", "1"))
        + w("r", w("fldChar", fldCharType="end"))
    )
    return root("ftr", w("p", w("pPr", w("pStyle", val=style)), _run("— "), field, _run(" —")), below)


def _section(profile: Profile) -> str:
    return _sheet(profile, 851, _number_at(profile))


def _letter_section(profile: Profile) -> str:
    """Pages of a letter: the first has a head and a foot of its own."""
    line, size = (profile.inherited("letter_office", key) for key in ("line", "size"))
    above = twips(line - size) // 2
    header = max(mm(profile.page["letter_top"].value) - above, 0)
    references = '<w:headerReference w:type="first" r:id="rId7"/><w:footerReference w:type="first" r:id="rId8"/>'
    return _sheet(profile, header, _letter_foot_at(profile), references, w("titlePg"))


def _sheet(profile: Profile, header: int, footer: int, references: str = "", first: str = "") -> str:
    """The set-up of the pages, their head and foot so many twips from the edges of the paper."""
    page = {name: mm(value.value) for name, value in profile.page.items()}
    margins = {side: page[side] for side in ("top", "right", "bottom", "left")}
    return w(
        "sectPr",
        references,
        '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>',
        w("pgSz", w=page["width"], h=page["height"]),
        w("pgMar", **margins, header=header, footer=footer, gutter=0),
        w("cols", space=425),
        first,
        w("docGrid", type="lines", linePitch=profile.pitch),
    )


def _kinds(*more: str) -> dict[str, str]:
    """What each part beside the document is, in the order of their relations."""
    return {part: part.rpartition("/")[2].rstrip("123") for part in (*_PARTS, _THEME, *more)}


def _content_types(kinds: Mapping[str, str]) -> str:
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = {"/word/document.xml": f"{_TYPES}.document.main+xml", "/docProps/core.xml": core}
    overrides |= {f"/word/{part}.xml": f"{_TYPES}.{kind}+xml" for part, kind in kinds.items() if part != _THEME}
    overrides[f"/word/{_THEME}.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    lines = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


if __name__ == "__main__":
    build_all()
