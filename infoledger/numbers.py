"""Exact numbers: how they are rounded and how they are written."""

from decimal import ROUND_HALF_UP, Decimal


def rounded(amount: Decimal, places: int) -> Decimal:
    """``amount`` with ``places`` decimals, halves away from zero; nothing is never below it."""
    result = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return result or result.copy_abs()


def plain(number: Decimal | int) -> str:
    """A number without exponent or trailing zeros: ``2.50`` → ``2.5``, ``1E+2`` → ``100``."""
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
