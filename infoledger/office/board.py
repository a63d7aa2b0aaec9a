"""The board: what awaits a clerk in the morning, gathered once as lists of plain values."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.ledger.register import Register
    from infoledger.periods import Period
    from infoledger.rules.reckoning import Reckoning

_Rows = list[dict[str, Any]]

_SOON = timedelta(days=7)
#: Days up to which a draft is new, and up to which it is in its time.
_NEW, _IN_TIME = 3, 7


def gather(desk: Desk) -> dict[str, Any]:
    """All that the board shows, in one reading of the ledger and one reckoning."""
    from infoledger.ledger.backup import not_copied_since
    from infoledger.ledger.register import load_register
    from infoledger.ledger.unissued import unissued
    from infoledger.office.reckoning import reckoned_on
    from infoledger.rules.overview import silent_units

    config, calendar = desk.config, desk.config.calendar
    month = calendar.holding("month", desk.today)
    before = calendar.before(month)
    with desk.reading() as connection:
        reckoning = reckoned_on(connection, desk, month, since=before.first)
        return {
            "office": config.office.name,
            "today": desk.today,
            "month": month.name,
            "before": before.name,
            "groups": list(_groups(reckoning, month, before)),
            "quotas": list(_quotas(reckoning, month)),
            "silent": silent_units(reckoning, month),
            "drafts": list(_drafts(connection, config, desk.today)),
            "due": list(_due(connection, load_register(connection), reckoning, month, desk.today, config.office.name)),
            "bulletins": list(_bulletins(connection)),
            "placings": list(_placings(connection, config, before, month)),
            "asked": list(_asked(reckoning, month)),
            "unissued": [
                {"kind": kind, "period": window.name} for kind, window in unissued(connection, calendar, desk.today)
            ],
            "holidays_unknown": list(reckoning.rulebook.guessed_years(month.first, month.last)),
            "not_copied_since": not_copied_since(connection, desk.ledger, datetime.now().astimezone()),
        }


def _groups(reckoning: "Reckoning", month: "Period", before: "Period") -> Iterator[dict[str, Any]]:
    from infoledger.rules.overview import GroupFigures, group_figures
    from infoledger.rules.postings import ZERO

    now, then = group_figures(reckoning, month), group_figures(reckoning, before)
    nothing = GroupFigures(0, 0, ZERO)
    for group in dict.fromkeys((*now, *then)):
        row: dict[str, Any] = {"group": group}
        for name in GroupFigures._fields:
            row[name] = getattr(now.get(group, nothing), name)
            row[f"{name}_before"] = getattr(then.get(group, nothing), name)
        yield row


def _quotas(reckoning: "Reckoning", month: "Period") -> Iterator[dict[str, Any]]:
    from infoledger.rules.overview import open_quotas

    for quota in open_quotas(reckoning, month):
        if quota.results[0].party is None:  # the office's own: ``_asked``
            continue
        nothing = [reckoning.owner(result).name for result in quota.behind if not result.done]
        yield {
            "quota": quota.name,
            "period": quota.period.name,
            "days_left": (quota.period.last - reckoning.today).days,
            "behind": len(quota.behind),
            "parties": len(quota.results),
            "nothing": nothing,
        }


def _drafts(connection: "Connection", config: "Config", today: date) -> Iterator[dict[str, Any]]:
    """By step, the drafts that wait for it, by the days they have waited; returned ones wait for their units."""
    from infoledger.ledger.review import waiting

    if not (config.review.steps or config.review.more):
        return
    found = waiting(connection, config)
    steps = (*config.review.steps, *(each.step for each in config.review.more), None)
    for step in dict.fromkeys(steps):
        drafts = [each for each in found if each.waits_for == step]
        if drafts:
            ages = [(today - each.since).days for each in drafts]
            oldest = max(ages)
            yield {
                "step": step,
                "new": sum(age <= _NEW for age in ages),
                "in_time": sum(_NEW < age <= _IN_TIME for age in ages),
                "old": sum(age > _IN_TIME for age in ages),
                "oldest": drafts[ages.index(oldest)].ref,
                "days": oldest,
            }


def _due(
    connection: "Connection", register: "Register", reckoning: "Reckoning", month: "Period", today: date, office: str
) -> Iterator[dict[str, Any]]:
    """What units still owe: first what is due next, then what is overdue; a solicitation until its month ends."""
    from infoledger.ledger.pending import due_solicitations, is_answered, open_instructions
    from infoledger.office.soliciting import waiting

    rows: _Rows = []
    for asked in due_solicitations(connection, month.first, today + _SOON):
        owing = waiting(asked, reckoning.book, today)
        if not asked.units and not is_answered(connection, asked.id):  # a body asked this office itself
            owing = [office]
        rows.append({"kind": "solicitation", "id": asked.id, "what": asked.title, "due": asked.due, "from": owing})
    for each in open_instructions(connection, today + _SOON):
        what = "；".join(f"{ref} {title}" for ref, title in each.items.values())
        units = _units_of(connection, register, each.items, today)
        rows.append({"kind": "instruction", "id": each.id, "what": what, "due": each.due, "from": units})
    for row in sorted(rows, key=lambda row: (row["due"] < today, abs(row["due"] - today))):
        if row["from"]:
            yield row | {"days_left": (row["due"] - today).days}


def _placings(
    connection: "Connection", config: "Config", before: "Period", month: "Period"
) -> Iterator[dict[str, Any]]:
    """Where the office stands in what was made known last and the month before."""
    from infoledger.documents.placings import placed
    from infoledger.i18n import screen_language
    from infoledger.office.placing import placings
    from infoledger.periods import Period

    for each in placings(connection, config, Period(before.first, month.last, "")):
        figures = {"rank": each.rank, "of": each.of, "points": each.points, "task": each.task}
        said = {"body": each.body, "period": each.period.name, **figures, "rank_before": each.rank_before}
        yield {**said, "told": placed(each, screen_language())}


def _asked(reckoning: "Reckoning", month: "Period") -> Iterator[dict[str, Any]]:
    """What is asked of the office itself, and how far it is."""
    from infoledger.documents.placings import asked
    from infoledger.i18n import screen_language
    from infoledger.office.placing import tasks

    for each in tasks(reckoning, month):
        left = (each.period.last - reckoning.today).days
        said = {"quota": each.quota, "period": each.period.name, "count": each.did, "least": each.least}
        yield {**said, "days_left": left, "told": asked(each, screen_language())}


def _bulletins(connection: "Connection") -> Iterator[dict[str, Any]]:
    from infoledger.ledger.bulletins import item_counts, list_issues

    counts = item_counts(connection)
    for issue in list_issues(connection):
        if issue.content is None:
            yield {"issue": issue.called, "items": counts.get(issue.id, 0), "date": issue.day, "title": issue.special}


def _units_of(connection: "Connection", register: "Register", items: Mapping[int, object], day: date) -> list[str]:
    from infoledger.ledger.combined import units_of

    return [register.units[unit].on(day).name for unit in units_of(connection, items)]
