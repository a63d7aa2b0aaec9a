"""The board: what a clerk sees who types ``infoledger`` alone in the morning.

Everything is gathered once, as lists of plain values; json is these lists, the screen shows of each
what fits.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from infoledger.console import json_text, show, show_line, width, write_out
from infoledger.i18n import N_, _
from infoledger.listings import Column
from infoledger.office.desk import Desk
from infoledger.workdays import told_unknown

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
#: One screen, of which this many lines are headings.
_LINES, _FIXED = 40, 25
_LEAST = 2  # lines of a section
#: Cells of a line that figures, dates and gaps take, and what part of the others is a long text's.
_FIGURES = 45
_PARTS = {"quota": 0.4, "nothing": 0.6, "what": 0.6, "from": 0.4, "title": 0.6}
_NARROW = 12

_SECTIONS: Mapping[str, str] = {
    "groups": N_("{month} so far, and the whole of {before}"),
    "quotas": N_("Quotas not done yet"),
    "drafts": N_("Drafts to review"),
    "due": N_("Due within 7 days, and overdue"),
    "bulletins": N_("Bulletins in preparation"),
}
_HEADINGS: Mapping[str, str] = {
    "group": N_("Group"),
    "submitted": N_("Submitted"),
    "submitted_before": N_("before"),
    "adopted": N_("Adopted"),
    "adopted_before": N_("before"),
    "points": N_("Points"),
    "points_before": N_("before"),
    "quota": N_("Quota"),
    "period": N_("Period"),
    "days_left": N_("Days left"),
    "behind": N_("Behind"),
    "parties": N_("of"),
    "nothing": N_("Nothing so far"),
    "step": N_("Step"),
    "new": N_("to 3 days"),
    "in_time": N_("to 7 days"),
    "old": N_("older"),
    "oldest": N_("Oldest"),
    "days": N_("Days"),
    "kind": N_("Kind"),
    "id": N_("Id"),
    "what": N_("What"),
    "due": N_("Due"),
    "from": N_("Waits for"),
    "issue": N_("Issue"),
    "items": N_("Items"),
    "date": N_("Date"),
    "title": N_("Title"),
}
_KINDS = {"solicitation": N_("solicitation"), "instruction": N_("instruction")}


def show_board(desk: Desk, form: str | None) -> None:
    """Print the board, as tables or as json."""
    board = gather(desk)
    if form == "json":
        write_out(json_text(board), None)
        return
    show_line(_("{office}, {day}").format(office=board["office"], day=board["today"]))
    filled = [name for name in _SECTIONS if board[name]]
    for name, lines in zip(filled, _shared_out([len(board[each]) for each in filled]), strict=True):
        _show_section(_(_SECTIONS[name]).format(**board), board[name], lines)
    if board["silent"]:
        told = _("Nothing submitted this month: {names}.")
        room = shutil.get_terminal_size().columns - width(told.format(names=""))
        show_line("")
        show_line(told.format(names=_few(board["silent"], room)))
    if board["holidays_unknown"]:
        show_line(told_unknown(board["holidays_unknown"]))
    if board["not_copied_since"]:
        show_line(_("No copy since {day}: `infoledger backup FOLDER`.").format(day=board["not_copied_since"]))


def gather(desk: Desk) -> dict[str, Any]:
    """All that the board shows, in one reading of the ledger and one reckoning."""
    from infoledger.ledger.backup import not_copied_since
    from infoledger.ledger.register import load_register
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
            "due": list(_due(connection, load_register(connection), reckoning, desk.today)),
            "bulletins": list(_bulletins(connection)),
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
        nothing = [
            reckoning.measures.member(result.party, quota.period.last).name
            for result in quota.behind
            if not result.done
        ]
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
    connection: "Connection", register: "Register", reckoning: "Reckoning", today: date
) -> Iterator[dict[str, Any]]:
    """What units still owe: first what is due next, then what is overdue; a solicitation until its year ends."""
    from infoledger.ledger.pending import answers, due_solicitations, open_instructions

    answered = {key for key, fact in answers(reckoning.book).items() if fact.items}
    year = reckoning.rulebook.calendar.year_of(today)
    rows: _Rows = []
    for asked in due_solicitations(connection, year.first, today + _SOON):
        owing = [register.units[unit].on(today).name for unit in asked.units if (asked.id, unit) not in answered]
        rows.append({"kind": "solicitation", "id": asked.id, "what": asked.title, "due": asked.due, "from": owing})
    for each in open_instructions(connection, today + _SOON):
        what = "；".join(f"{ref} {title}" for ref, title in each.items.values())
        units = _units_of(connection, register, each.items, today)
        rows.append({"kind": "instruction", "id": each.id, "what": what, "due": each.due, "from": units})
    for row in sorted(rows, key=lambda row: (row["due"] < today, abs(row["due"] - today))):
        if row["from"]:
            yield row | {"days_left": (row["due"] - today).days}


def _bulletins(connection: "Connection") -> Iterator[dict[str, Any]]:
    from infoledger.ledger.bulletins import item_counts, list_issues

    counts = item_counts(connection)
    for issue in list_issues(connection):
        if issue.content is None:
            yield {"issue": issue.called, "items": counts.get(issue.id, 0), "date": issue.day, "title": issue.special}


def _units_of(connection: "Connection", register: "Register", items: Mapping[int, object], day: date) -> list[str]:
    from infoledger.ledger.combined import units_of

    return [register.units[unit].on(day).name for unit in units_of(connection, items)]


def _shared_out(wanted: list[int]) -> list[int]:
    """How many lines each section gets of the screen: as many as it wants, the longest cut until all fit."""
    lines = list(wanted)
    while sum(lines) > _LINES - _FIXED and max(lines) > _LEAST:
        lines[lines.index(max(lines))] -= 1
    return lines


def _show_section(heading: str, rows: Sequence[Mapping[str, Any]], lines: int) -> None:
    columns = [
        Column(name, _(_HEADINGS[name]), numeric=isinstance(value, int | Decimal)) for name, value in rows[0].items()
    ]
    shown = rows if len(rows) <= lines else rows[: lines - 1]
    show_line("")
    show_line(heading)
    show(columns, [[_cell(name, row[name]) for name in row] for row in shown])
    if len(rows) > len(shown):
        show_line(_("… and {count} more").format(count=len(rows) - len(shown)))


def _cell(name: str, value: Any) -> Any:
    room = max(int((shutil.get_terminal_size().columns - _FIGURES) * _PARTS.get(name, 1)), _NARROW)
    if isinstance(value, list):
        return _few(value, room)
    if name == "step":
        return value or _("returned to its unit")
    if name == "kind":
        return _(_KINDS[value])
    return _cut(value, room) if name in _PARTS and value else value


def _few(names: Sequence[str], room: int) -> str:
    """As many of ``names`` as ``room`` cells hold, and how many there are beside them; of one alone its beginning."""
    for count in range(len(names), 0, -1):
        shown, more = "、".join(names[:count]), len(names) - count
        told = _("{names} +{count}").format(names=shown, count=more) if more else shown
        if width(told) <= room:
            return told
    rest = width(told) - width(shown) if names else 0
    return told.replace(shown, _cut(shown, room - rest)) if names else ""


def _cut(text: str, room: int) -> str:
    """``text``, or as much of its beginning as ``room`` cells hold."""
    if width(text) <= room:
        return text
    while width(text) > room - 2:  # an ellipsis is two cells wide on a Chinese console
        text = text[:-1]
    return text + "…"
