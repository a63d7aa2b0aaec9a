"""How ``config.yaml`` is written: the declaration that reads it and makes its schema."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain
from typing import Any

from infoledger.config.conditions import when
from infoledger.config.imports import IMPORTS
from infoledger.config.layout import LAYOUT
from infoledger.config.model import AnalysisDesign, Award, Category, FirstIssue, Leader, Office, Review, ReviewStep
from infoledger.config.names import suggestion
from infoledger.config.nodes import Place
from infoledger.config.notice import NOTICE
from infoledger.config.records import Record, optional, required
from infoledger.config.regulations import REGULATION
from infoledger.config.shapes import Checked, Choice, Either, Form, Later, List, Made, Map, Name
from infoledger.config.values import DAY, FLAG, SPAN, TEXT, WORDS, whole
from infoledger.config.words import VALUES
from infoledger.i18n import _, languages
from infoledger.periods import Calendar
from infoledger.rules.lateness import Deadline


def _parse_deadline(text: str) -> Deadline:
    match = re.fullmatch(rf"(\d{{1,4}})({'|'.join((*_UNITS, *_UNITS.values()))})", text, re.ASCII)
    if not match:
        raise ValueError(text)
    unit = next(unit for unit, chinese in _UNITS.items() if match[2] in (unit, chinese))
    return Deadline(int(match[1]), unit)


def _parse_window(text: str) -> tuple[date, date]:
    first, _dots, last = text.partition("..")
    window = DAY.parse(first.strip()), DAY.parse(last.strip())
    if window[0] > window[1]:
        raise ValueError(text)
    return window


def _parse_holidays(text: str) -> tuple[date, ...]:
    """The days of one day or of a window of a year at most."""
    first, last = _parse_window(text) if ".." in text else (DAY.parse(text), DAY.parse(text))
    length = (last - first).days + 1
    if length > _DAYS_OF_A_YEAR:
        raise ValueError(text)
    return tuple(first + timedelta(n) for n in range(length))


def _check_windows(windows: Mapping[str, tuple[date, date]], place: Place) -> None:
    for name in windows:
        found = Calendar().unnamed(name, _YEARS[0])
        if not found or found.size == "window" or found != Calendar().unnamed(name, _YEARS[1]):
            continue  # what lacks a year is the window's name from now on, which is a hint
        what = _("“{name}” already is the name of a period.").format(name=name)
        place[name].wrong(what, _("Give the window a name of its own, such as 2020三季度通报."))


_UNITS = VALUES["deadline"]
_DAYS_OF_A_YEAR = 366
#: Two days of which a period with its year is the same.
_YEARS = date(2000, 1, 1), date(2010, 1, 1)
_LEVEL = Name("level")
_DEADLINE = Form(
    _parse_deadline,
    lambda: _("2h, 3d, 3wd"),
    Deadline(1, "d"),
    {"type": "string", "pattern": f"^[0-9]{{1,4}}({'|'.join((*_UNITS, *_UNITS.values()))})$"},
    lambda deadline: (f"{deadline.amount}{deadline.unit}", f"{deadline.amount}{_UNITS[deadline.unit]}"),
)
_WINDOW = Form(
    _parse_window,
    lambda: "2026-07-01..2026-10-09",
    (date.min, date.min),
    {"type": "string", "pattern": r"^\S+ *\.\. *\S+$"},
)
_HOLIDAYS: Form[tuple[date, ...]] = Form(
    _parse_holidays,
    lambda: "2027-01-01, 2027-02-05..2027-02-12",
    (),
    {"type": "string", "pattern": r"^\S+( *\.\. *\S+)?$"},
)
_DAYS = Made(List(_HOLIDAYS), lambda listed: frozenset(chain.from_iterable(listed)))
_CATEGORY = Record(
    {
        "deadline": optional(_DEADLINE),
        "expects": optional(WORDS),
        "least_characters": optional(whole(0)),
        "urgent": optional(FLAG),
    },
    Category,
    place="category",
)
_BODY = Record(
    {
        "level": required(_LEVEL),
        "outlets": optional(Map(Record({"aliases": optional(WORDS)}, dict[str, Any], place="outlet"))),
        "secrecy_at_most": optional(Name("secrecy")),
    },
    dict[str, Any],
    place="body",
)
_PUBLICATION = Record(
    {
        "issuer": optional(TEXT),
        "numbering": optional(Choice("yearly", "running", "both", translated=VALUES["numbering"])),
        "first": optional(
            Record({"number": optional(whole(1)), "running": optional(whole(1))}, FirstIssue, place="first")
        ),
        "sections": optional(WORDS),
        "send": optional(Map(List(TEXT))),
        "copies": optional(whole(0)),
        "secrecy_at_most": optional(Name("secrecy")),
        "signatures": optional(WORDS),
    },
    dict[str, Any],
    place="publication",
)
_LEADER = Record({"level": required(_LEVEL), "chief": optional(FLAG), "title": optional(TEXT)}, Leader, place="leader")
_REVIEW_STEP = Record({"step": required(TEXT), "when": optional(when("submission"))}, ReviewStep, place="review_step")


def _check_review(review: Review, place: Place) -> None:
    steps = dict.fromkeys((*review.steps, *(each.step for each in review.more)), ())
    for number, group in enumerate(review.apart):
        for step in group:
            if step not in steps:
                told = _("“{name}” is no step of the review.").format(name=step)
                place["apart"][number].wrong(told, suggestion(step, steps))


_REVIEW = Checked(
    Record(
        {
            "steps": optional(WORDS),
            "more": optional(List(_REVIEW_STEP)),
            "since": optional(DAY),
            "apart": optional(List(List(TEXT, least=2, unique=True))),
            "unused_after": optional(whole(1)),
        },
        Review,
        place="review",
    ),
    _check_review,
)


_ANALYSIS = Record(
    {"stop_words": optional(WORDS), "own_words": optional(WORDS), "days": optional(whole(1, 31))},
    AnalysisDesign,
    place="analysis",
)


def _check_publications(values: Mapping[str, Any], place: Place) -> None:
    own = values.get("bodies", {}).get(values["office"].name, {}).get("outlets", {})
    for name in values.get("publications", {}):
        if name in own:
            what = _("“{name}” is also an outlet of this office under “bodies”.").format(name=name)
            place["publications"][name].wrong(what, _("Leave it out there: a publication is an outlet by itself."))


def _check(values: Mapping[str, Any], place: Place) -> None:
    _check_publications(values, place)
    for day in sorted(values.get("holidays", frozenset()) & values.get("makeup_days", frozenset())):
        place["makeup_days"].wrong(_("{day} is also among the holidays.").format(day=day), _("Leave one of them out."))


#: Read in this order: names are declared before they are mentioned.
CONFIG = Checked(
    Record(
        {
            "levels": optional(List(TEXT, least=1, unique=True, declares="level")),
            "office": required(Record({"name": required(TEXT), "level": optional(_LEVEL)}, Office, place="office")),
            "ledger": optional(TEXT),
            "language": optional(Choice(*languages(), translated=VALUES["language"])),
            "clerk": optional(TEXT),
            "year_starts": optional(whole(1, 12)),
            "month_ends": optional(whole(1, 31)),
            "holidays": optional(_DAYS),
            "makeup_days": optional(_DAYS),
            "periods": optional(Checked(Map(_WINDOW), _check_windows)),
            "unit_groups": optional(List(TEXT, least=1, unique=True, declares="group")),
            "categories": optional(Map(_CATEGORY, declares="category")),
            "secrecy": optional(List(TEXT, least=1, unique=True, declares="secrecy")),
            "bodies": optional(Map(_BODY)),
            "publications": optional(Map(_PUBLICATION)),
            "layout": optional(LAYOUT),
            "notice": optional(NOTICE),
            "imports": optional(Later(IMPORTS)),
            "analysis": optional(_ANALYSIS),
            "forms": optional(List(TEXT, least=1, unique=True)),
            "leaders": optional(Map(_LEADER)),
            "review": optional(_REVIEW),
            "violations": optional(WORDS),
            "awards": optional(Map(Record({"most": optional(whole(1)), "per": optional(SPAN)}, Award, place="award"))),
            "exchange": optional(
                Map(Record({"name": optional(TEXT), "key": optional(TEXT)}, dict[str, str], place="exchange"))
            ),
            "regulations": optional(List(Later(Either(TEXT, mapping=REGULATION)))),
        },
        dict[str, Any],
        place="config",
        title="",
    ),
    _check,
)
