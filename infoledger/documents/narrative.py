"""What a notice says in sentences: totals and how they changed, first and last, who was silent or late."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from infoledger.documents.text import Figure, Paragraph, in_a_row, paragraphs
from infoledger.i18n import translation
from infoledger.numbers import plain, rounded
from infoledger.periods import Period, title

_NUMERALS = "一二三四五六七八九"
_PLACES_NAMED = 3
#: So many may share the places named; a greater crowd is not named.
_MOST_NAMES = _PLACES_NAMED + 2


@dataclass(frozen=True, slots=True)
class Totals:
    """Distinct items submitted, forwarded and adopted, and adopted pieces ``by_level`` in printing order."""

    submitted: int
    forwarded: int
    adopted: int
    by_level: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A ranked party and its figures, in the order of the notice's columns after rank and name."""

    rank: int
    name: str
    figures: tuple[Figure, ...]

    @property
    def cells(self) -> tuple[Figure, ...]:
        """The whole line of the table."""
        return (self.rank, self.name, *self.figures)


@dataclass(frozen=True, slots=True)
class NoticeTable:
    """The ranking of one group, best first; ``silent`` are those who submitted nothing."""

    group: str
    rows: tuple[NoticeRow, ...]
    totals: Totals
    silent: tuple[str, ...] = ()


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
class Remarks:
    """What the office adds to the figures: the document's number (发文字号), a comment, the next focus.

    Comment and focus are text in paragraphs, one a line.
    """

    number: str = ""
    comment: str = ""
    focus: str = ""


def title_of(period: Period, language: str) -> str:
    """The title of the notice, with room for ``{period}``."""
    _ = translation(language).gettext
    titles = {
        "week": _("Weekly notice on government information work, {period}"),
        "half": _("Half-yearly notice on government information work, {period}"),
        "year": _("Yearly notice on government information work, {period}"),
    }
    return titles.get(period.size, _("Notice on government information work, {period}"))


def addressees(groups: Iterable[str], language: str) -> str:
    """To whom the notice goes (主送机关): ``各乡镇，县直各部门：``."""
    _ = translation(language).gettext
    # 主送机关 of different kinds are parted by a comma, not by 顿号.
    comma = "，" if language == "zh" else ", "
    return _("{units}:").format(units=comma.join(_all_of(group, language) for group in groups) or _("All units"))


def _all_of(group: str, language: str) -> str:
    _ = translation(language).gettext
    named = re.sub("直(?=部门|单位|机关)", "直各", group) if language == "zh" else group
    return named if "各" in named else _("All {group}").format(group=named) if named else _("All units")


def narrative(
    period: Period,
    tables: Sequence[NoticeTable],
    totals: Totals,
    compared: Sequence[Comparison],
    failures: Sequence[Failures],
    remarks: Remarks,
    language: str,
    merits: Sequence[int],
) -> Iterable[Paragraph]:
    """The paragraphs of the notice, under numbered headings.

    ``merits`` are the columns of a table in which whoever is named as first has more than 0.
    """
    _ = translation(language).gettext
    yield Paragraph(_("In {period}, {totals}. The particulars are as follows.").format(
        period=title(period, language), totals=counted(totals, language)
    ))  # fmt: skip
    sections = {
        _("Totals"): [
            *_totals(tables, language),
            *(compared_with(each, totals, period, language) for each in compared),
        ],
        _("Ranking"): list(_order(tables, language, merits)),
        _("Nothing submitted"): [_silent(tables, language)],
        _("Late, missed and other failures"): list(_failed(failures, language)),
    }
    texts = {_("Comment"): _under_heading(remarks.comment), _("Next focus"): _under_heading(remarks.focus)}
    told = {name: tuple(map(Paragraph, sentences)) for name, sentences in sections.items()} | texts
    for place, (name, text) in enumerate((name, text) for name, text in told.items() if text):
        numeral = _NUMERALS[place] if language == "zh" else place + 1
        yield Paragraph("", 1, _("{numeral}. {heading}").format(numeral=numeral, heading=name))
        yield from text


def _under_heading(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a remark; as it stands under a heading 一、, its own 一、 becomes （一）."""
    found = paragraphs(text)
    if any(each.level == 2 for each in found):  # then it is written to stand in the notice
        return found
    return tuple(
        replace(each, level=2, heading=re.sub("^(.+?)、", r"（\1）", each.heading)) if each.level == 1 else each
        for each in found
    )


def _totals(tables: Sequence[NoticeTable], language: str) -> Iterable[str]:
    _ = translation(language).gettext
    for table in tables:
        sentence = _("{group}: {totals}.") if table.group else _("In all: {totals}.")
        yield sentence.format(group=table.group, totals=counted(table.totals, language))


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


def _order(tables: Sequence[NoticeTable], language: str, merits: Sequence[int]) -> Iterable[str]:
    _ = translation(language).gettext
    # Where all share one rank none is first or last.
    ordered = [table for table in tables if any(row.rank > 1 for row in table.rows)]
    for table in ordered:
        yield from _ranked(table, language, merits)
    if not ordered:
        yield _("All have the same figures.")


def _silent(tables: Sequence[NoticeTable], language: str) -> str:
    _ = translation(language).gettext
    silent = [name for table in tables for name in table.silent]
    if not silent:
        return _("All submitted items.")
    return _("{count} submitted nothing: {names}.").format(count=len(silent), names=_(", ").join(silent))


def _failed(failures: Sequence[Failures], language: str) -> Iterable[str]:
    _ = translation(language).gettext
    for each in failures:
        named = (
            _("{name} ({count})").format(name=name, count=count) if count > 1 else name for name, count in each.names
        )
        sentence = _("{kind}: {names}.") if each.kind else _("Solicitations missed: {names}.")
        yield sentence.format(kind=each.kind, names=_(", ").join(named))
    if not failures:
        yield _("None are on record.")


def counted(totals: Totals, language: str) -> str:
    """``报送200条，上报40条，采用60条；按级别，县级采用50条次、市级采用12条次``."""
    _ = translation(language).gettext
    counts = _("{submitted} items were submitted, {forwarded} forwarded, {adopted} adopted").format(
        submitted=totals.submitted, forwarded=totals.forwarded, adopted=totals.adopted
    )
    levels = (_("{level} {count}").format(level=level, count=count) for level, count in totals.by_level if count)
    by_level = _(", ").join(levels)
    return counts + (_(" (adoptions by level: {levels})").format(levels=by_level) if by_level else "")


def _ranked(table: NoticeTable, language: str, merits: Sequence[int]) -> Iterable[str]:
    _ = translation(language).gettext
    first = _first([row for row in table.rows if all(_above_0(row.cells[place]) for place in merits)])
    if not first:
        return
    last = _last([row for row in table.rows if row.rank > first[-1].rank])
    best = _("the first are {names}").format(names=_names(first, language))
    worst = _("; the last are {names}").format(names=_names(last, language)) if last else ""
    sentence = _("In {group} {order}.") if table.group else _("In the ranking {order}.")
    yield sentence.format(group=table.group, order=best + worst)


def _above_0(figure: Figure) -> bool:
    return isinstance(figure, int | Decimal) and figure > 0


def _first(rows: Sequence[NoticeRow]) -> Sequence[NoticeRow]:
    """Those of ``rows`` in the first places, without a crowd that shares the last of these."""
    named = [row for row in rows if row.rank <= _PLACES_NAMED]
    while len(named) > _MOST_NAMES:
        named = [row for row in named if row.rank < named[-1].rank]
    return named


def _last(rows: Sequence[NoticeRow]) -> Sequence[NoticeRow]:
    """The last of ``rows``, without a crowd that shares the first of their places."""
    named = [row for row in rows if row.rank >= rows[-_PLACES_NAMED:][0].rank]
    while len(named) > _MOST_NAMES:
        named = [row for row in named if row.rank > named[0].rank]
    return named


def _names(rows: Sequence[NoticeRow], language: str) -> str:
    return translation(language).gettext(", ").join(row.name for row in rows)
