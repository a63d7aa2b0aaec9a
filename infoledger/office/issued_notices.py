"""Issued notices: frozen whole, printed again as they were, withdrawn, and what has changed in them since."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _, by_word
from infoledger.listings import Column, Listed, Word
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.ledger.journal import Pen
    from infoledger.rules.corrections import Correction, Issued
    from infoledger.rules.postings import Party
    from infoledger.rules.reckoning import Reckoning


class Scope(NamedTuple):
    """Which notice: of a window, by unit or informant, of one group of units or of all."""

    window: Period
    by: str = "unit"
    group: str | None = None

    @property
    def key(self) -> str:
        """What the notice is issued under."""
        return f"{self.window.name}{self.whose}"

    @property
    def whose(self) -> str:
        """The end of the key, which those of other windows share."""
        return "".join(f" {part}" for part in (self.by, self.group) if part)


def find(connection: "Connection", scope: Scope) -> "Row[Any] | None":
    """The notice as it was issued, if it was."""
    from infoledger.ledger import frozen

    return frozen.find(connection, "notice", scope.key)


def earlier(connection: "Connection", scope: Scope) -> "list[Issued]":
    """The issued notices of any window by and over the same as ``scope``, in the order of issue."""
    from infoledger.ledger.frozen import issued
    from infoledger.rules.corrections import Issued

    return [
        Issued(
            Period(row.first, row.last, row.content["period"], row.content["size"]),
            _points(row.content["points"]),
            {name: _points(points) for name, points in row.content["settled"].items()},
        )
        for row in issued(connection, "notice", ending=scope.whose)
        if (row.content["by"], row.content["group"]) == (scope.by, scope.group)
    ]


def changed(reckoning: "Reckoning", notices: "Sequence[Issued]", by: str) -> "list[Correction]":
    """What has changed since in the issued notices of the reckoning's length."""
    from infoledger.rules.corrections import corrections

    return corrections(notices, reckoning.window, by, reckoning.measures, _rolls_up(reckoning))


def freeze(
    pen: "Pen", desk: Desk, scope: Scope, reckoning: "Reckoning", listing: Listed, files: dict[str, str | bytes]
) -> None:
    """Issue a notice: its rows and its files in every format. Raises ``InfoledgerError``."""
    from infoledger.documents.content import pack
    from infoledger.ledger import frozen
    from infoledger.rules.corrections import points_of, settled

    window, measures, roll_up = reckoning.window, reckoning.measures, _rolls_up(reckoning)
    if not window.over(desk.today):
        raise InfoledgerError(
            _("{period} is not over and cannot be issued.").format(period=window.name),
            _("It is over from the day after {last}.").format(last=window.last),
        )
    heads, rows = listing
    content = {
        "period": window.name,
        "size": window.size,
        "by": scope.by,
        "group": scope.group,
        "columns": [[column.key, column.heading, column.numeric] for column in heads],
        "rows": [[str(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows],
        "files": pack(files),
        "points": _plain(points_of(scope.by, window, measures, roll_up)),
        "settled": {
            name: _plain(points)
            for name, points in settled(earlier(pen.connection, scope), window, scope.by, measures, roll_up).items()
        },
    }
    frozen.freeze(pen, "notice", scope.key, window, desk.config.regulations, content)


def withdraw(desk: Desk, scope: Scope, reason: str) -> str:
    """Take an issued notice back, which stays in the ledger with the ``reason``; answer what was done.

    Raises ``InfoledgerError`` if it was not issued.
    """
    from infoledger.ledger.models import Frozen

    with desk.recording("notice --withdraw") as pen:
        row = find(pen.connection, scope)
        if row is None:
            raise InfoledgerError(
                _("{key} was not issued.").format(key=by_word(scope.key)),
                _("`infoledger notice --list` shows what was."),
            )
        pen.void(Frozen, row.id, reason)
        pen.sentence = _("Withdrew the notice {key}: {reason}").format(key=by_word(row.key), reason=reason)
        pen.final = True
    return pen.sentence


def ever_issued(connection: "Connection") -> Listed:
    """All notices that were ever issued; the withdrawn ones with the reason."""
    from infoledger.ledger.frozen import everything

    def cells(row: "Row[Any]") -> list[Any]:
        which = [row.content["period"], Word(row.content["by"]), row.content["group"] or ""]
        return [*which, row.first, row.last, row.fingerprint[:12], row.reason if row.voided else ""]

    heads = columns("period", "by", "group", "first", "last", "rules", "withdrawn")
    return heads, [cells(row) for row in everything(connection, "notice")]


def listing(row: "Row[Any]") -> Listed:
    """The rows of an issued notice with their columns."""
    heads = [Column(*column) for column in row.content["columns"]]
    rows = [
        [
            Decimal(cell) if column.numeric and isinstance(cell, str) else cell
            for column, cell in zip(heads, cells, strict=True)
        ]
        for cells in row.content["rows"]
    ]
    return heads, rows


def beside(row: "Row[Any]", today: Listed) -> Listed:
    """``today``'s rows, each with the rank and the points that were issued, None for who was not listed then."""
    heads, rows = today
    printed_heads, printed_rows = listing(row)
    who = [column.key for column in heads if column.key in ("group", "informant", "unit")]
    name, then = _picker(heads, who), _picker(printed_heads, who)
    figures = _picker(printed_heads, ["rank", "points"])
    printed = {then(cells): figures(cells) for cells in printed_rows}
    together = [[*cells, *printed.get(name(cells), (None, None))] for cells in rows]
    return [*heads, *columns("rank_issued", "points_issued")], together


def file(row: "Row[Any]", form: str) -> bytes:
    """An issued notice in one of its printed formats."""
    from infoledger.documents.content import unpack

    return unpack(row.content["files"], form)


def printed_points(row: "Row[Any]") -> "dict[Party, Decimal]":
    """The points that an issued notice printed, by party."""
    return _points(row.content["points"])


def _picker(heads: Sequence[Column], keys: Sequence[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What reads the cells of ``keys`` out of a row."""
    keys_ = [column.key for column in heads]
    places = [keys_.index(key) for key in keys]
    return lambda cells: tuple(cells[place] for place in places)


def _rolls_up(reckoning: "Reckoning") -> bool:
    regulation = reckoning.rulebook.on(reckoning.window.last)
    return bool(regulation and regulation.ranking.roll_up)


def _plain(points: "dict[Party, Decimal]") -> list[list[Any]]:
    return [[party.kind, party.id, str(amount)] for party, amount in points.items()]


def _points(plain: list[list[Any]]) -> "dict[Party, Decimal]":
    from infoledger.rules.postings import Party

    return {Party(kind, id): Decimal(amount) for kind, id, amount in plain}
