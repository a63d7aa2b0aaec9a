"""What a notice tells of, as the office hands it over, and the sentences of volumes that a report shares."""

from dataclasses import dataclass
from decimal import Decimal

from infoledger.documents.text import Figure, in_a_row
from infoledger.i18n import translation
from infoledger.numbers import plain, rounded
from infoledger.periods import Period, title


@dataclass(frozen=True, slots=True)
class Totals:
    """Distinct items submitted, forwarded and adopted, and adopted pieces ``by_level`` in printing order.

    ``by_outlet`` are the pieces as (level, outlet, count).
    """

    submitted: int
    forwarded: int
    adopted: int
    by_level: tuple[tuple[str, int], ...] = ()
    by_outlet: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A ranked party and its figures, in the order of the notice's columns after rank and name.

    ``rank_before`` is that in the period before, where it was ranked then.
    """

    rank: int
    name: str
    figures: tuple[Figure, ...]
    rank_before: int | None = None

    @property
    def cells(self) -> tuple[Figure, ...]:
        """The whole line of the table."""
        return (self.rank, self.name, *self.figures)


@dataclass(frozen=True, slots=True)
class NoticeTable:
    """The ranking of one group, best first; ``silent`` are those who submitted nothing.

    ``sums`` are the figures of the group as a whole, in the order of a row's.
    """

    group: str
    rows: tuple[NoticeRow, ...]
    totals: Totals
    silent: tuple[str, ...] = ()
    sums: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The totals of an earlier period: the one just before, or the same a year ago."""

    period: Period
    totals: Totals
    a_year_ago: bool = False


@dataclass(frozen=True, slots=True)
class Failures:
    """Who failed how often in one way: a kind of violation, or solicitations missed (``kind`` empty)."""

    kind: str
    names: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a party owed of a quota in a sub-period and did; ``leader`` is who answers for it, as it is printed."""

    name: str
    least: Decimal
    done: Decimal
    period: Period
    leader: str = ""

    @property
    def missing(self) -> Decimal:
        """How much is missing, never below 0."""
        return max(Decimal(0), self.least - self.done)


@dataclass(frozen=True, slots=True)
class Task:
    """A quota (任务) with what each party owed in the sub-periods that ended; ``counts`` is what it counts."""

    name: str
    counts: str
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Distinction:
    """An outcome, an honour or a kind of award with whom it concerns, as they are printed."""

    name: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the office adds to the figures: a comment and the next focus, text in paragraphs, one a line."""

    comment: str = ""
    focus: str = ""


def compared_with(earlier: Comparison, totals: Totals, period: Period, language: str) -> str:
    """``与去年同期（2025年10月）相比，报送增加20条，增长11.1%；…``."""
    _ = translation(language).gettext
    before = {
        "week": _("the week before"),
        "month": _("the month before"),
        "quarter": _("the quarter before"),
        "half": _("the half-year before"),
        "year": _("the year before"),
    }
    relation = (
        _("the same period of the year before")
        if earlier.a_year_ago
        else before.get(period.size, _("the period before"))
    )
    figures = (
        (_("items submitted"), totals.submitted, earlier.totals.submitted),
        (_("items forwarded"), totals.forwarded, earlier.totals.forwarded),
        (_("items adopted"), totals.adopted, earlier.totals.adopted),
    )
    return _("Compared with {relation} ({period}): {changes}.").format(
        relation=relation,
        period=title(earlier.period, language),
        changes=in_a_row((_change(*figure, language) for figure in figures), language),
    )


def _change(name: str, now: int, before: int, language: str) -> str:
    _ = translation(language).gettext
    if now == before:
        return _("{name} unchanged").format(name=name)
    told = _("{name} {count} more") if now > before else _("{name} {count} fewer")
    words = told.format(name=name, count=abs(now - before))
    if not before:
        return words
    share = plain(rounded(Decimal(100 * abs(now - before)) / before, 1))
    percent = _(", up {percent}%") if now > before else _(", down {percent}%")
    return words + percent.format(percent=share)


def counted(totals: Totals, language: str) -> str:
    """``报送200条，上报40条，采用60条；按级别，县级采用50条次、市级采用12条次``."""
    _ = translation(language).gettext
    counts = _("{submitted} items were submitted, {forwarded} forwarded, {adopted} adopted").format(
        submitted=totals.submitted, forwarded=totals.forwarded, adopted=totals.adopted
    )
    by_level = _(", ").join(
        _("{level} {count}").format(level=level, count=count) for level, count in totals.by_level if count
    )
    return counts + (_(" (adoptions by level: {levels})").format(levels=by_level) if by_level else "")


def by_outlet(totals: Totals, language: str) -> str:
    """``按刊物统计：市级市府信息8篇次、昨日要情4篇次；…``; nothing where no outlet is known."""
    _ = translation(language).gettext
    levels = dict.fromkeys(level for level, _outlet, _count in totals.by_outlet)
    told = [
        _("{level} {outlets}")
        .format(
            level=level,
            outlets=_(", ").join(
                _("{level} {count}").format(level=outlet, count=count)
                for of, outlet, count in totals.by_outlet
                if of == level
            ),
        )
        .lstrip()
        for level in levels
    ]
    return _("Adopted pieces by outlet: {outlets}.").format(outlets=in_a_row(told, language)) if told else ""


def short_title(period: Period, within: Period, language: str) -> str:
    """A sub-period as it is said in a document of the longer one: without the year that both are in."""
    called = title(period, language)
    year = f"{within.last.year}年"
    return called.removeprefix(year) if called != year and within.first.year == within.last.year else called
