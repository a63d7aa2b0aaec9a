"""Issued notices: frozen whole, printed again as they were, and what has changed in them since."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from infoledger.commands.desk import Desk
from infoledger.console import Column
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.ledger.journal import Pen
    from infoledger.rules.corrections import Correction, Issued
    from infoledger.rules.postings import Party
    from infoledger.rules.reckoning import Reckoning


def key(window: Period, by: str, group: str | None) -> str:
    """What a notice is issued under."""
    return " ".join(filter(None, (window.name, by, group)))


def find(connection: "Connection", window: Period, by: str, group: str | None) -> "Row[Any] | None":
    """The notice as it was issued, if it was."""
    from infoledger.ledger.frozen import issued

    wanted = key(window, by, group)
    return next((row for row in issued(connection, "notice") if row.key == wanted), None)


def earlier(connection: "Connection", by: str, group: str | None) -> "list[Issued]":
    """The issued notices ``by`` unit or informant over ``group``, in the order of issue."""
    from infoledger.ledger.frozen import issued
    from infoledger.rules.corrections import Issued

    return [
        Issued(
            Period(row.first, row.last, row.content["period"], row.content["size"]),
            _points(row.content["points"]),
            {name: _points(points) for name, points in row.content["settled"].items()},
        )
        for row in issued(connection, "notice")
        if (row.content["by"], row.content["group"]) == (by, group)
    ]


def changed(reckoning: "Reckoning", notices: "Sequence[Issued]", by: str) -> "list[Correction]":
    """What has changed since in the issued notices of the reckoning's length."""
    from infoledger.rules.corrections import corrections

    return corrections(notices, reckoning.window, by, reckoning.measures, _rolls_up(reckoning))


def freeze(
    pen: "Pen",
    desk: Desk,
    reckoning: "Reckoning",
    by: str,
    group: str | None,
    listing: tuple[Sequence[Column], Sequence[Sequence[Any]]],
    files: dict[str, str | bytes],
) -> None:
    """Issue a notice: its rows and its files in every format. Raises ``InfoledgerError``."""
    from infoledger.ledger import frozen
    from infoledger.rules.corrections import points_of, settled

    window, measures, roll_up = reckoning.window, reckoning.measures, _rolls_up(reckoning)
    if not window.over(desk.today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.name),
            _("It is over from the day after {last}.").format(last=window.last),
        )
    columns, rows = listing
    content = {
        "period": window.name,
        "size": window.size,
        "by": by,
        "group": group,
        "columns": [[column.key, column.heading, column.numeric] for column in columns],
        "rows": [[str(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows],
        "files": {form: b64encode(_bytes(content)).decode() for form, content in files.items()},
        "points": _plain(points_of(by, window, measures, roll_up)),
        "settled": {
            name: _plain(points)
            for name, points in settled(earlier(pen.connection, by, group), window, by, measures, roll_up).items()
        },
    }
    frozen.freeze(pen, "notice", key(window, by, group), window, desk.config.regulations, content)


def listing(row: "Row[Any]") -> tuple[list[Column], list[list[Any]]]:
    """The rows of an issued notice with their columns."""
    columns = [Column(*column) for column in row.content["columns"]]
    rows = [
        [
            Decimal(cell) if column.numeric and isinstance(cell, str) else cell
            for column, cell in zip(columns, cells, strict=True)
        ]
        for cells in row.content["rows"]
    ]
    return columns, rows


def file(row: "Row[Any]", form: str) -> bytes:
    """An issued notice in one of its printed formats."""
    return b64decode(row.content["files"][form])


def printed_points(row: "Row[Any]") -> "dict[Party, Decimal]":
    """The points that an issued notice printed, by party."""
    return _points(row.content["points"])


def _rolls_up(reckoning: "Reckoning") -> bool:
    regulation = reckoning.rulebook.on(reckoning.window.last)
    return bool(regulation and regulation.ranking.roll_up)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _plain(points: "dict[Party, Decimal]") -> list[list[Any]]:
    return [[party.kind, party.id, str(amount)] for party, amount in points.items()]


def _points(plain: list[list[Any]]) -> "dict[Party, Decimal]":
    from infoledger.rules.postings import Party

    return {Party(kind, id): Decimal(amount) for kind, id, amount in plain}
