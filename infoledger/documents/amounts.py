"""Amounts of money as they stand on a list that is signed: in figures and in Chinese capitals (大写)."""

import re
from decimal import Decimal
from typing import Self

from infoledger.numbers import rounded

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def figures(amount: Decimal) -> str:
    """``1234.50``: yuan with both places of the fen."""
    return format(rounded(amount, 2), "f")


class Hundredths(Decimal):
    """A number that is printed with two places wherever it stands in a table."""

    @classmethod
    def of(cls, amount: Decimal) -> Self:
        """``amount`` with two places."""
        return cls(rounded(amount, 2))


class Yuan(Hundredths):
    """An amount of money, with both places of the fen."""


def capitals(amount: Decimal) -> str:
    """``壹仟贰佰叁拾肆元伍角``.

    Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》, which lets 整 be left out after 角.
    """
    yuan, fen = divmod(int(abs(rounded(amount, 2)) * 100), 100)
    sign = "负" if amount < 0 and yuan + fen else ""
    whole = f"{_integer(yuan)}元" if yuan or not fen else ""
    if not fen:
        return f"{sign}{whole}整"
    jiao, rest = divmod(fen, 10)
    tenths = f"{_DIGITS[jiao]}角" if jiao else "零" * bool(whole)
    return sign + whole + tenths + (f"{_DIGITS[rest]}分" if rest else "")


def _integer(number: int) -> str:
    """A whole number, read by groups of four digits; noughts in a row are one ``零``."""
    words = ""
    for name in _GROUPS:
        number, group = divmod(number, 10_000)
        words = (_group(group) + name if group else "零") + words
    return re.sub("零+", "零", words).strip("零") or "零"


def _group(group: int) -> str:
    digits = [_DIGITS[int(digit)] for digit in f"{group:04d}"]
    named = (digit + place if digit != "零" else digit for digit, place in zip(digits, reversed(_PLACES), strict=True))
    return "".join(named).rstrip("零")
