"""The single values of config and regulations: text, numbers, days, lengths of time."""

import re
from datetime import date
from decimal import Decimal

from infoledger.config.nodes import Place
from infoledger.config.shapes import Checked, Choice, Flag, Form, List, Shape
from infoledger.config.words import VALUES
from infoledger.i18n import _
from infoledger.rules.kinds import PERS, Currency

# Twelve digits before the point are more than any office counts; longer ones would lose digits.
_NUMBER = re.compile(r"[+-]?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

TEXT: Shape[str] = Form(str, lambda: _("text"), "", {"type": ["string", "number"]})
WORDS = List(TEXT, unique=True)
FLAG = Flag()
#: How long the windows are that clauses, outcomes and caps look at.
SPANS = PERS[2:]
SPAN = Choice(*SPANS, translated=VALUES["per"])
#: What is owed or given for a part of a sub-period.
PART = Choice("none", "pro_rata", translated=VALUES["part"])

#: Among whom somebody is the best, or one of the first.
WITHIN = Choice("group", "all", translated=VALUES["within"])


def number(least: int | None = None, most: int | None = None, above: int | None = None) -> Form[Decimal]:
    """A number, exact: read from its digits, never a float."""

    def parse(text: str) -> Decimal:
        if not _NUMBER.fullmatch(text):
            raise ValueError(text)
        return _within(Decimal(text), least, most, above)

    blank = Decimal(1 if above is not None or least is None else least)
    return Form(parse, lambda: _bounds(_("a number"), least, most, above), blank, _schema("number", least, most, above))


def whole(least: int, most: int | None = None) -> Form[int]:
    """A whole number."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
            raise ValueError(text)
        return int(_within(Decimal(text), least, most, None))

    return Form(
        parse, lambda: _bounds(_("a whole number"), least, most, None), least, _schema("integer", least, most, None)
    )


def amount(currency: Currency, least: int | None = None, above: int | None = None) -> Shape[Decimal]:
    """Points, with no more places than the regulation's ``decimals``, or yuan, with no more than 2."""

    def check(value: Decimal, place: Place) -> None:
        allowed = place.reading.decimals if currency == "points" else 2
        if -int(value.normalize().as_tuple().exponent) > allowed:
            what = _("{value} has more decimal places than {allowed}.").format(value=value, allowed=allowed)
            hint = _("“decimals” of the regulation says how many points have (0 to 4).")
            place.wrong(what, hint if currency == "points" else _("Yuan have two."))

    return Checked(number(least=least, above=above), check)


def _parse_day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


DAY: Form[date] = Form(
    _parse_day, lambda: _("a day such as 2026-01-31"), date.min, {"type": "string", "format": "date"}
)


def _within(value: Decimal, least: int | None, most: int | None, above: int | None) -> Decimal:
    if (
        (least is not None and value < least)
        or (most is not None and value > most)
        or (above is not None and value <= above)
    ):
        raise ValueError(value)
    return value


def _bounds(what: str, least: int | None, most: int | None, above: int | None) -> str:
    words = [what]
    if least is not None and most is not None:
        words.append(_("from {least} to {most}").format(least=least, most=most))
    elif least is not None:
        words.append(_("of at least {least}").format(least=least))
    if above is not None:
        words.append(_("above {above}").format(above=above))
    return " ".join(words)


def _schema(kind: str, least: int | None, most: int | None, above: int | None) -> dict[str, object]:
    bounds = {"minimum": least, "maximum": most, "exclusiveMinimum": above}
    bounded = {"type": kind} | {name: bound for name, bound in bounds.items() if bound is not None}
    return {"anyOf": [bounded, {"type": "string", "pattern": r"^[+-]?[0-9]*\.?[0-9]*$"}]}
