"""The board: what a clerk sees who types ``infoledger`` alone in the morning.

json is all that the office gathers, the screen shows of each list what fits.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from infoledger.characters import display_width
from infoledger.console import at_terminal, show, show_line, write_out
from infoledger.i18n import N_, _
from infoledger.listings import Column
from infoledger.office.board import gather
from infoledger.office.desk import Desk
from infoledger.outfiles import json_text
from infoledger.workdays import told_unknown

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
#: How many commands the board ends with, and how much of a topic stands behind one.
_COMMANDS, _TOPIC = 3, 20
_UNISSUED = {
    "notice": (N_("infoledger notice {period} --issue"), N_("the notice of {period} is not issued")),
    "pay": (N_("infoledger pay {period} --issue"), N_("the pay list of {period} is not issued")),
}
_KINDS = {"solicitation": N_("solicitation"), "instruction": N_("instruction")}


def show_board(desk: Desk, form: str | None) -> None:
    """Print the board, as tables or as json."""
    board = gather(desk)
    if form == "json":
        write_out(json_text(board), None)
        return
    show_line(_("{office}, {day}").format(office=board["office"], day=board["today"]))
    headed = {name: desk.period(board[name]).words for name in ("month", "before")}
    headed["before"] = headed["before"].removeprefix(f"{headed['month'].partition('年')[0]}年")  # of the same year
    for row in board["quotas"]:
        row["period"] = desk.period(row["period"]).words
    filled = [name for name in _SECTIONS if board[name]]
    for name, lines in zip(filled, _shared_out([len(board[each]) for each in filled]), strict=True):
        _show_section(_(_SECTIONS[name]).format(**headed), board[name], lines)
    if board["silent"]:
        told = _("Nothing submitted this month: {names}.")
        room = shutil.get_terminal_size().columns - display_width(told.format(names=""))
        show_line("")
        show_line(told.format(names=_few(board["silent"], room)))
    for each in (*board["placings"][-1:], *board["asked"]):
        show_line(each["told"])
    if board["holidays_unknown"]:
        show_line(told_unknown(board["holidays_unknown"]))
    if at_terminal():
        _show_next(board, desk)
        return
    for row in board["unissued"]:
        show_line(_(_UNISSUED[row["kind"]][1]).format(period=desk.period(row["period"]).words))
    if board["not_copied_since"]:
        show_line(_("No copy since {day}: `infoledger backup FOLDER`.").format(day=board["not_copied_since"]))


def _show_next(board: Mapping[str, Any], desk: Desk) -> None:
    """The commands that the day asks for, ready to be copied."""
    commands = list(_next(board, desk))[:_COMMANDS]
    if commands:
        show_line("")
        show_line(_("Next:"))
        width = max(display_width(command) for command, _why in commands)
        for command, why in commands:
            show_line(f"  {command}{' ' * (width - display_width(command))}  # {why}")


def _next(board: Mapping[str, Any], desk: Desk) -> Iterator[tuple[str, str]]:
    for row in board["due"]:
        if row["kind"] == "solicitation" and 0 <= row["days_left"] <= 1:
            told = _("“{topic}” is due on {day}: {count} units have not answered")
            what = told.format(topic=_cut(row["what"], _TOPIC), day=row["due"], count=len(row["from"]))
            yield _("infoledger solicitation show {id}").format(id=row["id"]), what
    waiting = sum(row["new"] + row["in_time"] + row["old"] for row in board["drafts"] if row["step"])
    if waiting:
        yield _("infoledger review"), _("drafts wait: {count}").format(count=waiting)
    for row in board["unissued"]:
        command, what = _UNISSUED[row["kind"]]
        period = desk.period(row["period"]).words
        yield _(command).format(period=period), _(what).format(period=period)
    if board["not_copied_since"]:
        yield _("infoledger backup copies"), _("no copy since {day}").format(day=board["not_copied_since"])


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
        if display_width(told) <= room:
            return told
    rest = display_width(told) - display_width(shown) if names else 0
    return told.replace(shown, _cut(shown, room - rest)) if names else ""


def _cut(text: str, room: int) -> str:
    """``text``, or as much of its beginning as ``room`` cells hold."""
    if display_width(text) <= room:
        return text
    while display_width(text) > room - 2:  # an ellipsis is two cells wide on a Chinese console
        text = text[:-1]
    return text + "…"
