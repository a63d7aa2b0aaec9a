"""The front page of the intranet site: what units want to know this month, each name with the way to its page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from infoledger.documents.narrative import Failures
from infoledger.documents.sections import amount
from infoledger.documents.text import clean
from infoledger.i18n import translation
from infoledger.numbers import plain
from infoledger.periods import Period, title

#: Places of a group that stand open; the others can be opened.
_OPEN = 10
#: Who rose and who fell the most, as many of each.
_MOVED = 3
#: More names than this can be opened.
_NAMES = 12
_BLANK = "\N{EN SPACE}"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the ranking of a month; ``before`` is its rank in the month before, None where that is not told."""

    group: str
    rank: int
    unit: str
    submitted: int
    adopted: int
    points: Decimal
    before: int | None = None

    @property
    def rise(self) -> int:
        """By how many ranks it rose, below 0 where it fell."""
        return 0 if self.before is None else self.before - self.rank


@dataclass(frozen=True, slots=True)
class Short:
    """Who still owes of a quota, which ``counts`` this or that, in a sub-period: names, each with what is missing."""

    quota: str
    period: Period
    names: tuple[tuple[str, Decimal], ...]
    counts: str = "submission"


@dataclass(frozen=True, slots=True)
class Best:
    """An item that stood out in a month: its units, the points it brought them, the awards it was given."""

    title: str
    units: tuple[str, ...]
    points: Decimal
    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What units did in a month; ``ranking`` is the page of the whole ranking.

    ``late`` are those whose items came past their deadline and were not put down for it, with how many.
    """

    period: Period
    ranking: str
    places: tuple[Place, ...]
    silent: tuple[str, ...]
    short: tuple[Short, ...]
    failures: tuple[Failures, ...]
    best: tuple[Best, ...]
    late: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An open solicitation (约稿): its last day, how many days are left, who has not answered."""

    title: str
    due: str
    days_left: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """The comment and the next focus of the notice that was issued last; ``notice`` leads to it."""

    notice: str
    comment: str
    focus: str


@dataclass(frozen=True, slots=True)
class Front:
    """All that the front page tells: this month and the last, and what stands beside them.

    ``issue`` is the newest one and ``contents`` the titles in it; ``placings`` are sentences.
    """

    months: tuple[Month, ...]
    asked: tuple[Asked, ...]
    issue: str
    contents: tuple[str, ...]
    remarks: Remarks | None
    placings: tuple[str, ...]


class Line(NamedTuple):
    """A line of words, some of them links; ``folded`` ones are long and can be opened under their ``label``."""

    words: tuple[str, ...]
    label: str = ""
    folded: bool = False


class Panel(NamedTuple):
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]


class Row(NamedTuple):
    """A place as it is drawn: ``share`` is the length of its bar in per cent of the longest."""

    place: Place
    points: str
    share: int
    moved: str


class Table(NamedTuple):
    """The ranking of a group: the rows that stand open, the others under ``more``, whether it is told who ``moved``."""

    title: str
    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    more: str
    moved: bool


class Section(NamedTuple):
    """A month as the page shows it."""

    title: str
    ranking: str
    tables: tuple[Table, ...]
    panels: tuple[Panel, ...]


def sections(front: Front, language: str) -> list[Section]:
    """The months, the present one first."""
    _ = translation(language).gettext
    return [
        Section(
            name.format(period=title(month.period, language)),
            month.ranking,
            tuple(_tables(month.places, language)),
            tuple(each for each in _panels(month, language) if each.lines),
        )
        for name, month in zip((_("This month, {period}"), _("Last month, {period}")), front.months, strict=True)
    ]


def asides(front: Front, language: str) -> list[Panel]:
    """What stands beside the months, as far as there is anything."""
    _ = translation(language).gettext
    remarks = front.remarks
    told = [*_paragraphs(remarks.comment)] if remarks else []
    next_ = [*_paragraphs(remarks.focus)] if remarks else []
    source = [Line((remarks.notice,))] if remarks else []
    found = (
        Panel(_("Solicited"), tuple(line for each in front.asked for line in _asked(each, language))),
        Panel(front.issue, tuple(Line((each,)) for each in front.contents)),
        Panel(_("Standing above"), tuple(Line((each,)) for each in front.placings)),
        Panel(_("Comment"), tuple(told + source if told else ())),
        Panel(_("Next focus"), tuple(next_ + source if next_ and not told else next_)),
    )
    return [panel for panel in found if panel.lines]


def _tables(places: Sequence[Place], language: str) -> Iterator[Table]:
    _ = translation(language).gettext
    for group in dict.fromkeys(place.group for place in places):
        theirs = [place for place in places if place.group == group]
        most = max(abs(place.points) for place in theirs) or Decimal(1)
        rows = [
            Row(place, plain(place.points), int(100 * abs(place.points) / most), _moved(place, language))
            for place in theirs
        ]
        more = _("{count} more").format(count=len(rows) - _OPEN)
        yield Table(clean(group), tuple(rows[:_OPEN]), tuple(rows[_OPEN:]), more, any(row.moved for row in rows))


def _moved(place: Place, language: str) -> str:
    _ = translation(language).gettext
    if place.before is None:
        return ""
    if not place.rise:
        return _("level")
    return (_("up {count}") if place.rise > 0 else _("down {count}")).format(count=abs(place.rise))


def _panels(month: Month, language: str) -> Iterator[Panel]:
    _ = translation(language).gettext
    risen = sorted((each for each in month.places if each.rise > 0), key=lambda each: -each.rise)[:_MOVED]
    fallen = sorted((each for each in month.places if each.rise < 0), key=lambda each: each.rise)[:_MOVED]
    moved = [
        _listed(label, [(each.unit, _moved(each, language)) for each in places], language)
        for label, places in ((_("Risen"), risen), (_("Fallen"), fallen))
        if places
    ]
    yield Panel(_("Risers and fallers"), tuple(moved))
    yield Panel(_("Best items"), tuple(_best(each, language) for each in month.best))
    silent = [_listed("", [(name, "") for name in month.silent], language)] if month.silent else []
    yield Panel(_("Nothing submitted"), tuple(silent))
    yield Panel(_("Short of the task"), tuple(_short(each, language) for each in month.short))
    failed = [(each.kind or _("Solicitation missed"), each.names) for each in month.failures]
    if month.late:
        failed.append((_("Past the deadline, not put down"), month.late))
    lines = (
        _listed(
            kind,
            [(name, _("{count} times").format(count=count) if count > 1 else "") for name, count in names],
            language,
        )
        for kind, names in failed
    )
    yield Panel(_("Late or missed"), tuple(lines))


def _short(short: Short, language: str) -> Line:
    _ = translation(language).gettext
    label = _("{name} ({words})").format(name=short.quota, words=title(short.period, language))
    lacks = _("{count} to go")
    told = [(name, lacks.format(count=amount(short.counts, count, language))) for name, count in short.names]
    return _listed(label, told, language)


def _best(best: Best, language: str) -> Line:
    _ = translation(language).gettext
    points = _("{points} points").format(points=plain(best.points))
    told = _(", ").join((*best.awards, points))
    return Line((best.title, _BLANK, *_between(best.units, language), _BLANK, told))


def _asked(asked: Asked, language: str) -> Iterator[Line]:
    _ = translation(language).gettext
    left = _("days left: {count}").format(count=asked.days_left)
    yield Line((asked.title, _BLANK, _("due {day}, {left}").format(day=asked.due, left=left)))
    if asked.waiting:
        yield _listed(_("Not answered"), [(name, "") for name in asked.waiting], language)


def _listed(label: str, names: Sequence[tuple[str, str]], language: str) -> Line:
    """Names in a row, each with what is said of it in brackets; many of them, or without a ``label``, are counted."""
    _ = translation(language).gettext
    before, after = _("{name} ({words})").format(name="\0", words="\0").split("\0")[1:]
    words = ((name, f"{before}{said}{after}") if said else (name,) for name, said in names)
    rows = [piece for each in words for piece in (_(", "), *each)]
    folded = len(names) > _NAMES
    count = _("units: {count}").format(count=len(names)) if folded or not label else ""
    return Line(tuple(rows[1:]), _BLANK.join(filter(None, (label, count))), folded)


def _between(names: Iterable[str], language: str) -> tuple[str, ...]:
    comma = translation(language).gettext(", ")
    return tuple(piece for name in names for piece in (comma, name))[1:]


def _paragraphs(text: str) -> Iterator[Line]:
    return (Line((clean(line),)) for line in text.splitlines() if line.strip())
