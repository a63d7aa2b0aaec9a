"""The parts of a notice's text, each worded by itself; the config says which are printed and in what order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from infoledger.config.model import Named
from infoledger.documents.narrative import (
    Comparison,
    Distinction,
    Failures,
    NoticeRow,
    NoticeTable,
    Owed,
    Remarks,
    Task,
    Totals,
    by_outlet,
    compared_with,
    counted,
    short_title,
)
from infoledger.documents.placings import Placing, placed
from infoledger.documents.remarks import below_heading
from infoledger.documents.text import Figure, Paragraph, figure, in_a_row
from infoledger.documents.words import how_many
from infoledger.i18n import N_, translation
from infoledger.numbers import plain
from infoledger.periods import Period, title
from infoledger.rules.kinds import PartyKind

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
#: So many more than are to be named may share the last place of them; a greater crowd is not named.
_CROWD = 2
#: Of so many sub-periods each is told by itself, of more only their number.
_EACH = 2
#: A rise or fall of fewer places is none to speak of; and so many of each are named.
_LEAST_MOVE, _MOVES_NAMED = 2, 3


_NO_REMARKS = Remarks()


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a notice may tell of a period.

    ``merits`` are the columns of a table in which whoever is named as first has more than 0, the last of them the
    points. Ranked are units or, ``by`` informant, persons.
    """

    period: Period
    tables: tuple[NoticeTable, ...]
    totals: Totals
    merits: tuple[int, ...]
    compared: tuple[Comparison, ...] = ()
    tasks: tuple[Task, ...] = ()
    outcomes: tuple[Distinction, ...] = ()
    honours: tuple[Distinction, ...] = ()
    failures: tuple[Failures, ...] = ()
    placings: tuple[Placing, ...] = ()
    remarks: Remarks = _NO_REMARKS
    by: PartyKind = "unit"


def text_of(matter: Matter, names: Sequence[str], named: Named, work: str, language: str) -> Iterable[Paragraph]:
    """The opening and the sections ``names`` that have anything to say, under numbered headings."""
    _ = translation(language).gettext
    yield Paragraph(_("In {period}, {totals}. The particulars of {work} are as follows.").format(
        period=title(matter.period, language), totals=counted(matter.totals, language), work=work
    ))  # fmt: skip
    told = (
        (_(heading), list(write(matter, named, language))) for heading, write in (_SECTIONS[name] for name in names)
    )
    for place, (heading, text) in enumerate((heading, text) for heading, text in told if text):
        numeral = _NUMERALS[place] if language == "zh" else place + 1
        yield Paragraph("", 1, _("{numeral}. {heading}").format(numeral=numeral, heading=heading))
        yield from text


def _totals(matter: Matter, _named: Named, language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    for table in matter.tables:
        sentence = _("{group}: {totals}.") if table.group else _("In all: {totals}.")
        yield Paragraph(sentence.format(group=table.group, totals=counted(table.totals, language)))
    if outlets := by_outlet(matter.totals, language):
        yield Paragraph(outlets)
    for each in matter.compared:
        yield Paragraph(compared_with(each, matter.totals, matter.period, language))


# ---- who is first and last, who rose and fell


def _ranking(matter: Matter, named: Named, language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    # Where all share one rank none is first or last.
    ordered = [table for table in matter.tables if any(row.rank > 1 for row in table.rows)]
    for table in ordered:
        if sentence := _ranked(table, matter.merits, named, language):
            yield Paragraph(sentence + _moved(table, language))
    if not any(table.rows for table in matter.tables):
        yield Paragraph(_("Nobody takes part in the ranking."))
    elif not ordered:
        yield Paragraph(_("All have the same figures."))


def _ranked(table: NoticeTable, merits: Sequence[int], named: Named, language: str) -> str:
    _ = translation(language).gettext
    first = _first([row for row in table.rows if all(_above_0(row.cells[place]) for place in merits)], named.first)
    lower = [row for row in table.rows if not first or row.rank > first[-1].rank]
    last = _last(lower, named.last) if first or not named.first else []
    told = [
        sentence.format(names=_(", ").join(_with_points(row, merits[-1], language) for row in rows))
        for sentence, rows in ((_("the first are {names}"), first), (_("the last are {names}"), last))
        if rows
    ]
    sentence = _("In {group} {order}.") if table.group else _("In the ranking {order}.")
    return sentence.format(group=table.group, order=in_a_row(told, language)) if told else ""


def _with_points(row: NoticeRow, points: int, language: str) -> str:
    _ = translation(language).gettext
    return _("{name} ({points} points)").format(name=row.name, points=figure(row.cells[points]))


def _above_0(value: Figure) -> bool:
    return isinstance(value, int | Decimal) and value > 0


def _first(rows: Sequence[NoticeRow], places: int) -> Sequence[NoticeRow]:
    """Those of ``rows`` in the first places, without a crowd that shares the last of these."""
    named = [row for row in rows if row.rank <= places]
    while len(named) > places + _CROWD:
        named = [row for row in named if row.rank < named[-1].rank]
    return named


def _last(rows: Sequence[NoticeRow], places: int) -> Sequence[NoticeRow]:
    """The last of ``rows``, without a crowd that shares the first of their places."""
    named = [row for row in rows if places and row.rank >= rows[-places:][0].rank]
    while len(named) > places + _CROWD:
        named = [row for row in named if row.rank > named[0].rank]
    return named


def _moved(table: NoticeTable, language: str) -> str:
    """Who rose and who fell most against the period before."""
    _ = translation(language).gettext
    moves = [(row.rank_before - row.rank, row.name) for row in table.rows if row.rank_before]
    sides = (
        (_("up most are {names}"), [move for move in moves if move[0] >= _LEAST_MOVE]),
        (_("down most are {names}"), [(-places, name) for places, name in moves if places <= -_LEAST_MOVE]),
    )
    told = [
        words.format(
            names=_(", ").join(
                _("{name} ({places} places)").format(name=name, places=places)
                for places, name in sorted(side, key=lambda move: -move[0])[:_MOVES_NAMED]
            )
        )
        for words, side in sides
        if side
    ]
    return _(" Against the period before {moves}.").format(moves=in_a_row(told, language)) if told else ""


# ---- tasks


def _tasks(matter: Matter, _named: Named, language: str) -> Iterable[Paragraph]:
    for task in matter.tasks:
        if task.owed:
            yield Paragraph(_task(task, matter, language))


def _task(task: Task, matter: Matter, language: str) -> str:
    """``“每月报送”任务：应完成的20个单位中，已有17个单位完成；未完成的有甲乡（差3条）、…``."""
    _ = translation(language).gettext
    parties = {name: list(theirs) for name, theirs in groupby(sorted(task.owed, key=_place(task)), attrgetter("name"))}
    short = {name: missed for name, theirs in parties.items() if (missed := [each for each in theirs if each.missing])}
    told = {"task": task.name, "parties": how_many(len(parties), matter.by, _)}
    if not short:
        return _("{task}: all of {parties} reached it.").format(**told)
    periods = len({each.period for each in task.owed})
    names = [_short(name, missed, task.counts, matter.period, periods, language) for name, missed in short.items()]
    if len(short) == len(parties):
        sentence = _("{task}: none of {parties} reached it: {names}.")
    else:
        sentence = _("{task}: of {parties} {met} reached it; short are {names}.")
        told["met"] = how_many(len(parties) - len(short), matter.by, _)
    return sentence.format(**told, names=_(", ").join(names))


def _place(task: Task) -> Callable[[Owed], int]:
    """The place of a party among those that owe ``task``, so that its sub-periods stand together."""
    order = {name: place for place, name in enumerate(dict.fromkeys(each.name for each in task.owed))}
    return lambda each: order[each.name]


def _short(name: str, missed: Sequence[Owed], counts: str, period: Period, periods: int, language: str) -> str:
    """``甲乡（差3条，分管领导张某）``; of several sub-periods which, or how many."""
    _ = translation(language).gettext
    missing = sum((each.missing for each in missed), Decimal(0))
    if periods == 1:
        told = [_("nothing done, {missing} missing") if not missed[0].done else _("{missing} missing")]
    elif len(missed) <= _EACH:
        told = [_("{missing} missing in {periods}")]
    else:
        told = [_("{missing} missing in {count} sub-periods")]
    when = _(", ").join(short_title(each.period, period, language) for each in missed)
    words = told[0].format(missing=amount(counts, missing, language), periods=when, count=len(missed))
    leader = missed[0].leader
    return _("{name} ({words})").format(name=name, words=f"{words}{_('; ')}{leader}" if leader else words)


def amount(counts: str, count: Decimal, language: str) -> str:
    """So much of what a quota counts: ``3条``, ``2期``, ``7.5分``."""
    return translation(language).gettext(_AMOUNTS.get(counts, _AMOUNTS["submission"])).format(count=plain(count))


_AMOUNTS: Mapping[str, str] = {
    "submission": N_("{count} items"),
    "points": N_("{count} points"),
    "issue": N_("{count} issues"),
}


# ---- what is judged, and what went wrong


def _distinctions(distinctions: Sequence[Distinction], language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    for each in distinctions:
        yield Paragraph(_("{kind}: {names}.").format(kind=each.name, names=_(", ").join(each.parties)))


def _silent(matter: Matter, _named: Named, language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    silent = [name for table in matter.tables for name in table.silent]
    if silent:
        told = {"parties": how_many(len(silent), matter.by, _), "names": _(", ").join(silent)}
        yield Paragraph(_("{parties} submitted nothing: {names}.").format(**told))


def _failed(matter: Matter, _named: Named, language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    for each in matter.failures:
        named = (
            _("{name} ({count})").format(name=name, count=count) if count > 1 else name for name, count in each.names
        )
        sentence = _("{kind}: {names}.") if each.kind else _("Solicitations missed: {names}.")
        yield Paragraph(sentence.format(kind=each.kind, names=_(", ").join(named)))


def _placed(matter: Matter, _named: Named, language: str) -> Iterable[Paragraph]:
    return (Paragraph(placed(each, language)) for each in matter.placings)


_Write = Callable[[Matter, Named, str], Iterable[Paragraph]]
#: The heading of each section and who words it, by its key in the config.
_SECTIONS: Mapping[str, tuple[str, _Write]] = {
    "totals": (N_("Totals"), _totals),
    "ranking": (N_("Ranking"), _ranking),
    "quotas": (N_("Quotas"), _tasks),
    "outcomes": (N_("Outcomes"), lambda matter, _named, language: _distinctions(matter.outcomes, language)),
    "honours": (N_("Honours and awards"), lambda matter, _named, language: _distinctions(matter.honours, language)),
    "silent": (N_("Nothing submitted"), _silent),
    "failures": (N_("Failures"), _failed),
    "placings": (N_("Placings"), _placed),
    "comment": (N_("Comment"), lambda matter, _named, _language: below_heading(matter.remarks.comment)),
    "focus": (N_("Next focus"), lambda matter, _named, _language: below_heading(matter.remarks.focus)),
}
