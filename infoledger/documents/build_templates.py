"""Builds the Word templates from the layout profile: ``python -m infoledger.documents.build_templates``.

The templates are docxtpl templates that an office can open in Word or WPS. What is built is
shipped; a test proves that the shipped files are what this script builds.
"""

import zipfile
from pathlib import Path

from infoledger.documents.layout.profile import Profile, mm, read_profile
from infoledger.documents.layout.styles import styles_part
from infoledger.documents.ooxml import HEADER, PACKAGE, RELATIONSHIPS, package, relationships, root, text, w
from infoledger.documents.theme import font_table, theme

TEMPLATES = Path(__file__).with_name("templates")
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "settings", "footer1", "footer2", "fontTable")
_THEME = "theme/theme1"


def build_all() -> None:
    """Write every template into the package."""
    for name in BODIES:
        (TEMPLATES / f"{name}.docx").write_bytes(build(name))


def build(name: str, profile: Profile | None = None) -> bytes:
    """The bytes of the template ``name``, one of ``BODIES``.

    Stored without compression, so that they are the same whatever zlib is at hand.
    """
    profile = profile or read_profile()
    body = BODIES[name](profile) + _section(profile)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": relationships(
            [
                (f"{RELATIONSHIPS}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": root("document", w("body", body)),
        "word/_rels/document.xml.rels": relationships(
            (f"{RELATIONSHIPS}/{kind}", f"{part}.xml") for part, kind in _kinds().items()
        ),
        "word/styles.xml": styles_part(profile),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer("page_number"),
        "word/footer2.xml": _footer("page_number_even"),
        "word/fontTable.xml": font_table(profile),
        f"word/{_THEME}.xml": theme(profile),
    }
    return package(((part, content.encode()) for part, content in parts.items()), zipfile.ZIP_STORED)


# ---- what stands in the documents


def _bulletin(profile: Profile) -> str:
    return "".join(
        [
            _p("secrecy", "{{ secrecy }}\t{{ copy_number }}"),
            _choose("masthead|length <= 6", _p("masthead", "{{ masthead }}"), _p("masthead_long", "{{ masthead }}")),
            _when("special", _p("special", "{{ special }}")),
            _p("number", "{{ number }}"),
            _p("issuer", "\t{{ issuer }}\t{{ date }}"),
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


def _articles(profile: Profile) -> str:
    return _each(
        "article in section.articles",
        _choose(
            "contents_title or note or section.name",
            _p("article_title", "{{ article.title|lines }}"),
            _p("title", "{{ article.title|lines }}"),
        ),
        _text(profile, "article.paragraphs"),
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
    cell = _choose("cell|length > 10", _p("cell_text", "{{ cell }}"), _p("cell", "{{ cell }}"))
    table = _table(profile, "paragraph.rows[0]", "row in paragraph.rows[1:]", "row", cell, head="{{ column }}")
    # What follows may be another table: they would grow together.
    among = _tag("if paragraph.rows") + table + _p("after_table")
    plain = _tag("elif paragraph.level == 0") + _p("body", "{{ paragraph.text }}")
    return _each(f"paragraph in {paragraphs}", among, plain, levels, _tag("endif"))


def _send_block(profile: Profile) -> str:
    """The send block (版记), floating at the foot of the last page.

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
    signatures = _p("signatures", "{{ signatures }}\t{{ copies }}")
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
        _rows("line in send", _row(_cell(_p("send", "{{ line.label }}{{ line.text }}"), width))),
        _rows_when("signatures or copies", _row(_cell(signatures, width))),
    )


def _notice(profile: Profile) -> str:
    return "".join(
        [
            _choose("office|length <= 12", _p("office", "{{ office }}"), _p("office_long", "{{ office }}")),
            _p("reference", "{{ number }}"),
            _p("title", "{{ title|lines }}"),
            _p("Normal", "{{ to }}"),
            _text(profile, "paragraphs"),
            _p("annex_line", "{{ annex_line }}"),
            _p("signed", "{{ office }}"),
            _p("date", "{{ date }}"),
            _p("annex", "{{ annex }}"),
            _p("annex_title", "{{ annex_title|lines }}"),
            _each(
                "table in tables",
                _when("table.group", _p("caption", "{{ table.group }}")),
                _table(profile, "columns", "row in table.rows", "row.cells", _p("cell", "{{ cell|figure }}")),
            ),
            _each(
                "listing in listings",
                _listing(profile),
            ),
            _each("sentence in basis", _p("basis", "{{ sentence }}")),
        ]
    )


def _statement(profile: Profile) -> str:
    return "".join(
        [
            _p("annex_title", "{{ title|lines }}"),
            _text(profile, "paragraphs"),
            _each("listing in tables", _listing(profile)),
            _each(
                "sentence in closing",
                _choose("signatures", _p("closing", "{{ sentence }}"), _p("basis", "{{ sentence }}")),
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
    cell = _choose("listing.to_sign", _p("cell_sign", "{{ cell|figure }}"), text_or_figure)
    return "".join(
        [
            _when("listing.title", _p("caption", "{{ listing.title }}")),
            _table(profile, "listing.columns", "row in listing.rows", "row", cell),
            _when("listing.note", _p("basis", "{{ listing.note }}")),
        ]
    )


def _table(profile: Profile, columns: str, rows: str, cells: str, cell: str, head: str = "{{ column|halved }}") -> str:
    """A table whose head is repeated on each page; its columns are fitted when it is rendered."""
    width = profile.text_width
    heads = _cells(f"column in {columns}", _cell(_p("cell_head", head), width))
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
        _row(heads, w("tblHeader")),
        _rows(rows, _row(line)),
    )


def _letter(profile: Profile) -> str:
    return "".join(
        [
            _choose("office|length <= 12", _p("office", "{{ office }}"), _p("office_long", "{{ office }}")),
            _p("reference"),
            _p("title", "{{ title|lines }}"),
            _p("Normal", "{{ to }}"),
            _text(profile, "paragraphs"),
            _p("signed", "{{ signed }}"),
            _p("date", "{{ date }}"),
            _when("contact", _p("body", "（{{ contact }}）")),
        ]
    )


BODIES = {"bulletin": _bulletin, "notice": _notice, "letter": _letter, "statement": _statement}


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


def _rows_when(condition: str, row: str) -> str:
    return _row(_cell(_tag(f"if {condition}", "tr"))) + row + _row(_cell(_tag("endif", "tr")))


def _cells(loop: str, cell: str) -> str:
    return _cell(_tag(f"for {loop}", "tc")) + cell + _cell(_tag("endfor", "tc"))


def _row(cells: str, *properties: str) -> str:
    return w("tr", w("trPr", w("cantSplit"), *properties), cells)


def _cell(inside: str, width: int = 0) -> str:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center")), inside)


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


def _footer(style: str) -> str:
    field = (
        w("r", w("fldChar", fldCharType="begin"))
        + w("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + w("r", w("fldChar", fldCharType="separate"))
        + w("r", w("t", "1"))
        + w("r", w("fldChar", fldCharType="end"))
    )
    return root("ftr", w("p", w("pPr", w("pStyle", val=style)), _run("— "), field, _run(" —")))


def _section(profile: Profile) -> str:
    page = {name: mm(value.value) for name, value in profile.page.items()}
    margins = {side: page[side] for side in ("top", "right", "bottom", "left")}
    footer = mm(profile.page["bottom"].value - profile.page["page_number"].value)
    return w(
        "sectPr",
        '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>',
        w("pgSz", w=page["width"], h=page["height"]),
        w("pgMar", **margins, header=851, footer=footer, gutter=0),
        w("cols", space=425),
        w("docGrid", type="lines", linePitch=profile.pitch),
    )


def _kinds() -> dict[str, str]:
    """What each part beside the document is, in the order of their relations."""
    return {part: part.rpartition("/")[2].rstrip("12") for part in (*_PARTS, _THEME)}


def _content_types() -> str:
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = {"/word/document.xml": f"{_TYPES}.document.main+xml", "/docProps/core.xml": core}
    overrides |= {f"/word/{part}.xml": f"{_TYPES}.{kind}+xml" for part, kind in _kinds().items() if part != _THEME}
    overrides[f"/word/{_THEME}.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    lines = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


if __name__ == "__main__":
    build_all()
