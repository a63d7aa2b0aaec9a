"""Reads the layout profile: each value with how strongly it is asked for and where that is written."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PROFILE = Path(__file__).with_name("profile.yaml")
STRENGTHS = ("国标规定", "国标一般", "国标推荐", "推算", "实务")


class Value(NamedTuple):
    """One value of the profile, its strength (one of ``STRENGTHS``) and its source."""

    value: Any
    strength: str
    source: str


class Style(NamedTuple):
    """A paragraph style: the name that Word shows, the id it is based on, what it says itself."""

    name: str
    based_on: str
    values: Mapping[str, Value]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of ``key`` that this style itself says, or ``default``."""
        return self.values[key].value if key in self.values else default


class Profile(NamedTuple):
    """Page in mm, grid in counts, colours in RGB, rules in pt; styles of paragraphs and of characters by id."""

    page: Mapping[str, Value]
    grid: Mapping[str, Value]
    colours: Mapping[str, Value]
    rules: Mapping[str, Value]
    styles: Mapping[str, Style]
    characters: Mapping[str, Style]

    def inherited(self, style: str, key: str) -> Any:
        """The value of ``key`` in ``style`` or the nearest style it is based on."""
        while style != "Normal" and key not in self.styles[style].values:
            style = self.styles[style].based_on
        return self.styles[style].get(key)

    @property
    def text_width(self) -> int:
        """Twips between the left and the right margin."""
        return mm(self.page["width"].value - self.page["left"].value - self.page["right"].value)

    @property
    def pitch(self) -> int:
        """Twips from line to line: what the text says, else such that the lines of the grid fill the page."""
        if line := self.styles["Normal"].get("line"):
            return twips(line)
        height = mm(self.page["height"].value - self.page["top"].value - self.page["bottom"].value)
        return height // int(self.grid["lines"].value)

    @property
    def spacing(self) -> int:
        """Twips between characters, such that as many as nearly fit fill the line (撑满版心)."""
        size = twips(self.styles["Normal"].get("size"))
        return self.text_width // round(self.text_width / size) - size

    def characters_in(self, style: str, count: float) -> int:
        """Twips of ``count`` characters set in ``style``."""
        return round(count * (twips(self.inherited(style, "size")) + self.spacing))

    def values(self) -> Iterator[tuple[str, Value]]:
        """Every value with its place, as ``styles.title.size``."""
        groups = {"page": self.page, "grid": self.grid, "colours": self.colours, "rules": self.rules}
        groups |= {f"styles.{name}": style.values for name, style in self.styles.items()}
        groups |= {f"characters.{name}": style.values for name, style in self.characters.items()}
        for group, values in groups.items():
            yield from ((f"{group}.{name}", value) for name, value in values.items())


def read_profile(path: Path = PROFILE) -> Profile:
    """The profile at ``path``. Raises ``ValueError`` for a value without strength or source."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Profile(
        page=_values(data["page"]),
        grid=_values(data["grid"]),
        colours=_values(data["colours"]),
        rules=_values(data["rules"]),
        styles={name: _style(entries) for name, entries in data["styles"].items()},
        characters={name: _style(entries) for name, entries in data["characters"].items()},
    )


def mm(length: float) -> int:
    """Twips of ``length`` mm."""
    return round(length * 1440 / 25.4)


def twips(points: float) -> int:
    """Twips of ``points``."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Half points, the measure of type."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Eighths of a point, the measure of rules."""
    return round(points * 8)


def _style(entries: dict[str, Any]) -> Style:
    return Style(entries.pop("name"), entries.pop("based_on", "Normal"), _values(entries))


def _values(entries: Mapping[str, Any]) -> dict[str, Value]:
    for name, entry in entries.items():
        if not isinstance(entry, list) or len(entry) != 3 or entry[1] not in STRENGTHS:
            raise ValueError(f"{name}: {entry} is not [value, strength, source]")
    return {name: Value(entry[0], entry[1], str(entry[2])) for name, entry in entries.items()}
