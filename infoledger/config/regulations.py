"""How a regulation is written: the declaration that reads it and makes its schema."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from infoledger.config.clauses import clauses, ratio
from infoledger.config.conditions import CLAUSES, CONDITIONS, PARTY, take_conditions, when
from infoledger.config.names import suggestion
from infoledger.config.nodes import Mapping, Place
from infoledger.config.records import ByKey, Key, Record, Tagged, optional, required, tell_twice
from infoledger.config.shapes import (
    Checked,
    Choice,
    Either,
    Later,
    List,
    Made,
    Map,
    Name,
    Prepared,
    Raw,
    Shape,
    WordOr,
    names_in,
    note_fixed,
    under,
)
from infoledger.config.told import keys_in_both, values_in_both
from infoledger.config.values import DAY, FLAG, PART, SPAN, TEXT, WITHIN, amount, number, whole
from infoledger.config.words import VALUES
from infoledger.i18n import _
from infoledger.rules.fields import COUNT_KINDS
from infoledger.rules.figures import NOTICE_FIGURES
from infoledger.rules.kinds import PERS
from infoledger.rules.regulation import Bound, Column, Conversion, Honour, Outcome, Quota, Ranking, Weight
from infoledger.rules.whens import When

T = TypeVar("T")


def _weigh(fact: str) -> Shape[tuple[Weight, ...]]:
    keys = {"when": optional(when(fact)), "times": required(number(least=0))}
    return List(Record(keys, Weight, place="factor", title=f"weight_{fact}"), least=1)


def _quota(count: str) -> Record[Quota]:
    least = number(least=0)
    by = ("unit", "informant", "head", *(("office",) if count != "points" else ()))
    keys: dict[str, Key] = {
        "name": required(TEXT),
        "cite": optional(TEXT),
        "least": required(Either(scalar=least, mapping=Map(least))),
        "per": required(Choice(*PERS, translated=VALUES["per"])),
        "by": required(Choice(*by, translated=VALUES["party"])),
        "for": optional(PARTY),
        "part": optional(PART),
    }
    if count in COUNT_KINDS:
        keys |= {"where": optional(when(COUNT_KINDS[count])), "weigh": optional(_weigh(COUNT_KINDS[count]))}
    else:
        keys["clauses"] = optional(CLAUSES)
    return Record(keys, _build_quota, place="quota", title=f"quota_{count}")


def _build_quota(**values: Any) -> Quota:
    owed_by = {"owed_by": values.pop("for")} if "for" in values else {}
    return Quota(**values, **owed_by)


def _check_quotas(quotas: tuple[Quota, ...], place: Place) -> None:
    """The office itself is no member of anything: what tells members apart does not touch it."""
    for position, quota in enumerate(quotas):
        if quota.by == "office":
            here = place[position]
            if quota.owed_by != When():
                here["for"].wrong(_("The office itself is meant: “for” does not stand beside “by: office”."))
            if quota.part != "none":
                here["part"].wrong(_("The office itself is meant: “part” does not stand beside “by: office”."))
            if not isinstance(quota.least, Decimal):
                here["least"].wrong(_("The office itself owes one number: write it."))


_QUOTAS = Checked(
    List(
        Tagged(
            "count",
            Choice("submission", "forward", "adoption", "points", "issue", translated=VALUES["count"]),
            _quota,
            place="quota",
        ),
        unique=True,
        declares="quota",
    ),
    _check_quotas,
)


def _build_held(shape: Callable[..., T]) -> Callable[..., T]:
    return lambda **values: shape(conditions=take_conditions(values), **values)


_PARTY_KIND = Choice("unit", "informant", translated=VALUES["party"])
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
    place="outcome",
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
        "within": optional(WITHIN),
        "unless": optional(List(Name(f"outcome of {kind}", _no_outcome), unique=True)),
        **CONDITIONS,
    }
    return Record(keys, _build_held(Honour), place="honour", title=f"honour_{kind}")


_FIGURES: dict[str, str] = {name: VALUES["measure"][name] for name in NOTICE_FIGURES}


def _no_figure() -> str:
    return _("“{word}” is neither a figure of the notice nor a column.")


def _no_outcome() -> str:
    return _("“{word}” is no outcome of a party of this kind.")


def _column(count: str) -> Record[Column]:
    keys = {"name": required(TEXT), "where": optional(when(COUNT_KINDS[count]))}
    return Record(keys, Column, place="column", title=f"column_{count}")


_SUM_COLUMN = Record(
    {"name": required(TEXT), "clauses": required(CLAUSES)}, Column, place="column", title="column_clauses"
)
_RATIO_COLUMN = Record(
    {"name": required(TEXT), "ratio": required(ratio())}, Column, place="column", title="column_ratio"
)
_COUNTED = Tagged("count", Choice(*COUNT_KINDS, translated=VALUES["count"]), _column, place="column")
_COLUMN = ByKey({"clauses": _SUM_COLUMN, "ratio": _RATIO_COLUMN, "count": _COUNTED}, place="column")
_FULL = WordOr(Choice("best", "quota", translated=VALUES["full"]), number())

_CONVERSION: Record[Conversion] = Record(
    {
        "name": optional(TEXT),
        "to": required(number(above=0)),
        "full": required(_FULL),
        "clauses": optional(CLAUSES),
    },
    Conversion,
    place="conversion",
)
_BOUND = Record({"points": required(amount("points")), "per": required(SPAN)}, Bound, place="bound")


def _set_decimals(decimals: int, place: Place) -> None:
    place.reading.decimals = decimals


def _declare(place: Place) -> None:
    """Let the clauses of ``scoring`` and the columns be named by what stands before them."""
    place.reading.names["scoring clause"] = dict.fromkeys(names_in(under(place, "regulation", "scoring"), "clause"), ())
    fixed = {*_FIGURES, *_FIGURES.values()}
    columns = names_in(under(place, "regulation", "columns"), "column")
    # A fixed word wins over a column of that name.
    place.reading.names["figure"] = {name: () for name in columns if name not in fixed}


def _note_words(fact: dict[str, Any], place: Place) -> None:
    """Note at ``place`` what the keys of a fact of a case are called in both languages, and those written in both."""
    if not isinstance(place.node, Mapping):
        return
    written: dict[str, str] = {}
    words = keys_in_both(fact)
    for key, (english, _chinese) in words.items():
        if written.setdefault(english, key) != key:
            tell_twice(written[english], key, place)
    place.node.written, place.node.chinese = written, dict(words.values())
    for key, pair in values_in_both(fact).items():
        note_fixed(place[key], *pair)


_WORD_OR_LIST = Either(Raw(), List(Raw()))
#: Worked cases. What a fact says stays text: a case fails, not the config, if no rule can read it.
CASES = List(
    Record(
        {
            "name": required(TEXT),
            "facts": required(List(Checked(Map(_WORD_OR_LIST), _note_words), least=1)),
            "expect": required(Map(Map(number()))),
        },
        dict[str, Any],
        place="worked_case",
    )
)

_REGULATION: Record[dict[str, Any]] = Record(
    {
        "title": required(TEXT),
        "reference": optional(TEXT),
        "effective": required(DAY),
        "decimals": optional(Checked(whole(0, 4), _set_decimals)),
        "quotas": optional(_QUOTAS),
        "outcomes": optional(Checked(List(_OUTCOME, unique=True, declares="outcome"), _check_outcomes)),
        "scoring": optional(clauses("points")),
        "rewards": optional(clauses("yuan")),
        "floor": optional(_BOUND),
        "ceiling": optional(_BOUND),
        "ranking": optional(
            Record(
                {
                    "by": optional(List(Name("figure", _no_figure, _FIGURES), least=1, unique=True)),
                    "ties": optional(Choice("shared", "dense", "none", translated=VALUES["ties"])),
                    "roll_up": optional(FLAG),
                },
                Ranking,
                place="ranking",
            )
        ),
        "honours": optional(List(Tagged("of", _PARTY_KIND, _honour, place="honour"), unique=True)),
        "columns": optional(List(_COLUMN, unique=True)),
        "conversion": optional(
            Either(mapping=Made(_CONVERSION, lambda one: (one,)), sequence=List(_CONVERSION, least=1, unique=True))
        ),
        "cases": optional(Later(Either(TEXT, CASES))),
    },
    dict[str, Any],
    place="regulation",
)

#: Read in the order of its keys: what is named comes before what names it, but for clauses and columns.
REGULATION = Prepared(_REGULATION, _declare)
