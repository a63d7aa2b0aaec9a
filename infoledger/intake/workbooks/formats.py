"""Number formats of spreadsheets: whether one shows a date, and what a number looks like under another.

Written after ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

#: The formats that files name by number alone and that are not General; those of dates are below.
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    48: "##0.0E+0",
    49: "@",
}
# 27 to 36 and 50 to 58 are those of Chinese and other eastern editions.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_DATE = re.compile(r"[ymdhsbe年月日]|上午|下午|AM/PM", re.IGNORECASE)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|([0#?])|(.)', re.DOTALL)
_GENERAL = re.compile("general", re.IGNORECASE)
_SHOWN_AS_IS = ("", "general", "@")
#: Whole numbers of more digits than this a cell without a format shows as 1.23E+11.
_MOST_DIGITS = 11


def is_date(code: str) -> bool:
    """Whether numbers under the format ``code`` are shown as a day or a time."""
    bare = _GENERAL.sub("0", _BRACKETS.sub("", _LITERAL.sub("", code.split(";", maxsplit=1)[0])))
    return bool(_DATE.search(bare)) and not re.search(r"[0#?]", re.sub(r"s\.0+", "", bare)) and "E+" not in bare


def code_of(number: int, codes: Mapping[int, str]) -> str | None:
    """The format with the ``number``, None if it shows dates; ``codes`` are those that the file declares."""
    if number in codes:
        return None if is_date(codes[number]) else codes[number]
    return None if number in _DATES else BUILT_IN.get(number, "")


def shown(value: int | Decimal, code: str) -> str:
    """The text that a cell of the format ``code`` shows for ``value``."""
    if code.strip().lower() in _SHOWN_AS_IS:
        return _general(value)
    sections = _sections(code)
    negative = value < 0 and len(sections) > 1
    section = sections[1] if negative else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    if section.lower() in _SHOWN_AS_IS:
        return _general(value)
    if _GENERAL.search(section):
        before, after = _GENERAL.split(section, 1)
        return _literally(before) + _general(value) + _literally(after)
    size = abs(Decimal(value))
    if "E+" in section or "E-" in section or "/" in _LITERAL.sub("", section):
        places = len(section.partition("E")[0].partition(".")[2])
        return _scientific(value, places) if "E" in section else str(value)
    return ("-" if value < 0 and not negative else "") + _under(size, _parts(section))


def _general(value: int | Decimal) -> str:
    return _scientific(value) if abs(value) >= 10**_MOST_DIGITS else str(value)


def _literally(part: str) -> str:
    return "".join(quoted or escaped or other for quoted, escaped, _digit, other in _TOKEN.findall(part))


def _scientific(value: int | Decimal, places: int | None = None) -> str:
    """``value`` as 1.2E+06, with as many ``places`` as a format says, or at most five."""
    mantissa, exponent = f"{float(value):.{5 if places is None else places}E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.') if places is None else mantissa}E{exponent}"


class _Parts(NamedTuple):
    """A section cut up: what stands for digits before and after the point, and literals where they stand."""

    whole: tuple[str, ...]
    decimals: tuple[str, ...]
    percent: bool
    grouped: bool


@lru_cache(256)
def _sections(code: str) -> tuple[str, ...]:
    kept = [_BRACKETS.sub("", part) for part in re.findall(r'((?:"[^"]*"|\\.|[^;"\\])+)(?:;|$)|;', code)]
    return tuple(kept) or ("",)


@lru_cache(256)
def _parts(section: str) -> _Parts:
    """A digit's place is kept as ``0``, ``#`` or ``?``; a literal as itself after a mark."""
    whole: list[str] = []
    decimals: list[str] = []
    target, percent, grouped = whole, False, False
    for quoted, escaped, digit, other in _TOKEN.findall(section):
        if digit:
            target.append(digit)
        elif other == "." and target is whole:
            target = decimals
        elif other == "," and any(len(part) == 1 for part in whole):
            grouped = True
        elif quoted or escaped or other:
            percent = percent or other == "%"
            target.append("\0" + (quoted or escaped or other))
    return _Parts(tuple(whole), tuple(decimals), percent, grouped)


def _under(size: Decimal, parts: _Parts) -> str:
    size = size * 100 if parts.percent else size
    places = sum(len(part) == 1 for part in parts.decimals)
    rounded = f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    digits, _point, after = rounded.partition(".")
    return _whole(digits.lstrip("0"), parts) + _decimals(after, parts.decimals)


def _whole(digits: str, parts: _Parts) -> str:
    """``digits`` put into their places from the right; what is left over stands before the first of them."""
    made: list[str] = []
    left = list(digits)
    count = 0
    first = next((place for place, part in enumerate(parts.whole) if len(part) == 1), -1)
    for place in range(len(parts.whole) - 1, -1, -1):
        part = parts.whole[place]
        if len(part) > 1:
            made.append(part[1:])
            continue
        take = len(left) if place == first else 1
        for digit in [left.pop() if left else ("0" if part == "0" else "") for _turn in range(max(take, 1))]:
            if digit and parts.grouped and count and count % 3 == 0:
                made.append(",")
            count += bool(digit)
            made.append(digit)
    return "".join(reversed(made))


def _decimals(digits: str, parts: tuple[str, ...]) -> str:
    places = [place for place, part in enumerate(parts) if len(part) == 1]
    optional = len(digits.rstrip("0"))
    made, turn = "", 0
    for part in parts:
        if len(part) > 1:
            made += part[1:]
            continue
        made += digits[turn] if part == "0" or turn < optional else ""
        turn += 1
    return f".{made}" if places else made
