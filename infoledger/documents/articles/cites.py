"""Articles by their numbers: 第八条第(二)项 comes after 第八条 and before 第十条."""

import re
from collections.abc import Iterable, Iterator

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = re.compile(rf"\d+|[{''.join(_DIGITS)}{''.join(_TENS)}]+")
_ARTICLE = re.compile(rf"第({_NUMBER.pattern})条")

#: What orders citations: those with numbers by them, then those without, then none.
Key = tuple[int, tuple[int, ...], str]


def cite_key(cite: str) -> Key:
    """By what ``cite`` stands in its place among the articles."""
    numbers = tuple(value_of(number) for number in _NUMBER.findall(cite))
    if not cite:
        return 2, (), ""
    return (0, numbers, cite) if numbers else (1, (), cite)


def value_of(number: str) -> int:
    """The value of a number in Chinese or Arabic figures up to the thousands: ``二十三`` → 23."""
    if number.isdecimal() and number.isascii():
        return int(number)
    total, digit = 0, 0
    for sign in number:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            # Without tens it is read figure by figure: 一二 is 12.
            digit = digit * 10 + _DIGITS[sign]
    return total + digit


def articles_missing(cites: Iterable[str]) -> Iterator[str]:
    """The articles (第N条) between the first and the last named one that no citation names."""
    named = {value_of(found) for cite in cites for found in _ARTICLE.findall(cite)}
    if named:
        yield from (f"第{numeral(number)}条" for number in range(1, max(named)) if number not in named)


def numeral(number: int) -> str:
    """A number from 1 to 999 in Chinese figures: 23 → ``二十三``."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    figures = "零一二三四五六七八九"
    words = f"{figures[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{figures[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (figures[ones] if ones else "")
