"""Standings: the rows of a notice, ranked by group under the regulation in force on its last day."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.periods import Period
from infoledger.rules.figures import FigureName, Figures
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measures import Member
from infoledger.rules.postings import ZERO
from infoledger.rules.reckoning import Reckoning
from infoledger.rules.regulation import NO_RULES, Column, Regulation
from infoledger.rules.summary import volume


class Standing(NamedTuple):
    """One row of a notice. ``adoption_rate`` is in per cent, None where nothing was submitted."""

    member: Member
    rank: int
    submitted: int
    forwarded: int
    adopted: int
    adoptions: int
    adoption_rate: Decimal | None
    instructions: int
    points: Decimal
    points_to_date: Decimal
    columns: tuple[Decimal | None, ...] = ()


_COUNTED: tuple[FigureName, ...] = ("submitted", "forwarded", "adopted", "adoptions", "instructions")


def regulation_of(reckoning: Reckoning) -> Regulation | None:
    """The regulation that ranks the window: the one in force on its last day."""
    return reckoning.rulebook.on(reckoning.window.last)


def standings(reckoning: Reckoning, of: PartyKind = "unit") -> list[Standing]:
    """A row for every party that was a member on a day of the window, by group and rank."""
    regulation = regulation_of(reckoning) or NO_RULES
    roll_up = regulation.ranking.roll_up
    measures, window = reckoning.measures, reckoning.window
    figures = {name: measures.figures(name, of, window, roll_up) for name in _COUNTED}
    rates = measures.figures("adoption_rate", of, window, roll_up)
    points = measures.total(of, window, roll_up)
    to_date = measures.figures("points_to_date", of, window, roll_up)
    columns = [(column, measures.column(column, of, window, regulation)) for column in regulation.columns]

    def row(member: Member, rank: int) -> Standing:
        id = member.party.id
        rate = rates.get(id)
        return Standing(
            member,
            rank,
            **{name: int(figures[name].get(id) or 0) for name in _COUNTED},
            adoption_rate=None if rate is None else rounded(Decimal(rate), 1),
            points=_figure(points, id),
            points_to_date=_figure(to_date, id),
            columns=tuple(_cell(column, values, id) for column, values in columns),
        )

    return [row(place.member, place.rank) for place in measures.places(of, window, regulation)]


def sums(reckoning: Reckoning, of: PartyKind, rows: Sequence[Standing]) -> tuple[Decimal | int | None, ...]:
    """The figures of all parties of ``rows`` together, in the order of a notice's columns.

    An item or a piece that several share counts once, and a sub-unit's only with itself. The shares of a
    ratio have no sum.
    """
    regulation = regulation_of(reckoning) or NO_RULES
    measures, window = reckoning.measures, reckoning.window
    parties = [row.member.party for row in rows]
    done = volume(measures, parties, window)
    to_date = Period(reckoning.rulebook.calendar.year_of(window.last).first, window.last)
    counted = (*(getattr(done, name) for name in _COUNTED[:4]), done.adoption_rate, done.instructions)

    def points(span: Period, clauses: Sequence[str] = ()) -> Decimal:
        totals = measures.total(of, span, clauses=clauses)
        return sum((Decimal(totals.get(party.id) or ZERO) for party in parties), ZERO)

    def column(each: Column) -> Decimal | int | None:
        if each.ratio:
            return None
        if each.clauses:
            return points(window, each.clauses)
        assert each.count
        return measures.counts.together(each.count, parties, window, each.where)

    return (*counted, points(window), points(to_date), *map(column, regulation.columns))


def _cell(column: Column, figures: Figures, id: int) -> Decimal | None:
    """The figure of a party in ``column``: an unknown ratio stays empty, an unknown count or sum is 0."""
    value = figures.get(id, None if column.ratio else 0)
    return None if value is None else Decimal(value)


def _figure(figures: Figures, id: int) -> Decimal:
    return Decimal(figures.get(id) or ZERO)
