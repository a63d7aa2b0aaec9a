"""How pages look where the office's ``layout`` says it: fonts, red, sizes and margins, as a style sheet."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from infoledger.config.layout import TEXT_STYLE
from infoledger.config.model import Layout

#: The fonts of a page by the names that ``layout`` replaces, each with what stands in for it.
_FONTS = {
    "方正小标宋简体": ("song", '"Songti SC", SimSun, "Noto Serif CJK SC", serif'),
    "黑体": ("hei", '"Heiti SC", SimHei, "Noto Sans CJK SC", sans-serif'),
    "楷体_GB2312": ("kai", 'KaiTi, "Kaiti SC", serif'),
    "仿宋_GB2312": ("fang", 'FangSong, "STFangsong", "Noto Serif CJK SC", serif'),
}
_TITLE_STYLE = "公文标题"
#: What would end a name in a style sheet, or the sheet in a page.
_UNSAFE = re.compile(r'["\\{}<>;\x00-\x1f]')
#: What shines on a dark screen is lighter than on paper.
_DARK = "@media screen and (prefers-color-scheme: dark) { :root { --red: #ff6b5e; } }"


def look(layout: Layout | None) -> Markup:
    """The style sheet of ``layout``; nothing where there is none."""
    rules = "\n".join(_rules(layout)) if layout else ""
    return Markup(rules)  # noqa: S704 - fonts are tamed, all else are numbers and colours that were checked


def _rules(layout: Layout) -> Iterator[str]:
    named = (
        f'--{name}: "{_UNSAFE.sub("", layout.fonts[font])}", {others};'
        for font, (name, others) in _FONTS.items()
        if font in layout.fonts
    )
    told = [*named, *_sizes(layout)]
    if layout.red:
        told.append(f"--red: #{layout.red};")
    if told:
        yield f":root {{ {' '.join(told)} }}"
    if layout.red:
        yield _DARK
    if layout.margins:
        sides = " ".join(f"margin-{side}: {width}mm;" for side, width in layout.margins.items())
        yield f"@page {{ {sides} }}"


def _sizes(layout: Layout) -> Iterator[str]:
    text, title = layout.styles.get(TEXT_STYLE, {}), layout.styles.get(_TITLE_STYLE, {})
    if "size" in text:
        yield f"--text-size: {text['size']}pt;"
    if "line" in text:
        yield f"--pitch: {text['line']}pt;"
    if "size" in title:
        yield f"--title-size: {title['size']}pt;"
