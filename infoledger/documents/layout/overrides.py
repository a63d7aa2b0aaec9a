"""The layout profile as an office wants it: its config's ``layout`` laid over the values that ship."""

from collections.abc import Mapping
from typing import Any

from infoledger.config.layout import TEXT_STYLE
from infoledger.config.model import Layout
from infoledger.documents.layout.profile import Profile, Style, Value

#: A line that is not said is at least as much higher than its type, or the type would be cut off.
_LEAST_LINE = 1.25


def overridden(profile: Profile, layout: Layout) -> Profile:
    """``profile`` with what ``layout`` says otherwise."""
    styles = {name: _with_fonts(style, layout.fonts) for name, style in profile.styles.items()}
    changed = profile._replace(
        page={**profile.page, **_said(layout.margins)},
        grid={**profile.grid, **_said({"lines": layout.lines} if layout.lines else {})},
        colours={**profile.colours, **_said({"red": layout.red} if layout.red else {})},
        styles=styles,
        characters={name: _with_fonts(style, layout.fonts) for name, style in profile.characters.items()},
    )
    for name, style in styles.items():
        said = layout.styles.get(TEXT_STYLE if name == "Normal" else style.name, {})
        styles[name] = style._replace(values={**style.values, **_said(_with_line(changed, name, said))})
    return changed


def _with_fonts(style: Style, fonts: Mapping[str, str]) -> Style:
    changed = {key: fonts[style.get(key)] for key in ("font", "latin") if style.get(key) in fonts}
    return style._replace(values={**style.values, **_said(changed)})


def _with_line(profile: Profile, style: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said of a style, and a line that its type fits into."""
    if "size" not in said or "line" in said:
        return said
    line = profile.inherited(style, "line") or profile.pitch / 20
    least = said["size"] * _LEAST_LINE
    return {**said, "line": least} if least > line else said


def _said(values: Mapping[str, Any]) -> dict[str, Value]:
    return {name: Value(value, "本单位", "config.yaml") for name, value in values.items()}
