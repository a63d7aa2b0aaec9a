"""Where the office stands in what superior bodies made known (位次), and what they ask of it, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from infoledger.i18n import translation
from infoledger.numbers import plain, rounded
from infoledger.periods import Period, title


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the office stands among ``of`` offices of ``body`` in ``period``; None is what the body did not say.

    ``rank_before`` and ``points_before`` are those of the same period a year earlier.
    """

    body: str
    period: Period
    rank: int | None = None
    of: int | None = None
    points: Decimal | None = None
    task: Decimal | None = None
    rank_before: int | None = None
    points_before: Decimal | None = None


def placed(placing: Placing, language: str) -> str:
    """``市政府办公室通报2026年10月情况：本单位由上年同期第4位升至第2位（共13个单位），得888分，完成任务900分的98.7%。``."""
    _ = translation(language).gettext
    comma = "，" if language == "zh" else ", "
    return _("By {body}, {period}: {standing}.").format(
        body=placing.body, period=title(placing.period, language), standing=comma.join(_told(placing, language))
    )


@dataclass(frozen=True, slots=True)
class Task:
    """A quota of the office itself, what a body asks of it: how many it ``did`` of how many it owes in ``period``."""

    quota: str
    period: Period
    did: Decimal
    least: Decimal


def asked(task: Task, language: str) -> str:
    """``本单位任务“市政府采用”（2026年）：完成102，应完成150，占68%。``."""
    _ = translation(language).gettext
    share = plain(rounded(100 * task.did / task.least, 1)) if task.least else "100"
    return _("This office's task “{quota}” ({period}): {did} of {least}, {share}%.").format(
        quota=task.quota, period=title(task.period, language), did=plain(task.did), least=plain(task.least), share=share
    )


def _told(placing: Placing, language: str) -> Iterator[str]:
    _ = translation(language).gettext
    points = placing.points
    if placing.rank is not None:
        words = _moved(placing, language) + (_(" of {of}") if placing.of else "")
        yield words.format(rank=placing.rank, before=placing.rank_before, of=placing.of)
    if points is not None:
        yield _("it has {points} points").format(points=plain(points))
    if placing.task and points is not None:
        share = plain(rounded(100 * points / placing.task, 1))
        yield _("that is {share}% of its task of {task}").format(share=share, task=plain(placing.task))
    elif placing.task:
        yield _("its task is {task} points").format(task=plain(placing.task))


def _moved(placing: Placing, language: str) -> str:
    """The rank, and from which of the year before the office rose or fell to it."""
    _ = translation(language).gettext
    rank, before = placing.rank or 0, placing.rank_before
    if before is None:
        return _("this office ranks {rank}")
    if before == rank:
        return _("this office, as the year before, ranks {rank}")
    if before > rank:
        return _("this office rose from rank {before} the year before to rank {rank}")
    return _("this office fell from rank {before} the year before to rank {rank}")
