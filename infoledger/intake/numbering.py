"""The numbers that Word writes before paragraphs by itself: 一、 （一） 1. as the lists and styles say."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from infoledger.intake.markup import pass_through

_DIGITS = "〇一二三四五六七八九"


@dataclass
class Level:
    """One level of a list: its format, its pattern (``（%1）``) and where it starts."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass
class Numbering:
    """Counts the paragraphs of every list of a document."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # numId → abstractNumId
    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    depths: dict[tuple[str, str], str] = field(default_factory=dict)  # of a list, the level that a style is tied to
    _counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def label(self, said: Mapping[str, str]) -> str:
        """What Word writes before the next paragraph, given its pStyle, numId and ilvl as far as it has them."""
        style = said.get("pStyle", "")
        said = {**self._styled(style), **said}
        abstract = self.lists.get(said.get("numId", ""))
        depth = said.get("ilvl") or self.depths.get((abstract or "", style), "0")
        place = int(depth) if depth.isdigit() else 0
        level = self.levels.get((abstract or "", place))
        if abstract is None or level is None:
            return ""
        self._counts[abstract, place] += 1
        for deeper in range(place + 1, 9):
            del self._counts[abstract, deeper]
        if level.form in ("bullet", "none"):
            return ""
        label = level.pattern
        for each in range(place + 1):
            label = label.replace(f"%{each + 1}", self._number(abstract, each))
        return label

    def _number(self, abstract: str, place: int) -> str:
        level = self.levels.get((abstract, place), Level())
        return written(level.start + max(self._counts[abstract, place], 1) - 1, level.form)

    def _styled(self, style: str) -> dict[str, str]:
        """What ``style`` and those it is based on say, itself first."""
        said: dict[str, str] = {}
        seen = set()
        while style and style not in seen:
            seen.add(style)
            own = self.styles.get(style, {})
            said = {**own, **said}
            style = own.get("basedOn", "")
        return said


def read_numbering(numbering: bytes, styles: bytes) -> Numbering:
    """The lists of a document from the parts ``numbering`` and ``styles``, either of which may be empty.

    Raises ``ValueError`` or ``ExpatError`` for a hostile or damaged part.
    """
    found = Numbering()
    if numbering:
        pass_through(numbering, _ListReader(found).start)
    if styles:
        pass_through(styles, _StyleReader(found).start)
    return found


def written(number: int, form: str) -> str:
    """``number`` in Word's format ``form``; one that is not known here is written in digits."""
    write = _FORMS.get(form)
    return write(number) if write and number > 0 else str(number)


def chinese(number: int) -> str:
    """一 to 九十九; larger ones in digits, for no draft has so many points."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value and len(text) < 40:
            text, number = text + sign, number - value
    return text


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"),
        chinese,
    ),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
}


class _ListReader:
    def __init__(self, found: Numbering) -> None:
        self._found = found
        self._abstract = self._number = self._depth = ""
        self._level: Level | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if tag == "abstractNum":
            self._abstract, self._number = attributes.get("abstractNumId", ""), ""
        elif tag == "lvl" and not self._number and attributes.get("ilvl", "").isdigit():
            self._depth = attributes["ilvl"]
            self._level = self._found.levels[self._abstract, int(self._depth)] = Level()
        elif tag == "num":
            self._number, self._level = attributes.get("numId", ""), None
        elif tag == "abstractNumId" and self._number:
            self._found.lists[self._number] = value
        elif self._level and tag == "pStyle":
            self._found.depths[self._abstract, value] = self._depth
        elif self._level and tag == "start" and value.isdigit():
            self._level.start = int(value)
        elif self._level and tag == "numFmt":
            self._level.form = value
        elif self._level and tag == "lvlText":
            self._level.pattern = value


class _StyleReader:
    def __init__(self, found: Numbering) -> None:
        self._found = found
        self._style: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._style = self._found.styles[attributes.get("styleId", "")] = {}
        elif tag in ("numId", "ilvl", "basedOn"):
            self._style[tag] = attributes.get("val", "")
