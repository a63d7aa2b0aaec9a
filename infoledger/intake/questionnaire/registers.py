"""The units and informants of the questionnaire as tables that can be imported."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from infoledger.intake.questionnaire.answers import Answers
from infoledger.intake.questionnaire.sheets import INFORMANTS, UNITS, Sheet


def units_csv(answers: Answers) -> str:
    """The units with the columns that were filled; empty where there are none."""
    return _csv(answers, UNITS)


def informants_csv(answers: Answers) -> str:
    """The informants with the columns that were filled; empty where there are none."""
    return _csv(answers, INFORMANTS)


def _csv(answers: Answers, sheet: Sheet) -> str:
    rows = answers.of(sheet)
    if not rows:
        return ""
    names = [column.name for column in sheet.columns if any(column.name in row for row in rows)]
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerows([names, *([_cell(row.get(name)) for name in names] for row in rows)])
    return "\ufeff" + page.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "；".join(value)
    return "" if value is None else str(value)
