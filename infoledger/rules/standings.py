"""Standings: the rows of a notice, ranked by group under the regulation in force on its last day."""

from decimal import Decimal
from typing import NamedTuple

from infoledger.numbers import rounded
from infoledger.periods import Period
from infoledger.rules.figures import FigureName
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measures import Figures, Member
from infoledger.rules.postings import ZERO
from infoledger.rules.reckoning import Reckoning
from infoledger.rules.regulation import Column, Ranking, Regulation


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
    columns: tuple[Decimal, ...] = ()


_COUNTED: tuple[FigureName, ...] = ("submitted", "forwarded", "adopted", "adoptions", "instructions")


def regulation_of(reckoning: Reckoning) -> Regulation | None:
    """The regulation that ranks the window: the one in force on its last day."""
    return reckoning.rulebook.on(reckoning.window.last)


def standings(reckoning: Reckoning, of: PartyKind = "unit") -> list[Standing]:
    """A row for every party that was a member on a day of the window, by group and rank."""
    regulation = regulation_of(reckoning)
    ranking = regulation.ranking if regulation else Ranking()
    measures, window = reckoning.measures, reckoning.window
    figures = {name: measures.figures(name, of, window, ranking.roll_up) for name in _COUNTED}
    rates = measures.figures("adoption_rate", of, window, ranking.roll_up)
    points = measures.total(of, window, ranking.roll_up)
    year = reckoning.rulebook.calendar.year_of(window.last)
    to_date = measures.total(of, Period(year.first, window.last), ranking.roll_up)
    columns = [_column(column, of, reckoning, ranking) for column in (regulation.columns if regulation else ())]

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
            columns=tuple(_figure(column, id) for column in columns),
        )

    return [row(place.member, place.rank) for place in measures.places(of, window, ranking)]


def _column(column: Column, of: PartyKind, reckoning: Reckoning, ranking: Ranking) -> Figures:
    measures, window = reckoning.measures, reckoning.window
    if column.clauses:
        return measures.total(of, window, ranking.roll_up, clauses=column.clauses)
    return measures.counts.items(column.count, of, window, column.where, ranking.roll_up)


def _figure(figures: Figures, id: int) -> Decimal:
    return Decimal(figures.get(id) or ZERO)
