"""How a regulation is written: the declaration that reads it and makes its schema."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from infoledger.config.clauses import clauses
from infoledger.config.conditions import CONDITIONS, PARTY, take_conditions, when
from infoledger.config.names import suggestion
from infoledger.config.nodes import Place
from infoledger.config.records import ByKey, Key, Record, Tagged, optional, required
from infoledger.config.shapes import Checked, Choice, Either, Form, Later, List, Made, Map, Name, Raw, Shape
from infoledger.config.values import DAY, FLAG, SPAN, TEXT, amount, number, whole
from infoledger.i18n import _
from infoledger.rules.fields import COUNT_KINDS
from infoledger.rules.figures import NOTICE_FIGURES
from infoledger.rules.kinds import PERS
from infoledger.rules.regulation import OWN_POSTINGS, Column, Conversion, Floor, Honour, Outcome, Quota, Ranking

T = TypeVar("T")
_RANKING = ("points", *(name for name in NOTICE_FIGURES if not name.startswith("points")))


def _quota(count: str) -> Record[Quota]:
    least = number(least=0)
    keys: dict[str, Key] = {
        "name": required(TEXT),
        "cite": optional(TEXT),
        "least": required(Either(scalar=least, mapping=Map(least))),
        "per": required(Choice(*PERS)),
        "by": required(Choice("unit", "informant", "head")),
        "for": optional(PARTY),
    }
    if count in COUNT_KINDS:
        keys["where"] = optional(when(COUNT_KINDS[count]))
    return Record(keys, _build_quota, title=f"quota_{count}")


def _build_quota(**values: Any) -> Quota:
    owed_by = {"owed_by": values.pop("for")} if "for" in values else {}
    return Quota(**values, **owed_by)


_QUOTAS = List(
    Tagged("count", ("submission", "forward", "adoption", "points", "issue"), _quota),
    unique=True,
    declares="quota",
)


def _build_held(shape: Callable[..., T]) -> Callable[..., T]:
    return lambda **values: shape(conditions=take_conditions(values), **values)


_PARTY_KIND = Choice("unit", "informant")
_OUTCOME = Record(
    {
        "name": required(TEXT),
        "of": required(_PARTY_KIND),
        "cite": optional(TEXT),
        "per": optional(SPAN),
        "running": optional(whole(1)),
        "replaces": optional(Either(scalar=Made(TEXT, lambda name: (name,)), sequence=List(TEXT, unique=True))),
        **CONDITIONS,
    },
    _build_held(Outcome),
    title="outcome",
)


def _check_outcomes(outcomes: tuple[Outcome, ...], place: Place) -> None:
    for kind in _PARTY_KIND.words:
        place.reading.names[f"outcome of {kind}"] = {outcome.name: () for outcome in outcomes if outcome.of == kind}
    for position, outcome in enumerate(outcomes):
        others = {other.name: () for other in outcomes if other.of == outcome.of and other is not outcome}
        for name in outcome.replaces:
            if name not in others:
                what = _("“{word}” is no other outcome of a party of this kind.").format(word=name)
                place[position]["replaces"].wrong(what, suggestion(name, others))


def _honour(kind: str) -> Record[Honour]:
    keys: dict[str, Key] = {
        "name": required(TEXT),
        "cite": optional(TEXT),
        "per": optional(SPAN),
        "top": required(whole(1)),
        "within": optional(Choice("group", "all")),
        "unless": optional(List(Name(f"outcome of {kind}", _no_outcome), unique=True)),
        **CONDITIONS,
    }
    return Record(keys, _build_held(Honour), title=f"honour_{kind}")


def _no_outcome() -> str:
    return _("“{word}” is no outcome of a party of this kind.")


def _column(count: str) -> Record[Column]:
    keys = {"name": required(TEXT), "where": optional(when(COUNT_KINDS[count]))}
    return Record(keys, Column, title=f"column_{count}")


_SUM_COLUMN = Record(
    {"name": required(TEXT), "clauses": required(List(Name("points clause", also=OWN_POSTINGS), least=1, unique=True))},
    Column,
    title="column_clauses",
)
_COLUMN = ByKey({"clauses": _SUM_COLUMN, "count": Tagged("count", COUNT_KINDS, _column)})


def _full() -> Shape[str | Decimal]:
    figure = number()

    def parse(text: str) -> str | Decimal:
        return text if text in ("best", "quota") else figure.parse(text)

    schema = {"anyOf": [{"enum": ["best", "quota"]}, figure.schema({})]}
    return Form(parse, lambda: _("best, quota or a number"), "best", schema)


def _set_decimals(decimals: int, place: Place) -> None:
    place.reading.decimals = decimals


_WORD_OR_LIST = Either(Raw(), List(Raw()))
#: Worked cases. What a fact says stays text: a case fails, not the config, if no rule can read it.
CASES = List(
    Record(
        {
            "name": required(TEXT),
            "facts": required(List(Map(_WORD_OR_LIST), least=1)),
            "expect": required(Map(Map(number()))),
        },
        dict[str, Any],
        title="worked_case",
    )
)

#: Read in this order: what is named comes before what names it.
REGULATION: Record[dict[str, Any]] = Record(
    {
        "title": required(TEXT),
        "reference": optional(TEXT),
        "effective": required(DAY),
        "decimals": optional(Checked(whole(0, 4), _set_decimals)),
        "quotas": optional(_QUOTAS),
        "outcomes": optional(Checked(List(_OUTCOME, unique=True, declares="outcome"), _check_outcomes)),
        "scoring": optional(clauses("points")),
        "rewards": optional(clauses("yuan")),
        "floor": optional(Record({"points": required(amount("points")), "per": required(SPAN)}, Floor)),
        "ranking": optional(
            Record(
                {
                    "by": optional(List(Choice(*_RANKING), least=1, unique=True)),
                    "ties": optional(Choice("shared", "dense", "none")),
                    "roll_up": optional(FLAG),
                },
                Ranking,
            )
        ),
        "honours": optional(List(Tagged("of", _PARTY_KIND.words, _honour), unique=True)),
        "columns": optional(List(_COLUMN, unique=True)),
        "conversion": optional(
            Record({"name": optional(TEXT), "to": required(number(above=0)), "full": required(_full())}, Conversion)
        ),
        "cases": optional(Later(Either(TEXT, CASES))),
    },
    dict[str, Any],
    title="regulation",
)
