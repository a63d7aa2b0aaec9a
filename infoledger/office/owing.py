"""Owing: what each party owed and did under each quota, and who has done nothing yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoledger.i18n import N_, _, listed
from infoledger.listings import Listed, Word
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.file_names import file_names
from infoledger.office.papers import letter_file, sender_of, work_of
from infoledger.office.printing import file
from infoledger.office.reckoning import days_left, guessed_years, reckoned
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.documents.fulfilment import Fulfilment
    from infoledger.rules.measures import QuotaResult
    from infoledger.rules.reckoning import Reckoning

_COLUMNS = ("quota", "party", "unit", "period", "least", "count", "shortfall", "met")


@dataclass(frozen=True)
class Owing:
    """What each party owed and did in a window, and who has done nothing."""

    desk: Desk
    reckoning: "Reckoning"
    results: "Sequence[QuotaResult]"
    template: Path | None = None

    def listing(self) -> Listed:
        """A row for each party and sub-period; on the screen with its progress as a bar."""
        bar = replace(columns("progress")[0], only_shown=True)
        rows = [[*_cells(result, self.reckoning), _bar(result)] for result in self.results]
        return [*columns(*_COLUMNS), bar], rows

    def file(self, form: str) -> str | bytes:
        """The table as a document."""
        from infoledger.documents.fulfilment import compose

        config, window = self.desk.config, self.reckoning.window
        rows = [_fulfilment(result, self.reckoning) for result in self.results]
        document = compose(
            config.office.name, work_of(config), window, rows, day=self.desk.today, language=config.language
        )
        return file(document, form, config.layout, self.template)

    def sentences(self, _form: str) -> list[str]:
        """What is open, who has done nothing, whom a quota does not bind, and whether holidays are guessed."""
        window, workdays = self.reckoning.window, self.reckoning.rulebook.workdays
        by_workday = any(result.quota.per == "workday" for result in self.results)
        guessed = guessed_years(workdays, window) if by_workday else []
        open_ = _open(self.results, self.reckoning)
        return [*open_, *_idle(self.results, self.reckoning), *unbound(self.reckoning), *guessed]

    def reminders(self) -> dict[str, bytes]:
        """A letter (催报通知) to each unit that is behind, or whose informants are, by the name of its file."""
        from infoledger.documents.letter import Owed, reminder

        config, window = self.desk.config, self.reckoning.window
        behind: dict[str, list[Owed]] = {}
        for result in self.results:
            if result.party and result.shortfall > 0:
                each = _fulfilment(result, self.reckoning)
                owed = Owed(each.quota, each.party, each.period, each.least, each.done, each.shortfall)
                behind.setdefault(each.unit, []).append(owed)
        sender, heading = sender_of(config), config.notice.letters.title
        letters = (
            reminder(sender, unit, window, owed, self.desk.today, heading=heading) for unit, owed in behind.items()
        )
        names = file_names(behind)
        return {f"{name}.docx": letter_file(letter, config) for name, letter in zip(names, letters, strict=True)}


def owing(desk: Desk, window: Period, template: Path | None = None) -> Owing:
    """What each party owed and did in ``window``, printed by the office's own ``template`` if it has one."""
    from infoledger.rules.progress import quota_rows

    reckoning = reckoned(desk, window)
    return Owing(desk, reckoning, list(quota_rows(reckoning)), template)


def unbound(reckoning: "Reckoning") -> Iterator[str]:
    """Whom a quota of a quarter or longer does not bind, since they were members for part of it only."""
    from infoledger.rules.progress import newcomers

    told = _("{quota} {period} does not bind, being members for part of it only: {names}")
    for quota, period, members in newcomers(reckoning):
        if members:
            names = listed(member.name for member in members)
            yield told.format(quota=quota.name, period=period.words, names=names)


def _cells(result: "QuotaResult", reckoning: "Reckoning") -> list[Any]:
    """A quota result as the cells of ``_COLUMNS``."""
    met = result.met if result.over else Word(N_("open"))
    return [
        result.quota.name,
        *reckoning.owner(result),
        result.period.name,
        result.least,
        result.done,
        result.shortfall,
        met,
    ]


def _fulfilment(result: "QuotaResult", reckoning: "Reckoning") -> "Fulfilment":
    """A quota result as documents show it."""
    from infoledger.documents.fulfilment import Fulfilment

    owner = reckoning.owner(result)
    met = result.met if result.over else None
    return Fulfilment(result.quota.name, *owner, result.period, result.least, result.done, result.shortfall, met)


def _bar(result: "QuotaResult", width: int = 10) -> str:
    """Progress as a bar that needs no character that an old console lacks."""
    done = width if result.met else int(width * max(result.done, Decimal(0)) / max(result.least, Decimal(1)))
    return "#" * done + "." * (width - done)


def _open(results: "Sequence[QuotaResult]", reckoning: "Reckoning") -> Iterator[str]:
    """How many days are left of each sub-period that is open."""
    for period in dict.fromkeys(result.period for result in results if not result.over):
        if period.last >= reckoning.today:
            yield days_left(period, reckoning.today)


def _idle(results: "Sequence[QuotaResult]", reckoning: "Reckoning") -> Iterator[str]:
    """Who has done nothing yet of what is owed."""
    nothing = [result for result in results if not result.done and result.least]
    for name, period in dict.fromkeys((result.quota.name, result.period) for result in nothing):
        idle = [_cells(each, reckoning)[1] for each in nothing if (each.quota.name, each.period) == (name, period)]
        yield _("{quota} {period}, nothing yet: {names}").format(quota=name, period=period.words, names=listed(idle))
