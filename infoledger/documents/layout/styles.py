"""The styles of the Word templates, as ``word/styles.xml``, from the layout profile."""

from infoledger.documents.layout.profile import Profile, Style, eighths, half_points, twips
from infoledger.documents.ooxml import root, w


def styles_part(profile: Profile) -> str:
    """All styles: of paragraphs, of characters, of tables."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault"),
    )
    paragraphs = (_paragraph_style(profile, name, style) for name, style in profile.styles.items())
    characters = (
        w(
            "style",
            w("name", val=style.name),
            w("rPr", *_run_properties(profile, name, style if style.values else profile.styles[style.based_on])),
            type="character",
            customStyle=1,
            styleId=name,
        )
        for name, style in profile.characters.items()
    )
    return root("styles", defaults, *paragraphs, *characters, *_table_styles(profile))


def _paragraph_style(profile: Profile, name: str, style: Style) -> str:
    own: dict[str, object] = {"default": 1} if name == "Normal" else {"customStyle": 1}
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based_on) if name != "Normal" else "",
        w("qFormat"),
        w("pPr", *_paragraph_properties(profile, name, style)),
        w("rPr", *_run_properties(profile, name, style)),
        type="paragraph",
        **own,
        styleId=name,
    )


def _paragraph_properties(profile: Profile, name: str, style: Style) -> list[str]:
    """In the order that the schema of ``w:pPr`` demands."""
    on = {"keep_next": "keepNext", "keep_lines": "keepLines", "page_break": "pageBreakBefore"}
    properties = [w(element) for key, element in on.items() if style.get(key)]
    if name == "Normal":
        # A page of 22 lines has no room to spare a widow.
        properties.append(w("widowControl", val=0))
    if rule := style.get("rule"):
        red = profile.colours["red"].value
        edge = w("bottom", val="single", sz=eighths(profile.rules[rule].value), space=11, color=red)
        properties.append(w("pBdr", edge))
    properties += _tabs(profile, name)
    line = profile.pitch if name == "Normal" else twips(style.get("line", 0))
    if line and name != "Normal":
        properties.append(w("snapToGrid", val=0))
    spacing: dict[str, object] = {key: twips(style.get(key)) for key in ("before", "after") if key in style.values}
    if line:
        spacing |= {"line": line, "lineRule": "exact"}
    elif "line" in style.values:
        spacing |= {"line": 240, "lineRule": "auto"}
    properties.append(w("spacing", **spacing) if spacing else "")
    properties.append(_indents(profile, name, style))
    properties.append(w("jc", val=style.get("align")) if "align" in style.values else "")
    # By it Word's navigation finds headings, which are no styles of its own.
    properties.append(w("outlineLvl", val=style.get("outline")) if "outline" in style.values else "")
    return properties


def _tabs(profile: Profile, name: str) -> list[str]:
    """The line of issuer and date is inset by a character; copies stand at the right of the signatures."""
    width, one = profile.text_width, profile.characters_in(name, 1)
    places = {
        "secrecy": [("right", width)],
        "issuer": [("left", one), ("right", width - one)],
        "signatures": [("right", width - one)],
    }
    tabs = (w("tab", val=side, pos=place) for side, place in places.get(name, ()))
    return [w("tabs", *tabs)] if name in places else []


def _indents(profile: Profile, name: str, style: Style) -> str:
    keys = {"left": "left", "right": "right", "hanging": "hanging", "indent": "firstLine"}
    indents: dict[str, int] = {}
    for key, attribute in keys.items():
        if key in style.values:
            count = style.get(key)
            indents |= {f"{attribute}Chars": count * 100, attribute: profile.characters_in(name, count)}
    return w("ind", **indents) if indents else ""


def _run_properties(profile: Profile, name: str, style: Style) -> list[str]:
    """In the order that the schema of ``w:rPr`` demands."""
    bold = int(style.get("bold", 0))
    return [
        _fonts(profile, name, style) if {"font", "latin"} & style.values.keys() else "",
        w("b", val=bold) + w("bCs", val=bold) if "bold" in style.values else "",
        w("color", val=profile.colours[style.get("colour")].value) if "colour" in style.values else "",
        w("spacing", val=profile.spacing) if name == "Normal" else "",
        w("kern", val=0) if name == "Normal" else "",
        w("sz", val=half_points(style.get("size"))) + w("szCs", val=half_points(style.get("size")))
        if "size" in style.values
        else "",
    ]


def _fonts(profile: Profile, name: str, style: Style) -> str:
    """The font of Chinese, and that of letters and digits, which stand in another."""
    known = name if name in profile.styles else style.based_on
    font = style.get("font") or profile.inherited(known, "font")
    latin = style.get("latin") or profile.inherited(known, "latin")
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=font, cs=latin)


def _table_styles(profile: Profile) -> list[str]:
    def edge(side: str, rule: str) -> str:
        return w(side, val="single", sz=eighths(profile.rules[rule].value), space=0, color="auto")

    def style(name: str, shown: str, borders: str, margin: int) -> str:
        sides = (w(side, w=margin, type="dxa") for side in ("left", "right"))
        properties = w("tblPr", w("tblBorders", borders), w("tblCellMar", *sides))
        return w("style", w("name", val=shown), properties, type="table", customStyle=1, styleId=name)

    send = edge("top", "outer") + edge("bottom", "outer") + edge("insideH", "inner")
    grid = "".join(edge(side, "table") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return [style("send_block", "版记表", send, 0), style("ranking", "排名表", grid, 40)]
