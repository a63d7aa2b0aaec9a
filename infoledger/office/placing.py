"""Where the office stands above (位次): what bodies made known beside the year before, and what they ask of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from infoledger.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.config.model import Config
    from infoledger.documents.placings import Placing, Task
    from infoledger.periods import Period
    from infoledger.rules.reckoning import Reckoning


def placings(connection: "Connection", config: "Config", window: "Period") -> "list[Placing]":
    """What was made known of periods that end in ``window``, or on its days, each beside that of the year before."""
    from infoledger.documents.placings import Placing
    from infoledger.ledger.placings import placing_of, placings_in
    from infoledger.rules.summary import year_before

    found = []
    for row in placings_in(connection, window):
        period = _period(row, config)
        before = placing_of(connection, row.body, year_before(config.calendar, period))
        was = (before.rank, before.points) if before else (None, None)
        found.append(Placing(row.body, period, row.rank, row.of, row.points, row.task, *was))
    return found


def tasks(reckoning: "Reckoning", window: "Period") -> "list[Task]":
    """What is asked of the office itself in the sub-periods that end in ``window`` or hold it."""
    from infoledger.documents.placings import Task
    from infoledger.rules.progress import quota_rows

    found = quota_rows(replace(reckoning, window=window))
    return [Task(each.quota.name, each.period, each.done, each.least) for each in found if each.quota.by == "office"]


def _period(row: "Row", config: "Config") -> "Period":  # type: ignore[type-arg]
    """The period of a placing as the config calls it, if it still does."""
    from infoledger.periods import Period

    try:
        period = config.calendar.parse(row.period, row.day)
    except UsageError:
        return Period(row.first, row.last, row.period)
    same = (period.first, period.last) == (row.first, row.last)
    return period if same else Period(row.first, row.last, row.period)
