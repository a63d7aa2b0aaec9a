"""Workbooks to send to the units: the headers of an import, drop-down lists, and a sheet that explains them."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from infoledger.config.model import Config
from infoledger.config.outlets import outlet_key
from infoledger.i18n import N_, translation
from infoledger.intake.kinds import NOTES
from infoledger.kinds import Column, Holds, Kind, Speaks
from infoledger.ledger.register import Register

#: Rows that are made ready.
_ROWS = 1000
_CHOICES = "选项"
_ALL = "全部"

#: How what a cell holds is written, and the format of the column.
_WRITTEN: Mapping[Holds, tuple[str, str]] = {
    "line": (N_("text on one line"), "@"),
    "text": (N_("text, also of several lines"), "@"),
    "names": (N_("one name, or several separated by ；"), "@"),
    "flag": (N_("是 or 否"), "@"),
    "moment": (N_("a date, perhaps with the time: 2026-10-05 14:30"), "yyyy-mm-dd hh:mm"),
    "day": (N_("a date: 2026-10-05"), "yyyy-mm-dd"),
    "number": (N_("a number: 1.5"), "General"),
    "positive": (N_("a number above 0: 1.5"), "General"),
    "whole": (N_("a whole number"), "0"),
    "yuan": (N_("an amount in yuan: 50.00"), "0.00"),
    "fen": (N_("an amount in yuan: 50.00"), "0.00"),
    "period": (N_("a period: 2026年10月"), "@"),
    "status": (N_("where it stands: 待审, 退回, 通过, 不采用"), "@"),
}


def choices(kind: Kind, config: Config, register: Register, day: date) -> Mapping[str, Sequence[str]]:
    """By English column name, what may stand in a column of ``kind``: units that are members on ``day``, and so on."""
    members = [register.units[unit].on(day).name for unit in register.members(day)]
    outlets = [outlet_key(config, outlet) for outlet in config.outlets]
    known: Mapping[Speaks, Sequence[str]] = {
        "unit": members,
        "group": config.unit_groups or (),
        "category": list(config.categories or ()),
        "secrecy": config.secrecy,
        "outlet": outlets,
        "form": config.forms,
        "level": config.levels,
        "leader": list(config.leaders),
        "body": list(config.bodies),
        "award": list(config.awards or ()),
        "violation": config.violations,
    }
    may = {column.english: _may(column, known) for column in kind.columns}
    if kind.english == "solicitations":
        may["units"] = (_ALL, *may["units"])
    return {name: words for name, words in may.items() if words}


def _may(column: Column, known: Mapping[Speaks, Sequence[str]]) -> Sequence[str]:
    if column.holds == "flag":
        return ("是", "否")
    return known.get(column.of, ()) if column.of else ()


def template(kind: Kind, allowed: Mapping[str, Sequence[str]], language: str) -> bytes:
    """A workbook (.xlsx) with a sheet to fill for ``kind`` and one of notes; filled, it is imported as it is."""
    _ = translation(language).gettext
    chinese = language == "zh"
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(kind.chinese if chinese else kind.english)
        notes = book.add_worksheet(NOTES[0] if chinese else NOTES[1])
        lists = book.add_worksheet(_CHOICES)
        lists.hide()
        head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        page.freeze_panes(1, 0)
        notes.set_column(0, 0, 14)
        notes.set_column(1, 2, 40, wrapped)
        for place, title in enumerate((_("column"), _("what to write"), _("allowed"))):
            notes.write_string(0, place, title, head)
        for place, column in enumerate(column for column in kind.columns if column.offered):
            words, form = _WRITTEN[column.holds]
            name = (column.chinese if chinese else column.english) + ("*" if column.required else "")
            page.set_column(place, place, _width(column), book.add_format({"num_format": form}))
            page.write_string(0, place, name, head)
            may = allowed.get(column.english, ())
            _offer(page, lists, place, may)
            for cell, text in enumerate((name, _(words), "、".join(may))):
                notes.write_string(place + 1, cell, text, wrapped)
        notes.write_string(
            len(kind.columns) + 2,
            0,
            _("Columns with * must be filled. Send the file back as it is, without a password."),
        )
    return target.getvalue()


def _offer(page: Any, lists: Any, place: int, may: Sequence[str]) -> None:
    """Offer what a column ``may`` hold as a drop-down list, which allows other words: several units, an alias."""
    if may:
        for row, word in enumerate(may):
            lists.write_string(row, place, word)
        letter = xl_col_to_name(place)
        source = f"='{_CHOICES}'!${letter}$1:${letter}${len(may)}"
        page.data_validation(1, place, _ROWS, place, {"validate": "list", "source": source, "show_error": False})


def _width(column: Column) -> int:
    wide = {"title": 44, "published_title": 44, "body": 60, "text": 40, "reason": 30, "note": 30}
    return wide.get(column.english, 18 if column.holds == "moment" else 14)
