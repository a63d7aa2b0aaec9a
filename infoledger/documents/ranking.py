"""The ranking as it is annexed: which columns it has, under which heads, and its sums."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from infoledger.config.names import suggestion
from infoledger.documents.narrative import NoticeTable
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, clean
from infoledger.errors import UsageError
from infoledger.i18n import _, translation
from infoledger.rules.figures import FIGURES, NOTICE_FIGURES, FigureName

#: What stands behind a heading to say in what it is counted.
_UNITS = re.compile(r"\s*(?:[(（].*[)）]|%)$")
_SAY = tuple(translation(language).gettext for language in ("en", "zh"))
#: Parts the storeys of a head in a column's name: 市级采用/普发.
_STOREYS = "/"
_CHARTED: tuple[FigureName, ...] = ("points", "adoption_rate")
#: The figures whose names several columns may end with, such as 市级采用 and 省级采用.
_SHARED: tuple[FigureName, ...] = ("submitted", "forwarded", "adopted", "instructions", "points")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a ranking has: ``wanted`` by their headings, None for all; without those in which all is 0."""

    wanted: tuple[str, ...] | None = None
    without_zeros: bool = False


def headings(by: str, language: str) -> tuple[str, ...]:
    """Headings of the fixed columns, as ``notice --format csv`` has them after ``group``."""
    _ = translation(language).gettext
    party = (_("Informant"), _("Unit")) if by == "informant" else (_("Unit"),)
    return (_("Rank"), *party, *(_(FIGURES[name].short) for name in NOTICE_FIGURES))


def rankings(
    tables: Sequence[NoticeTable], by: str, further: Sequence[str], chosen: Columns, language: str
) -> tuple[Listing, ...]:
    """The ranking of each group. Raises ``UsageError`` for a column that there is none of."""
    fixed = headings(by, language)
    named = 3 if by == "informant" else 2
    names = (*fixed, *map(clean, further))
    kept = [*range(named), *_kept(names[named:], tables, chosen, named, language)]
    shown = [names[place] for place in kept]
    over, columns = _storeys(shown, language)
    charted = [translation(language).gettext(FIGURES[name].short) for name in _CHARTED]

    def cells(row: Sequence[Figure]) -> tuple[Figure, ...]:
        return tuple(row[place] for place in kept)

    return tuple(
        Listing(
            table.group,
            columns,
            tuple(cells(row.cells) for row in table.rows),
            charted=tuple(shown.index(name) for name in charted if name in shown),
            centred=True,
            over=over,
            sums=cells(("", translation(language).gettext("Sum"), *table.sums)) if table.sums else (),
        )
        for table in tables
    )


def _kept(names: Sequence[str], tables: Sequence[NoticeTable], chosen: Columns, named: int, language: str) -> list[int]:
    """The places of the columns to print, in the order wanted."""
    places = range(len(names))
    wanted = places if chosen.wanted is None else [place_of(word, names, language) for word in chosen.wanted]
    found = [named + place for place in wanted]
    if not chosen.without_zeros:
        return found
    return [place for place in found if any(row.cells[place] for table in tables for row in table.rows)]


def place_of(word: str, names: Sequence[str], language: str) -> int:
    """The place among ``names`` that ``word`` means: a heading, or any word that the rules have for a figure.

    Raises ``UsageError`` if there is none.
    """
    say = translation(language).gettext
    meant = {word, *(say(FIGURES[name].short) for name in NOTICE_FIGURES if word in _words(name))}
    found = next((place for place, name in enumerate(names) if name in meant), None)
    if found is None:
        raise UsageError(
            _("The notice has no column “{name}” (“columns” under “notice” in config.yaml).").format(name=word),
            suggestion(word, dict.fromkeys(names, ())),
        )
    return found


def _words(name: FigureName) -> set[str]:
    """What a figure may be called: by its name and all its titles in both languages, also without their units."""
    figure = FIGURES[name]
    titles = filter(None, (figure.short, figure.heading, figure.title, figure.phrase))
    words = {said for title in titles for say in _SAY for said in (say(title), _UNITS.sub("", say(title)))}
    return {name, *words}


def _storeys(names: Sequence[str], language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The upper storey of each column and what stands below it; neighbours that share a name stand below it together.

    A ``/`` says which is which; else the regulation's columns share the name of a figure that they end with.
    """
    say = translation(language).gettext
    shared = [_UNITS.sub("", say(FIGURES[name].short)) for name in _SHARED] if language == "zh" else []
    plain = set(headings("informant", language)) | set(headings("unit", language))
    parts = [_parts(name, () if name in plain else shared) for name in names]
    runs = [list(run) for _upper, run in groupby(zip(parts, names, strict=True), key=lambda each: each[0][0])]
    split = [
        pair if _STOREYS in name or (pair[0] and len(run) > 1) else ("", name) for run in runs for pair, name in run
    ]
    if not any(upper for upper, _lower in split):
        return (), tuple(names)
    return tuple(upper for upper, _lower in split), tuple(lower for _upper, lower in split)


def _parts(name: str, shared: Sequence[str]) -> tuple[str, str]:
    if _STOREYS in name.strip(_STOREYS):
        upper, _sign, lower = name.partition(_STOREYS)
        return upper, lower
    ending = next((each for each in shared if name.endswith(each) and name != each), "")
    return ending, name.removesuffix(ending)
