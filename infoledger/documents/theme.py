"""The parts of a Word document beside its text and styles: the theme and the table of fonts (ECMA-376 part 1, 11.3).

Nothing in the templates refers to the theme; but Word, WPS and validators expect one.
"""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from infoledger.documents.layout.profile import Profile
from infoledger.documents.ooxml import HEADER, root, w

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: What stands in for a font where it is not installed.
_ALTERNATIVES = {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}
#: Text dark and light, accents and links; the documents use black and red alone.
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F1F1F",
    "lt2": "EEEEEE",
    "accent1": "C00000",
    "accent2": "7F7F7F",
    "accent3": "1F4E79",
    "accent4": "BF9000",
    "accent5": "385723",
    "accent6": "7030A0",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_GB2312 = "86"


def font_table(profile: Profile) -> str:
    """Every font of the styles, with what may stand in for it."""
    styles = (*profile.styles.values(), *profile.characters.values())
    names = dict.fromkeys(style.get(key) for style in styles for key in ("font", "latin") if style.get(key))
    return root("fonts", *map(_font, names))


def _font(name: str) -> str:
    chinese = not name.isascii()
    other = _ALTERNATIVES.get(name)
    return w(
        "font",
        w("altName", val=other) if other else "",
        w("charset", val=_GB2312 if chinese else "00"),
        w("family", val="auto" if chinese else "roman"),
        w("pitch", val="variable"),
        name=name,
    )


def theme(profile: Profile) -> str:
    """A theme with the fonts of titles and of text."""
    colours = "".join(_a(name, _a("srgbClr", val=value)) for name, value in _COLOURS.items())
    fonts = "".join(
        _a(
            kind,
            _a("latin", typeface=profile.inherited(style, "latin")),
            _a("ea", typeface=font),
            _a("cs", typeface=""),
        )
        for kind, style in (("majorFont", "title"), ("minorFont", "Normal"))
        for font in [profile.inherited(style, "font")]
    )
    elements = _a(
        "themeElements",
        _a("clrScheme", colours, name="infoledger"),
        _a("fontScheme", fonts, name="infoledger"),
        _a("fmtScheme", *_formats(), name="infoledger"),
    )
    return f'{HEADER}<a:theme xmlns:a="{_DRAWING}" name="infoledger">{elements}</a:theme>'


def _formats() -> Iterable[str]:
    """Three of each, plain, as the schema demands."""
    fill = _a("solidFill", _a("schemeClr", val="phClr"))
    line = _a("ln", fill, _a("prstDash", val="solid"), w="6350")
    yield _a("fillStyleLst", fill * 3)
    yield _a("lnStyleLst", line * 3)
    yield _a("effectStyleLst", _a("effectStyle", _a("effectLst")) * 3)
    yield _a("bgFillStyleLst", fill * 3)


def _a(name: str, /, *children: str, **attributes: str) -> str:
    """The element ``a:name``."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inside = "".join(children)
    return f"<a:{name}{written}>{inside}</a:{name}>" if inside else f"<a:{name}{written}/>"
